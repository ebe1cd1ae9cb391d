"""Signals: probabilities for every text, only what a side can say, and weights that survive storing."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import Ridge

from classify.call_signals.signal_features import signal_features
from classify.call_signals.signal_scores import PARTS, SCORES, SIDES, RidgeSums, SignalScorer, applied
from classify.call_signals.signals import (
    SignalClassifier,
    best_threshold,
    fit_curves,
    fit_stack,
    stack_features,
    truth_table,
)
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
from classify.labelled_archive import LabelledArchive
from classify.model_files import Models
from classify.speaker_roles.roles import stated_roles
from classify.utterance_encoders.conversation import Conversation
from classify.utterance_encoders.letter_features import LETTERS
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder
from transcribe.utterance import Transcript

TEXTBOOK = Path(__file__).parent / "textbook_lines.csv"
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
FIRST_CALL = Conversation(
    (
        "Для какого помещения подбираете?",
        "Нам нужно двадцать окон на коттедж.",
        "С монтажом и доставкой выходит двести сорок тысяч.",
        "Надо подумать.",
        "Посчитаю без монтажа и вышлю КП сегодня до вечера.",
    ),
    np.stack([MANAGER, CLIENT, MANAGER, CLIENT, MANAGER]),
)
PRICE = Conversation(
    (
        "Монтаж с доставкой выходит двести сорок тысяч.",
        "Дорого, у соседей на сорок дешевле.",
        "Ну, дорого так дорого, всего доброго.",
    ),
    np.stack([MANAGER, CLIENT, MANAGER]),
)
REFUSAL = Conversation(("Добрый день, это компания «Окна».", "Больше не звоните."), np.stack([MANAGER, CLIENT]))
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
    features = signal_features([TALK], embedder, signals.encoder)
    stacked = stack_features(signals.scorer.scores(features), features)
    roles = MANAGER, CLIENT, 0.25 * MANAGER + 0.75 * CLIENT
    ours, clients, doubtful = (signals.probability_of(stacked, np.tile(role, (5, 1))) for role in roles)
    np.testing.assert_allclose(doubtful, 0.25 * ours + 0.75 * clients)


def test_textbook_sentences_carry_their_signal(signals: SignalClassifier, embedder: SentenceEmbedder) -> None:
    textbook: list[tuple[Conversation, tuple[str | None, ...]]] = [
        (FIRST_CALL, ("discovery_question", "need_stated", None, None, "promise")),
        (PRICE, (None, "objection_price", "objection_dropped")),
        (REFUSAL, (None, "hard_refusal")),
    ]
    for talk, codes in textbook:
        (rows,) = signals.predict_probability([talk], embedder)
        for text, code, found in zip(talk.texts, codes, signals.above_threshold(rows), strict=True):
            assert code is None or code in found, text


def test_the_codebooks_own_examples_are_mostly_found_without_context(
    signals: SignalClassifier, embedder: SentenceEmbedder
) -> None:
    with TEXTBOOK.open(encoding="utf-8", newline="") as file:
        examples = [(row["code"], row["text"]) for row in csv.DictReader(file)]
    assert {code for code, _ in examples} == set(SIGNALS)
    talks = [
        Conversation((text,), CLIENT[None] if code in CLIENT_SIGNALS else MANAGER[None]) for code, text in examples
    ]
    rows = np.concatenate(signals.predict_probability(talks, embedder))
    found = signals.above_threshold(rows)
    assert np.mean([code in given for (code, _), given in zip(examples, found, strict=True)]) >= 0.65


@pytest.mark.parametrize(
    ("text", "code"),
    [("Мы уже заказали у других.", "chose_competitor"), ("Больше не звоните.", "hard_refusal"),
     ("Сейчас не до этого.", "objection_timing")],
)  # fmt: skip
def test_a_plain_sentence_is_found_after_a_line_of_something_else(
    text: str, code: str, signals: SignalClassifier, embedder: SentenceEmbedder
) -> None:
    talk = Conversation(("У нас два входа, вам удобнее со двора.", text), np.stack([MANAGER, CLIENT]))
    (rows,) = signals.predict_probability([talk], embedder)
    assert code in signals.above_threshold(rows)[1]


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
    assert 2 * right / (found.sum() + truth.sum()) >= 0.55  # micro-F1; all codes everywhere would give 0.03


def test_stored_weights_give_the_same_probabilities(signals: SignalClassifier, embedder: SentenceEmbedder) -> None:
    file = io.BytesIO()
    np.savez(file, **signals.to_arrays())
    file.seek(0)
    with np.load(file, allow_pickle=False) as arrays:
        loaded = SignalClassifier.from_arrays(arrays, signals.encoder)
    (before,), (after,) = (one.predict_probability([TALK], embedder) for one in (signals, loaded))
    np.testing.assert_allclose(after, before, atol=1e-4)  # the weights came from few bits and go back into them
    np.testing.assert_array_equal(loaded.thresholds_, signals.thresholds_)


def test_few_bits_are_enough_for_fresh_weights() -> None:
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(50, LETTERS)).astype(np.float32)
    fresh = {
        (part, side): rng.normal(size=(LETTERS + 1 if part == "letters" else 20, len(codes_open_to(side))))
        for part in PARTS for side in SIDES
    }  # fmt: skip
    stored = SignalScorer.from_arrays(SignalScorer(fresh, np.ones(LETTERS)).to_arrays()).weights
    for key in fresh:
        np.testing.assert_allclose(stored[key], fresh[key], atol=0.03)
    before, after = (applied(rows, table["letters", "client"]) for table in (fresh, stored))
    assert np.corrcoef(before.ravel(), after.ravel())[0, 1] > 0.999


def test_sums_of_sources_give_what_a_regression_over_their_rows_gives() -> None:
    rng = np.random.default_rng(2)
    rows, truth = rng.normal(size=(90, 6)), rng.normal(size=(90, 2))
    sums = RidgeSums()
    for number, name in enumerate(("a", "b", "c")):
        sums.add(name, rows[number * 30 : number * 30 + 30], truth[number * 30 : number * 30 + 30])
    found = sums.solve(("a", "c"), 5.0)
    some = np.r_[0:30, 60:90]
    wanted = Ridge(alpha=5.0).fit(rows[some], truth[some])
    np.testing.assert_allclose(found[:-1], wanted.coef_.T, atol=1e-4)
    np.testing.assert_allclose(found[-1], wanted.intercept_, atol=1e-4)


def test_a_code_with_too_few_examples_is_never_given() -> None:
    roles = np.tile(CLIENT, (40, 1))
    truth = np.zeros((40, len(SIGNALS)), dtype=bool)
    truth[:2, SIGNALS.index("hard_refusal")] = True
    stacked = np.random.default_rng(0).normal(size=(40, 5))
    weights = fit_stack(stacked, roles, truth)
    _, thresholds = fit_curves(stacked @ weights[:-1] + weights[-1], roles, truth)
    assert (1 / (1 + np.exp(-weights[-1])) < thresholds).all()


def test_a_code_leans_on_its_own_scores_rather_than_on_those_of_others() -> None:
    """With few examples something among hundreds of columns fits by chance; its own scores must win."""
    rng = np.random.default_rng(0)
    own, beside = (len(SCORES) + 1) * len(SIGNALS), 5 * len(SIGNALS)
    stacked = rng.normal(size=(80, own + beside + 7))
    code = SIGNALS.index("interest")
    truth = np.zeros((80, len(SIGNALS)), dtype=bool)
    truth[:, code] = stacked[:, code:own:32].sum(axis=1) + rng.normal(scale=2.0, size=80) > 0
    weights = np.abs(fit_stack(stacked, np.tile(CLIENT, (80, 1)), truth)[:-1, code])
    of_this_code = np.zeros(len(weights), dtype=bool)
    of_this_code[code:own:32] = True
    assert weights[of_this_code].mean() > 5 * weights[~of_this_code].mean()


def test_a_threshold_lies_between_the_codes_own_best_and_the_best_of_all() -> None:
    rng = np.random.default_rng(0)
    roles, truth = np.tile(CLIENT, (4000, 1)), np.zeros((4000, len(SIGNALS)), dtype=bool)
    clear, vague = SIGNALS.index("need_stated"), SIGNALS.index("interest")
    truth[:, clear], truth[:, vague] = rng.random(4000) < 0.2, rng.random(4000) < 0.03
    log_odds = rng.normal(size=truth.shape) + truth * np.where(np.arange(len(SIGNALS)) == clear, 3.0, 1.5) - 2.0
    curves, thresholds = fit_curves(log_odds, roles, truth)
    chances = 1 / (1 + np.exp(-(curves[:, 0] * log_odds + curves[:, 1])))
    alone = {code: best_threshold(chances[:, code]) for code in (clear, vague)}
    together = best_threshold(chances[:, [clear, vague]].ravel())
    assert alone[vague] < thresholds[vague] < together
    assert thresholds[clear] == pytest.approx(np.sqrt(alone[clear] * together))


def test_scores_of_neighbours_stay_within_their_call(signals: SignalClassifier, embedder: SentenceEmbedder) -> None:
    features = signal_features([TALK, TALK], embedder, signals.encoder)
    rows = stack_features(signals.scorer.scores(features), features)
    np.testing.assert_allclose(rows[:5], rows[5:], atol=1e-4)


def test_weights_of_another_codebook_are_refused(signals: SignalClassifier) -> None:
    arrays = signals.to_arrays() | {"codes": np.array(SIGNALS[::-1])}
    with pytest.raises(ValueError, match="another list of codes"):
        SignalClassifier.from_arrays(arrays, signals.encoder)


def test_the_truth_table_has_one_row_for_each_text() -> None:
    table = truth_table([[frozenset({"promise"}), frozenset()], [], [frozenset({"promise", "rude"})]])
    assert table.shape == (3, 32)
    assert [{SIGNALS[k] for k in np.flatnonzero(row)} for row in table] == [{"promise"}, set(), {"promise", "rude"}]


def test_a_second_stage_started_from_the_weights_of_more_texts_forgets_the_others() -> None:
    chance = np.random.default_rng(3)
    width, code = (len(SCORES) + 1) * len(SIGNALS) * 3, SIGNALS.index("promise")
    stacked = chance.normal(size=(400, width))
    truth = np.zeros((400, len(SIGNALS)), dtype=bool)
    truth[:, code] = stacked[:, code] + chance.normal(size=400) > 1
    roles = np.tile(MANAGER, (400, 1))
    whole = fit_stack(stacked, roles, truth)
    fewer = stacked[20:], roles[20:], truth[20:]
    from_nothing = fit_stack(*fewer, np.zeros_like(whole))
    assert np.abs(from_nothing - whole)[:, code].max() > 0.1
    np.testing.assert_allclose(fit_stack(*fewer, whole)[:, code], from_nothing[:, code], atol=1e-4)
