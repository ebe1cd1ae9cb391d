"""The months a proposal is solved on: plan, revenue, margin, conversion of qualified leads, and today's bonus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, Protocol

from deals.records import Archive, Deal

MONTHS_OF_YEAR = 12
LEAST_QUALIFIED = 5  # closed qualified deals in a month, for a share of them to mean anything
DEALS_COVER = (Decimal("0.8"), Decimal("1.25"))  # of the months' revenue, for the table of deals to be all of it
_ZERO = Decimal(0)

NoConversion = Literal["no-qualified", "few-qualified", "deals-partial"]


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """One month as a scheme sees it; None where a figure is not known."""

    month: str  # YYYY-MM
    plan: Decimal | None
    revenue: Decimal | None
    margin: Decimal | None
    conversion: Decimal | None  # won among the qualified deals closed in the month, 0 to 1
    paid: Decimal | None  # head_bonus_paid

    @property
    def above_plan(self) -> Decimal | None:
        if self.plan is None or self.revenue is None:
            return None
        return max(self.revenue - self.plan, _ZERO)


@dataclass(frozen=True, slots=True)
class PayoutRange:
    """What a scheme pays, where a part of it depends on what the archive does not tell. Equal ends: known exactly."""

    low: Decimal
    high: Decimal

    def __add__(self, other: PayoutRange) -> PayoutRange:
        return PayoutRange(self.low + other.low, self.high + other.high)


class TodaysPayout(Protocol):
    """Today's scheme: the head's bonus for a month with these figures, or None where it has no known end.

    It is also asked for months that never were, with revenue, margin and conversion changed; `paid` is then None.
    """

    def __call__(self, month: MonthFigures, /) -> PayoutRange | None: ...


@dataclass(frozen=True, slots=True)
class TodaysMonth:
    """What today's scheme costs in a month, to whole units of the currency."""

    figures: MonthFigures
    cost: Decimal
    origin: Literal["paid", "replayed"]


def last_year(archive: Archive) -> tuple[tuple[MonthFigures, ...], NoConversion | None]:
    """The latest twelve whole months of periods.csv, and why no conversion is known, if none is.

    The month of as_of counts when as_of is its last day: half a month would be compared with a whole plan.
    """
    whole = [period for period in archive.periods if last_day(period.month) <= archive.as_of]
    periods = sorted(whole, key=lambda period: period.month)[-MONTHS_OF_YEAR:]
    revenue = {period.month: period.fact for period in periods}
    conversion, why_none = _conversion(list(archive.deals.values()), revenue)
    figures = (
        MonthFigures(p.month, p.plan, p.fact, p.margin_fact, conversion.get(p.month), p.head_bonus_paid)
        for p in periods
    )
    return tuple(figures), why_none


def todays_cost(month: MonthFigures, payout: TodaysPayout | None) -> TodaysMonth | None:
    """The bonus that was paid, else what today's scheme would have paid; None where neither is known exactly."""
    if month.paid is not None:
        return TodaysMonth(month, rounded(month.paid), "paid")
    replayed = None if payout is None else payout(month)
    if replayed is None or replayed.low != replayed.high:
        return None
    return TodaysMonth(month, rounded(replayed.low), "replayed")


def rounded(money: Decimal) -> Decimal:
    """To whole units of the currency, half up."""
    return money.quantize(Decimal(1), ROUND_HALF_UP)


def last_day(month: str) -> date:
    """Of a month given as YYYY-MM."""
    first = date.fromisoformat(f"{month}-01")
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _conversion(
    deals: Sequence[Deal], revenue: Mapping[str, Decimal | None]
) -> tuple[dict[str, Decimal], NoConversion | None]:
    """Month to the share won of its closed qualified deals, where the deals are all of the company's.

    A table that was cut to lost deals, or to a sample, would give a share that nobody has.
    """
    closed = [(f"{deal.closed_at:%Y-%m}", deal) for deal in deals if deal.closed_at and deal.status != "open"]
    in_year = [(month, deal) for month, deal in closed if month in revenue]
    if not any(deal.qualified for _, deal in in_year):
        return {}, "no-qualified"
    won = sum((deal.amount for _, deal in in_year if deal.status == "won" and deal.amount), _ZERO)
    earned = sum((fact for fact in revenue.values() if fact is not None), _ZERO)
    if not DEALS_COVER[0] * earned <= won <= DEALS_COVER[1] * earned or not earned:
        return {}, "deals-partial"
    qualified = Counter(month for month, deal in in_year if deal.qualified)
    sold = Counter(month for month, deal in in_year if deal.qualified and deal.status == "won")
    shares = {month: Decimal(sold[month]) / n for month, n in qualified.items() if n >= LEAST_QUALIFIED}
    return shares, None if shares else "few-qualified"
