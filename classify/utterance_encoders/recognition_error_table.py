"""How often, and into what, telephone speech recognition changes words: measured, one table per language.

`benchmarks.recognition_errors` measures it and writes recognition_errors.json.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from random import Random

FILE = Path(__file__).with_name("recognition_errors.json")
LANGUAGES = ("ru", "en")
SHORT_WORDS = 4  # a text of at most so many words is short
MARKS = ",.?!"
Counts = Mapping[str, int]


@dataclass(frozen=True)
class ErrorTable:
    """What was measured on texts of one language.

    wrong_short, wrong_long: quantiles, in equal steps, of the share of a text's words that are heard wrong.
    odds: of a word by its length class (`length_class`) and of a "name", relative to the mean.
    outcomes: what becomes of a wrong word: "replaced", "dropped", "joined" with the next or "split".
    inserted: words that nobody said, for each wrong word.
    changed: quantiles of the share of letters changed in a replaced word.
    letters: letter to what it became, "" where it was lost.
    letter_odds: of a letter to be changed, relative to the mean.
    known: by outcome the share of the words it left that are words of the language.
    words: the commonest words of the language's sales talk.
    marks: the mark after a word ("" for none, "—" for all others) to the mark heard there; ends: after the last word.
    kept_capital, new_capital: shares of words inside a sentence. digits: share of number words written as digits.
    """

    wrong_short: Sequence[float]
    wrong_long: Sequence[float]
    odds: Mapping[str, float]
    outcomes: Counts
    inserted: float
    inserted_words: Counts
    changed: Sequence[float]
    letters: Mapping[str, Counts]
    letter_odds: Mapping[str, float]
    known: Mapping[str, float]
    words: Sequence[str]
    marks: Mapping[str, Counts]
    ends: Mapping[str, Counts]
    kept_capital: float
    new_capital: float
    digits: float

    @cached_property
    def words_by_pair(self) -> Mapping[str, Sequence[str]]:
        """Two neighbouring letters, of a word between spaces, to the words that have them."""
        found: dict[str, list[str]] = {}
        for word in self.words:
            for pair in letter_pairs(word):
                found.setdefault(pair, []).append(word)
        return found

    @cached_property
    def any_letter(self) -> Counts:
        """What letters become on the whole, for one that was never measured."""
        total: dict[str, int] = {}
        for heard in self.letters.values():
            for letter, count in heard.items():
                total[letter] = total.get(letter, 0) + count
        return total


@cache
def error_table(language: str) -> ErrorTable:
    """The table of "ru" or "en"; ValueError for another language."""
    if language not in LANGUAGES:
        raise ValueError(f"recognition errors were measured for {', '.join(LANGUAGES)}, not for {language}")
    return ErrorTable(**json.loads(FILE.read_text(encoding="utf-8"))[language])


def length_class(word: str) -> str:
    """The key of `odds` for a word of this length."""
    return "1-2" if len(word) <= 2 else "3-4" if len(word) <= 4 else "5-7" if len(word) <= 7 else "8-"


def letter_pairs(word: str) -> set[str]:
    padded = f" {word} "
    return {padded[place : place + 2] for place in range(len(padded) - 1)}


def drawn(counts: Counts, rng: Random) -> str:
    """A key by its count."""
    return rng.choices(list(counts), weights=list(counts.values()))[0]


def quantile(values: Sequence[float], rng: Random) -> float:
    """A value from the distribution that these quantiles, in equal steps from least to most, describe."""
    place = rng.random() * (len(values) - 1)
    low = int(place)
    return values[low] + (place - low) * (values[min(low + 1, len(values) - 1)] - values[low])
