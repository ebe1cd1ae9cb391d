"""The network that turns the pieces of a sentence into one vector: the sentence encoder's, and our own of its kind.

Universal Sentence Encoder multilingual (Yang et al., 2020, "Multilingual Universal Sentence Encoder for Semantic
Retrieval"), the convolutional variant: convolutions of three widths over the pieces, two layers each, then their sum
and a few dense layers. Computed with numpy alone, in half the time of the package's own code: what depends on a piece
alone, which is all up to the first convolution, is computed once however often the piece comes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain

import numpy as np
from scipy import sparse
from threadpoolctl import ThreadpoolController

ORDERS = ((2, 0), (3, 1), (5, 2))  # widths of the convolutions, and how many pieces of each lie to the left
BRANCH = 256
EPSILON = 1e-12  # of the layer normalisation and of the length
_LEFT, _WIDEST = 2, 5
_MOST_THREADS = 4


@dataclass(frozen=True, slots=True)
class Portions:
    """How many pieces are taken at a time; other numbers change the last digits at most."""

    section: int = 65_536  # read together; what is known of a piece takes 15 kB, and a tenth are different
    lookup: int = 1024  # that a thread looks up
    batch: int = 1024  # that a thread reads; more is not faster (measured)


@dataclass(frozen=True, slots=True)
class _Known:
    """What depends on a piece alone.

    words: (n, width); start: of each branch what it reads, (n, BRANCH); first: of each branch, for each place in its
    window, what a piece there adds to the first layer, (n, BRANCH).
    """

    words: np.ndarray
    start: list[np.ndarray]
    first: list[list[np.ndarray]]


class SentenceNetwork:
    """Reads sentences on as many threads as there are cores; their number changes no result.

    numpy lets go of Python's lock while it computes, so threads do what processes would, with one copy of everything.
    """

    def __init__(
        self,
        weights: Mapping[str, np.ndarray],
        vectors: Callable[[np.ndarray], np.ndarray],
        *,
        threads: int | None = None,
        portions: Portions = Portions(),
    ) -> None:
        """weights: float32, by the names of `SentenceEmbedder.layers`.

        vectors: pieces to an array (n_pieces, width), float32, where the network starts; threads: None for as many as
        there are cores, at most four.
        """
        self._threads = threads or _usual_threads()
        self._portions = portions
        self._weights = weights
        self._vectors = vectors

    @cached_property
    def _blas(self) -> ThreadpoolController:
        return ThreadpoolController()

    def read(self, sentences: Sequence[Sequence[int]]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Sentences given by their pieces (at least one each), in order, some thousand at a time.

        yields: their vectors, of unit length, shape (n, 512), and the mean of what was read of their pieces, shape
        (n, width + 3 * BRANCH).
        """
        # One thread of BLAS in each of ours: its own wait for each other, and on busy cores that takes the most time.
        with ThreadPoolExecutor(self._threads) as pool, self._blas.limit(limits=1, user_api="blas"):
            for section in _groups(sentences, self._portions.section):
                yield self._section(section, pool)

    def _section(self, sentences: Sequence[Sequence[int]], pool: ThreadPoolExecutor) -> tuple[np.ndarray, np.ndarray]:
        lookup = self._portions.lookup
        flat = np.fromiter(chain.from_iterable(sentences), np.int64)
        pieces, places = np.unique(flat, return_inverse=True)
        known = _joined(list(pool.map(self._known, np.split(pieces, range(lookup, len(pieces), lookup)))))
        lengths = [
            np.array([len(sentence) for sentence in batch]) for batch in _groups(sentences, self._portions.batch)
        ]
        parts = np.split(places, np.cumsum([part.sum() for part in lengths])[:-1])
        found = list(pool.map(partial(self._batch, known), parts, lengths))
        return np.concatenate([vectors for vectors, _ in found]), np.concatenate([means for _, means in found])

    def _known(self, pieces: np.ndarray) -> _Known:
        weights = self._weights
        words = self._vectors(pieces)
        start = words @ weights["proj"] + weights["proj_b"]
        start -= start.mean(axis=1, keepdims=True)
        start /= np.sqrt(np.vecdot(start, start) / start.shape[1] + EPSILON)[:, None]
        start = start * weights["ln_g_all"] + weights["ln_b_all"]
        branches = [np.ascontiguousarray(part) for part in np.split(start, len(ORDERS), axis=1)]
        return _Known(words, branches, [
            [own @ layer for layer in weights[f"w1_{order}"].reshape(order, BRANCH, BRANCH)]
            for own, (order, _) in zip(branches, ORDERS, strict=True)
        ])  # fmt: skip

    def _batch(self, known: _Known, places: np.ndarray, lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """places: of each piece in `known`; lengths: pieces of each sentence."""
        words = known.words.take(places, axis=0)
        read = self._branches(known, places, lengths)
        width = words.shape[1] + read.shape[1]
        mean = (words.sum(axis=1) + read.sum(axis=1)) / width
        spread = (np.vecdot(words, words) + np.vecdot(read, read)) / width - mean * mean
        share = 1 / np.sqrt(np.maximum(spread, 0) + EPSILON)
        # Layer normalisation and the sum over each sentence in one pass: a product with a sparse table.
        ends = np.concatenate([[0], np.cumsum(lengths)])
        by_sentence = sparse.csr_matrix((share, np.arange(len(places)), ends), (len(lengths), len(places)))
        sums = np.hstack([by_sentence @ words, by_sentence @ read]) - np.add.reduceat(share * mean, ends[:-1])[:, None]
        counts = lengths.astype(np.float32)[:, None]
        sums = sums * self._weights["ln_g"] + counts * self._weights["ln_b"]
        return self._vector(sums, counts), sums / counts

    def _branches(self, known: _Known, places: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """What the convolutions make of each piece among its neighbours, shape (n_pieces, 3 * BRANCH)."""
        weights, count = self._weights, len(places)
        slots = _slots(lengths)
        beside = np.append(places, len(known.words))[slots]  # the same by their places in `known`
        read = np.empty((count, len(ORDERS) * BRANCH), np.float32)
        below = np.zeros((count + 1, BRANCH), np.float32)  # the last row stays zeros: beyond the sentence
        for number, (order, left) in enumerate(ORDERS):
            window = slice(_LEFT - left, _LEFT - left + order)
            risen = below[:count]
            risen[:] = weights[f"b1_{order}"]
            for first, rows in zip(known.first[number], beside[:, window].T, strict=True):
                risen += first.take(rows, axis=0)
            np.maximum(risen, 0, out=risen)
            risen += known.start[number].take(places, axis=0)
            above = below.take(slots[:, window], axis=0).reshape(count, order * BRANCH) @ weights[f"w2_{order}"]
            above += weights[f"b2_{order}"]
            np.maximum(above, 0, out=above)
            np.add(above, risen, out=read[:, number * BRANCH : (number + 1) * BRANCH])
        return read

    def _vector(self, sums: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        weights = self._weights
        mean = (sums @ weights["cnn_W"] + lengths * weights["cnn_b"]) / np.sqrt(lengths)
        first = np.maximum(mean @ weights["d0"], 0)
        second = np.maximum(mean @ weights["p1"] + first @ weights["d1"], 0)
        third = np.maximum(second @ weights["d2"], 0)
        vector: np.ndarray = np.tanh(second @ weights["p3"] + third @ weights["d3"])
        return vector / np.sqrt(np.maximum(np.vecdot(vector, vector), EPSILON))[:, None]


def _usual_threads() -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _MOST_THREADS)


def _groups(sentences: Sequence[Sequence[int]], pieces: int) -> Iterator[list[Sequence[int]]]:
    """In order, in groups of at most so many pieces; a longer sentence is a group of its own."""
    group: list[Sequence[int]] = []
    size = 0
    for sentence in sentences:
        if group and size + len(sentence) > pieces:
            yield group
            group, size = [], 0
        group.append(sentence)
        size += len(sentence)
    if group:
        yield group


def _joined(parts: Sequence[_Known]) -> _Known:
    """With one row more in `first`, zeros: what no piece adds."""
    nothing = np.zeros((1, BRANCH), np.float32)
    return _Known(
        np.concatenate([part.words for part in parts]),
        [np.concatenate(tables) for tables in zip(*(part.start for part in parts), strict=True)],
        [
            [np.concatenate([*tables, nothing]) for tables in zip(*branch, strict=True)]
            for branch in zip(*(part.first for part in parts), strict=True)
        ],
    )


def _slots(lengths: np.ndarray) -> np.ndarray:
    """The widest window of each piece by places in the batch, shape (n_pieces, _WIDEST).

    n_pieces where it reaches beyond the sentence.
    """
    ends = np.cumsum(lengths)
    count = int(ends[-1])
    places = np.arange(count)[:, None] + np.arange(-_LEFT, _WIDEST - _LEFT)
    inside = (places >= np.repeat(ends - lengths, lengths)[:, None]) & (places < np.repeat(ends, lengths)[:, None])
    return np.where(inside, places, count)
