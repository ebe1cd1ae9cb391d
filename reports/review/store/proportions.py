"""How often the program is right, and how much it finds, each with what chance alone could make of the number."""

from __future__ import annotations

from math import sqrt

from classify.learning_from_verdicts.verdict_figures import LEAST_JUDGED
from reports.review.store.records import Interval

Z95 = 1.959964  # of the normal distribution, two-sided
Z975 = 2.241403  # 97.5%, two-sided: two of these hold together in 95% of cases (Bonferroni)


def precision(right: int, judged: int) -> Interval:
    """Share of right ones among those judged, with Wilson's interval; no value below LEAST_JUDGED."""
    if judged < LEAST_JUDGED:
        return Interval(None, count=judged)
    low, high = wilson(right, judged)
    return Interval(right / judged, low, high, judged)


def wilson(right: int, judged: int, z: float = Z95) -> tuple[float, float]:
    """The interval of a share. Source: Wilson, Probable inference, the law of succession, and statistical inference,
    Journal of the American Statistical Association 22 (1927); here as Brown, Cai and DasGupta, Statistical Science 16
    (2001), give it."""
    share, weight = right / judged, z * z / judged
    middle = (share + weight / 2) / (1 + weight)
    half = z * sqrt(share * (1 - share) / judged + weight / (4 * judged)) / (1 + weight)
    return max(0.0, middle - half), min(1.0, middle + half)


def recall(flagged: int, right: int, judged: int, unflagged: int, missed: int, sampled: int) -> Interval:
    """Estimated share of the deals that should be flagged that are.

    flagged, unflagged: sizes of both parts of a list; right of `judged` flagged ones are right, missed of `sampled`
    unflagged ones, drawn at random, should have been flagged. A part that was judged whole has no uncertainty; the
    others' Wilson intervals of 97.5% hold together in 95% of cases, and the ends are reckoned from their ends. No value
    where either part has fewer than LEAST_JUDGED verdicts and is not judged whole, or nothing was found right.
    """
    count = judged + sampled
    for size, known in ((flagged, judged), (unflagged, sampled)):
        if known < min(size, LEAST_JUDGED):
            return Interval(None, count=count)
    found, found_low, found_high = _total(flagged, right, judged)
    lost, lost_low, lost_high = _total(unflagged, missed, sampled)
    if found + lost == 0:
        return Interval(None, count=count)
    return Interval(found / (found + lost), _share(found_low, lost_high), _share(found_high, lost_low), count)


def _total(size: int, yes: int, judged: int) -> tuple[float, float, float]:
    """How many of `size` say yes: estimate, low and high end."""
    if judged >= size:
        return float(yes), float(yes), float(yes)
    low, high = wilson(yes, judged, Z975)
    # What has been judged is known: only the rest is estimated.
    return size * yes / judged, max(size * low, yes), min(size * high, size - judged + yes)


def _share(part: float, other: float) -> float:
    return part / (part + other) if part + other else 0.0
