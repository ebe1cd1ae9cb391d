"""Letter n-grams of a text and of the text before it: what a sentence vector loses, such as endings and rare words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

OWN_SIZE, BEFORE_SIZE = 2**15, 2**12  # hashed columns; a collision costs little, a vocabulary 50 MB
LETTERS = OWN_SIZE + BEFORE_SIZE
_BEFORE_WEIGHT = 0.5
_OWN = HashingVectorizer(analyzer="char_wb", ngram_range=(2, 5), n_features=OWN_SIZE, alternate_sign=False, norm=None)
_BEFORE = HashingVectorizer(
    analyzer="char_wb", ngram_range=(3, 4), n_features=BEFORE_SIZE, alternate_sign=False, norm=None
)


def letter_counts(conversations: Sequence[Sequence[str]]) -> sparse.csr_matrix:
    """Logarithmic counts of n-grams, shape (n_texts, LETTERS): a text's own, then those of the text before it."""
    texts = [text.lower().replace("ё", "е") for texts in conversations for text in texts]
    starts = np.cumsum([0, *(len(texts) for texts in conversations)])[:-1]
    before = np.arange(len(texts)) - 1
    first = np.isin(np.arange(len(texts)), starts)
    beside = _BEFORE.transform(texts)[np.maximum(before, 0)]
    beside = sparse.diags((~first).astype(float)) @ beside
    beside.eliminate_zeros()
    return sparse.hstack([_logarithmic(_OWN.transform(texts)), _logarithmic(beside.tocsr())]).tocsr()


def rarity(counts: sparse.csr_matrix) -> np.ndarray:
    """Inverse document frequencies, shape (LETTERS,), smoothed as scikit-learn's TfidfTransformer does."""
    seen = np.bincount(counts.indices, minlength=LETTERS)
    weights: np.ndarray = np.log((1 + counts.shape[0]) / (1 + seen)) + 1
    return weights.astype(np.float32)


def weighted(counts: sparse.csr_matrix, weights: np.ndarray) -> sparse.csr_matrix:
    """Counts times rarity, rows of either part of unit length, the text before counting less."""
    table = (counts @ sparse.diags(weights)).tocsr()
    own, before = normalize(table[:, :OWN_SIZE]), normalize(table[:, OWN_SIZE:])
    return sparse.hstack([own, before * _BEFORE_WEIGHT]).tocsr().astype(np.float32)


def _logarithmic(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    counts.data = 1 + np.log(counts.data)
    return counts
