"""The call that a user names: a transcript file, or a call of an archive by its id."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from classify.model_files import CallModels
from classify.speaker_roles.roles import Cast, cast_calls
from deals.archive_format import RECORDING_SUFFIXES, SETTINGS_FILE, TRANSCRIPTS_FOLDER
from deals.archive_reader import read_archive
from deals.call_files import CallFiles, call_id_of, find_call_files
from deals.records import Archive, CallRecord
from pipelines.flow_command import absolute, archive_folder
from pipelines.run_settings import WORK_FOLDER, transcripts_folder
from transcribe.recording_digests import DigestsFailed
from transcribe.transcript_files import SUFFIXES, TranscriptError, read_transcript
from transcribe.transcript_store import TranscriptStore
from transcribe.utterance import Transcript

# Other calls that say who speaks in this one: which channel is ours, what our people sound like. A run takes all.
MOST_OTHER_CALLS = 100


class CallNotThere(Exception):
    """code: a text `signals-<code>`; `call` and `place` are its variables."""

    def __init__(self, code: str, call: str, place: str = "") -> None:
        super().__init__(f"{code}: {call} {place}")
        self.code = code
        self.call = call
        self.place = place


@dataclass(frozen=True, slots=True)
class NamedCall:
    transcript: Transcript
    archive: Archive | None  # None where nobody says to which one the file belongs
    kept: TranscriptStore | None = None  # of the archive's recordings

    @property
    def in_log(self) -> bool:
        """Whether the archive knows the call; else nothing is known of it but its words."""
        return self.archive is not None and any(c.call_id == self.transcript.call_id for c in self.archive.calls)


def find_call(named: str, archive: Path | None, work: Path | None) -> NamedCall:
    """The call's words, and its archive where one is named or the file lies in the transcripts of one.

    work: where a run kept its transcripts. Raises CallNotThere, TranscriptError, ArchiveError, OSError, DigestsFailed.
    """
    file = absolute(Path(named))
    is_file = _is_file(file)
    folder = archive_folder(archive) if archive is not None else _archive_around(file) if is_file else None
    if folder is None and not is_file:
        raise CallNotThere("no-such-file", named)
    # First the words, then the tables, which take long in a large archive.
    transcript = read_transcript(file, _stated_id(file)) if is_file else None
    if folder is None:
        assert transcript is not None
        return NamedCall(transcript, None)
    read = read_archive(folder)
    kept = TranscriptStore(transcripts_folder(absolute(work) if work is not None else folder / WORK_FOLDER))
    return NamedCall(transcript or _words_of(_id_of(named), read, kept), read, kept)


def cast_call(call: NamedCall, models: CallModels) -> Cast:
    """Who speaks in it, found as a run finds it, from this call and up to MOST_OTHER_CALLS others of the archive."""
    call_id = call.transcript.call_id
    archive = call.archive or _no_archive()
    # In the order of the archive, as in a run: sums in another order differ in their last digits.
    words = dict(_others(call)) | {call_id: call.transcript}
    order = [record.call_id for record in archive.calls if record.call_id in words]
    ordered = {known: words[known] for known in [*order, *(words.keys() - set(order))]}
    return cast_calls(archive, ordered, models.roles, models.embedder)[call_id]


def _others(call: NamedCall) -> Iterator[tuple[str, Transcript]]:
    """Other calls with words: those of the same person first."""
    if call.archive is None or call.kept is None:
        return
    own = next((c for c in call.archive.calls if c.call_id == call.transcript.call_id), None)
    user = own.user_id if own is not None else None
    others = [record for record in call.archive.calls if record is not own]
    others.sort(key=lambda record: record.user_id != user)
    files = find_call_files(call.archive.path)
    found = 0
    for record in others:
        if (words := _words_or_none(record, call.archive, files, call.kept)) is None:
            continue
        yield record.call_id, words
        found += 1
        if found == MOST_OTHER_CALLS:
            return


def _words_or_none(record: CallRecord, archive: Archive, files: CallFiles, kept: TranscriptStore) -> Transcript | None:
    try:
        if record.call_id in files.transcripts:
            return read_transcript(archive.path / files.transcripts[record.call_id], record.call_id)
        return kept.latest(archive.path / record.recording, record.call_id) if record.recording else None
    except (TranscriptError, DigestsFailed, OSError):  # not the call that was asked for; a run names what it cannot use
        return None


def _words_of(call_id: str, archive: Archive, kept: TranscriptStore) -> Transcript:
    """Raises CallNotThere, TranscriptError, OSError, DigestsFailed."""
    ready = find_call_files(archive.path).transcripts.get(call_id)
    if ready is not None:
        return read_transcript(archive.path / ready, call_id)
    record = next((record for record in archive.calls if record.call_id == call_id), None)
    if record is None:
        raise CallNotThere("no-such-call", call_id, str(archive.path))
    if record.recording is None:
        raise CallNotThere("no-recording", call_id)
    words = kept.latest(archive.path / record.recording, call_id)
    if words is None:
        raise CallNotThere("not-transcribed", call_id, str(archive.path))
    return words


def _archive_around(file: Path) -> Path | None:
    """The archive in whose transcripts the file lies."""
    for folder in file.parents:
        if folder.name == TRANSCRIPTS_FOLDER and _is_file(folder.parent / SETTINGS_FILE):
            return folder.parent
    return None


def _stated_id(file: Path) -> str:
    """The call that a JSON transcript names, else that of the file's name. What is wrong in it is said later."""
    if file.suffix.lower() == ".json":
        try:
            fields = json.loads(file.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError, RecursionError):
            fields = None
        if isinstance(fields, dict) and isinstance(fields.get("call_id"), str) and fields["call_id"]:
            return str(fields["call_id"])
    return call_id_of(file.name)


def _id_of(named: str) -> str:
    """Also where somebody copied the name of a file out of a folder."""
    known = (*SUFFIXES, *RECORDING_SUFFIXES)
    return call_id_of(named) if Path(named).suffix.casefold() in known else named


def _no_archive() -> Archive:
    # Nothing that says who speaks depends on the date or the time zone.
    return Archive(Path(), "", "auto", ZoneInfo("UTC"), None, date.min)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # no name that a file can have
        return False
