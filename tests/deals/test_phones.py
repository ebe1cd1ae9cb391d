from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deals.phones import normalise_phone, region_of, split_phones

LIKE_PHONES = st.text(alphabet="0123456789+()-. *xдоб;,/#eE", max_size=25) | st.text(max_size=40)


@given(text=LIKE_PHONES, region=st.sampled_from(["RU", "GB", "US", "KZ", None]))
def test_no_text_breaks_the_parser(text: str, region: str | None) -> None:
    number = normalise_phone(text, region)
    assert number is None or (number.removeprefix("+").isdigit() and number.isascii() and len(number) <= 17)


@given(text=LIKE_PHONES)
def test_a_normalised_number_stays_as_it_is(text: str) -> None:
    number = normalise_phone(text, "RU")
    if number is not None and number.startswith("+"):
        assert normalise_phone(number, "RU") == number


@pytest.mark.parametrize(
    "text",
    [
        "8 (910) 000-38-17",
        "+7 910 000-38-17",
        "+79100003817",
        "79100003817",
        "9100003817",
        "89100003817",
        "007 910 000 38 17",
        "8-910-000-38-17 доб. 12",
        "тел. 8 910 000 38 17",
        "tel:+7-910-000-38-17",
        "sip:79100003817@pbx.example",
    ],
)
def test_every_notation_of_a_russian_number_is_one_number(text: str) -> None:
    assert normalise_phone(text, "RU") == "+79100003817"


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("020 7946 0018", "GB", "+442079460018"),
        ("(312) 555-0117", "US", "+13125550117"),
        ("8-10-44-20-7946-0018", "RU", "+442079460018"),
        ("00442079460018", "RU", "+442079460018"),
        ("+44 20 7946 0018", None, "+442079460018"),
    ],
)
def test_numbers_are_read_by_the_rules_of_the_archives_country(text: str, region: str | None, number: str) -> None:
    assert normalise_phone(text, region) == number


@pytest.mark.parametrize("text", ["12", "101", "4017", "12345"])
def test_an_extension_stays_as_it_is(text: str) -> None:
    assert normalise_phone(text, "RU") == text


@pytest.mark.parametrize("text", ["8 910 000 38 17", "220-30-40"])
def test_without_a_country_the_bare_digits_remain(text: str) -> None:
    assert normalise_phone(text, None) == "".join(filter(str.isdigit, text))


@pytest.mark.parametrize(
    "text", ["", "скрыт", "anonymous", "7", "7910***3817", "+7910xxx3817", "7.91E+10", "8910000381789100003818"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert normalise_phone(text, "RU") is None


@pytest.mark.parametrize("separator", [";", ",", "/", "\n", " ; ", "|"])
def test_a_cell_may_hold_two_numbers(separator: str) -> None:
    cell = f"8 (910) 000-38-17{separator}+7 495 123-45-67"
    assert [normalise_phone(piece, "RU") for piece in split_phones(cell)] == ["+79100003817", "+74951234567"]


def test_an_extension_behind_a_comma_belongs_to_its_number() -> None:
    assert split_phones("(495) 123-45-67, доб. 12; 8 910 000 38 17") == [
        "(495) 123-45-67, доб. 12",
        "8 910 000 38 17",
    ]


@pytest.mark.parametrize(
    ("timezone", "language", "region"),
    [
        ("Europe/Moscow", "ru", "RU"),
        ("Asia/Yekaterinburg", "auto", "RU"),
        ("Asia/Almaty", "ru", "KZ"),
        ("America/Chicago", "en", "US"),
        ("Europe/London", "en", "GB"),
        ("UTC", "ru", "RU"),
        ("UTC", "en", None),
        ("Etc/GMT-3", "auto", None),
    ],
)
def test_the_country_is_that_of_the_timezone_else_of_the_language(
    timezone: str, language: str, region: str | None
) -> None:
    assert region_of(timezone, language) == region
