"""Samples as they are decoded, in one array, without a second copy of a long recording at the end."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_GROWTH = 1.5


class SampleBuffer:
    """Blocks of shape (n_channels, any) one after the other.

    expected: samples of each channel to make room for. Memory that is never written costs nothing, so where the
    expectation holds the samples are stored once.
    """

    def __init__(self, n_channels: int, expected: int) -> None:
        self._room = np.empty((n_channels, max(expected, 1)), np.float32)
        self.length = 0

    def append(self, block: NDArray[np.float32]) -> None:
        """Add a block at the end."""
        end = self.length + block.shape[1]
        if end > self._room.shape[1]:
            room = np.empty((len(self._room), round(end * _GROWTH)), np.float32)
            room[:, : self.length] = self.samples
            self._room = room
        self._room[:, self.length : end] = block
        self.length = end

    @property
    def samples(self) -> NDArray[np.float32]:
        """All so far, shape (n_channels, length); each channel without gaps in memory."""
        return self._room[:, : self.length]
