"""Numbers in words become digits where recognition writes digits."""

import pytest

from classify.spoken_dates.spoken_digits import count_numbers, with_digits


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("двести восемьдесят тысяч", "280 тысяч"),
        ("сто пять, три и сорок два", "105, 3 и 42"),
        ("один раз в пятьсот лет", "один раз в 500 лет"),
        ("two hundred sixty five pounds", "265 pounds"),
        ("one of them, eighty", "one of them, 80"),
        ("никаких чисел", "никаких чисел"),
        ("", ""),
    ],
)
def test_cardinals_are_written_in_digits(said: str, written: str) -> None:
    assert with_digits(said) == written


def test_numbers_in_words_are_counted() -> None:
    assert count_numbers("двести восемьдесят тысяч, 15 и семь") == 2
