"""The tests that the signs share: shares in strata, counts against a usual pace, shifts within strata.

All are conditional on what an honest company fixes by itself (who works how much, which month, which kind of lead), so
that only the contrast within a stratum counts. None draws random numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, betaincinv, gammaln, ndtr

Z95 = 1.959964
EXACT_UP_TO = 400.0  # variance of a count, beyond which its distribution is normal for all purposes


@dataclass(frozen=True, slots=True)
class Estimate:
    value: float
    low: float  # 95% interval
    high: float
    error: float  # standard error; of the logarithm for a ratio


@dataclass(frozen=True, slots=True)
class Table:
    """Events among those in question and among the others, of one stratum."""

    events: int
    total: int
    other_events: int
    other_total: int


def totals(tables: Sequence[Table]) -> Table:
    return Table(
        sum(t.events for t in tables), sum(t.total for t in tables),
        sum(t.other_events for t in tables), sum(t.other_total for t in tables),
    )  # fmt: skip


def more_events_p(tables: Sequence[Table]) -> float:
    """P-value that those in question have no more events than the others: exact, given all margins.

    The sum of independent hypergeometric counts; source: Gart, Biometrika 57 (1970), 471; Mehta, Patel and Gray, JASA
    80 (1985), 969. Normal with a correction for continuity where the count's variance is large.
    """
    tables = [t for t in tables if t.total and t.other_total]
    observed = sum(t.events for t in tables)
    mean, variance = (sum(part) for part in zip(*(_moments(t) for t in tables), strict=True)) if tables else (0, 0)
    if variance > EXACT_UP_TO:
        return float(ndtr((mean - observed + 0.5) / math.sqrt(variance)))
    chances, lowest = np.ones(1), 0
    for table in tables:
        low, pmf = _hypergeometric(table)
        chances, lowest = np.convolve(chances, pmf), lowest + low
    return float(min(1.0, chances[max(observed - lowest, 0) :].sum()))


def _moments(t: Table) -> tuple[float, float]:
    n, events = t.total + t.other_total, t.events + t.other_events
    mean = events * t.total / n
    return mean, mean * (n - events) * t.other_total / n / max(n - 1, 1)


def _hypergeometric(t: Table) -> tuple[int, np.ndarray]:
    events = t.events + t.other_events
    low, high = max(0, events - t.other_total), min(t.total, events)
    k = np.arange(low, high + 1)
    logs = _log_choose(t.total, k) + _log_choose(t.other_total, events - k)
    weights = np.exp(logs - logs.max())
    return low, weights / weights.sum()


def _log_choose(n: int, k: np.ndarray) -> np.ndarray:
    return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)


def share_difference(tables: Sequence[Table]) -> Estimate:
    """Mantel and Haenszel's difference of shares; its variance: Greenland and Robins, Biometrics 41 (1985), 55."""
    above = below = variance = 0.0
    for t in tables:
        if not t.total or not t.other_total:
            continue
        n = t.total + t.other_total
        weight = t.total * t.other_total / n
        above += weight * (t.events / t.total - t.other_events / t.other_total)
        below += weight
        # Half an event is added to each cell, so that nothing seen in few cases is not taken for certain.
        ours, others = (t.events + 0.5) / (t.total + 1), (t.other_events + 0.5) / (t.other_total + 1)
        variance += weight**2 * (ours * (1 - ours) / t.total + others * (1 - others) / t.other_total)
    if not below:
        return Estimate(0.0, -1.0, 1.0, math.inf)
    value, error = above / below, math.sqrt(variance) / below
    return Estimate(value, max(-1.0, value - Z95 * error), min(1.0, value + Z95 * error), error)


def share_ratio(tables: Sequence[Table]) -> Estimate:
    """Mantel and Haenszel's ratio of shares, its interval by Greenland and Robins (1985); 0.5 for no event at all."""
    above = below = spread = 0.0
    for t in tables:
        if not t.total or not t.other_total:
            continue
        n, events = t.total + t.other_total, t.events + t.other_events
        above += t.events * t.other_total / n
        below += t.other_events * t.total / n
        spread += (t.total * t.other_total * events - t.events * t.other_events * n) / n**2
    whole = totals(tables)
    if not below:
        return Estimate(math.inf, 0.0, math.inf, math.inf)
    if not above:
        above = 0.5 * whole.other_total / (whole.total + whole.other_total)
        spread += above
    error = math.sqrt(max(spread, 0.0) / (above * below))
    ratio = above / below
    return Estimate(ratio, ratio * math.exp(-Z95 * error), ratio * math.exp(Z95 * error), error)


def binomial_p(count: int, trials: int, share: float) -> float:
    """P-value of at least `count` of `trials`, each with that chance."""
    return 1.0 if count <= 0 else float(betainc(count, trials - count + 1, share))


def binomial_interval(count: int, trials: int) -> tuple[float, float]:
    """The 95% interval of Clopper and Pearson, Biometrika 26 (1934), 404."""
    low = float(betaincinv(count, trials - count + 1, 0.025)) if count else 0.0
    high = float(betaincinv(count + 1, trials - count, 0.975)) if count < trials else 1.0
    return low, high


def pace_ratio(count: int, exposure: float, other_count: int, other_exposure: float) -> Estimate:
    """Events for each unit of exposure, against elsewhere, with the exact interval of two Poisson counts.

    Source: Przyborowski and Wilenski, Biometrika 31 (1940), 313: given their sum, the first is binomial.
    """
    low, high = binomial_interval(count, count + other_count)
    times = other_exposure / exposure
    error = math.sqrt(1 / (count + 0.5) + 1 / (other_count + 0.5))
    value = (count / other_count if other_count else math.inf) * times
    return Estimate(value, low / (1 - low) * times, high / (1 - high) * times if high < 1 else math.inf, error)


@dataclass(frozen=True, slots=True)
class Shift:
    """How much higher the values of one group lie, in the units of the values, and the p-value that they do not."""

    difference: float
    error: float
    p_value: float


def shift_within(strata: Sequence[tuple[np.ndarray, np.ndarray]]) -> Shift | None:
    """Values of those in question against the others, compared only within strata.

    strata: of each, values and a mask of those in question. The p-value is that of the permutation test that shuffles
    within strata, by its normal limit (Hoeffding, Annals of Mathematical Statistics 22 (1951), 558), of values ranked
    within the stratum (van Elteren, 1960). None where no stratum has both.
    """
    score = spread = above = below = variance = 0.0
    for values, mask in strata:
        n, own = len(values), int(mask.sum())
        if not 0 < own < n:
            continue
        ranks = _ranks(values)
        score += float(ranks[mask].sum() - own * ranks.mean()) / n
        spread += own * (n - own) / max(n - 1, 1) * float(ranks.var()) / n**2
        weight = own * (n - own) / n
        above += weight * float(values[mask].mean() - values[~mask].mean())
        below += weight
        variance += weight**2 * float(values.var()) * n / max(n - 1, 1) * (1 / own + 1 / (n - own))
    if not below or not spread:
        return None
    return Shift(above / below, math.sqrt(variance) / below, float(ndtr(-score / math.sqrt(spread))))


def _ranks(values: np.ndarray) -> np.ndarray:
    """Ranks from 1, equal values sharing their mean rank."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return ((ends - counts + 1 + ends) / 2)[place]
