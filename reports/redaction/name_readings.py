"""What a word may be: a name, an ordinary word, a town. Russian by pymorphy3's dictionary, English by lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from classify.spoken_dates.word_forms import russian_words
from reports.redaction.first_names import ENGLISH_NAMES
from transcribe.vocabulary import common_words

_CYRILLIC = re.compile(r"[а-яё]")
_NAME_TAGS = ("Name", "Surn", "Patr")
_OF_SURNAMES = re.compile(
    r"(?:[оеё]в|[иы]н)(?:[ауеы]|ым|ой|ых)?|(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую)|енко|швили|дзе|янц?[ау]?|[юу]к[ау]?|ич[ау]?"
)
_ENDINGS = re.compile(r"(?:[аяуюеыиоьй]|ой|ей|[оеё]м|ым|им|ых|их|[оеё]в|ам|ям|ами|ями|ах|ях|ого|ому|ую|ая|ою|ею|'?s)?")
_LONGEST_ENDING = 3  # letters
# English writes these with a capital letter too.
CALENDAR = frozenset(
    re.findall(
        r"\S+",
        "january february march april may june july august september october november december monday tuesday "
        "wednesday thursday friday saturday sunday",
    )
)
# English first names that are words too: at the head of a sentence a capital letter says nothing.
_ALSO_WORDS = frozenset(
    re.findall(
        r"\S+",
        "amber angel art bill bob carter chase chuck cliff crystal daisy dawn dean dick don dot drew earl faith frank "
        "gail gene glen grace grant gray harry hazel heather holly hope ivy jack jade jay jean josh joy kit lance "
        "lily mark mason max miles mike morgan nick olive pat peg penny pierce ray rich rob rod rose ruby sandy skip "
        "sue summer ted val van violet wade ward will",
    )
)


@dataclass(frozen=True, slots=True)
class NameReading:
    """One word, in small letters, by itself."""

    lemmas: frozenset[str]  # its dictionary forms under every reading, ё as е; of an unknown word also its stem
    name: str  # the likeliest dictionary form as a name; "" where it is none
    first: float  # shares of the readings, 0 to 1: first name or patronymic,
    patronymic: bool
    surname: float  # surname,
    town: bool  # or a place
    ordinary: bool  # has a reading that is nobody's name, and not a rare one
    known: bool  # to the dictionary
    verb: bool  # a verb that a single person may be the subject or object of


@lru_cache(maxsize=200_000)
def reading_of(word: str) -> NameReading:
    """word: in small letters."""
    plain = word.replace("ё", "е")
    if not _CYRILLIC.search(word):
        return _english(plain)
    parses = russian_words().parse(word)
    named = [parse for parse in parses if any(tag in parse.tag for tag in _NAME_TAGS)]
    known = russian_words().word_is_known(word)
    other = sum(p.score for p in parses if p not in named and "Geox" not in p.tag and "Orgn" not in p.tag)
    best = max(named, key=lambda parse: parse.score, default=None)
    return NameReading(
        lemmas=frozenset(parse.normal_form.replace("ё", "е") for parse in parses).union(() if known else _stem(plain)),
        name=best.normal_form.replace("ё", "е") if best is not None else "",
        first=sum(p.score for p in named if "Surn" not in p.tag) if known else 0.0,
        patronymic=best is not None and "Patr" in best.tag,
        surname=sum(p.score for p in named if "Surn" in p.tag) if known or _OF_SURNAMES.search(plain[-5:]) else 0.0,
        town=any("Geox" in parse.tag for parse in parses),
        ordinary=(known and (other >= 0.2 or (not named and other > 0))) or (not named and plain in common_words()),
        known=known,
        verb=any(_of_one(parse.tag) for parse in parses[:2]),
    )  # fmt: skip


def _of_one(tag: object) -> bool:
    """Whether a verb may go with one person: «сказал», «нужен», «перезвоните», not «привезут»."""
    text = str(tag)
    return text.startswith(("VERB", "ADJS", "PRTS")) and ("sing" in text or "impr" in text)


def _english(word: str) -> NameReading:
    base = re.sub(r"['’](?:s|ll|d|ve|re|m)$", "", word)
    listed = base in ENGLISH_NAMES
    ordinary = (base in common_words() and not listed) or base in CALENDAR or base in _ALSO_WORDS
    return NameReading(
        lemmas=frozenset({base}),
        name=base if listed else "",
        first=1.0 if listed else 0.0,
        patronymic=False,
        surname=0.0,
        town=False,
        ordinary=ordinary,
        known=listed or ordinary,
        verb=word in _ENGLISH_VERBS,
    )


_ENGLISH_VERBS = frozenset(
    re.findall(
        r"\S+",
        "is was has had hasn't isn't wasn't said says asked asks wants wanted needs needed told tells called calls "
        "will won't would can could gave gives sent sends rang promised thinks agreed approved mentioned confirmed",
    )
)


def _stem(word: str) -> frozenset[str]:
    """The beginnings that another case of an unknown word shares with it."""
    if len(word) < 4:
        return frozenset({word})
    cuts = range(max(3, len(word) - _LONGEST_ENDING), len(word) + 1)
    return frozenset(f"{word[:cut]}-" for cut in cuts if _ENDINGS.fullmatch(word[cut:]))
