"""The proposed scheme on other results: a tenth less revenue to half as much again, beside today's scheme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reports.better_scheme.assumptions import SchemeAssumptions
from reports.better_scheme.new_scheme import NewScheme, PartsPaid
from reports.better_scheme.scheme_months import MonthFigures, PayoutRange, TodaysMonth, TodaysPayout, rounded
from reports.better_scheme.solved_rates import sum_of_months

CHANGES = (Decimal("-0.10"), Decimal(0), Decimal("0.10"), Decimal("0.25"), Decimal("0.50"))
_ZERO, _ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Scenario:
    """The year's months with their revenue changed, their plans as they were."""

    change: Decimal  # of revenue: 0.25 is a quarter more
    revenue: Decimal
    margin: Decimal | None  # None where it is not known in every month
    new: PartsPaid
    today: PayoutRange | None  # unchanged, what it cost; else today's scheme replayed, None where it cannot be told


def scenarios(
    scheme: NewScheme, months: Sequence[TodaysMonth], payout: TodaysPayout | None, assumptions: SchemeAssumptions
) -> tuple[Scenario, ...]:
    """One for each of CHANGES, in their order."""
    figures, found = [month.figures for month in months], []
    cost = sum((month.cost for month in months), _ZERO)
    for change in CHANGES:
        changed = [changed_month(month, change, assumptions) for month in figures]
        margins = [month.margin for month in changed]
        found.append(
            Scenario(
                change=change,
                revenue=sum((month.revenue or _ZERO for month in changed), _ZERO),
                margin=None if None in margins else sum((m for m in margins if m is not None), _ZERO),
                new=sum_of_months(scheme, changed),
                today=replayed(changed, payout) if change else PayoutRange(cost, cost),
            )
        )
    return tuple(found)


def changed_month(month: MonthFigures, change: Decimal, assumptions: SchemeAssumptions) -> MonthFigures:
    """The month with revenue changed, and margin and conversion as far as they are assumed to follow it."""
    margin = _ONE + change * assumptions.margin_follows
    conversion = _ONE + change * assumptions.conversion_follows
    return replace(
        month,
        revenue=None if month.revenue is None else month.revenue * (_ONE + change),
        margin=None if month.margin is None else month.margin * margin,
        conversion=None if month.conversion is None else min(month.conversion * conversion, _ONE),
        paid=None,  # what was paid was paid for other figures
    )


def replayed(months: Sequence[MonthFigures], payout: TodaysPayout | None) -> PayoutRange | None:
    """The sum of today's scheme over the months; None where it cannot be told for one of them."""
    total = PayoutRange(_ZERO, _ZERO)
    for month in months:
        paid = None if payout is None else payout(month)
        if paid is None:
            return None
        total += PayoutRange(rounded(paid.low), rounded(paid.high))
    return total
