"""The shape of a recording's name: runs of digits, words and what stands between, so that like names are compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

# A number in punctuation is one piece: +7 (999) 123-45-67.
_PIECE = re.compile(
    r"(?P<number>\+?\d{1,3} ?\(\d{3,5}\)[ -]?\d{1,3}(?:[ -]\d{2,4}){1,3}"
    r"|\+\d[ -]\d{3}[ -]\d{3}[ -]\d{2}[ -]\d{2}|\+\d+)"
    r"|(?P<digits>\d+)|(?P<word>[^\W\d_]+)|(?P<other>[\W_]+?)"
)

MOST_WORDS = 6  # more different words than that are people's names, not kinds of calls
MIXED_FROM = 0.1  # share of numbers among extensions, or the other way round, that makes a column a mixed one

PieceKind = Literal["number", "digits", "word", "other"]


@dataclass(frozen=True, slots=True)
class Piece:
    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class Shape:
    """Names of one shape. columns: for each piece of the shape, its texts in all the names.

    kinds: "digits" also where some of the names have a number with a plus there.
    """

    kinds: tuple[PieceKind, ...]
    columns: tuple[tuple[str, ...], ...]

    @property
    def size(self) -> int:
        return len(self.columns[0])


def pieces(stem: str) -> tuple[Piece, ...]:
    found = []
    for match in _PIECE.finditer(stem):
        kind = match.lastgroup
        assert kind in ("number", "digits", "word", "other")
        found.append(Piece(kind, match[0]))  # type: ignore[arg-type]
    return tuple(found)


def shapes(stems: Iterable[str]) -> list[Shape]:
    """Names with the same separators and the same kinds of pieces between them together, most frequent shape first."""
    groups: dict[tuple[str, ...], list[tuple[Piece, ...]]] = {}
    for stem in stems:
        found = pieces(stem)
        if found:
            groups.setdefault(_signature(found), []).append(found)
    found_shapes = [part for group in groups.values() for part in _by_words(group)]
    return sorted(found_shapes, key=lambda shape: -shape.size)


def _by_words(group: list[tuple[Piece, ...]]) -> list[Shape]:
    """One shape; one for each word where numbers and extensions change places with the word.

    Asterisk names an outgoing call out-NUMBER-EXTENSION and an incoming one external-EXTENSION-NUMBER.
    """
    whole = _shape(group)
    if not any(_is_mixed(column) for column in whole.columns):
        return [whole]
    for place, kind in enumerate(whole.kinds):
        words = Counter(whole.columns[place])
        if kind == "word" and 2 <= len(words) <= MOST_WORDS:
            return [_shape([names for names in group if names[place].text == word]) for word in words]
    return [whole]


def _is_mixed(column: Sequence[str]) -> bool:
    lengths = [len(text.lstrip("+")) for text in column if text.lstrip("+").isdigit()]
    long, short = sum(length >= 10 for length in lengths), sum(2 <= length <= 5 for length in lengths)
    return min(long, short) >= MIXED_FROM * len(column)


def _signature(found: Sequence[Piece]) -> tuple[str, ...]:
    return tuple(piece.text if piece.kind == "other" else _KIND_SIGNS[piece.kind] for piece in found)


_KIND_SIGNS = {"number": "9", "digits": "9", "word": "a"}


def _shape(group: list[tuple[Piece, ...]]) -> Shape:
    columns = tuple(tuple(piece.text for piece in column) for column in zip(*group, strict=True))
    kinds = tuple(_column_kind([piece.kind for piece in column]) for column in zip(*group, strict=True))
    return Shape(kinds, columns)


def _column_kind(kinds: list[PieceKind]) -> PieceKind:
    return kinds[0] if len(set(kinds)) == 1 else "digits"
