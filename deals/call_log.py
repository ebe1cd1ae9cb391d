"""The phone log, and the calls that only a recording or a transcript tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from deals.call_files import CallFiles, RecordingNotFound, call_id_of, locate_recording
from deals.crm_tables import Crm
from deals.format_words import parse_direction, parse_flag
from deals.phones import normalise_phone
from deals.problem_codes import ProblemCode
from deals.problem_log import ProblemLog
from deals.records import CallRecord
from deals.references import records_by_id
from deals.table_rows import Row, UnusableRow
from deals.tables import Table
from deals.values import parse_duration


@dataclass(frozen=True, slots=True)
class CallSources:
    """What a row of the phone log may point at."""

    folder: Path
    files: CallFiles
    crm: Crm


def read_calls(table: Table, sources: CallSources) -> tuple[CallRecord, ...]:
    """Every call there is anything of, in time order, those of unknown time last.

    A recording or transcript that no row names becomes a call of its own, called after the file, so that its words
    are still used; when it was, which way and with whom is not known and stays None. A recording called after a
    logged call that names no recording is taken for that call's. Each of these is reported.
    """
    calls = records_by_id(table, "call_id", lambda row, call_id: _call(row, call_id, sources))
    log = table.context.log
    calls = _with_unlisted_recordings(calls, sources.files, log)
    calls = _with_unlisted_transcripts(calls, sources.files, log)
    return tuple(sorted(calls.values(), key=_time_known_first))


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


def _with_unlisted_recordings(
    calls: Mapping[str, CallRecord], files: CallFiles, log: ProblemLog
) -> dict[str, CallRecord]:
    completed = dict(calls)
    for path in _unnamed(files.recordings.values(), calls.values()):
        call_id = call_id_of(path)
        call = completed.get(call_id)
        if call is None:
            log.warn(ProblemCode.RECORDING_NOT_IN_CALL_LOG, path, call=call_id)
            completed[call_id] = CallRecord(call_id, None, None, recording=path)
        elif call.recording is None:
            log.warn(ProblemCode.RECORDING_MATCHED_BY_NAME, path, call=call_id)
            completed[call_id] = replace(call, recording=path)
        else:
            log.set_aside(ProblemCode.SECOND_RECORDING, path, call=call_id)
    return completed


def _unnamed(recordings: Iterable[str], calls: Iterable[CallRecord]) -> Iterator[str]:
    named = {call.recording for call in calls}
    return (path for path in recordings if path not in named)


def _with_unlisted_transcripts(
    calls: Mapping[str, CallRecord], files: CallFiles, log: ProblemLog
) -> dict[str, CallRecord]:
    completed = dict(calls)
    for call_id, path in files.transcripts.items():
        if call_id not in completed:
            log.warn(ProblemCode.TRANSCRIPT_NOT_IN_CALL_LOG, path, call=call_id)
            completed[call_id] = CallRecord(call_id, None, None)
    return completed


def _time_known_first(call: CallRecord) -> tuple[bool, float]:
    return call.started_at is None, call.started_at.timestamp() if call.started_at else 0.0
