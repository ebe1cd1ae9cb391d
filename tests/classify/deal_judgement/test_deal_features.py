"""Features: the same names for every deal, on one scale for every company, NaN where the archive cannot tell."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from classify.crm_work.work_check import check_work
from classify.deal_judgement.cause_scores import cause_scores
from classify.deal_judgement.deal_features import LOOKS_LIKE, deal_features, feature_table, habits_of
from classify.deal_judgement.deal_models import LabelledDeals
from classify.deal_judgement.loss_indicators import loss_indicators
from classify.deal_judgement.reason_scores import reason_scores
from classify.model_files import Models
from classify.promises_kept.promises import promises_of
from deals.linking import link_calls
from deals.records import Archive, Deal, OwnerChange, Period, StageChange, Task
from tests.classify.made_archive import (
    PEOPLE,
    Signals,
    archive,
    at,
    call,
    deal,
    lost_deal,
    message,
    settings_of,
    stories_of,
    transcript,
    won_deal,
)
from transcribe.utterance import Transcript

CALL_FACTS = {"first_try_hours", "tries", "talks", "client_calls", "missed", "calls_not_in_log", "lead_given_up",
              "days_tried"}  # fmt: skip
MESSAGE_FACTS = {"client_wrote", "we_wrote", "notes"}
CONTACT_FACTS = {"first_reach_hours", "longest_gap", "silence_before_end", "silence_now", "client_waits",
                 "in_vain_before_end", "in_vain_after_end"}  # fmt: skip
TALK = transcript("k1", ("client", "Нужны окна"), ("manager", "Пришлю"))


def features(one: Deal, *given: Transcript, heard: dict[str, Signals] | None = None, **parts: Any) -> dict[str, float]:
    """Of this deal, in an archive where one deal was won within ten days."""
    return features_in(archive([one, won_deal("won", contact_id=None)], **parts), one, *given, heard=heard)


def features_in(
    made: Archive, one: Deal, *given: Transcript, heard: dict[str, Signals] | None = None
) -> dict[str, float]:
    story = stories_of(made, given, heard)[one.deal_id]
    work = check_work(made, link_calls(made), {one.deal_id: story}).by_deal().get(one.deal_id, ())
    return deal_features(made, story, habits_of(made), promises_of(story, settings_of(made)), work)


def days(feature: float) -> float:
    """The days behind a log feature that counts in the company's ten days to won."""
    return math.expm1(feature) * habits_of(archive([won_deal()])).won_days


FULL = {
    "calls": (call("k1", at("09-02 10:00")), call("k2", at("09-05 10:00"), direction="in", answered=False)),
    "messages": (
        message("m1", at("09-03 10:00")), message("m2", at("09-04 10:00"), author="client"),
        message("m3", at("09-04 11:00"), channel="note"),
    ),
    "tasks": (Task("t1", "d1", "call", "Позвонить", at("09-01 10:00"), at("09-02 10:00"), at("09-12 10:00")),),
    "stage_history": (StageChange("d1", at("09-01 10:00"), "Новая"), StageChange("won", at("09-01 10:00"), "Новая")),
    "owner_history": (OwnerChange("d1", at("09-01 10:00"), "u1"), OwnerChange("d1", at("09-02 10:00"), "u3")),
    "periods": (Period("2026-09", plan=Decimal(100), fact=Decimal(100)),),
}  # fmt: skip


@pytest.mark.parametrize(
    "one",
    [
        deal(),
        lost_deal(),
        lost_deal(
            amount=None, margin_pct=None, qualified=None, contact_id=None, owner_id=None, closed_at=None, title=None
        ),
        lost_deal(closed_at=at("08-01 10:00")),  # before it was created
        deal(created_at=at("12-01 10:00")),  # after the last day
        lost_deal(amount=Decimal(-5)),
        lost_deal(amount=Decimal(0)),
    ],
    ids=["open", "lost", "nothing known", "closed first", "in the future", "refund", "free"],
)
def test_every_deal_has_the_same_features_none_of_them_infinite(one: Deal, models: Models) -> None:
    for parts in (FULL, {}):
        found = features(one, TALK, **parts)
        assert tuple(found) == models.deals.names
        assert not any(math.isinf(value) for value in found.values())


def test_what_the_deal_does_not_say_is_unknown() -> None:
    found = features(lost_deal(amount=None, qualified=None))
    assert {name for name, value in found.items() if math.isnan(value)} == {"amount", "qualified", "depth"}


@pytest.mark.parametrize(
    ("absent", "unknown"),
    [
        ({"calls.csv"}, CALL_FACTS),
        ({"messages.csv"}, MESSAGE_FACTS),
        ({"tasks.csv"}, {"tasks", "tasks_late", "tasks_ahead", "calls_not_in_log"}),
        ({"owner_history.csv"}, {"owners", "held_by_gone"}),
        ({"periods.csv"}, {"plan_met"}),
        ({"calls.csv", "messages.csv"}, CALL_FACTS | MESSAGE_FACTS | CONTACT_FACTS),
    ],
)  # fmt: skip
def test_what_an_absent_table_would_tell_is_unknown_and_not_nought(absent: set[str], unknown: set[str]) -> None:
    found = features(lost_deal(), absent_tables=frozenset(absent))
    nan = {name for name, value in found.items() if math.isnan(value)}
    assert unknown <= nan
    assert nan <= unknown | {"depth", "client_waits_days", "client_after_end", "we_after_end"}


def test_of_a_client_without_a_number_calls_are_unknown_and_not_none() -> None:
    assert math.isnan(features(lost_deal(contact_id=None))["tries"])
    assert features(lost_deal())["tries"] == 0


def test_without_calls_messages_and_tasks_in_the_tables_the_counts_are_nought() -> None:
    found = features(lost_deal())
    for name in ("tries", "talks", "missed", "client_wrote", "we_wrote", "notes", "tasks", "words", "promises"):
        assert found[name] == 0.0, name
    assert math.expm1(found["first_try_hours"]) >= 24 * 30  # never: longer than any delay that is recorded


def test_contacts_are_counted_by_kind() -> None:
    found = features(deal(), **FULL)
    counted = {
        name: math.expm1(found[name])
        for name in ("tries", "talks", "client_calls", "client_wrote", "we_wrote", "notes")
    }
    assert counted == pytest.approx(
        {"tries": 1, "talks": 1, "client_calls": 1, "client_wrote": 1, "we_wrote": 1, "notes": 1}
    )  # fmt: skip
    assert found["missed"] == 1
    assert found["owners"] == 2


def test_a_call_without_an_answered_mark_counts_as_a_talk_if_it_has_words() -> None:
    unmarked = (call("k1", at("09-02 10:00"), answered=None),)
    assert features(deal(), TALK, calls=unmarked)["talks"] > 0
    assert features(deal(), calls=unmarked)["talks"] == 0


def test_the_first_contact_counts_in_hours_from_creation() -> None:
    calls = (call("k1", at("09-01 16:00"), answered=False), call("k2", at("09-02 10:00")))
    found = features(deal(), calls=calls)
    assert math.expm1(found["first_try_hours"]) == pytest.approx(6)
    assert math.expm1(found["first_reach_hours"]) == pytest.approx(24)


def test_silences_are_measured_from_contact_to_contact_and_to_the_end() -> None:
    talks = (call("k1", at("09-03 10:00")), call("k2", at("09-08 10:00")))
    found = features(lost_deal(closed_at=at("09-20 10:00")), calls=talks)
    assert days(found["longest_gap"]) == pytest.approx(12)
    assert days(found["silence_before_end"]) == pytest.approx(12)
    assert days(found["silence_now"]) == pytest.approx(22.58, abs=0.01)


def test_a_waiting_client_is_seen_until_something_of_ours_reaches_him() -> None:
    wrote = message("m1", at("09-25 23:59:59"), author="client")
    assert features(deal(), messages=(wrote,))["client_waits"] == 1
    assert math.expm1(features(deal(), messages=(wrote,))["client_waits_days"]) == pytest.approx(5)
    assert features(deal(), messages=(wrote, message("m2", at("09-26 10:00"))))["client_waits"] == 0


def test_what_comes_after_closing_is_told_apart() -> None:
    one = lost_deal(closed_at=at("09-20 18:00"))
    back = message("m1", at("09-25 10:00"), "Мы готовы", author="client")
    found = features(one, messages=(back,), heard={"Мы готовы": {"ready_to_buy": 0.8}})
    assert (found["client_after_end"], found["after_positive"]) == (1, 0.8)
    early = features(one, messages=(replace(back, at=at("09-15 10:00")),), heard={"Мы готовы": {"ready_to_buy": 0.8}})
    assert (early["client_after_end"], early["after_positive"]) == (0, 0.0)


# Calls of u1 with others, so that the log speaks of u1.
OTHERS = tuple(
    call(f"o{n}", at(f"09-{n:02} 09:00"), client_phone="+79100000099", answered=n % 2 > 0) for n in range(1, 28)
)


def test_entries_without_their_calls_are_counted() -> None:
    task = Task("t1", "d1", "call", "Перезвонить", at("09-10 10:00"), None, at("09-11 17:00"), "u1", "не берёт трубку")
    first = call("k1", at("09-01 11:00"))
    assert features(deal(), tasks=(task,), calls=(*OTHERS, first))["calls_not_in_log"] == 1
    tried = call("k2", at("09-11 16:58"), answered=False)
    assert features(deal(), tasks=(task,), calls=(*OTHERS, first, tried))["calls_not_in_log"] == 0


def test_a_lead_given_up_is_told_unless_the_log_cannot_tell() -> None:
    tried = call("k1", at("09-01 11:00"), answered=False)
    assert features(lost_deal(), calls=(*OTHERS, tried))["lead_given_up"] == 1
    assert features(lost_deal(), calls=(*OTHERS, call("k1", at("09-01 11:00"))))["lead_given_up"] == 0
    told = message("m1", at("09-02 12:00"), "Звонил вам со своего", channel="note")
    alone = (*OTHERS, call("k1", at("09-10 11:00"), answered=False))
    assert features(lost_deal(), calls=alone, messages=(told,))["lead_given_up"] == 0


def test_amounts_and_times_are_on_the_companys_own_scale() -> None:
    def scaled(by: int) -> dict[str, float]:
        one = lost_deal(amount=Decimal(400 * by), created_at=at("09-01 10:00"), closed_at=at(f"09-0{1 + by} 10:00"))
        won = won_deal(
            "won", amount=Decimal(200 * by), created_at=at("09-01 10:00"), closed_at=at(f"09-0{1 + by} 10:00")
        )
        return features_in(archive([one, won]), one)

    assert {n: scaled(2)[n] for n in ("amount", "life")} == {n: scaled(4)[n] for n in ("amount", "life")}


def test_the_plan_is_met_in_the_month_of_the_deals_end() -> None:
    def met(plan: int, month: str = "2026-09") -> float:
        return features(lost_deal(), periods=(Period(month, plan=Decimal(plan), fact=Decimal(100)),))["plan_met"]

    assert [met(100), met(101), met(100, "2026-08")] == [1, 0, 0]


def test_an_owner_who_left_before_the_end_is_seen() -> None:
    def left(day: str) -> float:
        return features(lost_deal(), people={"u1": replace(PEOPLE[0], left=at(day).date())})["owner_left"]

    assert (left("09-20 00:00"), left("09-21 00:00")) == (1, 0)


def test_a_deal_that_stood_on_somebody_gone_is_seen_after_it_was_handed_on() -> None:
    def held(left: str, handed_on: str) -> float:
        people = {"u1": replace(PEOPLE[0], left=at(left).date()), "u3": PEOPLE[2]}
        owners = (OwnerChange("d1", at("09-01 10:00"), "u1"), OwnerChange("d1", at(handed_on), "u3"))
        one = lost_deal(owner_id="u3")
        return features(one, people=people, owner_history=owners)["held_by_gone"]

    assert held("09-05 00:00", "09-12 10:00") == 1
    assert held("09-11 00:00", "09-12 10:00") == 0
    assert held("09-15 00:00", "09-12 10:00") == 0


def test_what_a_deal_looks_like_is_part_of_its_features() -> None:
    found = features(lost_deal())
    looks = {name.removeprefix(LOOKS_LIKE): value for name, value in found.items() if name.startswith(LOOKS_LIKE)}
    assert looks == cause_scores(found) | reason_scores(found)


def test_signals_are_looked_for_in_all_words_but_notes_and_in_the_clients_last() -> None:
    texts = [f"слово {n}" for n in range(10)]
    talk = transcript("k1", *(("client", text) for text in texts), ("manager", "Дорого?"))
    note = message("m1", at("09-03 10:00"), "Сказал, дорого", channel="note")
    heard = {
        "слово 0": {"interest": 0.9},
        "слово 5": {"interest": 0.4},
        "Дорого?": {"interest": 0.6},
        note.text: {"rude": 1.0},
    }
    found = features(deal(), talk, calls=(call("k1", at("09-02 10:00")),), messages=(note,), heard=heard)
    assert (found["max_interest"], found["last_interest"], found["max_rude"]) == (0.9, 0.4, 0.0)


def test_habits_are_those_of_the_won_deals() -> None:
    deals = [won_deal(f"w{n}", created_at=at("09-01 10:00"), closed_at=at(f"09-{10 + n} 10:00")) for n in range(3)]
    habits = habits_of(archive([*deals, lost_deal("x", amount=Decimal(1_000_000))]))
    assert habits.won_days == 10
    assert habits.median_amount == 200_000


def test_deals_won_on_the_spot_divide_nothing_by_nought() -> None:
    habits = habits_of(archive([won_deal(closed_at=at("09-01 10:00"))]))
    assert habits.won_days == 1
    assert habits_of(archive([won_deal(closed_at=at("08-01 10:00"))])).won_days == 1


def test_without_won_deals_or_amounts_habits_are_usual_ones() -> None:
    habits = habits_of(archive([lost_deal(amount=None), lost_deal("d2", amount=Decimal(-5))]))
    assert (habits.won_days, habits.median_amount, habits.full_depth) == (30, 1, 4)


def test_a_table_has_one_row_a_deal_and_one_column_a_feature() -> None:
    table, names = feature_table([{"a": 1.0, "b": np.nan}, {"b": 2.0, "a": 3.0}])
    assert names == ("a", "b")
    np.testing.assert_array_equal(table, [[1.0, np.nan], [3.0, 2.0]])


def test_every_indicator_of_every_labelled_deal_lies_between_0_and_1(labelled_deals: LabelledDeals) -> None:
    assert len(labelled_deals.features) >= 250
    for row in labelled_deals.features.tolist():
        indicators = loss_indicators(dict(zip(labelled_deals.names, row, strict=True)))
        assert all(0 <= value <= 1 for value in indicators.values()), indicators


def test_what_is_unknown_indicates_no_fault() -> None:
    known = features(lost_deal())
    unknown = features(lost_deal(amount=None), absent_tables=frozenset({"calls.csv", "messages.csv", "tasks.csv"}))
    assert loss_indicators(known)["given_up"] == 1  # the log shows that nobody tried
    for name in ("given_up", "slow_first_contact", "fake_activity", "no_callback"):
        assert loss_indicators(unknown)[name] == 0, name


def test_a_brush_off_is_of_a_small_client_only_where_the_amount_is_known_to_be_small() -> None:
    brushed = {amount: loss_indicators(features(lost_deal(amount=amount)) | {"max_brush_off": 0.8})["small_brushed_off"]
               for amount in (Decimal(10_000), Decimal(900_000), None)}  # fmt: skip
    assert list(brushed.values()) == [0.8, 0, 0]


def test_indicators_rise_with_what_they_stand_for() -> None:
    def of(**changes: float) -> dict[str, float]:
        return loss_indicators(features(lost_deal(), **FULL) | changes)

    assert of(max_rude=0.9)["rude_or_incompetent"] > of(max_rude=0.1)["rude_or_incompetent"]
    assert of(first_try_hours=math.log1p(100))["slow_first_contact"] > of(first_try_hours=0.0)["slow_first_contact"]
    assert of(promises_broken=1.0)["no_callback"] > of(promises_broken=0.0)["no_callback"]
    assert of(max_waits_on_head=0.9)["approval_stuck"] > of(max_waits_on_head=0.0)["approval_stuck"]
    assert of(last_interest=0.9, last_hard_refusal=0.9)["early_close"] < of(last_interest=0.9)["early_close"]


def test_promises_are_counted_by_what_became_of_them() -> None:
    text = "Завтра пришлю"
    talk = transcript("k1", ("manager", text))
    before = (message("m1", at("09-01 11:00")),)
    parts = {"calls": (call("k1", at("09-10 12:00")),), "heard": {text: {"promise": 0.9}}}
    broken = features(lost_deal(), talk, messages=before, **parts)
    assert (broken["promises_broken"], broken["promises_late"], broken["promises_unknown"]) == (1.0, 0.0, 0.0)
    late = features(lost_deal(), talk, messages=(*before, message("m2", at("09-18 12:00"))), **parts)
    assert (late["promises_broken"], late["promises_late"]) == (0.0, 1.0)
    kept = features(lost_deal(), talk, messages=(*before, message("m2", at("09-10 15:00"))), **parts)
    assert kept["promises_missed"] == 0.0 < broken["promises_missed"] < 0.5
    unknown = features(lost_deal(), talk, **parts)  # nobody here ever writes to a client
    assert (unknown["promises_unknown"], unknown["promises_missed"]) == (1.0, 0.0)
