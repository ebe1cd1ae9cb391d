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

from deals.call_log import PlacedCall, in_time_order
from deals.linking.deal_index import DealIndex, hours
from deals.problem_codes import ProblemCode
from deals.problems import Problem
from deals.records import Archive, CallRecord

STEP_H = 0.5  # time zones differ by half hours; the few that differ by a quarter are found as the nearest half
LONGEST_SHIFT_H = 14.0
# An entry counts as made upon the call from shortly before it begins (a clock that is some minutes off) to 40 minutes
# after, when most talks are over.
_FROM_H, _TO_H = -0.12, 0.67
_MAKING_H = 1 / 60  # first stage and first owner are entered within the minute in which the deal is made
MOST_CALLS = 30_000  # looked at, evenly over the log; more would not change a half hour
LEAST_PAIRS = 8  # calls whose entries agree, before anything is said
CLEAR = 5.0  # standard deviations above what chance gives
TWICE = 2.0  # and so many times what equal clocks would give
OWN = 3.0  # and so many times what is found in other deals that lived then


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
    seen = _seen(index, calls)
    usual = _judged(seen, index)
    by_own: dict[str, list[_SeenCall]] = defaultdict(list)
    for call in seen:
        by_own[call.month].append(call)
    shifts: dict[str, float] = {}
    for month, own in sorted(by_own.items()):
        judged = _judged(own, index, usual_h=usual or 0.0, least=LEAST_PAIRS if usual else 2 * LEAST_PAIRS)
        if judged is not None:
            shifts[month] = judged
        elif _counts(own)[usual or 0.0] >= LEAST_PAIRS:
            shifts[month] = usual or 0.0
    if usual is None and not any(shifts.values()):
        return None
    counts = _counts(seen)
    differ = set(shifts.values()) - {usual or 0.0}
    by_month = {m: shifts[min(shifts, key=lambda known: _apart(m, known))] for m in sorted(by_own)} if differ else {}
    return ClockShift(usual or 0.0, len(seen), counts[usual or 0.0], counts[0.0], by_month)


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
    righted = enumerate(put_right(archive.calls, shift))
    return replace(archive, calls=in_time_order(PlacedCall(place, call) for place, call in righted)), shift


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


def _apart(month: str, other: str) -> tuple[int, str]:
    first, second = (int(m[:4]) * 12 + int(m[5:]) for m in (month, other))
    return abs(first - second), other


@dataclass(frozen=True, slots=True)
class _SeenCall:
    """A call of a client's number with entries of the client's deals around it."""

    month: str  # YYYY-MM
    at: float  # hours
    lags: np.ndarray  # hours from the call to those entries
    others: np.ndarray  # ... to entries of as many other deals that lived then


def _seen(index: DealIndex, calls: Iterable[CallRecord]) -> list[_SeenCall]:
    seen = []
    for call in _evenly(call for call in calls if call.started_at is not None and call.client_phone):
        deals, contacts = index.deals_of_phone(call.client_phone or "")
        if contacts != 1 or not deals or call.started_at is None:
            continue
        at = hours(call.started_at)
        lags = _lags(index, deals, at)
        if len(lags):
            others = _lags(index, index.others_alive(deals, at, len(deals)), at)
            seen.append(_SeenCall(f"{call.started_at:%Y-%m}", at, lags, others))
    return seen


def _lags(index: DealIndex, deals: Iterable[int], at: float) -> np.ndarray:
    """Hours to the entries around that moment, without what was entered as the deal was made: a lead that is called a
    quarter of an hour after it came would pass for a call with an entry before it."""
    near = []
    for deal in deals:
        lags = index.entries_near(deal, at, LONGEST_SHIFT_H + 1)
        near.append(lags[np.abs(lags - (index.entered[deal] - at)) > _MAKING_H])
    return np.concatenate(near) if near else np.empty(0)


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


_SHIFTS = np.arange(-LONGEST_SHIFT_H, LONGEST_SHIFT_H + STEP_H, STEP_H)


def _counts(seen: Iterable[_SeenCall]) -> dict[float, int]:
    """Shift to the number of calls that have an entry at the right distance if the log is put back by it.

    An entry that follows a call of a log 3 hours ahead lies 3 hours before the call as logged: at a lag of -3.
    """
    counts: dict[float, int] = defaultdict(int)
    for call in seen:
        for shift in _SHIFTS[_fits(call.lags, _SHIFTS).any(axis=0)]:
            counts[float(shift)] += 1
    return counts


def _fits(lags: np.ndarray, shifts: np.ndarray) -> np.ndarray:
    moved = lags[:, None] + shifts
    return (moved >= _FROM_H) & (moved <= _TO_H)


def _judged(seen: list[_SeenCall], index: DealIndex, usual_h: float = 0.0, least: int = LEAST_PAIRS) -> float | None:
    """The shift that clearly fits better than the usual one; None where there is no such shift."""
    counts = _counts(seen)
    if not counts:
        return None
    best = max(counts, key=lambda shift: (counts[shift], -abs(shift)))
    neighbours = (best - STEP_H, best, best + STEP_H)
    others = [counts[shift] for shift in list(counts) if shift not in neighbours]
    chance = sum(others) / max(len(others), 1)
    clear = counts[best] - chance >= CLEAR * math.sqrt(chance + 1)
    if best == usual_h or counts[best] < least or not clear or counts[best] < TWICE * (counts[usual_h] + 1):
        return None
    return best if _is_the_deals_own(seen, best) and _hours_fit(seen, index, best, usual_h) else None


def _is_the_deals_own(seen: list[_SeenCall], shift: float) -> bool:
    """Whether other deals lack what follows the calls. A robot that enters something in all deals at one hour says
    nothing about clocks."""
    wanted = np.array([shift])
    own = sum(bool(_fits(call.lags, wanted).any()) for call in seen)
    others = sum(bool(_fits(call.others, wanted).any()) for call in seen)
    return own >= OWN * others


def _hours_fit(seen: list[_SeenCall], index: DealIndex, shift: float, usual_h: float) -> bool:
    """Whether the hours at which people telephone and make entries agree better. What comes some hours after a call
    for another reason (a robot, a manager who writes to clients of the call centre) would move the working day."""
    entries = _day(index.peoples_entries())
    calls = np.array([call.at for call in seen])
    return _overlap(_day(calls - shift), entries) > _overlap(_day(calls - usual_h), entries)


def _day(at: np.ndarray) -> np.ndarray:
    """Shares of the half hours of the day."""
    counts = np.bincount(np.floor((at % 24) * 2).astype(np.int64), minlength=48)
    return counts / max(counts.sum(), 1)


def _overlap(first: np.ndarray, second: np.ndarray) -> float:
    return float(np.minimum(first, second).sum())
