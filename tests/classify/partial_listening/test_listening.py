"""From what is known so far to the next calls to hear, or to the reason for hearing no more."""

from __future__ import annotations

from collections.abc import Mapping

from classify.analysis import Analysis
from classify.deal_course.heard_shares import AudioCall
from classify.partial_listening.listening import decide, groups_of_calls, worth_of_deals
from classify.records import ErrorLoss, Rankings
from deals.linking import Candidate, Link
from tests.classify.made_archive import AS_OF, archive, at, call, lost_deal

DEALS = {"likely": 0.6, "hopeless": 0.01}
MADE = archive(
    [lost_deal(deal_id) for deal_id in DEALS],
    calls=tuple(call(f"of-{deal_id}", at("09-10 10:00"), duration_s=60.0) for deal_id in DEALS),
)


def loss(deal_id: str, rank: int, chance: float) -> ErrorLoss:
    flagged = chance >= 0.5
    return ErrorLoss(deal_id, rank, flagged, chance, None, "manager", "M1_no_callback", {}, "none", "u1", ())


def analysis(unheard: Mapping[str, float]) -> Analysis:
    """Each deal has one call, surely its own."""
    losses = tuple(loss(deal_id, rank, chance) for rank, (deal_id, chance) in enumerate(DEALS.items(), 1))
    links = tuple(Link(f"of-{deal_id}", deal_id, 1.0, "phone") for deal_id in DEALS)
    return Analysis(links, {}, {}, (), Rankings(AS_OF, len(DEALS), (), losses), unheard=unheard)


def audio(*heard: str) -> dict[str, AudioCall]:
    return {f"of-{i}": AudioCall(f"of-{i}", 60.0, i in heard) for i in DEALS}


def test_the_calls_of_the_likelier_deal_come_first() -> None:
    decided = decide(MADE, analysis(dict.fromkeys(DEALS, 1.0)), audio(), left_s=60.0, batch_s=900.0)
    assert (decided.call_ids, decided.stop) == (("of-likely",), None)
    assert 0.9 < decided.found["error_loss"] < 1


def test_it_ends_when_nothing_more_fits_into_the_budget() -> None:
    decided = decide(MADE, analysis(dict.fromkeys(DEALS, 1.0)), audio(), left_s=59.0, batch_s=900.0)
    assert (decided.call_ids, decided.stop) == ((), "budget_spent")


def test_it_ends_when_what_is_left_would_hardly_change_the_lists() -> None:
    decided = decide(MADE, analysis({"hopeless": 1.0}), audio("likely"), left_s=600.0, batch_s=900.0)
    assert (decided.call_ids, decided.stop) == ((), "sure")


def test_it_ends_when_everything_is_heard() -> None:
    decided = decide(MADE, analysis({}), audio(*DEALS), left_s=600.0, batch_s=900.0)
    assert decided.stop == "all_heard"
    assert decided.found == {"revive": 1.0, "error_loss": 1.0}


def test_every_call_is_in_one_group_those_of_a_deal_the_latest_first() -> None:
    made = archive(
        [lost_deal("d1"), lost_deal("d2")],
        calls=tuple(call(f"c{n}", at(f"09-{10 + n} 10:00"), duration_s=60.0) for n in range(5)),
    )
    links = (
        Link("c0", "d1", 1.0, "phone"), Link("c1", "d1", 1.0, "phone"), Link("c2", "d2", 1.0, "phone"),
        Link("c3", None, 0.0, "phone", alternatives=(Candidate("d1", 0.3), Candidate("d2", 0.4))),
    )  # fmt: skip
    heard = {f"c{n}": AudioCall(f"c{n}", 60.0, n == 2) for n in range(5)}
    judged = Analysis(links, {}, {}, (), Rankings(AS_OF, 2, (), ()))
    groups = groups_of_calls(made, judged, heard, {"d1": 0.7, "d2": 0.2})
    found = {tuple(one.call_id for one in group.calls): group.gain for group in groups}
    assert found == {("c1", "c0"): 0.7, ("c3",): 0.2, ("c4",): 0.0}


def test_no_amount_outweighs_everything() -> None:
    deals = [lost_deal("usual"), lost_deal("huge", amount=10**9), lost_deal("tiny", amount=1)]
    worth = worth_of_deals(archive(deals))
    assert (worth["usual"], worth["huge"], worth["tiny"]) == (1.0, 2.0, 0.5)
