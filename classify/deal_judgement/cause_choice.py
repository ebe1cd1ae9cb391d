"""Which of several causes, or reasons, a deal has: learned from all that is known of it, its looks among that.

How much a deal looks like a code stands in scores written after the codebook; they are among the features. A regression
learns what they and the facts say together. Beside it, with less weight, counts what a look at a code is worth by
itself: one that half of all deals reach says little, one that no other deal reaches says all. That carries the codes
that few labelled deals have.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.base import BaseEstimator

from classify.deal_judgement.linear_model import linear_model

EDGES = (0.1, 0.3, 0.5, 0.7)  # of the scores' bins
# Deals' worth of belief that a code's bins are filled as those of all codes together, and that it is as common as any.
SAME_BINS, SAME_SHARE = 4.0, 2.0
# Of the regression, and of the looks beside it. Leaving one of eighteen archives out, 0.03 and 0.06, and looks counted
# by 0 and by 0.3, choose alike: 0.80 to 0.82 of the reasons are right, 0.89 or 0.90 of the causes; by 1: 0.77 and 0.86.
STRENGTH, LOOKS_COUNT = 0.05, 0.3
LEAST = 0.005  # what the regression has never seen is not impossible


class CauseChoice(BaseEstimator):
    """Chance of each code; `codes` in the order of the columns of scores."""

    def __init__(self, *, codes: Sequence[str]) -> None:
        self.codes = codes

    def fit(self, X: np.ndarray, scores: np.ndarray, y: np.ndarray) -> CauseChoice:
        """X: features, shape (n_deals, n_features), NaN where unknown; scores: (n_deals, n_codes), 0 to 1; y: codes."""
        bins = np.digitize(scores, EDGES)
        with_code = np.array([_filled(bins[y == code, k]) for k, code in enumerate(self.codes)])
        others = np.array([_filled(bins[y != code, k]) for k, code in enumerate(self.codes)])
        self.worth_ = np.log(_shrunk(with_code)) - np.log(_shrunk(others))  # shape (n_codes, n_bins)
        common = with_code.sum(axis=1) + SAME_SHARE
        self.common_ = np.log(common / common.sum())
        self.model_ = linear_model(STRENGTH, len(y)).fit(X, y)
        return self

    def predict_proba(self, X: np.ndarray, scores: np.ndarray) -> np.ndarray:
        """Shape (n_deals, n_codes), in the order of `codes`; rows sum to one."""
        bins = np.digitize(scores, EDGES)
        looks = self.common_ + np.take_along_axis(self.worth_[None], bins[:, :, None], axis=2)[:, :, 0]
        learned = np.full((len(X), len(self.codes)), LEAST)
        places = [list(self.codes).index(str(code)) for code in self.model_.classes_]
        learned[:, places] += self.model_.predict_proba(X)
        chances = learned * np.exp(LOOKS_COUNT * looks)
        return np.asarray(chances / chances.sum(axis=1, keepdims=True))


def _filled(bins: np.ndarray) -> np.ndarray:
    return np.bincount(bins, minlength=len(EDGES) + 1).astype(float)


def _shrunk(counts: np.ndarray) -> np.ndarray:
    """Share of each bin, drawn towards that of all codes together. counts, result: shape (n_codes, n_bins)."""
    together = counts.sum(axis=0) + 1
    return np.asarray(
        (counts + SAME_BINS * together / together.sum()) / (counts.sum(axis=1, keepdims=True) + SAME_BINS)
    )
