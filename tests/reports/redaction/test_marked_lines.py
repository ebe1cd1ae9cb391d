"""How much of the two tables of utterances is found: the figures of docs/privacy.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.reports.redaction.marked_lines import Found, marked, marked_lines, measure

KINDS = ("phone", "email", "card", "passport", "inn", "snils", "name", "company")
PAGE = Path(__file__).parents[3] / "docs" / "privacy.md"


@pytest.fixture(
    scope="module", params=[("lines", "ru"), ("lines", "en"), ("unseen", "ru"), ("unseen", "en")], ids="-".join
)
def found(request: pytest.FixtureRequest) -> tuple[str, Found]:
    table, language = request.param
    return f"{table}_{language}", measure(table, language)


def test_numbers_and_addresses_are_all_found(found: tuple[str, Found]) -> None:
    missed = [line for line in found[1].missed if not line.startswith(("name", "company"))]
    assert missed == []


def test_few_names_are_missed_and_few_masks_hide_nothing(found: tuple[str, Found]) -> None:
    counts = found[1]
    assert len(counts.missed) <= 1
    assert len(counts.wrong) <= 1


def test_a_mask_says_the_right_kind(found: tuple[str, Found]) -> None:
    assert found[1].named == found[1].found


def test_the_manual_states_these_figures(found: tuple[str, Found]) -> None:
    table, counts = found
    row = next(line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith(f"| `{table}` now"))
    cells = [cell.strip() for cell in row.strip("|").split("|")[1:]]
    wanted = [
        f"{counts.found[kind]}/{counts.wanted[kind]}, {counts.right[kind]}/{counts.masked[kind]}" for kind in KINDS
    ]
    assert cells == [cell if cell != "0/0, 0/0" else "" for cell in wanted]


def test_the_table_is_as_large_as_it_must_be() -> None:
    assert sum(bool(line.personal) for line in marked_lines("lines", "ru")) >= 120
    assert sum(bool(line.personal) for line in marked_lines("lines", "en")) >= 40
    assert sum(not line.personal for line in marked_lines("lines", "ru")) >= 50


def test_marks_are_read_with_their_places() -> None:
    line = marked("Да, {phone:8 916} ¦ так ¦ {phone:204}.")
    assert line.utterances == ("Да, 8 916", "так", "204.")
    assert line.personal == ((0, 4, 9, "phone"), (2, 0, 3, "phone"))
    assert not re.search(r"[{}¦]", "".join(line.utterances))
