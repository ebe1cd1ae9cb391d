"""Speech recognition of one channel."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from threading import Lock
from typing import Literal, Protocol

import ctranslate2
import numpy as np
from faster_whisper import BatchedInferencePipeline, WhisperModel
from faster_whisper.transcribe import Segment as HeardRow
from numpy.typing import NDArray

from transcribe import invented_text, speech_pieces, speech_rows, word_runs
from transcribe.audio import SAMPLE_RATE
from transcribe.model_files import WhisperFiles

Device = Literal["auto", "cpu", "cuda"]
_DEFAULT_COMPUTE = {"cpu": "int8", "cuda": "float16"}

BATCH_ROWS = 8  # rows of 30 s decoded together; a channel of an ordinary call has fewer
_MAX_THREADS = 4  # CTranslate2 gains next to nothing from more threads on one file
_NO_SPEECH, _LOW_LOGPROB = 0.6, -1.0  # Whisper's own limits: above and below together, the row is silence
RULES = 3  # raise when a change to this package changes what is recognised; kept transcripts are then made anew


class LanguageNotSupported(Exception):
    """The model does not know the language that was asked for. code: language-not-supported; detail: the code."""

    def __init__(self, language: str) -> None:
        super().__init__(f"language-not-supported: {language}")
        self.code = "language-not-supported"
        self.detail = language


@dataclass(frozen=True, slots=True)
class Recognised:
    """language: as asked for or detected, ISO 639-1; None where nothing was said and none was asked for."""

    language: str | None
    segments: tuple[word_runs.Segment, ...]
    removed: tuple[invented_text.Invented, ...] = ()  # what the engine wrote and nobody said


class Recogniser(Protocol):
    @property
    def identity(self) -> str:
        """Everything the result depends on beside the sound: engine, versions, model digest, settings."""

    def recognise(self, samples: NDArray[np.float32], language: str | None) -> Recognised:
        """samples: one channel, float32 at 16 kHz. language: ISO 639-1, None to detect it."""


class FasterWhisperRecogniser:
    """Whisper by faster-whisper. Deterministic: no sampling, no fallback temperatures.

    device "auto" takes CUDA where CTranslate2 sees a card. compute_type "default" is int8 on a CPU and float16 on
    a card. workers: how many threads may call `recognise` at the same time; they share one copy of the weights.
    For an archive, several workers of one thread each beat one worker of several threads. cpu_threads: of each
    worker; 0 shares out the cores there are, up to 4 each. Neither changes the result. The model is loaded when
    first needed, so that a run in which every call is already transcribed does not wait for it.
    """

    def __init__(
        self,
        files: WhisperFiles,
        device: Device = "auto",
        compute_type: str = "default",
        beam_size: int = 5,
        cpu_threads: int = 0,
        workers: int = 1,
    ) -> None:
        self.files = files
        self.device = _resolved(device)
        self.compute_type = _DEFAULT_COMPUTE[self.device] if compute_type == "default" else compute_type
        self.beam_size = beam_size
        self.workers = workers
        self._loading = Lock()  # the first calls of several workers come at the same time
        self.cpu_threads = cpu_threads or max(1, min(_MAX_THREADS, (os.cpu_count() or 1) // workers))

    @property
    def identity(self) -> str:
        engine = f"faster-whisper {version('faster-whisper')}, ctranslate2 {ctranslate2.__version__}"
        settings = f"{self.device} {self.compute_type}, beam {self.beam_size}, rows {BATCH_ROWS}, rules {RULES}"
        return f"{engine}, model sha256 {self.files.digest}, {settings}"

    def recognise(self, samples: NDArray[np.float32], language: str | None) -> Recognised:
        """As the protocol says. Raises LanguageNotSupported."""
        if language is not None and language not in self._model.supported_languages:
            raise LanguageNotSupported(language)
        pieces = speech_pieces.speech_pieces(samples)
        if not pieces:
            return Recognised(language, ())
        rows = speech_rows.pack_rows(samples, pieces)
        segments, info = self._pipeline().transcribe(
            rows.samples,
            language=language,
            beam_size=self.beam_size,
            temperature=0.0,
            batch_size=BATCH_ROWS,
            clip_timestamps=[{"start": start / SAMPLE_RATE, "end": end / SAMPLE_RATE} for start, end in rows.rows],
            word_timestamps=True,  # one row holds several turns: only word times can take them apart again
        )
        cut = invented_text.cut_invented(tuple(_words(segments, rows)))
        return Recognised(info.language, word_runs.segments_of(cut.kept), cut.removed)

    @property
    def _model(self) -> WhisperModel:
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> WhisperModel:
        return WhisperModel(
            str(self.files.folder),
            device=self.device,
            compute_type=self.compute_type,
            cpu_threads=self.cpu_threads,
            num_workers=self.workers,
            local_files_only=True,
        )

    def _pipeline(self) -> BatchedInferencePipeline:
        # A new one each time: it carries the end of the last speech from one call into the next.
        return BatchedInferencePipeline(self._model)


def _resolved(device: Device) -> Literal["cpu", "cuda"]:
    if device == "auto":
        return "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
    return device


def _words(segments: Iterable[HeardRow], rows: speech_rows.SpeechRows) -> Iterator[word_runs.Word]:
    """Words with their times in the channel. The batched pipeline judges no row itself, so it is done here."""
    for segment in segments:
        silence = segment.no_speech_prob > _NO_SPEECH and segment.avg_logprob < _LOW_LOGPROB
        doubtful = silence or segment.compression_ratio > word_runs.LOOP_COMPRESSION
        for word in segment.words or ():
            start_s, end_s = rows.original_times_s(word.start, word.end)
            yield word_runs.Word(start_s, end_s, word.word, word.probability, doubtful)
