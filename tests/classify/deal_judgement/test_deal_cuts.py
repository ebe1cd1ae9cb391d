"""A deal is cut before its end, and shows what was known by then: never the end, never what came later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from classify.deal_judgement.deal_cuts import COLUMNS, CutArchive, CutDeal, closing_stages
from classify.deal_judgement.deal_features import habits_of
from deals.records import Archive, StageChange
from tests.classify.made_archive import (
    Signals,
    archive,
    at,
    call,
    deal,
    lost_deal,
    message,
    stories_of,
    transcript,
    won_deal,
)
from transcribe.utterance import Transcript


def cut(made: Archive, *talks: Transcript, deal_id: str = "d1", heard: dict[str, Signals] | None = None) -> CutDeal:
    stories = stories_of(made, talks, heard)
    return CutArchive(made, stories, habits_of(made)).cut(stories[deal_id])


def value(found: CutDeal, column: str, day: int = -1) -> float:
    return float(found.rows[day, COLUMNS.index(column)])


def test_a_deal_is_cut_on_days_of_contact_and_of_new_stages_well_before_its_end() -> None:
    calls = (call("k1", at("09-03 12:00")), call("k2", at("09-10 12:00")), call("k3", at("09-20 09:00")))
    stages = tuple(StageChange(f"d{n}", at("09-05 12:00"), "Расчёт") for n in (1, 2))
    found = cut(archive([lost_deal(), deal("d2", contact_id=None)], calls=calls, stage_history=stages))
    assert found.days == (date(2026, 9, 1), date(2026, 9, 3), date(2026, 9, 5), date(2026, 9, 10))
    assert found.taught == (True, True, True, False)  # the fourth event is only judged by
    assert found.won is False


def test_a_deal_that_ended_at_once_is_not_cut_and_one_without_a_closing_date_teaches_nothing() -> None:
    assert cut(archive([lost_deal(closed_at=at("09-01 18:00"))])).days == ()
    assert cut(archive([lost_deal(closed_at=None)])).won is None
    assert cut(archive([deal()])).won is None


def test_what_came_after_the_cut_changes_nothing() -> None:
    early = call("k1", at("09-03 12:00"))
    late: dict[str, Any] = {
        "calls": (early, call("k2", at("09-19 23:30")), call("k3", at("09-25 12:00"), direction="in")),
        "messages": (message("m1", at("09-20 10:00"), "Передумали", author="client"),),
    }
    heard: dict[str, Signals] = {"Нужно": {"need_stated": 0.9}, "Передумали": {"hard_refusal": 1.0}}
    talk = transcript("k1", ("client", "Нужно"))
    plain = cut(archive([lost_deal(), won_deal("d2", contact_id=None)], calls=(early,)), talk, heard=heard)
    more = cut(archive([lost_deal(), won_deal("d2", contact_id=None)], **late), talk, heard=heard)
    assert more.days == plain.days
    np.testing.assert_array_equal(more.rows, plain.rows)


def test_neither_outcome_nor_lost_reason_nor_last_stage_is_looked_at() -> None:
    calls = (call("k1", at("09-03 12:00")),)
    lost = cut(archive([lost_deal(stage="Отказ"), deal("d2", contact_id=None)], calls=calls))
    won = cut(archive([won_deal(stage="Успех", closed_at=at("09-20 18:00")), deal("d2", contact_id=None)], calls=calls))
    np.testing.assert_array_equal(lost.rows[:, :2], won.rows[:, :2])
    assert value(lost, "talks") == value(won, "talks") == 1
    assert np.isnan(value(lost, "stage"))


def test_the_end_is_the_first_move_to_a_stage_that_only_ends() -> None:
    stages = (
        StageChange("d1", at("09-01 10:00"), "Новая"), StageChange("d1", at("09-10 12:00"), "Договор"),
        StageChange("d2", at("09-02 10:00"), "Новая"),
    )  # fmt: skip
    made = archive([won_deal(closed_at=at("09-20 18:00")), deal("d2", contact_id=None)], stage_history=stages)
    assert closing_stages(stories_of(made)) == {"Договор"}
    assert cut(made).end == at("09-10 12:00")
    assert cut(made).days == (date(2026, 9, 1),)


def test_a_stage_that_deals_leave_again_or_are_still_in_is_no_end() -> None:
    stages = (StageChange("d1", at("09-01 10:00"), "Новая"), StageChange("d2", at("09-02 10:00"), "Новая"))
    assert (
        closing_stages(stories_of(archive([lost_deal(), deal("d2", contact_id=None)], stage_history=stages)))
        == frozenset()
    )


def test_the_clients_words_add_up_and_are_not_known_before_the_first() -> None:
    calls = (call("k1", at("09-03 12:00")), call("k2", at("09-10 12:00")))
    talks = transcript("k1", ("client", "Нужно"), ("manager", "Сделаем")), transcript("k2", ("client", "Дорого"))
    heard: dict[str, Signals] = {
        "Нужно": {"need_stated": 0.9}, "Дорого": {"objection_price": 0.8}, "Сделаем": {"interest": 1.0},
    }  # fmt: skip
    found = cut(archive([lost_deal(), won_deal("d2", contact_id=None)], calls=calls), *talks, heard=heard)
    assert np.isnan(value(found, "ever_need_stated", 0))
    assert (value(found, "ever_need_stated", 1), value(found, "ever_objection_price", 1)) == (0.9, 0.0)
    assert (value(found, "ever_need_stated", 2), value(found, "ever_objection_price", 2)) == (0.9, 0.8)
    assert value(found, "ever_interest") == 0.0  # the seller's words are not the client's


def test_earlier_deals_of_the_client_count_if_they_had_ended_before() -> None:
    before = won_deal("d0", created_at=at("08-01 10:00"), closed_at=at("08-20 10:00"))
    later = won_deal("d2", closed_at=at("09-11 18:00"))
    found = cut(archive([lost_deal(), before, later]))
    assert (value(found, "won_before"), value(found, "lost_before")) == (1, 0)


def test_sums_are_told_only_roughly() -> None:
    def amount(of: int) -> float:
        made = archive([lost_deal(amount=Decimal(of)), won_deal("d2", contact_id=None), deal("d3", contact_id=None)])
        return value(cut(made), "amount")

    assert amount(200_000) == amount(203_417)
    assert amount(200_000) != amount(300_000)


def test_a_talk_without_words_is_told_from_no_talk() -> None:
    made = archive([lost_deal()], calls=(call("k1", at("09-03 12:00")),))
    assert cut(made).has_words is False
    assert cut(made, transcript("k1", ("client", "Да"))).has_words is True
    assert cut(replace(made, calls=())).has_words is None
