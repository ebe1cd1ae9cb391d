"""Letters of a text are those of its words: counted word by word, they are what counting whole texts gives."""

from __future__ import annotations

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer

from classify.utterance_encoders.letter_features import BEFORE_SIZE, LETTERS, OWN_SIZE, letter_counts, rarity, weighted

CALLS = (
    ("Дорого, дорого!  Ещё\tдороже…", "", "Well, it's £1,500 — too much", "я", "Дорого"),
    ("Ёлка и ЕЛКА",),
    (),
    ("да", "Да да ДА"),
)
TEXTS = [text for call in CALLS for text in call]
BEFORE = ["", *CALLS[0][:-1], "", "", "да"]  # the text before each in its call


def whole(texts: list[str], sizes: tuple[int, int], columns: int) -> np.ndarray:
    counter = HashingVectorizer(
        analyzer="char_wb", ngram_range=sizes, n_features=columns, alternate_sign=False, norm=None
    )
    counts = counter.transform([text.lower().replace("ё", "е") for text in texts]).toarray()
    return np.where(counts > 0, 1 + np.log(np.maximum(counts, 1)), 0)


def test_counts_are_those_of_whole_texts() -> None:
    found = letter_counts(CALLS)
    assert found.shape == (len(TEXTS), LETTERS)
    np.testing.assert_allclose(found[:, :OWN_SIZE].toarray(), whole(TEXTS, (2, 5), OWN_SIZE))
    np.testing.assert_allclose(found[:, OWN_SIZE:].toarray(), whole(BEFORE, (3, 4), BEFORE_SIZE))


def test_texts_without_any_words_have_rows_of_zeros() -> None:
    found = letter_counts([("", " "), ("\t",)])
    assert found.shape == (3, LETTERS)
    assert found.nnz == 0
    assert weighted(found, np.ones(LETTERS, np.float32)).nnz == 0


def test_rows_have_the_length_of_their_parts() -> None:
    counts = letter_counts(CALLS)
    rows = weighted(counts, rarity(counts)).toarray()
    own = np.linalg.norm(rows[:, :OWN_SIZE], axis=1)
    before = np.linalg.norm(rows[:, OWN_SIZE:], axis=1)
    np.testing.assert_allclose(own, [bool(text) for text in TEXTS], atol=1e-6)
    np.testing.assert_allclose(before, [0.5 * bool(text) for text in BEFORE], atol=1e-6)
