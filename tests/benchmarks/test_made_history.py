"""The made-up company of the benchmark is the same every time, and its endings tell the outcome."""

from __future__ import annotations

from benchmarks.made_history import chance_by_rule, made_history


def test_equal_arguments_give_equal_archives_and_another_seed_another() -> None:
    assert made_history(60)[0] == made_history(60)[0]
    assert made_history(60)[0] != made_history(60, seed=1)[0]


def test_endings_tell_the_outcome_under_the_rule_and_under_coins() -> None:
    for coins in (False, True):
        for story in made_history(200, coins=coins)[1].values():
            if story.deal.status != "open":
                assert story.stages[-1].stage == ("Успех" if story.deal.status == "won" else "Отказ")
                assert story.deal.amount is not None or story.deal.status == "lost"


def test_under_the_rule_old_clients_who_want_it_buy_more_often() -> None:
    assert chance_by_rule(1.0, 0.0, True) > chance_by_rule(0.0, 0.0, True) > chance_by_rule(0.0, 0.0, False)
    assert chance_by_rule(0.0, 1.0, False) < chance_by_rule(0.0, 0.0, False)
