"""A typed text as telephone speech recognition would have written it.

For training: the classifiers learn from typed words and work on heard ones. Rates and confusions are measured (see
`recognition_error_table`). Letters rather than whole words are confused, because that also garbles words
that were never measured.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from random import Random

from classify.spoken_dates.spoken_digits import with_digits
from classify.utterance_encoders.recognition_error_table import (
    MARKS,
    SHORT_WORDS,
    ErrorTable,
    drawn,
    error_table,
    length_class,
    letter_pairs,
    quantile,
)

_TOKEN = re.compile(r"[^\W_](?:[^\s]*[^\W_])?")
_SENTENCE_ENDS = ".?!"
_LEAST_SPLIT = 4  # letters
_NEAREST = 3  # known words of which one is taken
_MOST_WRONG = 0.98  # of a word: nothing is ever certain to be misheard


@dataclass(frozen=True, slots=True)
class MarkedWord:
    """A word without the marks around it. mark: one of MARKS behind it, "—" for any other, "" for none."""

    text: str
    mark: str
    starts: bool  # first of its sentence


def heard_as(text: str, language: str, rng: Random) -> str:
    """The text with the errors of recognition: the same for the same state of `rng`.

    Never empty unless the text is. ValueError for a language without measured errors.
    """
    table = error_table(language)
    if rng.random() < table.digits:
        text = with_digits(text)
    words = marked_words(text)
    heard = [word for word in _misheard(words, table, rng) if word.text]
    return _written(heard or words[:1], table, rng) or text


def marked_words(text: str) -> list[MarkedWord]:
    """The words of a text in order, each with the mark that follows it."""
    words: list[MarkedWord] = []
    starts = True
    matches = list(_TOKEN.finditer(text))
    for match, following in zip_longest(matches, matches[1:]):
        between = text[match.end() : following.start() if following else len(text)].strip()
        mark = next((each for each in between if each in MARKS), "—" if between else "")
        words.append(MarkedWord(match[0], mark, starts))
        starts = any(each in _SENTENCE_ENDS for each in between)
    return words


def _misheard(words: Sequence[MarkedWord], table: ErrorTable, rng: Random) -> Iterator[MarkedWord]:
    share = quantile(table.wrong_short if len(words) <= SHORT_WORDS else table.wrong_long, rng)
    odds = [_odds(word, table) for word in words]
    mean = sum(odds) / max(1, len(odds))
    before: MarkedWord | None = None  # that this word is heard as one with
    for word, each in zip(words, odds, strict=True):
        wrong = rng.random() < min(_MOST_WRONG, share * each / mean)
        outcome = drawn(table.outcomes, rng) if wrong else ""
        heard = replace(word, text=_heard_word(word.text, outcome, table, rng))
        if before:
            one = _often_known((before.text + heard.text).lower(), "", "joined", table, rng)
            heard = MarkedWord(one, heard.mark, before.starts)
        before = heard if outcome == "joined" else None
        if not before:
            yield heard
        if wrong and rng.random() < table.inserted:
            yield MarkedWord(drawn(table.inserted_words, rng), "", starts=False)
    if before:
        yield before


def _odds(word: MarkedWord, table: ErrorTable) -> float:
    is_name = word.text[0].isupper() and not word.starts
    return table.odds["name" if is_name else length_class(word.text)]


def _heard_word(word: str, outcome: str, table: ErrorTable, rng: Random) -> str:
    if outcome in ("", "joined"):
        return word
    if outcome == "dropped":
        return ""
    small = word.lower()
    if outcome == "split" and len(small) >= _LEAST_SPLIT:
        place = rng.randrange(2, len(small) - 1)
        pieces = (small[:place], small[place:])
        heard = " ".join(_often_known(piece, "", outcome, table, rng) for piece in pieces)
    else:
        heard = _often_known(_garbled(small, table, rng), small, "replaced", table, rng)
    return heard.capitalize() if word[0].isupper() else heard


def _often_known(letters: str, said: str, outcome: str, table: ErrorTable, rng: Random) -> str:
    """A known word that is much like the letters, but not the one that was said, as often as measured; or they."""
    if rng.random() >= table.known[outcome]:
        return letters
    pairs = letter_pairs(letters)
    shared = Counter(word for pair in sorted(pairs) for word in table.words_by_pair.get(pair, ()))
    near = {word: 2 * count / (len(pairs) + len(word) + 1) for word, count in shared.items() if word != said}
    best = sorted(near, key=lambda word: (-near[word], word))[:_NEAREST]
    return rng.choice(best) if best else letters


def _garbled(word: str, table: ErrorTable, rng: Random) -> str:
    letters = list(word)
    weights = [table.letter_odds.get(letter, 1.0) for letter in letters]
    changes = max(1, round(quantile(table.changed, rng) * len(letters)))
    for place in rng.choices(range(len(letters)), weights=weights, k=changes):
        letters[place] = drawn(table.letters.get(word[place], table.any_letter), rng)
    return "".join(letters) or word


def _written(words: Sequence[MarkedWord], table: ErrorTable, rng: Random) -> str:
    """The words with marks and capitals as recognition writes them."""
    written, starts = [], True
    for number, word in enumerate(words):
        marks = table.ends if number == len(words) - 1 else table.marks
        mark = drawn(marks[word.mark], rng) if word.mark in marks else ""
        written.append(_with_capital(word, table, rng, starts=starts) + mark)
        starts = bool(mark) and mark in _SENTENCE_ENDS
    return " ".join(written)


def _with_capital(word: MarkedWord, table: ErrorTable, rng: Random, *, starts: bool) -> str:
    large = word.text[:1].isupper() and not word.starts
    if starts or rng.random() < (table.kept_capital if large else table.new_capital):
        return word.text[:1].upper() + word.text[1:]
    return word.text[:1].lower() + word.text[1:]
