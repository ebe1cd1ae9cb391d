"""The report says what the CRM stated against what was found, and what became of the company's own history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from classify.company_history.history_figures import HistoryFigures, Interval
from classify.company_history.history_view import HistoryView
from classify.records import ChanceToWin, ErrorLoss, Rankings, RevivalValue
from reports.history_text import history_sentences, second_view_json
from reports.html_report import html_report
from reports.money_text import lost_sentence, value_sentence
from reports.stated_table import stated_rows, stated_section
from reports.texts import LANGUAGES, Language, Texts
from tests.reports.sample_run import AS_OF, sample_analysis, sample_archive, sample_rankings, sample_result

TENTHS = Interval(0.71, 0.66, 0.76)
FIGURES = HistoryFigures(400, 120, date(2026, 1, 12), TENTHS, Interval(0.18, 0.17, 0.19), 0.21, TENTHS,
                         Interval(0.1, 0.06, 0.14))  # fmt: skip
VIEWS = (
    HistoryView("used", 300, 700, 100, FIGURES, ("amount", "words")),
    HistoryView("too-few", 6, 34, 100),
    HistoryView("one-sided-times", 300, 700, 100),
    HistoryView("no-better-than-chance", 300, 700, 100, FIGURES, ("source", "qualified")),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.verdict)
def test_every_verdict_is_worded_with_its_numbers(view: HistoryView, language: Language) -> None:
    first, *rest = history_sentences(view, Texts(language))
    assert str(view.won) in first
    assert str(view.lost) in first
    figures = " ".join(rest)
    assert ("400" in figures) == (view.figures is not None)
    assert len(rest) == (view.figures is not None) + 2 * (view.verdict == "used") + bool(view.left_out)


def test_the_report_says_why_the_history_was_refused_and_links_flagged_losses() -> None:
    analysis = replace(sample_analysis(), history=VIEWS[1])
    html = html_report(sample_result(analysis=analysis), Texts("ru"))
    assert "6 выигранных и 34 потерянных" in html
    assert '<a href="#error-1">S2</a>' in html


def test_stated_reasons_stand_against_the_causes_found() -> None:
    archive = sample_archive()  # every deal says "Дорого"
    rankings = sample_rankings()
    (row,) = stated_rows(archive, rankings)
    assert (row.stated, row.deals, row.no_error) == ("price", 4, 2)  # S4 has no evidence, S7 is unlikely
    assert row.found == {"H1_deferred_to_next_period": ("S2",), "M1_no_callback": ("S3",)}


def test_of_a_deal_far_down_the_list_the_probability_alone_counts() -> None:
    rankings = sample_rankings()
    bare = tuple(replace(loss, evidence=(), told=False) for loss in rankings.error_loss)
    (row,) = stated_rows(sample_archive(), replace(rankings, error_loss=bare))
    assert (row.deals, row.no_error) == (4, 1)  # S7 is unlikely


def test_reasons_of_the_clients_come_first_then_ours_then_the_unclear() -> None:
    reasons = {"S2": "Не перезвонили", "S3": None, "S4": "Прочее"}
    archive = sample_archive()
    deals = {i: replace(d, lost_reason=reasons.get(i, d.lost_reason)) for i, d in archive.deals.items()}
    rows = stated_rows(replace(archive, deals=deals), sample_rankings())
    assert [row.stated for row in rows] == ["price", "M1_no_callback", "not_classified", "not_stated"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_archive_without_losses_says_so(language: Language) -> None:
    section = stated_section(stated_rows(sample_archive(), Rankings(AS_OF, 7, (), ())), {}, Texts(language))
    assert section.lines == ()
    assert section.lead == Texts(language).text("stated-nothing")


def test_programs_get_the_figures_and_the_table() -> None:
    analysis = replace(sample_analysis(), history=VIEWS[0])
    found = second_view_json(sample_result(analysis=analysis))
    assert found["history"]["verdict"] == "used"
    assert found["history"]["figures"]["auc"] == {"value": 0.71, "low": 0.66, "high": 0.76}
    assert found["history"]["weight"] == 0.06
    assert found["stated_against_found"][0]["found"][0] == {"cause": "H1_deferred_to_next_period", "deal_ids": ("S2",)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_discount_says_where_it_comes_from(language: Language) -> None:
    loss: ErrorLoss = sample_rankings().error_loss[0]
    chances = (
        ChanceToWin(0.61, "history", 100, 61, day=date(2026, 5, 12)), ChanceToWin(0.26, "stage", 27, 7, stage="КП"),
        ChanceToWin(0.3, "stage", 30, 9), None,
    )  # fmt: skip
    sentences = [lost_sentence(replace(loss, chance_to_win=chance), Texts(language)) for chance in chances]
    assert len(set(sentences)) == 4
    assert "61" in sentences[0]
    assert "12" in sentences[0]
    assert "КП" in sentences[1]
    assert "27" in sentences[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_expected_profit_names_every_factor(language: Language) -> None:
    revival = sample_rankings().revive[0]
    value = RevivalValue(Decimal(480_000), 0.25, "company", date(2026, 5, 1), 0.9)
    sentence = value_sentence(replace(revival, value=value), "RUB", Texts(language))
    for factor in ("91", "480", "25", "90", "2026"):
        assert factor in sentence
    assert value_sentence(revival, "RUB", Texts(language)) == ""
