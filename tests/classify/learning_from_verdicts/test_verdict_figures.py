"""Whether judgements got better, on made-up judgements whose answer is known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from classify.learning_from_verdicts.verdict_figures import Judged, compare, figures


def judged(chances: Any, truth: Any) -> Judged:
    chances, truth = np.asarray(chances, dtype=float), np.asarray(truth, dtype=bool)
    return Judged(chances, chances >= 0.5, truth, np.arange(len(truth)))


TRUTH = np.array([True, False] * 20)


def chances(right: float, wrong: float) -> np.ndarray:
    return np.where(TRUTH, right, wrong) + np.linspace(0, 0.01, len(TRUTH))


def test_figures_by_hand() -> None:
    found = figures(judged([0.9, 0.8, 0.6, 0.1], [True, False, True, True]))
    assert (found.flagged, found.precision, found.f1) == (3, pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert found.brier == pytest.approx((0.01 + 0.64 + 0.16 + 0.81) / 4)
    assert found.order == pytest.approx(1 / 3)
    nothing = figures(judged([0.1, 0.2], [True, True]))
    assert (nothing.precision, nothing.f1, nothing.order) == (None, 0.0, None)


def test_closer_and_in_better_order_is_better() -> None:
    comparison = compare("revive", judged(chances(0.6, 0.55), TRUTH), judged(chances(0.9, 0.1), TRUTH))
    assert comparison.outcome == "better"
    assert comparison.brier_change[1] < 0
    assert (comparison.judged, comparison.right) == (40, 20)
    assert compare("revive", judged(chances(0.9, 0.1), TRUTH), judged(chances(0.6, 0.55), TRUTH)).outcome == "worse"


def test_believing_nothing_is_not_better_although_it_is_closer_to_verdicts_given_by_lot() -> None:
    lot = np.random.default_rng(3).random(200) < 0.5
    before = judged(np.random.default_rng(4).random(200), lot)
    after = judged(0.5 + np.random.default_rng(5).random(200) / 100, lot)
    comparison = compare("error_loss", before, after)
    assert comparison.brier_change[1] < 0
    assert comparison.outcome == "same"


def test_a_set_that_loses_right_ones_from_the_list_is_not_better() -> None:
    before, after = chances(0.55, 0.45), chances(0.9, 0.05)
    after[np.flatnonzero(TRUTH)[:2]] = 0.45
    comparison = compare("revive", judged(before, TRUTH), judged(after, TRUTH))
    assert comparison.brier_change[1] < 0
    assert comparison.outcome == "same"


def test_few_verdicts_or_all_alike_tell_nothing() -> None:
    assert compare("revive", judged([0.9] * 9, TRUTH[:9]), judged([0.1] * 9, TRUTH[:9])).outcome == "too_few"
    alike = np.ones(30, dtype=bool)
    assert compare("revive", judged([0.1] * 30, alike), judged([0.9] * 30, alike)).outcome == "too_few"


def test_where_only_mistakes_were_judged_nothing_is_told() -> None:
    comparison = compare("signals", judged(chances(0.1, 0.9), TRUTH), judged(chances(0.9, 0.1), TRUTH))
    assert comparison.outcome == "only_mistakes"
