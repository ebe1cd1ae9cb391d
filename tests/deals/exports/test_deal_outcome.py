"""How a deal stands, from all that a row says: one rule per test."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deals.exports.deal_outcome import DealSigns, Verdict, judge


def told(signs: DealSigns) -> Verdict:
    return judge(signs, lambda words: None)


@pytest.mark.parametrize(
    ("signs", "outcome"),
    [
        (DealSigns(stage="Closed Won", closed=True), "won"),
        (DealSigns(stage="Proposal Made", status="Lost"), "lost"),
        (DealSigns(stage="FINAL_INVOICE", semantic="P"), "open"),
        (DealSigns(stage="C2:7", semantic="F"), "lost"),
        (DealSigns(stage="Step 9", is_won=True), "won"),
        (DealSigns(stage="Step 9", is_closed=True, is_won=False), "lost"),
        (DealSigns(stage="Step 9", dated_lost=True), "lost"),
        (DealSigns(stage="Step 9", is_closed=False), "open"),
        (DealSigns(stage="Step 9", closed=True, lost_reason=True), "lost"),
        (DealSigns(stage="Step 9", closed=True, probability=100), "won"),
        (DealSigns(stage="Negotiation", lost_reason=True), "open"),
        (DealSigns(stage="Negotiation", is_won=False), "open"),
        (DealSigns(plain="lost", status="Lost", stage="Sold to others"), "lost"),
        (DealSigns(plain="open", status="Open", stage="Contract won, not signed"), "open"),
        (DealSigns(stage="Negotiation", lost_reason=True, archived=True), "lost"),
    ],
)
def test_what_the_row_states_decides(signs: DealSigns, outcome: str) -> None:
    assert told(signs) == Verdict(outcome)  # type: ignore[arg-type]


def test_a_stage_of_unknown_words_counts_as_open_and_is_asked_about() -> None:
    assert told(DealSigns(stage="Step 9")) == Verdict("open", "assumed-open", "Step 9")


@pytest.mark.parametrize(
    "signs", [DealSigns(stage="Step 9", closed=True), DealSigns(stage="Closed"), DealSigns(status="Завершена")]
)
def test_a_deal_that_ended_nobody_knows_how_has_no_outcome(signs: DealSigns) -> None:
    verdict = told(signs)
    assert (verdict.outcome, verdict.doubt) == (None, "closed-unknown")


@pytest.mark.parametrize(
    "signs",
    [
        DealSigns(stage="Closed Won", status="Lost"),
        DealSigns(stage="Closed Lost", is_won=True),
        DealSigns(stage="Closed Won", is_won=False),
        DealSigns(stage="Step 9", status="Open", dated_lost=True),
        DealSigns(plain="open", status="Open", dated_lost=True),
        DealSigns(plain="won", status="Won", dated_lost=True),
    ],
)
def test_contradictions_are_not_decided(signs: DealSigns) -> None:
    verdict = told(signs)
    assert (verdict.outcome, verdict.doubt) == (None, "contradiction")


def test_what_a_person_stated_outweighs_everything() -> None:
    verdict = judge(DealSigns(stage="Step 9", status="Open", closed=True), {"Step 9": "won"}.get)
    assert verdict == Verdict("won")


FLAGS = st.sampled_from([None, True, False])


@given(FLAGS, FLAGS, st.booleans(), st.sampled_from([None, 0.0, 50.0, 100.0]))
def test_without_a_word_of_losing_only_a_flag_or_a_reason_makes_a_lost_deal(
    is_won: bool | None, is_closed: bool | None, closed: bool, probability: float | None
) -> None:
    signs = DealSigns(stage="Step 9", is_won=is_won, is_closed=is_closed, closed=closed, probability=probability)
    assert (told(signs).outcome == "lost") == (is_won is False and is_closed is True)
