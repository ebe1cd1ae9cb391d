"""When something that somebody undertakes in speech is due, resolved from the moment of speaking. ru and en.

The way: words become signs (`time_signs`), patterns find every time that is named (`time_mentions`),
times that belong together are joined ("next week, Wednesday after lunch": `time_joining`), and of what is left
the one in the clause that undertakes something counts (`classify.spoken_dates.time_clauses`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from classify.spoken_dates.time_clauses import clauses_of, is_conditional, request_at, weight_at
from classify.spoken_dates.time_joining import governed_from, is_limit, joined_times
from classify.spoken_dates.time_mentions import time_mentions
from classify.spoken_dates.time_readings import Clock, Mention, Moment, Reading
from classify.spoken_dates.time_signs import TimeSigns, may_name_time, time_signs

_DAY = timedelta(days=1)
_LAST_MINUTE = 23 * 60 + 59
_NOT_MEANT = -1.5  # a time in a clause that only tells something, denies it or sets a condition
_MORNING_SAID = 9  # "in the morning" said before this hour is of the same day


@dataclass(frozen=True, slots=True)
class DueTime:
    """When something is due. said_at <= earliest <= latest; due is `latest`."""

    earliest: datetime
    latest: datetime
    vague: bool  # a range that readers would draw differently («через недельку»), not a day they would agree on
    words: str  # the part of the text it was read from


def due_time(text: str, said_at: datetime, country: str | None, *, undertaking: bool = True) -> DueTime | None:
    """When what is said here is due; None where no time to come is named for it.

    said_at: the local time of the archive; naive or aware, the results are alike. country: whose public holidays and
    working days count (ISO 3166), None for weekends only. undertaking: the speaker undertakes something, so that a time
    in a clause that only tells something is not meant; without, the first time to come counts that is not denied.
    """
    if not may_name_time(text):
        return None
    signs = time_signs(text)
    chosen = chosen_time(signs, Moment(said_at, country), undertaking=undertaking)
    if chosen is None:
        return None
    earliest, latest = _moments(chosen.reading, Moment(said_at, country))
    earliest = said_at if chosen.reading.by else max(earliest, said_at)
    return DueTime(
        earliest, max(latest, earliest), chosen.reading.vague, signs.words(governed_from(signs.row, chosen), chosen.end)
    )


def chosen_time(signs: TimeSigns, now: Moment, *, undertaking: bool) -> Mention | None:
    """The one time that counts of all that are named, as `due_time` describes it."""
    mentions = time_mentions(signs, now)
    return _chosen(signs.row, mentions, now, undertaking=undertaking) if mentions else None


def _chosen(row: str, mentions: list[Mention], now: Moment, *, undertaking: bool) -> Mention | None:
    clauses = clauses_of(row, mentions)
    ahead = [m for m in joined_times(row, mentions, clauses, now) if m.reading.kind != "past"]
    if not ahead:
        return None
    if not undertaking:
        return _first_asked(ahead, [request_at(clauses, m.start) for m in ahead])
    weights, conditional = [], is_conditional(row)
    for mention in ahead:
        others = [m.start for m in ahead if m is not mention]
        weights.append(weight_at(clauses, mention.start, others) - _doubt(mention.reading, conditional))
    if any(w > 0 and m.reading.first for m, w in zip(ahead, weights, strict=True)):
        weights = [w - 2 * (m.reading.kind == "clock" and w < 3) for m, w in zip(ahead, weights, strict=True)]
    best = max(weights)
    if best < _NOT_MEANT:
        return None
    limit = next((m for m, w in zip(ahead, weights, strict=True) if w > 0 and is_limit(row, m)), None)
    likeliest = [m for m, w in zip(ahead, weights, strict=True) if w == best]
    # Of two that are undertaken alike the last: "today I'll ask them, tomorrow I'll tell you".
    return limit or likeliest[-1 if best > 1 else 0]


def _first_asked(ahead: list[Mention], weights: list[float]) -> Mention | None:
    """The first in a clause that asks for something, else the first; "now" and a mere hour give way to a day."""
    ordered = sorted(
        zip(ahead, weights, strict=True), key=lambda pair: (pair[0].reading.kind in ("soon", "clock"), -pair[1])
    )
    return next((mention for mention, weight in ordered if weight > -5), None)


def _doubt(reading: Reading, conditional: bool) -> float:
    """How easily such words mean no due time: "now" is often a filler, or what will be then ("once it is here")."""
    if reading.kind == "soon":
        return 9.0 if conditional and not reading.vague else 2.0
    return 0.75 if reading.kind == "clock" else 0.0


def _moments(reading: Reading, now: Moment) -> tuple[datetime, datetime]:
    if reading.since and reading.until:
        return reading.since, reading.until
    clock = reading.clock
    if reading.first is None or reading.last is None:
        assert clock is not None
        day, clock = _day_of_clock(clock, now)
        return _at(day, clock.since or 0, now), _at(day, clock.until, now)
    until = clock.until if clock else _LAST_MINUTE
    if reading.last == now.today and _minute_of(now) > until:
        until = until + 720 if until < 720 and not (clock and clock.part) else _LAST_MINUTE
    since = clock.since if clock and clock.since is not None else 0
    return _at(reading.first, min(since, until), now), _at(reading.last, until, now)


def _day_of_clock(clock: Clock, now: Moment) -> tuple[date, Clock]:
    """The day of a time of day that was named without one: today while it is ahead, else tomorrow."""
    minute = _minute_of(now)
    if clock.part and clock.until <= 720 and now.said_at.hour >= _MORNING_SAID and clock.until > minute:
        return now.today + _DAY, clock  # "in the morning", said in the morning, is the next one
    if clock.until > minute:
        return now.today, clock
    if clock.part and clock.until >= 18 * 60:
        return now.today, Clock(clock.since, _LAST_MINUTE, part=True)
    if not clock.part and 8 * 60 <= clock.until < 9 * 60 and minute < clock.until + 720:
        return now.today, Clock(None, clock.until + 720)
    return now.today + _DAY, clock


def _minute_of(now: Moment) -> int:
    return now.said_at.hour * 60 + now.said_at.minute


def _at(day: date, minute: int, now: Moment) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60), now.said_at.tzinfo)
