"""Judging deals of which part has not been heard: by models that learned from deals heard no better.

To a model that learned from whole records, a deal nobody has listened to looks like one in which nothing was said. So
the labelled deals are told twice more, with none of their calls heard (messages, tasks and the phone log are always
known) and with half of them; a model of its own learns from all three, and is told how much has been heard.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from classify.deal_judgement.calibrations import Calibrations, rows_digest
from classify.deal_judgement.deal_models import (
    AGAINST_ERROR,
    AGAINST_REVIVAL,
    TREES,
    DealModels,
    DealRanker,
    LabelledDeals,
)

Question = Literal["revive", "error"]
HEARD_LEVELS = (0.0, 0.5)  # share of the calls heard, in training; whole records are added to them


@dataclass(frozen=True, slots=True)
class PartlyHeardDeals:
    """Training rows of HEARD_LEVELS. heard: share of what the deal's calls say, 0 to 1, shape (n_deals,)."""

    deals: LabelledDeals
    heard: np.ndarray

    def to_arrays(self) -> dict[str, np.ndarray]:
        return self.deals.to_arrays() | {"heard": self.heard}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> PartlyHeardDeals:
        return cls(LabelledDeals.from_arrays(arrays), np.asarray(arrays["heard"]))

    def joined(self, other: PartlyHeardDeals) -> PartlyHeardDeals:
        """These deals and then the others. ValueError where they have other features."""
        return PartlyHeardDeals(self.deals.joined(other.deals), np.concatenate([self.heard, other.heard]))


class PartlyHeardModels:
    """Both lists' chances for deals of which a share was heard. Fitted when first asked, since it takes seconds."""

    def __init__(
        self, partly: PartlyHeardDeals, whole: LabelledDeals, trees: int = TREES,
        calibrations: Calibrations | None = None,
    ) -> None:  # fmt: skip
        """calibrations: as found on these deals with so many trees; None: they are found anew, which takes long."""
        self._rows = partly.joined(PartlyHeardDeals(whole, np.ones(len(whole.status))))
        self._trees, self._calibrations = trees, calibrations

    def chances(self, question: Question, features: np.ndarray, heard: np.ndarray) -> np.ndarray:
        """Shape (n_deals,): the chance of grade 2 or 3. heard: share of each, shape (n_deals,)."""
        ranker = self.revive if question == "revive" else self.error
        return np.asarray(ranker.predict_proba(np.column_stack([features, heard]))[:, 1])

    @cached_property
    def revive(self) -> DealRanker:
        deals = self._rows.deals
        return self._fitted(deals.rankable, deals.worth_reviving, AGAINST_REVIVAL, "partly_revive")

    @cached_property
    def error(self) -> DealRanker:
        deals = self._rows.deals
        return self._fitted(deals.lost, deals.lost_through_error, AGAINST_ERROR, "partly_error")

    def _fitted(
        self, rows: np.ndarray, worth_it: np.ndarray, against: str, name: Literal["partly_revive", "partly_error"]
    ) -> DealRanker:  # fmt: skip
        deals = self._rows.deals
        table = np.column_stack([deals.features, self._rows.heard])[rows]
        ranker = DealRanker(trees=self._trees, against=deals.names.index(against))
        known = getattr(self._calibrations, name) if self._calibrations else None
        return ranker.fit(table, worth_it[rows], deals.archive[rows], known)


def find_calibrations(whole: LabelledDeals, partly: PartlyHeardDeals, trees: int = TREES) -> Calibrations:
    """Of the rankers that learn from these deals; takes minutes. trees: of each forest."""
    full, part = DealModels(whole, trees), PartlyHeardModels(partly, whole, trees)
    return Calibrations(
        revive=full.revive.calibration_,
        error=full.error.calibration_,
        partly_revive=part.revive.calibration_,
        partly_error=part.error.calibration_,
        rows=rows_digest(whole.to_arrays(), partly.to_arrays()),
    )


@dataclass(frozen=True, slots=True)
class UnheardShares:
    """Deal id to the share of its audio that nobody has heard, where there is any, and who judges such deals."""

    shares: Mapping[str, float]
    models: PartlyHeardModels

    def rejudged(
        self, question: Question, deal_ids: Sequence[str], table: np.ndarray, chances: np.ndarray
    ) -> np.ndarray:
        """The chances, with those of deals that were not heard in full judged as such."""
        rows = [row for row, deal_id in enumerate(deal_ids) if deal_id in self.shares]
        if not rows:
            return chances
        heard = np.array([1 - self.shares[deal_ids[row]] for row in rows])
        found = chances.copy()
        found[rows] = self.models.chances(question, table[rows], heard)
        return found
