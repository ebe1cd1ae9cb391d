"""Structure given in kpi.yaml beside the words: metric, weight, target, threshold, cap, payout. It counts before words.

`payout` may be one of the words "linear", "proportional", "all_or_nothing", a rate such as "3% of margin", or a table
of steps: {90: 0.5, 100: 1}. Numbers: per cent of the plan as 0.9 or 90; weights as 0.4 or 40.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any, cast, get_args

from reports.kpi_scheme.curve_building import build_curve
from reports.kpi_scheme.curve_words import Read
from reports.kpi_scheme.scheme import Band, Curve, Measure, MeasureUnit, Quantity, SchemeItem, Source, Stated

_UNITS: dict[str, MeasureUnit] = {
    "plan_percent": "percent", "plan_units": "percent", "margin_above_plan": "percent",
    "margin_percent": "percent", "leaver_share": "percent",
    "qualified_conversion": "percent", "calls_per_day": "number", "leavers": "number",
}  # fmt: skip
_SHAPES = ("linear", "proportional", "all_or_nothing")


def with_structure(item: SchemeItem, structure: Mapping[str, Any]) -> SchemeItem:
    """The item with what the structure says put in place of what the words say."""
    item = _with_metric(item, structure.get("metric"))
    weight = _number(structure.get("weight"))
    if weight is not None and 0 < weight <= 100:
        item = replace(item, share=Stated(weight / 100 if weight > 1 else weight, Source("weight")))
    marks = {key: _mark(structure.get(key), key, item.measure) for key in ("target", "threshold", "cap")}
    if any(marks.values()):
        item = replace(
            item, target=marks["target"] or item.target, threshold=marks["threshold"] or item.threshold,
            cap=marks["cap"] or item.cap,
        )  # fmt: skip
    return _with_curve(item, structure.get("payout"), rebuilt=any(marks.values()))


def _with_metric(item: SchemeItem, metric: Any) -> SchemeItem:
    if not isinstance(metric, str) or metric not in get_args(Quantity):
        return item
    higher = metric not in ("leavers", "leaver_share")
    unit = _UNITS.get(metric, "money" if metric != "unknown" else item.measure.unit)
    quantity = cast(Quantity, metric)  # one of its names, as was just seen
    measure = replace(item.measure, quantity=quantity, unit=unit, higher_is_better=higher)
    return replace(item, measure=measure)


def _mark(value: Any, key: str, measure: Measure) -> Stated | None:
    number = _number(value)
    if number is None:
        return None
    # 1.0 and 100 are both the plan; nobody sets a threshold of 1%.
    scaled = number * 100 if measure.is_plan and number <= 3 else number
    if measure.unit == "percent" and not measure.is_plan and number < 1:
        scaled = number * 100
    return Stated(scaled, Source(key))


def _with_curve(item: SchemeItem, payout: Any, *, rebuilt: bool) -> SchemeItem:
    if isinstance(payout, Mapping):
        bands = _table(payout, item.measure)
        if bands is None:
            return item
        return replace(item, curve=Curve(bands, _paid_in(bands), Source("payout")), not_stated=())
    if not rebuilt and payout not in _SHAPES:
        return item
    if item.is_rate or (payout is None and item.curve is not None and item.curve.paid_in == "money"):
        return item
    read = Read(threshold=item.threshold, target=item.target, cap=item.cap)
    read.line = payout if payout in ("linear", "proportional") else None
    if payout == "all_or_nothing":
        read.threshold = read.target = item.target or item.threshold or item.cap
    built = build_curve(read, item.measure, conditional=payout == "all_or_nothing", nobody=False)
    if built.curve is None or (payout not in _SHAPES and item.curve is not None and _is_finer(item.curve)):
        return item
    source = Source("payout" if payout in _SHAPES else "target")
    return replace(item, curve=replace(built.curve, source=source), not_stated=built.not_stated)


def _is_finer(curve: Curve) -> bool:
    """Whether the words told steps that three marks cannot hold."""
    return len([band for band in curve.bands if band.pay not in (None, Decimal(0))]) > 1


def _table(payout: Mapping[Any, Any], measure: Measure) -> tuple[Band, ...] | None:
    marks = [(_mark(key, "payout", measure), _number(value)) for key, value in payout.items()]
    if not marks or any(mark is None or pay is None for mark, pay in marks):
        return None
    steps = sorted((mark.value, pay) for mark, pay in marks if mark is not None and pay is not None)
    bands = [Band(None, steps[0][0], Decimal(0))]
    for place, (low, pay) in enumerate(steps):
        bands.append(Band(low, steps[place + 1][0] if place + 1 < len(steps) else None, pay))
    return tuple(bands)


def _paid_in(bands: tuple[Band, ...]) -> Any:
    return "money" if any(band.pay is not None and band.pay > 5 for band in bands) else "share"


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        return Decimal(str(value).replace(",", ".").rstrip("% "))
    except InvalidOperation:
        return None
