"""Where in a channel there is speech: Silero's VAD, checked against the channel's energy."""

from __future__ import annotations

import os

import numpy as np
from faster_whisper.vad import VadOptions, get_speech_timestamps
from numpy.typing import NDArray

from transcribe.activity import WINDOW_S, active_windows
from transcribe.audio import SAMPLE_RATE

# The VAD runs in onnxruntime, which from 1.32 on reports its use to its makers' server and keeps a device number in the
# user's cache folder; it reads this variable when it is imported, at the first VAD.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

Piece = tuple[int, int]  # first sample and the one after the last

MAX_PIECE_S = 28.0  # Whisper hears 30 s at a time
# One VAD is not to be trusted: speech without its low frequencies (a bad line, a headset's filter) gets next to
# nothing from Silero, at any threshold. So a channel whose VAD covers too little of its sound is tried again at a
# lower threshold, and then taken by its energy. Music or noise let through costs time and comes back with low
# confidence; a dropped side of a call would be a client who "said nothing".
_THRESHOLDS = (0.5, 0.15)
_COVERED_SHARE = 0.7
_MIN_ACTIVE_S = 1.0  # less sound than this is clicks and breath: Silero's word is taken
_PAD_S = 0.4
_MIN_SILENCE_MS = 160


def speech_pieces(samples: NDArray[np.float32]) -> list[Piece]:
    """Pieces of speech in time order, none longer than MAX_PIECE_S, none overlapping.

    samples: one channel at SAMPLE_RATE. Padded on both sides, since Whisper loses words that begin at once.
    """
    active = active_windows(samples)
    little_sound = active.sum() * WINDOW_S < _MIN_ACTIVE_S
    for threshold in _THRESHOLDS:
        pieces = _silero_pieces(samples, threshold)
        if little_sound or _covered_share(pieces, active) >= _COVERED_SHARE:
            return pieces
    return _energy_pieces(active, len(samples))


def vad_hears_speech(samples: NDArray[np.float32]) -> bool:
    """True where Silero finds speech. samples: one channel at SAMPLE_RATE."""
    return bool(_silero_pieces(samples, _THRESHOLDS[0]))


def _silero_pieces(samples: NDArray[np.float32], threshold: float) -> list[Piece]:
    options = VadOptions(
        threshold=threshold,
        max_speech_duration_s=MAX_PIECE_S,
        min_silence_duration_ms=_MIN_SILENCE_MS,
        speech_pad_ms=round(_PAD_S * 1000),
    )
    return [(piece["start"], piece["end"]) for piece in get_speech_timestamps(samples, options)]


def _covered_share(pieces: list[Piece], active: NDArray[np.bool_]) -> float:
    """Share of the active windows whose middle lies in a piece."""
    middles = (np.flatnonzero(active) + 0.5) * WINDOW_S * SAMPLE_RATE
    covered = sum(int(np.count_nonzero((middles >= start) & (middles < end))) for start, end in pieces)
    return covered / len(middles)


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
