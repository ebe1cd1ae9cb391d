"""Judgements of deals: probabilities, causes that sum to one, and the same answer every time."""

from __future__ import annotations

import io

import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from classify.codebook import CAUSES, REVIVE_REASONS
from classify.deal_judgement.deal_models import AGAINST, AGAINST_ERROR, USUAL_SHARE, WORTH_IT, DealRanker, LabelledDeals
from classify.model_files import Models
from tests.classify.conftest import HELD_OUT


@pytest.fixture(scope="module")
def three(labelled_deals: LabelledDeals) -> LabelledDeals:
    """Deals of three archives: enough to fit small models on."""
    return labelled_deals.where(np.isin(labelled_deals.archive, ["d2_logistics_en", "d3_training", "d4_building"]))


@pytest.fixture(scope="module")
def kitchen_deals(labelled_deals: LabelledDeals) -> LabelledDeals:
    """Deals that `kitchen_models` have not seen."""
    return labelled_deals.where(labelled_deals.archive == HELD_OUT)


def fitted(deals: LabelledDeals) -> DealRanker:
    lost = deals.where(deals.status == "lost")
    return DealRanker(trees=20).fit(lost.features, lost.error >= WORTH_IT, lost.archive)


def test_two_trainings_judge_alike(three: LabelledDeals, kitchen_deals: LabelledDeals) -> None:
    first, second = (fitted(three).predict_proba(kitchen_deals.features) for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_what_speaks_against_lowers_the_chance_before_calibration(three: LabelledDeals) -> None:
    lost = three.where(three.status == "lost")
    column = lost.names.index(AGAINST_ERROR)
    shut, open_ = lost.features.copy(), lost.features.copy()
    shut[:, column], open_[:, column] = 1.0, 0.0
    ranker = DealRanker(trees=20, against=column).fit(open_, lost.error >= WORTH_IT, lost.archive)
    unaware = DealRanker(trees=20).fit(open_, lost.error >= WORTH_IT, lost.archive)
    np.testing.assert_allclose(ranker.decision_function(shut), ranker.decision_function(open_) - AGAINST)
    np.testing.assert_allclose(unaware.decision_function(shut), unaware.decision_function(open_))
    assert (ranker.predict_proba(shut)[:, 1] < ranker.predict_proba(open_)[:, 1]).all()


def test_chances_are_those_of_an_archive_with_the_usual_share(three: LabelledDeals) -> None:
    lost = three.where(three.status == "lost")
    worth = lost.error >= WORTH_IT
    ranker = DealRanker(trees=20).fit(lost.features, worth, lost.archive)
    held = 1 / (1 + np.exp(-ranker.calibration_.applied(ranker.decision_function(lost.features))))
    odds, moved = held / (1 - held), ranker.predict_proba(lost.features)[:, 1]
    there = USUAL_SHARE / (1 - USUAL_SHARE) / (worth.mean() / (1 - worth.mean()))
    np.testing.assert_allclose(moved / (1 - moved), odds * there)


def test_chances_are_probabilities_in_the_order_of_the_scores(
    kitchen_models: Models, kitchen_deals: LabelledDeals
) -> None:
    for ranker in (kitchen_models.deals.revive, kitchen_models.deals.error):
        chances = ranker.predict_proba(kitchen_deals.features)
        assert chances.shape == (len(kitchen_deals.features), 2)
        np.testing.assert_allclose(chances.sum(axis=1), 1)
        assert ((chances > 0) & (chances < 1)).all()
        order = np.argsort(ranker.decision_function(kitchen_deals.features), kind="stable")
        assert (np.diff(chances[order, 1]) >= 0).all()


def test_deals_of_an_unseen_archive_are_ranked_far_better_than_at_random(
    kitchen_models: Models, kitchen_deals: LabelledDeals
) -> None:
    lost = kitchen_deals.where(kitchen_deals.status == "lost")
    for ranker, grade in ((kitchen_models.deals.revive, lost.revivable), (kitchen_models.deals.error, lost.error)):
        worth = grade >= WORTH_IT
        found = average_precision_score(worth, ranker.predict_proba(lost.features)[:, 1])
        assert found >= worth.mean() + 0.2


def test_causes_and_reasons_are_codes_of_the_codebook_whose_chances_sum_to_one(
    kitchen_models: Models, kitchen_deals: LabelledDeals
) -> None:
    features = kitchen_deals.features
    for choices, codes in (
        (kitchen_models.deals.causes_of(features), CAUSES), (kitchen_models.deals.reasons_of(features), REVIVE_REASONS),
    ):  # fmt: skip
        assert len(choices) == len(features)
        for chances in choices:
            assert set(chances) <= set(codes)
            assert sum(chances.values()) == pytest.approx(1)
            assert list(chances.values()) == sorted(chances.values(), reverse=True)


def test_a_deal_of_which_nothing_is_known_is_judged_all_the_same(kitchen_models: Models) -> None:
    nothing = np.full((1, len(kitchen_models.deals.names)), np.nan)
    for ranker in (kitchen_models.deals.revive, kitchen_models.deals.error):
        assert 0 < ranker.predict_proba(nothing)[0, 1] < 1
    assert sum(kitchen_models.deals.causes_of(nothing)[0].values()) == pytest.approx(1)


def test_labelled_deals_survive_storing(labelled_deals: LabelledDeals) -> None:
    file = io.BytesIO()
    np.savez(file, **labelled_deals.to_arrays())
    file.seek(0)
    with np.load(file, allow_pickle=False) as arrays:
        loaded = LabelledDeals.from_arrays(arrays)
    assert loaded.names == labelled_deals.names
    np.testing.assert_array_equal(loaded.features, labelled_deals.features)
    np.testing.assert_array_equal(loaded.cause, labelled_deals.cause)
