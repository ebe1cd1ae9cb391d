"""One row of a table: its cells as typed values, and its faults as problems that name the place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from sys import intern
from typing import TypeVar
from zoneinfo import ZoneInfo

from deals.problem_codes import ProblemCode
from deals.problem_log import ProblemLog
from deals.problems import Problem
from deals.values import FIRST_PROBABLE_YEAR, Reading, UnreadableValue, parse_time

T = TypeVar("T")

# What databases and pandas write for "nothing". Exactly these spellings, so that a surname stays a surname.
EMPTY_CELLS = frozenset({"", "NULL", "null", "\\N", "NaN", "nan", "NaT", "None"})
# Bytes in UTF-8 of an id or a stage. A longer cell is text that slipped in, as after a broken quote, and an index of
# PostgreSQL holds 2,704 bytes for both columns of a key: one such row would cost all others.
LONGEST_KEY = 1000
LONGEST_PLAN = timedelta(days=3660)  # ten years: how far ahead a task may be due
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """What the rows of every table need to know of the archive.

    last_day: as_of where it is known, else today; an event more than a day later is improbable.
    region: where a phone number without a country code belongs, see deals.phones.
    currency: ISO code of the archive's currency, None where not stated.
    """

    zone: ZoneInfo
    last_day: date
    region: str | None
    currency: str | None
    log: ProblemLog


def said(cells: Iterable[str]) -> list[str | None]:
    """The cells' texts as Row has them; of a whole row at once, since a million rows are read."""
    return [None if (text := cell.strip()) in EMPTY_CELLS else text for cell in cells]


def is_key(text: str) -> bool:
    """Whether a text is short enough for an id."""
    return len(text) <= LONGEST_KEY // 4 or len(text.encode("utf-8", "replace")) <= LONGEST_KEY


class UnusableRow(Exception):
    """Raised by Row while a record is being made of it; the problem says why no record can be made."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(slots=True)  # not frozen: a million of them are made for a large phone log, at three times the cost
class Row:
    """Cells are asked for by the format's heading; a column that the table lacks reads as empty.

    cells: stripped, None where the cell says nothing; see `said`.
    """

    file: str
    number: int
    cells: list[str | None]
    places: Mapping[str, int]
    context: ReadingContext

    def text(self, column: str) -> str | None:
        place = self.places.get(column)
        return None if place is None else self.cells[place]

    def common(self, column: str) -> str | None:
        """The text of a column in which the same few come back: in memory each is there once."""
        text = self.text(column)
        return None if text is None else intern(text)

    def is_blank(self, column: str) -> bool:
        """Whether the cell is empty in a column that the table has; of a missing column one report is enough."""
        return column in self.places and self.text(column) is None

    def required(self, column: str) -> str:
        """Raises UnusableRow where the cell is empty."""
        cell = self.text(column)
        if cell is None:
            raise self.unusable(ProblemCode.MISSING_VALUE, column)
        return cell

    def required_key(self, column: str) -> str:
        """An id, or what else rows are told apart by. Raises UnusableRow where it is missing or too long to be one."""
        cell = self.required(column)
        if not is_key(cell):
            raise self.unusable(ProblemCode.TOO_LONG, column, cell)
        return cell

    def value(self, column: str, parse: Callable[[str], Reading[T]]) -> T | None:
        """None where the cell is empty, and, with a warning, where it cannot be read."""
        cell = self.text(column)
        if cell is None:
            return None
        try:
            return self._noted(column, cell, parse(cell))
        except UnreadableValue as fault:
            self.warn(fault.code, column, cell)
            return None

    def required_value(self, column: str, parse: Callable[[str], Reading[T]]) -> T:
        """Raises UnusableRow where the cell is empty or cannot be read."""
        cell = self.required(column)
        try:
            return self._noted(column, cell, parse(cell))
        except UnreadableValue as fault:
            raise self.unusable(fault.code, column, cell) from fault

    def time(self, column: str, *, end_of_day: bool = False, plan: bool = False) -> datetime | None:
        """A moment in the archive's timezone.

        end_of_day: a day without a time counts as its last second, not its first. plan: it may lie ahead.
        """
        moment = self.value(column, partial(parse_time, zone=self.context.zone, end_of_day=end_of_day))
        return moment and self._probable(column, moment, plan=plan)

    def required_time(self, column: str) -> datetime:
        moment = self.required_value(column, partial(parse_time, zone=self.context.zone))
        return self._probable(column, moment)

    def warn(self, code: ProblemCode, column: str | None = None, value: str | None = None, **details: str) -> None:
        """Report something that leaves the row useful."""
        self.context.log.add(Problem(str(code), self.file, self.number, column, value, "warning", details))

    def unusable(
        self, code: ProblemCode, column: str | None = None, value: str | None = None, **details: str
    ) -> UnusableRow:
        return UnusableRow(Problem(str(code), self.file, self.number, column, value, "set_aside", details))

    def _noted(self, column: str, cell: str, reading: Reading[T]) -> T:
        if reading.note is not None:
            self.warn(reading.note, column, cell, used=str(reading.value))
        return reading.value

    def _probable(self, column: str, moment: datetime, *, plan: bool = False) -> datetime:
        """The moment as it is, with a warning where it is absurdly far away."""
        latest = self.context.last_day + (LONGEST_PLAN if plan else _A_DAY)
        if moment.year < FIRST_PROBABLE_YEAR or moment.date() > latest:
            self.warn(ProblemCode.IMPROBABLE_DATE, column, self.text(column))
        return moment
