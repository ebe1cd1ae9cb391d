"""How much each sign weighs that a call of no deal speaks about one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

SIDE_TALK_FEATURES = (
    "names", "names_lead", "likeness", "likeness_lead", "amount",  # of what was said
    "theirs", "theirs_inside", "inside", "existed", "alive", "near", "won", "lost_before",
)  # fmt: skip
# Fewer than one pair in two need be right: among several deals of the same matter a good reader wavers too, and a call
# too many in a deal's story costs less than the head's order that is missing in it.
LEAST_CHANCE = 0.2
_INVERSE_PENALTY = 0.3
_NEVER = -20.0  # nats


@dataclass(frozen=True, slots=True)
class SideTalkModel:
    """Logistic regression. weights: shape (len(SIDE_TALK_FEATURES),), in nats."""

    weights: np.ndarray
    bias: float
    threshold: float = LEAST_CHANCE

    def chances(self, evidence: np.ndarray) -> np.ndarray:
        """Shape (n_deals,). evidence: shape (n_deals, len(SIDE_TALK_FEATURES))."""
        return np.asarray(1 / (1 + np.exp(-(evidence @ self.weights + self.bias))))

    def to_arrays(self) -> dict[str, np.ndarray]:
        return {
            "features": np.array(SIDE_TALK_FEATURES), "weights": self.weights,
            "bias": np.array(self.bias), "threshold": np.array(self.threshold),
        }  # fmt: skip

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> SideTalkModel:
        """The inverse of to_arrays. ValueError where the weights are those of other features."""
        if tuple(arrays["features"].tolist()) != SIDE_TALK_FEATURES:
            raise ValueError(f"weights of other features: {', '.join(arrays['features'].tolist())}")
        return cls(np.asarray(arrays["weights"]), float(arrays["bias"]), float(arrays["threshold"]))


@dataclass(frozen=True, slots=True)
class SideTalkExamples:
    """evidence: shape (n_pairs, len(SIDE_TALK_FEATURES)); meant: bool, shape (n_pairs,)."""

    evidence: np.ndarray
    meant: np.ndarray


def fit_side_talk(examples: Sequence[SideTalkExamples]) -> SideTalkModel:
    """examples: one of each archive. Where none of their calls speaks about a deal, no call will be taken to."""
    rows = np.concatenate([one.evidence for one in examples])
    answers = np.concatenate([one.meant for one in examples])
    if not answers.any():
        return SideTalkModel(np.zeros(len(SIDE_TALK_FEATURES)), _NEVER)
    scaler = StandardScaler().fit(rows)
    fitted = LogisticRegression(C=_INVERSE_PENALTY, max_iter=2000).fit(scaler.transform(rows), answers)
    weights = fitted.coef_[0] / scaler.scale_
    return SideTalkModel(weights, float(fitted.intercept_[0] - scaler.mean_ @ weights))
