"""What the sums of losses take for granted."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from reports.assumptions import Bounds


@dataclass(frozen=True, slots=True)
class MoneyAssumptions:
    """Changeable under `assumptions` in archive.yaml. Text `assumption-<name>` gives each with its reason."""

    # A claim from this probability on is all but certain, and counts into the low end.
    certain_from: Annotated[Decimal, Bounds("0.5", "1")] = Decimal("0.8")
    # Chance to win of a lost deal for which the archive holds too few deals to tell one. 1 is the whole amount: it
    # overstates, which is why the sentence about the deals without a chance stands beside the sum.
    chance_where_unknown: Annotated[Decimal, Bounds("0.05", "1")] = Decimal("1")
    # A sum of sales that never came about may be the very deals found one by one. 1: all of them are, so that nothing
    # counts twice in the low and the middle figure.
    overlap_of_sums: Annotated[Decimal, Bounds("0", "1")] = Decimal("1")
