"""The phrases Whisper is known to invent, read from invented_phrases.toml, and where they stand in spoken words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Literal

from transcribe.word_tokens import SpokenText, folded

Group = Literal["credit_anywhere", "credit_sentence", "channel", "everyday"]
_GROUPS: tuple[Group, ...] = ("credit_anywhere", "credit_sentence", "channel", "everyday")

_NAME_WORDS = 3  # «Дима Тор Жок»
_SAME_NAME = 0.8  # likeness from which two spellings are one name; «подрядчик» has 0.4 with DimaTorzok, «Дима» 0.6
_LATIN = str.maketrans("абвгдезийклмнопрстуфхыэіїєґ", "abvgdeziiklmnoprstufhyeiieg") | str.maketrans(
    {"ж": "zh", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
)


@dataclass(frozen=True, slots=True)
class _Element:
    """One place of a form: any of these words, or one kind of name."""

    words: frozenset[str]
    name: str | None  # "@name", "@person", "@editor"
    optional: bool


_Form = tuple[_Element, ...]


@dataclass(frozen=True, slots=True)
class PhraseBook:
    forms: dict[Group, dict[str, tuple[_Form, ...]]]  # by the words a form can begin with
    names: tuple[str, ...]  # in Latin letters
    editors: tuple[str, ...]
    caption_heads: frozenset[str]
    caption_words: frozenset[str]  # heads and fillers
    numbers: frozenset[str]

    def longest(self, group: Group, spoken: SpokenText, at: int) -> int | None:
        """The token after the longest phrase of the group that begins at token `at`; None where none does."""
        forms = self.forms[group].get(spoken.tokens[at].text, ())
        return max((end for form in forms for end in self._ends(form, spoken, at)), default=None)

    def _ends(self, form: _Form, spoken: SpokenText, at: int) -> Iterator[int]:
        if not form:
            yield at
            return
        element, rest = form[0], form[1:]
        if element.optional:
            yield from self._ends(rest, spoken, at)
        for end in self._element_ends(element, spoken, at):
            yield from self._ends(rest, spoken, end)

    def _element_ends(self, element: _Element, spoken: SpokenText, at: int) -> Iterable[int]:
        if at >= len(spoken.tokens):
            return ()
        if element.name == "@name":
            return self._name_ends(spoken, at)
        if element.name:
            return self._person_ends(spoken, at, any_name=element.name == "@person")
        return (at + 1,) if spoken.tokens[at].text in element.words else ()

    def _name_ends(self, spoken: SpokenText, at: int) -> tuple[int, ...]:
        """Where the name ends that is likest a known one: «DimaTorzok да» is still like it, but less."""
        likeness: dict[int, float] = {}
        for end in range(at + 1, min(at + _NAME_WORDS, len(spoken.tokens)) + 1):
            likeness[end] = _likeness("".join(token.text for token in spoken.tokens[at:end]), self.names)
            if spoken.between(end - 1, end).strip():
                break  # no name goes on after a point or a comma
        best = max(likeness, key=lambda end: likeness[end])
        return (best,) if likeness[best] >= _SAME_NAME else ()

    def _person_ends(self, spoken: SpokenText, at: int, any_name: bool) -> Iterator[int]:
        """An initial and a family name. The point tells the initial «А.» from the word «а»."""
        if at + 2 > len(spoken.tokens) or len(spoken.tokens[at].text) != 1:
            return
        initial, family = spoken.tokens[at : at + 2]
        pointed = spoken.between(at, at + 1).strip() == "." and initial.raw.isupper() and family.raw[0].isupper()
        if (any_name and pointed and len(family.raw) > 1) or _likeness(family.text, self.editors) >= _SAME_NAME:
            yield at + 2


@cache
def phrase_book() -> PhraseBook:
    """The phrases that come with the program."""
    content = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    caption = content["caption"]
    heads = frozenset(map(folded, caption["heads"]))
    return PhraseBook(
        forms={group: _by_first_word(_all(content[group])) for group in _GROUPS},
        names=tuple(map(_latin, content["names"])),
        editors=tuple(map(_latin, content["editors"])),
        caption_heads=heads,
        caption_words=heads | frozenset(map(folded, caption["fillers"])),
        numbers=frozenset(_all(content["numbers"])),
    )


def _all(by_language: dict[str, list[str]]) -> list[str]:
    # One list for every language: Whisper invents English in Russian calls.
    return [text for texts in by_language.values() for text in texts]


def _by_first_word(forms: Sequence[str]) -> dict[str, tuple[_Form, ...]]:
    by_word: dict[str, list[_Form]] = {}
    for text in forms:
        form = tuple(map(_element, text.split()))
        for word in _first_words(form):
            by_word.setdefault(word, []).append(form)
    return {word: tuple(starting) for word, starting in by_word.items()}


def _first_words(form: _Form) -> AbstractSet[str]:
    words: set[str] = set()
    for element in form:
        words |= element.words
        if not element.optional:
            break
    return words


def _element(text: str) -> _Element:
    optional, text = text.endswith("?"), text.removesuffix("?")
    if text.startswith("@"):
        return _Element(frozenset(), text, optional)
    return _Element(frozenset(map(folded, text.split("|"))), None, optional)


def _likeness(name: str, known: Sequence[str]) -> float:
    """With the likest of the known names, 0 to 1."""
    spelled = _latin(name)
    return max(SequenceMatcher(None, spelled, other).ratio() for other in known)


def _latin(name: str) -> str:
    return folded(name).replace(" ", "").translate(_LATIN)
