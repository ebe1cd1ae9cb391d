"""What linking learns from labelled archives made harder: the truth stays known, unseen archives are linked well."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from benchmarks.links import CONDITIONS, LinkFigures, figures, models_without
from classify.changed_links import Hardship, changed
from classify.labelled_archive import LabelledArchive, labelled_folders, read_labelled_archive
from classify.link_training import link_examples
from classify.model_files import load_link_model
from deals.linking.evidence import CALL_FEATURES, DEAL_FEATURES
from deals.linking.link_model import (
    LEAST_WEIGHTS,
    NEVER_POSITIVE,
    NO_DEAL,
    OTHER_DEAL,
    LinkExamples,
    LinkModel,
    fit_link_model,
)


@pytest.fixture(scope="module")
def archives() -> list[LabelledArchive]:
    return [read_labelled_archive(folder) for folder in labelled_folders()]


@pytest.fixture(scope="module")
def models(archives: list[LabelledArchive]) -> dict[str, LinkModel]:
    return models_without(archives)


@pytest.mark.parametrize(("condition", "bar"), [("as labelled", 0.98), ("the harder set", 0.95), ("all of it", 0.93)])
def test_archives_that_nobody_learned_from_are_linked_within_the_bars(
    archives: list[LabelledArchive], models: dict[str, LinkModel], condition: str, bar: float
) -> None:
    hardship = CONDITIONS[condition]
    found = [figures(changed(one, hardship, 77), models[one.name], hardship.clock_ahead_h) for one in archives]
    total = sum(found, LinkFigures())
    assert min(one.f1 for one in found) >= bar
    assert total.sure_share >= 0.99
    assert total.sure >= 0.7 * total.belonging  # and not because hardly any link is called sure
    assert total.shifts_found == len(archives)


def test_the_shipped_weights_are_those_of_the_training(
    archives: list[LabelledArchive], models: dict[str, LinkModel]
) -> None:
    for one in archives:
        shipped = load_link_model(None, one.archive)
        for part in ("deal", "none", "other"):
            np.testing.assert_allclose(getattr(shipped, part), getattr(models[one.name], part), atol=1e-3)


def test_no_evidence_is_learned_against_its_sense(models: dict[str, LinkModel]) -> None:
    for model in models.values():
        weights = dict(zip(DEAL_FEATURES, model.deal, strict=True))
        assert all(weights[name] >= least for name, least in LEAST_WEIGHTS.items())
        assert all(weights[name] <= 0 for name in NEVER_POSITIVE)


def test_a_hardship_changes_what_it_says_and_nothing_else(archives: list[LabelledArchive]) -> None:
    one = archives[0]
    before = one.archive.calls
    assert changed(one, Hardship(), 1).archive == one.archive
    withheld = changed(one, Hardship(calls_without_number=0.2), 1).archive.calls
    assert 0.1 * len(before) < sum(c.client_phone is None for c in withheld) <= 0.2 * len(before)
    rewritten = changed(one, Hardship(other_notation=1.0), 1).archive.calls
    assert [c.client_phone for c in rewritten] == [c.client_phone for c in before]
    shared = changed(one, Hardship(shared_numbers=0.1), 1).archive
    numbers = [phone for contact in shared.contacts.values() for phone in contact.phones]
    assert len(set(numbers)) < len(numbers)
    merged = changed(one, Hardship(merged_contacts=0.3), 1).archive
    assert len({deal.contact_id for deal in merged.deals.values()}) < len(merged.deals)
    bare = changed(one, Hardship(deals_only=True), 1).archive
    assert bare.messages == bare.tasks == bare.stage_history == bare.owner_history == ()


def test_a_call_whose_deal_is_no_candidate_is_an_example_of_that(archives: list[LabelledArchive]) -> None:
    """Without words and numbers nothing leads to the deal."""
    hard = changed(archives[0], Hardship(calls_without_number=1.0, calls_by_nobody=1.0), 1)
    answers = link_examples(hard, {}).answer
    assert set(answers.tolist()) == {NO_DEAL, OTHER_DEAL}


def test_fitting_finds_the_weight_that_made_the_answers() -> None:
    rng = np.random.default_rng(5)
    true = LinkModel.prior()
    true.deal[DEAL_FEATURES.index("likeness")] = 2.0
    evidence = np.zeros((8000, len(DEAL_FEATURES)))
    evidence[:, DEAL_FEATURES.index("phone")] = 1.0
    evidence[:, DEAL_FEATURES.index("likeness")] = rng.random(8000) * 3
    starts = np.arange(0, 8001, 2)
    calls = np.zeros((4000, len(CALL_FEATURES)))
    calls[:, 0] = 1.0
    pairs, _, _ = true.probabilities(evidence, starts, calls)
    drawn = rng.random(4000)
    first, second = pairs[::2], pairs[::2] + pairs[1::2]
    answer = np.where(drawn < first, starts[:-1], np.where(drawn < second, starts[:-1] + 1, NO_DEAL))
    fitted = fit_link_model([LinkExamples(evidence, starts, calls, answer)])
    assert fitted.deal[DEAL_FEATURES.index("likeness")] == pytest.approx(2.0, abs=0.25)


def test_probabilities_of_candidates_none_and_others_add_up_to_one() -> None:
    rng = np.random.default_rng(6)
    starts = np.array([0, 0, 3, 4, 9])
    evidence, calls = rng.normal(size=(9, len(DEAL_FEATURES))) * 30, rng.normal(size=(4, len(CALL_FEATURES))) * 30
    pairs, none, other = LinkModel.prior().probabilities(evidence, starts, calls)
    of_calls = np.array([pairs[a:b].sum() for a, b in pairwise(starts)])
    np.testing.assert_allclose(of_calls + none + other, 1.0)


def test_weights_of_other_evidence_are_refused() -> None:
    arrays = LinkModel.prior().to_arrays()
    arrays["deal_features"] = arrays["deal_features"][::-1]
    with pytest.raises(ValueError, match="deal_features"):
        LinkModel.from_arrays(arrays)
