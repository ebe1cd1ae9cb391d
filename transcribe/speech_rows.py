"""Speech pieces packed into rows, which are what a recogniser hears, and word times taken back to the channel's.

A channel of a call is mostly silence: packing its pieces makes recognition several times faster than giving every
piece a row, and the words of one piece help to understand the next.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from transcribe.audio import SAMPLE_RATE
from transcribe.speech_pieces import Piece

# Longer rows read no better and cost more: every word drawn looks at the whole row. Measured on 24 telephone calls
# with Whisper base: 30 s WER 0.247, 20 s 0.246, 15 s 0.247, 12 s 0.255, at 72, 61, 57 and 59 s of processor time.
ROW_S = 20.0


@dataclass(frozen=True, slots=True)
class SpeechRow:
    """Pieces of one channel, joined.

    samples: float32 at SAMPLE_RATE. pieces: where they were in the channel. starts: where each begins in `samples`.
    """

    samples: NDArray[np.float32]
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]

    @property
    def speech_s(self) -> float:
        return len(self.samples) / SAMPLE_RATE

    def original_times_s(self, start_s: float, end_s: float) -> tuple[float, float]:
        """Times of one word in the row as times in the channel, within the piece that holds the word's middle."""
        index = self.piece_at((start_s + end_s) / 2)
        first, last = self.pieces[index]
        shift_s = (first - self.starts[index]) / SAMPLE_RATE
        low, high = first / SAMPLE_RATE, last / SAMPLE_RATE
        return min(max(start_s + shift_s, low), high), min(max(end_s + shift_s, low), high)

    def piece_at(self, second: float) -> int:
        """Which piece this moment of the row belongs to."""
        return max(0, bisect_right(self.starts, second * SAMPLE_RATE) - 1)

    def without_sound(self) -> SpeechRow:
        """The same times without the samples."""
        return replace(self, samples=np.zeros(0, np.float32))

    def part(self, first: int, end: int) -> SpeechRow:
        """The pieces `first` to before `end` as a row of their own."""
        begin = self.starts[first]
        last = self.starts[end] if end < len(self.starts) else len(self.samples)
        starts = tuple(start - begin for start in self.starts[first:end])
        return SpeechRow(self.samples[begin:last], self.pieces[first:end], starts)


def pack_rows(samples: NDArray[np.float32], pieces: Sequence[Piece]) -> tuple[SpeechRow, ...]:
    """Pieces in time order in as few rows as ROW_S allows, of about the same length; a longer piece has its own.

    samples: one channel. About the same length, because a short rest would be heard without what was said before.
    """
    total = sum(end - start for start, end in pieces) / SAMPLE_RATE
    count = max(1, math.ceil(total / ROW_S))
    share = total / count * SAMPLE_RATE
    rows: list[list[Piece]] = []
    length = 0
    for piece in pieces:
        size = piece[1] - piece[0]
        full = length + size > ROW_S * SAMPLE_RATE or (length + size / 2 > share and len(rows) < count)
        if not rows or full:
            rows.append([])
            length = 0
        rows[-1].append(piece)
        length += size
    return tuple(_row(samples, row) for row in rows)


def _row(samples: NDArray[np.float32], pieces: Sequence[Piece]) -> SpeechRow:
    blocks = [samples[start:end] for start, end in pieces]
    starts = np.cumsum([0, *(len(block) for block in blocks[:-1])])
    return SpeechRow(np.concatenate(blocks), tuple(pieces), tuple(int(start) for start in starts))
