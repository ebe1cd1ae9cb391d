"""What named days and weeks mean: readers of the matches of `classify.spoken_dates.named_days`."""

from __future__ import annotations

from datetime import timedelta

from classify.spoken_dates.calendar_spans import (
    Span,
    days_later,
    monday_of,
    month_span,
    next_span,
    week_span,
)
from classify.spoken_dates.time_readings import Clock, Kind, Match, Moment, Reader, Reading

END_OF_DAY = 18 * 60
_NEXT = frozenset(("next", "той", "ту", "тот", "того", "тому"))  # «на той неделе», "next week"


def part_of(match: Match) -> str | None:
    """Which part of a week, month or longer is meant: "beginning", "1half", "middle", "2half", "end"; None: all."""
    part = match["part"]
    if part is None or part in ("beginning", "middle", "end"):
        return part
    if "half" in part:
        return "1half" if part[0] == "1" else "2half"
    if "декад" in part:
        return {"1": "beginning", "2": "middle"}.get(part[0], "end")
    if part[0] in "1" or (part.startswith("2") and "week" in part):
        return "beginning" if part[0] == "1" and "10pl" not in part else "middle"
    return "middle" if "pl" in part and part[:2] == "10" else "end"


def reading_of(kind: Kind, span: Span | None, *, vague: bool = False, clock: Clock | None = None) -> Reading | None:
    return Reading(kind, span[0], span[1], vague, clock) if span else None


def days_ahead(days: int) -> Reader:
    def reading(match: Match, now: Moment) -> Reading:
        clock = None
        if match.groupdict().get("end"):
            clock = Clock(None, END_OF_DAY, part=True)
        day = days_later(now.today, days)
        return Reading("day", day, day, clock=clock)

    return reading


def read_tonight(_: Match, now: Moment) -> Reading:
    return Reading("day", now.today, now.today, clock=Clock(17 * 60, 20 * 60, part=True))


def read_weekday(match: Match, now: Moment) -> Reading:
    number, today = int(match["wd"]), now.today
    day = today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    groups = match.groupdict()
    if groups.get("after_next"):
        day = monday_of(today, 2) + timedelta(days=number)
    elif groups.get("which") in _NEXT:
        day = monday_of(today, 1) + timedelta(days=number)
    elif groups.get("week_later"):
        day += timedelta(days=7)
    clock = Clock(None, END_OF_DAY, part=True) if groups.get("end") else None
    return Reading("weekday", day, day, clock=clock)


def read_week_and_day(match: Match, now: Moment) -> Reading:
    """A week from Monday, two weeks on Friday, a week tomorrow."""
    weeks = {"a": 1, "the": 1, "couple": 2}.get(match["count"] or "a") or int(float(match["count"]))
    base = {"today": now.today, "tomorrow": days_later(now.today, 1)}.get(match["base"])
    if base is None:
        base = now.today + timedelta(days=(int(match["base"][2:]) - now.today.weekday() - 1) % 7 + 1)
    day = days_later(base, 7 * weeks)
    return Reading("day", day, day)


def read_in_weeks_on(match: Match, now: Moment) -> Reading:
    """«Через неделю в среду»: the weekday of the week so many weeks ahead."""
    count = match["count"]
    weeks = 2 if count == "couple" else int(float(count)) if count else 1
    day = days_later(monday_of(now.today), 7 * weeks + int(match["wd"]))
    return Reading("weekday", day, day)


def read_nth_weekday(match: Match, now: Moment) -> Reading | None:
    """The first Monday of March, the last Friday of the month."""
    months = [(now.today.year, now.today.month + n) for n in range(13)]
    if match["month"]:
        months = [(y, m) for y, m in months if (m - 1) % 12 + 1 == int(match["month"])]
    elif match["which"] == "next":
        months = months[1:]
    spans = []
    for year, month in months:
        first, last = month_span(year, month, None)
        if match["nth"] in ("final", "last"):
            day = last - timedelta(days=(last.weekday() - int(match["wd"])) % 7)
        else:
            day = first + timedelta(days=(int(match["wd"]) - first.weekday()) % 7 + 7 * (int(match["nth"][0]) - 1))
        spans.append((day, day))
    return reading_of("date", next_span(spans, now.today))


def read_week(match: Match, now: Moment) -> Reading | None:
    part, which = part_of(match) or match["part2"], match["which"] or match["which2"]
    if part is None and which is None and not match["on"]:
        return None
    weeks = 2 if match["after_next"] else 1 if which in _NEXT else 0
    today = now.today
    span = week_span(today, weeks, part, now.country)
    if which == "nearest" and part is None:
        return Reading("soon", today, days_later(today, 7), vague=True)
    if weeks == 0 and (span[1] < today or (span[1] == today and part == "beginning")):
        sunday = monday_of(today) + timedelta(days=6)
        ahead = which is None and part in ("beginning", "1half", "middle", None)
        span = week_span(today, 1, part, now.country) if ahead else (today, sunday)
    return reading_of("week", (max(span[0], today), max(span[1], today)))


def read_end_of_week(match: Match, now: Moment) -> Reading | None:
    return reading_of("week", (now.today, max(week_span(now.today, 0, "end", now.country)[1], now.today)))


def read_end_of_month(match: Match, now: Moment) -> Reading | None:
    return reading_of("month", (now.today, month_span(now.today.year, now.today.month, None)[1]))


def read_week_after(match: Match, now: Moment) -> Reading | None:
    return reading_of("week", week_span(now.today, 2, None, now.country))


def read_weekend(match: Match, now: Moment) -> Reading:
    weeks = 1 if match["which"] == "next" else 0
    saturday = monday_of(now.today, weeks) + timedelta(days=5)
    return Reading("weekend", max(saturday, now.today), saturday + timedelta(days=1))
