"""A few of somebody's own words: a whole sentence where one is short enough, else its beginning, word for word."""

from __future__ import annotations

import re
from collections.abc import Callable

MOST_LETTERS = 90
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*")
_LEAST_WORDS = 3  # "Да, конечно." says nothing


def short_quote(text: str, wanted: Callable[[str], bool] = lambda _: True, most: int = MOST_LETTERS) -> str:
    """A piece of the text of at most so many characters; it stands in the text as it is, but for a final "…".

    As many sentences in a row as fit. wanted: whether a piece says what the quote is for; such a piece comes before one
    that only says more.
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return _bare(line)
    sentences = [match.span() for match in _SENTENCE.finditer(line)]
    spans = [(start, end) for n, (start, _) in enumerate(sentences) for _, end in sentences[n:] if end - start <= most]
    fitting = [line[start:end].strip() for start, end in spans if len(line[start:end].split()) >= _LEAST_WORDS]
    best = max(fitting, key=lambda piece: (wanted(piece), len(piece.split())), default="")
    long = next((line[a:b].strip() for a, b in sentences if b - a > most and wanted(line[a:b])), line)
    if best and (wanted(best) or long is line):
        return _bare(best)
    return _bare(long[: most - 1].rsplit(" ", 1)[0]).rstrip(" ,;:–—-.…") + "…"


def _bare(piece: str) -> str:
    """Without the full stop, which the sentence around it has."""
    return piece.removesuffix(".").strip()
