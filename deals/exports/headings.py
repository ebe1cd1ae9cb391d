"""A column's heading as words that can be compared, however a CRM or a person wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from deals.exports.heading_words import CONCEPTS, FILLERS, PAIRS, UNIT_CURRENCIES, UNIT_FACTORS

_CAMEL = re.compile(r"(?<=[a-zа-яё0-9])(?=[A-ZА-ЯЁ])|(?<=[A-ZА-ЯЁ])(?=[A-ZА-ЯЁ][a-zа-яё])")
_COPY = re.compile(r"\.\d+$")  # what pandas adds to the second of two equal headings
_BRACKETS = re.compile(r"\(([^)]*)\)|\[([^\]]*)\]")
_WORD = re.compile(r"[^\W_]+|[№#%₽$€£]")
_RUSSIAN_ENDING = re.compile(
    r"(?:ыми|ими|ами|ями|ого|его|ому|ему|ой|ей|ий|ый|ая|яя|ое|ее|ые|ие|ых|их|ую|юю|ом|ем|ам|ям|ах|ях|ов|ев|[уюаяоеиыь])$"
)
_SHORTEST_STEM = 4
_NO_CONCEPTS = FILLERS | UNIT_CURRENCIES.keys() | UNIT_FACTORS.keys() | {"%"}
_SHORT_FACTORS = {"k": 1000, "m": 10**6}  # only beside a currency in brackets: "ARR ($K)"


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says.

    text: as it stands in the file. words: concepts and stems in order, fillers ("of", «для») and units left out.
    aside: the same of what stood in brackets. currency: ISO code of a unit, as in «Сумма, ₽» or "Amount (USD)".
    factor: what one of the cells' units stands for, 1000 in «Сумма, тыс. руб.».
    """

    text: str
    words: tuple[str, ...]
    aside: tuple[str, ...] = ()
    currency: str | None = None
    factor: int = 1

    @property
    def joined(self) -> str:
        return squeezed(self.text)


@lru_cache(maxsize=20_000)  # tables of one export repeat their headings, and every kind of table asks for all of them
def read_heading(text: str) -> Heading:
    """Take a heading apart: "Deal - Close Date.1" and «Дата закрытия сделки» hold the same words in another order."""
    bare = _COPY.sub("", text.replace("\ufeff", "").strip())
    in_brackets = " ".join(part for found in _BRACKETS.findall(bare) for part in found)
    outside = _BRACKETS.sub(" ", bare)
    if not _WORD.search(outside):
        outside, in_brackets = in_brackets, ""
    currency = _currency(f"{outside} {in_brackets}")
    return Heading(text, _concepts(outside), _concepts(in_brackets), currency, _factor(outside, in_brackets))


def squeezed(text: str) -> str:
    """All letters and digits in one, units left out: "dealname" equals "Deal Name", and "sale" equals "Sale, $"."""
    words = _WORD.findall(_COPY.sub("", text).casefold().replace("ё", "е"))
    return "".join(word for word in words if word not in UNIT_CURRENCIES and word != "%")


def _words(text: str) -> list[str]:
    spaced = text if text.isupper() else _CAMEL.sub(" ", text)
    words = [word.casefold().replace("ё", "е") for word in _WORD.findall(spaced)]
    joined: list[str] = []
    for word in words:
        if joined and (pair := PAIRS.get(f"{joined[-1]} {word}")):
            joined[-1] = pair
        else:
            joined.append(word)
    return joined


def _concepts(text: str) -> tuple[str, ...]:
    words = [word for word in _words(text) if word not in _NO_CONCEPTS]
    return tuple(concept(word) for word in words)


@lru_cache(maxsize=20_000)
def concept(word: str) -> str:
    """The idea that a word of a heading stands for ("opportunity" and «сделки» are `deal`), else its stem."""
    return CONCEPTS.get(word) or CONCEPTS.get(stem(word)) or stem(word)


def stem(word: str) -> str:
    """A rough stem, the same for the forms of one word: «телефона» and «телефоны», "notes" and "note"."""
    if word[:1].isascii():
        return word[:-1] if len(word) > _SHORTEST_STEM and word.endswith("s") and not word.endswith("ss") else word
    cut = _RUSSIAN_ENDING.sub("", word)
    return cut if len(cut) >= _SHORTEST_STEM else word


def _currency(text: str) -> str | None:
    return next((UNIT_CURRENCIES[word] for word in _words(text) if word in UNIT_CURRENCIES), None)


def _factor(outside: str, in_brackets: str) -> int:
    words = _words(f"{outside} {in_brackets}")
    found = next((UNIT_FACTORS[word] for word in words if word in UNIT_FACTORS), None)
    if found is None and _currency(in_brackets):
        found = next((_SHORT_FACTORS[word] for word in _words(in_brackets) if word in _SHORT_FACTORS), None)
    return found or 1
