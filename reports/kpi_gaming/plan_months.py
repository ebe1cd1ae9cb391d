"""Months with a plan: their working days, what closed on each, and when the plan was met."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from deals.records import Period
from reports.kpi_gaming.sales_record import SalesRecord

FIRST_DAYS, LAST_DAYS = 5, 3  # working days of a month that have a pace of their own
COVERED = (0.6, 1.4)  # sum of the won deals against the months' revenue, for the deals to tell when a plan was met
LEAST_MONTHS, LEAST_CLOSINGS = 4, 20


@dataclass(frozen=True, slots=True)
class PlanMonth:
    """One month; places count its working days from 0."""

    plan: float
    days: tuple[date, ...]  # working days
    closings: tuple[int, ...]  # won deals on each of them
    met: int | None  # place of the day on which the plan was met

    def left(self) -> range:
        """Places of the days after it was met, without the first days of the month."""
        return range(max((len(self.days) if self.met is None else self.met) + 1, FIRST_DAYS), len(self.days))

    def kind(self, place: int) -> int:
        """First days, last days, or those between: each has a pace of its own."""
        return 0 if place < FIRST_DAYS else 2 if place >= len(self.days) - LAST_DAYS else 1


def plan_months(record: SalesRecord, planned: Mapping[str, Period]) -> list[PlanMonth]:
    """Months in a row whose revenue the deals make up; empty where they do not, or are few."""
    won: dict[str, list[tuple[date, float]]] = defaultdict(list)
    for deal in record.closed:
        if deal.status == "won" and deal.amount and deal.closed_at:
            won[f"{deal.closed_at:%Y-%m}"].append((deal.closed_at.date(), float(deal.amount)))
    with_fact = [m for m, p in planned.items() if p.fact]
    brought = sum(amount for m in with_fact for _, amount in won.get(m, ()))
    stated = sum(float(planned[m].fact or 0) for m in with_fact)
    closings = sum(len(won.get(m, ())) for m in planned)
    if stated and not COVERED[0] <= brought / stated <= COVERED[1]:
        return []
    if len(planned) < LEAST_MONTHS or closings < LEAST_CLOSINGS:
        return []
    return [_plan_month(record, planned[m], sorted(won.get(m, ()))) for m in sorted(planned)]


def _plan_month(record: SalesRecord, period: Period, won: Sequence[tuple[date, float]]) -> PlanMonth:
    first = date.fromisoformat(f"{period.month}-01")
    span = (first + timedelta(days=n) for n in range(31))
    days = [d for d in span if d.month == first.month and record.hours.works_on(d)]
    counts, sums = np.zeros(len(days), int), np.zeros(len(days))
    for day, amount in won:  # what closes on a day off counts for the working day before it
        place = max(bisect_right(days, day) - 1, 0)
        counts[place] += 1
        sums[place] += amount
    plan = float(period.plan or 0)
    beside = max(float(period.fact or 0) - float(sums.sum()), 0.0)  # revenue of no deal, as it comes day by day
    reached = np.cumsum(sums) + beside * np.arange(1, len(days) + 1) / len(days) >= plan
    met = int(np.argmax(reached)) if reached.any() else None
    return PlanMonth(plan, tuple(days), tuple(int(n) for n in counts), met)


def in_a_row(months: Sequence[PlanMonth]) -> list[tuple[PlanMonth, PlanMonth]]:
    """Each month with the next, where none is missing between them."""
    return [
        (a, b) for a, b in pairwise(months)
        if (b.days[0] - a.days[-1]).days < 20
    ]  # fmt: skip
