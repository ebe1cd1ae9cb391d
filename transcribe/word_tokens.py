"""Recognised words taken apart into comparable ones: without case, punctuation, and the dots of ё."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from transcribe.word_runs import Word

MUSIC_SIGNS = "♩♪♫♬🎵🎶"  # the only signs that count as words: Whisper writes them for music
# Whisper's own words begin at spaces and signs: «А.Семкин» comes as " А", ".Семкин", and «да-да» as " да", "-да".
_TOKEN = re.compile(rf"[^\W_]+(?:'[^\W_]+)*|[{MUSIC_SIGNS}]+")


@dataclass(frozen=True, slots=True)
class Token:
    text: str  # folded
    raw: str  # with its case
    first_word: int  # index of the first word that holds a part of it, and of the last
    last_word: int
    start: int  # place in the spoken text
    end: int


@dataclass(frozen=True, slots=True)
class SpokenText:
    """What some words say in a row."""

    text: str
    tokens: tuple[Token, ...]

    def between(self, left: int, right: int) -> str:
        """The signs between two tokens, or from a token to an end of the text (left -1, right len(tokens))."""
        start = self.tokens[left].end if left >= 0 else 0
        end = self.tokens[right].start if right < len(self.tokens) else len(self.text)
        return self.text[start:end]

    def fills_words(self, first: int, end: int) -> bool:
        """Whether no word holds a part of tokens first to end-1 and of a token outside as well."""
        tokens = self.tokens
        left_free = first == 0 or tokens[first - 1].last_word < tokens[first].first_word
        return left_free and (end == len(tokens) or tokens[end - 1].last_word < tokens[end].first_word)


def spoken_text(words: Sequence[Word]) -> SpokenText:
    texts = [unicodedata.normalize("NFKC", word.text).replace("’", "'") for word in words]
    word_at = [index for index, text in enumerate(texts) for _ in text]
    text = "".join(texts)
    tokens = (
        Token(
            folded(match.group()),
            match.group(),
            word_at[match.start()],
            word_at[match.end() - 1],
            match.start(),
            match.end(),
        )
        for match in _TOKEN.finditer(text)
    )
    return SpokenText(text, tuple(tokens))


def folded(text: str) -> str:
    return text.casefold().replace("ё", "е")
