"""In which order the cases of a run are best judged: what is uncertain and valuable first, and unflagged ones among
them.

A verdict on a claim of 50% teaches more than one on a claim of 95%, and a large deal is worth more care. The unflagged
ones come at random places: at every third, a reviewer would soon know which they are.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal

from reports.review_run import CaseLine

UNFLAGGED_SHARE = 0.3  # of the queue, as long as there are flagged ones


def queue_order(cases: Sequence[CaseLine], seed: str) -> list[int]:
    """Places of the cases in the order of judging; the same for the same cases and seed."""
    drawn = random.Random(seed)
    worth = _ranked_amounts(cases)
    flagged = sorted(
        (place for place, case in enumerate(cases) if case.flagged),
        key=lambda place: (-_gain(cases[place].probability, worth[place]), cases[place].list, cases[place].deal_id),
    )
    others = [place for place, case in enumerate(cases) if not case.flagged]
    drawn.shuffle(others)
    order: list[int] = []
    while flagged and others:
        order.append(others.pop() if drawn.random() < UNFLAGGED_SHARE else flagged.pop(0))
    return [*order, *flagged, *reversed(others)]


def _gain(probability: float, worth: float) -> float:
    """How much a verdict brings, 0 to 2: doubt, largest at an even chance, and what the deal is worth."""
    return 1 - abs(2 * probability - 1) + worth


def _ranked_amounts(cases: Sequence[CaseLine]) -> list[float]:
    """Of each case the share of amounts below its own, 0 to 1: amounts themselves would let one deal outweigh all.

    Without an amount it is a middling one.
    """
    amounts = sorted({case.amount for case in cases if case.amount is not None})
    rank = {amount: place / max(1, len(amounts) - 1) for place, amount in enumerate(amounts)}
    return [0.5 if case.amount is None else rank[Decimal(case.amount)] for case in cases]
