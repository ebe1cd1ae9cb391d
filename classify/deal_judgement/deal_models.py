"""Learned judgements of deals: the chance of each list, the cause of a loss, the reason to revive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline, make_pipeline

from classify.codebook import CAUSES, REVIVE_REASONS
from classify.deal_judgement.calibrations import Calibration, Calibrations
from classify.deal_judgement.cause_choice import CauseChoice
from classify.deal_judgement.deal_features import LOOKS_LIKE
from classify.deal_judgement.linear_model import linear_model

TREES = 300
# Features that speak against a grade of 2 by the codebook's own words, and are too rare in the labelled archives to be
# learned: a client who could not have bought was lost by nobody's error, and one who has refused, bought or cannot pay
# is not to be won back. What one at its highest takes from the log-odds, before calibration, is not learned either.
AGAINST_ERROR, AGAINST_REVIVAL, AGAINST = "cannot_buy", "shut", 1.0
# Share of deals worth listing, for which the probabilities hold. In seven of the ten labelled archives about four deals
# in ten are: they were written to hold each kind. In the three after a company's common run it is one in four to six.
USUAL_SHARE = 0.25
WORTH_IT = 2  # grade from which a deal is worth reviving, or was lost through error (codebook)
NOT_JUDGED = -1  # in place of a grade: nobody has judged the deal by this question


class DealRanker(BaseEstimator):
    """Chance that a deal has grade 2 or 3: randomised trees and a logistic regression, log-odds averaged.

    Few labelled deals: both are strongly regularised, and they err differently (trees see combinations, the linear
    model sees tendencies). Both are fitted in a second, so that a model is stored as its rows of training data and its
    calibration: no pickled code, and verdicts of a client are simply more rows.
    """

    def __init__(self, *, trees: int = TREES, linear_strength: float = 0.01, against: int | None = None) -> None:
        """against: the column, 0 to 1, that speaks against grade 2 and 3 by the codebook, too rare to be learned."""
        self.trees = trees
        self.linear_strength = linear_strength
        self.against = against

    def fit(
        self, X: np.ndarray, y: np.ndarray, groups: np.ndarray, calibration: Calibration | None = None
    ) -> DealRanker:
        """X: shape (n_deals, n_features), NaN where unknown; y: bool; groups: the archive each deal comes from.

        The probability is calibrated on deals of archives left out in turn, then moved to the usual share of deals
        that are worth it. calibration: as found on these deals before; it takes most of the time.
        """
        self.calibration_ = calibration or self._calibrated(X, y, groups)
        self.shift_ = float(_log_odds_of(USUAL_SHARE) - _log_odds_of(y.mean()))
        self.models_ = self._fitted(X, y)
        return self

    def decision_function(self, X: np.ndarray) -> np.ndarray:
        """Shape (n_deals,), higher is better."""
        return self._log_odds(self.models_, X)

    def predict_proba(self, X: np.ndarray) -> np.ndarray:
        """Shape (n_deals, 2): not worth it, worth it, where USUAL_SHARE of the deals are."""
        log_odds = self.calibration_.applied(self.decision_function(X)) + self.shift_
        chance = 1 / (1 + np.exp(-log_odds))
        return np.column_stack([1 - chance, chance])

    def _calibrated(self, X: np.ndarray, y: np.ndarray, groups: np.ndarray) -> Calibration:
        held_out = np.zeros(len(y))
        for group in np.unique(groups):
            out = groups == group
            held_out[out] = self._log_odds(self._fitted(X[~out], y[~out]), X[out])
        return Calibration.fitted(held_out, y)

    def _log_odds(self, models: Sequence[Pipeline], X: np.ndarray) -> np.ndarray:
        against = 0.0 if self.against is None else AGAINST * np.nan_to_num(X[:, self.against])
        return np.asarray(_blend(models, X) - against)

    def _fitted(self, X: np.ndarray, y: np.ndarray) -> tuple[Pipeline, Pipeline]:
        trees = make_pipeline(
            SimpleImputer(keep_empty_features=True),
            # One thread: with several, sums of floats come out in any order and equal runs would differ.
            ExtraTreesClassifier(self.trees, min_samples_leaf=2, max_features=0.15, random_state=0, n_jobs=1),
        )
        return trees.fit(X, y), linear_model(self.linear_strength, len(y)).fit(X, y)


def _blend(models: Sequence[Pipeline], X: np.ndarray) -> np.ndarray:
    chances = [np.clip(model.predict_proba(X)[:, 1], 0.01, 0.99) for model in models]
    return np.asarray(np.mean([_log_odds_of(chance) for chance in chances], axis=0))


def _log_odds_of(chance: np.ndarray | float) -> np.ndarray:
    return np.asarray(np.log(chance) - np.log1p(-np.asarray(chance)))


@dataclass(frozen=True, slots=True)
class LabelledDeals:
    """Training rows: deals of the labelled archives with their features and labels.

    Features are made with signal models that had not seen the deal's archive, as they will be for a client.
    """

    names: tuple[str, ...]  # of the features
    features: np.ndarray  # float, shape (n_deals, n_features), NaN where unknown
    archive: np.ndarray  # str: the labelled archive of each deal
    status: np.ndarray  # str
    revivable: np.ndarray  # int grade, or NOT_JUDGED
    error: np.ndarray  # int grade, or NOT_JUDGED
    revive_reason: np.ndarray  # str code
    cause: np.ndarray  # str code

    def to_arrays(self) -> dict[str, np.ndarray]:
        return {name: np.asarray(getattr(self, name)) for name in self.__slots__}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> LabelledDeals:
        values = {name: arrays[name] for name in cls.__slots__}
        return cls(**(values | {"names": tuple(values["names"].tolist())}))

    def where(self, rows: np.ndarray) -> LabelledDeals:
        """The deals at these rows (bool mask)."""
        values = {name: getattr(self, name)[rows] for name in self.__slots__ if name != "names"}
        return LabelledDeals(names=self.names, **values)

    def joined(self, other: LabelledDeals) -> LabelledDeals:
        """These deals and then the others. ValueError where they have other features."""
        if self.names != other.names:
            raise ValueError("the deals have other features")
        rows = [name for name in self.__slots__ if name != "names"]
        return LabelledDeals(
            names=self.names, **{name: np.concatenate([getattr(self, name), getattr(other, name)]) for name in rows}
        )

    @property
    def rankable(self) -> np.ndarray:
        """Rows that say something of revival; bool, as all of these."""
        return np.asarray((self.status != "won") & (self.revivable != NOT_JUDGED))

    @property
    def worth_reviving(self) -> np.ndarray:
        return np.asarray(self.revivable >= WORTH_IT)

    @property
    def lost(self) -> np.ndarray:
        """Rows that say something of losses through error."""
        return np.asarray((self.status == "lost") & (self.error != NOT_JUDGED))

    @property
    def lost_through_error(self) -> np.ndarray:
        return np.asarray(self.error >= WORTH_IT)


class DealModels:
    """The four judgements, fitted on labelled deals."""

    def __init__(self, deals: LabelledDeals, trees: int = TREES, calibrations: Calibrations | None = None) -> None:
        """calibrations: as found on these deals with so many trees; None: they are found anew, which takes long."""
        self.names = deals.names
        rankable, lost = deals.rankable, deals.lost
        at_fault = lost & (deals.error >= 1) & (deals.cause != "none")
        worth = rankable & deals.worth_reviving & (deals.revive_reason != "none")
        self.revive = DealRanker(trees=trees, against=self.names.index(AGAINST_REVIVAL)).fit(
            deals.features[rankable], deals.worth_reviving[rankable], deals.archive[rankable],
            calibrations.revive if calibrations else None,
        )  # fmt: skip
        self.error = DealRanker(trees=trees, against=self.names.index(AGAINST_ERROR)).fit(
            deals.features[lost], deals.lost_through_error[lost], deals.archive[lost],
            calibrations.error if calibrations else None,
        )  # fmt: skip
        self.cause = self._fitted_choice(CAUSES, deals.features[at_fault], deals.cause[at_fault])
        self.reason = self._fitted_choice(REVIVE_REASONS, deals.features[worth], deals.revive_reason[worth])

    def causes_of(self, features: np.ndarray) -> list[dict[str, float]]:
        """For each deal the chance of each cause of loss, given that there was an error; best first."""
        return self._choices(self.cause, features)

    def reasons_of(self, features: np.ndarray) -> list[dict[str, float]]:
        """For each deal the chance of each reason to revive, given that it is worth it; best first."""
        return self._choices(self.reason, features)

    def _fitted_choice(self, codes: Sequence[str], features: np.ndarray, y: np.ndarray) -> CauseChoice:
        return CauseChoice(codes=codes).fit(features, self._looks(codes, features), y)

    def _choices(self, choice: CauseChoice, features: np.ndarray) -> list[dict[str, float]]:
        rows = choice.predict_proba(features, self._looks(choice.codes, features))
        ranked = [sorted(zip(choice.codes, row, strict=True), key=lambda item: (-item[1], item[0])) for row in rows]
        return [{code: float(chance) for code, chance in row} for row in ranked]

    def _looks(self, codes: Sequence[str], features: np.ndarray) -> np.ndarray:
        return features[:, [self.names.index(f"{LOOKS_LIKE}{code}") for code in codes]]
