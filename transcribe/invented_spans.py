"""Where invented phrases stand in what was said in one breath, as far as the words alone can tell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from transcribe.invented_phrases import PhraseBook, phrase_book
from transcribe.utterance import InventedKind
from transcribe.word_loops import loops
from transcribe.word_tokens import MUSIC_SIGNS, SpokenText

_SENTENCE_END = re.compile(r"[.!?]")
_BRACKETED = re.compile(r"\[[^\[\]]{1,60}\]|\([^()]{1,60}\)|\*[^*]{1,60}\*")


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens first to end-1, which fill their words."""

    kind: InventedKind
    first: int
    end: int
    stays: int = 0  # of a loop: this many tokens before `first` are what it repeats


def certain_spans(spoken: SpokenText) -> tuple[Span, ...]:
    """Credits, bracketed captions and music signs: invented whatever the sound says. In order, none overlapping."""
    spans: list[Span] = []
    captions = {span.first: span for span in (*_music(spoken), *_bracketed(spoken))}
    at = 0
    while at < len(spoken.tokens):
        span = captions.get(at) or _credit(spoken, at)
        if span and spoken.fills_words(span.first, span.end):
            spans.append(span)
        at = span.end if span in spans[-1:] else at + 1
    return tuple(spans)


def loop_spans(spoken: SpokenText, outside: Collection[int], doubtful: bool) -> tuple[Span, ...]:
    """All but the first occurrence of what is said in a loop, by tokens in `outside` only."""
    texts = [token.text if at in outside else f"[{at}]" for at, token in enumerate(spoken.tokens)]
    spans = (
        Span("loop", loop.first + loop.unit, loop.end, loop.unit)
        for loop in loops(texts, phrase_book().numbers, doubtful)
    )
    return tuple(span for span in spans if spoken.fills_words(span.first, span.end))


def whole_spans(spoken: SpokenText, rest: Collection[int]) -> tuple[Span, ...]:
    """The tokens of `rest`, in order, as phrases one after the other; none where one of them is in no phrase."""
    spans: list[Span] = []
    for at in rest:
        if spans and at < spans[-1].end:
            continue
        span = _phrase(spoken, at)
        if not span or not spoken.fills_words(at, span.end) or not set(range(at, span.end)) <= set(rest):
            return ()
        spans.append(span)
    return tuple(spans)


def _credit(spoken: SpokenText, at: int) -> Span | None:
    book = phrase_book()
    if end := book.longest("credit_anywhere", spoken, at):
        return Span("credit", at, end)
    end = book.longest("credit_sentence", spoken, at)
    return Span("credit", at, end) if end and _is_sentence(spoken, at, end) else None


def _is_sentence(spoken: SpokenText, first: int, end: int) -> bool:
    begins = first == 0 or _SENTENCE_END.search(spoken.between(first - 1, first))
    ends = end == len(spoken.tokens) or _SENTENCE_END.search(spoken.between(end - 1, end))
    return bool(begins and ends)


def _music(spoken: SpokenText) -> Iterator[Span]:
    return (Span("caption", at, at + 1) for at, token in enumerate(spoken.tokens) if token.raw[0] in MUSIC_SIGNS)


def _bracketed(spoken: SpokenText) -> Iterator[Span]:
    """Sounds in brackets. What stands in brackets and names no sound («[Имя]») is no caption."""
    book = phrase_book()
    for match in _BRACKETED.finditer(spoken.text):
        inside = [at for at, token in enumerate(spoken.tokens) if match.start() <= token.start < match.end()]
        texts = {spoken.tokens[at].text for at in inside}
        alone = len(inside) == len(spoken.tokens)
        if texts & book.caption_heads and (alone or texts <= book.caption_words):
            yield Span("caption", inside[0], inside[-1] + 1)


def _phrase(spoken: SpokenText, at: int) -> Span | None:
    book = phrase_book()
    if end := _capitals_end(book, spoken, at):
        return Span("caption", at, end)
    if end := book.longest("channel", spoken, at):
        return Span("channel", at, end)
    if end := book.longest("everyday", spoken, at):
        return Span("everyday", at, end)
    return None


def _capitals_end(book: PhraseBook, spoken: SpokenText, at: int) -> int | None:
    """The token after a sound in capitals. «НДС», «ОК» and other words in capitals are none."""
    end = at
    while end < len(spoken.tokens) and _is_capital_word(book, spoken, end):
        end += 1
    return end if any(token.text in book.caption_heads for token in spoken.tokens[at:end]) else None


def _is_capital_word(book: PhraseBook, spoken: SpokenText, at: int) -> bool:
    token = spoken.tokens[at]
    return token.raw.isupper() and token.text in book.caption_words
