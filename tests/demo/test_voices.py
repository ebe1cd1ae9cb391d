"""Each person of the demo archive has one voice, which fits the name."""

from pathlib import Path

import pytest

from demo.labelled_archive import read_labelled_archive
from demo.voices import is_womans_name, voice_of

LABELLED = Path(__file__).resolve().parents[2] / "classify" / "training" / "d1_kitchen"


def test_a_person_sounds_the_same_in_every_call_and_unlike_another() -> None:
    assert voice_of("U3", "Лебедева Кристина Андреевна") == voice_of("U3", "Лебедева Кристина Андреевна")
    assert voice_of("U3", "Лебедева Кристина Андреевна") != voice_of("U6", "Мингазова Алсу Фаритовна")


@pytest.mark.parametrize("name", ["Хамидуллина Гульназ", "Соболь Ирина Владимировна", "Полина"])
def test_womens_names_are_told(name: str) -> None:
    assert is_womans_name(name)
    assert voice_of("C1", name).pitch_cents >= 300


@pytest.mark.parametrize("name", ["Закиров Тимур", "Белых Антон", "Рустем", "о. Алексий (Никитин)"])
def test_mens_names_are_told(name: str) -> None:
    assert not is_womans_name(name)
    assert voice_of("C1", name).pitch_cents <= 60


def test_of_the_colleagues_three_are_women() -> None:
    people = read_labelled_archive(LABELLED).company["people"]
    assert [person["id"] for person in people if is_womans_name(person["name"])] == ["U3", "U5", "U6"]
