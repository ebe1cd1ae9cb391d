"""A channel in short frames: how loud each is, how like the one before, and whether it is a steady tone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transcribe.audio import SAMPLE_RATE

FRAME_S = 0.05  # short enough for key tones, long enough to part 400 from 450 Hz as one peak and 440 from 620 as two
_FRAME = round(FRAME_S * SAMPLE_RATE)
_BIN_HZ = SAMPLE_RATE / _FRAME
_BLOCK = 1200  # frames at a time, one minute: the spectra of an hour would take half a gigabyte
_BAND_HZ = (100.0, 3600.0)  # below is mains hum and rumble, above it telephones carry nothing
_TONE_HZ = 340.0  # the lowest call tone is 350 Hz; a humming line is lower
_TONE_DBFS = -50.0
_TONE_SHARE = 0.9  # of a frame's energy in its two highest peaks
_PEAK_BINS = 3  # 60 Hz either side
# Pure vowels have all their energy in two peaks too, but no voice holds its pitch: over 0.15 s the spectra of a tone
# stay the same. (1138 telephone prompts of two voices, words to half a minute: none has 0.9 s of tones.)
_SAME, _SAME_AS_FIRST = 0.97, 0.9
_LEAST_FRAMES = 3
# Keys are pressed for less than that. ITU-T Q.23: one frequency of each group at once, to 1.8 %.
_KEY_HZ = ((697, 770, 852, 941), (1209, 1336, 1477, 1633))
_KEY_TOLERANCE_HZ = 25.0


@dataclass(frozen=True, slots=True)
class SoundFrames:
    """Frames of FRAME_S, without a gap; the rest shorter than a frame is left out."""

    level_dbfs: NDArray[np.float64]  # shape (n_frames,), RMS, at least -120
    likeness: NDArray[np.float64]  # shape (n_frames,): correlation with the spectrum of the frame before; 0 in hiss
    peaks_hz: NDArray[np.float64]  # shape (n_frames, 2), the two highest peaks of the spectrum, higher one first
    tone: NDArray[np.bool_]  # shape (n_frames,), part of a steady tone of one or two frequencies, or of a key


def sound_frames(samples: NDArray[np.float32]) -> SoundFrames:
    """samples: one channel at SAMPLE_RATE."""
    frames = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME)
    blocks = [_block(frames[start : start + _BLOCK]) for start in range(0, len(frames), _BLOCK)]
    if not blocks:
        return SoundFrames(np.zeros(0), np.zeros(0), np.zeros((0, 2)), np.zeros(0, np.bool_))
    return SoundFrames(
        np.concatenate([block.level_dbfs for block in blocks]),
        np.concatenate([block.likeness for block in blocks]),
        np.concatenate([block.peaks_hz for block in blocks]),
        np.concatenate([block.tone for block in blocks]),
    )


def _block(frames: NDArray[np.float32]) -> SoundFrames:
    levels = 20 * np.log10(np.maximum(np.sqrt(np.mean(np.square(frames, dtype=np.float64), axis=1)), 1e-6))
    first, last = (round(edge / _BIN_HZ) for edge in _BAND_HZ)
    spectra = np.abs(np.fft.rfft(frames * np.hanning(_FRAME), axis=1))[:, first:last]
    peaks, share = _two_peaks(np.square(spectra))
    peaks += _BAND_HZ[0]
    spectra -= spectra.mean(axis=1, keepdims=True)
    spectra /= np.maximum(np.linalg.norm(spectra, axis=1), 1e-9)[:, None]
    likeness = np.concatenate([[0.0], np.sum(spectra[1:] * spectra[:-1], axis=1)])
    may_be = (levels > _TONE_DBFS) & (share > _TONE_SHARE) & (peaks[:, 0] >= _TONE_HZ)
    tone = may_be & _is_key(peaks)
    start = 0
    for frame in range(1, len(frames) + 1):
        goes_on = frame < len(frames) and may_be[start] and may_be[frame] and likeness[frame] > _SAME
        if goes_on and spectra[frame] @ spectra[start] > _SAME_AS_FIRST:
            continue
        if may_be[start] and frame - start >= _LEAST_FRAMES:
            tone[start:frame] = True
        start = frame
    return SoundFrames(levels, likeness, peaks, tone)


def _two_peaks(power: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where the two highest peaks are, in Hz, and the share of the energy in both."""
    bins = np.arange(power.shape[1])[None, :]
    left, share, peaks = power.copy(), np.zeros(len(power)), []
    for _ in range(2):
        peak = left.argmax(axis=1)
        in_peak = np.abs(bins - peak[:, None]) <= _PEAK_BINS
        share += np.sum(left, axis=1, where=in_peak)
        left[in_peak] = 0
        peaks.append(peak * _BIN_HZ)
    return np.stack(peaks, axis=1), share / np.maximum(power.sum(axis=1), 1e-18)


def _is_key(peaks_hz: NDArray[np.float64]) -> NDArray[np.bool_]:
    ordered = np.sort(peaks_hz, axis=1)
    near = [
        np.abs(ordered[:, group, None] - np.array(frequencies)).min(axis=1) <= _KEY_TOLERANCE_HZ
        for group, frequencies in enumerate(_KEY_HZ)
    ]
    return near[0] & near[1]
