"""Dates that people name in speech, as days: when a client wants to be called back, what a sentence speaks about.

All of them are read as `classify.due_times` reads them; here only days are left. What names no day gives None, never a
guess, and nothing lies before the day of speaking.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from classify.due_times import chosen_time, due_time
from classify.time_readings import Moment
from classify.time_signs import time_signs
from classify.working_days import working_day

__all__ = ["NamedDays", "named_date", "named_days", "named_deadline", "working_day"]
_NOON = time(12)  # of the day of speaking, where its hour is not known
_WHOLE_MONTH = timedelta(days=12)  # longer than the part of a month that people name


@dataclass(frozen=True, slots=True)
class NamedDays:
    """The days that a text names: one, or a span such as a week or a month. first <= last."""

    first: date
    last: date


def named_date(text: str, said_on: date, country: str | None = None) -> date | None:
    """The day on which to come back as the text asks, from the day it was said on; None where it names none.

    Of a span the first day, of what should be done by its end the last; of «через недельку» the middle. "Soon" and "one
    of these days" are no date.
    """
    now = Moment(datetime.combine(said_on, _NOON), country)
    chosen = chosen_time(time_signs(text), now, undertaking=False)
    if chosen is None or (chosen.reading.kind == "soon" and chosen.reading.vague):
        return None
    days = named_days(text, said_on, country)
    assert days is not None
    first = max(chosen.reading.first or days.first, said_on)
    length = days.last - first
    if chosen.reading.kind == "amount" and chosen.reading.vague:
        return first + length // 2
    by_its_end = chosen.reading.by and not (chosen.reading.kind == "month" and length > _WHOLE_MONTH)
    return days.last if by_its_end else first


def named_deadline(text: str, said_on: date, country: str | None = None) -> date | None:
    """The last day that the text names: what is promised for "next week" is overdue when that week is over."""
    days = named_days(text, said_on, country)
    return days.last if days else None


def named_days(text: str, said_on: date, country: str | None = None) -> NamedDays | None:
    """The days that the text names, never before said_on; of several those in the clause that asks for something.

    A weekday or a month without a year is the next one to come. country: whose public holidays count (ISO 3166).
    """
    due = due_time(text, datetime.combine(said_on, _NOON), country, undertaking=False)
    return NamedDays(due.earliest.date(), due.latest.date()) if due else None
