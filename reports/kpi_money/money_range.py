"""A sum of money that is not known exactly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class MoneyRange:
    """Revenue in the archive's currency: at least, most likely, at most.

    ValueError unless 0 <= low <= mid <= high.
    """

    low: Decimal
    mid: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not _ZERO <= self.low <= self.mid <= self.high:
            raise ValueError(f"not a range of losses: {self.low}, {self.mid}, {self.high}")

    def __add__(self, other: MoneyRange) -> MoneyRange:
        return MoneyRange(self.low + other.low, self.mid + other.mid, self.high + other.high)

    def times(self, share: Decimal) -> MoneyRange:
        return MoneyRange(self.low * share, self.mid * share, self.high * share)


def sum_of(ranges: Iterable[MoneyRange]) -> MoneyRange | None:
    """The sum; None of nothing, for nothing known is no zero."""
    known = list(ranges)
    return sum(known[1:], known[0]) if known else None
