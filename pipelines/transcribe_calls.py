"""The words of every call: from a ready transcript, from the store of finished ones, or recognised now."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Literal

from deals.call_files import find_call_files
from deals.problems import Problem, Severity
from deals.records import Archive
from deals.vocabulary import names_by_call
from pipelines.run_settings import FolderNotWritable
from pipelines.speech_tools import SpeechTools
from transcribe.audio import RecordingError
from transcribe.prepared_recording import PreparedRecording, prepare_recording
from transcribe.recognition_queue import RecognitionQueue
from transcribe.recording_digests import DigestsFailed
from transcribe.transcript_files import TranscriptError, read_transcript
from transcribe.transcript_store import StoreKey
from transcribe.utterance import Outcome, Transcript

How = Literal["read", "reused", "recognised", "failed", "no_model"]

# A Prefect task costs 11 ms and some rows in its database; the queue of rows runs empty at the end of each.
SMALLEST_BATCH = 256
MOST_BATCHES = 1000  # archives have up to 600,000 calls

# Trying again does not bring these back; other OSErrors are a network share's ordinary hiccups.
LASTING_ERRORS = (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError)


@dataclass(frozen=True, slots=True)
class CallSource:
    """Where one call's words can come from. At least one of the two paths is set."""

    call_id: str
    transcript: Path | None
    recording: Path | None
    audio_s: float | None  # as the phone log says
    names: tuple[str, ...] = ()  # of those who talk in it, as the CRM writes them


@dataclass(frozen=True, slots=True)
class CallText:
    """What became of one call. `problems` also holds a bad transcript that a recording made up for."""

    call_id: str
    how: How
    audio_s: float  # 0 where neither the phone log nor the transcript tells
    transcript: Transcript | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def outcome(self) -> Outcome | None:
        """What became of the call itself; None for a recording that there is no model for."""
        if self.transcript is not None:
            return self.transcript.outcome
        return "unreadable" if self.how == "failed" else None


def call_sources(archive: Archive) -> tuple[CallSource, ...]:
    """The calls that have words or a recording, in the archive's order."""
    ready = find_call_files(archive.path).transcripts
    names = names_by_call(archive)
    sources = (
        CallSource(
            call_id=call.call_id,
            transcript=archive.path / ready[call.call_id] if call.call_id in ready else None,
            recording=archive.path / call.recording if call.recording else None,
            audio_s=call.duration_s,
            names=names[call.call_id],
        )
        for call in archive.calls
    )
    return tuple(source for source in sources if source.transcript or source.recording)


def batches(sources: Sequence[CallSource]) -> Iterator[tuple[CallSource, ...]]:
    """Calls in groups of SMALLEST_BATCH, or of more where there would be more than MOST_BATCHES groups."""
    size = max(SMALLEST_BATCH, math.ceil(len(sources) / MOST_BATCHES))
    for start in range(0, len(sources), size):
        yield tuple(sources[start : start + size])


def transcribe_batch(
    sources: Sequence[CallSource],
    tools: SpeechTools,
    finished: Callable[[CallText], None],
    storage_failed: Callable[[Path, OSError], None],
    last_try: bool = False,
) -> None:
    """Hand the words of each call to `finished` as it is done, one at a time; again for some, when tried again.

    A recording or transcript that cannot be used is set aside with its reason. An OSError that may pass (a network
    share that dropped the connection) is told to `storage_failed`, and raised when the calls in work are finished, so
    that the caller can try again: what was recognised is in the store by then. On the last try such a file is set
    aside too. Raises FolderNotWritable when the store cannot keep a transcript, and what the recogniser raises.
    """
    batch = _Batch(tools, finished, storage_failed, last_try)
    calls = (_QueuedCall(source, batch) for source in sources if batch.hiccup is None)
    if tools.recogniser is None:
        for call in calls:
            call.prepare()
    else:
        RecognitionQueue(tools.recogniser, tools.languages, tools.workers, tools.vocabulary).transcribe(calls)
    if batch.hiccup is not None:
        raise batch.hiccup


class _Batch:
    """What the calls of one batch share. Its methods are called from several threads."""

    def __init__(
        self,
        tools: SpeechTools,
        finished: Callable[[CallText], None],
        storage_failed: Callable[[Path, OSError], None],
        last_try: bool,
    ) -> None:
        self.tools = tools
        self.last_try = last_try
        self.hiccup: OSError | None = None  # the first error of the storage that may pass
        self._finished = finished
        self._storage_failed = storage_failed
        self._lock = Lock()

    def finish(self, text: CallText) -> None:
        with self._lock:
            self._finished(text)

    def note_hiccup(self, place: Path, error: OSError) -> None:
        with self._lock:
            if self.hiccup is None:
                self.hiccup = error
                self._storage_failed(place, error)


class _QueuedCall:
    """One call in the recognition queue: its words are looked for before it is recognised, and kept afterwards."""

    def __init__(self, source: CallSource, batch: _Batch) -> None:
        self.call_id = source.call_id
        self._source = source
        self._batch = batch
        self._problems: tuple[Problem, ...] = ()
        self._key: StoreKey | None = None
        self._recorded_s: float | None = None

    def names(self) -> tuple[str, ...]:
        return self._source.names

    def prepare(self) -> PreparedRecording | None:
        """The recording's speech; None where the call's words, or the reason for having none, have been told.

        Raises FolderNotWritable.
        """
        found = self._found()
        if isinstance(found, CallText):
            self._batch.finish(found)
            return None
        return found

    def finish(self, transcript: Transcript) -> None:
        """Keep what was recognised, and tell it. Raises FolderNotWritable."""
        if self._key is not None:
            store = self._batch.tools.store
            try:
                store.put(self._key, transcript)
            except OSError as error:  # not the recording's fault: with a full disk nothing more can be kept
                raise FolderNotWritable(store.folder, error.strerror or str(error)) from error
        self._batch.finish(self._text("recognised", transcript))

    def _found(self) -> PreparedRecording | CallText | None:
        """The call's speech or text; None where the storage failed and the batch is tried again."""
        try:
            return self._text_or_speech()
        except DigestsFailed as error:
            raise FolderNotWritable(self._batch.tools.store.folder, error.reason) from error
        except OSError as error:
            place = self._source.recording or self._source.transcript or self._batch.tools.root
            if not self._batch.last_try and may_pass(error):
                self._batch.note_hiccup(place, error)
                return None
            code = "recording-missing" if isinstance(error, FileNotFoundError) else "recording-unreadable"
            return self._failed(place, code, error.strerror or str(error))

    def _text_or_speech(self) -> PreparedRecording | CallText:
        source, tools = self._source, self._batch.tools
        if source.transcript:
            try:
                return self._text("read", read_transcript(source.transcript, source.call_id))
            except TranscriptError as error:
                self._note(source.transcript, error.code, error.detail)
        if source.recording is None or tools.recogniser is None:
            return self._text("failed" if source.recording is None else "no_model", None)
        self._key = tools.store.key(source.recording, tools.recogniser, str(tools.languages))
        kept = tools.store.get(self._key, source.call_id)
        return self._opened(source.recording) if kept is None else self._text("reused", kept)

    def _opened(self, recording: Path) -> PreparedRecording | CallText:
        try:
            prepared = prepare_recording(recording, self._batch.tools.diariser)
        except RecordingError as error:
            return self._failed(recording, error.code, error.detail)
        self._recorded_s = prepared.audio_s
        if prepared.undiarized is not None:
            self._note(recording, prepared.undiarized.code, prepared.undiarized.detail, severity="warning")
        return prepared

    def _failed(self, place: Path, code: str, detail: str) -> CallText:
        self._note(place, code, detail)
        return self._text("failed", None)

    def _note(self, place: Path, code: str, detail: str, severity: Severity = "set_aside") -> None:
        file = place.relative_to(self._batch.tools.root).as_posix()
        self._problems += (Problem(code, file, value=file, severity=severity, details={"detail": detail}),)

    def _text(self, how: How, transcript: Transcript | None) -> CallText:
        return CallText(self.call_id, how, self._audio_s(transcript), transcript, self._problems)

    def _audio_s(self, transcript: Transcript | None) -> float:
        for known in (self._source.audio_s, self._recorded_s):
            if known is not None:
                return known
        said = transcript.utterances if transcript else ()
        return max((utterance.end_s for utterance in said), default=0.0)


def may_pass(error: object) -> bool:
    """Whether trying again may help: an error of the storage, and not one of those that stay."""
    return isinstance(error, OSError) and not isinstance(error, LASTING_ERRORS)
