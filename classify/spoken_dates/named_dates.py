"""Dates that people name in speech, as days: when a client wants to be called back, what a sentence speaks about.

All of them are read as `due_times` reads them; here only days are left. What names no day gives None, never a
guess, and nothing lies before the day of speaking.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from classify.spoken_dates.due_times import due_time
from classify.spoken_dates.time_readings import Reading

NOON = time(12)  # of the day of speaking, where its hour is not known
PART_OF_MONTH = timedelta(days=12)  # no part of a month that people name is longer


@dataclass(frozen=True, slots=True)
class NamedDays:
    """The days that a text names: one, or a span such as a week or a month. first <= last."""

    first: date
    last: date


def day_to_come(reading: Reading, said_on: date) -> date:
    """The day on which to come back as a reading with days asks, never before said_on.

    Of a span the first day, of what should be done by its end the last; of «через недельку» the middle.
    """
    assert reading.first is not None
    first = max(reading.first, said_on)
    last = max(reading.last or first, first)
    if reading.kind == "amount" and reading.vague:
        return first + (last - first) // 2
    by_its_end = reading.by and not (reading.kind == "month" and last - first > PART_OF_MONTH)
    return last if by_its_end else first


def named_days(text: str, said_on: date, country: str | None = None) -> NamedDays | None:
    """The days that the text names, never before said_on; of several those in the clause that asks for something.

    A weekday or a month without a year is the next one to come. country: whose public holidays count (ISO 3166).
    """
    due = due_time(text, datetime.combine(said_on, NOON), country, undertaking=False)
    return NamedDays(due.earliest.date(), due.latest.date()) if due else None
