"""The figures on both lists by input and by share: deals are thinned as stated, and precision falls with the share."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.list_ablation import Ranked, pooled, precision, thinned

GOOD, BAD = np.linspace(0.9, 0.3, 20), np.linspace(0.8, 0.01, 30)
POOL = Ranked(np.concatenate([GOOD, BAD]), np.array([True] * 20 + [False] * 30))


def test_precision_is_the_share_of_the_first_ten() -> None:
    assert precision(np.arange(20.0), np.arange(20) >= 14) == 0.6
    assert precision(np.arange(20.0), np.arange(20) < 6) == 0.0


def test_thinning_leaves_that_share_and_lowers_the_precision() -> None:
    rng = np.random.default_rng(1)
    many, few = (thinned(POOL, share, 50, rng) for share in (0.4, 0.1))
    assert many is not None
    assert few is not None
    assert many[0] > few[0] + 0.2
    assert many[1] > few[1] + 0.2
    flagged_bad = (BAD >= 0.5).sum()
    assert flagged_bad < few[2] < flagged_bad + 4  # three of the good ones are left
    assert thinned(POOL, 0.6, 5, rng) is None  # there are not so many


def test_a_pool_holds_the_deals_of_its_archives() -> None:
    two = pooled({"a": POOL, "b": POOL, "c": Ranked(np.zeros(1), np.ones(1, bool))}, ["a", "c"])
    assert (len(two.chance), two.worth.sum()) == (51, 21)
    assert precision(two.chance, two.worth) == pytest.approx(precision(POOL.chance, POOL.worth))
