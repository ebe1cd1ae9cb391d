"""How well won is told from lost on deals that were closed later, with intervals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

DRAWS = 300  # of deals with replacement, for the intervals
_OUTER = (2.5, 97.5)  # percentiles of the draws: an interval of 95%


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its 95% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class HistoryFigures:
    """Judged on deals closed after all that their model had learned from."""

    deals: int
    won: int
    since: date  # the first of them was closed
    auc: Interval  # 0.5 is chance
    brier: Interval  # mean squared error of the chance; lower is better
    usual_brier: float  # of saying for every deal the share of deals won before
    brier_gain: Interval  # usual_brier less brier
    information: Interval  # share of the uncertainty about the outcome (log loss) that is taken away, at most 1


def judged(deals: np.ndarray, won: np.ndarray, chance: np.ndarray, usual: np.ndarray, since: date) -> HistoryFigures:
    """Arrays of one row per judged day of a deal, shape (n_rows,).

    deals: number of the deal, whose days are drawn together; won: bool; chance: said by the model; usual: said by the
    share of deals won before.
    """
    _, of_deal, first = _numbered(deals)
    truth = won.astype(float)
    levels, level = np.unique(np.round(chance, 9), return_inverse=True)
    errors = np.stack([(chance - truth) ** 2, (usual - truth) ** 2, _log_loss(chance, truth), _log_loss(usual, truth)])

    def figures(weight: np.ndarray) -> tuple[float, ...]:
        brier, usual_brier, loss, usual_loss = (errors * weight).sum(axis=1) / weight.sum()
        area = _area(level, len(levels), truth, weight)
        return area, brier, usual_brier - brier, 1 - loss / usual_loss, usual_brier

    draw = np.random.default_rng(0)
    drawn = [figures(draw.multinomial(len(first), np.full(len(first), 1 / len(first)))[of_deal]) for _ in range(DRAWS)]
    low, high = np.nanpercentile(np.array(drawn), _OUTER, axis=0)
    values = figures(np.ones(len(truth)))
    auc, brier, gain, information = (Interval(float(values[n]), float(low[n]), float(high[n])) for n in range(4))
    return HistoryFigures(len(first), int(won[first].sum()), since, auc, brier, float(values[4]), gain, information)


def _numbered(deals: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The deals once, each row's place among them, and each deal's first row."""
    once, first, of_deal = np.unique(deals, return_index=True, return_inverse=True)
    return once, of_deal, first


def _area(level: np.ndarray, levels: int, truth: np.ndarray, weight: np.ndarray) -> float:
    """Area under the ROC curve of weighted rows: how often a won one stands above a lost one, ties half.

    level: rank of each row's chance among the distinct ones; NaN where one of the outcomes is missing.
    """
    won = np.bincount(level, weight * truth, levels)
    lost = np.bincount(level, weight * (1 - truth), levels)
    pairs = won.sum() * lost.sum()
    return float((won * (np.cumsum(lost) - lost / 2)).sum() / pairs) if pairs else np.nan


def _log_loss(chance: np.ndarray, truth: np.ndarray) -> np.ndarray:
    said = np.clip(np.where(truth > 0, chance, 1 - chance), 1e-6, 1.0)
    return np.asarray(-np.log(said))
