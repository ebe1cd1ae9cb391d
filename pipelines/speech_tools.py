"""What a run transcribes its recordings with."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import ctranslate2

from deals.records import Archive
from deals.vocabulary import archive_terms, words_written_small
from pipelines.run_settings import MOST_SPEAKERS, SpeechOptions, transcripts_folder
from transcribe.call_language import SpokenLanguages
from transcribe.diarization import Diariser, DiarizationFailed
from transcribe.model_files import ModelNotFound, WhisperFiles, find_whisper
from transcribe.pyannote_diariser import PyannoteDiariser
from transcribe.recogniser import Recogniser
from transcribe.transcript_store import TranscriptStore
from transcribe.vocabulary import Vocabulary
from transcribe.whisper_recogniser import FasterWhisperRecogniser


class ComputeTypeNotSupported(Exception):
    """This processor or card cannot calculate like that; `supported` are the names of what it can."""

    def __init__(self, compute_type: str, device: str, supported: tuple[str, ...]) -> None:
        super().__init__(f"{compute_type} on {device}: only {', '.join(supported)}")
        self.compute_type = compute_type
        self.device = device
        self.supported = supported


@dataclass(frozen=True, slots=True)
class SpeechTools:
    """recogniser and model are None where no model is needed or none was found."""

    root: Path  # the archive folder; problems name files relative to it
    store: TranscriptStore
    model: WhisperFiles | None
    recogniser: Recogniser | None
    languages: SpokenLanguages
    workers: int  # threads that recognise and prepare
    speakers: tuple[int, int] = (1, MOST_SPEAKERS)  # least and most in a mixed recording
    diariser: Diariser | None = None  # None: mixed recordings are transcribed without speakers
    undiarized: DiarizationFailed | None = None  # why
    vocabulary: Vocabulary | None = None  # names of the archive; None where there is no CRM beside the recordings


def find_model(options: SpeechOptions) -> WhisperFiles | None:
    """The Whisper model of the run, None if nothing was asked for and nothing is installed.

    Raises ModelNotFound for a model that was asked for: another one must not quietly take its place.
    """
    try:
        return find_whisper(options.model)
    except ModelNotFound:
        if options.model is not None:
            raise
        return None


def speech_tools(
    root: Path,
    work: Path,
    options: SpeechOptions,
    archive_language: str,
    model: WhisperFiles | None,
    archive: Archive | None = None,
) -> SpeechTools:
    """The tools of this run. archive_language: as archive.yaml says, "auto" where it does not.

    archive: whose names are looked for in what was said. Raises ComputeTypeNotSupported, DiarizationFailed.
    """
    # Not a digest of the names: with every new contact all recordings would have to be transcribed again.
    stated = {"speakers": "{}-{}".format(*options.speakers), "names": "archive" if archive else "none"}
    recogniser, diariser, undiarized = None, None, None
    workers = options.workers or _usable_processors()
    if model is not None:
        recogniser = FasterWhisperRecogniser(
            model, options.device, options.compute_type, cpu_threads=1, workers=workers
        )
        _check_compute_type(recogniser)
        try:
            diariser = PyannoteDiariser(options.diarization, recogniser.device, options.speakers)
        except DiarizationFailed as error:
            if options.diarization is not None:  # another must not quietly take the place of the one asked for
                raise
            undiarized = error
        stated |= {
            "model": model.digest,
            "device": recogniser.device,
            "compute_type": recogniser.compute_type,
            "diarization": diariser.identity if diariser else "none",
        }
    return SpeechTools(
        root=root,
        store=TranscriptStore(transcripts_folder(work), stated),
        model=model,
        recogniser=recogniser,
        languages=SpokenLanguages(_languages(options, archive_language)),
        workers=workers,
        speakers=options.speakers,
        diariser=diariser,
        undiarized=undiarized,
        vocabulary=_vocabulary(archive) if archive and recogniser else None,
    )


def _usable_processors() -> int:
    """Those that this process may use, which in a container are often fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _vocabulary(archive: Archive) -> Vocabulary:
    return Vocabulary([term.text for term in archive_terms(archive)], words_written_small(archive))


def _languages(options: SpeechOptions, archive_language: str) -> tuple[str, ...]:
    if options.languages is not None:
        return options.languages
    return () if archive_language == "auto" else (archive_language,)


def _check_compute_type(recogniser: FasterWhisperRecogniser) -> None:
    supported = ctranslate2.get_supported_compute_types(recogniser.device)
    if recogniser.compute_type not in supported:
        raise ComputeTypeNotSupported(recogniser.compute_type, recogniser.device, tuple(sorted(supported)))
