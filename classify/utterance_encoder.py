"""An encoder of utterances in their call: the sentence encoder trained further on written calls, and their neighbours.

The network of Universal Sentence Encoder multilingual (Yang et al., 2020, "Multilingual Universal Sentence Encoder for
Semantic Retrieval", the convolutional variant) reads each utterance; two convolutions over the utterances of the call
let each know its neighbours. Trained by `classify.encoder_training`; computed here with numpy alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from classify.conversation import Conversation, place_features
from classify.sentence_embeddings import DIMENSION, SentenceEmbedder

ENCODER_FILE = Path(__file__).parent / "models" / "encoder.npz"
SAID = 8  # numbers of an utterance beside its words: chances of the three roles, and where it stands
HIDDEN = 256
WIDTH = 2 * HIDDEN + DIMENSION + SAID  # of the features
# n-gram orders of the sentence encoder, and how many tokens of each lie to the left
ORDERS = ((2, 0), (3, 1), (5, 2))
GAP = 2  # empty rows between two sentences: as far as the widest window reaches
BRANCH = 256
TOKENS_AT_A_TIME = 384  # fits the processor's cache; more is not faster (measured by the package's author)
MOST_REMEMBERED = 100_000  # texts, 3 kB each
EPSILON = 1e-12  # of the layer normalisation, as in the network it was taken from


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
        near[rows] = _relu(windows(call, 5, 2) @ weights["near"] + weights["near_bias"])[rows]
        far = (_relu(windows(near, 3, 1) @ weights["far"] + weights["far_bias"]) + near)[rows]
        features = np.hstack([utterance, far, sentence, beside])
        return Encoded(features @ weights["out"] + weights["out_bias"], features)

    def _alone(self, texts: Sequence[str]) -> np.ndarray:
        """What depends on the text only: shape (n_texts, HIDDEN + DIMENSION)."""
        if len(self._known) > MOST_REMEMBERED:
            self._known.clear()
        new = sorted(set(texts) - self._known.keys())
        for group in self._groups(new):
            self._known.update(zip((text for text, _ in group), self._sentences([t for _, t in group]), strict=True))
        return np.stack([self._known[text] for text in texts])

    def _groups(self, texts: Sequence[str]) -> Iterator[list[tuple[str, list[int]]]]:
        group: list[tuple[str, list[int]]] = []
        size = 0
        for text in texts:
            tokens = self._embedder.tokens(text)
            if group and size + len(tokens) > TOKENS_AT_A_TIME:
                yield group
                group, size = [], 0
            group.append((text, tokens))
            size += len(tokens)
        if group:
            yield group

    def _sentences(self, sentences: Sequence[Sequence[int]]) -> np.ndarray:
        lengths = [len(tokens) for tokens in sentences]
        rows, total = rows_with_gaps(lengths)
        words = np.zeros((total, self._embedder.token_width), dtype=np.float32)
        words[rows] = self._embedder.token_vectors(np.concatenate([np.asarray(tokens) for tokens in sentences]))
        read = np.zeros((total, words.shape[1] + len(ORDERS) * BRANCH), dtype=np.float32)
        read[rows] = self._read(words, rows)[rows]
        starts = rows[np.cumsum([0, *lengths[:-1]])]
        return self._sentence_of(np.add.reduceat(read, starts, axis=0), np.array(lengths, dtype=np.float32)[:, None])

    def _read(self, words: np.ndarray, rows: np.ndarray) -> np.ndarray:
        weights = self._weights
        start = _normalised(words @ weights["proj"] + weights["proj_b"], weights["ln_g_all"], weights["ln_b_all"])
        parts = [words]
        for number, (order, left) in enumerate(ORDERS):
            below = np.zeros((len(words), BRANCH), dtype=np.float32)
            below[rows] = start[rows, number * BRANCH : (number + 1) * BRANCH]
            for layer in ("w1", "w2"):
                above = windows(below, order, left) @ weights[f"{layer}_{order}"] + weights[f"b{layer[1]}_{order}"]
                risen = _relu(above) + below
                below = np.zeros_like(below)
                below[rows] = risen[rows]
            parts.append(below)
        return _normalised(np.hstack(parts), weights["ln_g"], weights["ln_b"])

    def _sentence_of(self, sums: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        weights = self._weights
        mean = (sums @ weights["cnn_W"] + lengths * weights["cnn_b"]) / np.sqrt(lengths)
        first = _relu(mean @ weights["d0"])
        second = _relu(mean @ weights["p1"] + first @ weights["d1"])
        third = _relu(second @ weights["d2"])
        vector = np.tanh(second @ weights["p3"] + third @ weights["d3"])
        vector *= weights["scale"] / np.maximum(np.linalg.norm(vector, axis=1, keepdims=True), EPSILON)
        return np.hstack([vector @ weights["inp_sentence"] + (sums / lengths) @ weights["inp_words"], vector])


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


def windows(rows: np.ndarray, width: int, left: int) -> np.ndarray:
    """Each row with its neighbours side by side: shape (n, width * n_columns); beyond the ends stand zeros."""
    padded = np.pad(rows, ((left, width - 1 - left), (0, 0)))
    return np.concatenate([padded[k : k + len(rows)] for k in range(width)], axis=1)


def _relu(values: np.ndarray) -> np.ndarray:
    return np.maximum(values, 0)


def _normalised(rows: np.ndarray, gain: np.ndarray, bias: np.ndarray) -> np.ndarray:
    centred = rows - rows.mean(axis=-1, keepdims=True)
    spread = np.sqrt(np.einsum("ij,ij->i", centred, centred) / rows.shape[-1] + EPSILON)
    return centred / spread[:, None] * gain + bias
