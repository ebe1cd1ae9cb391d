"""Figures of a ranking, with values worked out by hand."""

import pytest

from benchmarks.ranking_figures import average_precision, precision_at_k, ranking_figures

GRADES = {"a": 3, "b": 0, "c": 2, "d": 1, "e": 0}


def test_grades_two_and_three_count_as_found() -> None:
    assert precision_at_k(["a", "d", "c"], GRADES, 2) == 0.5
    assert precision_at_k(["a", "c", "d"], GRADES, 2) == 1.0


def test_a_deal_that_is_not_listed_counts_as_ranked_last() -> None:
    assert average_precision(["c"], GRADES) == pytest.approx((1 / 1 + 2 / 2) / 2)
    assert average_precision(["b", "d", "e", "c"], GRADES) == pytest.approx((1 / 4 + 2 / 5) / 2)


def test_a_deal_without_a_label_is_passed_over() -> None:
    assert precision_at_k(["unknown", "a"], GRADES, 1) == 1.0


def test_the_best_order_has_gain_one() -> None:
    assert ranking_figures("error", ["a", "c", "d", "b", "e"], GRADES, 3)["error.ndcg_at_3"] == 1.0
    # 2^3 - 1 at the second place, 2^2 - 1 at the third, against them at the first and second and a 1 at the third
    worse = ranking_figures("error", ["b", "a", "c"], GRADES, 3)["error.ndcg_at_3"]
    assert worse == pytest.approx((7 / 1.584963 + 3 / 2) / (7 + 3 / 1.584963 + 1 / 2), abs=1e-6)


def test_random_is_the_share_of_positives_and_the_best_possible_is_limited_by_them() -> None:
    figures = ranking_figures("revive", ["b", "e", "d", "c", "a"], GRADES, 4)
    assert figures["revive.random"] == 0.4
    assert figures["revive.best_possible_p_at_4"] == 0.5
    assert figures["revive.p_at_4"] == 0.25
    assert figures["revive.recall_at_4"] == 0.5


def test_k_is_at_most_the_number_of_deals() -> None:
    assert "revive.p_at_5" in ranking_figures("revive", [], GRADES, 10)
