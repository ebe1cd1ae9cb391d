"""Whether judgements got better: figures on verdicts that the judging models had not seen, before and after.

Better is not only closer (Brier score): a model that learned from verdicts given by lot comes closer to them too, by
believing nothing. It also has to put right deals above wrong ones, and better than chance, and may not lose right ones
from what is shown to people.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

Part = Literal["revive", "error_loss", "signals"]
Outcome = Literal["better", "same", "worse", "too_few", "only_mistakes"]
LEAST_JUDGED, LEAST_OF_EACH = 10, 3  # with fewer, nothing can be told
RESAMPLES = 1000
CONFIDENCE = 0.95
_TIE = 1e-9

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Judged:
    """Judgements beside the truth, one entry each. groups: what is drawn together (the deal)."""

    chances: np.ndarray  # shape (n,), 0 to 1
    flagged: np.ndarray  # bool: shown to people
    truth: np.ndarray  # bool
    groups: np.ndarray

    def at(self, rows: np.ndarray) -> Judged:
        return Judged(self.chances[rows], self.flagged[rows], self.truth[rows], self.groups[rows])


@dataclass(frozen=True, slots=True)
class Figures:
    """None where a figure cannot be told: nothing flagged, or all verdicts alike."""

    flagged: int
    precision: float | None  # among flagged
    f1: float | None
    brier: float  # mean squared difference of chance and truth: 0 best
    order: float | None  # chance that a right one stands above a wrong one: 0.5 is a lottery (area under the ROC curve)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One part before and after learning, on the same held-out verdicts. Intervals: 95%, resampled by deal."""

    part: Part
    judged: int
    right: int  # of them true
    before: Figures
    after: Figures
    precision_before: Interval | None
    precision_after: Interval | None
    brier_change: Interval  # after minus before: below zero is better
    f1_change: Interval | None
    order_after: Interval | None
    outcome: Outcome


def figures(judged: Judged) -> Figures:
    """Figures of at least one judgement."""
    hits = _hits(judged)
    flagged, right = int(judged.flagged.sum()), int(judged.truth.sum())
    return Figures(
        flagged=flagged,
        precision=hits / flagged if flagged else None,
        f1=2 * hits / (flagged + right) if flagged + right else None,
        brier=float(np.mean((judged.chances - judged.truth) ** 2)),
        order=_order(judged.chances, judged.truth),
    )


def _order(chances: np.ndarray, truth: np.ndarray) -> float | None:
    right, wrong = chances[truth], chances[~truth]
    if not len(right) or not len(wrong):
        return None
    above = np.searchsorted(np.sort(wrong), right, "left") + np.searchsorted(np.sort(wrong), right, "right")
    return float(above.sum() / (2 * len(right) * len(wrong)))


def compare(part: Part, before: Judged, after: Judged) -> Comparison:
    """before, after: of the same verdicts in the same order."""
    draws = list(_draws(before.groups))
    pairs = [(figures(before.at(rows)), figures(after.at(rows))) for rows in draws]
    one, other = figures(before), figures(after)
    return Comparison(
        part=part,
        judged=len(before.truth),
        right=int(before.truth.sum()),
        before=one,
        after=other,
        precision_before=_interval(pairs, lambda a, b: a.precision),
        precision_after=_interval(pairs, lambda a, b: b.precision),
        brier_change=_interval(pairs, lambda a, b: b.brier - a.brier) or (0.0, 0.0),
        f1_change=_interval(pairs, lambda a, b: None if a.f1 is None or b.f1 is None else b.f1 - a.f1),
        order_after=_interval(pairs, lambda a, b: b.order),
        outcome=_outcome(before, after, pairs),
    )


def _draws(groups: np.ndarray) -> list[np.ndarray]:
    """Rows of each resample: as many groups as there are, drawn with replacement, always the same draws."""
    names, places = np.unique(groups, return_inverse=True)
    rows = [np.flatnonzero(places == group) for group in range(len(names))]
    lottery = np.random.default_rng(0)
    return [np.concatenate([rows[group] for group in lottery.integers(len(rows), size=len(rows))])
            for _ in range(RESAMPLES)]  # fmt: skip


def _interval(
    pairs: list[tuple[Figures, Figures]], value: Callable[[Figures, Figures], float | None]
) -> Interval | None:
    """None where most resamples have no such figure."""
    found = [one for pair in pairs if (one := value(*pair)) is not None]
    if len(found) < len(pairs) / 2:
        return None
    low, high = np.quantile(found, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(low), float(high)


def _outcome(before: Judged, after: Judged, pairs: list[tuple[Figures, Figures]]) -> Outcome:
    right = int(before.truth.sum())
    if len(before.truth) < LEAST_JUDGED or min(right, len(before.truth) - right) < LEAST_OF_EACH:
        return "too_few"
    if int((before.flagged == before.truth).sum()) < LEAST_OF_EACH:
        return "only_mistakes"  # what was chosen for being wrong looks better after any change
    change, order = _interval(pairs, lambda a, b: b.brier - a.brier), _interval(pairs, lambda a, b: b.order)
    orders = _order(before.chances, before.truth), _order(after.chances, after.truth)
    if change is None or order is None or orders[0] is None or orders[1] is None:
        return "too_few"
    if change[0] > 0:
        return "worse"
    lost = _hits(after) < _hits(before)
    better = change[1] < 0 and order[0] > 0.5 and orders[1] >= orders[0] - _TIE and not lost
    return "better" if better else "same"


def _hits(judged: Judged) -> int:
    return int((judged.flagged & judged.truth).sum())
