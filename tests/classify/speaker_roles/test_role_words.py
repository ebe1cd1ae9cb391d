"""Words as the role model sees them: names stand for who bears them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from classify.speaker_roles.role_words import COLUMNS, OPENING, NameBook, hashed
from deals.records import CallRecord
from tests.classify.made_archive import CONTACT, PEOPLE, archive, at, call

RECORD = call("k1", at("09-10 12:00"))  # Анна Ким rings Пётр Лапин of ООО «Ветряк»


def words(text: str, record: CallRecord | None = RECORD, before: int = 0) -> list[str]:
    """Of a text with so many others before it, single words first."""
    return list(NameBook(archive()).words_of(record, ["Да."] * before + [text])[-1])


def test_a_name_stands_for_who_bears_it_in_any_case_of_it() -> None:
    assert words("Анна, Петра позовите, Олега и Сома")[:6] == [
        "SELLER", "CLIENT", "позовите", "COLLEAGUE", "и", "COLLEAGUE",
    ]  # fmt: skip


def test_whose_name_it_is_depends_on_the_call() -> None:
    assert words("Илья", call("k1", None, user_id="u3"))[0] == "SELLER"
    assert words("Илья")[0] == "COLLEAGUE"
    assert words("Пётр", call("k1", None, client_phone="+79990000000"))[0] == "петр"
    assert words("Анна Пётр", None)[:2] == ["COLLEAGUE", "петр"]


def test_a_name_that_both_sides_bear_tells_nobody_from_nobody() -> None:
    made = archive(contacts={"c1": replace(CONTACT, name="Анна Лапина")})
    assert NameBook(made).words_of(RECORD, ["Анна слушает"])[0][0] == "NAMESAKE"


def test_a_company_is_named_by_its_whole_name_only() -> None:
    assert "OUR_COMPANY" in words("Компания Окна Плюс, добрый день")
    assert "OUR_COMPANY" not in words("Нам нужны окна")
    assert "CLIENT_COMPANY" in words("Ветряк беспокоит")


def test_names_in_the_opening_are_seen_with_the_direction_and_later_ones_not() -> None:
    assert "out>SELLER" in words("Это Анна")
    assert "in>SELLER" in words("Это Анна", call("k1", None, direction="in"))
    assert not any(word.endswith(">SELLER") for word in words("Это Анна", before=OPENING))
    assert not any(">" in word for word in words("Это Анна", call("k1", None, direction=None)))


def test_a_short_word_of_the_language_is_no_name() -> None:
    made = archive(people={"u1": replace(PEOPLE[0], name="Ян Ли")})
    assert NameBook(made).words_of(RECORD, ["Ли ян"])[0][:2] == ("ли", "ян")


def test_every_text_has_a_row_of_unit_length_or_of_nothing() -> None:
    rows = hashed(NameBook(archive()).words_of(RECORD, ["Добрый день, это Анна?", "...", "Да"]))
    assert rows.shape == (3, COLUMNS)
    lengths = np.sqrt(rows.multiply(rows).sum(axis=1)).A1
    np.testing.assert_allclose(lengths, 1)  # a text without words still has its beginning and end


def test_words_are_hashed_alike_in_every_run() -> None:
    assert hashed([("привет",)]).indices.tolist() == [HASH_OF_PRIVET]


HASH_OF_PRIVET = 19310  # stored weights are found by it
