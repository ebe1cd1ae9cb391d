"""The company's own history is used where it is shown to know something, and refused where it is few or chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from benchmarks.made_history import made_history
from classify.company_history.history_figures import judged
from classify.company_history.history_model import ALIKE, LEAST_OF_EACH, view_of_history
from classify.company_history.history_view import HistoryView
from classify.deal_course.deal_story import DealStory
from classify.deal_judgement.deal_features import habits_of
from deals.records import Archive

DEALS = 900


def viewed(made: tuple[Archive, Mapping[str, DealStory]]) -> HistoryView:
    archive, stories = made
    return view_of_history(archive, stories, habits_of(archive))


@pytest.fixture(scope="module")
def known() -> tuple[Archive, dict[str, DealStory]]:
    return made_history(DEALS)


@pytest.fixture(scope="module")
def view(known: tuple[Archive, dict[str, DealStory]]) -> HistoryView:
    return viewed(known)


def test_what_decides_is_found_and_holds_on_later_deals(view: HistoryView) -> None:
    assert view.verdict == "used"
    figures = view.figures
    assert figures is not None
    assert figures.auc.low > 0.55
    assert figures.brier.value < figures.usual_brier
    assert 0 < view.weight < figures.information.value < 1


def test_coins_are_refused_although_their_endings_tell_the_outcome() -> None:
    view = viewed(made_history(DEALS, coins=True))
    assert view.verdict == "no-better-than-chance"
    assert view.figures is not None
    assert (view.chances, view.weight, view.shift("d000001")) == ({}, 0.0, 0.0)


def test_too_few_are_refused_with_the_numbers() -> None:
    view = viewed(made_history(120))
    assert (view.verdict, view.needed, view.figures, view.chances) == ("too-few", LEAST_OF_EACH, None, {})
    assert 0 < view.won < LEAST_OF_EACH
    assert 0 < view.won + view.lost <= 120


def test_outcomes_that_lie_apart_in_time_cannot_be_tested(known: tuple[Archive, dict[str, DealStory]]) -> None:
    archive, stories = known
    closed = [s for s in stories.values() if s.deal.status != "open"]
    middle = sorted(s.deal.created_at for s in closed)[len(closed) // 2]
    apart = {
        deal_id: replace(s, deal=replace(s.deal, status="won" if s.deal.created_at < middle else "lost"))
        for deal_id, s in stories.items() if s.deal.status != "open"
    }  # fmt: skip
    assert viewed((archive, apart)).verdict == "one-sided-times"


def test_sums_that_stand_with_won_deals_only_are_not_used(view: HistoryView) -> None:
    assert view.left_out == ("amount",)


def test_words_that_were_heard_of_lost_deals_only_are_not_used(known: tuple[Archive, dict[str, DealStory]]) -> None:
    archive, stories = known
    only = {i: s if s.deal.status == "lost" else replace(s, heard=()) for i, s in stories.items()}
    assert viewed((archive, only)).left_out == ("amount", "words")


def test_lost_and_open_deals_get_a_chance_and_the_nearest_hundred(
    known: tuple[Archive, dict[str, DealStory]], view: HistoryView
) -> None:
    stories = known[1]
    assert {stories[deal_id].deal.status for deal_id in view.chances} == {"lost", "open"}
    for deal_id, chance in view.chances.items():
        assert 0 < chance.value < 1
        assert chance.alike == ALIKE
        assert chance.day <= stories[deal_id].end.date()


def test_the_chance_of_like_deals_is_the_share_of_them_that_was_won(view: HistoryView) -> None:
    chances = list(view.chances.values())
    said = np.array([chance.value for chance in chances])
    won = np.array([chance.alike_won / chance.alike for chance in chances])
    assert np.corrcoef(said, won)[0, 1] > 0.8
    assert abs(said.mean() - won.mean()) < 0.05


def test_equal_archives_give_equal_views(known: tuple[Archive, dict[str, DealStory]], view: HistoryView) -> None:
    archive, stories = known
    again = viewed((archive, dict(reversed(stories.items()))))
    assert again == view


def test_figures_of_perfect_useless_and_wrong_chances() -> None:
    won = np.array([True, False] * 50)
    usual = np.full(100, 0.5)

    def auc(chance: np.ndarray) -> float:
        return judged(np.arange(100), won, chance, usual, date(2026, 1, 1)).auc.value

    assert auc(np.where(won, 0.9, 0.1)) == 1.0
    assert auc(usual) == 0.5
    assert auc(np.where(won, 0.1, 0.9)) == 0.0


def test_many_days_of_one_deal_count_as_one_deal_in_the_interval() -> None:
    won = np.array([True, False] * 20)
    chance = np.where(np.random.default_rng(1).random(40) < 0.3, 0.5, np.where(won, 0.6, 0.4))
    usual = np.full(40, 0.5)
    once = judged(np.arange(40), won, chance, usual, date(2026, 1, 1))
    thrice = judged(
        np.repeat(np.arange(40), 3), won.repeat(3), chance.repeat(3), usual.repeat(3), date(2026, 1, 1)
    )  # fmt: skip
    assert thrice.deals == 40
    assert thrice.auc == once.auc
