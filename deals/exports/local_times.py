"""Dates and times in the notations of people and programs, written as ISO 8601.

What the strict archive format refuses (03/04/2026, "Jan 5, 2026") is read here, where a whole column can say which
order its days and months are in. Nothing is guessed: a column that does not say it is not read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

DateOrder = Literal["day_first", "month_first"]

# What stands in a date's place where there is none; amoCRM writes «не закрыта».
NO_DATE = frozenset({
    "", "-", "--", "—", "–", "n/a", "na", "none", "null", "nan", "nat", "\\n", "нет", "не закрыта", "не закрыт",
    "не закрыто", "не указано", "не указана", "не задано", "не завершена", "0000-00-00", "0000-00-00 00:00:00", "0",
    "0.0",
    "not set", "not closed", "(blank)", "(no value)", "no value", "tbd",
})  # fmt: skip

_MONTH_STEMS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12, "янв": 1, "фев": 2, "мар": 3, "апр": 4, "май": 5, "мая": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9,
    "окт": 10, "ноя": 11, "дек": 12,
}  # fmt: skip
_ZONES = {"z": "+00:00", "utc": "+00:00", "gmt": "+00:00", "msk": "+03:00", "мск": "+03:00", "est": "-05:00",
          "edt": "-04:00", "pst": "-08:00", "pdt": "-07:00"}  # fmt: skip

_CLOCK = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?\s*(?P<zone>(?:gmt|utc)?[+-]\d{1,2}:?(?:\d{2})?|z|utc|gmt|msk|мск|e[sd]t|p[sd]t)?"
)
_TAIL = rf"(?:(?:\s*,?\s+|t|,\s*(?:в\s+|at\s+)?|\s+(?:в|at)\s+){_CLOCK})?"
_WEEKDAY = r"(?:[^\W\d_]{2,11}\.?,?\s+)?"
_MONTH = r"(?P<month>[^\W\d_]{3,9})\.?"
_FLAGS = re.IGNORECASE
_YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){_TAIL}", _FLAGS
)
_NUMERIC = re.compile(
    rf"{_WEEKDAY}(?P<one>\d{{1,2}})(?P<mark>[-/.])(?P<two>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}|\d{{2}}){_TAIL}", _FLAGS
)
_DAY_NAMED = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s.-]*{_MONTH}[\s,.-]*(?P<year>\d{{4}}|\d{{2}})"
    rf"(?:\s*г(?:ода)?\.?)?{_TAIL}",
    _FLAGS,
)
_MONTH_NAMED = re.compile(
    rf"{_WEEKDAY}{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<year>\d{{4}}){_TAIL}", _FLAGS
)
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?Z?"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_EXCEL_DAYS = range(20_000, 80_000)  # 1954 to 2119
_EPOCH_S = (631_152_000, 4_102_444_800)  # 1990 to 2100
_CENTURY = 70  # two digits below it are of this century
_YEARS = range(1900, 2200)


class Moment(NamedTuple):
    """A moment as written. offset: "+03:00", None where it is local. has_time: False for a day alone."""

    at: datetime
    offset: str | None = None
    has_time: bool = True

    def iso(self, *, day_only: bool = False) -> str:
        if day_only or not self.has_time:
            return self.at.date().isoformat()
        return self.at.isoformat() + (self.offset or "")


@dataclass(frozen=True, slots=True)
class ColumnTimes:
    """How a column writes its moments.

    order: of days and months in numeric dates; None where nothing in the column says it, though it matters (`unsure`).
    both: some values can only be one order and some only the other. day_only: all carry one and the same clock time
    (midnight, or 03:00 where UTC midnight was converted), so that the time says nothing.
    """

    order: DateOrder | None
    unsure: bool
    both: bool = False
    day_only: bool = False


def is_no_date(text: str) -> bool:
    return text.strip().casefold().rstrip(".") in NO_DATE


@lru_cache(maxsize=200_000)  # days repeat, and every column is read for its shape before it is read for its values
def read_moment(text: str, order: DateOrder | None = None, *, numbers: bool = True) -> Moment | None:
    """The moment that the text names, None where it is none.

    order: how 03/04/2026 is meant; None leaves dates that need it unread, except dotted ones, which are day first
    everywhere. numbers: whether a bare number may be a day of Excel's calendar, 20260105 or seconds since 1970.
    """
    text = " ".join(text.split())
    if not 5 <= len(text) <= 48:
        return None
    for pattern in (_YEAR_FIRST, _NUMERIC, _DAY_NAMED, _MONTH_NAMED):
        if found := pattern.fullmatch(text):
            return _moment(found, order)
    return _of_number(text) if numbers else None


def _moment(found: re.Match[str], order: DateOrder | None) -> Moment | None:
    parts = found.groupdict()
    if "one" in parts:
        first, second = int(parts["one"]), int(parts["two"])
        order = order or _forced_order(first, second, parts["mark"])
        if order is None:
            return None
        day, month = (first, second) if order == "day_first" else (second, first)
    else:
        month_number = _month(parts["month"])
        if month_number is None:
            return None
        day, month = int(parts["day"]), month_number
    year = int(parts["year"])
    if year < 100:
        year += 2000 if year < _CENTURY else 1900
    return _checked(parts, year, month, day)


def _forced_order(first: int, second: int, mark: str) -> DateOrder | None:
    if first > 12:
        return "day_first"
    if second > 12:
        return "month_first"
    return "day_first" if mark == "." or first == second else None


def _month(text: str) -> int | None:
    return int(text) if text.isdigit() else _MONTH_STEMS.get(text.casefold()[:3])


def _checked(parts: dict[str, str | None], year: int, month: int, day: int) -> Moment | None:
    hour = parts.get("hour")
    hours = int(hour or 0)
    if half := parts.get("half"):
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half.casefold().startswith("p") else 0)
    try:
        at = datetime(year, month, day, hours, int(parts.get("minute") or 0), int(parts.get("second") or 0))
    except ValueError:
        return None
    return Moment(at, _offset(parts.get("zone")), hour is not None) if year in _YEARS else None


def _offset(zone: str | None) -> str | None:
    if not zone:
        return None
    zone = zone.casefold()
    if zone in _ZONES:
        return _ZONES[zone]
    sign, digits = zone.lstrip("gmtuc")[0], re.sub(r"\D", "", zone)
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    return f"{sign}{int(hours):02}:{minutes}"


def _of_number(text: str) -> Moment | None:
    if found := _COMPACT.fullmatch(text):
        compact = _checked(found.groupdict(), *(int(found[name]) for name in ("year", "month", "day")))
        if compact is not None:
            return compact
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text.replace(",", "."))
    if int(number) in _EXCEL_DAYS:
        at = datetime(1899, 12, 30) + timedelta(seconds=round(number * 86_400))
        return Moment(at, None, has_time=number != int(number))
    for divisor in (1, 1000):
        if _EPOCH_S[0] <= number / divisor <= _EPOCH_S[1]:
            at = datetime.fromtimestamp(int(number / divisor), UTC).replace(tzinfo=None)
            return Moment(at, "+00:00")
    return None


def column_times(cells: Iterable[str]) -> ColumnTimes:
    """How the cells of one column write their moments; empty ones and words for "none" say nothing."""
    seen: set[DateOrder] = set()
    dotted, open_ones, clocks = False, False, Counter[tuple[int, int, int]]()
    for cell in cells:
        text = " ".join(cell.split())
        if is_no_date(text):
            continue
        forced = None
        if found := _NUMERIC.fullmatch(text):
            first, second = int(found["one"]), int(found["two"])
            forced = _forced_order(first, second, found["mark"])
            if forced and max(first, second) > 12:
                seen.add(forced)
            dotted |= found["mark"] == "." and first != second
            open_ones |= forced is None
        moment = read_moment(text, forced or "day_first")
        if moment is not None and moment.has_time:
            clocks[(moment.at.hour, moment.at.minute, moment.at.second)] += 1
    order: DateOrder | None = next(iter(seen)) if len(seen) == 1 else None
    if dotted and not seen and not open_ones:
        order = "day_first"
    same_clock = len(clocks) == 1 and (next(iter(clocks)) == (0, 0, 0) or sum(clocks.values()) >= _MANY)
    return ColumnTimes(order, unsure=open_ones and order is None, both=len(seen) == 2, day_only=same_clock)


_MANY = 5  # values with one and the same clock time, before it is taken to say nothing
