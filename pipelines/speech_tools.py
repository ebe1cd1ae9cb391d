"""What a run transcribes its recordings with."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pipelines.run_settings import RunSettings
from transcribe.model_files import ModelNotFound, WhisperFiles, find_whisper
from transcribe.recogniser import FasterWhisperRecogniser, Recogniser
from transcribe.transcript_store import TranscriptStore


@dataclass(frozen=True, slots=True)
class SpeechTools:
    """recogniser and model are None where no model is needed or none was found."""

    root: Path  # the archive folder; problems name files relative to it
    store: TranscriptStore
    model: WhisperFiles | None
    recogniser: Recogniser | None
    language: str | None  # None: heard from each recording
    workers: int  # calls transcribed at the same time


def find_model(settings: RunSettings) -> WhisperFiles | None:
    """The Whisper model of the run, None if nothing was asked for and nothing is installed.

    Raises ModelNotFound for a model that was asked for: another one must not quietly take its place.
    """
    try:
        return find_whisper(settings.model)
    except ModelNotFound:
        if settings.model is not None:
            raise
        return None


def speech_tools(settings: RunSettings, archive_language: str, model: WhisperFiles | None) -> SpeechTools:
    """The tools of this run. archive_language: as archive.yaml says, "auto" where it does not."""
    language = settings.language or archive_language
    recogniser = None
    workers = settings.threads or os.cpu_count() or 1
    if model is not None:
        recogniser = FasterWhisperRecogniser(model, device=settings.device, cpu_threads=1, workers=workers)
        if recogniser.device == "cuda":  # one card gains little from several workers
            workers = 1
    return SpeechTools(
        root=settings.archive,
        store=TranscriptStore(settings.transcripts),
        model=model,
        recogniser=recogniser,
        language=None if language == "auto" else language,
        workers=workers,
    )
