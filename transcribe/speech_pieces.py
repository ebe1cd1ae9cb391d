"""Where in a channel there is speech: what Silero's VAD hears, and what it misses that sounds like a voice."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from faster_whisper.vad import VadOptions, get_speech_timestamps
from numpy.typing import NDArray

from transcribe.activity import WINDOW_S, active_windows
from transcribe.audio import SAMPLE_RATE
from transcribe.voicing import HOP_S, voiced_frames

# The VAD runs in onnxruntime, which from 1.32 on reports its use to its makers' server and keeps a device number in the
# user's cache folder; it reads this variable when it is imported, at the first VAD.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

Piece = tuple[int, int]  # first sample and the one after the last

MAX_PIECE_S = 28.0  # Whisper hears 30 s at a time
# One VAD is not to be trusted: it drops speech without its low frequencies (a bad line, a headset's filter) at any
# threshold, and one reply in twenty that is a single short word. So sound that it leaves out is heard all the same
# where it has the pitch of a voice. Music let through costs time and comes back with low confidence; a dropped side
# of a call would be a client who "said nothing". Noise has no pitch, and words invented over it were the most there
# were when loudness alone decided.
_THRESHOLD = 0.5
_OVERRULED_SHARE = 0.15  # of a channel's speech; a lone short word that the VAD misses says nothing of the line
_PAD_S = 0.4
_MIN_SILENCE_MS = 160


@dataclass(frozen=True, slots=True)
class Speech:
    """pieces: in time order, none longer than MAX_PIECE_S, none overlapping. vad_overruled: many are not the VAD's."""

    pieces: list[Piece]
    vad_overruled: bool


def speech_pieces(samples: NDArray[np.float32]) -> Speech:
    """Where somebody speaks. samples: one channel at SAMPLE_RATE.

    Pieces are padded on both sides, since Whisper loses words that begin at once.
    """
    pieces = _silero_pieces(samples)
    active = active_windows(samples)
    missed = [
        piece
        for piece in _energy_pieces(active & ~_covered(pieces, len(active)), len(samples))
        if _has_voice(samples, active, piece)
    ]
    joined = _joined(pieces, missed)
    return Speech(joined, _total(missed) > _OVERRULED_SHARE * _total(joined))


def vad_hears_speech(samples: NDArray[np.float32]) -> bool:
    """True where Silero finds speech. samples: one channel at SAMPLE_RATE."""
    return bool(_silero_pieces(samples))


def _silero_pieces(samples: NDArray[np.float32]) -> list[Piece]:
    options = VadOptions(
        threshold=_THRESHOLD,
        max_speech_duration_s=MAX_PIECE_S,
        min_silence_duration_ms=_MIN_SILENCE_MS,
        speech_pad_ms=round(_PAD_S * 1000),
    )
    return [(piece["start"], piece["end"]) for piece in get_speech_timestamps(samples, options)]


def _covered(pieces: Sequence[Piece], n_windows: int) -> NDArray[np.bool_]:
    """Shape (n_windows,): the middle of the window lies in a piece."""
    covered = np.zeros(n_windows, np.bool_)
    window = WINDOW_S * SAMPLE_RATE
    for start, end in pieces:
        covered[max(0, math.ceil(start / window - 0.5)) : max(0, math.ceil(end / window - 0.5))] = True
    return covered


def _has_voice(samples: NDArray[np.float32], active: NDArray[np.bool_], piece: Piece) -> bool:
    """True where an active window of the piece, not beside a tone, has the pitch of a voice."""
    start, end = piece
    middles = start + (np.flatnonzero(voiced_frames(samples[start:end])) * HOP_S + HOP_S) * SAMPLE_RATE
    windows = (middles / (WINDOW_S * SAMPLE_RATE)).astype(int)
    return bool(active[windows[windows < len(active)]].any())


def _joined(pieces: Sequence[Piece], missed: Sequence[Piece]) -> list[Piece]:
    """Both in time order; what overlaps is put together, or parted where it would become too long."""
    longest = round(MAX_PIECE_S * SAMPLE_RATE)
    joined: list[Piece] = []
    for start, end in sorted([*pieces, *missed]):
        if joined and start < joined[-1][1]:
            if end - joined[-1][0] <= longest:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
                continue
            start = joined[-1][1]
        if end > start:
            joined.append((start, end))
    return joined


def _energy_pieces(active: NDArray[np.bool_], n_samples: int) -> list[Piece]:
    """The active windows, padded and joined, cut at MAX_PIECE_S."""
    window, pad, longest = (round(seconds * SAMPLE_RATE) for seconds in (WINDOW_S, _PAD_S, MAX_PIECE_S))
    pieces: list[Piece] = []
    for index in np.flatnonzero(active):
        start, end = max(0, int(index) * window - pad), min(n_samples, (int(index) + 1) * window + pad)
        if pieces and start <= pieces[-1][1] and end - pieces[-1][0] <= longest:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((max(start, pieces[-1][1]) if pieces else start, end))
    return pieces


def _total(pieces: Sequence[Piece]) -> int:
    """Samples in all of them."""
    return sum(end - start for start, end in pieces)
