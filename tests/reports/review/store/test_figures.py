"""Precision, recall and agreement, against worked examples of their sources."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from threading import Event

import pytest

from reports.review.store import live_figures, review_figures
from reports.review.store.agreement import cohen_kappa, krippendorff_alpha
from reports.review.store.live_figures import LiveFigures
from reports.review.store.proportions import precision, recall, wilson
from reports.review.store.records import Interval, Judgement, QueueFilters, ReviewFigures, ReviewRefused
from reports.review.store.review_store import ReviewStore
from tests.reports.review.store.conftest import person

# Krippendorff, Computing Krippendorff's alpha-reliability (2011), example C: four observers, values 1 to 5.
EXAMPLE = (
    (1, 1, None, 1), (2, 2, 3, 2), (3, 3, 3, 3), (3, 3, 3, 3), (2, 2, 2, 2), (1, 2, 3, 4),
    (4, 4, 4, 4), (1, 1, 2, 1), (2, 2, 2, 2), (None, 5, 5, 5), (None, None, 1, 1), (None, 3, None, None),
)  # fmt: skip


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815)])
def test_alpha_of_krippendorff_s_example(level: str, alpha: float) -> None:
    cases = [[value - 1 for value in unit if value is not None] for unit in EXAMPLE]
    found = krippendorff_alpha(cases, 5, level)  # type: ignore[arg-type]
    assert found.value == pytest.approx(alpha, abs=0.0005)
    assert found.count == 11
    assert found.low is not None
    assert found.high is not None
    assert found.low < alpha < found.high


def test_kappa_of_a_worked_table() -> None:
    pairs = [(0, 0)] * 20 + [(0, 1)] * 5 + [(1, 0)] * 10 + [(1, 1)] * 15
    found = cohen_kappa(pairs, 2)
    assert found.value == pytest.approx(0.4)
    # The large-sample interval of the same table is 0.15 to 0.65.
    assert found.low == pytest.approx(0.15, abs=0.06)
    assert found.high == pytest.approx(0.65, abs=0.06)


def test_agreement_of_few_cases_or_of_one_value_cannot_be_told() -> None:
    assert cohen_kappa([(0, 0), (1, 1)] * 4, 2).value is None
    assert cohen_kappa([(0, 0)] * 50, 2).value is None
    assert krippendorff_alpha([[1, 1]] * 50, 3, "nominal").value is None
    assert krippendorff_alpha([[0]] * 50, 3, "nominal").count == 0


def test_wilson_s_interval() -> None:
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=0.0001)
    assert wilson(0, 20)[0] == 0
    assert wilson(20, 20)[1] == pytest.approx(1)
    assert precision(9, 9).value is None
    assert precision(8, 10).value == 0.8


def test_recall_of_a_whole_judgement_is_known_exactly() -> None:
    found = recall(flagged=20, right=16, judged=20, unflagged=4, missed=4, sampled=4)
    assert (found.value, found.low, found.high) == (0.8, 0.8, 0.8)


def test_recall_of_a_sample_is_an_estimate_with_an_interval() -> None:
    found = recall(flagged=20, right=16, judged=20, unflagged=600, missed=3, sampled=60)
    assert found.value == pytest.approx(16 / (16 + 30))
    assert found.low is not None
    assert found.high is not None
    assert 0 < found.low < 16 / 46 < found.high < 1
    assert recall(20, 16, 20, 600, 0, 9).value is None
    assert recall(20, 0, 20, 600, 0, 60).value is None


def test_figures_of_the_verdicts_in_the_store(store: ReviewStore) -> None:
    store.set_reviewers_needed(2)
    anna, bob, chief = person(store, "Anna"), person(store, "Bob"), person(store, "Chief", "owner")
    numbers = {row.case_id: int(row.deal_id[1:]) for row in store.queue(anna, QueueFilters(), size=200).rows}
    for case_id, number in numbers.items():
        right = number <= 15 or number == 21
        store.judge(anna, case_id, Judgement("confirm" if right else "reject", grade=2 if right else 0))
        differs = number <= 2
        store.judge(bob, case_id, Judgement("confirm" if right and not differs else "reject"))
        if differs:
            store.judge(chief, case_id, Judgement("confirm"))
    figures = store.figures()
    losses = figures.lists[1]
    assert (losses.flagged, losses.flagged_decided, losses.confirmed) == (20, 20, 15)
    assert losses.precision.value == 0.75
    assert losses.recall.value == pytest.approx(15 / 16)
    (pair,) = [pair for pair in figures.pairs if "Chief" not in (pair.first, pair.second)]
    assert (pair.kappa.count, pair.same) == (30, 28)
    # Anna says yes to 16 of 30, Bob to 14: chance agrees in (16 * 14 + 14 * 16) / 900.
    assert pair.kappa.value == pytest.approx((28 / 30 - 448 / 900) / (1 - 448 / 900))
    assert figures.alpha.value == pytest.approx(1 - (59 * 4) / (2 * 30 * 30))
    assert figures.lists[0].precision.value is None


def test_figures_follow_the_next_verdict(lite: ReviewStore) -> None:
    anna = person(lite, "Anna")
    assert lite.figures().verdicts == 0
    lite.judge(anna, lite.next_case(anna) or 0, Judgement("confirm"))
    assert lite.figures().verdicts == 1


def test_figures_that_take_long_rest_before_they_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(live_figures.time, "monotonic", lambda: now)
    live, reckoned = LiveFigures(), []

    def ask(newest: int, takes_s: float) -> ReviewFigures:
        def reckon() -> ReviewFigures:
            nonlocal now
            now += takes_s
            reckoned.append(newest)
            return ReviewFigures((), (), Interval(None), Interval(None), {}, newest)

        return live.get(None, newest, reckon)

    assert ask(1, 0.4).verdicts == 1
    assert ask(2, 0.4).verdicts == 1  # four seconds have to pass
    now += 3.9
    assert ask(3, 0.4).verdicts == 1
    now += 0.2
    assert ask(3, 0.01).verdicts == 3
    assert ask(4, 0.01).verdicts == 4  # what is quick is never behind
    assert reckoned == [1, 3, 4]


def test_of_many_who_ask_at_once_one_reckons() -> None:
    live, reckoned, go_on = LiveFigures(), list[int](), Event()

    def reckon() -> ReviewFigures:
        reckoned.append(1)
        go_on.wait(30)
        return ReviewFigures((), (), Interval(None), Interval(None), {}, 1)

    with ThreadPoolExecutor(8) as many:
        asked = [many.submit(live.get, None, 1, reckon) for _ in range(8)]
        other = many.submit(live.get, 7, 1, lambda: ReviewFigures((), (), Interval(None), Interval(None), {}, 7))
        go_on.set()
        assert {one.result().verdicts for one in asked} == {1}
        assert other.result().verdicts == 7
    assert len(reckoned) == 1


def test_figures_of_a_run_that_there_is_not_are_refused(store: ReviewStore) -> None:
    with pytest.raises(ReviewRefused, match="unknown-run"):
        store.figures(999)


def test_only_pairs_with_most_deals_in_common_are_shown(store: ReviewStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """One pair with two deals in common, and more pairs with one than are shown."""
    monkeypatch.setattr(review_figures, "MOST_PAIRS", 3)
    store.set_reviewers_needed(2)
    people = [person(store, f"R{n}") for n in range(5)]
    pairs = [*combinations(people, 2), (people[3], people[4])]
    case_ids = [row.case_id for row in store.queue(people[0], QueueFilters(), size=200).rows]
    for case_id, pair in zip(case_ids[: len(pairs)], pairs, strict=True):
        for one in pair:
            store.judge(one, case_id, Judgement("confirm"))
    shown = store.figures().pairs
    assert len(shown) == 3
    assert ({shown[0].first, shown[0].second}, shown[0].kappa.count) == ({"R3", "R4"}, 2)
