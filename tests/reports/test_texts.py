"""Texts: complete in both languages, strict about their variables, numbers and dates as the language writes them."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from fluent.syntax import ast as ftl
from fluent.syntax import parse
from fluent.syntax.visitor import Visitor

import reports
from classify.codebook import CAUSES, REVIVE_REASONS, SIGNALS, TOXIC_KPIS
from classify.crm_work.work_findings import UNKNOWN_REASONS
from classify.kpi_types import KPI_TYPES
from classify.missing_codes import MISSING_CODES
from deals.problems import Problem
from reports.kpi_scheme.scheme import Quantity
from reports.texts import LANGUAGES, LOCALE_FOLDER, Language, Texts

REPORTS = Path(reports.__file__).parent


class Variables(Visitor):
    """The variables that a message uses."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: Any) -> None:
        self.names.add(node.id.name)


def entries(language: str) -> Iterator[tuple[Path, Any]]:
    for path in sorted((LOCALE_FOLDER / language).glob("*.ftl")):
        for entry in parse(path.read_text(encoding="utf-8")).body:
            yield path, entry


def variables_by_message(language: str) -> dict[str, set[str]]:
    found = {}
    for _, entry in entries(language):
        if isinstance(entry, ftl.Message):
            visitor = Variables()
            visitor.visit(entry)
            found[entry.id.name] = visitor.names
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_the_texts_is_understood(language: Language) -> None:
    assert [(path.name, entry.content) for path, entry in entries(language) if isinstance(entry, ftl.Junk)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_there_twice(language: Language) -> None:
    ids = Counter(entry.id.name for _, entry in entries(language) if isinstance(entry, ftl.Message))
    assert [name for name, count in ids.items() if count > 1] == []


def test_both_languages_have_the_same_texts_with_the_same_variables() -> None:
    russian, english = variables_by_message("ru"), variables_by_message("en")
    assert russian.keys() ^ english.keys() == set()
    assert {name: (russian[name], english[name]) for name in russian if russian[name] != english[name]} == {}


def display_names() -> Iterator[str]:
    yield from (f"signal-{code}" for code in SIGNALS)
    yield from (f"reason-{code}" for code in REVIVE_REASONS)
    yield from (f"cause-{code}" for code in (*CAUSES, "none"))
    yield from (f"culprit-{code}" for code in ("manager", "head", "both", "none"))
    yield from (f"kpi-{code}" for code in (*KPI_TYPES, *TOXIC_KPIS, "none"))
    yield from (f"kpi-advice-{code}" for code in (*KPI_TYPES, "unclear"))
    yield from (f"grade-{kind}-{grade}" for kind in ("revivable", "error") for grade in range(4))
    yield from (f"missing-{code}" for code in MISSING_CODES)
    yield from (f"work-reason-{reason}" for reason in UNKNOWN_REASONS)
    yield from (f"kpi-quantity-{quantity}" for quantity in get_args(Quantity))
    yield from (f"role-{role}" for role in ("manager", "head", "client", "other"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_the_codebook_has_a_name_of_its_own(language: Language) -> None:
    texts = Texts(language)
    names = {message: texts.text(message, count=2) for message in display_names()}
    assert all(names.values())
    signals = [name for message, name in names.items() if message.startswith("signal-")]
    causes = [name for message, name in names.items() if message.startswith("cause-")]
    assert len(set(signals)) == len(SIGNALS)
    assert len(set(causes)) == len(CAUSES) + 1


def texts_used_in_code() -> Iterator[str]:
    """Ids written out in the code of reports, and in the templates as t('...')."""
    for path in REPORTS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                called = node.func
                name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
                if name in ("text", "say"):
                    yield node.args[0].value
    for path in (REPORTS / "templates").glob("*.j2"):
        yield from re.findall(r"\bt\('([a-z][\w-]*)'[,)]", path.read_text(encoding="utf-8"))


def test_every_text_that_the_reports_name_exists() -> None:
    used = set(texts_used_in_code())
    assert len(used) > 60
    assert used - variables_by_message("ru").keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_text_is_a_key_error(language: Language) -> None:
    with pytest.raises(KeyError, match="no-such-text"):
        Texts(language).text("no-such-text")


def test_a_missing_variable_is_named() -> None:
    with pytest.raises(ValueError, match=r"'place-row' in 'en' needs other variables.*row"):
        Texts("en").text("place-row")


def test_a_language_without_texts_is_refused() -> None:
    with pytest.raises(ValueError, match="'auto'"):
        Texts("auto")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, "Клиента пробовали застать 1 раз, затем рабочих дней без попыток: 5."),
        (2, "Клиента пробовали застать 2 раза, затем рабочих дней без попыток: 5."),
        (5, "Клиента пробовали застать 5 раз, затем рабочих дней без попыток: 5."),
        (11, "Клиента пробовали застать 11 раз, затем рабочих дней без попыток: 5."),
        (22, "Клиента пробовали застать 22 раза, затем рабочих дней без попыток: 5."),
    ],
)
def test_russian_plural_forms_are_right(count: int, expected: str) -> None:
    tries = {"on_days": 1, "most_a_day": count, "claimed": 0, "logged": count}
    told = Texts("ru").text("fact-lead-given-up", count=count, days=5, **tries)
    assert told == f"{expected} Дней с попытками: 1, больше всего за день: {count}."


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ru", "С клиентом никто не связался за 40 рабочих ч. Записано попыток дозвониться: 4, в журнале: 0."),
        (
            "en",
            "Nobody contacted the client for 40 working hours. Attempts to call that were entered: 4, in the log: 0.",
        ),
    ],
)
def test_tries_entered_are_named_beside_those_in_the_log(language: Language, expected: str) -> None:
    assert Texts(language).text("fact-no-first-contact", hours=40, claimed=4, logged=0) == expected


def test_names_are_put_in_as_they_are() -> None:
    words = "{ $count } <b>№ 1</b> \u2068"
    assert Texts("en").text("fact-stage-without-contact", stage=words).count(words) == 1


def test_a_long_quote_is_put_in_whole() -> None:
    words = "слово { $x } \\1 " * 500
    assert Texts("ru").text("evidence-said-by", role=words, name="Пак") == f"{words}: Пак"


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def test_money_and_shares_follow_the_language() -> None:
    russian, english = Texts("ru"), Texts("en")
    assert plain(russian.money(Decimal("1234567.5"), "RUB")) == "1 234 568 ₽"
    assert english.money(Decimal("1234567.5"), "USD") == "$1,234,568"
    assert plain(english.money(Decimal(1000), "RUB")) == "RUB 1,000"
    assert plain(russian.money(Decimal(1000), None)) == "1 000"
    assert plain(russian.percent(0.914)) == "91 %"
    assert english.percent(0.914) == "91%"
    assert plain(russian.percent(1.0042, digits=1)) == "100,4 %"
    assert (english.change(0.034), english.change(-0.034), english.change(0.0)) == ("+3.4%", "-3.4%", "0%")
    assert (russian.coefficient(-0.571), english.coefficient(0.5)) == ("-0,57", "+0.50")
    assert (russian.number(12.34), english.number(12.34)) == ("12,3", "12.3")


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("2560307", "2560000"),
        ("999700", "1000000"),
        ("418", "418"),
        ("0", "0"),
        ("47881.4", "47900"),
        ("1125000", "1130000"),
    ],
)
def test_estimates_are_rounded_to_three_digits(amount: str, expected: str) -> None:
    assert re.sub(r"\D", "", Texts("ru").rough_money(Decimal(amount), None)) == expected


def test_days_and_times_follow_the_language_and_keep_the_timezone() -> None:
    at = datetime(2026, 5, 3, 23, 5, tzinfo=ZoneInfo("Asia/Yekaterinburg"))
    assert plain(Texts("ru").moment(at)) == "3 мая 2026 г., 23:05"
    assert plain(Texts("en").moment(at)) == "May 3, 2026, 23:05"
    assert plain(Texts("ru").day(date(2026, 5, 3))) == "3 мая 2026 г."
    assert (Texts("ru").month("2026-05"), Texts("en").month("2026-05")) == ("май 2026", "May 2026")
    with pytest.raises(ValueError, match="isoformat"):
        Texts("ru").month("05.2026")


def test_places_in_a_recording_read_like_a_clock() -> None:
    assert [Texts("en").clock(seconds) for seconds in (0, 71.4, 3671)] == ["0:00", "1:11", "1:01:11"]


def test_a_problem_has_a_place_and_a_sentence() -> None:
    problem = Problem("bad-date", "deals.csv", 12, "created_at", "вчера")
    assert Texts("ru").place(problem) == "deals.csv, строка 12, столбец created_at"
    assert Texts("en").place(Problem("bad-date", "deals.csv")) == "deals.csv"
    assert "вчера" in Texts("ru").problem(problem)
