"""The first stage of the signal classifier: four ridge regressions and the encoder each give every code a score.

Ridge rather than logistic regression: in closed form all codes are fitted at once, and what an archive adds to the
sums can be left out again, so that models without one or two archives cost next to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import Ridge

from classify.call_signals.signal_features import SignalFeatures
from classify.codebook import SIGNALS, codes_open_to
from classify.utterance_encoders.conversation import ROLE_ORDER
from classify.utterance_encoders.letter_features import weighted

SIDES = ("client", "seller")
# "call" learns from the labelled archives alone: the encoder knows the written calls by heart already
PARTS = ("sentence", "letters", "call", "call_written")
SCORES = (*PARTS, "encoder")
_STEPS = 127  # letter weights are stored in this many steps either way
_MOST_LOGIT = 8.0
_TOLERANCE = 1e-2  # of the letters' iterative solver: finer changes no figure
LETTER_PENALTY = 2.0


class SignalScorer:
    """Scores of each text for each code.

    weights: (part, side) to an array (n_features, n_codes of the side); dense parts have the constant in the last row.
    rarity: weights of the letter columns.
    """

    def __init__(self, weights: Mapping[tuple[str, str], np.ndarray], rarity: np.ndarray) -> None:
        self.weights = dict(weights)
        self.rarity = rarity

    def scores(self, features: SignalFeatures) -> np.ndarray:
        """Shape (len(SCORES), n_texts, len(SIGNALS)), each weighed by the chance that its side is speaking."""
        share = shares(features.roles)
        found = np.zeros((len(SCORES), len(features.roles), len(SIGNALS)), dtype=np.float32)
        letters = weighted(features.letters, self.rarity)
        for number, part in enumerate(PARTS):
            for side in SIDES:
                rows = {"sentence": features.sentence, "letters": letters}.get(part, features.call)
                found[number][:, columns(side)] += share[side][:, None] * applied(rows, self.weights[part, side])
        limited = np.clip(features.logits, -_MOST_LOGIT, _MOST_LOGIT)
        for side in SIDES:
            found[-1][:, columns(side)] += share[side][:, None] * limited[:, columns(side)]
        return found

    def to_arrays(self) -> dict[str, np.ndarray]:
        """Arrays for `numpy.savez`; letters in one byte a weight."""
        arrays: dict[str, np.ndarray] = {"rarity": self.rarity.astype(np.float16)}
        for (part, side), weights in self.weights.items():
            if part == "letters":
                step = np.maximum(np.abs(weights).max(axis=0), 1e-9) / _STEPS
                arrays[f"{part}.{side}"] = np.rint(weights / step).astype(np.int8)
                arrays[f"{part}.{side}.step"] = step.astype(np.float32)
            else:
                arrays[f"{part}.{side}"] = weights.astype(np.float16)
        return arrays

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> SignalScorer:
        """The inverse of to_arrays, but for the rounding."""
        weights = {(part, side): arrays[f"{part}.{side}"].astype(np.float32) for part in PARTS for side in SIDES}
        for side in SIDES:
            weights["letters", side] *= arrays[f"letters.{side}.step"]
        return cls(weights, arrays["rarity"].astype(np.float32))


def applied(rows: np.ndarray | sparse.csr_matrix, weights: np.ndarray) -> np.ndarray:
    """Rows times weights; with one more row of weights than there are columns, the last is the constant."""
    width = rows.shape[1]
    scores: np.ndarray = rows @ weights[:width]
    return scores + weights[width] if len(weights) > width else scores


def shares(roles: np.ndarray) -> dict[str, np.ndarray]:
    """The chance that each side is speaking: side to an array (n_texts,)."""
    client = roles[:, ROLE_ORDER.index("client")]
    return {"client": client, "seller": 1 - client}


def columns(side: str) -> list[int]:
    """The columns of the codes that this side can say."""
    return [SIGNALS.index(code) for code in codes_open_to(side)]


class RidgeSums:
    """The sums that ridge regression needs, kept by source, so that any choice of sources is solved at once."""

    def __init__(self) -> None:
        self._sums: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def add(self, source: str, rows: np.ndarray, truth: np.ndarray, weight: float = 1.0) -> None:
        """rows: (n, n_features); truth: (n, n_codes); weight: of each row against those of other sources."""
        table = np.hstack([rows, np.ones((len(rows), 1))]).astype(np.float64)
        self._sums[source] = weight * table.T @ table, weight * table.T @ truth

    def solve(self, sources: Sequence[str], penalty: float) -> np.ndarray:
        """Weights, shape (n_features + 1, n_codes); the constant, in the last row, is not penalised."""
        chosen = [self._sums[source] for source in sources if source in self._sums]
        left = np.sum([products for products, _ in chosen], axis=0)
        right = np.sum([targets for _, targets in chosen], axis=0)
        left[np.diag_indices(len(left) - 1)] += penalty
        left[-1, -1] += 1e-9  # no rows of this side at all
        solved: np.ndarray = np.linalg.solve(left, right)
        return solved.astype(np.float32)


def letter_weights(rows: sparse.csr_matrix, truth: np.ndarray) -> np.ndarray:
    """Ridge weights of the letters, shape (LETTERS + 1, n_codes)."""
    ridge = Ridge(alpha=LETTER_PENALTY, solver="sparse_cg", tol=_TOLERANCE).fit(rows, truth.astype(np.float32))
    return np.vstack([ridge.coef_.T, ridge.intercept_]).astype(np.float32)
