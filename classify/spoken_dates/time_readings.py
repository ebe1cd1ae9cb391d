"""What one wording of a time says: days, a time of day, or a stretch counted from now."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Kind = Literal[
    "day", "weekday", "date", "weekend", "week", "month", "span", "amount", "soon", "clock", "past", "nothing"
]
# What the days of a reading are: a coarse one is made exact by a finer one beside it ("next week, Wednesday").
COARSE: frozenset[Kind] = frozenset({"week", "month", "span", "weekend"})


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, as minutes after midnight. since: None where only the end is named ("by three")."""

    since: int | None
    until: int
    part: bool = False  # a part of the day ("in the morning"), made exact by an hour beside it


@dataclass(frozen=True, slots=True)
class Reading:
    """first <= last; both None where only a time of day is named, or a day that is over."""

    kind: Kind
    first: date | None = None
    last: date | None = None
    vague: bool = False
    clock: Clock | None = None
    since: datetime | None = None  # both, where hours or minutes are counted from now
    until: datetime | None = None
    by: bool = False  # any time until then ("by Friday"), not then


@dataclass(frozen=True, slots=True)
class Moment:
    """When and where something is said."""

    said_at: datetime
    country: str | None

    @property
    def today(self) -> date:
        return self.said_at.date()


@dataclass(frozen=True, slots=True)
class Mention:
    """A reading with its place in the row of signs."""

    start: int
    end: int
    reading: Reading


Match = re.Match[str]
Reader = Callable[[Match, Moment], Reading | None]  # what the words of a match mean; None: no time after all
# What a row must contain for the pattern to be worth trying, the pattern over the row, and who reads its matches. Of
# each part between semicolons one of the alternatives must be there; "#" stands for a number. It only saves time.
TimePattern = tuple[str, str, Reader]
