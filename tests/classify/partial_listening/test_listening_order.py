"""What is heard first, and when hearing more is not worth it: decided from chances and lengths alone."""

from __future__ import annotations

import numpy as np
import pytest

from classify.deal_course.heard_shares import AudioCall, call_shares, hardly_heard, unheard_shares
from classify.partial_listening.listening_order import HeardTogether, ListOutlook, gains, next_calls
from classify.side_calls.inside_calls import SPOKEN_OF, inside_call_values
from deals.linking import Candidate, Link
from tests.classify.made_archive import archive, at, call, deal, lost_deal


def outlook(chances: list[float], unheard: list[float], most: int = 20) -> ListOutlook:
    chance = np.array(chances)
    best = np.argsort(-chance)[:most]
    flagged = np.isin(np.arange(len(chance)), best) & (chance >= 0.5)
    return ListOutlook([f"d{n}" for n in range(len(chance))], chance, np.array(unheard), flagged, 0.5, most)


def linked(call_id: str, deal_id: str | None, confidence: float = 1.0, **others: float) -> Link:
    alternatives = tuple(Candidate(other, chance) for other, chance in others.items())
    return Link(call_id, deal_id, confidence, "phone", alternatives=alternatives)


def test_what_was_heard_in_full_is_settled_and_what_was_not_may_still_change() -> None:
    heard, unheard = outlook([0.6, 0.4], [0.0, 0.0]), outlook([0.6, 0.4], [1.0, 1.0])
    assert heard.final_chances().tolist() == pytest.approx([1.0, 0.0])
    above, below = unheard.final_chances()
    assert 0.5 < above < 1
    assert 0 < below < 0.5


def test_no_more_deals_are_expected_on_a_list_than_it_has_places() -> None:
    crowded = outlook([0.9] * 30, [1.0] * 30, most=20)
    assert crowded.final_chances().sum() == pytest.approx(20, abs=0.01)


def test_the_share_found_is_whole_when_all_is_heard_and_less_before() -> None:
    assert outlook([0.9, 0.2], [0.0, 0.0]).found() == pytest.approx(1.0)
    assert outlook([0.9, 0.45], [0.0, 1.0]).found() < 0.8
    assert outlook([0.01, 0.01], [0.0, 0.0]).found() == 1.0


def test_what_is_flagged_stays_when_heard_and_may_go_before() -> None:
    assert outlook([0.9, 0.2], [0.0, 0.0]).stays() == pytest.approx(1.0)
    assert outlook([0.6, 0.2], [1.0, 0.0]).stays() < 0.7
    assert outlook([0.1], [1.0]).stays() == 1.0


def test_deals_near_the_list_gain_most_by_hearing_and_heard_ones_nothing() -> None:
    gain = gains([outlook([0.6, 0.02, 0.6], [1.0, 1.0, 0.0])], {})
    assert gain["d0"] > 10 * gain["d1"]
    assert "d2" not in gain


def test_of_two_deals_alike_the_one_worth_more_gains_more() -> None:
    gain = gains([outlook([0.4, 0.4], [1.0, 1.0])], {"d1": 2.0})
    assert gain["d1"] == pytest.approx(2 * gain["d0"])


def test_late_and_long_calls_of_a_deal_say_more_than_early_and_short_ones() -> None:
    calls = [call("early", at("09-02 10:00")), call("short", at("09-03 10:00")), call("late", at("09-04 10:00"))]
    audio = {one.call_id: AudioCall(one.call_id, 20.0 if one.call_id == "short" else 120.0, False) for one in calls}
    shares = call_shares(calls, [linked(one.call_id, "d1") for one in calls], audio)["d1"]
    assert shares["late"] > shares["early"] > shares["short"]
    assert sum(shares.values()) == pytest.approx(1.0)


def test_a_call_that_may_be_of_two_deals_counts_for_both() -> None:
    calls = [call("k1", at("09-02 10:00")), call("k2", at("09-03 10:00"))]
    audio = {one.call_id: AudioCall(one.call_id, 100.0, False) for one in calls}
    shares = call_shares(calls, [linked("k1", "d1"), linked("k2", None, 0.0, d1=0.5, d2=0.4)], audio)
    assert shares["d1"]["k2"] < shares["d1"]["k1"]
    assert shares["d2"] == {"k2": 1.0}


def test_a_deal_counts_as_hardly_heard_until_half_of_what_its_calls_say_is_heard() -> None:
    audio = {"k1": AudioCall("k1", 100.0, True), "k2": AudioCall("k2", 100.0, False)}
    unheard = unheard_shares({"d1": {"k1": 0.4, "k2": 0.6}, "d2": {"k1": 0.6, "k2": 0.4}, "d3": {"k1": 1.0}}, audio)
    assert unheard == {"d1": 0.6, "d2": 0.4}
    assert hardly_heard(unheard) == {"d1"}


def group(gain: float, **seconds: float) -> HeardTogether:
    return HeardTogether([AudioCall(call_id, length, False) for call_id, length in seconds.items()], gain)


def test_a_deal_is_heard_whole_before_the_next_one() -> None:
    groups = [group(0.5, b1=60.0, b2=60.0), group(0.8, a1=60.0, a2=60.0)]
    assert next_calls(groups, 1000.0) == ["a1", "a2", "b1", "b2"]


def test_of_deals_alike_the_shorter_comes_first_and_a_long_one_that_settles_more_before_both() -> None:
    groups = [group(0.5, long=400.0), group(0.5, short=100.0), group(1.2, longest=500.0)]
    assert next_calls(groups, 1000.0) == ["longest", "short", "long"]


def test_the_budget_is_never_passed_and_what_still_fits_is_heard() -> None:
    groups = [group(0.8, long=1000.0, short=50.0), group(0.1, other=40.0)]
    assert next_calls(groups, 1050.0) == ["long", "short"]
    assert next_calls(groups, 100.0) == ["short", "other"]
    assert next_calls(groups, 10.0) == []


def test_a_call_inside_the_office_counts_for_the_deals_its_people_had_then() -> None:
    made = archive(
        [deal("d1"), lost_deal("gone", created_at=at("01-01 10:00"), closed_at=at("02-01 10:00")),
         deal("other", owner_id="u3")],
        calls=(call("in", at("09-10 10:00"), client_phone="100"), call("out", at("09-10 11:00"))),
    )  # fmt: skip
    values = inside_call_values(made, {"in": 1, "out": 1}, {"d1": 0.5, "gone": 9.0, "other": 9.0})
    assert values == {"in": pytest.approx(SPOKEN_OF * 0.5)}
