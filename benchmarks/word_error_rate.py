"""Word error rate of recognised speech against the text that was spoken. jiwer does the alignment."""

import re
from collections.abc import Sequence

import jiwer

from demo.spoken_text import spell_numbers

_WORD = re.compile(r"[^\W_]+")


def compared_words(text: str, language: str = "ru") -> str:
    """The words as they are compared: no case, no punctuation, е for ё, digits spelled out in this language."""
    return " ".join(_WORD.findall(spell_numbers(text, language).lower().replace("ё", "е")))


def word_error_rate(spoken: Sequence[str], heard: Sequence[str], language: str = "ru") -> float:
    """(substitutions + deletions + insertions) / spoken words, over all pairs together.

    spoken, heard: the same length; each pair is aligned by itself.
    """
    first, second = ([compared_words(text, language) for text in texts] for texts in (spoken, heard))
    return float(jiwer.wer(first, second))
