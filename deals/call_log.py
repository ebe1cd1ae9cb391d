"""The phone log, and the calls that only a recording or a transcript tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple

from deals.call_files import CallFiles, RecordingNotFound, call_id_of, locate_recording
from deals.crm_tables import Crm
from deals.format_words import parse_direction, parse_flag
from deals.phones import normalise_phone
from deals.problem_codes import ProblemCode
from deals.problem_log import ProblemLog
from deals.records import CallRecord
from deals.references import each_by_id
from deals.table_rows import Row, UnusableRow
from deals.tables import Table
from deals.values import parse_duration


@dataclass(frozen=True, slots=True)
class CallSources:
    """What a row of the phone log may point at."""

    folder: Path
    files: CallFiles
    crm: Crm


class PlacedCall(NamedTuple):
    """A call and its place in the phone log, by which calls of one moment are ordered."""

    place: int
    call: CallRecord


def in_time_order(placed: Iterable[PlacedCall]) -> tuple[CallRecord, ...]:
    """The order of Archive.calls."""
    return tuple(call for _, call in sorted(placed, key=_time_known_first))


def iter_calls(table: Table, sources: CallSources) -> Iterator[PlacedCall]:
    """Every call there is anything of, each once; those that only a file tells of, or completes, come last.

    A recording or transcript that no row names becomes a call of its own, called after the file, so that its words
    are still used; when it was, which way and with whom is not known and stays None. A recording called after a
    logged call that names no recording is taken for that call's. Each of these is reported.
    """
    unlisted = _UnlistedFiles(sources.files, table.context.log)
    place = -1
    calls = each_by_id(table, "call_id", lambda row, call_id: _call(row, call_id, sources))
    for place, (_, call) in enumerate(calls):
        placed = PlacedCall(place, call)
        if not unlisted.may_complete(placed):
            yield placed
    yield from unlisted.calls(place + 1)


class _UnlistedFiles:
    """What is found out, while the phone log is read, of recordings and transcripts that it does not name."""

    def __init__(self, files: CallFiles, log: ProblemLog) -> None:
        self._files = files
        self._log = log
        self._ids = {call_id_of(path) for path in files.recordings.values()}
        self._named: set[str] = set()  # recordings that a row names
        self._settled: set[str] = set()  # calls of the log that a file is called after, and that need none
        self._waiting: dict[str, PlacedCall] = {}

    def may_complete(self, placed: PlacedCall) -> bool:
        """Note a call of the log. True where it waits, since a recording called after it may prove to be its own."""
        call = placed.call
        if call.recording is not None:
            self._named.add(call.recording)
        elif call.call_id in self._ids:
            self._waiting[call.call_id] = placed
            return True
        if call.call_id in self._ids or call.call_id in self._files.transcripts:
            self._settled.add(call.call_id)
        return False

    def calls(self, next_place: int) -> Iterator[PlacedCall]:
        """The calls that waited, then those that only a file tells of. next_place: the first after the log."""
        places = count(next_place)
        for path in self._files.recordings.values():
            if path not in self._named:
                self._take_recording(path, places)
        for call_id, path in self._files.transcripts.items():
            if call_id not in self._settled and call_id not in self._waiting:
                self._log.warn(ProblemCode.TRANSCRIPT_NOT_IN_CALL_LOG, path, call=call_id)
                self._waiting[call_id] = PlacedCall(next(places), CallRecord(call_id, None, None))
        yield from self._waiting.values()

    def _take_recording(self, path: str, places: Iterator[int]) -> None:
        call_id = call_id_of(path)
        placed = self._waiting.get(call_id)
        if placed is None and call_id not in self._settled:
            self._log.warn(ProblemCode.RECORDING_NOT_IN_CALL_LOG, path, call=call_id)
            self._waiting[call_id] = PlacedCall(next(places), CallRecord(call_id, None, None, recording=path))
        elif placed is not None and placed.call.recording is None:
            self._log.warn(ProblemCode.RECORDING_MATCHED_BY_NAME, path, call=call_id)
            self._waiting[call_id] = placed._replace(call=replace(placed.call, recording=path))
        else:
            self._log.set_aside(ProblemCode.SECOND_RECORDING, path, call=call_id)


def _time_known_first(placed: PlacedCall) -> tuple[bool, float, int]:
    started_at = placed.call.started_at
    return started_at is None, started_at.timestamp() if started_at else 0.0, placed.place


def _call(row: Row, call_id: str, sources: CallSources) -> CallRecord:
    recording = _recording(row, sources)
    phone = row.text("client_phone")
    number = phone and normalise_phone(phone, row.context.region)
    if phone and not number:
        row.warn(ProblemCode.BAD_PHONE, "client_phone", phone)
    if row.is_blank("direction"):
        row.warn(ProblemCode.MISSING_VALUE, "direction")
    return CallRecord(
        call_id,
        started_at=_start(row, has_words=recording is not None or call_id in sources.files.transcripts),
        direction=row.value("direction", parse_direction),
        user_id=sources.crm.people.find(row, "user_id"),
        client_phone=number,
        duration_s=row.value("duration_s", parse_duration),
        answered=row.value("answered", parse_flag),
        recording=recording,
        stated_deal_id=sources.crm.deals.find(row, "deal_id"),
    )


def _start(row: Row, *, has_words: bool) -> datetime | None:
    """A call whose time cannot be read is useless, unless there are words in it."""
    try:
        return row.required_time("started_at")
    except UnusableRow as fault:
        if not has_words:
            raise
        row.context.log.add(replace(fault.problem, severity="warning"))
        return None


def _recording(row: Row, sources: CallSources) -> str | None:
    stated = row.text("recording")
    if stated is None:
        return None
    try:
        return locate_recording(stated, sources.folder, sources.files)
    except RecordingNotFound as fault:
        row.warn(fault.code, "recording", stated)
        return None
