"""Recordings of a folder joined to the calls of a phone log: same number, nearly the same start, one to one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

TOLERANCE_S = 120.0  # a recorder starts when the call is answered, the log when it rings
_SHIFTS = range(-14, 15)  # hours by which two clocks may differ, in whole time zones
LEAST_SHIFTED = 10  # recordings, before a shift is spoken of
EXACT_S = 2.0  # a recording named after the log's own start


@dataclass(frozen=True, slots=True)
class NamedRecording:
    """key: the recording's path. at_s: seconds on any clock that the calls share."""

    key: str
    phone: str
    at_s: float
    user_id: str | None = None


@dataclass(frozen=True, slots=True)
class LoggedCall:
    call_id: str
    phone: str
    at_s: float
    user_id: str | None = None
    answered: bool | None = None


@dataclass(frozen=True, slots=True)
class Matching:
    """joined: recording to call_id. ambiguous: recording to the calls it might be."""

    joined: Mapping[str, str]
    ambiguous: Mapping[str, tuple[str, ...]]


def match_recordings(
    recordings: Sequence[NamedRecording], calls: Iterable[LoggedCall], tolerance_s: float = TOLERANCE_S
) -> Matching:
    """Join each recording that has exactly one call, where that call has no second recording.

    Calls that nobody answered do not count where the log tells; neither do calls of another person. Of several calls
    within the tolerance the one whose start is the recording's to within two seconds is meant. Whatever stays
    undecided is ambiguous and not joined.
    """
    by_phone: defaultdict[str, list[LoggedCall]] = defaultdict(list)
    for call in calls:
        if call.answered is not False:
            by_phone[call.phone].append(call)
    for group in by_phone.values():
        group.sort(key=lambda call: call.at_s)
    candidates = {named.key: _candidates(named, by_phone.get(named.phone, []), tolerance_s) for named in recordings}
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for key, found in candidates.items():
        if len(found) == 1:
            wanted[found[0]].append(key)
    joined = {keys[0]: call_id for call_id, keys in wanted.items() if len(keys) == 1}
    ambiguous = {key: tuple(found) for key, found in candidates.items() if found and key not in joined}
    return Matching(joined, ambiguous)


def hours_apart(recordings: Sequence[NamedRecording], calls: Sequence[LoggedCall]) -> tuple[int, int] | None:
    """(hours, recordings) where the recordings would find their calls if the log were moved by that many hours.

    For recordings that found no call: a log kept in UTC beside names in local time. None where no shift gives half of
    them a call of their number.
    """
    by_phone: defaultdict[str, list[float]] = defaultdict(list)
    for call in calls:
        by_phone[call.phone].append(call.at_s)
    for starts in by_phone.values():
        starts.sort()
    counts = {
        hours: sum(_has_start(by_phone.get(r.phone, []), r.at_s - 3600.0 * hours) for r in recordings)
        for hours in _SHIFTS
    }
    best = max(counts, key=lambda hours: (counts[hours], -abs(hours)))
    return (best, counts[best]) if best and counts[best] >= max(len(recordings) / 2, LEAST_SHIFTED) else None


def _has_start(starts: Sequence[float], at_s: float) -> bool:
    place = bisect_left(starts, at_s - TOLERANCE_S)
    return place < len(starts) and starts[place] <= at_s + TOLERANCE_S


def _candidates(recording: NamedRecording, calls: Sequence[LoggedCall], tolerance_s: float) -> list[str]:
    start = bisect_left(calls, recording.at_s - tolerance_s, key=lambda call: call.at_s)
    end = bisect_right(calls, recording.at_s + tolerance_s, key=lambda call: call.at_s)
    near = [call for call in calls[start:end] if _same_person(call.user_id, recording.user_id)]
    exact = [call for call in near if abs(call.at_s - recording.at_s) <= EXACT_S]
    return [call.call_id for call in (exact if len(exact) == 1 else near)]


def _same_person(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other
