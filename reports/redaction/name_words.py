"""The words of a text with all that tells whether they are a name: case, place in the sentence, what stands around."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reports.redaction.known_names import WORD, KnownNames
from reports.redaction.name_readings import CALENDAR, NameReading, reading_of

_SENTENCE_START = re.compile(r"(?:^|[.!?…\n«„“\"(\[]|:\s|\s[—–-])\s*$")
_ABBREVIATED = re.compile(r"(?:^|\s)(?:mr|mrs|ms|dr|г|им|ул|[А-ЯЁA-Z])\.\s*$", re.IGNORECASE)
# Before the names of towns, and of streets that are called after people.
_INTO = frozenset(re.findall(r"\w+", "в во из до под город города городе городу г около через near in"))
_STREET = re.compile(r"(?:ул(?:\.|иц\w*)|просп\w*|пр-т\w*|площад\w*|переул\w*|шоссе|бульвар\w*|набережн\w*|метро|"
                     r"станци\w*|имени|им\.|проезд\w*)\s+(?:[^\W\d_]+\s+)?$", re.IGNORECASE)  # fmt: skip
_ENGLISH_PLACE = re.compile(
    r"\s+(?:station|street|road|avenue|park|square|hospital|house|line|lane|court|gate)\b", re.I
)
_CUE = re.compile(
    r"(?:\b(?:зовут|некто|фамилия|господин\w*|госпож\w+|г-н\w*|г-ж\w+)|\bимя|"
    r"\b(?:my name is|name's|ask for|this is|i'm|i am|(?:speak|speaking|spoke|talk|talking|talked) (?:with|to)|"
    r"colleague|mr|mrs|ms|miss|dr|sir)\.?)"
    r"[\s:—-]+$",
    re.IGNORECASE,
)
_LOOK_BACK = 30  # characters
_LEAST_FIRST, _LEAST_SURNAME, _SURE_FIRST = 0.3, 0.4, 0.6  # shares of a word's readings
_LEAST_UPPER = 4  # letters: shorter words of capitals are abbreviations
_VOCATIVE = re.compile(r"\s*(?:[,!]|$|\n)")


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word that may be a name, or a part of one."""

    start: int
    end: int
    text: str
    capital: bool
    begins: bool  # a sentence: its capital letter says nothing
    reading: NameReading
    persons: frozenset[str]  # keys of the archive's people who may be called so
    cue: bool  # words before it announce a name

    @property
    def listed(self) -> bool:
        """Whether the archive or the dictionary has it as a name."""
        reading = self.reading
        return bool(self.persons) or reading.first >= _LEAST_FIRST or reading.surname >= _LEAST_SURNAME


def name_words(text: str, known: KnownNames) -> list[NameWord]:
    """All words, by place."""
    return [_name_word(text, match, known) for match in WORD.finditer(text)]


def _name_word(text: str, match: re.Match[str], known: KnownNames) -> NameWord:
    reading = reading_of(match[0].lower())
    persons = known.persons_called(reading.lemmas)
    capital = match[0][0].isupper()
    begins = cue = False
    if capital or persons or reading.first:  # others are no names whatever stands before them
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        begins = not before or (bool(_SENTENCE_START.search(before)) and not _ABBREVIATED.search(before))
        cue = bool(_CUE.search(before))
    return NameWord(match.start(), match.end(), match[0], capital, begins, reading, persons, cue)


def is_name(text: str, words: list[NameWord], place: int) -> bool:
    """Whether the word is a name by itself, whatever its neighbours are."""
    word = words[place]
    reading, small = word.reading, not word.capital
    if not (word.capital or word.persons or reading.first):
        return False
    if is_place(text, words, place):
        return False
    if reading.patronymic and reading.known:
        return True
    if word.cue and (word.listed or (word.capital and not reading.known)):
        return not small or not reading.ordinary or word.listed
    if reading.ordinary or word.text.isupper():
        return word.capital and _stands_out(text, words, place)
    if small:
        sure = max(reading.first, reading.surname) >= _SURE_FIRST or not reading.known
        return len(word.text) >= 4 and sure and (bool(word.persons) or (reading.known and not reading.surname))
    return word.listed and (word.persons != frozenset() or _believed(text, words, place))


def _believed(text: str, words: list[NameWord], place: int) -> bool:
    """A capitalised word that only the dictionary or its ending makes a name."""
    word = words[place]
    if word.reading.first >= _LEAST_FIRST or not word.begins:
        return True
    return _addressed(text, words, place)


def _stands_out(text: str, words: list[NameWord], place: int) -> bool:
    """A capitalised word with an ordinary meaning too."""
    word = words[place]
    possible = bool(word.persons) or (word.reading.first > 0 and word.text.lower() not in CALENDAR)
    if not possible:
        return False
    if word.text.isupper() and len(word.text) < _LEAST_UPPER:
        return False
    named = bool(word.reading.name) or (bool(word.persons) and word.text.isascii())
    return not word.begins or (word.listed and named and _addressed(text, words, place))


def _addressed(text: str, words: list[NameWord], place: int) -> bool:
    """Whether somebody is called by it, or does something: "Вера, ...", "Вера сказала"."""
    if _VOCATIVE.match(text, words[place].end):
        return True
    following = words[place + 1] if place + 1 < len(words) else None
    return following is not None and adjacent(text, words[place], following) and following.reading.verb


def is_place(text: str, words: list[NameWord], place: int) -> bool:
    word = words[place]
    if _STREET.search(text[max(0, word.start - 40) : word.start]) or _ENGLISH_PLACE.match(text, word.end):
        return True
    before = words[place - 1].text.lower() if place and adjacent(text, words[place - 1], word) else ""
    following = words[place + 1] if place + 1 < len(words) else None
    if following is not None and adjacent(text, word, following) and _is_town(following):
        return True  # «Сергиев Посад»
    return before in _INTO and (word.reading.town or word.text.isascii()) and not followed_by_name(text, words, place)


def _is_town(word: NameWord) -> bool:
    return word.capital and word.reading.town and not word.reading.name


def followed_by_name(text: str, words: list[NameWord], place: int) -> bool:
    """«под Артёмом Ильичом» is no town."""
    following = words[place + 1] if place + 1 < len(words) else None
    return following is not None and adjacent(text, words[place], following) and (
        following.reading.patronymic or (following.capital and following.reading.surname >= _LEAST_SURNAME)
    )  # fmt: skip


def adjacent(text: str, word: NameWord, following: NameWord) -> bool:
    """Whether nothing but spaces, or the dot of an initial, stands between."""
    between = text[word.end : following.start]
    return between.isspace() and "\n" not in between
