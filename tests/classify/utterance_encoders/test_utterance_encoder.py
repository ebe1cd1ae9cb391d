"""The encoder computes with numpy what was trained with torch, and a text's neighbours matter only within its call."""

from __future__ import annotations

import random

import numpy as np
import pytest

from classify.codebook import SIGNALS
from classify.utterance_encoders.conversation import Conversation
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder
from classify.utterance_encoders.utterance_encoder import (
    ENCODER_FILE,
    WIDTH,
    UtteranceEncoder,
    convolved,
    rows_with_gaps,
)
from classify.utterance_encoders.written_calls import read_written_calls

MANAGER, HEAD, CLIENT = np.eye(3)
FIRST = Conversation(("Дорого.", "Давайте посчитаем без монтажа.", "Да"), np.stack([CLIENT, MANAGER, CLIENT]))
SECOND = Conversation(("Can you call me Thursday?",), CLIENT[None, :])


@pytest.fixture(scope="module")
def encoder(embedder: SentenceEmbedder) -> UtteranceEncoder:
    return UtteranceEncoder.from_file(ENCODER_FILE, embedder)


def test_each_text_has_its_row(encoder: UtteranceEncoder) -> None:
    found = encoder.encode([FIRST, Conversation((), np.zeros((0, 3))), SECOND])
    assert found.logits.shape == (4, len(SIGNALS))
    assert found.features.shape == (4, WIDTH)


def test_a_call_is_read_alike_whatever_stands_beside_it(encoder: UtteranceEncoder, embedder: SentenceEmbedder) -> None:
    together = encoder.encode([FIRST, SECOND, FIRST])
    alone = UtteranceEncoder.from_file(ENCODER_FILE, embedder).encode([SECOND])
    np.testing.assert_allclose(together.logits[3], alone.logits[0], atol=1e-3)
    np.testing.assert_allclose(together.logits[:3], together.logits[4:], atol=1e-3)


def test_neighbours_change_what_a_word_means(encoder: UtteranceEncoder) -> None:
    asked = Conversation(("Присылать договор?", "Да."), np.stack([MANAGER, CLIENT]))
    heard = Conversation(("Алло, меня слышно?", "Да."), np.stack([MANAGER, CLIENT]))
    ready = SIGNALS.index("ready_to_buy")
    assert encoder.encode([asked]).logits[1, ready] > encoder.encode([heard]).logits[1, ready]


def test_an_empty_text_is_read(encoder: UtteranceEncoder) -> None:
    assert np.isfinite(encoder.encode([Conversation(("", "…"), np.stack([CLIENT, MANAGER]))]).logits).all()


def test_convolutions_do_not_reach_into_the_next_sequence() -> None:
    rows, total = rows_with_gaps([2, 1])
    assert rows.tolist() == [0, 1, 4]
    table = np.zeros((total, 1))
    table[rows] = [[1], [2], [3]]
    assert convolved(table, np.eye(5))[rows].tolist() == [[0, 0, 1, 2, 0], [0, 1, 2, 0, 0], [0, 0, 3, 0, 0]]


def test_numpy_gives_what_torch_gives(embedder: SentenceEmbedder) -> None:
    torch = pytest.importorskip("torch")
    from classify.utterance_encoders import encoder_training

    calls = read_written_calls()[:6]
    torch.manual_seed(3)
    network = encoder_training._Network(embedder).eval()
    batch = encoder_training._batch(calls, embedder, random.Random(0), heard_share=0.0)
    with torch.no_grad():
        wanted = network(batch).numpy()
    found = UtteranceEncoder(network.arrays(), embedder).encode([call.conversation for call in calls])
    np.testing.assert_allclose(found.logits, wanted, atol=5e-3)  # stored in half precision
