"""The head's bonus month by month beside plan, revenue and growth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np

from deals.records import Period

FULL_FROM = 0.9  # of the highest bonus paid: a scheme with five or six parts rarely pays every one of them
JUST_ABOVE = 0.03  # of the plan
LEAST_MONTHS_FOR_CORRELATION = 6


@dataclass(frozen=True, slots=True)
class BonusMonth:
    """One month of periods.csv with what follows from it. None where a figure is missing."""

    month: str  # YYYY-MM
    plan: Decimal | None
    fact: Decimal | None
    bonus: Decimal | None
    attainment: float | None  # fact / plan
    bonus_of_highest: float | None  # bonus / highest bonus of all months
    compared_with: str | None  # the month that growth is measured against
    basis: Literal["year_before", "month_before"] | None
    growth: float | None  # fact / fact of that month - 1

    @property
    def full_bonus(self) -> bool:
        return self.bonus_of_highest is not None and self.bonus_of_highest >= FULL_FROM

    @property
    def without_growth(self) -> bool:
        return self.growth is not None and self.growth <= 0


@dataclass(frozen=True, slots=True)
class Correlation:
    """Pearson's r with its 95% interval (Fisher's z transformation)."""

    r: float
    low: float
    high: float
    months: int


def bonus_months(periods: Sequence[Period]) -> tuple[BonusMonth, ...]:
    """All months in time order.

    Growth is measured against the same month of the year before where the periods hold it, which a season cannot
    mislead, else against the month before.
    """
    facts = {period.month: period.fact for period in periods if period.fact is not None}
    highest = max((p.head_bonus_paid for p in periods if p.head_bonus_paid is not None), default=Decimal(0))
    return tuple(_bonus_month(period, facts, highest) for period in sorted(periods, key=lambda period: period.month))


def just_above_plan(months: Sequence[BonusMonth]) -> dict[str, float | int]:
    """How many months ended between the plan and JUST_ABOVE more; empty where no month has plan and revenue."""
    planned = [month.attainment for month in months if month.attainment is not None]
    if not planned:
        return {}
    just_above = sum(1 <= attainment <= 1 + JUST_ABOVE for attainment in planned)
    return {"just_above_count": just_above, "months_count": len(planned), "just_above_share": JUST_ABOVE}


def _bonus_month(period: Period, facts: dict[str, Decimal], highest: Decimal) -> BonusMonth:
    year, month = (int(part) for part in period.month.split("-"))
    year_before = f"{year - 1}-{month:02}"
    month_before = f"{year}-{month - 1:02}" if month > 1 else f"{year - 1}-12"
    compared = next((m for m in (year_before, month_before) if facts.get(m)), None)
    return BonusMonth(
        month=period.month,
        plan=period.plan,
        fact=period.fact,
        bonus=period.head_bonus_paid,
        attainment=_ratio(period.fact, period.plan),
        bonus_of_highest=_ratio(period.head_bonus_paid, highest),
        compared_with=compared,
        basis=None if compared is None else "year_before" if compared == year_before else "month_before",
        growth=None if compared is None or period.fact is None else float(period.fact / facts[compared]) - 1,
    )


def _ratio(part: Decimal | None, whole: Decimal | None) -> float | None:
    return float(part / whole) if part is not None and whole else None


def correlation(first: Sequence[Decimal | None], second: Sequence[Decimal | None]) -> Correlation | None:
    """How two columns of months move together; None below six months with both, or where one does not move.

    Source of the interval: R. A. Fisher, On the probable error of a coefficient of correlation (1921).
    """
    pairs = [(float(a), float(b)) for a, b in zip(first, second, strict=True) if a is not None and b is not None]
    if len(pairs) < LEAST_MONTHS_FOR_CORRELATION:
        return None
    columns = np.array(pairs).T
    if np.any(np.ptp(columns, axis=1) == 0):
        return None
    r = float(np.clip(np.corrcoef(columns)[0, 1], -0.999999, 0.999999))
    half = 1.959964 / np.sqrt(len(pairs) - 3)
    low, high = np.tanh(np.arctanh(r) - half), np.tanh(np.arctanh(r) + half)
    return Correlation(r, float(low), float(high), len(pairs))
