"""Where a channel carries sound that could be speech, judged by its energy alone.

A second opinion beside the neural VAD (`transcribe.speech_pieces`), which can miss a whole channel.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transcribe.audio import SAMPLE_RATE
from transcribe.sound_frames import FRAME_S, sound_frames

WINDOW_S = 0.1
_WINDOW = round(WINDOW_S * SAMPLE_RATE)
_FRAMES = round(WINDOW_S / FRAME_S)  # in a window
SILENT_DBFS = -60.0  # loudest window of a channel nobody spoke on; idle telephone coding noise stays below -65
SPEECH_DBFS = -50.0  # quieter speech is not understood anyway
ABOVE_FLOOR_DB = 10.0  # speech stands out of its background by more; steady hum and hiss do not


def loudness_dbfs(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """RMS level of each full window of WINDOW_S, shape (n_windows,), in dB of full scale, at least -120."""
    windows = _windows(samples)
    rms = np.sqrt(np.einsum("ij,ij->i", windows, windows, dtype=np.float64) / _WINDOW)  # without a copy of hours
    return 20 * np.log10(np.maximum(rms, 1e-6))


def is_silent(samples: NDArray[np.float32]) -> bool:
    """True where no window of the channel is loud enough to hold speech."""
    levels = loudness_dbfs(samples)
    return levels.size == 0 or bool(levels.max() < SILENT_DBFS)


def active_windows(samples: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Shape (n_windows,): louder than the channel's background, and neither part of a tone nor beside one."""
    levels = loudness_dbfs(samples)
    if not levels.size:
        return np.zeros(0, np.bool_)
    background = float(np.quantile(levels, 0.1))
    tone: NDArray[np.bool_] = np.asarray(sound_frames(samples).tone[: len(levels) * _FRAMES].reshape(-1, _FRAMES))
    tone = np.asarray(tone.any(axis=1))
    beside = tone.copy()  # where a tone begins or ends
    beside[1:] |= tone[:-1]
    beside[:-1] |= tone[1:]
    return (levels > max(SPEECH_DBFS, background + ABOVE_FLOOR_DB)) & ~beside


def _windows(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    return samples[: len(samples) // _WINDOW * _WINDOW].reshape(-1, _WINDOW)
