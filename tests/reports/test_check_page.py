from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from deals.archive_reader import read_archive
from deals.data_quality.data_check import CHECKS, check_archive
from deals.data_quality.data_gaps import GAP_CODES, Gap
from deals.data_quality.finding import Example, Finding
from reports.check_html import check_html
from reports.check_page import check_page
from reports.html_report import html_report
from reports.texts import LANGUAGES, Texts
from tests.deals.small_archive import write_archive
from tests.reports.sample_run import sample_archive, sample_result

AT = datetime(2026, 3, 2, 10, 5, tzinfo=ZoneInfo("Europe/Moscow"))
# What single findings and gaps tell besides their counts.
DETAILS = {
    "sign": "behind", "apart": 3.0, "agreeing": 40, "calls": 60, "months": "differ", "hours": -3.0, "reason": "Дорого",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_has_its_name_and_advice_in_both_languages(language: str) -> None:
    texts = Texts(language)
    codes = [check(sample_archive()).code for check in CHECKS]
    assert [code for code in codes if not texts.has(f"check-{code}") or not texts.has(f"check-advice-{code}")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_and_gap_can_be_said(language: str) -> None:
    archive = sample_archive()
    checked = check_archive(archive)
    examples = (Example("deals.csv", "D1", (AT, date(2026, 3, 1), Decimal("12.5"), 7, "x")),)
    findings = tuple(Finding(one.code, 3, 9, examples, DETAILS) for one in checked.findings)
    gaps = tuple(Gap(code, ("M1_no_callback",), 0.25, {"day": date(2026, 3, 1), "count": 5}) for code in GAP_CODES)
    page = check_page(archive, replace(checked, findings=findings, gaps=gaps), Texts(language))
    assert len(page.findings) == len(CHECKS)
    assert len(page.gaps) == len(GAP_CODES)
    said = [*(line.sentence for line in page.findings), *(line.sentence for line in page.gaps)]
    assert all(len(sentence) > 15 and "{" not in sentence for sentence in said)
    assert all(re.search(r"deals\.csv D1 \(.*2026.*; 7; x\)", line.examples[0]) for line in page.findings)


def test_what_cannot_be_judged_says_what_it_needs(tmp_path: Path) -> None:
    archive = read_archive(
        write_archive(tmp_path, {"calls.csv": None, "recordings/k1.wav": None, "messages.csv": None})
    )
    page = check_page(archive, check_archive(archive), Texts("en"))
    assert any("calls.csv" in line for line in page.unjudged)


def test_the_page_of_its_own_is_one_file_with_everything_escaped(tmp_path: Path) -> None:
    archive = replace(sample_archive(), company="<script>alert(1)</script>")
    html = check_html(check_page(archive, check_archive(archive), Texts("ru")), Texts("ru"))
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert not re.search(r'(?:src|href)="(?!#)', html)


def test_the_report_of_a_run_shows_the_same_in_short() -> None:
    result = sample_result()
    html = html_report(result, Texts("ru"))
    page = check_page(result.archive, check_archive(result.archive, set(result.analysis.transcripts)), Texts("ru"))
    assert page.gaps
    assert all(gap.sentence in html for gap in page.gaps)
    assert Texts("ru").text("check-section-suspicious") in html
