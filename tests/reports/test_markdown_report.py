"""report.md: complete for other tools, and what people wrote stays text in it."""

from __future__ import annotations

import re

import pytest

from reports.markdown_report import markdown_report, plain
from reports.texts import LANGUAGES, Language, Texts
from tests.reports.sample_run import sample_result


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_lists_stand_there_with_their_evidence(language: Language) -> None:
    texts = Texts(language)
    text = markdown_report(sample_result(language), texts)
    headings = re.findall(r"^(#+) (.*)$", text, re.MULTILINE)
    assert [level for level, _ in headings] == ["#", "##", "###", "###", "##", "###", "###", "###", "##"]
    assert text.count("Вы обещали перезвонить ещё в среду") >= 2
    assert texts.text("question-tied_to_money") in text
    assert "Полки" not in text, "a deal that is not flagged"


@pytest.mark.parametrize(
    "hostile", ["# big", "[x](javascript:alert(1))", "<script>alert(1)</script>", "a\n## b", "![](http://e/x.png)",
                "|-|", "https://evil.example", "&lt;b&gt;", "**b**", "`c`"]
)  # fmt: skip
def test_nothing_that_people_wrote_becomes_markup(hostile: str) -> None:
    escaped = plain(hostile)
    assert "\n" not in escaped
    assert not re.search(r"(?<!\\)[#\[\]<>()`*|!&:]", escaped)
    page = markdown_report(sample_result("ru", say=lambda text: f"{text} {hostile}"), Texts("ru"))
    clean = markdown_report(sample_result("ru"), Texts("ru"))
    assert len(page.splitlines()) == len(clean.splitlines())
    assert "<script" not in page.replace("\\<script", "")
