"""Deals that were not heard in full are judged by models that learned from such deals, the others as always."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from classify.deal_judgement.calibrations import Calibrations
from classify.deal_judgement.deal_models import DealModels, LabelledDeals
from classify.deal_judgement.partly_heard import (
    HEARD_LEVELS,
    PartlyHeardDeals,
    PartlyHeardModels,
    UnheardShares,
    find_calibrations,
)
from classify.model_files import FULL, OWN_MODELS
from classify.ranked_lists.ranking import ranked_and_flagged
from tests.classify.conftest import Analysed

TREES = 30


@pytest.fixture(scope="module")
def partly_heard() -> PartlyHeardDeals:
    with np.load(OWN_MODELS / FULL / "partly_heard.npz", allow_pickle=False) as arrays:
        return PartlyHeardDeals.from_arrays(arrays)


@pytest.fixture(scope="module")
def judges(partly_heard: PartlyHeardDeals, labelled_deals: LabelledDeals) -> PartlyHeardModels:
    return PartlyHeardModels(partly_heard, labelled_deals, TREES)


def test_each_labelled_deal_was_told_with_none_and_with_half_of_its_calls(
    partly_heard: PartlyHeardDeals, labelled_deals: LabelledDeals
) -> None:
    assert len(partly_heard.heard) == len(HEARD_LEVELS) * len(labelled_deals.status)
    assert partly_heard.deals.names == labelled_deals.names
    shares = partly_heard.heard
    assert shares.min() == pytest.approx(0.0)
    assert ((shares > 0) & (shares < 1)).any(), "no deal was heard in part"
    words = partly_heard.deals.names.index("words")
    whole = labelled_deals.features[:, words].mean()
    assert partly_heard.deals.features[shares < 1e-9, words].mean() < whole, "unheard deals have words"


def test_rows_survive_being_stored(partly_heard: PartlyHeardDeals) -> None:
    again = PartlyHeardDeals.from_arrays(partly_heard.to_arrays())
    assert np.array_equal(again.heard, partly_heard.heard)
    assert np.array_equal(again.deals.features, partly_heard.deals.features, equal_nan=True)


def test_with_calibrations_found_before_the_chances_are_the_same(
    partly_heard: PartlyHeardDeals, labelled_deals: LabelledDeals
) -> None:
    """As a run takes them from the disk; found on some of the archives, for it takes long."""
    names = ["d1_kitchen", "d3_training", "e1_windows"]
    whole = labelled_deals.where(np.isin(labelled_deals.archive, names))
    chosen = np.isin(partly_heard.deals.archive, names)
    partly = PartlyHeardDeals(partly_heard.deals.where(chosen), partly_heard.heard[chosen])
    found = find_calibrations(whole, partly, TREES)
    stored = Calibrations.from_arrays(found.to_arrays())
    assert stored == found
    assert len({found.revive, found.error, found.partly_revive, found.partly_error}) == 4

    anew, known = DealModels(whole, TREES), DealModels(whole, TREES, stored)
    partly_anew, partly_known = (PartlyHeardModels(partly, whole, TREES, given) for given in (None, stored))
    rows = labelled_deals.features[:200]
    half = np.full(len(rows), 0.5)
    for question in ("revive", "error"):
        chances = [getattr(models, question).predict_proba(rows)[:, 1] for models in (anew, known)]
        assert np.array_equal(*chances)
        assert np.array_equal(*(models.chances(question, rows, half) for models in (partly_anew, partly_known)))


def test_only_deals_not_heard_in_full_are_judged_anew(judges: PartlyHeardModels, labelled_deals: LabelledDeals) -> None:
    rows = labelled_deals.features[labelled_deals.lost][:4]
    before = np.full(4, 0.25)
    after = UnheardShares({"b": 1.0, "d": 0.4}, judges).rejudged("error", ["a", "b", "c", "d"], rows, before)
    assert after[[0, 2]].tolist() == [0.25, 0.25]
    expected = judges.chances("error", rows[[1, 3]], np.array([0.0, 0.6]))
    assert after[[1, 3]] == pytest.approx(expected)
    assert before.tolist() == [0.25] * 4, "the chances given were changed in place"


def test_nobody_is_judged_anew_where_all_was_heard(judges: PartlyHeardModels) -> None:
    before = np.array([0.25])
    assert UnheardShares({}, judges).rejudged("revive", ["a"], np.zeros((1, 3)), before) is before


def test_how_much_was_heard_moves_the_judgement(judges: PartlyHeardModels, labelled_deals: LabelledDeals) -> None:
    rows = labelled_deals.features[labelled_deals.rankable]
    none, all_heard = (judges.chances("revive", rows, np.full(len(rows), share)) for share in (0.0, 1.0))
    assert np.abs(none - all_heard).max() > 0.01


def test_a_deal_that_was_hardly_heard_is_ranked_and_never_flagged(analysed: Analysed) -> None:
    lists = (analysed.analysis.rankings.revive, analysed.analysis.rankings.error_loss)
    for listed in lists:
        first = listed[0]
        assert first.flagged
        again = ranked_and_flagged([replace(first, unheard=True), *listed[1:]])
        assert [item.deal_id for item in again] == [item.deal_id for item in listed]
        assert not again[0].flagged
