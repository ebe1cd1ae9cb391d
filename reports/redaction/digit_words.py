"""Digits as people dictate them: "девятьсот шестнадцать" is 916, "double oh" 00, "два ноля" 00. ru and en."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from classify.spoken_dates.spoken_digits import word_value

_ZEROS = frozenset({"ноль", "нуль", "ноля", "нуля", "нолик", "нолика", "zero", "oh", "nought", "nil"})
_ZEROS_COUNTED = frozenset({"ноля", "нуля", "нолей", "нулей", "нолика", "zeros", "zeroes", "ohs"})
_REPEATED: Mapping[str, int] = {"double": 2, "triple": 3}
# "три семёрки": how often, then which digit, in the genitive that a count asks for
_COUNTED_DIGITS: Mapping[str, str] = {
    word: str(digit)
    for digit, words in enumerate(
        ("единицы единиц", "двойки двоек", "тройки троек", "четвёрки четверки четвёрок четверок", "пятёрки пятерки "
         "пятёрок пятерок", "шестёрки шестерки шестёрок шестерок", "семёрки семерки семёрок семерок",
         "восьмёрки восьмерки восьмёрок восьмерок", "девятки девяток"), start=1,
    )
    for word in words.split()
}  # fmt: skip
# The name of a digit: "восьмёрка, девятьсот двадцать один"
_DIGIT_NAMES: Mapping[str, str] = {
    word: str(digit)
    for digit, words in enumerate(
        ("единица единичка", "двойка", "тройка", "четвёрка четверка", "пятёрка пятерка", "шестёрка шестерка",
         "семёрка семерка", "восьмёрка восьмерка", "девятка"), start=1,
    )
    for word in words.split()
}  # fmt: skip


def digits_said(words: Sequence[str]) -> tuple[str, int] | None:
    """The digits that the first of these words say, and how many words they take; None where the first says none.

    words: in small letters. A number is composed as far as it goes: hundreds, tens, units.
    """
    first = words[0]
    second = words[1] if len(words) > 1 else ""
    if first in _REPEATED and (digit := _one_digit(second)) is not None:
        return digit * _REPEATED[first], 2
    if (many := _repeated(words)) is not None:
        return many, 2
    if first in _ZEROS:
        return "0", 1
    if first in _DIGIT_NAMES:
        return _DIGIT_NAMES[first], 1
    return _composed(words)


def _repeated(words: Sequence[str]) -> str | None:
    """ "два ноля", "три семёрки"."""
    if len(words) < 2 or not 2 <= number_of(words[0]) <= 9:
        return None
    times = number_of(words[0])
    if words[1] in _ZEROS_COUNTED:
        return "0" * times
    digit = _COUNTED_DIGITS.get(words[1])
    return digit * times if digit is not None else None


def _composed(words: Sequence[str]) -> tuple[str, int] | None:
    total = number_of(words[0])
    if not total:
        return None
    taken, last = 1, total
    while taken < len(words) and (value := number_of(words[taken])) and _goes_on(last, value):
        if _repeated(words[taken:]) is not None:  # "восемьдесят два ноля" is 80 00, not 82
            break
        total = total * 100 if value == 100 and last < 10 else total + value
        taken, last = taken + 1, value
    return str(total), taken


def _goes_on(last: int, value: int) -> bool:
    if value == 100:
        return last < 10  # "nine hundred"
    return (last >= 100 and value < 100) or (20 <= last < 100 and value < 10)


def _one_digit(word: str) -> str | None:
    if word in _ZEROS:
        return "0"
    value = number_of(word)
    return str(value) if 1 <= value <= 9 else None


@lru_cache(maxsize=20_000)
def number_of(word: str) -> int:
    """The cardinal that one word says, 0 for any other word and for zero."""
    return word_value(word)
