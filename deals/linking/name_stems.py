"""The words of a text as stems, which forget Russian endings and most errors of recognition."""

from __future__ import annotations

import re
from sys import intern

STEM_LETTERS = 5
LEAST_WORD = 4  # letters; shorter words are grammar
_WORD = re.compile(r"[^\W\d_]+")


def stems(text: str) -> set[str]:
    """The first five letters of each word of at least four, in small letters, ё as е."""
    words = _WORD.findall(text.lower().replace("ё", "е"))
    # Interned: in a large archive the same few stems stand in millions of sets.
    return {intern(word[:STEM_LETTERS]) for word in words if len(word) >= LEAST_WORD}
