"""Choosing a cause: a look that all deals share says little, one that no other has says much."""

from __future__ import annotations

import numpy as np
import pytest

from classify.deal_judgement.cause_choice import CauseChoice

CODES = ("common", "telling", "unseen")


def fitted() -> CauseChoice:
    """Forty deals that all look like `common`; ten of them are `telling`, and look like that too."""
    y = np.array(["common"] * 30 + ["telling"] * 10)
    scores = np.zeros((40, 3))
    scores[:, 0] = 0.9
    scores[30:, 1] = 0.9
    return CauseChoice(codes=CODES).fit(scores, scores, y)


def chances_of(*scores: tuple[float, float, float]) -> np.ndarray:
    """The scores are among the features, as they are in the program."""
    return fitted().predict_proba(np.array(scores), np.array(scores))


def test_chances_are_those_of_all_codes_and_sum_to_one() -> None:
    chances = chances_of((0.9, 0.9, 0.0), (0.0, 0.0, 0.0))
    assert chances.shape == (2, 3)
    np.testing.assert_allclose(chances.sum(axis=1), 1)
    assert (chances > 0).all()  # also of a code that no labelled deal has


def test_a_look_that_others_lack_outweighs_one_that_all_share() -> None:
    both, shared = chances_of((0.9, 0.9, 0.0), (0.9, 0.0, 0.0))
    assert both[1] > both[0]
    assert shared[0] > shared[1]


def test_a_code_without_labelled_deals_is_believed_by_what_a_look_is_worth_elsewhere() -> None:
    without, looks = chances_of((0.9, 0.0, 0.0), (0.9, 0.0, 0.9))
    assert looks[2] > 2 * without[2]


def test_unknown_features_are_judged_all_the_same() -> None:
    chances = fitted().predict_proba(np.full((1, 3), np.nan), np.array([[0.9, 0.9, 0.0]]))
    assert chances.sum() == pytest.approx(1)
