"""Signals: probabilities for every text, only what a side can say, and weights that survive storing."""

from __future__ import annotations

import io

import numpy as np
import pytest

from classify.codebook import (
    CAUSES,
    CLIENT_SIGNALS,
    EITHER_SIGNALS,
    KPI_OF_CAUSE,
    SELLER_SIGNALS,
    SIGNALS,
    TOXIC_KPIS,
    codes_open_to,
)
from classify.conversation import Conversation
from classify.labelled_archive import LabelledArchive
from classify.model_files import Models
from classify.roles import stated_roles
from classify.sentence_embeddings import SentenceEmbedder
from classify.signals import SignalClassifier, truth_table
from transcribe.utterance import Transcript

MANAGER, HEAD, CLIENT = np.eye(3)
EMPTY = Conversation((), np.zeros((0, 3)))
TALK = Conversation(
    (
        "Нам нужно двадцать окон на коттедж.",
        "Для какого помещения подбираете?",
        "Дорого, у соседей на сорок дешевле.",
        "Вышлю КП сегодня до вечера.",
        "Больше не звоните.",
    ),
    np.stack([CLIENT, MANAGER, CLIENT, MANAGER, CLIENT]),
)
CLIENT_COLUMNS = [SIGNALS.index(code) for code in CLIENT_SIGNALS]
SELLER_COLUMNS = [SIGNALS.index(code) for code in SELLER_SIGNALS]


@pytest.fixture(scope="module")
def signals(models: Models) -> SignalClassifier:
    return models.signals


def conversation(one: Transcript) -> Conversation:
    return Conversation(tuple(u.text for u in one.utterances), stated_roles(one.utterances))


def test_each_code_belongs_to_one_side_or_to_both() -> None:
    assert len(set(SIGNALS)) == len(SIGNALS) == 32
    assert set(codes_open_to("client")) & set(codes_open_to("seller")) == set(EITHER_SIGNALS)
    assert set(codes_open_to("client")) | set(codes_open_to("seller")) == set(codes_open_to(None)) == set(SIGNALS)


def test_indicators_are_named_for_causes_that_exist() -> None:
    assert set(KPI_OF_CAUSE) <= set(CAUSES)
    assert set(KPI_OF_CAUSE.values()) == set(TOXIC_KPIS)


def test_each_conversation_gets_its_rows_and_an_empty_one_none(
    signals: SignalClassifier, embedder: SentenceEmbedder
) -> None:
    rows = signals.predict_probability([EMPTY, TALK, EMPTY, TALK], embedder)
    assert [one.shape for one in rows] == [(0, 32), (5, 32), (0, 32), (5, 32)]
    np.testing.assert_allclose(rows[1], rows[3], rtol=1e-5)


@pytest.mark.parametrize("conversations", [[], [EMPTY], [EMPTY, EMPTY]])
def test_no_texts_are_no_error(
    conversations: list[Conversation], signals: SignalClassifier, embedder: SentenceEmbedder
) -> None:
    rows = signals.predict_probability(conversations, embedder)
    assert [one.shape for one in rows] == [(0, 32)] * len(conversations)


def test_probabilities_lie_between_0_and_1_also_for_odd_texts(
    signals: SignalClassifier, embedder: SentenceEmbedder
) -> None:
    odd = ("", " ", "?" * 2000, "ъ" * 500, "😀", "слово " * 3000, "0")
    unsure = Conversation(odd, np.full((len(odd), 3), 1 / 3))
    (rows,) = signals.predict_probability([unsure], embedder)
    assert np.isfinite(rows).all()
    assert (rows >= 0).all()
    assert (rows <= 1).all()


def test_a_side_never_gives_the_other_sides_signals(signals: SignalClassifier, embedder: SentenceEmbedder) -> None:
    (rows,) = signals.predict_probability([TALK], embedder)
    assert (rows[[1, 3]][:, CLIENT_COLUMNS] == 0).all()
    assert (rows[[0, 2, 4]][:, SELLER_COLUMNS] == 0).all()
    assert (rows[[1, 3]][:, SELLER_COLUMNS] > 0).all()
    assert (rows[[0, 2, 4]][:, CLIENT_COLUMNS] > 0).all()


def test_where_the_side_is_in_doubt_the_two_are_weighted_by_the_doubt(
    signals: SignalClassifier, embedder: SentenceEmbedder
) -> None:
    scores = signals.scores([TALK], embedder)
    roles = MANAGER, CLIENT, 0.25 * MANAGER + 0.75 * CLIENT
    ours, clients, doubtful = (signals.probability_of(scores, np.tile(role, (5, 1))) for role in roles)
    np.testing.assert_allclose(doubtful, 0.25 * ours + 0.75 * clients)


def test_textbook_sentences_carry_their_signal(signals: SignalClassifier, embedder: SentenceEmbedder) -> None:
    (rows,) = signals.predict_probability([TALK], embedder)
    given = signals.above_threshold(rows)
    for text, code in ((0, "need_stated"), (1, "discovery_question"), (3, "promise"), (4, "hard_refusal")):
        assert code in given[text], TALK.texts[text]


def test_only_signals_that_reach_their_threshold_are_given(
    signals: SignalClassifier, embedder: SentenceEmbedder
) -> None:
    (rows,) = signals.predict_probability([TALK], embedder)
    given = signals.above_threshold(rows)
    assert len(given) == len(TALK.texts)
    for row, found in zip(rows, given, strict=True):
        reached = {code for code, p, t in zip(SIGNALS, row, signals.thresholds_, strict=True) if p >= t}
        assert set(found) == reached
        assert all(found[code] == row[SIGNALS.index(code)] for code in found)


def test_signals_of_an_unseen_archive_are_found_better_than_by_chance(
    kitchen: LabelledArchive, kitchen_models: Models, embedder: SentenceEmbedder
) -> None:
    talks = [conversation(one) for one in kitchen.transcripts.values()]
    truth = truth_table([kitchen.signals[call_id] for call_id in kitchen.transcripts])
    rows = np.concatenate(kitchen_models.signals.predict_probability(talks, embedder))
    found = rows >= kitchen_models.signals.thresholds_
    right = (found & truth).sum()
    assert 2 * right / (found.sum() + truth.sum()) >= 0.45  # micro-F1; all codes everywhere would give 0.03


def test_stored_weights_give_the_same_probabilities(signals: SignalClassifier, embedder: SentenceEmbedder) -> None:
    file = io.BytesIO()
    np.savez(file, **signals.to_arrays())
    file.seek(0)
    with np.load(file, allow_pickle=False) as arrays:
        loaded = SignalClassifier.from_arrays(arrays)
    (before,), (after,) = (one.predict_probability([TALK], embedder) for one in (signals, loaded))
    np.testing.assert_array_equal(after, before)  # the weights came from 16 bits and go back into 16
    np.testing.assert_array_equal(loaded.thresholds_, signals.thresholds_)


def test_sixteen_bits_are_enough_for_fresh_weights(kitchen: LabelledArchive, embedder: SentenceEmbedder) -> None:
    some = list(kitchen.transcripts)[:12]
    talks = [conversation(kitchen.transcripts[i]) for i in some]
    fresh = SignalClassifier().fit(talks, [kitchen.signals[i] for i in some], embedder)
    stored = SignalClassifier.from_arrays(fresh.to_arrays())
    before, after = (np.concatenate(one.predict_probability(talks, embedder)) for one in (fresh, stored))
    np.testing.assert_allclose(after, before, atol=0.005)


def test_weights_of_another_codebook_are_refused(signals: SignalClassifier) -> None:
    arrays = signals.to_arrays() | {"codes": np.array(SIGNALS[::-1])}
    with pytest.raises(ValueError, match="another list of codes"):
        SignalClassifier.from_arrays(arrays)


def test_the_truth_table_has_one_row_for_each_text() -> None:
    table = truth_table([[frozenset({"promise"}), frozenset()], [], [frozenset({"promise", "rude"})]])
    assert table.shape == (3, 32)
    assert [{SIGNALS[k] for k in np.flatnonzero(row)} for row in table] == [{"promise"}, set(), {"promise", "rude"}]
