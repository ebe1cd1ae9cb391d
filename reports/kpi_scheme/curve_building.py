"""Thresholds, targets, caps and steps put together into a payout curve.

What the words leave open between two known payouts stays open: such a band has no `pay`, only the bounds that its
neighbours set. Where only one reading makes sense of the words (a cap above 100% means that payout grows with
attainment up to it), it is taken with `stated` false, so that it is asked about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from reports.kpi_scheme.curve_words import Read, Step
from reports.kpi_scheme.scheme import Band, Curve, Measure, Source, Stated

_PLAN = Decimal(100)
_WORDS = Source("description")


@dataclass(frozen=True, slots=True)
class BuiltCurve:
    """A curve with the marks it was built on; each None where nothing says it."""

    curve: Curve | None
    threshold: Stated | None
    target: Stated | None
    cap: Stated | None
    not_stated: tuple[str, ...]


@dataclass(slots=True)
class _Mark:
    """From this value on, so much is paid."""

    low: Decimal
    low_in: bool
    pay: Decimal | None
    slope: Decimal = Decimal(0)
    stated: bool = True


def build_curve(read: Read, measure: Measure, *, conditional: bool, nobody: bool) -> BuiltCurve:
    """conditional: the words pay "if" the limit is kept, so that nothing is paid otherwise. nobody: the limit is that
    nobody leaves, said without a figure."""
    if measure.higher_is_better:
        return _rising(read, measure, conditional)
    return _falling(read, conditional, nobody)


def _rising(read: Read, measure: Measure, conditional: bool) -> BuiltCurve:
    plan = measure.is_plan
    steps = [step for step in read.steps if step.payout.kind != "nothing" and step.low is not None]
    threshold = read.threshold or _zero_end(read)
    target, bare = read.target, _bare_from(read)
    if bare is not None:
        # "если план выполнен на 97%" pays all from there; "от 90%, потолок 100%" begins to pay there.
        all_of_it = conditional and read.cap is None and read.line is None and not read.steps
        if plan and bare.value < _PLAN and not all_of_it:
            threshold = threshold or bare
        else:
            target = target or bare
            threshold = threshold or (bare if _is_all(read, conditional) else None)
    if threshold is None and steps:
        threshold = Stated(min(step.first for step in steps), steps[0].source)
    cap = _cap(read, plan, target, steps)
    full_at = _full_at(read, steps, target, cap, plan)
    if full_at is None and not steps:
        return BuiltCurve(None, threshold, target, cap, ("payout_curve",))
    money = any(step.payout.kind == "money" for step in steps)
    marks = _rising_marks(steps, full_at, money)
    not_stated = _between(read, marks, threshold, full_at, conditional, plan)
    _above(read, marks, cap, plan, not_stated, has_full=full_at is not None)
    firm = read.zero_below or conditional
    if plan and threshold is None and firm and marks and marks[0].low != Decimal("-Infinity"):
        threshold = Stated(marks[0].low, _WORDS)  # "план выполнен — премия, нет — ничего"
    bands = _bands(marks, zero_stated=threshold is not None or read.zero_below or conditional)
    curve = Curve(bands, "money" if money else "share", _WORDS)
    return BuiltCurve(curve, threshold, target, cap, tuple(dict.fromkeys(not_stated)))


def _zero_end(read: Read) -> Stated | None:
    """Where "nothing below X" ends."""
    ends = [
        (s.high, s.source) for s in read.steps if s.payout.kind == "nothing" and s.high is not None and s.low is None
    ]
    return None if not ends else Stated(*max(ends, key=lambda end: end[0]))


def _bare_from(read: Read) -> Stated | None:
    """The lowest limit from which something is paid, told without a payout: "не ниже 27%", "от 90%"."""
    values = [value for limit, value in read.limits if limit.kind in ("from", "above", "at", "between")]
    return min(values, key=lambda stated: stated.value) if values else None


def _is_all(read: Read, conditional: bool) -> bool:
    firm = any(limit.kind in ("from", "above") for limit, _ in read.limits)
    return firm or conditional or read.zero_below


def _cap(read: Read, plan: bool, target: Stated | None, steps: list[Step]) -> Stated | None:
    if read.uncapped:
        return None
    if read.cap is not None:
        return read.cap
    if read.flat_above and plan:
        return target if target is not None and target.value >= _PLAN else Stated(_PLAN, _WORDS)
    return target if read.flat_above else None


def _full_at(
    read: Read, steps: list[Step], target: Stated | None, cap: Stated | None, plan: bool
) -> Decimal | None:  # fmt: skip
    """The value that pays the item's whole sum."""
    full = [step.low for step in steps if step.payout.kind == "full" and step.low is not None]
    if full:
        return min(full)
    if target is not None:
        return target.value
    if plan and not any(step.payout.kind == "money" for step in steps):
        return min(_PLAN, cap.value) if cap is not None else _PLAN
    return None


def _rising_marks(steps: list[Step], full_at: Decimal | None, money: bool) -> list[_Mark]:
    marks = {}
    for step in steps:
        assert step.low is not None
        if step.payout.value is not None and not (money and step.payout.kind != "money"):
            marks[step.low] = _Mark(step.low, step.low_in, step.payout.value)
    if full_at is not None and not money and full_at not in marks:
        marks[full_at] = _Mark(full_at, True, Decimal(1))
    return [marks[low] for low in sorted(marks)]


def _between(
    read: Read, marks: list[_Mark], threshold: Stated | None, full_at: Decimal | None, conditional: bool, plan: bool
) -> list[str]:  # fmt: skip
    """Put in what is paid between the threshold and the first mark; codes of what is not stated there."""
    if not marks:
        return ["payout_curve"]
    first, start = marks[0], threshold.value if threshold is not None else None
    if read.line is not None and full_at is not None:
        end = next(mark for mark in marks if mark.low == full_at) if any(m.low == full_at for m in marks) else first
        begin = start if start is not None and start < end.low else Decimal(0)
        if read.line == "proportional" or (read.cap is not None and read.cap.value > full_at):
            line = _Mark(begin, True, begin / end.low, 1 / end.low, stated=read.line == "proportional")
        else:
            line = _Mark(begin, True, Decimal(0), 1 / (end.low - begin), stated=start is not None)
        marks.insert(0, line)
        return [] if line.stated else ["line_ends"]
    if start is not None and start < first.low:
        marks.insert(0, _Mark(start, True, None))
        return ["between_threshold_and_full"]
    if start is None and not (read.zero_below or conditional):
        marks.insert(0, _Mark(Decimal("-Infinity"), True, None))
        return ["below_target"]
    return []


def _above(
    read: Read, marks: list[_Mark], cap: Stated | None, plan: bool, not_stated: list[str], *, has_full: bool
) -> None:
    """What is paid above the last mark: nothing more, growth up to the cap, or growth without end."""
    last = marks[-1] if marks else None
    if last is None or not plan or last.pay is None:
        return
    growing = read.line == "proportional" or (read.line == "linear" and cap is not None)
    if cap is not None and cap.value > last.low and has_full and last.pay == 1:
        marks[-1] = replace(last, slope=1 / last.low, stated=growing)
        marks.append(_Mark(cap.value, True, cap.value / last.low, stated=growing))
        if not growing:
            not_stated.append("growth_to_cap")
    elif cap is None and read.uncapped and has_full:
        marks[-1] = replace(last, slope=1 / last.low, stated=growing)
        if not growing:
            not_stated.append("growth_above_plan")
    elif cap is None and not read.flat_above:
        marks[-1] = replace(last, stated=False)
        not_stated.append("above_plan")


def _bands(marks: list[_Mark], *, zero_stated: bool) -> tuple[Band, ...]:
    """Bands without gaps; below the first mark nothing is paid."""
    bands = []
    if marks[0].low != Decimal("-Infinity"):
        bands.append(Band(None, marks[0].low, Decimal(0), high_in=not marks[0].low_in, stated=zero_stated))
    for place, mark in enumerate(marks):
        following = marks[place + 1] if place + 1 < len(marks) else None
        low = None if mark.low == Decimal("-Infinity") else mark.low
        high, high_in = (following.low, not following.low_in) if following else (None, False)
        least = most = None
        if mark.pay is None:
            least = Decimal(0)
            most = following.pay if following else None
        bands.append(
            Band(low, high, mark.pay, mark.low_in, high_in, mark.slope, low or Decimal(0), least, most, mark.stated)
        )
    return tuple(bands)


def _falling(read: Read, conditional: bool, nobody: bool) -> BuiltCurve:
    """Curves of what should be low: leavers, debts, discounts."""
    ends: dict[tuple[Decimal, bool], tuple[Decimal, Stated]] = {}  # up to this value (included?) so much is paid
    for step in read.steps:
        if step.payout.kind != "nothing" and step.high is not None and step.payout.value is not None:
            ends[(step.high, step.high_in)] = (step.payout.value, Stated(step.high, step.source))
    for limit, value in read.limits:
        if limit.kind in ("up_to", "below"):
            ends.setdefault((value.value, limit.kind == "up_to"), (Decimal(1), value))
    if read.target is not None:
        ends.setdefault((read.target.value, True), (Decimal(1), read.target))
    if nobody:
        ends.setdefault((Decimal(0), True), (Decimal(1), Stated(Decimal(0), _WORDS)))
    zero_from = [step for step in read.steps if step.payout.kind == "nothing" and step.low is not None]
    if not ends:
        if not zero_from or zero_from[0].low is None:
            return BuiltCurve(None, None, None, None, ("payout_curve",))
        ends[(zero_from[0].low, not zero_from[0].low_in)] = (Decimal(1), Stated(zero_from[0].low, zero_from[0].source))
    money = any(step.payout.kind == "money" for step in read.steps)
    bands, low, low_in = [], None, True
    for (high, high_in), (pay, _) in sorted(ends.items(), key=lambda end: (end[0][0], end[0][1])):
        bands.append(Band(low, high, pay, low_in, high_in))
        low, low_in = high, not high_in
    stated = conditional or read.zero_below or bool(zero_from)
    bands.append(Band(low, None, Decimal(0), low_in, False, stated=stated))
    worst = max(ends.items(), key=lambda end: end[0])[1][1]
    not_stated = () if stated else ("beyond_limit",)
    return BuiltCurve(Curve(tuple(bands), "money" if money else "share", _WORDS), worst, None, None, not_stated)
