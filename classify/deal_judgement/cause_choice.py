"""Which of several causes, or reasons, a deal has: how much it looks like each, weighed by how much such looks say.

With one to six labelled deals of a cause, no model learns what the cause is: that stands in the scores, written after
the codebook. Learned is what a score is worth: one that half of all deals reach says little, one that no other deal
reaches says all. Trees on the plain features have their say beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline

EDGES = (0.1, 0.3, 0.5, 0.7)  # of the scores' bins
# Deals' worth of belief that a code's bins are filled as those of all codes together, and that it is as common as any.
SAME_BINS, SAME_SHARE = 4.0, 2.0
LEAST_BY_TREES = 0.01  # what the trees have never seen is not impossible


class CauseChoice(BaseEstimator):
    """Chance of each code; `codes` in the order of the columns of scores."""

    def __init__(self, *, codes: Sequence[str], trees: int = 300) -> None:
        self.codes = codes
        self.trees = trees

    def fit(self, X: np.ndarray, scores: np.ndarray, y: np.ndarray) -> CauseChoice:
        """X: features, shape (n_deals, n_features), NaN where unknown; scores: (n_deals, n_codes), 0 to 1; y: codes."""
        bins = np.digitize(scores, EDGES)
        with_code = np.array([_filled(bins[y == code, k]) for k, code in enumerate(self.codes)])
        others = np.array([_filled(bins[y != code, k]) for k, code in enumerate(self.codes)])
        self.worth_ = np.log(_shrunk(with_code)) - np.log(_shrunk(others))  # shape (n_codes, n_bins)
        common = with_code.sum(axis=1) + SAME_SHARE
        self.common_ = np.log(common / common.sum())
        self.model_ = make_pipeline(
            SimpleImputer(keep_empty_features=True),
            # One thread: with several, sums of floats come out in any order and equal runs would differ.
            ExtraTreesClassifier(self.trees, max_features=0.3, class_weight="balanced", random_state=0, n_jobs=1),
        ).fit(X, y)
        return self

    def predict_proba(self, X: np.ndarray, scores: np.ndarray) -> np.ndarray:
        """Shape (n_deals, n_codes), in the order of `codes`; rows sum to one."""
        bins = np.digitize(scores, EDGES)
        looks = self.common_ + np.take_along_axis(self.worth_[None], bins[:, :, None], axis=2)[:, :, 0]
        by_trees = np.full((len(X), len(self.codes)), LEAST_BY_TREES)
        places = [list(self.codes).index(str(code)) for code in self.model_.classes_]
        by_trees[:, places] += self.model_.predict_proba(X)
        chances = np.exp(looks) * by_trees
        return np.asarray(chances / chances.sum(axis=1, keepdims=True))


def _filled(bins: np.ndarray) -> np.ndarray:
    return np.bincount(bins, minlength=len(EDGES) + 1).astype(float)


def _shrunk(counts: np.ndarray) -> np.ndarray:
    """Share of each bin, drawn towards that of all codes together. counts, result: shape (n_codes, n_bins)."""
    together = counts.sum(axis=0) + 1
    return np.asarray(
        (counts + SAME_BINS * together / together.sum()) / (counts.sum(axis=1, keepdims=True) + SAME_BINS)
    )
