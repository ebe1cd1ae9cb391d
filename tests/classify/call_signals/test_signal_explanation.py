"""What carried a signal: found by leaving things out, with the models that a user has."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from classify.call_signals.explained_call import ExplainedUtterance, explain_call
from classify.call_signals.signal_explanation import FLOOR, ExplainedSignal, explain_signals
from classify.codebook import SIGNALS
from classify.model_files import Models
from classify.speaker_roles.roles import Cast, cast_calls
from classify.utterance_encoders.conversation import ROLE_ORDER, Conversation
from tests.classify.conftest import Analysed
from transcribe.utterance import Role


def said(*lines: tuple[Role, str]) -> Conversation:
    roles = np.array([np.eye(3)[ROLE_ORDER.index(role)] for role, _ in lines])
    return Conversation(tuple(text for _, text in lines), roles.reshape(-1, 3))


def explain(models: Models, conversation: Conversation, **options: bool) -> tuple[tuple[ExplainedSignal, ...], ...]:
    return explain_signals(conversation, models.signals, models.embedder, **options)


def shares_of(signal: ExplainedSignal) -> float:
    return signal.own_share + sum(line.share for line in signal.lines)


@pytest.fixture(scope="module")
def explained(analysed: Analysed, kitchen_models: Models) -> dict[str, tuple[ExplainedUtterance, ...]]:
    longest = sorted(analysed.given, key=lambda call_id: -len(analysed.given[call_id].utterances))[:3]
    cast = cast_calls(analysed.labelled.archive, analysed.given, kitchen_models.roles, kitchen_models.embedder)
    return {
        call_id: explain_call(cast[call_id], kitchen_models.signals, kitchen_models.embedder) for call_id in longest
    }


def test_signals_are_those_of_a_run(explained: dict[str, tuple[ExplainedUtterance, ...]], analysed: Analysed) -> None:
    for call_id, lines in explained.items():
        found = [{signal.code: signal.probability for signal in line.signals} for line in lines]
        assert [found_codes.keys() for found_codes in found] == [
            of_run.keys() for of_run in analysed.analysis.signals[call_id]
        ]
        for ours, of_run in zip(found, analysed.analysis.signals[call_id], strict=True):
            assert ours == pytest.approx(of_run, abs=1e-4)


def test_shares_and_places_are_sound(explained: dict[str, tuple[ExplainedUtterance, ...]]) -> None:
    signals = [(line, signal, lines) for lines in explained.values() for line in lines for signal in line.signals]
    assert len(signals) > 10
    for line, signal, lines in signals:
        assert shares_of(signal) <= 1.0 + 1e-9
        assert sum(words.share for words in signal.words) <= signal.own_share + 1e-9
        assert all(0 <= words.start < words.end <= len(line.utterance.text) for words in signal.words)
        ends = [place for words in signal.words for place in (words.start, words.end)]
        assert ends == sorted(ends)
        assert all(lines[other.row] is not line for other in signal.lines)
    assert any(signal.words for _, signal, _ in signals)


def test_without_the_words_that_carried_it_a_signal_is_less_likely(
    explained: dict[str, tuple[ExplainedUtterance, ...]], kitchen_models: Models
) -> None:
    lines = max(explained.values(), key=len)
    roles = np.array([[line.chances[role] for role in ROLE_ORDER] for line in lines])
    conversation = Conversation(tuple(line.utterance.text for line in lines), roles)
    fell = []
    for row, line in enumerate(lines):
        for signal in line.signals:
            if not signal.words:
                continue
            text = line.utterance.text
            for words in reversed(signal.words):
                text = text[: words.start] + text[words.end :]
            texts = (*conversation.texts[:row], text, *conversation.texts[row + 1 :])
            (left,) = kitchen_models.signals.predict_probability(
                [replace(conversation, texts=texts)], kitchen_models.embedder
            )
            fell.append(left[row, SIGNALS.index(signal.code)] < signal.probability)
    assert len(fell) >= 3
    assert np.mean(fell) > 0.9


def test_one_word_is_carried_by_itself_or_by_what_was_said_around_it(models: Models) -> None:
    calls: list[list[tuple[Role, str]]] = [
        [("manager", "Вам подготовить договор?"), ("client", "Да")],
        [("manager", "Shall I send the contract?"), ("client", "Yes.")],
        [("manager", "Шестьсот сорок тысяч за две секции."), ("client", "Дорого")],
        [("client", "А скидка будет?"), ("manager", "Будет!")],
    ]  # fmt: skip
    found = [
        (lines[-1][1], signal) for lines in calls for signal in explain(models, said(*lines), below_threshold=True)[-1]
    ]
    assert len(found) >= 2
    for text, signal in found:
        assert [text[words.start : words.end] for words in signal.words] in ([], [text.rstrip(".!")])
        assert shares_of(signal) == pytest.approx(1.0, abs=0.06) or shares_of(signal) == 0


def test_below_the_threshold_only_when_asked_for_and_never_below_the_floor(
    explained: dict[str, tuple[ExplainedUtterance, ...]], models: Models
) -> None:
    conversation = said(
        ("manager", "Сколько у вас человек в смене?"), ("client", "Двенадцать, но цена для нас высоковата."),
        ("manager", "Понимаю. Пришлю расчёт завтра до обеда."),
    )  # fmt: skip
    heard, everything = explain(models, conversation), explain(models, conversation, below_threshold=True)
    assert all(signal.heard and signal.probability >= signal.threshold for row in heard for signal in row)
    faint = [signal for row in everything for signal in row if not signal.heard]
    assert faint
    assert all(FLOOR <= signal.probability < signal.threshold for signal in faint)
    assert [[s for s in row if s.heard] for row in everything] == [list(row) for row in heard]
    for row in everything:
        assert [s.probability for s in row] == sorted((s.probability for s in row), reverse=True)


def test_long_utterances_are_left_out_several_words_at_a_time(models: Models) -> None:
    text = "Смотрите, " + "у нас в комплект входит доставка, монтаж, пусконаладка и гарантия на два года, " * 40
    rows = explain(models, said(("client", "Дорого у вас."), ("manager", text)), below_threshold=True)
    assert rows[1]
    assert all(text[words.start : words.end].strip() for signal in rows[1] for words in signal.words)


def test_a_long_call_gives_nearly_the_shares_that_each_change_by_itself_gives(models: Models) -> None:
    lines: list[tuple[Role, str]] = [
        ("manager", "Какая у вас задача, расскажите?"), ("client", "Нужен погрузчик к маю, бюджет два миллиона."),
        ("manager", "Завтра до обеда пришлю предложение."), ("client", "Ну, у вас дороже, чем у соседей."),
    ] * 30  # fmt: skip
    rows = explain(models, said(*lines))
    once = explain(models, said(*lines[:20]))
    both = [
        (whole, part)
        for here, there in zip(rows[8:12], once[8:12], strict=True)
        for whole in here
        for part in there
        if whole.code == part.code
    ]
    assert both
    assert np.mean([abs(whole.own_share - part.own_share) for whole, part in both]) < 0.15


def test_of_nothing_said_nothing_is_explained(models: Models) -> None:
    nothing = Conversation((), np.zeros((0, 3)))
    assert explain(models, nothing) == ()
    silent = said(("client", "..."), ("manager", ""))
    for row in explain(models, silent, below_threshold=True):
        assert all(not signal.words for signal in row)


def test_roles_that_are_not_certain_are_carried_along(analysed: Analysed, models: Models) -> None:
    transcript = next(one for one in analysed.given.values() if one.utterances)
    roles = np.full((len(transcript.utterances), 3), [0.4, 0.0, 0.6])
    for line in explain_call(Cast(transcript, roles), models.signals, models.embedder):
        assert line.chances == {"manager": 0.4, "head": 0.0, "client": 0.6}
