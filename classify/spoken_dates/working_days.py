"""Working days and public holidays of a country: "after the holidays", "in three working days"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)
_SATURDAY = 5
_MOST_DAYS_OFF = 30  # no country closes for longer; a search never runs on


@dataclass(frozen=True, slots=True)
class HolidayBlock:
    """Days off in a row that are more than an ordinary weekend, with the weekends touching them."""

    first: date
    last: date


def working_day(day: date, country: str | None) -> date:
    """The day itself, or the next that is neither Saturday, Sunday nor a public holiday of the country (ISO 3166).

    Days off that were moved by decree count as the `holidays` package knows them. Where the country is not known, or
    its holidays are not, only weekends count.
    """
    return _first_open(day, country, _DAY)


def working_day_before(day: date, country: str | None) -> date:
    """The day itself, or the last working day before it."""
    return _first_open(day, country, -_DAY)


def working_days_later(day: date, count: int, country: str | None) -> date:
    """So many working days after the day, which itself does not count."""
    for _ in range(count):
        day = working_day(day + _DAY, country)
    return day


def next_holidays(
    day: date, country: str | None, wanted: Callable[[date], bool] = lambda _: True
) -> HolidayBlock | None:
    """The next block of public holidays with a day off that is wanted; one that the day itself lies in counts.

    None where no holidays of the country are known, or none comes within a year.
    """
    for ahead in range(366):
        one = day + ahead * _DAY
        if one in _public_holidays(country, one.year) and wanted(one):
            block = _block(one, country)
            if (block.last - block.first).days >= 2 or block.first.weekday() < _SATURDAY:
                return block
    return None


def _block(day: date, country: str | None) -> HolidayBlock:
    first = last = day
    while is_day_off(first - _DAY, country):
        first -= _DAY
    while is_day_off(last + _DAY, country):
        last += _DAY
    return HolidayBlock(first, last)


def is_day_off(day: date, country: str | None) -> bool:
    """Whether it is a Saturday, a Sunday or a public holiday."""
    return day.weekday() >= _SATURDAY or is_public_holiday(day, country)


def is_public_holiday(day: date, country: str | None) -> bool:
    """Whether the country (ISO 3166) has a public holiday on that day; False where its holidays are not known."""
    return day in _public_holidays(country, day.year)


def _first_open(day: date, country: str | None, step: timedelta) -> date:
    for _ in range(_MOST_DAYS_OFF):
        if not is_day_off(day, country):
            break
        day += step
    return day


@lru_cache(maxsize=1_000)
def _public_holidays(country: str | None, year: int) -> frozenset[date]:
    import holidays  # a second to import, needed for a few dates of a run

    if country is None or country not in holidays.list_supported_countries():
        return frozenset()
    return frozenset(holidays.country_holidays(country, years=year))
