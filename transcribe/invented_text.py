"""Phrases that Whisper invents where nobody speaks, cut out of a channel's words, and never the real reply beside them.

The words alone tell an invention where a credit names who made the subtitles, or a sound stands in brackets or
capitals. Every other phrase must be the whole utterance, and the sound must speak against it too; where it does not,
the phrase stays: a real reply lost is worse than an invented one kept.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise

from transcribe.invented_spans import Span, certain_spans, loop_spans, whole_spans
from transcribe.utterance import InventedKind
from transcribe.word_runs import PAUSE_S, Word
from transcribe.word_tokens import SpokenText, spoken_text

# Set by judgement, not fitted: few phrases come as far as these limits, and their words speak already. Whisper base
# writes «you» over music with 0.03.
_UNSURE_WORD = 0.3  # the least sure word of a phrase that hardly anybody says in a call
_UNSURE_PHRASE = 0.3  # geometric mean of the words of a phrase that people do say
_LONE_S = 10.0  # nothing said for so long before and after; on one side of a call the other's turns are silence too
_SPLIT_S = 3.0  # Whisper's times are arbitrary where nobody speaks: «СПОКОЙНАЯ», a pause, «МУЗЫКА» is one phrase
_SPLIT_CREDIT_S = 30.0  # a whole row: nobody says a credit, however long the pause in it
_SPLIT_PARTS = 3
_SLOWEST, _FASTEST = 3.0, 40.0  # letters a second, with a wide margin: people speak at 8 to 25


@dataclass(frozen=True, slots=True)
class Invented:
    """One phrase that was cut. Times in seconds from the start of the channel."""

    kind: InventedKind
    text: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Cut:
    kept: tuple[Word, ...]  # in their order; those a loop was cut down to are marked doubtful
    removed: tuple[Invented, ...]  # in the order of the words


@dataclass(frozen=True, slots=True)
class _Breath:
    """Words without a longer pause: what Whisper invents stands alone in such a run, or glued to its end."""

    words: tuple[Word, ...]
    spoken: SpokenText
    certain: tuple[Span, ...]
    whole: tuple[Span, ...]  # all that is left, if it is made of invented phrases
    loops: tuple[Span, ...]

    @property
    def says_something(self) -> bool:
        covered = sum(span.end - span.first for span in (*self.certain, *self.whole))
        return covered < len(self.spoken.tokens)


def cut_invented(words: Sequence[Word]) -> Cut:
    """Cut invented phrases out of the words of one channel, which come in time order.

    Credits and bracketed sounds go wherever they stand. Sounds in capitals, channel talk and everyday phrases go only
    as a whole utterance; channel talk needs one sign of invention beside its words, an everyday phrase two. Of a loop
    the first occurrence stays, which may be real, and is marked doubtful.
    """
    breaths = _breaths(words)
    kept: list[Word] = []
    removed: list[Invented] = []
    for index, breath in enumerate(breaths):
        doomed = _is_invented(breath, lone=_is_lone(breaths, index))
        spans = (*breath.certain, *(breath.whole if doomed else breath.loops))
        kept += _left(breath, spans)
        removed += [_invented(breath, span) for span in sorted(spans, key=lambda span: span.first)]
    return Cut(tuple(kept), tuple(removed))


def _breaths(words: Sequence[Word]) -> list[_Breath]:
    """The words by their pauses, but together where one phrase goes on after a pause."""
    parts = list(_parts(words))
    breaths: list[_Breath] = []
    while parts:
        count, breath = _first_breath(parts)
        breaths.append(breath)
        del parts[:count]
    return breaths


def _first_breath(parts: Sequence[tuple[Word, ...]]) -> tuple[int, _Breath]:
    """How many of the parts are the first breath, and it."""
    for count in range(min(_SPLIT_PARTS, len(parts)), 1, -1):
        joined = parts[:count]
        gaps_s = [after[0].start_s - before[-1].end_s for before, after in pairwise(joined)]
        if max(gaps_s) < _SPLIT_CREDIT_S:
            breath = _breath(tuple(chain.from_iterable(joined)))
            ends = accumulate(len(part) for part in joined[:-1])
            if all(_goes_over(breath, end, gap_s) for end, gap_s in zip(ends, gaps_s, strict=True)):
                return count, breath
    return 1, _breath(parts[0])


def _goes_over(breath: _Breath, end: int, gap_s: float) -> bool:
    """Whether a phrase begins before the word `end` and goes on with it, after so long a pause."""
    tokens = breath.spoken.tokens
    spans = (span for span in (*breath.certain, *breath.whole) if gap_s < _SPLIT_S or span.kind == "credit")
    return any(tokens[span.first].first_word < end <= tokens[span.end - 1].last_word for span in spans)


def _parts(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    start = 0
    for index, (word, following) in enumerate(pairwise(words), start=1):
        if following.start_s - word.end_s >= PAUSE_S:
            yield tuple(words[start:index])
            start = index
    if words:
        yield tuple(words[start:])


def _breath(words: tuple[Word, ...]) -> _Breath:
    spoken = spoken_text(words)
    certain = certain_spans(spoken)
    gone = {at for span in certain for at in range(span.first, span.end)}
    rest = [at for at in range(len(spoken.tokens)) if at not in gone]
    doubtful = any(word.doubtful for word in words)
    return _Breath(words, spoken, certain, whole_spans(spoken, rest), loop_spans(spoken, rest, doubtful))


def _is_invented(breath: _Breath, lone: bool) -> bool:
    """Whether the phrases that make up the whole breath are invented."""
    kinds = Counter(span.kind for span in breath.whole)
    if set(kinds) <= {"caption"}:
        return bool(kinds)
    words = [breath.words[at] for at in sorted(_word_indices(breath, breath.whole))]
    stands_oddly = lone or not _SLOWEST <= _letters_a_second(breath, words) <= _FASTEST
    in_doubt = bool(breath.loops) or any(word.doubtful for word in words)
    if kinds["everyday"]:
        # Several in one breath are how people end a call: «Thank you, bye». So is a credit glued to such an end.
        unsure = in_doubt or _mean_probability(words) < _UNSURE_PHRASE
        return kinds["everyday"] == 1 and stands_oddly and unsure
    in_company = bool(breath.certain) or len(breath.whole) > 1
    return stands_oddly or in_doubt or in_company or min(word.probability for word in words) < _UNSURE_WORD


def _is_lone(breaths: Sequence[_Breath], index: int) -> bool:
    """Whether nothing else is said for long before and after. Other invented phrases count as silence."""
    words = breaths[index].words
    before = next((other.words[-1].end_s for other in reversed(breaths[:index]) if other.says_something), -math.inf)
    after = next((other.words[0].start_s for other in breaths[index + 1 :] if other.says_something), math.inf)
    return words[0].start_s - before >= _LONE_S and after - words[-1].end_s >= _LONE_S


def _letters_a_second(breath: _Breath, words: Sequence[Word]) -> float:
    letters = sum(len(token.text) for span in breath.whole for token in breath.spoken.tokens[span.first : span.end])
    spoken_s = words[-1].end_s - words[0].start_s
    return letters / spoken_s if spoken_s > 0 else math.inf


def _mean_probability(words: Sequence[Word]) -> float:
    return math.exp(sum(math.log(max(word.probability, 1e-6)) for word in words) / len(words))


def _word_indices(breath: _Breath, spans: Collection[Span]) -> set[int]:
    tokens = breath.spoken.tokens
    return {at for span in spans for at in range(tokens[span.first].first_word, tokens[span.end - 1].last_word + 1)}


def _left(breath: _Breath, spans: Collection[Span]) -> tuple[Word, ...]:
    if not spans:
        return breath.words
    tokens = breath.spoken.tokens
    gone = _word_indices(breath, spans)
    suspect = {tokens[at].first_word for span in spans for at in range(span.first - span.stays, span.first)}
    holders = _holders(breath)
    return tuple(
        replace(word, doubtful=True) if at in suspect else word
        for at, word in enumerate(breath.words)
        if holders[at] not in gone
    )


def _holders(breath: _Breath) -> list[int]:
    """For each word itself; for a sign by itself (a dash, a heart) the word that follows, at the end the one before."""
    spoken_at = {at for token in breath.spoken.tokens for at in range(token.first_word, token.last_word + 1)}
    holders: list[int] = []
    following = max(spoken_at)
    for at in reversed(range(len(breath.words))):
        following = at if at in spoken_at else following
        holders.append(following)
    return holders[::-1]


def _invented(breath: _Breath, span: Span) -> Invented:
    words = [breath.words[at] for at in sorted(_word_indices(breath, [span]))]
    text = "".join(word.text for word in words).strip()
    return Invented(span.kind, text, words[0].start_s, max(word.end_s for word in words))
