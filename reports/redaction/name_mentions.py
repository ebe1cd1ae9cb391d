"""Who is named in a text: neighbouring words of one name, and the person of the archive whose name it is."""

from __future__ import annotations

import re
from collections.abc import Collection

from reports.redaction.known_names import KnownNames, full_form
from reports.redaction.name_words import NameWord, adjacent, is_name, is_place
from reports.redaction.personal_span import PersonalSpan

_INITIALS_AFTER = re.compile(r"\s+[А-ЯЁA-Z]\.(?:\s?[А-ЯЁA-Z]\.)?")
_INITIALS_BEFORE = re.compile(r"(?:[А-ЯЁA-Z]\.\s?)(?:[А-ЯЁA-Z]\.\s?)?$")
_TITLE_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir)\.?\s+$")
_MOST_WORDS = 4  # of one name


class NameMentions:
    """Finds names in the texts of one archive."""

    def __init__(self, known: KnownNames) -> None:
        self._known = known

    def spans(self, text: str, words: list[NameWord], party: Collection[str] | None = None) -> list[PersonalSpan]:
        """By place; words: all of the text.

        party: keys of those who talk or write, or whom the deal is about; a first name that several people of the
        archive have is one of theirs. None: not known.
        """
        named = [is_name(text, words, place) for place in range(len(words))]
        for place, word in enumerate(words):
            if not named[place] and _has_initials(text, word) and not is_place(text, words, place):
                named[place] = True
        _spread(text, words, named)
        return [self._span(text, words[first:end], party) for first, end in _groups(text, words, named)]

    def _span(self, text: str, words: list[NameWord], party: Collection[str] | None) -> PersonalSpan:
        start, end = words[0].start, words[-1].end
        if before := _INITIALS_BEFORE.search(text[max(0, start - 8) : start]) or _TITLE_BEFORE.search(
            text[max(0, start - 6) : start]
        ):
            start -= len(before[0])
        if after := _INITIALS_AFTER.match(text, end):
            end = after.end()
        key = self._whose(words, party)
        if key is None:
            return PersonalSpan(start, end, "name", " ".join(sorted(full_form(word.text.lower()) for word in words)))
        return PersonalSpan(start, end, self._known.people[key].kind, key)

    def _whose(self, words: list[NameWord], party: Collection[str] | None) -> str | None:
        """The one person of the archive who can be meant; None where there is none or more than one."""
        called = frozenset.intersection(*(word.persons for word in words))
        if party is not None and len(words) == 1 and words[0].reading.surname < words[0].reading.first:
            # A first name alone: a client who is not part of this deal is not meant just for being called the same.
            called = frozenset(key for key in called if key in party or self._known.people[key].kind != "name")
        if len(called) > 1 and party is not None:
            called &= frozenset(party)
        return next(iter(called)) if len(called) == 1 else None


def _has_initials(text: str, word: NameWord) -> bool:
    """«Сидорову М. А.», «И. В. Кольцов»: initials make a name of a capitalised word that is no ordinary one."""
    if not word.capital or len(word.text) < 3 or (word.reading.ordinary and not word.reading.surname):
        return False
    before = _INITIALS_BEFORE.search(text[max(0, word.start - 8) : word.start])
    after = _INITIALS_AFTER.match(text, word.end)
    return (before or after) is not None and not (word.reading.town and not word.reading.surname)


def _spread(text: str, words: list[NameWord], named: list[bool]) -> None:
    """Take in what stands beside a name and can belong to it."""
    for _ in range(_MOST_WORDS - 1):
        for place, word in enumerate(words):
            if named[place]:
                continue
            before = place > 0 and named[place - 1] and adjacent(text, words[place - 1], word)
            after = place + 1 < len(words) and named[place + 1] and adjacent(text, word, words[place + 1])
            named[place] = (before and _belongs(words[place - 1], word, last=True)) or (
                after and _belongs(words[place + 1], word, last=False)
            )


def _belongs(name: NameWord, word: NameWord, *, last: bool) -> bool:
    """last: the word stands behind the name."""
    reading = word.reading
    if name.persons & word.persons or (name.reading.patronymic and reading.first > 0):
        return True
    if not word.capital:
        return not reading.ordinary and reading.surname >= 0.4 and not name.capital
    if word.text.isupper() and len(word.text) > 1 and not name.text.isupper():
        return False
    surname = reading.surname > 0 or (not reading.known and len(word.text) > 2)
    return surname and not reading.ordinary and (last or not word.begins or reading.surname > 0)


def _groups(text: str, words: list[NameWord], named: list[bool]) -> list[tuple[int, int]]:
    """First word and end of each name. A new first name begins a new one: «Анна Игорь»."""
    groups: list[tuple[int, int]] = []
    for place, word in enumerate(words):
        if not named[place]:
            continue
        if (
            groups
            and groups[-1][1] == place
            and place - groups[-1][0] < _MOST_WORDS
            and adjacent(text, words[place - 1], word)
        ):
            groups[-1] = (groups[-1][0], place + 1)
        else:
            groups.append((place, place + 1))
    return groups
