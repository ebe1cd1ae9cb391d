"""Letter n-grams of a text and of the text before it: what a sentence vector loses, such as endings and rare words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer

OWN_SIZE, BEFORE_SIZE = 2**15, 2**12  # hashed columns; a collision costs little, a vocabulary 50 MB
LETTERS = OWN_SIZE + BEFORE_SIZE
_BEFORE_WEIGHT = 0.5
_OWN = HashingVectorizer(analyzer="char_wb", ngram_range=(2, 5), n_features=OWN_SIZE, alternate_sign=False, norm=None)
_BEFORE = HashingVectorizer(
    analyzer="char_wb", ngram_range=(3, 4), n_features=BEFORE_SIZE, alternate_sign=False, norm=None
)


def letter_counts(conversations: Sequence[Sequence[str]]) -> sparse.csr_matrix:
    """Logarithmic counts of n-grams, shape (n_texts, LETTERS): a text's own, then those of the text before it.

    No n-gram reaches beyond a word, so a text's are those of its words, and each word is taken apart once.
    """
    numbers: dict[str, int] = {}
    texts = [
        [numbers.setdefault(word, len(numbers)) for word in text.lower().replace("ё", "е").split()]
        for texts in conversations for text in texts
    ]  # fmt: skip
    words = list(numbers)
    starts = set(accumulate((len(texts) for texts in conversations), initial=0))
    beside = [[] if row in starts else texts[row - 1] for row in range(len(texts))]
    parts = [
        _table(texts, len(words)) @ _OWN.transform(words), _table(beside, len(words)) @ _BEFORE.transform(words),
    ] if words else [sparse.csr_matrix((len(texts), size)) for size in (OWN_SIZE, BEFORE_SIZE)]  # fmt: skip
    counts = sparse.hstack(parts).tocsr()
    counts.data = 1 + np.log(counts.data)
    return counts


def _table(texts: Sequence[Sequence[int]], words: int) -> sparse.csr_matrix:
    """How often each word stands in each text."""
    ends = np.cumsum([0, *map(len, texts)])
    numbers = np.fromiter(chain.from_iterable(texts), np.int64, int(ends[-1]))
    return sparse.csr_matrix((np.ones(len(numbers)), numbers, ends), (len(texts), words))


def rarity(counts: sparse.csr_matrix) -> np.ndarray:
    """Inverse document frequencies, shape (LETTERS,), smoothed as scikit-learn's TfidfTransformer does."""
    seen = np.bincount(counts.indices, minlength=LETTERS)
    weights: np.ndarray = np.log((1 + counts.shape[0]) / (1 + seen)) + 1
    return weights.astype(np.float32)


def weighted(counts: sparse.csr_matrix, weights: np.ndarray) -> sparse.csr_matrix:
    """Counts times rarity, rows of either part of unit length, the text before counting less."""
    values = counts.data * weights[counts.indices]
    part = 2 * np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr)) + (counts.indices >= OWN_SIZE)
    length = np.sqrt(np.bincount(part, values * values, minlength=2 * counts.shape[0]))
    scale = np.tile([1.0, _BEFORE_WEIGHT], counts.shape[0]) / np.where(length > 0, length, 1.0)
    return sparse.csr_matrix(((values * scale[part]).astype(np.float32), counts.indices, counts.indptr), counts.shape)
