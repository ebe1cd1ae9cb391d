"""A claim about a person stands beside the load and the absences that the record shows, or says that it shows none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from classify.crm_work.person_load import Absence, PersonLoad
from classify.missing_codes import Missing
from reports.deal_cards import DealCards
from reports.machine_outputs import rankings_json
from reports.record_text import absence_sentence, load_sentence, missing_words
from reports.texts import Texts
from tests.reports.sample_run import sample_archive, sample_rankings

LOAD = PersonLoad("U2", date(2026, 5, 12), 34, 12.5, 9, 3.0, None, True, None, True)
AWAY = Absence(date(2026, 5, 4), date(2026, 5, 15), 8)


def said(**changes: Any) -> str:
    return absence_sentence(replace(LOAD, **changes), Texts("en"))


def test_the_load_is_said_beside_the_colleagues() -> None:
    assert " ".join(load_sentence(LOAD, "Игорь Пак", Texts("ru")).split()) == (
        "Игорь Пак: на 12 мая 2026 г. сделок в работе 34 (медиана у коллег 12,5); новых за ту неделю 9 (у коллег 3)."
    )
    alone = replace(LOAD, colleagues_open=None, colleagues_new=None)
    assert load_sentence(alone, "Igor", Texts("en")) == "Igor: open deals on May 12, 2026: 34; new in that week: 9."


def test_counts_by_the_owners_of_now_say_so() -> None:
    assert "no history of owners" in load_sentence(replace(LOAD, by_history=False), "Igor", Texts("en"))


def test_where_nobody_is_named_the_load_is_unknown() -> None:
    assert load_sentence(None, "", Texts("en")).startswith("not known")


def test_an_absence_is_a_fact_with_its_days_and_none_is_told_from_unknown() -> None:
    assert said(absence=AWAY).startswith("No: from May 4, 2026 to May 15, 2026 no call, message")
    assert said(absence=AWAY, left=date(2026, 5, 20)).endswith("Has left: last day May 20, 2026.")
    assert said() == Texts("en").text("absence-none")
    assert said(absence_known=False) == Texts("en").text("absence-unknown")


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, "1 звонок отнесён"), (3, "3 звонка отнесены"), (5, "5 звонков отнесены")],
)
def test_what_is_missing_is_counted_in_good_russian(count: int, expected: str) -> None:
    (words,) = missing_words([Missing("unsure-calls", count)], Texts("ru"))
    assert words.startswith(expected)


def test_cards_of_losses_and_programs_get_load_and_what_is_missing() -> None:
    rankings = sample_rankings()
    loss = replace(rankings.error_loss[0], load=LOAD, missing=(Missing("no-tasks"),))
    (card,) = DealCards(sample_archive("en"), Texts("en")).losses([loss])
    assert dict(card.facts)["Workload then"].startswith("Игорь Пак: open deals on")
    assert dict(card.facts)["Was there"] == said()
    assert card.missing == ("the archive has no tasks",)
    row = next(rankings_json(replace(rankings, error_loss=(loss,)), Texts("en"))["error_loss"])
    assert (row["load"], row["missing"]) == (LOAD, loss.missing)
