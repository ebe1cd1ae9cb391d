"""An encoder of utterances in their call: the sentence encoder trained further on written calls, and their neighbours.

The network of the sentence encoder reads each utterance; two convolutions over the utterances of the call let each know
its neighbours. Trained by `classify.utterance_encoders.encoder_training`; computed here with numpy alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from classify.utterance_encoders.conversation import Conversation, place_features
from classify.utterance_encoders.sentence_embeddings import DIMENSION, SentenceEmbedder
from classify.utterance_encoders.sentence_network import SentenceNetwork

ENCODER_FILE = Path(__file__).parents[1] / "models" / "encoder.npz"
SAID = 8  # numbers of an utterance beside its words: chances of the three roles, and where it stands
HIDDEN = 256
WIDTH = 2 * HIDDEN + DIMENSION + SAID  # of the features
GAP = 2  # empty rows between two sequences: as far as the widest window reaches
MOST_REMEMBERED = 100_000  # texts, 3 kB each


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder makes of texts, one row each.

    logits: shape (n_texts, n_codes), what training on written calls alone says; features: shape (n_texts, WIDTH), from
    which it says so: the utterance, the utterance among its neighbours, its sentence, and what is known beside it.
    """

    logits: np.ndarray
    features: np.ndarray


class UtteranceEncoder:
    """Encodes conversations; what it computes for a text alone is remembered, for short replies come back."""

    def __init__(self, weights: Mapping[str, np.ndarray], embedder: SentenceEmbedder) -> None:
        self._weights = {name: np.asarray(value, dtype=np.float32) for name, value in weights.items()}
        self._embedder = embedder
        self._network = SentenceNetwork(self._weights, embedder.token_vectors)
        self._known: dict[str, np.ndarray] = {}

    @classmethod
    def from_file(cls, path: Path, embedder: SentenceEmbedder) -> UtteranceEncoder:
        """OSError or ValueError where the file is missing or damaged."""
        with np.load(path, allow_pickle=False) as stored:
            return cls({name: stored[name] for name in stored.files}, embedder)

    def encode(self, conversations: Sequence[Conversation]) -> Encoded:
        """One row per text of all conversations, in their order; there must be at least one text."""
        spoken = [c for c in conversations if c.texts]
        alone = self._alone([text for c in spoken for text in c.texts])
        beside = np.concatenate([said_beside(c) for c in spoken]).astype(np.float32)
        return self._in_context(alone, beside, [len(c.texts) for c in spoken])

    def _in_context(self, alone: np.ndarray, beside: np.ndarray, lengths: Sequence[int]) -> Encoded:
        weights = self._weights
        sentence = alone[:, HIDDEN:]
        utterance = _relu(alone[:, :HIDDEN] + beside @ weights["inp_beside"] + weights["inp_bias"])
        rows, total = rows_with_gaps(lengths)
        call = np.zeros((total, HIDDEN + SAID), dtype=np.float32)
        call[rows] = np.hstack([utterance, beside])
        near = np.zeros((total, HIDDEN), dtype=np.float32)
        near[rows] = _relu(convolved(call, weights["near"]) + weights["near_bias"])[rows]
        far = (_relu(convolved(near, weights["far"]) + weights["far_bias"]) + near)[rows]
        features = np.hstack([utterance, far, sentence, beside])
        return Encoded(features @ weights["out"] + weights["out_bias"], features)

    def _alone(self, texts: Sequence[str]) -> np.ndarray:
        """What depends on the text only: shape (n_texts, HIDDEN + DIMENSION)."""
        if len(self._known) > MOST_REMEMBERED:
            self._known.clear()
        new = sorted(set(texts) - self._known.keys())
        read = self._network.read([self._embedder.tokens(text) for text in new])
        self._known.update(zip(new, (row for found in read for row in self._sentences(*found)), strict=True))
        return np.stack([self._known[text] for text in texts])

    def _sentences(self, vectors: np.ndarray, means: np.ndarray) -> np.ndarray:
        weights = self._weights
        sentence = vectors * weights["scale"]
        return np.hstack([sentence @ weights["inp_sentence"] + means @ weights["inp_words"], sentence])


def file_digest(path: Path) -> str:
    """SHA-256 of the stored encoder."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def said_beside(conversation: Conversation) -> np.ndarray:
    """Shape (n_texts, SAID): the chances of the roles, then `place_features` without the last column."""
    return np.hstack([conversation.roles, place_features(conversation)[:, : SAID - 3]])


def rows_with_gaps(lengths: Sequence[int]) -> tuple[np.ndarray, int]:
    """Where the items of several sequences stand in one array with GAP empty rows after each sequence.

    returns: the row of each item, and the number of rows.
    """
    counts = np.asarray(lengths)
    before = np.repeat(np.arange(len(counts)) * GAP, counts)
    return np.arange(int(counts.sum())) + before, int(counts.sum()) + GAP * len(counts)


def convolved(rows: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Each row and as many before it as after it times weights; beyond the ends stand zeros.

    rows: shape (n, n_columns); weights: (width * n_columns, n_outputs), those of the row furthest before it first.
    """
    count, columns = rows.shape
    parts = weights.reshape(-1, columns, weights.shape[1])
    padded = np.pad(rows, ((len(parts) // 2, len(parts) // 2), (0, 0)))
    total: np.ndarray = padded[:count] @ parts[0]
    for place, part in enumerate(parts[1:], 1):
        total += padded[place : place + count] @ part
    return total


def _relu(values: np.ndarray) -> np.ndarray:
    return np.maximum(values, 0)
