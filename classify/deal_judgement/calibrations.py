"""From what a ranker says to a probability: found once, when models are trained, and stored with them.

To find it, a ranker is fitted without each archive in turn: with eighteen archives that takes twenty times as long as
to fit the ranker itself, and every run would wait for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

_QUESTIONS = ("revive", "error", "partly_revive", "partly_error")


@dataclass(frozen=True, slots=True)
class Calibration:
    """The log-odds of a chance are slope * a ranker's log-odds + intercept (Platt scaling, 1999)."""

    slope: float
    intercept: float

    @classmethod
    def fitted(cls, log_odds: np.ndarray, y: np.ndarray) -> Calibration:
        """log_odds: shape (n_deals,), of deals that the ranker had not seen; y: bool."""
        line = LogisticRegression(C=1.0).fit(log_odds[:, None], y)
        return cls(float(line.coef_[0, 0]), float(line.intercept_[0]))

    def applied(self, log_odds: np.ndarray) -> np.ndarray:
        """Shape as given."""
        return self.slope * log_odds + self.intercept


@dataclass(frozen=True, slots=True)
class Calibrations:
    """Of the four rankers of a set: both lists, for deals heard in full and in part."""

    revive: Calibration
    error: Calibration
    partly_revive: Calibration
    partly_error: Calibration
    rows: str  # rows_digest of the deals they were found on

    def to_arrays(self) -> dict[str, np.ndarray]:
        lines = {name: getattr(self, name) for name in _QUESTIONS}
        return {name: np.array([line.slope, line.intercept]) for name, line in lines.items()} | {
            "rows": np.array(self.rows)
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> Calibrations:
        lines = {name: Calibration(*map(float, arrays[name])) for name in _QUESTIONS}
        return cls(**lines, rows=str(arrays["rows"]))


def rows_digest(*tables: Mapping[str, np.ndarray]) -> str:
    """Of stored training rows, to tell whether calibrations were found on them."""
    digest = hashlib.sha256()
    for table in tables:
        for name in sorted(table):
            digest.update(f"{name} {table[name].dtype.str} {table[name].shape}".encode())
            digest.update(np.ascontiguousarray(table[name]).tobytes())
    return digest.hexdigest()
