"""What a test of gaming puts into the sums: shares of lost deals, or a sum of sales that never came about.

A test knows that a group of leads was won less often than comparable ones, not which of its lost deals it would have
kept. Each lost deal of the group therefore carries the same share of its amount, so that every deal can be counted
once beside what its own record shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reports.kpi_money.money_range import MoneyRange

_ZERO, _ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class GamingMoney:
    """Money of one sign of gaming that was found. Signs that were not found cost nothing and are not given."""

    kpi: str  # one of classify.codebook.TOXIC_KPIS
    sign: str  # code of the sign, as the test names it
    deals: Mapping[str, MoneyRange] = field(default_factory=dict)  # lost deal to what of it is put down to the KPI
    beside: MoneyRange | None = None  # of sales that cannot be named as deals


@dataclass(frozen=True, slots=True)
class ShareRange:
    """A share of 0 to 1: the ends of a test's interval and its estimate. ValueError unless low <= mid <= high."""

    low: Decimal
    mid: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not self.low <= self.mid <= self.high:
            raise ValueError(f"not a range of shares: {self.low}, {self.mid}, {self.high}")


def money_of_fewer_won(
    kpi: str, sign: str, leads: int, lost: Mapping[str, Decimal | None], fewer: ShareRange
) -> GamingMoney:
    """Money of leads that were won less often than comparable ones.

    leads: closed leads of the group. lost: its lost deals with their amounts; one without an amount carries no sum.
    fewer: by how much the share won was lower. ValueError where more deals are lost than there are leads.

    leads × fewer deals would have been won more, and each lost one was among them with that number over all lost ones:
    the excess fraction among the exposed cases. Source: Greenland and Robins, Conceptual problems in the definition
    and interpretation of attributable fractions, American Journal of Epidemiology 128 (1988), 1185.
    """
    if len(lost) > leads:
        raise ValueError(f"{len(lost)} deals lost of {leads} leads")
    shares = [min(_ONE, max(_ZERO, end) * leads / len(lost)) if lost else _ZERO
              for end in (fewer.low, fewer.mid, fewer.high)]  # fmt: skip
    priced = {deal_id: amount for deal_id, amount in lost.items() if amount is not None}
    ranges = {deal_id: MoneyRange(*(amount * share for share in shares)) for deal_id, amount in priced.items()}
    return GamingMoney(kpi, sign, ranges)
