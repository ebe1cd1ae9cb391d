"""Charts as places and sizes: in proportion, inside the drawing, and honest about ranges."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.bar_chart import LONGEST_BAR, WIDTH, BarValue, bar_chart


def value(low: int, high: int | None = None, text: str = "1", series: str = "today") -> BarValue:
    return BarValue(series, Decimal(low), Decimal(low if high is None else high), text)


def test_bars_are_in_proportion_over_all_rows() -> None:
    chart = bar_chart("c", "t", "d", (), [("a", [value(100)]), ("b", [value(50), value(25)])])
    widths = [bar.width for row in chart.rows for bar in row.bars]
    assert widths == [LONGEST_BAR, LONGEST_BAR / 2, LONGEST_BAR / 4]


def test_of_a_range_the_sure_part_and_the_rest_stand_apart() -> None:
    ((bar,),) = (row.bars for row in bar_chart("c", "t", "d", (), [("a", [value(100, 400)])]).rows)
    assert (bar.width, bar.perhaps_width) == (LONGEST_BAR / 4, LONGEST_BAR * 3 / 4)
    assert bar.text_x > LONGEST_BAR


def test_nothing_and_less_than_nothing_have_no_bar() -> None:
    for values in ([value(0)], [value(-5)], [value(-5, -1)]):
        (row,) = bar_chart("c", "t", "d", (), [("a", values)]).rows
        assert (row.bars[0].width, row.bars[0].perhaps_width) == (0, 0)


@pytest.mark.parametrize("text", ["8 ₽", "RUB 1,129,600 – RUB 1,180,000"])
def test_sums_behind_the_bars_stay_inside_the_drawing(text: str) -> None:
    chart = bar_chart("c", "t", "d", (), [("a", [value(100, text=text)])])
    bar = chart.rows[0].bars[0]
    assert bar.text_x + len(text) * 6.6 <= WIDTH


def test_rows_follow_each_other_without_touching() -> None:
    chart = bar_chart("c", "t", "d", (), [("a", [value(1), value(2)]), ("b", [value(3)])])
    places = [y for row in chart.rows for y in (row.label_y, *(bar.y for bar in row.bars))]
    assert places == sorted(places)
    assert chart.rows[-1].bars[-1].y + chart.bar_height < chart.height


def test_a_chart_without_rows_is_no_error() -> None:
    assert bar_chart("c", "t", "d", (), []).height > 0
