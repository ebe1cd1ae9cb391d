"""What an item and a whole scheme pay for given results, to the rouble."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from reports.kpi_scheme.scheme import Band, Curve, Extra, SchemeItem

_UNIT = Decimal(1)
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Result:
    """What was reached in a month.

    value: in the item's unit. earned and plan: in money, where rates are limited by per cent of the plan.
    attainment: per cent of the plan, for gates.
    """

    value: Decimal
    earned: Decimal | None = None
    plan: Decimal | None = None
    attainment: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Paid:
    """What an item pays, rounded to whole units of the currency; low and high differ where the words leave it open."""

    low: Decimal
    high: Decimal
    stated: bool = True  # False: taken from what the neighbouring values pay

    @property
    def exact(self) -> Decimal | None:
        return self.low if self.low == self.high else None


def payout(item: SchemeItem, result: Result, total: Decimal | None = None) -> Decimal | None:
    """What the item pays, to whole units of the currency (half up).

    total: the whole bonus, of which the item has a share. None where the words do not say what is paid for this result,
    or the item's sum is not known.
    """
    paid = payout_range(item, result, total)
    return None if paid is None else paid.exact


def payout_range(item: SchemeItem, result: Result, total: Decimal | None = None) -> Paid | None:
    """As `payout`, with the bounds that the words set; None where even they are not known."""
    if item.gate is not None:
        if result.attainment is None:
            return None
        if result.attainment < item.gate.at_least:
            return Paid(_ZERO, _ZERO)
    full = item_sum(item, total)
    base = Paid(_ZERO, _ZERO) if item.curve is None else _curve_pays(item.curve, result, full)
    extra = _extras_pay(item, result, full, total)
    if base is None or extra is None:
        return None
    low, high = base.low + extra, base.high + extra
    if item.share is not None or item.amount is not None:
        low, high = max(low, _ZERO), max(high, _ZERO)  # what is taken off is taken off this KPI's own sum
    return Paid(_rounded(low), _rounded(high), base.stated)


def item_sum(item: SchemeItem, total: Decimal | None) -> Decimal | None:
    """What the item pays when it is reached in full; None for rates, and where neither sum nor total is known."""
    if item.amount is not None:
        return item.amount.value
    return item.share.value * total if item.share is not None and total is not None else None


def most_paid(item: SchemeItem, total: Decimal | None) -> Decimal | None:
    """The most that the item can pay; None where it has no upper end or its sum is not known.

    A KPI whose curve is not known pays its share of the bonus at most.
    """
    full = item_sum(item, total)
    curve = item.curve
    if any(extra.pay > 0 for extra in item.extras) or item.is_rate:
        return None
    if curve is None:
        return None if full is None else _rounded(full)
    tops = [band.pay if band.slope == 0 or band.high is None else band.pay + band.slope * (band.high - band.at)
            for band in curve.bands if band.pay is not None]  # fmt: skip
    if not tops or curve.bands[-1].slope != 0:
        return None
    if curve.paid_in == "money":
        return _rounded(max(tops))
    return None if full is None else _rounded(max(tops) * full)


def bonus_of_month(
    paid: Sequence[Decimal | None], attainment: Decimal | None, gate_at: Decimal | None
) -> Decimal | None:
    """The month's whole bonus: the sum of its items, never below zero, and nothing where the gate over all is shut.

    None where an item is not known, or the attainment that the gate asks for.
    """
    if gate_at is not None:
        if attainment is None:
            return None
        if attainment < gate_at:
            return _ZERO
    known = [value for value in paid if value is not None]
    return max(sum(known, _ZERO), _ZERO) if len(known) == len(paid) else None


def _curve_pays(curve: Curve, result: Result, full: Decimal | None) -> Paid | None:
    if curve.paid_in.startswith("rate"):
        return _rate_pays(curve, result)
    band = next((band for band in curve.bands if band.holds(result.value)), None)
    unit = _UNIT if curve.paid_in == "money" else full
    if band is None or unit is None:
        return None
    if band.pay is None:
        if band.least is None or band.most is None:
            return None
        return Paid(band.least * unit, band.most * unit, stated=False)
    pays = (band.pay + band.slope * (result.value - band.at)) * unit
    return Paid(pays, pays, band.stated)


def _rate_pays(curve: Curve, result: Result) -> Paid | None:
    """Rates on money: the value itself is money, or per cent of the plan with the money and plan beside it."""
    in_percent = result.plan is not None
    money = result.earned if in_percent else result.value
    if money is None:
        return None
    scale = result.plan / 100 if result.plan is not None else _UNIT
    if curve.paid_in == "rate_on_all":
        band = next((band for band in curve.bands if band.holds(result.value)), None)
        pays = (band.pay or _ZERO) * money if band is not None else _ZERO
        return Paid(pays, pays)
    pays = sum((_part_pays(band, result.value * scale if in_percent else money, scale) for band in curve.bands), _ZERO)
    return Paid(pays, pays)


def _part_pays(band: Band, money: Decimal, scale: Decimal) -> Decimal:
    low = _ZERO if band.low is None else band.low * scale
    high = money if band.high is None else min(money, band.high * scale)
    return (band.pay or _ZERO) * max(high - low, _ZERO)


def _extras_pay(item: SchemeItem, result: Result, full: Decimal | None, total: Decimal | None) -> Decimal | None:
    pays = _ZERO
    for extra in item.extras:
        if not extra.stated_start:
            return None
        unit = _UNIT if extra.paid_in == "money" else full if full is not None else total
        if unit is None:
            return None
        pays += extra.pay * unit * _whole_steps(extra, result.value)
    return pays


def _whole_steps(extra: Extra, value: Decimal) -> Decimal:
    return max(((value - extra.start) / extra.step).to_integral_value(ROUND_FLOOR), _ZERO)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_UNIT, ROUND_HALF_UP)
