"""Lengths of calls as phone systems write them: seconds, 0:05:30, 05:30, "5 мин 30 с"; a whole column decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

ClockForm = Literal["mm:ss", "hh:mm"]
Unit = Literal["s", "min", "ms"]

_LONG_CLOCK = re.compile(r"(?:(\d+)[.\s]+)?(\d{1,3}):([0-5]?\d):([0-5]?\d)(?:[.,]\d+)?")
_SHORT_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)")
_NUMBER = re.compile(r"(\d+)(?:[.,](\d+))?")
_PART = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(дн?|d|ч(?:ас\w*)?|h(?:ours?|rs?)?|мин\w*|м|m(?:in\w*)?|сек\w*|с|s(?:ec\w*)?)(?![^\W\d_])\.?",
    re.IGNORECASE,
)
_PART_SECONDS = {"д": 86400, "d": 86400, "ч": 3600, "h": 3600, "м": 60, "m": 60, "с": 1, "s": 1}
_HEADING_CLOCK = re.compile(r"(чч|hh|h|ч)?[:.]?(мм|mm|м|m)[:.](сс|ss|с|s)|(чч|hh|ч|h)[:.](мм|mm|м|m)", re.IGNORECASE)
_SECONDS_WORD = re.compile(r"(?<![^\W\d_])(?:сек\w*|sec\w*|с|s|billsec)(?![^\W\d_])", re.IGNORECASE)
_MINUTES_WORD = re.compile(r"(?<![^\W\d_])(?:мин\w*|min\w*)(?![^\W\d_])", re.IGNORECASE)
_MILLIS_WORD = re.compile(r"(?<![^\W\d_])(?:мс|ms|msec|duration_ms)(?![^\W\d_])", re.IGNORECASE)
_UNIT_SECONDS: Mapping[Unit, float] = {"s": 1.0, "min": 60.0, "ms": 0.001}
_PARTS_OF_MINUTES = re.compile(r"\d{1,3}[.,]\d{1,2}")
FRACTIONS = 0.3  # of the numbers; seconds are counted whole, or with three digits after the point
MOST_HOURS = 23  # a first part above it counts minutes
LONG_SHARE = 0.05  # of the calls: read as hours, so many would last over an hour, which no company's do
LEAST_CELLS = 10


@dataclass(frozen=True, slots=True)
class DurationNotation:
    """How one column writes lengths.

    short: what 05:30 means; unit: of bare numbers; each None where the column does not say. unclear: whether that
    matters in this column, so that something cannot be read.
    """

    short: ClockForm | None = None
    unit: Unit | None = "s"
    unclear: bool = False

    def seconds(self, text: str) -> float | None:
        """None where the text is no length, or cannot be read for sure."""
        text = " ".join(text.split())
        if found := _LONG_CLOCK.fullmatch(text):
            days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
            return float(days * 86400 + hours * 3600 + minutes * 60 + seconds)
        if found := _SHORT_CLOCK.fullmatch(text):
            first, second = int(found[1]), int(found[2])
            if first == 0 == second:
                return 0.0
            if self.short is None:
                return None
            return float(first * 60 + second) * (60 if self.short == "hh:mm" else 1)
        if _NUMBER.fullmatch(text):
            number = float(text.replace(",", "."))
            return None if self.unit is None and number else number * _UNIT_SECONDS[self.unit or "s"]
        return _worded(text)

    def is_unclear(self, text: str) -> bool:
        """Whether this cell is one that the notation leaves unread."""
        return (
            self.unclear
            and (_SHORT_CLOCK.fullmatch(text) or _NUMBER.fullmatch(text)) is not None
            and self.seconds(text) is None
        )


def _worded(text: str) -> float | None:
    """5 мин 30 с; None where anything else stands there too."""
    parts = list(_PART.finditer(text))
    if not parts or _PART.sub("", text).strip(" ,"):
        return None
    return sum(float(part[1].replace(",", ".")) * _PART_SECONDS[part[2][0].casefold()] for part in parts)


def duration_notation(heading: str, cells: Iterable[str]) -> DurationNotation:
    """From the heading where it says so (сек, мин, ЧЧ:ММ:СС), else from the cells of the whole column.

    Bare numbers count seconds; where many have one or two digits after the point, they may be minutes, and are unclear.
    05:30 counts minutes and seconds where some first part is above 23, where longer calls in the same column are
    written h:mm:ss, or where, read as hours and minutes, one call in twenty would last over an hour.
    """
    unit = _unit(heading)
    short = _short_in(heading)
    firsts: list[int] = []
    has_long = False
    numbers = fractions = 0
    for cell in cells:
        text = cell.strip()
        if found := _SHORT_CLOCK.fullmatch(text):
            if text.strip("0:"):
                firsts.append(int(found[1]))
        elif (found := _LONG_CLOCK.fullmatch(text)) and (found[1] or int(found[2])):
            has_long = True
        elif _NUMBER.fullmatch(text):
            numbers += 1
            fractions += _PARTS_OF_MINUTES.fullmatch(text) is not None and float(text.replace(",", ".")) % 1 > 0
    if unit is None and fractions < max(FRACTIONS * numbers, 1):
        unit = "s"
    if unit is None:
        return DurationNotation(short, None, unclear=True)
    if not firsts:
        return DurationNotation(short, unit)
    if short is None:
        over_an_hour = sum(first >= 1 for first in firsts)
        many = len(firsts) >= LEAST_CELLS and over_an_hour >= LONG_SHARE * len(firsts)
        short = "mm:ss" if has_long or max(firsts) > MOST_HOURS or many else None
    return DurationNotation(short, unit, unclear=short is None)


def _unit(heading: str) -> Unit | None:
    """None where the heading does not say it."""
    if _MILLIS_WORD.search(heading):
        return "ms"
    if _SECONDS_WORD.search(heading):
        return "s"
    return "min" if _MINUTES_WORD.search(heading) else None


def _short_in(heading: str) -> ClockForm | None:
    """мм:сс or чч:мм in the heading. The Latin M of ЧЧ:MM:СС is as common as the Cyrillic one."""
    found = _HEADING_CLOCK.search(heading.replace("M", "М").replace("C", "С"))
    found = found or _HEADING_CLOCK.search(heading)
    if found is None:
        return None
    return "mm:ss" if found[3] else "hh:mm"
