"""Whether a name that a second hearing found may take the place of the word that sounded like it.

Only that word is replaced. Everything else stays as it was heard without hotwords, so that they can neither invent
nor drop speech.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from transcribe.vocabulary import Candidate, is_form
from transcribe.word_runs import Word

REST_ALIKE = 0.85  # of the row's other letters; below, the hotwords led the recogniser to another text
LEAST_PROBABLE = 0.1  # of a name; faster-whisper computes it without the hotwords, and rare names lie at 0.15 to 0.8
_NO_LETTER_OR_DIGIT = re.compile(r"[\W_]+")
_END_MARKS = re.compile(r"[^\w\s]*\s*$")


@dataclass(frozen=True, slots=True)
class _Replacement:
    first: int  # words of the first hearing
    end: int
    heard_first: int  # words of the second
    heard_end: int


def accepted(before: Sequence[Word], after: Sequence[Word], candidates: Sequence[Candidate]) -> tuple[Word, ...] | None:
    """The first hearing with the names that the second confirms; None where there are none or it cannot be trusted.

    before: a row heard without hotwords; after: the same row with the terms of `candidates` as hotwords. A name
    must stand where its similar-sounding words stood and nowhere else, the rest must be nearly the same, and the
    name must not be improbable. The new words share the time of the old.
    """
    found = _replacements(before, after, candidates)
    probable = [each for each in found if _is_probable(after[each.heard_first : each.heard_end])]
    if not probable or _strays(before, after, candidates, found) or _rest_alikeness(before, after, found) < REST_ALIKE:
        return None
    words = list(before)
    for each in reversed(probable):
        words[each.first : each.end] = _retimed(before[each.first : each.end], after[each.heard_first : each.heard_end])
    return tuple(words)


def _replacements(before: Sequence[Word], after: Sequence[Word], candidates: Sequence[Candidate]) -> list[_Replacement]:
    """Changed places in which a candidate's words gave way to its term, by place and without overlap."""
    changes = SequenceMatcher(None, [_key(word) for word in before], [_key(word) for word in after], autojunk=False)
    found: list[_Replacement] = []
    for kind, i1, i2, j1, j2 in changes.get_opcodes():
        if kind == "replace":
            found += _in_change(after, candidates, (i1, i2), (j1, j2))
    return found


def _in_change(
    after: Sequence[Word], candidates: Sequence[Candidate], old: tuple[int, int], new: tuple[int, int]
) -> list[_Replacement]:
    """Terms within one changed place, in the order in which their similar-sounding words stood."""
    found: list[_Replacement] = []
    free, heard_free = old[0], new[0]
    for each in candidates:
        first, end = max(free, each.first), min(old[1], each.end)
        if first < end and (place := _place_of(each.term, after, heard_free, new[1])):
            found.append(_Replacement(first, end, *place))
            free, heard_free = end, place[1]
    return found


def _place_of(term: str, words: Sequence[Word], first: int, end: int) -> tuple[int, int] | None:
    """Where within these words the term stands, in any form."""
    longest = len(term.split()) + term.count("-")
    for start in range(first, end):
        for stop in range(start + 1, min(start + longest, end) + 1):
            if is_form("".join(word.text for word in words[start:stop]), term):
                return start, stop
    return None


def _strays(
    before: Sequence[Word], after: Sequence[Word], candidates: Sequence[Candidate], found: Sequence[_Replacement]
) -> bool:
    """Whether a term stands where nothing like it was heard, as it does where the recogniser repeats its prompt."""
    placed = {place for each in found for place in range(each.heard_first, each.heard_end)}
    for term in {each.term for each in candidates}:
        said = _places(term, before)
        if len([place for place in _places(term, after) if place not in placed]) > len(said):
            return True
    return False


def _places(term: str, words: Sequence[Word]) -> list[int]:
    places, start = [], 0
    while place := _place_of(term, words, start, len(words)):
        places.append(place[0])
        start = place[1]
    return places


def _rest_alikeness(before: Sequence[Word], after: Sequence[Word], found: Sequence[_Replacement]) -> float:
    """1 where all but the replaced words is letter by letter the same, 0 where nothing is."""
    old = {place for each in found for place in range(each.first, each.end)}
    new = {place for each in found for place in range(each.heard_first, each.heard_end)}
    texts = [
        " ".join(_key(word) for place, word in enumerate(words) if place not in gone)
        for words, gone in ((before, old), (after, new))
    ]
    return SequenceMatcher(None, texts[0], texts[1], autojunk=False).ratio()


def _is_probable(words: Sequence[Word]) -> bool:
    return sum(word.probability for word in words) / len(words) >= LEAST_PROBABLE


def _retimed(old: Sequence[Word], new: Sequence[Word]) -> list[Word]:
    """The new words in the time of the old, by length: hotwords displace the recogniser's own word times."""
    start_s, length_s = old[0].start_s, old[-1].end_s - old[0].start_s
    letters = sum(len(word.text) for word in new)
    words, passed = [], 0
    for word in new:
        begin_s = start_s + length_s * passed / letters
        passed += len(word.text)
        end_s = start_s + length_s * passed / letters
        doubtful = any(each.doubtful for each in old)
        words.append(replace(word, start_s=begin_s, end_s=end_s, doubtful=doubtful, suspect=old[0].suspect))
    # The marks stay those of the first hearing, like all the text around them.
    marks = _END_MARKS.search(old[-1].text)
    words[-1] = replace(words[-1], text=_END_MARKS.sub("", words[-1].text) + (marks.group() if marks else ""))
    return words


def _key(word: Word) -> str:
    return _NO_LETTER_OR_DIGIT.sub("", word.text.lower().replace("ё", "е"))
