"""From kpi.yaml to a scheme: every KPI's words and given structure read into items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from classify.kpi_types import KpiReading
from deals.records import KpiItem
from reports.kpi_scheme.bonus_parts import BonusParts, bonus_parts
from reports.kpi_scheme.clauses import clauses_of
from reports.kpi_scheme.curve_building import BuiltCurve, build_curve
from reports.kpi_scheme.curve_words import Read, read_clauses
from reports.kpi_scheme.extras import each_spans, extras_in
from reports.kpi_scheme.formulas import factor_in, is_ratio_paid, with_malus
from reports.kpi_scheme.gates import gate_in, is_gate_of_all
from reports.kpi_scheme.given_structure import with_structure
from reports.kpi_scheme.measures import every_of, measure_of
from reports.kpi_scheme.rates import Rates, rates_in
from reports.kpi_scheme.scheme import AfterMiss, Band, Curve, Extra, Measure, Scheme, SchemeItem, Source, Stated

_CONDITIONAL = re.compile(
    r"\bесли\b|\bпри условии\b|\bкогда\b|\bпри отсутстви\w+|\bif\b|\bwhen\b|\bin any month in which\b"
    r"|\bunless\b|\bwithheld\b|\bкак только\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"никто (?:не|из)|\bни (?:один|одного|одной|одна)\b|\bнет (?:\w+ )?(?:увольн|уволивш|потерь|уход)\w*"
    r"|без (?:увольнен|потерь|замен|уход)\w*"
    r"|отсутств\w+ (?:уволивш|увольнен)\w*|не (?:изменился|разбежал\w*|пришлось менять)|не потеря\w+"
    r"|нет добровольных увольнений|0 уволивш\w+"
    r"|nobody|no ?one|no (?:salesperson|rep|reps|seller|leavers?|departures?|resignations?)\b"
    r"|without a (?:resignation|departure)|none (?:leaves|left|of)"
    r"|withheld in any|lost nobody|unchanged|a rep resigns|\bwhoever leaves|кто-то (?:ушёл|ушел|уволил)"
    r"|somebody quits|somebody leaves|any leaver",
    re.IGNORECASE,
)
_NONE_LEFT = re.compile(
    r"\bни одн\w+|\bни один\b|\bноль (?:просроч|ошиб|наруш)\w+|\bнет (?!ни)\w*(?:просроч|сдел|дубл|«|опозд"
    r"|расхожд|нарушен|скид)\w*"
    r"|без (?:просроч|наруш|ошиб|опозд|расхожд)\w*|просроченных нет|\b(?:no|zero) (?:overdue|red|stale"
    r"|duplicate|late|incidents|differences|opportunity)",
    re.IGNORECASE,
)
_AFTER_MISS = re.compile(
    r"(?:ноль|не плат\w+|обнул\w+|сгора\w+|nothing|zero|not paid|lost"
    r"|forfeit\w*)[^.;]{0,30}?(?:(?P<quarter>до конца квартала|(?:rest|end) of the quarter)"
    r"|(?P<half>на полгода|(?:for )?(?:six months|half a year))|(?P<year>до конца года|(?:rest|end) of the year))",
    re.IGNORECASE,
)
_AT_MOST = re.compile(r"не (?:больше|выше|более)|максимум|at most|maximum|К\s*[≥>]\s*1", re.IGNORECASE)
_PERCENT = re.compile(r"%|процент|per ?cent|pct", re.IGNORECASE)
_PERCENT_TYPES = ("healthy_margin", "healthy_qualified_conversion")
_MILLION_STEP = Decimal(1000)


def read_scheme(kpis: Sequence[KpiItem], readings: Sequence[KpiReading]) -> Scheme:
    """The scheme of an archive's KPIs.

    readings: one for each KPI, in their order; ValueError otherwise.
    """
    items, totals, gates = [], [], []
    for place, (kpi, reading) in enumerate(zip(kpis, readings, strict=True)):
        item, parts = read_item(kpi, reading)
        if item.gate is not None and is_gate_of_all(f"{kpi.name}. {kpi.description}"):
            gates.append(item.gate)
        items.append(item)
        if parts.total is not None:
            totals.append((parts.total, place))
    total, place_of_total = totals[0] if totals else _total_from_parts(items)
    return Scheme(tuple(items), total, place_of_total, gates[0] if gates else None)


def _total_from_parts(items: Sequence[SchemeItem]) -> tuple[Stated | None, int | None]:
    """The whole bonus, from an item that says both its share and its sum."""
    for place, item in enumerate(items):
        if item.share is not None and item.amount is not None:
            return Stated((item.amount.value / item.share.value).quantize(Decimal(1)), item.amount.source), place
    return None, None


def read_item(kpi: KpiItem, reading: KpiReading) -> tuple[SchemeItem, BonusParts]:
    """One KPI; structure that is given counts before the words."""
    text = kpi.description or kpi.name
    kind = reading.type
    rates = rates_in(kpi.name, text, kind)
    parts = (
        bonus_parts(kpi.name, text, by_rate=kind in _PERCENT_TYPES)
        if rates is None
        else BonusParts(None, None, None, ())
    )
    taken = [*parts.taken, *each_spans(text)]
    if parts.amount is not None and not _pays_a_step(text, parts.amount, taken):
        taken.append((parts.amount.source.start or 0, parts.amount.source.end or 0))
    gate = gate_in(text) if kind not in ("plan_attainment", "healthy_revenue_above_plan") else None
    if gate is not None:
        taken.append((gate.source.start or 0, gate.source.end or 0))
    clauses = clauses_of(text, taken)
    measure = measure_of(kpi.name, text, kind, clauses, rates)
    if is_ratio_paid(text) and kind == "plan_attainment":
        measure = replace(measure, quantity="plan_percent", unit="percent")
        parts = replace(parts, amount=factor_in(text))
    read = read_clauses(text, clauses, measure)
    if is_ratio_paid(text) and kind == "plan_attainment":
        read.line = "proportional"
        read.flat_above = read.flat_above or read.cap is not None or _AT_MOST.search(text) is not None
    if rates is not None:
        built = _rate_curve(rates)
        extras: tuple[Extra, ...] = ()
    else:
        nobody = _none_allowed(measure, read, f"{kpi.name}. {text}")
        if nobody:
            measure = replace(measure, higher_is_better=False)
        parts = replace(parts, share=parts.share or _share_of_only_step(read, parts, text))
        built = build_curve(read, measure, conditional=_CONDITIONAL.search(text) is not None, nobody=nobody)
        begin = built.target.value if built.target else built.threshold.value if built.threshold else None
        extras = extras_in(text, measure.unit, begin, parts.taken)
        if kind == "healthy_revenue_above_plan" and not read.steps:
            # Its whole sum, if there is one, is not earned at 100%; the plan is where it begins to pay.
            begins = Stated(Decimal(100), Source("description")) if measure.quantity == "plan_percent" else None
            built = replace(built, curve=None, threshold=built.threshold or begins)
        if measure.quantity == "plan_percent" and any(extra.step >= _MILLION_STEP for extra in extras):
            measure = replace(measure, quantity="revenue_above_plan", unit="money")
            extras = tuple(replace(extra, start=Decimal(0)) for extra in extras)
            built = BuiltCurve(None, None, None, None, ())
        if built.curve is not None and not (parts.share or parts.amount) and (malus := with_malus(built.curve, text)):
            built = replace(built, curve=malus, not_stated=())
        if built.curve is None and extras and all(extra.pay < 0 for extra in extras) and (parts.share or parts.amount):
            whole = Curve((Band(None, None, Decimal(1)),), "share", extras[0].source)  # from which is taken off
            built = replace(built, curve=whole)
            measure = replace(measure, higher_is_better=False)
            extras = tuple(replace(extra, start=Decimal(0), stated_start=True) for extra in extras)
    item = SchemeItem(
        name=kpi.name, description=kpi.description, type=kind, probability=reading.probability, sure=reading.sure,
        measure=measure, share=parts.share, amount=_amount(parts, built), target=built.target,
        threshold=built.threshold, cap=built.cap, curve=built.curve, extras=extras, gate=gate,
        every=every_of(f"{kpi.name}. {text}"), after_miss=_after_miss(text), not_stated=built.not_stated,
    )  # fmt: skip
    item = _with_places(item, "description" if kpi.description else "name", read)
    item = with_structure(item, kpi.structure)
    return replace(item, not_stated=_not_stated(item, reading)), parts


def _with_places(item: SchemeItem, field: str, read: Read) -> SchemeItem:
    """The item with its sources in the text that was read, and its curve's spanning all that made it."""

    def placed(stated: Stated | None) -> Stated | None:
        if stated is None or stated.source.field == "name":
            return stated
        return replace(stated, source=replace(stated.source, field=field))

    item = replace(
        item, share=placed(item.share), amount=placed(item.amount), target=placed(item.target),
        threshold=placed(item.threshold), cap=placed(item.cap),
        gate=item.gate and replace(item.gate, source=replace(item.gate.source, field=field)),
        extras=tuple(replace(extra, source=replace(extra.source, field=field)) for extra in item.extras),
    )  # fmt: skip
    if item.curve is None:
        return item
    marks = [stated.source for stated in (item.threshold, item.target, item.cap) if stated is not None]
    told = [
        item.curve.source,
        *marks,
        *(step.source for step in read.steps),
        *(value.source for _, value in read.limits),
    ]
    spans = [(s.start, s.end) for s in told if s.start is not None and s.end is not None]
    whole = Source(field, min(a for a, _ in spans), max(b for _, b in spans)) if spans else Source(field)
    return replace(item, curve=replace(item.curve, source=whole))


def _share_of_only_step(read: Read, parts: BonusParts, text: str) -> Stated | None:
    """ "3 400 ₽ и выше — 20 %": the one step is the share of the bonus; the step then pays all of it."""
    paid = [step for step in read.steps if step.payout.kind not in ("nothing", "full")]
    only = paid[0].payout if len(paid) == 1 and not any(step.payout.kind == "full" for step in read.steps) else None
    if parts.amount is not None or only is None or only.kind != "share" or only.value is None or not 0 < only.value < 1:
        return None
    if not _PERCENT.search(text, only.start, only.end):  # a half is a half of the KPI's own sum
        return None
    read.steps = [
        replace(step, payout=replace(step.payout, kind="full", value=Decimal(1))) if step in paid else step
        for step in read.steps
    ]
    return Stated(only.value, Source("description", only.start, only.end))


def _pays_a_step(text: str, amount: Stated, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether the sum stands beside a limit, as one step of several: "100% — 60 000, 90% — 30 000"."""
    return any(
        clause.limits and any(paid.kind == "money" and paid.start == amount.source.start for paid in clause.payouts)
        for clause in clauses_of(text, taken)
    )


def _none_allowed(measure: Measure, read: Read, words: str) -> bool:
    """Whether the limit is none at all, said without a figure: nobody leaves, no overdue task."""
    if measure.quantity == "leavers":
        return _NOBODY.search(words) is not None
    bare = (
        not read.limits
        and all(step.payout.kind == "nothing" for step in read.steps)
        and read.target is None
        and read.threshold is None
    )
    return measure.quantity == "unknown" and bare and _NONE_LEFT.search(words) is not None


def _after_miss(text: str) -> AfterMiss | None:
    match = _AFTER_MISS.search(text)
    if match is None:
        return None
    return "half_year" if match["half"] else "year" if match["year"] else "quarter"


def _amount(parts: BonusParts, built: BuiltCurve) -> Stated | None:
    """The item's sum: as told, or the highest step of a curve in money."""
    if built.curve is None or built.curve.paid_in != "money":
        return parts.amount
    highest = max((band.pay for band in built.curve.bands if band.pay), default=None)
    return Stated(highest, built.curve.source) if highest is not None and highest > 0 else None


def _rate_curve(rates: Rates) -> BuiltCurve:
    """Rates on money earned, as bands over the money or over per cent of the plan."""
    source = Source("description", rates.start, rates.end)
    first = rates.parts[0].from_
    bands = [Band(None, first, Decimal(0))] if first is not None else []
    for place, part in enumerate(rates.parts):
        following = rates.parts[place + 1].from_ if place + 1 < len(rates.parts) else None
        bands.append(Band(part.from_, following or rates.cap, part.rate))
    if rates.cap is not None:
        bands.append(Band(rates.cap, None, Decimal(0)))
    curve = Curve(tuple(bands), "rate_on_all" if rates.on_all else "rate_on_part", source)
    threshold = Stated(first, source) if first is not None else None
    cap = Stated(rates.cap, source) if rates.cap is not None else None
    return BuiltCurve(curve, threshold, None, cap, ())


def _not_stated(item: SchemeItem, reading: KpiReading) -> tuple[str, ...]:
    """Everything that has to be asked, besides what the curve leaves open."""
    codes = [] if reading.sure else ["type"]
    in_money = item.curve is not None and item.curve.paid_in == "money"
    if item.share is None and item.amount is None and not (item.is_rate or in_money or item.extras):
        codes.append("share")
    if item.curve is None and not item.extras:
        codes.append("rate" if item.type == "healthy_revenue_above_plan" else "payout_curve")
    elif item.curve is not None:
        codes += [code for code in item.not_stated if code != "payout_curve"]
    if item.measure.quantity in ("unknown", "plan_units"):
        codes.append("source_of_figures")
    if any(not extra.stated_start for extra in item.extras):
        codes.append("counted_from")
    return tuple(dict.fromkeys(codes))
