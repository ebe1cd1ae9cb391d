"""Figures in owners' words, with their units and places."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.kpi_scheme.figures import figures_in


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("84 000 ₽ в месяц", "84000", "money"),
        ("$4,000 each", "4000", "money"),
        ("2,5 млн руб.", "2500000", "money"),
        ("85 т.р.", "85000", "money"),
        ("40к", "40000", "none"),
        ("7,5 % премии", "7.5", "percent"),
        ("три процента от прибыли", "3", "percent"),
        ("twenty-five percent", "25", "percent"),
        ("шестьдесят пять процентов", "65", "percent"),
        ("сто двадцать тысяч рублей", "120000", "money"),
        ("half of the pot", "0.5", "share"),
        ("1 из 4 заявок", "25", "percent"),
        ("вес 0,125", "0.125", "none"),
    ],
)
def test_a_figure_is_read_with_its_unit(words: str, value: str, unit: str) -> None:
    (figure,) = figures_in(words)
    assert (figure.value, figure.unit) == (Decimal(value), unit)


def test_a_range_is_one_figure_and_a_condition_with_a_sum_two() -> None:
    (first,) = figures_in("90–99%")
    assert (first.value, first.to, first.unit) == (90, 99, "percent")
    assert [figure.value for figure in figures_in("90 — 30 000")] == [90, 30_000]


@pytest.mark.parametrize("words", ["ни одного ушедшего", "no one leaves", "к третьему числу", "до 18:00", "ровно ноль"])
def test_what_is_no_amount_is_no_figure(words: str) -> None:
    assert figures_in(words) == ()


def test_a_mark_out_of_five_is_no_share() -> None:
    assert [figure.unit for figure in figures_in("4,5 из 5")] == ["none", "none"]


def test_a_figure_knows_its_place() -> None:
    text = "Порог девяносто процентов плана"
    (figure,) = figures_in(text)
    assert text[figure.start : figure.end] == "девяносто процентов"
