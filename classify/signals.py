"""Which signals of the codebook an utterance carries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.linear_model import LogisticRegression, Ridge

from classify.codebook import SIGNALS, codes_open_to
from classify.conversation import ROLE_ORDER, Conversation, context_features, in_groups
from classify.sentence_embeddings import SentenceEmbedder

SIDES = ("client", "seller")
_CLIENT = ROLE_ORDER.index("client")
_LEAST_THRESHOLD, _MOST_THRESHOLD = 0.03, 0.9


class SignalClassifier(BaseEstimator):
    """Multi-label: for each side of the conversation one ridge regression onto all codes open to that side.

    Ridge rather than logistic regression: fitted in closed form it is ten times faster for all codes at once and
    scored the same (leave-one-archive-out micro-F1 0.507 against 0.502). A logistic curve per code, fitted on
    held-out archives, turns its scores into probabilities. Where the role is only known with a probability, the two
    sides are weighted by it.

    penalty: L2 weight of the ridge regressions.
    """

    def __init__(self, *, penalty: float = 80.0) -> None:
        self.penalty = penalty

    def fit(
        self,
        conversations: Sequence[Conversation],
        labels: Sequence[Sequence[frozenset[str]]],
        embedder: SentenceEmbedder,
    ) -> SignalClassifier:
        """labels: for each conversation the codes of each of its texts; roles must be certain (0 or 1)."""
        truth = truth_table(labels)
        is_client = np.concatenate([c.roles[:, _CLIENT] for c in conversations]) > 0.5
        features = context_features(conversations, embedder)
        self.weights_: dict[str, np.ndarray] = {}
        for side in SIDES:
            rows = np.flatnonzero(is_client if side == "client" else ~is_client)
            target = truth[rows][:, _columns(side)].astype(np.float32)
            ridge = Ridge(alpha=self.penalty, solver="cholesky").fit(features[rows], target)
            self.weights_[side] = np.vstack([ridge.coef_.T, ridge.intercept_]).astype(np.float32)
        self.calibration_ = np.tile([4.0, -2.0], (len(SIGNALS), 1))  # until calibrate() has seen held-out texts
        self.thresholds_ = np.full(len(SIGNALS), 0.5)
        return self

    def scores(self, conversations: Sequence[Conversation], embedder: SentenceEmbedder) -> dict[str, np.ndarray]:
        """Uncalibrated scores: side to an array (n_texts of all conversations, n_codes of that side)."""
        features = context_features(conversations, embedder)
        return {side: features @ weights[:-1] + weights[-1] for side, weights in self.weights_.items()}

    def calibrate(self, scores: Mapping[str, np.ndarray], roles: np.ndarray, truth: np.ndarray) -> None:
        """Fit the curve from score to probability, and the threshold with the best F1, of each code.

        scores: as from `scores`, but made by models that had not seen these texts (or everything comes out too
        sure); roles: shape (n_texts, 3); truth: shape (n_texts, len(SIGNALS)).
        """
        for side in SIDES:
            rows = roles[:, _CLIENT] > 0.5 if side == "client" else roles[:, _CLIENT] <= 0.5
            for column, code in enumerate(_columns(side)):
                self._calibrate_code(code, scores[side][rows, column], truth[rows, code])

    def _calibrate_code(self, code: int, score: np.ndarray, truth: np.ndarray) -> None:
        if truth.sum() < 3:  # too few to fit a curve on: keep the cautious default
            return
        curve = LogisticRegression(C=10.0).fit(score[:, None], truth)
        self.calibration_[code] = curve.coef_[0, 0], curve.intercept_[0]
        self.thresholds_[code] = _best_threshold(truth, curve.predict_proba(score[:, None])[:, 1])

    def with_calibration_of(self, other: SignalClassifier) -> SignalClassifier:
        """This model's weights under another's curves and thresholds: for the held-out models of one training."""
        model = SignalClassifier(penalty=self.penalty)
        model.weights_, model.calibration_, model.thresholds_ = self.weights_, other.calibration_, other.thresholds_
        return model

    def predict_probability(
        self, conversations: Sequence[Conversation], embedder: SentenceEmbedder
    ) -> list[np.ndarray]:
        """For each conversation an array of shape (n_texts, len(SIGNALS)), columns in the order of SIGNALS."""
        return [rows for group in in_groups(conversations) for rows in self._probability_of_group(group, embedder)]

    def _probability_of_group(self, group: Sequence[Conversation], embedder: SentenceEmbedder) -> list[np.ndarray]:
        spoken = [c for c in group if c.texts]
        if not spoken:
            return [np.empty((0, len(SIGNALS))) for _ in group]
        probability = self.probability_of(self.scores(spoken, embedder), np.concatenate([c.roles for c in spoken]))
        ends = np.cumsum([len(c.texts) for c in group])
        return np.split(probability, ends[:-1])

    def probability_of(self, scores: Mapping[str, np.ndarray], roles: np.ndarray) -> np.ndarray:
        """Calibrated probabilities, shape (n_texts, len(SIGNALS)), from scores and the chances of the roles."""
        probability = np.zeros((len(roles), len(SIGNALS)))
        for side in SIDES:
            share = roles[:, _CLIENT] if side == "client" else 1 - roles[:, _CLIENT]
            slope, intercept = self.calibration_[_columns(side)].T
            probability[:, _columns(side)] += share[:, None] / (1 + np.exp(-(slope * scores[side] + intercept)))
        return probability

    def above_threshold(self, probability: np.ndarray) -> tuple[dict[str, float], ...]:
        """The signals of each text that reach their code's threshold, with their probabilities."""
        return tuple(
            {SIGNALS[k]: float(row[k]) for k in np.flatnonzero(row >= self.thresholds_)} for row in probability
        )

    def to_arrays(self) -> dict[str, np.ndarray]:
        """Everything learned, as arrays for `numpy.savez`: nothing that could run code when it is loaded."""
        weights = {f"weights.{side}": value.astype(np.float16) for side, value in self.weights_.items()}
        return {
            "penalty": np.array(self.penalty), "calibration": self.calibration_, "thresholds": self.thresholds_,
            "codes": np.array(SIGNALS), **weights,
        }  # fmt: skip

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> SignalClassifier:
        """The inverse of to_arrays; ValueError if the arrays were made for another codebook."""
        if tuple(arrays["codes"].tolist()) != SIGNALS:
            raise ValueError("these signal weights were trained for another list of codes: train the models again")
        model = cls(penalty=float(arrays["penalty"]))
        model.weights_ = {side: arrays[f"weights.{side}"].astype(np.float32) for side in SIDES}
        model.calibration_, model.thresholds_ = arrays["calibration"], arrays["thresholds"]
        return model


def truth_table(labels: Sequence[Sequence[frozenset[str]]]) -> np.ndarray:
    """Bool, shape (n_texts of all conversations, len(SIGNALS))."""
    return np.array([[code in codes for code in SIGNALS] for call in labels for codes in call])


def _columns(side: str) -> list[int]:
    return [SIGNALS.index(code) for code in codes_open_to(side)]


def _best_threshold(truth: np.ndarray, probability: np.ndarray) -> float:
    order = np.argsort(-probability, kind="stable")
    found = np.cumsum(truth[order])
    f1 = 2 * found / (np.arange(1, len(order) + 1) + truth.sum())
    return float(np.clip(probability[order[int(np.argmax(f1))]], _LEAST_THRESHOLD, _MOST_THRESHOLD))
