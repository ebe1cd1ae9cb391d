"""Figures in an owner's words: "84 000 ₽", "2,5 млн", "три процента", "half", "1 из 4", "90–99%". Russian and English.

Every figure keeps the place of the words it was read from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from classify.spoken_dates.spoken_numbers import number_word

Unit = Literal["percent", "money", "share", "none"]

# What classify.spoken_dates.spoken_numbers does not need for times of day: tens from sixty on, hundreds.
_MORE_WORDS = {
    "одном": 1, "одним": 1, "шестьдесят": 60,
    "шестидесяти": 60, "семьдесят": 70, "семидесяти": 70, "восемьдесят": 80, "восьмидесяти": 80,
    "девяносто": 90, "девяноста": 90, "ста": 100, "двести": 200, "двухсот": 200, "триста": 300, "трехсот": 300,
    "четыреста": 400, "пятьсот": 500, "пятисот": 500, "шестьсот": 600, "семьсот": 700, "восемьсот": 800,
    "девятьсот": 900, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_FRACTIONS = (
    (r"половин\w*|\bhalf\b", Decimal("0.5")),
    (r"\bтреть[юи]?\b|\bтрети\b|\b(?:a |one )third\b|\bthird of\b", Decimal(1) / 3),
    (r"\bдв[еу]х? трет\w+|\btwo[ -]thirds\b", Decimal(2) / 3),
    (r"\bтри четверти\b|\bthree[ -]quarters\b", Decimal("0.75")),
    (r"\bчетверть\w?\b|\b(?:a|one) quarter(?= of)\b", Decimal("0.25")),
    (r"\bпят(?:ая|ую) част\w+|\b(?:a|one) fifth\b", Decimal("0.2")),
    (r"\bдесят(?:ая|ую) част\w+|\b(?:a|one) tenth\b", Decimal("0.1")),
)
_FRACTION = re.compile("|".join(f"({pattern})" for pattern, _ in _FRACTIONS), re.IGNORECASE)

_SPACE = r"[ \u00a0\u202f]"
_DIGITS = (
    rf"(?<![\w.,:])(?:[1-9]\d{{0,2}}(?:{_SPACE}\d{{3}})+(?:[.,]\d{{1,2}})?"
    rf"|[1-9]\d{{0,2}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:[.,]\d+)?)(?!\d|:\d\d)"  # "18:00" is a time
)
_WORD = r"[A-Za-zА-Яа-яЁё]+"
_MAGNITUDE = (
    r"(?:(?P<thousand>тыс(?:яч\w*|\.)?(?![а-яё])|т\.?\s?р\.?(?![а-яё])|[кk](?![\wа-яё])|thousand\b)"
    r"|(?P<million>млн\.?|миллион\w*|million\b|mln\b|m(?![\w])))"
)
_CURRENCY = (
    r"(?:₽|руб(?:л\w*|\.)?(?![а-яё])|р\.(?![а-яё])|dollars?\b|pounds?\b|euros?\b|bucks\b|usd\b|gbp\b"
    r"|eur\b|rub\b|[$£€])"
)
_PERCENT = r"(?:%|процент\w*|проц\.|per\s?cent\b|percent\b|pct\b|п\.\s?п\.)"
_TAIL = re.compile(
    rf"(?P<magnitude>{_SPACE}?{_MAGNITUDE})?(?P<unit>{_SPACE}?(?:(?P<money>{_CURRENCY})|(?P<percent>{_PERCENT})))?",
    re.IGNORECASE,
)
_ROUBLES_IN_MAGNITUDE = re.compile(r"т\.?\s?р", re.IGNORECASE)
_HEAD = re.compile(rf"(?P<sign>[$£€₽]{_SPACE}?)?(?:(?P<digits>{_DIGITS})|(?P<word>{_WORD}))", re.IGNORECASE)
_NOT_ONE = re.compile(r"\b(?:ни|no|not|any)[ -]$", re.IGNORECASE)  # "ни один", "no one"
_PART = re.compile(r"(?<![\d/.,])(?P<part>\d{1,2})/(?P<whole>\d{1,2})(?![\d/.,])")  # "1/10 of bonus"
_OF = re.compile(rf"{_SPACE}+(?:из|in|out of|of){_SPACE}+(?:every{_SPACE}+|каждых{_SPACE}+)?", re.IGNORECASE)
_DASH = re.compile(rf"{_SPACE}?[–—-]{_SPACE}?|(?:\.\.\.?|…)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, and where it stands in the text."""

    value: Decimal  # per cent as they are said (95 for 95%); a share from 0 to 1
    unit: Unit
    start: int
    end: int
    to: Decimal | None = None  # the upper end of a range ("90–99%")


@lru_cache(maxsize=1024)
def figures_in(text: str) -> tuple[Figure, ...]:
    """All figures in the order of the text. Ordinals ("к третьему числу") are none."""
    found: list[Figure] = []
    at = 0
    fractions = list(_FRACTION.finditer(text))
    while at < len(text):
        if fraction := next((m for m in fractions if m.start() == at), None):
            value = _FRACTIONS[(fraction.lastindex or 1) - 1][1]
            found.append(Figure(value, "share", fraction.start(), fraction.end()))
            at = fraction.end()
            continue
        if (part := _PART.match(text, at)) and 0 < int(part["part"]) < int(part["whole"]):
            found.append(Figure(Decimal(part["part"]) / int(part["whole"]), "share", at, part.end()))
            at = part.end()
            continue
        figure = _figure_at(text, at)
        if figure is not None:
            found.append(figure)
            at = figure.end
            continue
        word = re.compile(r"\w+").match(text, at)
        at = word.end() if word else at + 1
    return tuple(_joined(found, text))


def _figure_at(text: str, at: int) -> Figure | None:
    head = _HEAD.match(text, at)
    if head is None:
        return None
    if head["digits"]:
        value, end = _number(head["digits"]), head.end()
    elif _NOT_ONE.search(text, 0, at):
        return None
    else:
        spoken = _spoken(text, head.start("word"))
        if spoken is None:
            return None
        value, end = spoken
    tail = _TAIL.match(text, end)
    assert tail is not None  # every part of it may be missing
    if tail["thousand"] or tail["million"]:
        value *= 1000 if tail["thousand"] else 1_000_000
    unit: Unit = "percent" if tail["percent"] else "none"
    if head["sign"] or tail["money"] or (tail["magnitude"] and _ROUBLES_IN_MAGNITUDE.search(tail["magnitude"])):
        unit = "money"
    return Figure(value, unit, at, tail.end())


def _number(digits: str) -> Decimal:
    plain = re.sub(_SPACE, "", digits)
    if re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", plain):  # "7,200", never "0,125"
        plain = plain.replace(",", "")
    return Decimal(plain.replace(",", "."))


def _spoken(text: str, at: int) -> tuple[Decimal, int] | None:
    """A number said in words from here on ("двадцать пять", "three"), and where it ends."""
    total, end, last = Decimal(0), None, Decimal("Infinity")
    while (word := re.compile(_WORD).match(text, at)) is not None:
        value = _word_value(word[0])
        # "двадцать пять" adds up; "три шесть" are two numbers.
        if value is None or value >= last or (end is not None and last % 10):
            break
        total, end, last = total + value, word.end(), value
        gap = re.compile(r"[ -]").match(text, end)
        if gap is None:
            break
        at = gap.end()
    return None if end is None else (total, end)


def _word_value(word: str) -> Decimal | None:
    plain = word.casefold().replace("ё", "е")
    if plain in _MORE_WORDS:
        return Decimal(_MORE_WORDS[plain])
    spoken = number_word(plain)
    # Zero in words is mostly a payout ("ниже 90% — ноль"), which its clause reads.
    return Decimal(spoken) if spoken is not None and re.fullmatch(r"[\d.]+", spoken) and spoken != "0" else None


def _joined(found: list[Figure], text: str) -> list[Figure]:
    """Ranges and parts of a whole made one figure: "90–99%", "1 из 4" (25 per cent)."""
    joined: list[Figure] = []
    for figure in found:
        before = joined[-1] if joined else None
        between = text[before.end : figure.start] if before else ""
        if before and before.unit == "none" and figure.unit == "none" and _OF.fullmatch(between) and (
            0 < before.value < figure.value <= 100 and before.value % 1 == 0  # "4,5 из 5" is a mark
        ):  # fmt: skip
            joined[-1] = Figure(100 * before.value / figure.value, "percent", before.start, figure.end)
        elif before and before.to is None and _is_range(before, figure, between):
            joined[-1] = replace(before, unit=figure.unit, end=figure.end, to=figure.value)
        else:
            joined.append(figure)
    return joined


def _is_range(low: Figure, high: Figure, between: str) -> bool:
    return (
        _DASH.fullmatch(between) is not None
        and low.value < high.value
        and low.unit in ("none", high.unit)
        and high.value < 5 * low.value  # "90 — 30 000": a condition and what it pays
        and not (re.search(r"\s", between) and low.unit != "none")
    )
