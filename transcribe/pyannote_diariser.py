"""Diarization by pyannote.audio. torch and pyannote are imported when the first recording comes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property
from threading import Lock
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from transcribe.audio import SAMPLE_RATE
from transcribe.diarization import Diarization, DiarizationFailed, SpeakerTurn, named_by_first_speech
from transcribe.diarization_files import find_diarization, installed_versions
from transcribe.utterance import Voice

SPEAKERS = (1, 4)  # a call, sometimes with a colleague or two beside the telephone
RULES = 2  # raise when a change here changes who is heard; kept transcripts are then made anew


class PyannoteDiariser:
    """pyannote.audio's SpeakerDiarization, on samples in memory. Deterministic on one device.

    source: as in `find_diarization`; None for the packaged weights, which `QuickDiarization` runs with less work. A
    named pipeline keeps its authors' settings. speakers: how many there are, or the fewest and the most.
    Any number of threads may call `diarise` at the same time, each with one processor core; they share the weights.
    Raises DiarizationFailed at once where a package or weights are missing, and loads them when first needed.
    """

    def __init__(
        self,
        source: str | None = None,
        device: Literal["cpu", "cuda"] = "cpu",
        speakers: int | tuple[int, int] = SPEAKERS,
    ) -> None:
        self.files = find_diarization(source)
        self.device = device
        self.fewest, self.most = (speakers, speakers) if isinstance(speakers, int) else speakers
        if not 1 <= self.fewest <= self.most:
            raise ValueError(f"speakers: {speakers}")
        self._loading = Lock()  # the first recordings of several workers come at the same time
        self._not_loaded: DiarizationFailed | None = None

    @property
    def identity(self) -> str:
        settings = f"{self.device}, {self.fewest} to {self.most} speakers, rules {RULES}"
        return f"{installed_versions(self.files)}, {self.files.name} sha256 {self.files.digest}, {settings}"

    def diarise(self, samples: NDArray[np.float32]) -> Diarization:
        """As the protocol says."""
        pipeline = self._pipeline
        if not samples.any():  # pyannote's networks divide by the loudness
            return Diarization((), (), ())
        try:
            return as_diarization(self._heard(pipeline, samples))
        except Exception as error:  # torch and pyannote raise all kinds; none of them may cost the recording its words
            raise DiarizationFailed("diarization-failed", f"{type(error).__name__}: {error}") from error

    def _heard(self, pipeline: Any, samples: NDArray[np.float32]) -> Any:
        import torch

        torch.set_num_threads(1)  # of this thread: recordings run side by side, which is faster than threads in each
        waveform = torch.from_numpy(np.require(samples, np.float32, ["C", "W"]))[None]
        recording = {"waveform": waveform, "sample_rate": SAMPLE_RATE, "uri": "recording"}
        return pipeline(recording, min_speakers=self.fewest, max_speakers=self.most)

    @property
    def _pipeline(self) -> Any:
        with self._loading:
            if self._not_loaded is not None:  # importing torch in vain takes seconds, for every recording
                raise self._not_loaded
            return self._loaded

    @cached_property
    def _loaded(self) -> Any:
        try:
            return self._load()
        except Exception as error:  # missing or unfitting parts of torch raise all kinds of errors
            self._not_loaded = DiarizationFailed("diarization-not-loaded", f"{type(error).__name__}: {error}")
            raise self._not_loaded from error

    def _load(self) -> Any:
        from transcribe.quick_diarization import load_named_pipeline, load_quick_diarization

        if self.files.origin == "package":
            return load_quick_diarization(self.files.folder, self.device)
        return load_named_pipeline(self.files.folder, self.device)


def as_diarization(output: Any) -> Diarization:
    """output: pyannote's DiarizeOutput."""
    said = output.speaker_diarization
    embeddings = output.speaker_embeddings
    voices = () if embeddings is None else _voices(said.labels(), embeddings)
    return named_by_first_speech(_turns(said), _turns(output.exclusive_speaker_diarization), voices)


def _turns(annotation: Any) -> Iterator[SpeakerTurn]:
    for segment, _, speaker in annotation.itertracks(yield_label=True):
        yield SpeakerTurn(round(segment.start, 3), round(segment.end, 3), str(speaker))


def _voices(speakers: list[str], embeddings: NDArray[np.float64]) -> Iterator[Voice]:
    for speaker, embedding in zip(speakers, embeddings, strict=True):
        length = float(np.linalg.norm(embedding))
        if math.isfinite(length) and length > 0:  # else too little was said for an embedding
            yield Voice(str(speaker), tuple(round(float(part), 6) for part in embedding / length))
