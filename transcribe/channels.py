"""Which channels of a recording are worth recognising, and which side of the call each one is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transcribe.activity import is_silent

_SAME_CORRELATION = 0.995  # lossy coding keeps copies above it; two people's crosstalk stays far below


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
    samples = samples - samples.mean(axis=1, keepdims=True)  # an offset would pass for sound, and for likeness
    live = [number for number, channel in enumerate(samples) if not is_silent(channel)]
    if len(samples) == 1 or (len(live) == 2 and same_signal(samples[0], samples[1])):
        return tuple(Channel(None, np.ascontiguousarray(samples[0])) for _ in live[:1])
    return tuple(Channel(number, np.ascontiguousarray(samples[number])) for number in live)


def same_signal(left: NDArray[np.float32], right: NDArray[np.float32]) -> bool:
    """True where one channel is a copy of the other, whatever its volume or polarity. Both must have sound."""
    left64, right64 = left.astype(np.float64), right.astype(np.float64)
    correlation = left64 @ right64 / np.sqrt((left64 @ left64) * (right64 @ right64))
    return bool(abs(correlation) > _SAME_CORRELATION)
