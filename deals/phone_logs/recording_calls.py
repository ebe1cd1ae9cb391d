"""Rows of calls.csv made of the names of recordings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from deals.phone_logs.call_sides import CallSides, call_sides
from deals.phone_logs.employees import Employees
from deals.phone_logs.name_pattern import NamePattern, RecordingName
from deals.phone_logs.own_lines import is_extension, own_lines
from deals.phones import normalise_phone
from deals.values import parse_time


@dataclass(frozen=True, slots=True)
class ReadName:
    """A recording's name, its numbers normalised. path: relative to the folder of recordings."""

    path: str
    name: RecordingName
    sides: CallSides
    user_id: str | None
    extension: str | None  # ours, whether or not a person has it

    def started_text(self) -> str:
        """As the archive format writes it: with its offset where the name counts seconds since 1970."""
        at = self.name.started_at
        return at.isoformat(timespec="seconds") if isinstance(at, datetime) else at.isoformat()

    def seconds(self, zone: ZoneInfo) -> float:
        at = self.name.started_at
        moment = at if isinstance(at, datetime) else datetime.combine(at, time())
        return parse_time(moment.isoformat(timespec="seconds"), zone).value.timestamp()


def read_names(
    paths: Sequence[str], patterns: Sequence[NamePattern], employees: Employees, region: str | None
) -> tuple[list[ReadName], list[str]]:
    """(names read, paths that no pattern fits). Of several patterns the first that fits a name reads it.

    Of two outside numbers in the names, ours are found over all names together; see `own_lines`.
    """
    found = [(path, next((name for pattern in patterns if (name := pattern.read(path))), None)) for path in paths]
    named = [(path, name) for path, name in found if name is not None]
    pairs = [(path, name, *_pair(name, region)) for path, name in named]
    own = own_lines((one, other) for _, name, one, other in pairs if _undecided(name, one, other) and one and other)
    read = [_read(path, name, one, other, own, employees) for path, name, one, other in pairs]
    return read, [path for path, name in found if name is None]


def _pair(name: RecordingName, region: str | None) -> tuple[str | None, str | None]:
    """Both numbers, normalised: caller and called, or phone and extension."""
    one, other = name.sides or (name.caller, name.called)
    if name.phone is not None or name.extension is not None:
        one, other = name.phone, name.extension
    return tuple(number and normalise_phone(number, region) for number in (one, other))  # type: ignore[return-value]


def _undecided(name: RecordingName, one: str | None, other: str | None) -> bool:
    """Whether two outside numbers stand there, and nothing says which is ours."""
    return bool(one and other and not name.direction and not is_extension(one) and not is_extension(other))


def _read(
    path: str, name: RecordingName, one: str | None, other: str | None, own: frozenset[str], employees: Employees
) -> ReadName:
    if name.caller is not None or name.called is not None:
        sides = call_sides(one, other, name.direction, own)
    elif name.sides is not None:
        told = call_sides(one, other, None, own)
        sides = replace(told, direction=told.direction if told.internal else name.direction)
    else:
        sides = CallSides(name.direction, client=one, ours=other, internal=_internal(one, other))
    extension = sides.ours if sides.ours and is_extension(sides.ours) else None
    user_id = employees.of_extension(extension) if extension else None
    if user_id is None and name.manager:
        user_id = employees.of_name(name.manager)
    return ReadName(path, name, sides, user_id, extension)


def _internal(one: str | None, other: str | None) -> bool:
    return one is not None and is_extension(one) and other is not None


def call_row(read: ReadName, call_id: str, recording: str) -> Mapping[str, str]:
    """The row of a call that only its recording tells of. That there is a recording says that somebody answered."""
    return {
        "call_id": call_id,
        "started_at": read.started_text(),
        "direction": read.sides.direction or "",
        "user_id": read.user_id or "",
        "client_phone": read.sides.client or "",
        "answered": "true",
        "recording": recording,
    }
