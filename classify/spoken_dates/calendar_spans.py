"""Days, weeks, months and their parts, counted from the day of speaking."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from classify.spoken_dates.working_days import is_day_off

MOST_DAYS_AHEAD = 3650  # "in a thousand months" is a figure of speech, or not what was said
Span = tuple[date, date]


def days_later(day: date, days: float) -> date:
    return day + timedelta(days=min(int(days), MOST_DAYS_AHEAD))


def months_later(day: date, months: float) -> date:
    """The same day of a later month, or its last where it is shorter; half a month is fifteen days."""
    whole = min(int(months), MOST_DAYS_AHEAD // 30)
    year, month = divmod(day.month - 1 + whole, 12)
    return days_later(in_month(day.year + year, month + 1, day.day), 15 if months != int(months) else 0)


def in_month(year: int, month: int, day: int) -> date:
    """The date, or the month's last day where it is shorter."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def monday_of(day: date, weeks: int = 0) -> date:
    return day + timedelta(days=7 * weeks - day.weekday())


def week_span(today: date, weeks: int, part: str | None, country: str | None) -> Span:
    """The working days of the week so many weeks ahead, or of a part of it."""
    first, last = {"beginning": (0, 1), "1half": (0, 2), "middle": (1, 2), "2half": (2, 4), "end": (3, 4)}.get(
        part or "", (0, 4)
    )
    monday = monday_of(today, weeks)
    begin, until = monday + timedelta(days=first), monday + timedelta(days=last)
    while until > begin and is_day_off(until, country):
        until -= timedelta(days=1)
    return begin, until


def month_span(year: int, month: int, part: str | None) -> Span:
    """A month or a part of it; month may lie beyond 12."""
    more, month = divmod(month - 1, 12)
    first, last = {"beginning": (1, 10), "1half": (1, 15), "middle": (11, 20), "2half": (16, 31), "end": (21, 31)}.get(
        part or "", (1, 31)
    )
    return in_month(year + more, month + 1, first), in_month(year + more, month + 1, last)


def months_span(year: int, first_month: int, count: int, part: str | None) -> Span:
    """So many months in a row (a quarter, a half, a year), or the first, middle or last third of them."""
    third = max(1, count // 3)
    if part in ("beginning", "1half"):
        count = third if part == "beginning" else count // 2
    elif part in ("end", "2half"):
        cut = third if part == "end" else count // 2
        first_month, count = first_month + count - cut, cut
    elif part == "middle":
        first_month, count = first_month + third, third
    return month_span(year, first_month, None)[0], month_span(year, first_month + count - 1, None)[1]


def next_span(spans: list[Span], today: date) -> Span | None:
    """The first span that is not over, from today on; None where all are over."""
    return next(((max(first, today), last) for first, last in spans if last >= today), None)
