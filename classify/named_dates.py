"""Dates that people name in speech, resolved from the moment of speaking. ru and en.

A first version: days, weekdays, weeks, "in N days/weeks/months", day and month, months, "N-го", seasons. What it does
not know gives None, never a guess, and nothing it gives lies before the day of speaking.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from classify import day_words as say

MOST_DAYS_AHEAD = 3650  # "in a thousand months" is a figure of speech, or not what was said
ALMOST_A_YEAR = timedelta(days=305)
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class NamedDays:
    """The days that a text names: one, or a span such as a week or a month. first <= last."""

    first: date
    last: date


def named_date(text: str, said_on: date) -> date | None:
    """The first day that the text names, from the day it was said on; None where it names none."""
    days = named_days(text, said_on)
    return days.first if days else None


def named_deadline(text: str, said_on: date) -> date | None:
    """The last day that the text names: what is promised for "next week" is overdue when that week is over."""
    days = named_days(text, said_on)
    return days.last if days else None


def named_days(text: str, said_on: date) -> NamedDays | None:
    """The days that the text names, never before said_on; of several of a kind, those it names first.

    A weekday or a month without a year is the next one to come. Weeks and months from now are counted in days
    (7 and 30): people who say "in a month" do not mean a date.
    """
    words = text.lower().replace("ё", "е")
    for reading in (_near_day, _amount_from_now, _month, _day_of_month, _weekday, _week_or_month, _season):
        if (found := reading(words, said_on)) is not None:
            return found
    return None


def _one(day: date) -> NamedDays:
    return NamedDays(day, day)


def _near_day(words: str, today: date) -> NamedDays | None:
    if re.search(r"\bпослезавтра\b|\bday after tomorrow\b", words):
        return _one(today + timedelta(days=2))
    if re.search(r"\bзавтра\b|\btomorrow\b", words):
        return _one(today + timedelta(days=1))
    return _one(today) if say.TODAY.search(words) else None


def _amount_from_now(words: str, today: date) -> NamedDays | None:
    match = say.AMOUNT_FROM_NOW.search(words)
    if match is None:
        return None
    amount, unit = match["ru_amount"] or match["en_amount"], match["ru_unit"] or match["en_unit"]
    # More than four digits are beyond the limit anyway, and Python refuses to read some thousands of them.
    count = 1.0 if amount is None else float(amount[:5]) if amount.isdecimal() else say.NUMBER[amount]
    unit_days = next(days for beginning, days in say.UNIT_DAYS.items() if unit.startswith(beginning))
    return _one(today + timedelta(days=min(int(count * unit_days), MOST_DAYS_AHEAD)))


def _month(words: str, today: date) -> NamedDays | None:
    """A month, with the day or the part of it and the year where they stand beside it."""
    match = say.MONTH.search(words)
    if match is None:
        return None
    month, year = _number_of(match), say.YEAR_AFTER.match(words, match.end())
    beside = say.BEFORE_MONTH.search(words[: match.start()]) or say.AFTER_MONTH.match(words, match.end())
    days = _days(beside) if beside else None
    first, last = days or _part_of_month(words[: match.start()])
    years = [int(year["year"])] if year else [today.year, today.year + 1]
    found = _next([(_date(y, month, first), _date(y, month, last)) for y in years], today)
    if days and not year and found and found.last > today + ALMOST_A_YEAR:
        return None  # "с первого августа цены выросли", said on the sixth: nobody means the next August
    return found


def _number_of(match: re.Match[str]) -> int:
    """Which month or weekday matched: the number in the name of its group."""
    return int("".join(filter(str.isdigit, match.lastgroup or "")))


def _days(match: re.Match[str]) -> tuple[int, int] | None:
    """First and last day of the month, as digits or a word in whichever groups hold them; None for 0 and 32 to 39."""
    since = match.groupdict().get("since")
    named = next(value for name, value in match.groupdict().items() if value and name != "since")
    last = int(named) if named.isdecimal() else say.DAY_OF[named]
    first = int(since) if since else last
    return (first, last) if 1 <= first <= last <= 31 else None


def _part_of_month(before: str) -> tuple[int, int]:
    return next((part for pattern, part in say.PART_OF_MONTH if pattern.search(before)), (1, 31))


def _day_of_month(words: str, today: date) -> NamedDays | None:
    """A day without its month: "до двадцатого", "by the 24th", "Tuesday the sixth". The next month that has it."""
    match = say.BARE_DAY.search(words)
    named = _days(match) if match else None
    if named is None:
        return None
    months = [
        (today.year + (today.month - 1 + n) // _DECEMBER, (today.month - 1 + n) % _DECEMBER + 1) for n in range(3)
    ]
    fitting = [(y, m) for y, m in months if named[1] <= calendar.monthrange(y, m)[1]]
    return _next([(date(y, m, named[1]), date(y, m, named[1])) for y, m in fitting], today)


def _weekday(words: str, today: date) -> NamedDays | None:
    match = say.WEEKDAY.search(words)
    if match is None:
        return None
    next_week = (
        match[0].endswith("next week")
        or say.NEXT_WEEK_BEFORE.search(words[: match.start()])
        or say.NEXT_WEEK_AFTER.match(words, match.end())
    )
    if next_week:
        return _one(_next_monday(today) + timedelta(days=_number_of(match)))
    return _one(today + timedelta(days=(_number_of(match) - today.weekday() - 1) % 7 + 1))


def _next_monday(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


def _week_or_month(words: str, today: date) -> NamedDays | None:
    if say.END_OF_NEXT_WEEK.search(words):
        return _one(_next_monday(today) + timedelta(days=4))
    if say.NEXT_WEEK.search(words):
        return NamedDays(_next_monday(today), _next_monday(today) + timedelta(days=6))
    if say.NEXT_MONTH.search(words):
        first = _date(today.year, today.month, 31) + timedelta(days=1)
        return NamedDays(first, _date(first.year, first.month, 31))
    if say.END_OF_WEEK.search(words):
        return _one(today + timedelta(days=(4 - today.weekday()) % 7))
    if say.END_OF_MONTH.search(words):
        return _one(_date(today.year, today.month, 31))
    return None


def _season(words: str, today: date) -> NamedDays | None:
    for pattern, first, last in say.SEASONS:
        if pattern.search(words):
            return _next([(date(y, *first), date(y, *last)) for y in (today.year, today.year + 1)], today)
    return None


def _date(year: int, month: int, day: int) -> date:
    """The date, or the month's last day where it is shorter."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _next(spans: list[tuple[date, date]], today: date) -> NamedDays | None:
    """The first span that is not over, from today on; None where all are over (a year was named with the month)."""
    return next((NamedDays(max(first, today), last) for first, last in spans if last >= today), None)


def working_day(day: date, country: str | None) -> date:
    """The day itself, or the next that is neither Saturday, Sunday nor a public holiday of the country (ISO 3166).

    Where the country is not known, or its holidays are not, only weekends count.
    """
    import holidays  # a second to import, needed for a few dates of a run

    known = country is not None and country in holidays.list_supported_countries()
    closed = holidays.country_holidays(country, years=[day.year, day.year + 1]) if country and known else {}
    while day.weekday() >= 5 or day in closed:
        day += timedelta(days=1)
    return day
