"""Amounts said on the telephone are read with what people leave out; a reading is a hint, no proof."""

from __future__ import annotations

import pytest

from deals.linking.said_numbers import LEAST_AMOUNT, said_amounts


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("нам посчитали сто двадцать тысяч рублей", 120_000),
        ("миллион двести тысяч", 1_200_000),
        ("Сорок три восемьсот, я правильно понял?", 43_800),
        ("четыре шестьсот", 4_600),
        ("там двести сорок выходит", 240_000),
        ("five thousand four hundred", 5_400),
        ("three hundred and forty thousand", 340_000),
        ("seventy-eight five, all in", 78_500),
        ("итого 1 250 000 рублей", 1_250_000),
        ("About 43,800 in total", 43_800),
        ("сумма 185000", 185_000),
    ],
)
def test_an_amount_is_among_the_readings(text: str, amount: int) -> None:
    assert amount in said_amounts(text)


@pytest.mark.parametrize("text", ["", "ни о чём", "семьсот пятьдесят один тысяча" * 0, "-", "…"])
def test_without_numbers_there_are_no_amounts(text: str) -> None:
    assert said_amounts(text) == frozenset()


def test_words_between_two_numbers_keep_them_apart() -> None:
    assert 43_800 not in said_amounts("сорок три дня и ещё восемьсот")


def test_small_numbers_are_no_amounts() -> None:
    assert min(said_amounts("пять раз, 12 числа, в 2026 году"), default=LEAST_AMOUNT) >= LEAST_AMOUNT


def test_words_that_only_begin_like_numbers_are_none() -> None:
    assert said_amounts("стоматология, трибуна, пятница, oneness") == frozenset()


def test_a_serial_number_of_twenty_digits_is_no_amount() -> None:
    assert said_amounts("счёт 40702810900000012345") == frozenset()
