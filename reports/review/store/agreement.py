"""Do reviewers agree beyond chance: Cohen's kappa of two, Krippendorff's alpha of any number, with intervals.

Both are functions of a table of pairs of values that is a sum over the cases; so the intervals come from drawing cases
anew, with one product of matrices for all draws.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np

from classify.learning_from_verdicts.verdict_figures import LEAST_JUDGED
from reports.review.store.records import Interval

DRAWS = 1000
Level = Literal["nominal", "ordinal"]


def cohen_kappa(pairs: Sequence[tuple[int, int]], values: int) -> Interval:
    """Agreement of two reviewers, each pair what they said of one case, as numbers from 0.

    Source: Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960).
    No value below LEAST_JUDGED cases, or where both said one and the same of all: then chance explains everything.
    """
    tables = np.zeros((len(pairs), values, values))
    for case, (first, second) in enumerate(pairs):
        tables[case, first, second] = 1
    return _with_interval(tables, _kappa)


def krippendorff_alpha(cases: Sequence[Sequence[int]], values: int, level: Level) -> Interval:
    """Agreement of any reviewers; each case is what those who judged it said, as numbers from 0.

    Source: Krippendorff, Computing Krippendorff's alpha-reliability (2011), forms C and D with the nominal and the
    ordinal metric. Cases with one verdict tell nothing of agreement and are left out. No value as for `cohen_kappa`.
    """
    told = [case for case in cases if len(case) > 1]
    tables = np.zeros((len(told), values, values))
    for place, case in enumerate(told):
        counts = np.bincount(case, minlength=values).astype(float)
        tables[place] = (np.outer(counts, counts) - np.diag(counts)) / (len(case) - 1)
    return _with_interval(tables, lambda table: _alpha(table, level))


def _with_interval(tables: np.ndarray, statistic: Callable[[np.ndarray], np.ndarray]) -> Interval:
    """tables: shape (n_cases, n_values, n_values). The interval: 2.5% to 97.5% of draws of cases with replacement
    (Efron and Tibshirani, An Introduction to the Bootstrap, section 13.3), always the same for the same cases."""
    count = len(tables)
    if count < LEAST_JUDGED:
        return Interval(None, count=count)
    value = statistic(tables.sum(axis=0)[None])[0]
    if np.isnan(value):
        return Interval(None, count=count)
    weights = np.random.default_rng(0).multinomial(count, np.full(count, 1 / count), size=DRAWS).astype(float)
    drawn = statistic(np.tensordot(weights, tables, axes=1))
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return Interval(float(value), float(low), float(high), count)


def _kappa(table: np.ndarray) -> np.ndarray:
    """table: shape (n, n_values, n_values); NaN where chance agrees always."""
    shares = table / table.sum(axis=(1, 2), keepdims=True)
    observed = np.trace(shares, axis1=1, axis2=2)
    expected = (shares.sum(axis=1) * shares.sum(axis=2)).sum(axis=1)
    return _corrected(1 - observed, 1 - expected)


def _alpha(table: np.ndarray, level: Level) -> np.ndarray:
    """table: coincidences, shape (n, n_values, n_values)."""
    totals = table.sum(axis=2)
    count = totals.sum(axis=1)
    distance = _distances(totals, level)
    observed = (table * distance).sum(axis=(1, 2))
    expected = (totals[:, :, None] * totals[:, None, :] * distance).sum(axis=(1, 2)) / (count - 1)
    return _corrected(observed, expected)


def _distances(totals: np.ndarray, level: Level) -> np.ndarray:
    """Squared distances of values, shape (n, n_values, n_values). Ordinal ones lie apart by how many verdicts lie
    between them, their own by half."""
    values = totals.shape[1]
    if level == "nominal":
        return np.broadcast_to(1 - np.eye(values), (len(totals), values, values))
    middles = np.cumsum(totals, axis=1) - totals / 2
    squared: np.ndarray = (middles[:, :, None] - middles[:, None, :]) ** 2
    return squared


def _corrected(disagreement: np.ndarray, by_chance: np.ndarray) -> np.ndarray:
    """1 - observed over expected disagreement; NaN where none is to be expected."""
    expected = np.where(by_chance > 1e-12, by_chance, np.nan)
    corrected: np.ndarray = 1 - disagreement / expected
    return corrected
