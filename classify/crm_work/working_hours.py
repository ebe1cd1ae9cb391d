"""The hours at which a company works, so that a lead of Friday evening is not late on Monday morning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from classify.spoken_dates.working_days import is_public_holiday
from deals.phones import region_of
from deals.records import Archive

OPENS, CLOSES = 9, 18  # hours, where too few calls tell the company's own
MONDAY_TO_FRIDAY = frozenset(range(5))
LEAST_CALLS = 100  # outgoing, from which they tell the hours
EARLIEST, LATEST = (7, 11), (16, 21)  # between which opening and closing are believed
EDGE = 0.05  # of the calls are made before the company opens, and after it closes
LEAST_WEEKEND = 0.5  # of the calls of an ordinary weekday, for a Saturday or Sunday to be worked


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """Opening and closing hour of the working days, in the archive's timezone."""

    opens: int = OPENS
    closes: int = CLOSES
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY  # 0 is Monday
    country: str | None = None  # whose public holidays are free (ISO 3166); None: no holidays known
    measured: bool = field(default=False, compare=False)  # from the company's own calls

    @property
    def day_length(self) -> int:
        """Hours of a working day."""
        return self.closes - self.opens

    def works_on(self, day: date) -> bool:
        """Whether it is a working day."""
        return day.weekday() in self.weekdays and not is_public_holiday(day, self.country)

    def hours_between(self, start: datetime, end: datetime) -> float:
        """Working hours from start to end, both in the archive's timezone; 0 where end is not later."""
        total, day = timedelta(0), start.date()
        while day <= end.date():
            if self.works_on(day):
                opens = datetime.combine(day, time(self.opens), start.tzinfo)
                closes = opens + timedelta(hours=self.day_length)
                total += max(timedelta(0), min(end, closes) - max(start, opens))
            day += timedelta(days=1)
        return total / timedelta(hours=1)

    def days_between(self, start: date, end: date) -> int:
        """Whole working days strictly between both days."""
        return sum(self.works_on(start + timedelta(days=n)) for n in range(1, (end - start).days))


def working_hours_of(archive: Archive) -> WorkingHours:
    """The company's hours by its own outgoing calls; Monday to Friday, 9 to 18, where these are few."""
    country = region_of(archive.timezone.key, archive.language)
    made = [call.started_at for call in archive.calls if call.direction == "out" and call.started_at is not None]
    if len(made) < LEAST_CALLS:
        return WorkingHours(country=country)
    hours = sorted(moment.hour for moment in made)
    first, last = hours[int(EDGE * len(hours))], hours[-1 - int(EDGE * len(hours))] + 1
    return WorkingHours(
        opens=min(max(first, EARLIEST[0]), EARLIEST[1]),
        closes=min(max(last, LATEST[0]), LATEST[1]),
        weekdays=MONDAY_TO_FRIDAY | _worked_weekends(moment.weekday() for moment in made),
        country=country,
        measured=True,
    )


def _worked_weekends(weekdays: Iterable[int]) -> frozenset[int]:
    counts = Counter(weekdays)
    ordinary = sum(counts[day] for day in MONDAY_TO_FRIDAY) / len(MONDAY_TO_FRIDAY)
    return frozenset(day for day in (5, 6) if counts[day] >= LEAST_WEEKEND * ordinary)
