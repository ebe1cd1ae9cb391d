"""What an archive's calls.csv says of recordings: which call names which, and which calls they may belong to."""

from __future__ import annotations

import csv
import posixpath
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from deals.archive_format import RECORDING_SUFFIXES, RECORDINGS_FOLDER
from deals.archive_settings import read_settings
from deals.format_words import parse_flag
from deals.phone_logs.recording_matching import LoggedCall
from deals.phones import normalise_phone, region_of
from deals.problem_log import ProblemLog
from deals.values import UnreadableValue, parse_time


@dataclass(frozen=True, slots=True)
class CallLog:
    """What the archive's calls.csv says, as far as recordings can be joined by it."""

    calls: Sequence[LoggedCall]  # those that have no recording yet
    ids: frozenset[str]
    persons: Mapping[str, str]  # call_id to user_id
    by_recording: Mapping[str, str]  # name of a stated recording, without folder and ending, to call_id
    made_of: Mapping[str, str]  # path of a recording in the archive to the call that an earlier import made of it


def named_by_log(paths: Sequence[str], archive: Path) -> dict[str, str]:
    """Recording to call_id, of those that a row of the archive's calls.csv names, or whose name is a call's id."""
    settings = read_settings(archive, ProblemLog())
    known = read_call_log(archive, settings.timezone, region_of(settings.timezone.key, settings.language))
    return {path: call_id for path in paths if (call_id := named_call(path, known))}


def read_call_log(archive: Path, zone: ZoneInfo, region: str | None) -> CallLog:
    """The calls of the archive's calls.csv; none where there is no such file. region: of numbers without a country."""
    path = archive / "calls.csv"
    calls: list[LoggedCall] = []
    ids: set[str] = set()
    persons: dict[str, str] = {}
    by_recording: dict[str, str] = {}
    made_of: dict[str, str] = {}
    if not path.exists():
        return CallLog((), frozenset(), {}, {}, {})
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            call_id, recording = row["call_id"], row.get("recording") or ""
            if call_id in _own_ids(recording):
                made_of[recording] = call_id
                continue
            ids.add(call_id)
            if recording:
                by_recording[_stem(recording.partition("?")[0])] = call_id
            if user_id := row.get("user_id"):
                persons[call_id] = user_id
            has_its_own = recording.startswith(f"{RECORDINGS_FOLDER}/") and (archive / recording).exists()
            if not has_its_own and (call := _logged(row, call_id, zone, region)):
                calls.append(call)
    return CallLog(calls, frozenset(ids), persons, by_recording, made_of)


def _own_ids(recording: str) -> tuple[str, ...]:
    """The ids that an import gives a call of which only this recording tells."""
    folder, slash, relative = recording.partition("/")
    if folder != RECORDINGS_FOLDER or not slash:
        return ()
    relative = unicodedata.normalize("NFC", relative)
    return (posixpath.splitext(relative)[0], relative)


def _logged(row: Mapping[str, str], call_id: str, zone: ZoneInfo, region: str | None) -> LoggedCall | None:
    phone = normalise_phone(row.get("client_phone") or "", region)
    try:
        at = parse_time(row.get("started_at") or "", zone).value
        answered = parse_flag(row["answered"]).value if row.get("answered") else None
    except UnreadableValue:
        return None
    return LoggedCall(call_id, phone, at.timestamp(), row.get("user_id") or None, answered) if phone else None


def named_call(path: str, known: CallLog) -> str | None:
    stem = _stem(path)
    return known.by_recording.get(stem) or (stem if stem in known.ids else None)


def _stem(path: str) -> str:
    """The name of a recording as logs state it: without folders, and without the ending if it has one."""
    name = unicodedata.normalize("NFC", posixpath.basename(path.replace("\\", "/")))
    stem, suffix = posixpath.splitext(name)
    return stem if suffix.casefold() in RECORDING_SUFFIXES else name
