"""Won against lost on the client's own archive: gradient boosting, judged on deals that were closed later.

It is asked only where there is enough to learn from and where it has been shown to know something. Deals are cut on
days before their end (`deal_judgement.deal_cuts`). A deal's own chance comes from models that have not learned from it.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from classify.company_history.history_figures import HistoryFigures, judged
from classify.company_history.history_view import HistoryChance, HistoryVerdict, HistoryView
from classify.deal_course.deal_story import DealStory
from classify.deal_judgement.deal_cuts import CATEGORIES, COLUMNS, HEARD, CutArchive, CutDeal
from classify.deal_judgement.deal_features import CompanyHabits
from deals.records import Archive

LEAST_OF_EACH = 100  # won and lost deals: with fewer, half of them cannot tell an AUC of 0.65 from chance
LEAST_TO_LEARN = 20  # of each outcome in whatever is learned from or judged on
TIMES = 4  # stretches of time with equally many closed deals
ALIKE = 100
PARTS = 5  # of the deals; each is judged by a model of the others
FILLED_APART = 0.1  # a field known for so much more of the won deals than of the lost tells the outcome by being known
_FIELDS = ("source", "amount", "qualified")
NO_HISTORY = HistoryView("too-few", 0, 0, LEAST_OF_EACH)  # of an archive without closed deals


class HistoryModel(BaseEstimator):
    """Boosted trees over rows of `deal_cuts.COLUMNS`. Small steps, large leaves: a company's deals are few."""

    def __init__(self, *, trees: int = 120, leaves: int = 12, least_in_leaf: int = 30) -> None:
        self.trees = trees
        self.leaves = leaves
        self.least_in_leaf = least_in_leaf

    def fit(self, X: np.ndarray, y: np.ndarray) -> HistoryModel:
        """X: shape (n_rows, len(COLUMNS)), NaN where not known; y: bool. Equal rows give equal models."""
        self.known_ = ~np.isnan(X).all(axis=0)  # the trees take no column of which nothing is known
        self.boosted_ = HistGradientBoostingClassifier(
            max_iter=self.trees, learning_rate=0.06, max_leaf_nodes=self.leaves, min_samples_leaf=self.least_in_leaf,
            l2_regularization=1.0, early_stopping=False, random_state=0,
            categorical_features=[c in CATEGORIES for c, known in zip(COLUMNS, self.known_, strict=True) if known],
        )  # fmt: skip
        # One thread: sums over several come out differently by their number.
        with threadpool_limits(limits=1):
            self.boosted_.fit(X[:, self.known_], y)
        return self

    def decision_function(self, X: np.ndarray) -> np.ndarray:
        """Log-odds of won, shape (n_rows,)."""
        with threadpool_limits(limits=1):
            return np.asarray(self.boosted_.decision_function(X[:, self.known_]))


@dataclass(frozen=True, slots=True)
class _Past:
    """Closed deals in the order of their end, and the rows learned from."""

    deals: tuple[CutDeal, ...]
    rows: np.ndarray  # shape (n_rows, len(COLUMNS))
    deal: np.ndarray  # place in `deals` of each row
    won: np.ndarray  # bool, of each row
    time: np.ndarray  # 0 to TIMES - 1, of each row


def view_of_history(archive: Archive, stories: Mapping[str, DealStory], habits: CompanyHabits) -> HistoryView:
    """Learn won against lost from the archive's closed deals, and judge every deal that is lost or open by it.

    Refused, with the numbers, where there are too few of either outcome, or where the chances said of deals closed
    later are not surely better than the share that was won before.
    """
    cutter = CutArchive(archive, stories, habits)
    return view_of_cuts([cutter.cut(stories[deal_id]) for deal_id in sorted(stories)])


def view_of_cuts(cuts: Sequence[CutDeal]) -> HistoryView:
    """The same from deals that are cut already; cuts: of all deals, in the order of deal ids."""
    closed = sorted((c for c in cuts if c.won is not None and c.days), key=lambda cut: (cut.end, cut.deal_id))
    won = sum(bool(cut.won) for cut in closed)
    lost = len(closed) - won
    if min(won, lost) < LEAST_OF_EACH:
        return HistoryView("too-few", won, lost, LEAST_OF_EACH)
    left_out = _filled_apart(closed)
    past = _past(closed, left_out)
    scores = _said_of_later(past)
    if scores is None:
        return HistoryView("one-sided-times", won, lost, LEAST_OF_EACH, left_out=left_out)
    figures = _judged_later(past, scores)
    verdict = _verdict(figures)
    if verdict != "used":
        return HistoryView(verdict, won, lost, LEAST_OF_EACH, figures, left_out)
    later = past.time > 0
    calibration = _calibration(scores[later], past.won[later])
    wanted = [cut for cut in cuts if not cut.won and cut.days]
    chances = _chances(past, wanted, left_out, calibration)
    return HistoryView(verdict, won, lost, LEAST_OF_EACH, figures, left_out, chances)


def _verdict(figures: HistoryFigures) -> HistoryVerdict:
    known = figures.auc.low > 0.5 and figures.brier_gain.low > 0 and figures.information.low > 0
    return "used" if known else "no-better-than-chance"


def _filled_apart(closed: Sequence[CutDeal]) -> tuple[str, ...]:
    """Fields that are known for many more of one outcome; `words`, those of talks, where there were any."""
    won = np.array([cut.won for cut in closed], dtype=bool)
    last = np.stack([cut.rows[-1] for cut in closed])
    known = {name: ~np.isnan(last[:, COLUMNS.index(name)]) for name in _FIELDS}
    found = [name for name, there in known.items() if abs(there[won].mean() - there[~won].mean()) > FILLED_APART]
    talked = [cut for cut in closed if cut.has_words is not None]
    heard = [[bool(cut.has_words) for cut in talked if cut.won == outcome] for outcome in (True, False)]
    if all(heard) and abs(np.mean(heard[0]) - np.mean(heard[1])) > FILLED_APART:
        found.append("words")
    return tuple(found)


def _past(closed: Sequence[CutDeal], left_out: Sequence[str]) -> _Past:
    taught = [(place, n) for place, cut in enumerate(closed) for n, use in enumerate(cut.taught) if use]
    places = np.array([place for place, _ in taught])
    rows = _blanked(np.stack([closed[place].rows[n] for place, n in taught]), left_out)
    won = np.array([bool(cut.won) for cut in closed])
    return _Past(tuple(closed), rows, places, won[places], places * TIMES // len(closed))


def _blanked(rows: np.ndarray, left_out: Sequence[str]) -> np.ndarray:
    names = {name for field in left_out for name in (HEARD if field == "words" else (field,))}
    rows = rows.copy()
    rows[:, [name in names for name in COLUMNS]] = np.nan
    return rows


def _said_of_later(past: _Past) -> np.ndarray | None:
    """Log-odds of each row by a model of the times before; NaN in the first. None where a time lacks an outcome."""
    scores = np.full(len(past.won), np.nan)
    for time in range(TIMES):
        if min(_deals_of(past, past.time == time)) < LEAST_TO_LEARN:
            return None
    for time in range(1, TIMES):
        before, now = past.time < time, past.time == time
        scores[now] = HistoryModel().fit(past.rows[before], past.won[before]).decision_function(past.rows[now])
    return scores


def _deals_of(past: _Past, rows: np.ndarray) -> tuple[int, int]:
    """How many won and lost deals these rows are of."""
    won = len(np.unique(past.deal[rows & past.won]))
    return won, len(np.unique(past.deal[rows])) - won


def _judged_later(past: _Past, scores: np.ndarray) -> HistoryFigures:
    """The second time serves to calibrate; judged are the times after it, each calibrated on those before."""
    chance, usual = np.full(len(scores), np.nan), np.full(len(scores), np.nan)
    for time in range(2, TIMES):
        before, now = (past.time > 0) & (past.time < time), past.time == time
        chance[now] = _calibrated(_calibration(scores[before], past.won[before]), scores[now])
        usual[now] = past.won[past.time < time].mean()
    rows = past.time > 1
    first = past.deals[int(past.deal[rows].min())]
    return judged(past.deal[rows], past.won[rows], chance[rows], usual[rows], first.end.date())


def _calibration(scores: np.ndarray, won: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=1.0).fit(scores[:, None], won)


def _calibrated(calibration: LogisticRegression, scores: np.ndarray) -> np.ndarray:
    return np.round(calibration.predict_proba(scores[:, None])[:, 1], 6).clip(0.001, 0.999)


def _chances(
    past: _Past, wanted: Sequence[CutDeal], left_out: Sequence[str], calibration: LogisticRegression
) -> dict[str, HistoryChance]:
    """Each wanted deal as it stood on its last day, by models that have not learned from it."""
    part_of = {cut.deal_id: zlib.crc32(cut.deal_id.encode()) % PARTS for cut in past.deals}
    part = np.array([part_of[cut.deal_id] for cut in past.deals])[past.deal]
    models = [HistoryModel().fit(past.rows[part != n], past.won[part != n]) for n in range(PARTS)]
    known = np.empty(len(part))
    for n, model in enumerate(models):
        known[part == n] = model.decision_function(past.rows[part == n])
    if not wanted:
        return {}
    last = _blanked(np.stack([cut.rows[-1] for cut in wanted]), left_out)
    said = np.stack([model.decision_function(last) for model in models])
    own = [said[part_of[c.deal_id], n] if c.deal_id in part_of else said[:, n].mean() for n, c in enumerate(wanted)]
    pool = _Alike(past, _calibrated(calibration, known))
    return {
        cut.deal_id: HistoryChance(float(chance), cut.days[-1], *pool.of(cut.deal_id, float(chance)))
        for cut, chance in zip(wanted, _calibrated(calibration, np.array(own)), strict=True)
    }


class _Alike:
    """Finds the closed deals that on one of their days had the chance nearest to a given one."""

    def __init__(self, past: _Past, chance: np.ndarray) -> None:
        order = np.argsort(chance, kind="stable")
        self._chance, self._deal, self._won = chance[order], past.deal[order], past.won[order]
        self._place = {cut.deal_id: place for place, cut in enumerate(past.deals)}

    def of(self, deal_id: str, chance: float) -> tuple[int, int]:
        """How many there are, at most ALIKE, and how many of them were won."""
        at, own, width = int(np.searchsorted(self._chance, chance)), self._place.get(deal_id, -1), 2 * ALIKE
        while True:
            near = slice(max(0, at - width), at + width)
            order = np.argsort(np.abs(self._chance[near] - chance), kind="stable")
            deals, won = self._deal[near][order], self._won[near][order]
            _, first = np.unique(deals, return_index=True)
            nearest = np.sort(first[deals[first] != own])[:ALIKE]
            if len(nearest) == ALIKE or 2 * width > len(self._chance):
                return len(nearest), int(won[nearest].sum())
            width *= 2
