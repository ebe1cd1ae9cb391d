"""Amounts of money as people say them on the telephone: "сто двадцать тысяч", "forty-three eight hundred", "1 250 000".

No library reads spoken Russian numbers, and none forgives what people leave out: "сорок три восемьсот" is 43,800.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

LEAST_AMOUNT = 1000  # smaller numbers are dates, quantities and percentages
_TOKEN = re.compile(r"\d+(?:[ \u00a0,.]\d{3})+(?!\d)|\d+|[^\W\d_]+")


def _numbered(words: str, values: Iterator[int] | range) -> dict[str, int]:
    return dict(zip(words.split(), values, strict=True))


# The beginnings of the words, so that cases and endings do not matter; longer ones are tried first.
_RU: Mapping[str, int] = {
    **_numbered(
        "один одна одну два две три четыр пят шест сем восем девят десят", iter((1, 1, 1, 2, 2, *range(3, 11)))
    ),
    **_numbered(
        "одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат",
        range(11, 20),
    ),
    **_numbered("двадцат тридцат сорок пятьдесят шестьдесят семьдесят восемьдесят девяност", range(20, 100, 10)),
    **_numbered("сто двести триста четырест пятьсот шестьсот семьсот восемьсот девятьсот", range(100, 1000, 100)),
}
_EN: Mapping[str, int] = {
    **_numbered("one two three four five six seven eight nine ten eleven twelve thirteen fourteen", range(1, 15)),
    **_numbered("fifteen sixteen seventeen eighteen nineteen", range(15, 20)),
    **_numbered("twenty thirty forty fifty sixty seventy eighty ninety", range(20, 100, 10)),
}
_SCALES: Mapping[str, int] = {"тысяч": 1000, "миллион": 10**6, "thousand": 1000, "grand": 1000, "million": 10**6}
_HUNDRED = "hundred"


def said_amounts(text: str) -> frozenset[int]:
    """Every amount of at least LEAST_AMOUNT that the text may name.

    A run of numbers without "thousand" is also read with it left out: "сорок три восемьсот" gives 43,800, and
    "сто двадцать" 120,000. So an amount found here is a hint, no proof.
    """
    found: set[int] = set()
    for run in _runs(text.lower().replace("ё", "е")):
        found |= _readings(run)
    return frozenset(amount for amount in found if amount >= LEAST_AMOUNT)


def _runs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Neighbouring numbers as (value, scale); scale 1 for a plain number, 0 for "hundred", else a scale's word."""
    run: list[tuple[int, int]] = []
    end = 0
    for token in _TOKEN.finditer(text):
        number = _number(token.group())
        if run and (number is None or text[end : token.start()].strip(" \u00a0-")) and token.group() != "and":
            yield run
            run = []
        if number is not None:
            run.append(number)
        end = token.end()
    if run:
        yield run


def _number(word: str) -> tuple[int, int] | None:
    if word[0].isdigit():
        digits = re.sub(r"\D", "", word)
        return (int(digits), 1) if len(digits) <= 12 else None
    if word == _HUNDRED:
        return 100, 0
    for start, scale in _SCALES.items():
        if word.startswith(start):
            return scale, scale
    if word in _EN:
        return _EN[word], 1
    starts = [start for start in _RU if word.startswith(start) and len(word) - len(start) <= 3]
    return (_RU[max(starts, key=len)], 1) if starts else None


def _readings(run: list[tuple[int, int]]) -> set[int]:
    """What a run may mean: as said, in thousands, and with a "thousand" left out between two numbers."""
    total = group = 0
    groups: list[int] = []
    for value, scale in run:
        if scale > 1:
            total += max(group, 1) * scale
            group = 0
        elif scale == 0:
            group = max(group, 1) * 100
        elif group and value >= 10 ** _free_digits(group):
            groups.append(group)
            group = value
        else:
            group += value
    groups.append(group)
    if len(groups) == 1:
        plain = total + group
        return {plain, plain * 1000} if total == 0 and plain < LEAST_AMOUNT else {plain}
    pairs = {first * 1000 + second for first, second in pairwise(groups) if second < 1000}
    tens = {first * 1000 + second * 100 for first, second in pairwise(groups) if second < 10}
    return pairs | tens | {total + value for value in groups} | {value * 1000 for value in groups if value < 1000}


def _free_digits(group: int) -> int:
    """How many digits may still follow: after "сорок" one, after "сто" two, after "три" none."""
    text = str(group)
    return len(text) - len(text.rstrip("0"))
