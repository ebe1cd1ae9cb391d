"""What a speech recogniser has to offer. `transcribe.whisper_recogniser` is the one that comes with the product.

docs/decisions.md says how another one (GigaAM, T-one) is plugged in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from transcribe.utterance import Renamed
from transcribe.word_runs import Word


class LanguageNotSupported(Exception):
    """The model does not know the language that was asked for. code: language-not-supported; detail: the code."""

    def __init__(self, language: str) -> None:
        super().__init__(f"language-not-supported: {language}")
        self.code = "language-not-supported"
        self.detail = language


@dataclass(frozen=True, slots=True)
class HeardRow:
    """What was recognised in one row.

    words: in time order, seconds from the start of the row. avg_logprob: mean natural logarithm of the tokens'
    probabilities. no_speech_prob: chance that nobody speaks, as the recogniser sees it; 0 where it has no opinion.
    """

    words: tuple[Word, ...]
    avg_logprob: float
    no_speech_prob: float
    renamed: tuple[Renamed, ...] = ()  # by `transcribe.named_rows`, not by the recogniser

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words).strip()


class Recogniser(Protocol):
    """Recognises rows: float32 samples of one channel at 16 kHz, at most 30 s of speech with its pauses cut short.

    What it makes of a row must not depend on the rows beside it, so that a run that was killed goes on to the same
    words. It is called from `parallel` threads at the same time at most.
    """

    parallel: int
    batch_rows: int  # rows of one length class that it recognises best together

    @property
    def identity(self) -> str:
        """Everything the result depends on beside the sound: engine, versions, model digest, settings."""

    def length_class(self, n_samples: int) -> int:
        """Rows of one class may be recognised together; a short row beside a long one would cost as much as it."""

    def recognise(self, rows: Sequence[NDArray[np.float32]], language: str, hotwords: str = "") -> list[HeardRow]:
        """Rows of one length class, at most `batch_rows`. language: ISO 639-1. hotwords: names that may have been said.

        Raises LanguageNotSupported.
        """

    def recognise_again(self, row: NDArray[np.float32], language: str) -> Iterator[HeardRow]:
        """Other hearings of a row whose first one is doubtful, the most promising way first; each costs time."""

    def language_odds(self, row: NDArray[np.float32]) -> Mapping[str, float]:
        """ISO 639-1 code to probability."""
