"""What in the record carries a claim about a deal, in order of weight."""

from __future__ import annotations

from collections.abc import Sequence

from classify.claims.case_file import CaseFile
from classify.claims.deal_facts import closing, facts_for
from classify.claims.deal_quotes import Weighed, quotes_that_carry
from classify.records import Evidence

MOST_PIECES, LEAST_PIECES = 5, 2
MOST_QUOTES, MOST_FACTS = 3, 2  # where there is enough of both; each fills up what the other leaves


def evidence_for(case: CaseFile, claim: str) -> tuple[Evidence, ...]:
    """Two to five pieces for a claim (a cause or a revive_reason code), heaviest first; () where there is none.

    How the deal was closed carries no claim by itself, and only completes what there is.
    """
    facts = facts_for(case, claim)
    first, others = facts[:MOST_FACTS], facts[MOST_FACTS:]
    quotes = _apart(quotes_that_carry(claim, case.story.heard, case.story.side_talk), first)
    quotes = quotes[: MOST_PIECES - len(first)]
    more = _apart(others, quotes)[: max(0, MOST_QUOTES - len(quotes))]
    pieces = [one.piece for one in sorted([*quotes, *first, *more], key=lambda one: -one.weight)]
    closed = closing(case)
    if closed is not None and 0 < len(pieces) < LEAST_PIECES:
        pieces.append(closed)
    return tuple(pieces)


def _apart(pieces: Sequence[Weighed], others: Sequence[Weighed]) -> list[Weighed]:
    """Those whose line is not among the others already, such as a promise that is quoted as broken."""
    shown = {(one.piece.call_id, one.piece.index) for one in others if one.piece.kind == "utterance"}
    return [
        one for one in pieces if one.piece.kind != "utterance" or (one.piece.call_id, one.piece.index) not in shown
    ]  # fmt: skip
