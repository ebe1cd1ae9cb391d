from __future__ import annotations

import pytest

from deals.phone_logs.call_sides import call_sides
from deals.phone_logs.own_lines import own_lines
from deals.phone_logs.parties import party_of

CLIENT, LINE = "+79990001122", "+74950001122"


@pytest.mark.parametrize(
    ("caller", "called", "way", "direction", "client", "ours"),
    [
        ("101", CLIENT, None, "out", CLIENT, "101"),
        (CLIENT, "101", None, "in", CLIENT, "101"),
        (CLIENT, LINE, None, "in", CLIENT, LINE),
        (LINE, CLIENT, "out", "out", CLIENT, LINE),
        (LINE, CLIENT, "in", "in", CLIENT, LINE),  # the columns are ours and theirs, not from and to
        (CLIENT, None, "in", "in", CLIENT, None),
        (CLIENT, "+79990003344", None, None, None, None),
        (None, "101", None, "in", None, "101"),
    ],
)
def test_the_side_that_is_ours_tells_the_direction(
    caller: str | None, called: str | None, way: str | None, direction: str | None, client: str | None, ours: str | None
) -> None:
    sides = call_sides(caller, called, way, frozenset({LINE}))  # type: ignore[arg-type]
    assert (sides.direction, sides.client, sides.ours, sides.internal) == (direction, client, ours, False)


@pytest.mark.parametrize("way", [None, "internal", "out"])
def test_an_internal_call_keeps_the_extension_that_was_called(way: str | None) -> None:
    sides = call_sides("101", "102", way)  # type: ignore[arg-type]
    assert (sides.internal, sides.direction, sides.ours, sides.client) == (True, "out", "101", "102")


def test_our_lines_are_the_few_numbers_that_take_part_in_nearly_all_calls() -> None:
    clients = [f"+7999000{n:04}" for n in range(40)]
    pairs = [("+74950000001", c) for c in clients[:30]] + [(c, "+74950000002") for c in clients[20:]]
    pairs += [("+74950000001", clients[0])] * 50  # a client who calls a lot is no line of ours
    assert own_lines(pairs) == {"+74950000001", "+74950000002"}


def test_from_a_handful_of_calls_nobody_can_tell_whose_lines_they_are() -> None:
    assert own_lines([("+74950000001", "+79990000001"), ("+74950000001", "+79990000002")]) == frozenset()


@pytest.mark.parametrize(
    ("cell", "number", "name"),
    [
        ("Иванов Иван (101)", "101", "Иванов Иван"),
        ('"Ромашка" <79990001122>', "+79990001122", "Ромашка"),
        ("sip:101@pbx.example", "101", ""),
        ("SIP/101-00000a1b", "101", ""),
        ("8 (999) 000-11-22", "+79990001122", ""),
        ("79990001122.0", "+79990001122", ""),
        ("Петрова Анна, вн. 205", "205", "Петрова Анна"),
        ("Иванов Иван", None, "Иванов Иван"),
        ("Скрытый", None, ""),
        ("anonymous", None, ""),
    ],
)
def test_a_side_is_read_from_whatever_a_cell_calls_it(cell: str, number: str | None, name: str) -> None:
    party = party_of(cell, "RU")
    assert (party.number, party.name) == (number, name)
