"""Numbers said in words, written in digits as speech recognition writes them: "280 тысяч"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classify.spoken_dates.spoken_numbers import number_word

_HUNDREDS = {
    "двести": 200, "двухсот": 200, "триста": 300, "трёхсот": 300, "четыреста": 400, "четырёхсот": 400,
    "пятьсот": 500, "пятисот": 500, "шестьсот": 600, "шестисот": 600, "семьсот": 700, "семисот": 700,
    "восемьсот": 800, "восьмисот": 800, "девятьсот": 900, "девятисот": 900,
    "шестьдесят": 60, "шестидесяти": 60, "семьдесят": 70, "семидесяти": 70, "восемьдесят": 80, "восьмидесяти": 80,
    "девяносто": 90, "девяноста": 90, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_STAYS = 1  # "один", "one": mostly no number


def with_digits(text: str) -> str:
    """The text with its cardinal numbers in digits; thousands and millions, ordinals and a lone "one" stay words."""
    parts, end = [], 0
    for first, last, number in _numbers(text):
        parts += [text[end:first], str(number)]
        end = last
    return "".join([*parts, text[end:]])


def count_numbers(text: str) -> int:
    """How many numbers in words the text holds."""
    return sum(1 for _ in _numbers(text))


def _numbers(text: str) -> Iterator[tuple[int, int, int]]:
    """First character, end and value of each number said in words."""
    first = end = total = last = 0
    for word in _WORD.finditer(text):
        value = word_value(word[0].lower())
        if total and value and text[end : word.start()].isspace() and _continues(last, value):
            total = total * value if value == 100 else total + value
            end, last = word.end(), value
            continue
        if total > _STAYS:
            yield first, end, total
        first, end, total, last = word.start(), word.end(), value, value
    if total > _STAYS:
        yield first, end, total


def _continues(last: int, value: int) -> bool:
    """Whether a word goes on with the number: "hundred" after a digit, or a lower order after a higher one."""
    if value == 100:
        return last < 10
    return (last >= 100 and value < 100) or (20 <= last < 100 and value < 10)


def word_value(word: str) -> int:
    """What a cardinal says, 0 for any other word."""
    if word in _HUNDREDS:
        return _HUNDREDS[word]
    said = number_word(word.replace("ё", "е"))
    return int(said) if said and said.isdigit() else 0
