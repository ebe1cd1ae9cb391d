"""Where a channel carries sound that could be speech, judged by its energy alone.

A second opinion beside the neural VAD (`transcribe.speech_pieces`), which can miss a whole channel.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transcribe.audio import SAMPLE_RATE

WINDOW_S = 0.1
_WINDOW = round(WINDOW_S * SAMPLE_RATE)
SILENT_DBFS = -60.0  # loudest window of a channel nobody spoke on; idle telephone coding noise stays below -65
_SPEECH_DBFS = -50.0  # quieter speech is not understood anyway
_ABOVE_FLOOR_DB = 10.0  # speech stands out of its background by more; steady hum and hiss do not
_TONE_SHARE = 0.9  # of a window's energy in one narrow peak: ringing, busy and key tones, not a voice
_TONE_BINS = 3  # 30 Hz either side of the peak at 10 Hz a bin


def loudness_dbfs(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """RMS level of each full window of WINDOW_S, shape (n_windows,), in dB of full scale, at least -120."""
    rms = np.sqrt(np.mean(np.square(_windows(samples), dtype=np.float64), axis=1))
    return 20 * np.log10(np.maximum(rms, 1e-6))


def is_silent(samples: NDArray[np.float32]) -> bool:
    """True where no window of the channel is loud enough to hold speech."""
    levels = loudness_dbfs(samples)
    return levels.size == 0 or bool(levels.max() < SILENT_DBFS)


def active_windows(samples: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Shape (n_windows,): louder than the channel's background, and not a pure tone."""
    levels = loudness_dbfs(samples)
    if not levels.size:
        return np.zeros(0, np.bool_)
    background = float(np.quantile(levels, 0.1))
    active = levels > max(_SPEECH_DBFS, background + _ABOVE_FLOOR_DB)
    active[active] = ~_tonal(_windows(samples)[active])
    return active


def _windows(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    return samples[: len(samples) // _WINDOW * _WINDOW].reshape(-1, _WINDOW)


def _tonal(windows: NDArray[np.float32]) -> NDArray[np.bool_]:
    power = np.square(np.abs(np.fft.rfft(windows * np.hanning(_WINDOW).astype(np.float32), axis=1)))
    peak = power.argmax(axis=1)[:, None]
    in_peak = np.abs(np.arange(power.shape[1])[None, :] - peak) <= _TONE_BINS
    return np.sum(power, axis=1, where=in_peak) > _TONE_SHARE * power.sum(axis=1)
