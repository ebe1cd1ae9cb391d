"""Probabilities of signals on disk: of five million texts they take 640 MB."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import overload

import numpy as np

from classify.codebook import SIGNALS
from transcribe.spool import Spool


class SpooledRows(Sequence[np.ndarray]):
    """Arrays of shape (n_texts, len(SIGNALS)), each read from disk when asked for.

    Kept as float32, as the classifier gives them: what is read is what was put, bit for bit.
    """

    def __init__(self, arrays: Iterable[np.ndarray] = (), folder: Path | None = None) -> None:
        """folder: as for Spool. Every method raises SpoolFailed."""
        self._spool = Spool(folder)
        for one in arrays:
            self.append(one)

    def append(self, rows: np.ndarray) -> None:
        self._spool.put(rows.astype(np.float32, casting="same_kind").tobytes())

    @overload
    def __getitem__(self, place: int) -> np.ndarray: ...

    @overload
    def __getitem__(self, place: slice) -> list[np.ndarray]: ...

    def __getitem__(self, place: int | slice) -> np.ndarray | list[np.ndarray]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        return np.frombuffer(self._spool.get(place), dtype=np.float32).reshape(-1, len(SIGNALS))

    def __len__(self) -> int:
        return len(self._spool)
