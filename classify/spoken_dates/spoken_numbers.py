"""Numbers as people say them and as recognition writes them: "двадцать пятого", "25-го", "twenty fifth". ru and en.

A cardinal is written as digits ("25", "1.5"), an ordinal as digits with the case that tells a day from other things:
"25th" for the genitive and for English ("двадцать пятого", "twenty-fifth"), "25dat" ("к двадцать пятому"), "25pl" ("в
двадцатых числах"), "25ord" for the rest ("двадцать пятый").
"""

from __future__ import annotations

import re

_RU_TEENS = "один две три четыр пят шест сем восем девят".split()  # noqa: SIM905
_RU_CARDINALS: dict[str, float] = {
    "ноль": 0, "один": 1, "одна": 1, "одну": 1, "одного": 1, "одной": 1, "одному": 1, "два": 2, "две": 2, "двух": 2,
    "двум": 2, "двумя": 2, "двое": 2, "двоих": 2, "три": 3, "трех": 3, "трем": 3, "тремя": 3, "трое": 3, "троих": 3,
    "тройка": 3, "тройку": 3, "четыре": 4, "четырех": 4, "четырем": 4, "четырьмя": 4, "четверо": 4, "восемь": 8,
    "восьми": 8, "восемью": 8, "сорок": 40, "сорока": 40, "полтора": 1.5, "полторы": 1.5, "полутора": 1.5,
    "пятьдесят": 50, "пятидесяти": 50, "сто": 100, "десяток": 10,
}  # fmt: skip
_RU_REGULAR = {"пят": 5, "шест": 6, "сем": 7, "девят": 9, "десят": 10, "двадцат": 20, "тридцат": 30} | {
    f"{stem}надцат": number for number, stem in enumerate(_RU_TEENS, start=11)
}
_RU_CARDINALS |= {stem + end: n for stem, n in _RU_REGULAR.items() for end in ("ь", "и", "ью")}
_EN_CARDINALS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "hundred": 100}
_CARDINALS: dict[str, float] = _RU_CARDINALS | _EN_CARDINALS

_RU_ORDINALS = {
    stem: number
    for number, stem in enumerate(
        [
            "перв",
            "втор",
            "трет",
            "четверт",
            "пят",
            "шест",
            "седьм",
            "восьм",
            "девят",
            "десят",
            "одиннадцат",
            "двенадцат",
            "тринадцат",
            "четырнадцат",
            "пятнадцат",
            "шестнадцат",
            "семнадцат",
            "восемнадцат",
            "девятнадцат",
            "двадцат",
        ],
        start=1,
    )
} | {"тридцат": 30}
_RU_ORDINAL = re.compile(
    rf"(?P<stem>{'|'.join(sorted(_RU_ORDINALS, key=len, reverse=True))})"
    r"(?:(?P<th>ого|ьего)|(?P<dat>ому|ьему)|(?P<pl>ых|ьих)|(?P<ord>ый|ой|ий|ая|ое|ую|ом|ым|ые|ья|ье|ью|ьей|ьем))"
)
_EN_ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=1,
    )
} | {"thirtieth": 30}
_NUMBER = re.compile(r"(?P<number>\d+)(?P<kind>th|dat|pl|ord)?")
# What stands behind digits to make them an ordinal or, after "5-ти", still a cardinal.
DIGIT_ENDINGS = {
    "го": "th", "ого": "th", "му": "dat", "ому": "dat", "х": "", "ых": "pl", "е": "ord", "ое": "ord", "й": "ord",
    "ый": "ord", "я": "ord", "ая": "ord", "ю": "ord", "м": "ord", "ом": "ord", "st": "th", "nd": "th", "rd": "th",
    "th": "th", "ти": "", "и": "", "ми": "", "ью": "",
}  # fmt: skip


def number_word(word: str) -> str | None:
    """The number that one word says, as written in the module's head; None where it says none."""
    if (cardinal := _CARDINALS.get(word)) is not None:
        return f"{cardinal:g}"
    if word in _EN_ORDINALS:
        return f"{_EN_ORDINALS[word]}th"
    if match := _RU_ORDINAL.fullmatch(word):
        return f"{_RU_ORDINALS[match['stem']]}{next(k for k in ('th', 'dat', 'pl', 'ord') if match[k])}"
    return None


def joined_number(tens: str, units: str) -> str | None:
    """ "20" and "5th" are "25th"; None where the two do not make one number."""
    if tens not in ("20", "30", "40", "50"):
        return None
    match = _NUMBER.fullmatch(units)
    if match is None or not 1 <= int(match["number"]) <= 9:
        return None
    return f"{int(tens) + int(match['number'])}{match['kind'] or ''}"
