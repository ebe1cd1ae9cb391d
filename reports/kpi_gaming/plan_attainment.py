"""Plan: months bunched just over 100%, closings that stop once the plan is met, and come in the first days after."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from scipy.special import ndtr

from deals.records import Period
from reports.bonus_months import JUST_ABOVE
from reports.kpi_gaming.exact_tests import Z95, Estimate, binomial_interval, binomial_p, pace_ratio, shift_within
from reports.kpi_gaming.finding import GamingFinding, GamingSign, decide
from reports.kpi_gaming.plan_months import (
    FIRST_DAYS,
    LAST_DAYS,
    LEAST_CLOSINGS,
    LEAST_MONTHS,
    PlanMonth,
    in_a_row,
    plan_months,
)
from reports.kpi_gaming.sales_record import SalesRecord
from reports.kpi_gaming.sign_money import sales_not_made

WIDEST = 0.15  # of the plan: the window above it is as wide as a usual deal, and no wider than this
# Share of three windows that the one just above the plan can hold in an honest company: a third where attainment is
# spread evenly, and up to this where it is normal, its middle just there and its deviation four fifths of a window.
SMOOTH = 0.5
WEIGHTS = (0.8, 0.2)  # of the dates of sales and of the months' results, of which there are few
WORTH_SLOW, MARKED_SLOW = 0.7, 0.5  # times the usual pace
WORTH_SLID, MARKED_SLID = 1.4, 2.0
ORDINARY = 15  # closings at the pace of all days that stand for what is known of first days beforehand
WORTH_WAITED, MARKED_WAITED = 1.3, 1.7  # times as long
WORTH_BUNCHED, MARKED_BUNCHED = 0.75, 0.9  # share of the months near the plan


def plan_gaming(record: SalesRecord) -> GamingFinding:
    """Whether the plan is met and no more.

    Closings of a day are Poisson with the pace of its kind of day (first five working days of a month, last three,
    the others) and, since seasons and growth are in the plan, in proportion to the month's plan. Whether the plan is
    met already depends on the days before alone, so that in an honest company it changes nothing (Larkin, Journal of
    Labor Economics 32 (2014), 199, and Oyer, Quarterly Journal of Economics 113 (1998), 149, for what it changes in
    others). Month-end habits are the same with and without a plan that is met, and cancel.
    """
    finished = f"{record.archive.as_of + timedelta(days=1):%Y-%m}"  # months before it are
    planned = {p.month: p for p in record.archive.periods if p.plan and p.month < finished}
    missing = [] if planned else ["plan"]
    bunched = _bunched(list(planned.values()), _usual_deal(record))
    months = plan_months(record, planned)
    if planned and not months:
        missing.append("deals-of-the-plan")
    pace = (
        [s for s in (_slow(record, months), _slid(months), _waited(record, months)) if s is not None] if months else []
    )
    return decide("plan_attainment", [pace, bunched], missing, record.extent, WEIGHTS)


def _usual_deal(record: SalesRecord) -> float:
    won = [float(d.amount) for d in record.closed if d.status == "won" and d.amount]
    return float(np.median(won)) if won else 0.0


def _bunched(periods: Sequence[Period], usual_deal: float) -> list[GamingSign]:
    """Months just above the plan against months one window further up or down.

    The idea: Burgstahler and Dichev, Journal of Accounting and Economics 24 (1997), 99.
    """
    attained = [float(p.fact / p.plan) for p in periods if p.plan and p.fact is not None]
    if len(attained) < LEAST_MONTHS:
        return []
    plan = float(np.median([float(p.plan) for p in periods if p.plan]))
    width = min(max(JUST_ABOVE, usual_deal / plan), WIDEST)
    above = sum(1 <= one < 1 + width for one in attained)
    near = sum(1 - width <= one < 1 + 2 * width for one in attained)
    if not near:
        return []
    share, (low, high) = above / near, binomial_interval(above, near)
    return [
        GamingSign(
            "bunched-above-plan", share - SMOOTH, low - SMOOTH, high - SMOOTH, "difference",
            binomial_p(above, near, SMOOTH), share >= WORTH_BUNCHED,
            (MARKED_BUNCHED - SMOOTH) / math.sqrt(SMOOTH * (1 - SMOOTH) / near),
            {"above_count": above, "near_count": near, "months_count": len(attained), "width_share": width},
        )
    ]  # fmt: skip


def _slow(record: SalesRecord, months: Sequence[PlanMonth]) -> GamingSign | None:
    """Closings after the plan was met, against the usual pace of these days."""
    seen = usual = other = other_usual = 0.0
    spread = 0.0
    for kind in (1, 2):
        after = [(m, n) for m in months for n in m.left() if m.kind(n) == kind]
        cells = [(m, n) for m in months for n in range(FIRST_DAYS, len(m.days)) if m.kind(n) == kind]
        count, weight = sum(m.closings[n] for m, n in cells), sum(m.plan for m, _ in cells)
        if not count or not after:
            continue
        own, part = sum(m.closings[n] for m, n in after), sum(m.plan for m, _ in after) / weight
        seen, usual = seen + own, usual + count * part
        other, other_usual = other + count - own, other_usual + count * (1 - part)
        spread += count * part * (1 - part)
    if not spread or not other_usual:
        return None
    days = sum(len(m.left()) for m in months)
    pace = pace_ratio(int(seen), usual, int(other), other_usual)
    return GamingSign(
        "slow-after-plan", pace.value, pace.low, pace.high, "ratio",
        float(ndtr((seen + 0.5 - usual) / math.sqrt(spread))), pace.value <= WORTH_SLOW,
        -math.log(MARKED_SLOW) / _error(pace, usual, other_usual),
        {"seen_count": int(seen), "usual_number": round(usual, 1), "days_count": days,
         "months_count": sum(len(m.left()) > 0 for m in months)},
        sales_not_made("plan_attainment", "slow-after-plan", _unmade(pace, usual),
                       [d for d in record.closed if d.status == "won"]),
    )  # fmt: skip


def _unmade(pace: Estimate, usual: float) -> Estimate:
    """Sales by which the days after the plan was met stay behind the usual pace, as a number of deals."""
    return Estimate(usual * (1 - pace.value), usual * (1 - pace.high), usual * (1 - pace.low), usual * pace.error)


def _slid(months: Sequence[PlanMonth]) -> GamingSign | None:
    """Closings in the first days of a month whose forerunner's plan was met early, against the usual pace of such days.

    Few months follow one that was not met, so that the usual pace leans on that of all days, as if ORDINARY closings
    had been seen at it: clients sign at the end of a month rather than at its beginning.
    """
    pairs = [(len(a.left()), sum(b.closings[:FIRST_DAYS]), b.plan * FIRST_DAYS) for a, b in in_a_row(months)]
    after = [(n, w) for left, n, w in pairs if left > 0]
    closings, weight = sum(sum(m.closings) for m in months), sum(m.plan * len(m.days) for m in months)
    if not after:
        return None
    own, exposure = sum(n for n, _ in after), sum(w for _, w in after)
    count = sum(n for left, n, _ in pairs if not left)
    usual = (count + ORDINARY) / (sum(w for left, _, w in pairs if not left) + ORDINARY * weight / closings)
    pace = pace_ratio(own, exposure, count + ORDINARY, (count + ORDINARY) / usual)
    return GamingSign(
        "slid-to-next-month", pace.value, pace.low, pace.high, "ratio",
        binomial_p(own, own + count + ORDINARY, exposure / (exposure + (count + ORDINARY) / usual)),
        pace.value >= WORTH_SLID, math.log(MARKED_SLID) / math.sqrt(1 / (exposure * usual) + 1 / (count + ORDINARY)),
        {"seen_count": own, "usual_number": round(exposure * usual, 1), "days_count": FIRST_DAYS,
         "months_count": len(after)},
    )  # fmt: skip


def _waited(record: SalesRecord, months: Sequence[PlanMonth]) -> GamingSign | None:
    """Days between the last work on a deal and its closing, of deals that slid and of all others.

    The last days of a month are left out: budgets make clients wait for them.
    """
    first: set[date] = set()
    ordinary: set[date] = set()
    for a, b in in_a_row(months):
        days = b.days[:FIRST_DAYS]
        (first if a.left() else ordinary).update(days)
    for month in months:
        ordinary.update(month.days[FIRST_DAYS:-LAST_DAYS])
    waits, mask = [], []
    for deal in record.closed:
        day = deal.closed_at.date() if deal.closed_at else None
        worked = [t.at for t in record.touches.get(deal.deal_id, ()) if deal.closed_at and t.at < deal.closed_at]
        if deal.status == "won" and deal.closed_at and worked and (day in first or day in ordinary):
            waits.append((deal.closed_at - worked[-1]).total_seconds() / 86_400)
            mask.append(day in first)
    values, slid = np.array(waits), np.array(mask, bool)
    shift = shift_within([(np.log1p(values), slid)]) if len(waits) >= LEAST_CLOSINGS else None
    if shift is None:
        return None
    ratio = math.exp(shift.difference)
    return GamingSign(
        "ready-and-waited", ratio, math.exp(shift.difference - Z95 * shift.error),
        math.exp(shift.difference + Z95 * shift.error), "ratio", shift.p_value, ratio >= WORTH_WAITED,
        math.log(MARKED_WAITED) / shift.error if shift.error else 0.0,
        {"slid_count": int(slid.sum()), "slid_number": round(float(np.median(values[slid])), 1),
         "usual_number": round(float(np.median(values[~slid])), 1)},
    )  # fmt: skip


def _error(pace: Estimate, usual: float, other_usual: float) -> float:
    """Standard error of the ratio's logarithm as it would be without gaming: few events must not look like none."""
    return max(math.sqrt(1 / usual + 1 / other_usual), min(pace.error, 1.0)) if usual and other_usual else math.inf
