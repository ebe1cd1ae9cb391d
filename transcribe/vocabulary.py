"""Names that a recogniser may have mangled: which recognised words sound like a name of the archive but are not it.

Whisper repeats its prompt where nobody speaks, so names are never given to it beforehand. It hears a row without
them; only where a word that it wrote sounds like a name is the row heard again with that name as hotword, and
`transcribe.name_repair` decides whether the name was there. A name can thus stand only where something like it stood.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from heapq import nsmallest
from importlib.resources import files
from itertools import chain
from math import ceil

from transcribe.word_runs import Word
from transcribe.word_sounds import similarity, skeleton_of, sounds_of

MOST_HOTWORDS, MOST_LETTERS = 8, 60  # of one prompt: a long one costs time and tempts the recogniser
_LONGEST_SPAN = 4  # recognised words that one name may have become
_ALIKE, _ALIKE_IN_CALL = 0.74, 0.62  # names of those who talk are expected, others must sound closer
# So many of the first terms may be said in any call; the others, such as other clients' names, seldom are, and the
# more names there are the more words happen to sound like one.
_ANYWHERE, _ALIKE_ELSEWHERE = 300, 0.92
_SHORT, _ALIKE_SHORT = 5, 0.85  # sounds of a stem: any language has words that are one sound away from these
_ALIKE_PIECES, _ALIKE_PIECES_IN_CALL = 0.9, 0.78  # several words that one name may have become
_ALIKE_SURE = 0.85  # words of which the recogniser is sure, and ordinary ones that it doubts
_SURE = 0.85  # mean probability
_PIECE = 3  # letters: a name falls apart into words as short as this, or unknown ones
_STEM = 5  # letters with which a word form is told to be another form of an ordinary word
_FIRM = 0.5  # an ordinary word of this probability was said
_SHARED_ELSEWHERE = 0.75  # the same for the names that must sound closest
_SHARED = 0.4  # of the name's skeleton bigrams; with fewer, hardly any pair is alike
_ENDING_BIGRAMS = 2
_COMPARED = 16  # names compared sound by sound with one span, those with most bigrams in common
_PER_SPAN = 2
_MEMORY = 50_000  # remembered look-ups; calls repeat their words

_LETTERS = re.compile(r"[^\W\d_]+")
_APOSTROPHES = re.compile(r"['’ʼ]")
_SENTENCE_MARKS = (".", "!", "?", "…", ":", ";")
_STEM_END = re.compile(r"[аеиоуыэюяйь]{1,2}$")
_FLEETING = re.compile(r"^(.{2,})[её]([лцкнр])$")  # Павел, Павла
_ENDING = re.compile(
    r"(?:ь?[аяыиуюеой]|ь|ь?[еи]й|[оеёыи][йюмхв]|[аяыи][мх]|[аяыи]ми|[оеё]го|[оеё]му|[уюая]ю|[аяыие][яе]|[ия]х|[еи]в?ич|s|es|'s)?"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words `first` to before `end` of a row sound like `term`."""

    first: int
    end: int
    term: str
    similarity: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class _Name:
    term: str
    stem: str  # sounds
    bigrams: tuple[str, ...]
    anywhere: bool  # may be said in any call


class Vocabulary:
    """The names of an archive, ready for look-up by sound.

    terms: as the archive writes them, most important first. ordinary: words that the archive writes small, beside
    those that every archive uses; a name that is one of them needs no help and is left out, since the recogniser
    knows ordinary words and would find this one everywhere. common: those that every archive uses, in place of
    `common_words()`.
    """

    def __init__(
        self, terms: Sequence[str], ordinary: Iterable[str] = (), common: frozenset[str] | None = None
    ) -> None:
        self._ordinary = (common_words() if common is None else common) | {_plain(word) for word in ordinary}
        self._beginnings = {word[:cut] for word in self._ordinary for cut in range(_STEM, len(word) + 1)}
        self._names = _names(term for term in terms if _plain(term) not in self._ordinary)
        self._spelled = frozenset(form for name in self._names for form in _stems(_plain(name.term)))
        least = ((_SHARED if name.anywhere else _SHARED_ELSEWHERE) * len(name.bigrams) for name in self._names)
        self._least_shared = [max(1, ceil(count)) for count in least]
        self._by_bigram: dict[str, list[int]] = {}
        for number, name in enumerate(self._names):
            for bigram in set(name.bigrams):
                self._by_bigram.setdefault(bigram, []).append(number)
        self._found: dict[str, tuple[tuple[_Name, float], ...]] = {}

    def candidates(self, words: Sequence[Word], terms_of_call: Sequence[str] = ()) -> tuple[Candidate, ...]:
        """Where names may have been mangled, by place; spans do not overlap unless they may be either name.

        words: one row as recognised without hotwords. terms_of_call: names of those who talk in it, also such as
        `terms` does not hold.
        """
        expected = _names(term for term in terms_of_call if _plain(term) not in self._ordinary)
        plain = [_plain(word.text) for word in words]
        found: list[Candidate] = []
        for first, end in self._spans(words, plain):
            span, everyday = " ".join(plain[first:end]), all(map(self._is_everyday, plain[first:end]))
            sure = everyday or sum(word.probability for word in words[first:end]) >= _SURE * (end - first)
            needed = {name.term: _needed(name, end - first, sure, in_call=True) for name in expected}
            alike = dict(_compared(span, expected)) if expected else {}
            for name, score in self._alike(span):
                if name.term not in needed and (name.anywhere or not everyday):
                    needed[name.term], alike[name.term] = _needed(name, end - first, sure), score
            found += [
                Candidate(first, end, term, round(score, 4)) for term, score in alike.items() if score >= needed[term]
            ]
        return _best(found)

    def _spans(self, words: Sequence[Word], plain: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Spans with a word in doubt. None holds a name already, goes on after a sentence or over a firm long word."""
        doubted = [bool(text) and self._doubted(word, text) for word, text in zip(words, plain, strict=True)]
        named = [self._is_spelled(text) for text in plain]
        joined = [not n and (d or len(text) <= _PIECE) for n, d, text in zip(named, doubted, plain, strict=True)]
        for first in range(len(words)):
            for end in range(first + 1, min(first + _LONGEST_SPAN, len(words)) + 1):
                if not plain[end - 1] or not joined[end - 1]:
                    break
                if any(doubted[first:end]):
                    yield first, end
                if words[end - 1].text.rstrip().endswith(_SENTENCE_MARKS):
                    break

    def _doubted(self, word: Word, plain: str) -> bool:
        if word.probability < _FIRM:
            return True
        # English names are written with a capital letter also where they are mangled; Russian ones often are not.
        small_latin = plain.isascii() and word.text.lstrip()[:1].islower()
        return not small_latin and not self._is_everyday(plain)

    def _is_everyday(self, plain: str) -> bool:
        return plain in self._ordinary or (
            len(plain) > _STEM and plain[: max(_STEM, len(plain) - 3)] in self._beginnings
        )

    def _is_spelled(self, plain: str) -> bool:
        return any(plain[:cut] in self._spelled and _ENDING.fullmatch(plain[cut:]) for cut in range(2, len(plain) + 1))

    def _alike(self, span: str) -> tuple[tuple[_Name, float], ...]:
        """Names that sound like these words, best first. Called by several threads, one of which may forget all."""
        found = self._found.get(span)
        if found is None:
            if len(self._found) >= _MEMORY:
                self._found.clear()
            found = self._found[span] = self._looked_up(span)
        return found

    def _looked_up(self, span: str) -> tuple[tuple[_Name, float], ...]:
        heard = sounds_of(span)
        bigrams = _bigrams(heard)
        shared = Counter(chain.from_iterable(self._by_bigram.get(bigram, ()) for bigram in set(bigrams)))
        near = [number for number, count in shared.items() if count >= self._least_shared[number]]
        parts = ((self._shared_part(number, shared[number], len(bigrams)), number) for number in near)
        best = nsmallest(_COMPARED, ((-part, number) for part, number in parts if part >= _SHARED))
        scored = ((name, similarity(name.stem, heard)) for name in (self._names[number] for _, number in best))
        return tuple((name, score) for name, score in scored if score >= _ALIKE and not is_form(span, name.term))

    def _shared_part(self, number: int, shared: int, heard_bigrams: int) -> float:
        """The part of the longer skeleton that both have; consonants of an ending do not count."""
        return shared / max(len(self._names[number].bigrams), heard_bigrams - _ENDING_BIGRAMS)


def _needed(name: _Name, words: int, sure: bool, *, in_call: bool = False) -> float:
    """How alike so many words must be to the name before their row is heard again."""
    needed = [_ALIKE_IN_CALL if in_call else _ALIKE if name.anywhere else _ALIKE_ELSEWHERE]
    if len(name.stem) <= _SHORT:
        needed.append(_ALIKE_SHORT)
    if words > len(_plain(name.term).split()):
        needed.append(_ALIKE_PIECES_IN_CALL if in_call else _ALIKE_PIECES)
    if sure:
        needed.append(_ALIKE_SURE)
    return max(needed)


def _compared(span: str, names: Iterable[_Name]) -> Iterator[tuple[str, float]]:
    heard = sounds_of(span)
    return ((name.term, similarity(name.stem, heard)) for name in names if not is_form(span, name.term))


def hotwords(candidates: Iterable[Candidate]) -> str:
    """The terms of these candidates for the recogniser's prompt, most alike first, bounded in number and length.

    Empty where there are none. The dots say that the text goes on: without them Whisper often believes that the
    names were just said, and leaves them out.
    """
    terms = dict.fromkeys(each.term for each in sorted(candidates, key=lambda each: (-each.similarity, each.term)))
    taken: list[str] = []
    for term in terms:
        if len(taken) < MOST_HOTWORDS and len(_prompt([*taken, term])) <= MOST_LETTERS:
            taken.append(term)
    return _prompt(taken) if taken else ""


def _prompt(terms: Sequence[str]) -> str:
    return ", ".join(terms) + "..."


def is_form(text: str, term: str) -> bool:
    """Whether the words are the term as spelled, in any case: «Мариной Викторовной» is «Марина Викторовна»."""
    words, wanted = _plain(text).split(), _plain(term).split()
    return len(words) == len(wanted) and all(map(_is_form_of_word, words, wanted))


def _is_form_of_word(word: str, wanted: str) -> bool:
    if word == wanted:
        return True
    return any(word.startswith(stem) and _ENDING.fullmatch(word[len(stem) :]) for stem in _stems(wanted))


def _stems(plain: str) -> tuple[str, ...]:
    """The word without its ending, and as it is before an ending where a vowel is lost."""
    stem = _STEM_END.sub("", plain) if len(plain) > 2 else plain
    stem = stem if len(stem) >= 2 else plain
    return (stem, *(found[1] + found[2] for found in [_FLEETING.match(stem)] if found))


@cache
def common_words() -> frozenset[str]:
    """Word forms that people use in sales calls of any trade; `benchmarks/ordinary_words.py` made the list."""
    folder = files("transcribe") / "ordinary_words"
    return frozenset("\n".join((folder / f"{code}.txt").read_text("utf-8") for code in ("ru", "en")).split())


@lru_cache(maxsize=65536)
def _plain(text: str) -> str:
    return " ".join(_LETTERS.findall(_APOSTROPHES.sub("", text.lower().replace("ё", "е"))))


def _names(terms: Iterable[str]) -> list[_Name]:
    names: list[_Name] = []
    for term in dict.fromkeys(terms):
        stem = sounds_of(_stems(_plain(term))[0])
        if len(bigrams := _bigrams(stem)) > 1:
            names.append(_Name(term, stem, bigrams, len(names) < _ANYWHERE))
    return names


def _bigrams(sounds: str) -> tuple[str, ...]:
    skeleton = "^" + skeleton_of(sounds)
    return tuple(skeleton[i : i + 2] for i in range(len(skeleton) - 1))


def _best(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Of candidates that share words, the most alike and at most one more for the same words."""
    kept: list[Candidate] = []
    for each in sorted(found, key=lambda each: (-each.similarity, each.end - each.first, each.first, each.term)):
        rivals = [other for other in kept if other.first < each.end and each.first < other.end]
        if all((o.first, o.end) == (each.first, each.end) for o in rivals) and len(rivals) < _PER_SPAN:
            kept.append(each)
    return tuple(sorted(kept, key=lambda each: (each.first, each.end, -each.similarity, each.term)))
