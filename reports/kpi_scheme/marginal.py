"""What one more unit of revenue brings the head, at several points of the plan.

Between steps that is the slope of the curves; what a step pays stands beside it, since the last rouble before a step is
worth the whole step. Whole-step extras ("2 000 for each point") count with their average slope.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from deals.records import Period
from reports.kpi_scheme.payout import item_sum
from reports.kpi_scheme.scheme import Band, Curve, Scheme, SchemeItem

POINTS = (80, 95, 100, 120)  # per cent of the plan
_ZERO = Decimal(0)
_MOVED_BY_REVENUE = ("plan_percent", "revenue", "revenue_above_plan", "revenue_growth", "margin", "margin_above_plan")


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step of a curve above the point."""

    name: str  # of the KPI
    at_percent: Decimal  # of the plan
    pays: Decimal  # more than before it


@dataclass(frozen=True, slots=True)
class MarginalReward:
    """per_unit: money for one more unit of revenue, from what is known; open_names: KPIs that might add to it."""

    at_percent: int
    per_unit: Decimal
    open_names: tuple[str, ...]
    next_step: NextStep | None


@dataclass(frozen=True, slots=True)
class Month:
    """A month as the scheme sees it: the plan, and what part of revenue is margin where it is known."""

    plan: Decimal
    margin_share: Decimal | None


def typical_month(periods: Sequence[Period]) -> Month | None:
    """The median plan, and the margin over the revenue of all months that have both; None without any plan."""
    plans = [period.plan for period in periods if period.plan]
    both = [(p.fact, p.margin_fact) for p in periods if p.fact is not None and p.margin_fact is not None]
    fact = sum((f for f, _ in both), _ZERO)
    margin = sum((m for _, m in both), _ZERO) / fact if fact else None
    return Month(median(plans), margin) if plans else None


def marginal_rewards(scheme: Scheme, month: Month, total: Decimal | None) -> tuple[MarginalReward, ...]:
    """The reward at each of POINTS; total: the whole bonus that shares are of."""
    return tuple(_reward(scheme, Decimal(point), month, total) for point in POINTS)


def _reward(scheme: Scheme, point: Decimal, month: Month, total: Decimal | None) -> MarginalReward:
    known, unclear = _ZERO, []
    for item in scheme.items:
        slope = _slope(item, point, month, total)
        if slope is None:
            unclear.append(item.name)
        else:
            known += slope
    steps = [step for item in scheme.items if (step := _next_step(item, point, total)) is not None]
    return MarginalReward(int(point), known, tuple(unclear), min(steps, key=lambda s: s.at_percent, default=None))


def _slope(item: SchemeItem, point: Decimal, month: Month, total: Decimal | None) -> Decimal | None:
    """Money for one more unit of revenue; None where the words or the archive do not tell."""
    quantity = item.measure.quantity
    if quantity not in _MOVED_BY_REVENUE:
        paid_for_sales = item.type in ("plan_attainment", "healthy_revenue_above_plan", "healthy_margin")
        return None if not item.sure or (quantity in ("unknown", "plan_units") and paid_for_sales) else _ZERO
    if item.measure.whose == "individual" or quantity in ("revenue_growth", "margin_above_plan"):
        return None
    per_unit = Decimal(1)  # of the item's value for one unit of revenue
    value = point
    if quantity == "plan_percent":
        per_unit = 100 / month.plan
    elif quantity == "margin":
        if month.margin_share is None:
            return None
        per_unit, value = month.margin_share, point * month.plan / 100 * month.margin_share
    elif quantity == "revenue":
        value = point * month.plan / 100
    else:
        value = max((point - 100) * month.plan / 100, _ZERO)
        per_unit = Decimal(1) if point >= 100 else _ZERO
    curve, extras = _curve_slope(item, value, total), _extras_slope(item, value, total)
    if curve is None or extras is None:
        return None
    in_money = item.is_rate and quantity == "plan_percent"  # the rate is already of money
    return curve * (1 if in_money else per_unit) + extras * per_unit


def _curve_slope(item: SchemeItem, value: Decimal, total: Decimal | None) -> Decimal | None:
    curve = item.curve
    if curve is None:
        return _ZERO if item.extras else None
    band = _band_above(curve, value)
    if item.is_rate:
        return band.pay or _ZERO
    if band.pay is None or not band.stated:
        return None
    unit = Decimal(1) if curve.paid_in == "money" else item_sum(item, total)
    return _ZERO if band.slope == 0 else None if unit is None else band.slope * unit


def _band_above(curve: Curve, value: Decimal) -> Band:
    """The band that one more unit lies in."""
    return next(band for band in curve.bands if band.high is None or band.high > value)


def _extras_slope(item: SchemeItem, value: Decimal, total: Decimal | None) -> Decimal | None:
    slope = _ZERO
    for extra in item.extras:
        if value < extra.start:
            continue
        unit = Decimal(1) if extra.paid_in == "money" else item_sum(item, total) or total
        if unit is None or not extra.stated_start:
            return None
        slope += extra.pay * unit / extra.step
    return slope


def _next_step(item: SchemeItem, point: Decimal, total: Decimal | None) -> NextStep | None:
    curve = item.curve
    if curve is None or item.is_rate or item.measure.quantity != "plan_percent":
        return None
    unit = Decimal(1) if curve.paid_in == "money" else item_sum(item, total)
    for lower, upper in zip(curve.bands, curve.bands[1:], strict=False):
        if upper.low is None or upper.low <= point or lower.pay is None or upper.pay is None or unit is None:
            continue
        rise = (upper.pay - lower.pay - lower.slope * (upper.low - lower.at)) * unit
        if rise > Decimal("0.5"):
            return NextStep(item.name, upper.low, rise.quantize(Decimal(1)))
    return None
