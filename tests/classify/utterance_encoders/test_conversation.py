"""What the classifiers see of a conversation."""

from __future__ import annotations

import numpy as np
import pytest

from classify.utterance_encoders.conversation import (
    ROLE_ORDER,
    Conversation,
    context_features,
    in_groups,
    neighbour_features,
    place_features,
)
from classify.utterance_encoders.sentence_embeddings import DIMENSION, MOST_CHARACTERS, SentenceEmbedder

MANAGER, HEAD, CLIENT = np.eye(3)
EMPTY = Conversation((), np.zeros((0, 3)))
CALL = Conversation(("Алло, кто это?", "Анна, «Окна Плюс».", "Слушаю вас."), np.stack([CLIENT, MANAGER, CLIENT]))
OFFICE = Conversation(("Скидку дадите?", "Завтра."), np.stack([MANAGER, HEAD]))


def test_roles_are_in_the_order_of_the_columns() -> None:
    assert ROLE_ORDER == ("manager", "head", "client")


def test_each_text_has_one_row_in_the_order_of_the_conversations(embedder: SentenceEmbedder) -> None:
    together = context_features([CALL, EMPTY, OFFICE], embedder)
    assert together.shape == (5, 4 * DIMENSION + 2 * 3 + 6)
    apart = np.vstack([context_features([CALL], embedder), context_features([OFFICE], embedder)])
    np.testing.assert_array_equal(together, apart)


def test_neighbours_do_not_reach_across_conversations(embedder: SentenceEmbedder) -> None:
    first_alone = context_features([OFFICE], embedder)[0]
    np.testing.assert_array_equal(context_features([CALL, OFFICE], embedder)[3], first_alone)


def test_features_for_roles_do_not_depend_on_roles(embedder: SentenceEmbedder) -> None:
    turned = Conversation(CALL.texts, np.stack([MANAGER, HEAD, MANAGER]))
    np.testing.assert_array_equal(neighbour_features([CALL], embedder), neighbour_features([turned], embedder))
    assert (context_features([CALL], embedder) != context_features([turned], embedder)).any()


@pytest.mark.parametrize("conversations", [[], [EMPTY]])
def test_no_texts_give_no_rows(conversations: list[Conversation], embedder: SentenceEmbedder) -> None:
    assert len(context_features(conversations, embedder)) == 0
    assert len(neighbour_features(conversations, embedder)) == 0
    assert place_features(EMPTY).shape == (0, 6)


def test_the_place_says_first_last_question_and_whether_the_head_is_there() -> None:
    place = place_features(CALL)
    np.testing.assert_array_equal(place[:, 0], [1, 0, 0])  # the first
    np.testing.assert_allclose(place[:, 1], [0, 1 / 3, 2 / 3])  # how far in
    np.testing.assert_array_equal(place[:, 2], [0, 1, 1])  # the last two
    np.testing.assert_allclose(place[:, 3], [3 / 20, 3 / 20, 2 / 20])  # words
    np.testing.assert_array_equal(place[:, 4], [1, 0, 0])  # asks
    np.testing.assert_array_equal(place[:, 5], [0, 0, 0])
    np.testing.assert_array_equal(place_features(OFFICE)[:, 5], [1, 1])


def test_groups_keep_order_and_bound_the_texts_in_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("classify.utterance_encoders.conversation.TEXTS_AT_A_TIME", 4)
    calls = [CALL, OFFICE, EMPTY, CALL, EMPTY]
    groups = list(in_groups(calls))
    assert [one for group in groups for one in group] == calls
    assert [sum(len(one.texts) for one in group) for group in groups] == [5, 3]


def test_an_embedding_has_unit_length_and_an_empty_text_none(embedder: SentenceEmbedder) -> None:
    rows = embedder.embed(["Выставляйте счёт", "", "  ", "Send me the contract"])
    assert rows.shape == (4, DIMENSION)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), [1, 0, 0, 1], atol=1e-3)
    assert embedder.embed([]).shape == (0, DIMENSION)


def test_a_text_has_the_same_embedding_again_whatever_stands_beside_it(embedder: SentenceEmbedder) -> None:
    alone = SentenceEmbedder().embed(["Выставляйте счёт"])[0]
    beside = embedder.embed(["Дорого", "Выставляйте счёт", "Дорого"])
    np.testing.assert_allclose(beside[1], alone, atol=1e-5)
    np.testing.assert_array_equal(beside[0], beside[2])


def test_the_languages_share_one_space(embedder: SentenceEmbedder) -> None:
    russian, english, other = embedder.embed(["Пришлите договор", "Send me the contract", "Погода сегодня хорошая"])
    assert russian @ english > russian @ other


def test_of_a_long_text_only_the_beginning_counts(embedder: SentenceEmbedder) -> None:
    text = "Нужны окна. " * 100
    first, second = embedder.embed([text + "Дорого!", text + "Беру!"])
    assert len(text) > MOST_CHARACTERS
    np.testing.assert_array_equal(first, second)
