"""Sound that spells its words, and a recogniser that reads it: what the queue does with rows, without a model.

A word is WORD_S of one sample value, its number; numbers from ENGLISH on are English words.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from transcribe.audio import SAMPLE_RATE
from transcribe.prepared_recording import PreparedChannel, PreparedRecording
from transcribe.recogniser import HeardRow, LanguageNotSupported
from transcribe.speech_rows import pack_rows
from transcribe.word_runs import Word

WORD_S = 0.5
ENGLISH = 100_000
_WORD = round(WORD_S * SAMPLE_RATE)
_LETTERS = "абвгдежзиклмнопр"


def word(number: int) -> str:
    """Eight letters, so that no two numbers are likely to share a word."""
    return "".join(_LETTERS[int(digit, 16)] for digit in hashlib.sha256(str(number).encode()).hexdigest()[:8])


def spoken(numbers: Sequence[int]) -> NDArray[np.float32]:
    return np.repeat(np.array(numbers, np.float32), _WORD)


def spelled_recording(*channels: Sequence[Sequence[int]], overruled: bool = False) -> PreparedRecording:
    """channels: for each its pieces, for each of these its words. A piece of one side follows one of the other."""
    start = 0
    placed: list[list[tuple[int, Sequence[int]]]] = [[] for _ in channels]
    for turn in range(max(map(len, channels), default=0)):
        for side, pieces in enumerate(channels):
            if turn < len(pieces):
                placed[side].append((start, pieces[turn]))
                start += (len(pieces[turn]) + 2) * _WORD  # a second of silence after it
    prepared = []
    for side, pieces_of_side in enumerate(placed):
        samples = np.zeros(start, np.float32)
        spans = []
        for first, numbers in pieces_of_side:
            samples[first : first + len(numbers) * _WORD] = spoken(numbers)
            spans.append((first, first + len(numbers) * _WORD))
        rows = pack_rows(samples, spans) if spans else ()
        prepared.append(PreparedChannel(side if len(channels) > 1 else None, rows, overruled))
    return PreparedRecording(tuple(prepared), "silence")


@dataclass
class SpellingRecogniser:
    """Reads spelled sound. It remembers what it was asked for, and how many threads were inside it at once."""

    parallel: int = 1
    batch_rows: int = 4
    identity: str = "spelling"
    knows: tuple[str, ...] = ("ru", "en")
    batches: list[tuple[str, list[int]]] = field(default_factory=list)  # language, samples of the rows
    asked_languages: int = 0
    most_inside: int = 0
    _inside: int = 0
    _lock: Lock = field(default_factory=Lock)

    def __hash__(self) -> int:
        return id(self)

    def length_class(self, n_samples: int) -> int:
        return math.ceil(n_samples / SAMPLE_RATE / 3) * 3

    def recognise(self, rows: Sequence[NDArray[np.float32]], language: str, hotwords: str = "") -> list[HeardRow]:
        self._enter()
        try:
            if language not in self.knows:
                raise LanguageNotSupported(language)
            with self._lock:
                self.batches.append((language, [len(row) for row in rows]))
            return [self.read(row) for row in rows]
        finally:
            self._leave()

    def recognise_again(self, row: NDArray[np.float32], language: str) -> Iterator[HeardRow]:
        yield self.read(row)

    def language_odds(self, row: NDArray[np.float32]) -> Mapping[str, float]:
        self._enter()
        try:
            with self._lock:
                self.asked_languages += 1
            english = float(np.mean(row >= ENGLISH))
            return {"ru": 1 - english, "en": english}
        finally:
            self._leave()

    def read(self, row: NDArray[np.float32]) -> HeardRow:
        numbers = row[::_WORD].astype(int)
        words = (
            Word(at * WORD_S, (at + 1) * WORD_S, f" {word(number)}", 0.9) for at, number in enumerate(numbers.tolist())
        )
        return HeardRow(tuple(words), -0.2, 0.0)

    def _enter(self) -> None:
        with self._lock:
            self._inside += 1
            self.most_inside = max(self.most_inside, self._inside)

    def _leave(self) -> None:
        with self._lock:
            self._inside -= 1
