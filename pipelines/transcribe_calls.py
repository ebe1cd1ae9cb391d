"""The words of every call: from a ready transcript, from the store of finished ones, or recognised now."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from deals.call_files import find_call_files
from deals.problems import Problem
from deals.records import Archive
from pipelines.run_settings import FolderNotWritable
from pipelines.speech_tools import SpeechTools
from transcribe.audio import RecordingError
from transcribe.recogniser import Recogniser
from transcribe.recording import transcribe_recording
from transcribe.transcript_files import TranscriptError, read_transcript
from transcribe.utterance import Outcome, Transcript

How = Literal["read", "reused", "recognised", "failed", "no_model"]

SMALLEST_BATCH = 8
MOST_BATCHES = 1000  # a Prefect task costs 11 ms and some rows in its database; archives have up to 600,000 calls

# Trying again does not bring these back; other OSErrors are a network share's ordinary hiccups.
LASTING_ERRORS = (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError)


@dataclass(frozen=True, slots=True)
class CallSource:
    """Where one call's words can come from. At least one of the two paths is set."""

    call_id: str
    transcript: Path | None
    recording: Path | None
    audio_s: float | None  # as the phone log says


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
    sources = (
        CallSource(
            call_id=call.call_id,
            transcript=archive.path / ready[call.call_id] if call.call_id in ready else None,
            recording=archive.path / call.recording if call.recording else None,
            audio_s=call.duration_s,
        )
        for call in archive.calls
    )
    return tuple(source for source in sources if source.transcript or source.recording)


def batches(sources: Sequence[CallSource]) -> Iterator[tuple[CallSource, ...]]:
    """Calls in groups of at least 8, so large that there are at most 1000 groups."""
    size = max(SMALLEST_BATCH, math.ceil(len(sources) / MOST_BATCHES))
    for start in range(0, len(sources), size):
        yield tuple(sources[start : start + size])


def transcribe_batch(
    sources: Sequence[CallSource],
    tools: SpeechTools,
    finished: Callable[[CallText], None],
    storage_failed: Callable[[Path, OSError], None],
    last_try: bool = False,
) -> tuple[CallText, ...]:
    """The words of these calls, in their order; `finished` is told of each as it is done (again, when tried again).

    A recording or transcript that cannot be used is set aside with its reason. An OSError that may pass (a network
    share that dropped the connection) is told to `storage_failed` and raised, so that the caller can try again: what
    was recognised before is in the store by then. On the last try such a file is set aside too.
    Raises FolderNotWritable when the store cannot keep a transcript.
    """
    pool = ThreadPoolExecutor(tools.workers)
    in_work = [pool.submit(call_text, source, tools) for source in sources]
    try:
        texts = []
        for source, work in zip(sources, in_work, strict=True):
            texts.append(_text_of(source, work, tools, storage_failed, last_try))
            finished(texts[-1])
    except BaseException as error:
        # After an error the calls in work are finished and kept, so that another try need not hear them again. Who
        # presses Ctrl-C wants to stop now: a long call may take minutes more.
        pool.shutdown(wait=isinstance(error, Exception), cancel_futures=True)
        raise
    pool.shutdown()
    return tuple(texts)


def _text_of(
    source: CallSource,
    work: Future[CallText],
    tools: SpeechTools,
    storage_failed: Callable[[Path, OSError], None],
    last_try: bool,
) -> CallText:
    """Wait for one call. Raises OSError when another try may help."""
    try:
        return work.result()
    except OSError as error:
        place = source.recording or source.transcript or tools.root
        if not last_try and may_pass(error):
            storage_failed(place, error)
            raise
        code = "recording-missing" if isinstance(error, FileNotFoundError) else "recording-unreadable"
        return _failed(source, tools, place, code, error.strerror or str(error))


def may_pass(error: object) -> bool:
    """Whether trying again may help: an error of the storage, and not one of those that stay."""
    return isinstance(error, OSError) and not isinstance(error, LASTING_ERRORS)


def call_text(source: CallSource, tools: SpeechTools) -> CallText:
    """The words of one call, a ready transcript first. Raises OSError when a file cannot be read."""
    problems: tuple[Problem, ...] = ()
    if source.transcript:
        try:
            transcript = read_transcript(source.transcript, source.call_id)
            return CallText(source.call_id, "read", _audio_s(source, transcript), transcript)
        except TranscriptError as error:
            problems = (_problem(tools, source.transcript, error.code, error.detail),)
    if source.recording is None:
        return CallText(source.call_id, "failed", source.audio_s or 0.0, problems=problems)
    if tools.recogniser is None:
        return CallText(source.call_id, "no_model", source.audio_s or 0.0, problems=problems)
    return _heard(source, source.recording, tools, tools.recogniser, problems)


def _heard(
    source: CallSource, recording: Path, tools: SpeechTools, recogniser: Recogniser, problems: tuple[Problem, ...]
) -> CallText:
    key = tools.store.key(recording, recogniser, tools.language)
    kept = tools.store.get(key, source.call_id)
    if kept is not None:
        return CallText(source.call_id, "reused", _audio_s(source, kept), kept, problems)
    try:
        transcript = transcribe_recording(recording, source.call_id, recogniser, tools.language)
    except RecordingError as error:
        problems += (_problem(tools, recording, error.code, error.detail),)
        return CallText(source.call_id, "failed", source.audio_s or 0.0, problems=problems)
    try:
        tools.store.put(key, transcript)
    except OSError as error:  # not the recording's fault: with a full disk nothing more can be kept
        raise FolderNotWritable(tools.store.folder, error.strerror or str(error)) from error
    return CallText(source.call_id, "recognised", _audio_s(source, transcript), transcript, problems)


def _audio_s(source: CallSource, transcript: Transcript) -> float:
    if source.audio_s is not None:
        return source.audio_s
    return max((utterance.end_s for utterance in transcript.utterances), default=0.0)


def _failed(source: CallSource, tools: SpeechTools, place: Path, code: str, detail: str) -> CallText:
    problem = _problem(tools, place, code, detail)
    return CallText(source.call_id, "failed", source.audio_s or 0.0, problems=(problem,))


def _problem(tools: SpeechTools, file: Path, code: str, detail: str) -> Problem:
    place = file.relative_to(tools.root).as_posix()
    return Problem(code, place, value=place, details={"detail": detail})
