"""Several reviewers on one deal or line: the latest of each counts, and disagreement decides nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from classify.learning_from_verdicts.verdict_agreement import DealDecision, deal_decisions, line_decisions
from classify.learning_from_verdicts.verdicts import SignalCorrection, Verdict


def said(reviewer: str, verdict: str, day: int | None = None, **more: Any) -> Verdict:
    at = datetime(2026, 9, day, tzinfo=UTC) if day else None
    return Verdict("error_loss", "S1", verdict, reviewer=reviewer, at=at, **more)  # type: ignore[arg-type]


def decided(*verdicts: Verdict) -> DealDecision:
    (decision,) = deal_decisions(verdicts)
    return decision


def test_one_reviewer_s_latest_verdict_counts_whatever_the_order_in_the_file() -> None:
    decision = decided(said("Анна", "reject", day=5), said("анна", "confirm", day=3))
    assert (decision.decision, decision.grade, decision.reviewers) == ("reject", 0, 1)
    without_times = decided(said("Анна", "confirm"), said("Анна", "reject"))
    assert without_times.decision == "reject"


def test_two_who_agree_decide_and_the_lower_grade_counts() -> None:
    decision = decided(said("A", "confirm", grade=3), said("B", "confirm"))
    assert (decision.decision, decision.grade, decision.reviewers) == ("confirm", 2, 2)


def test_two_who_disagree_decide_nothing_until_one_settles_it() -> None:
    verdicts = [said("A", "confirm", day=1), said("B", "reject", day=2)]
    assert (decided(*verdicts).decision, decided(*verdicts).grade) == ("unsure", None)
    settled = decided(*verdicts, said("C", "confirm", day=3, settles=True), said("B", "reject", day=4))
    assert (settled.decision, settled.grade) == ("confirm", 2)


def test_one_who_is_not_sure_leaves_it_open() -> None:
    assert decided(said("A", "confirm"), said("B", "unsure")).decision == "unsure"


def test_corrections_that_differ_are_disputed_and_none_is_believed() -> None:
    decision = decided(
        said("A", "confirm", cause="M1_no_callback", culprit="head"), said("B", "confirm", culprit="head")
    )
    assert decision.decision == "confirm"
    assert (decision.corrections["cause"], decision.corrections["culprit"]) == (None, "head")
    assert decision.disputed == {"cause"}


def test_both_lists_of_a_deal_are_decided_apart() -> None:
    decisions = deal_decisions([said("A", "confirm"), Verdict("revive", "S1", "reject", reviewer="A")])
    assert [(one.list, one.decision) for one in decisions] == [("error_loss", "confirm"), ("revive", "reject")]


def test_signals_are_decided_code_by_code() -> None:
    one = Verdict(signals=(SignalCorrection("K1", 2, added=("rude", "interest")),), reviewer="A")
    other = Verdict(signals=(SignalCorrection("K1", 2, removed=("rude",), confirmed=("promise",)),), reviewer="B")
    (line,) = line_decisions([one, other])
    assert (line.call_id, line.index, dict(line.codes)) == ("K1", 2, {"interest": True, "promise": True})
    assert line_decisions([Verdict(signals=(SignalCorrection("K1", 2),))]) == []
