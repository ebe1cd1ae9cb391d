"""Due times of phrases written by somebody who knew the conventions, not the rules; the rules do not know them.

The table is a measure: where it names a fault, a rule is mended only if it is wrong for other phrases, too.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from classify.spoken_dates.due_times import DueTime, due_time

TABLE = Path(__file__).with_name("due_phrases.csv")
LEAST_RIGHT = 0.9  # the bar of the issue


def rows(language: str, kind: str) -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if (row["lang"], row["kind"]) == (language, kind)]


def read(row: Mapping[str, str]) -> DueTime | None:
    return due_time(row["text"], datetime.fromisoformat(row["said_at"]), row["country"])


def right(row: Mapping[str, str]) -> bool:
    found = read(row)
    if row["kind"] == "none":
        return found is None
    return found is not None and found.latest.date().isoformat() == row["due"]


@pytest.mark.parametrize(("language", "least"), [("ru", 150), ("en", 100)])
def test_the_table_is_as_large_as_the_bar_asks(language: str, least: int) -> None:
    assert sum(len(rows(language, kind)) for kind in ("dated", "vague", "none")) >= least


@pytest.mark.parametrize("language", ["ru", "en"])
def test_dated_phrases_are_right_to_the_day(language: str) -> None:
    table = rows(language, "dated")
    wrong = [(row["said_at"], row["text"], row["due"], read(row)) for row in table if not right(row)]
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(table), wrong


@pytest.mark.parametrize("language", ["ru", "en"])
def test_most_lines_without_a_time_get_none(language: str) -> None:
    table = rows(language, "none")
    assert sum(map(right, table)) >= 0.7 * len(table)
