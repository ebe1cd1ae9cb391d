"""Working days and hours of a made-up company."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from classify.spoken_dates.working_days import is_day_off

ZONE = ZoneInfo("Europe/Moscow")
OPENS, DAY_H = 9, 9


class MadeCalendar:
    """Working days from first to last, nine hours each."""

    def __init__(self, first: date, last: date) -> None:
        span = (first + timedelta(days=n) for n in range((last - first).days + 1))
        self.days = [day for day in span if not is_day_off(day, "RU")]

    def place(self, day: date) -> int:
        """Number of the day, or of the next working day; the last one's where none follows."""
        return min(bisect_left(self.days, day), len(self.days) - 1)

    def at(self, place: int, hour: float) -> datetime:
        """A moment of that working day, so many hours after the office opens."""
        day = self.days[min(max(place, 0), len(self.days) - 1)]
        return datetime.combine(day, time(OPENS), ZONE) + timedelta(hours=float(hour))

    def later(self, moment: datetime, hours: float) -> datetime:
        """So many working hours later."""
        place = self.place(moment.date())
        opened = self.at(place, 0)
        start = min(max((moment - opened) / timedelta(hours=1), 0.0), float(DAY_H)) if moment > opened else 0.0
        days, rest = divmod(start + hours, DAY_H)
        return self.at(place + int(days), rest)

    def days_later(self, moment: datetime, days: float, hour: float) -> datetime:
        """So many calendar days later, on the next working day, at that hour."""
        return self.at(self.place((moment + timedelta(days=days)).date()), hour)

    def month_places(self, day: date) -> list[int]:
        """Places of all working days of the day's month."""
        return [n for n, one in enumerate(self.days) if (one.year, one.month) == (day.year, day.month)]
