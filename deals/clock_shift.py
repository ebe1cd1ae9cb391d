"""Whether the phone log's clock differs from the CRM's: a log kept in UTC, or in the head office's zone.

People enter in the CRM what was said right after they said it, so for each call the moments of its deal's next entries
are looked at: with equal clocks most lie within minutes. Where they pile up some hours away instead, the clocks differ
by those hours.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import numpy as np

from deals.linking.deal_index import DealIndex, hours
from deals.problem_codes import ProblemCode
from deals.problems import Problem
from deals.records import Archive, CallRecord

STEP_H = 0.5  # time zones differ by half hours; the few that differ by a quarter are found as the nearest half
LONGEST_SHIFT_H = 14.0
# An entry counts as made upon the call from shortly before it begins (a clock that is some minutes off) to 40 minutes
# after, when most talks are over.
_FROM_H, _TO_H = -0.12, 0.67
MOST_CALLS = 30_000  # looked at, evenly over the log; more would not change a half hour
LEAST_PAIRS = 8  # calls whose entries agree, before anything is said
CLEAR = 5.0  # standard deviations above what chance gives
TWICE = 2.0  # and so many times what equal clocks would give


@dataclass(frozen=True, slots=True)
class ClockShift:
    """The phone log is `ahead_h` hours ahead of the CRM (negative: behind).

    agreeing of `calls` calls have an entry in their deal within minutes if the log is put back by that; with the
    times as they stand it would be `agreeing_unshifted`.
    """

    ahead_h: float
    calls: int
    agreeing: int
    agreeing_unshifted: int
    by_month: Mapping[str, float] = field(default_factory=dict)  # YYYY-MM to hours, where months differ
    stated: bool = False  # by archive.yaml, so that nothing was compared

    def at(self, moment: datetime) -> float:
        """Hours that the log was ahead at this moment (as logged)."""
        return self.by_month.get(f"{moment:%Y-%m}", self.ahead_h)


def clock_shift(index: DealIndex, calls: Iterable[CallRecord]) -> ClockShift | None:
    """None where the clocks agree, or where too little is known to tell.

    Months are judged by themselves too, since a log in UTC differs by another hour in summer; a month with too few
    calls takes the shift of the nearest month that could be judged.
    """
    lags, months = _lags(index, calls)
    usual = _judged(lags)
    shifts: dict[str, float] = {}
    for month in sorted(set(months)):
        own = [lag for lag, of in zip(lags, months, strict=True) if of == month]
        judged = _judged(own, usual_h=usual or 0.0)
        if judged is not None:
            shifts[month] = judged
        elif _counts(own)[usual or 0.0] >= LEAST_PAIRS:
            shifts[month] = usual or 0.0
    if usual is None and not any(shifts.values()):
        return None
    counts = _counts(lags)
    differ = set(shifts.values()) - {usual or 0.0}
    by_month = (
        {m: shifts[min(shifts, key=lambda known: _apart(m, known))] for m in sorted(set(months))} if differ else {}
    )
    return ClockShift(usual or 0.0, len(lags), counts[usual or 0.0], counts[0.0], by_month)


def put_right(calls: Iterable[CallRecord], shift: ClockShift | None) -> Iterator[CallRecord]:
    """The calls by the CRM's clock."""
    if shift is None:
        yield from calls
        return
    for call in calls:
        if call.started_at is not None:
            behind = timedelta(hours=shift.at(call.started_at))
            # By way of UTC: hours are counted on the clock's face otherwise, also over a change to summer time.
            moment = (call.started_at.astimezone(UTC) - behind).astimezone(call.started_at.tzinfo)
            call = replace(call, started_at=moment)
        yield call


def stated_shift(ahead_h: float) -> ClockShift | None:
    """The shift that archive.yaml states; None for 0."""
    return ClockShift(ahead_h, 0, 0, 0, stated=True) if ahead_h else None


def on_one_clock(archive: Archive) -> tuple[Archive, ClockShift | None]:
    """The archive with its calls by the CRM's clock, and the shift that was taken out; None where there was none.

    The shift is the one that archive.yaml states, else the one found.
    """
    if archive.phone_log_ahead_h is not None:
        shift = stated_shift(archive.phone_log_ahead_h)
    else:
        shift = clock_shift(DealIndex(archive), archive.calls)
    if shift is None:
        return archive, None
    calls = sorted(put_right(archive.calls, shift), key=_time_known_first)
    return replace(archive, calls=tuple(calls)), shift


def shift_problem(shift: ClockShift) -> Problem:
    """What a run has to say about a shift that it found and took out."""
    details = {
        "sign": "ahead" if shift.ahead_h > 0 else "behind",
        "hours": f"{abs(shift.ahead_h):g}",
        "agreeing": str(shift.agreeing),
        "calls": str(shift.calls),
        "months": "differ" if shift.by_month else "alike",
    }
    return Problem(str(ProblemCode.CLOCK_SHIFT), "calls.csv", column="started_at", severity="warning", details=details)


def _time_known_first(call: CallRecord) -> tuple[bool, float]:
    return call.started_at is None, call.started_at.timestamp() if call.started_at else 0.0


def _apart(month: str, other: str) -> tuple[int, str]:
    first, second = (int(m[:4]) * 12 + int(m[5:]) for m in (month, other))
    return abs(first - second), other


def _lags(index: DealIndex, calls: Iterable[CallRecord]) -> tuple[list[np.ndarray], list[str]]:
    """For each call of a client's number, hours to the entries of the client's deals around it; and its month."""
    lags, months = [], []
    for call in _evenly(call for call in calls if call.started_at is not None and call.client_phone):
        deals, contacts = index.deals_of_phone(call.client_phone or "")
        if contacts == 1 and call.started_at is not None:
            near = [index.entries_near(deal, hours(call.started_at), LONGEST_SHIFT_H + 1) for deal in deals]
            if near and any(len(one) for one in near):
                lags.append(np.concatenate(near))
                months.append(f"{call.started_at:%Y-%m}")
    return lags, months


def _evenly(calls: Iterable[CallRecord]) -> list[CallRecord]:
    """At most MOST_CALLS, evenly over a stream whose length is not known: every first, second, fourth... call."""
    kept: list[CallRecord] = []
    step = 1
    for place, call in enumerate(calls):
        if place % step == 0:
            kept.append(call)
        if len(kept) > MOST_CALLS:
            kept, step = kept[::2], step * 2
    return kept


def _counts(lags: Iterable[np.ndarray]) -> dict[float, int]:
    """Shift to the number of calls that have an entry at the right distance if the log is put back by it.

    An entry that follows a call of a log 3 hours ahead lies 3 hours before the call as logged: at a lag of -3.
    """
    counts: dict[float, int] = defaultdict(int)
    shifts = np.arange(-LONGEST_SHIFT_H, LONGEST_SHIFT_H + STEP_H, STEP_H)
    for lag in lags:
        fits = (lag[:, None] + shifts >= _FROM_H) & (lag[:, None] + shifts <= _TO_H)
        for shift in shifts[fits.any(axis=0)]:
            counts[float(shift)] += 1
    return counts


def _judged(lags: list[np.ndarray], usual_h: float = 0.0) -> float | None:
    """The shift that clearly fits better than the usual one; None where there is no such shift."""
    counts = _counts(lags)
    if not counts:
        return None
    best = max(counts, key=lambda shift: (counts[shift], -abs(shift)))
    neighbours = (best - STEP_H, best, best + STEP_H)
    others = [counts[shift] for shift in list(counts) if shift not in neighbours]
    chance = sum(others) / max(len(others), 1)
    clear = counts[best] - chance >= CLEAR * math.sqrt(chance + 1)
    if best == usual_h or counts[best] < LEAST_PAIRS or not clear or counts[best] < TWICE * (counts[usual_h] + 1):
        return None
    return best
