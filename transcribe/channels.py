"""Which channels of a recording are worth recognising, and which side of the call each one is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transcribe.activity import is_silent
from transcribe.audio import SAMPLE_RATE

_SAME_CORRELATION = 0.995  # lossy coding keeps copies above it; two people's crosstalk stays far below
_MOST_DELAY_S = 0.03  # one side of a phone system's mixer behind the other; an echo comes later
_LOOK_S = 10.0  # enough to find the delay
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel to recognise. samples: float32 at `audio.SAMPLE_RATE`."""

    number: int | None  # 0 or 1 in a true stereo recording, None where both sides are mixed
    samples: NDArray[np.float32]


def select_channels(samples: NDArray[np.float32]) -> tuple[Channel, ...]:
    """The channels with sound in them; a call stored twice over comes back once.

    samples: shape (n_channels, n_samples). Two channels are the two sides of a call, unless they carry the same
    signal. More than two are mixed: no phone system we know says which of them is whom. May be empty.
    """
    if len(samples) > 2:
        samples = samples.mean(axis=0, keepdims=True)
    # An offset would pass for sound, and for likeness.
    sides = [channel - channel.mean(dtype=np.float64).astype(np.float32) for channel in samples]
    live = [number for number, side in enumerate(sides) if not is_silent(side)]
    if len(sides) == 1 or (len(live) == 2 and same_signal(sides[0], sides[1])):
        return tuple(Channel(None, sides[0]) for _ in live[:1])
    return tuple(Channel(number, sides[number]) for number in live)


def same_signal(left: NDArray[np.float32], right: NDArray[np.float32]) -> bool:
    """True where one channel is a copy of the other, whatever its volume, polarity and delay of some milliseconds.

    Both must have sound.
    """
    shift = _shift(left, right)
    if shift < 0:
        left, right, shift = right, left, -shift
    left, right = left[: len(left) - shift], right[shift:]
    products = np.zeros(3)
    for at in range(0, len(left), _BLOCK):  # in double precision, without a double copy of hours
        ours, other = (side[at : at + _BLOCK].astype(np.float64) for side in (left, right))
        products += (ours @ other, ours @ ours, other @ other)
    return bool(abs(products[0]) > _SAME_CORRELATION * np.sqrt(products[1] * products[2]))


def _shift(left: NDArray[np.float32], right: NDArray[np.float32]) -> int:
    """By how many samples `right` comes later, up to _MOST_DELAY_S either way, by the loudest part of `left`."""
    span, most = min(len(left), round(_LOOK_S * SAMPLE_RATE)), round(_MOST_DELAY_S * SAMPLE_RATE)
    starts = range(0, len(left) - span + 1, max(1, span))
    start = max(starts, key=lambda at: float(left[at : at + span] @ left[at : at + span]))
    size = 1 << (2 * span).bit_length()
    spectra = [np.fft.rfft(side[start : start + span], size) for side in (left, right)]
    products = np.abs(np.fft.irfft(np.conj(spectra[0]) * spectra[1], size))
    lags = np.concatenate([np.arange(most + 1), np.arange(-most, 0)])
    return int(lags[products[lags].argmax()])
