from __future__ import annotations

import pytest

from deals.phone_logs.durations import duration_notation


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("95", 95), ("0:05:30", 330), ("00:05:30", 330), ("1:00:00:01", None), ("5 мин 30 сек", 330), ("1h 2m 3s", 3723),
     ("12 с.", 12), ("0:00", 0), ("давно", None), ("5 попыток", None)],
)  # fmt: skip
def test_lengths_that_need_no_column_are_read_alone(text: str, seconds: float | None) -> None:
    assert duration_notation("Длительность", [text]).seconds(text) == seconds


@pytest.mark.parametrize(
    ("heading", "cells", "seconds"),
    [
        ("Длительность (мм:сс)", ["05:30"], 330),
        ("Длительность, чч:мм", ["05:30"], 19800),
        ("Длительность вызова ЧЧ:MM:СС", ["00:05:30", "05:30"], 330),
        ("Длительность", ["05:30", "47:10"], 330),  # nobody's calls begin with hour 47
        ("Длительность", ["05:30", "1:02:00"], 330),  # longer ones have their hours
        ("Длительность", ["05:30"] + ["03:10"] * 12, 330),  # not every call lasts for hours
    ],
)
def test_the_heading_or_the_whole_column_says_what_05_30_means(heading: str, cells: list[str], seconds: float) -> None:
    notation = duration_notation(heading, cells)
    assert not notation.unclear
    assert notation.seconds("05:30") == seconds


@pytest.mark.parametrize("cells", [["00:05", "00:12"], ["05:30"], ["6.52", "0", "4.5"]])
def test_a_column_that_does_not_say_it_is_not_read(cells: list[str]) -> None:
    notation = duration_notation("Длительность", cells)
    assert notation.unclear
    assert notation.seconds(cells[0]) is None
    assert notation.is_unclear(cells[0])


def test_the_heading_gives_the_unit_of_numbers() -> None:
    assert duration_notation("Длительность, мин", ["1.5"]).seconds("1.5") == 90
    assert duration_notation("duration_ms", ["1500"]).seconds("1500") == 1.5
    assert duration_notation("Длительность, сек", ["1.5"]).seconds("1.5") == 1.5
