"""Signals taught by corrections: only judged codes move, few corrections move little, and nothing else changes."""

from __future__ import annotations

import numpy as np
import pytest

from classify.codebook import SIGNALS
from classify.learning_from_verdicts.reviewed_run import SpokenCall
from classify.learning_from_verdicts.signal_learning import JudgedLines, judged_lines, no_lines, taught
from classify.learning_from_verdicts.verdict_agreement import LineDecision
from classify.model_files import Models
from classify.utterance_encoders.conversation import Conversation

CLIENT, MANAGER = [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]
TALK = (
    ("Добрый день, чем могу помочь?", MANAGER),
    ("Скиньте-ка счётик, берём", CLIENT),
    ("Сегодня пришлю.", MANAGER),
    ("Нам бы промокод ромашка", CLIENT),
)
PRICE, PROMISE = SIGNALS.index("asks_discount"), SIGNALS.index("promise")


@pytest.fixture(scope="module")
def lines(models: Models) -> JudgedLines:
    """Ten calls with the same words, in which the last line was found to ask for a discount."""
    roles = np.array([role for _, role in TALK])
    calls = {f"K{n}": SpokenCall({i: text for i, (text, _) in enumerate(TALK)}, roles) for n in range(10)}
    decisions = [LineDecision(call_id, 3, {"asks_discount": True}) for call_id in calls]
    return judged_lines(decisions, calls, {call_id: f"deal {call_id}" for call_id in calls}, models)


def chances(models: Models, lines: JudgedLines, *, learned: bool) -> np.ndarray:
    classifier = taught(models.signals, lines) if learned else models.signals
    talk = Conversation(tuple(text for text, _ in TALK), np.array([role for _, role in TALK]))
    (found,) = classifier.predict_probability([talk], models.embedder)
    return found


def test_a_judged_code_moves_towards_the_verdict_and_no_other_does(models: Models, lines: JudgedLines) -> None:
    before, after = chances(models, lines, learned=False), chances(models, lines, learned=True)
    assert after[3, PRICE] > before[3, PRICE] + 0.05
    assert np.array_equal(np.delete(after, PRICE, axis=1), np.delete(before, PRICE, axis=1))


def test_lines_are_known_by_their_deal_and_only_by_the_codes_that_were_judged(lines: JudgedLines) -> None:
    assert len(set(lines.groups.tolist())) == len(set(lines.calls.tolist())) == 10
    assert len(lines.truth) == 10 * len(TALK)
    assert np.isnan(np.delete(lines.truth, PRICE, axis=1)).all()
    assert np.nansum(lines.truth[:, PRICE]) == 10


def test_few_corrections_or_none_change_nothing(models: Models, lines: JudgedLines) -> None:
    two = lines.at(np.isin(lines.calls, ["K0", "K1"]))
    assert np.array_equal(taught(models.signals, two).stack, models.signals.stack)
    assert np.array_equal(taught(models.signals, no_lines(models.signals)).stack, models.signals.stack)


def test_a_removed_code_becomes_less_likely(models: Models, lines: JudgedLines) -> None:
    roles = np.array([role for _, role in TALK])
    calls = {f"K{n}": SpokenCall({i: text for i, (text, _) in enumerate(TALK)}, roles) for n in range(10)}
    removed = [LineDecision(call_id, 2, {"promise": False}) for call_id in calls]
    taught_lines = judged_lines(removed, calls, dict.fromkeys(calls, "one"), models)
    before, after = chances(models, lines, learned=False), chances(models, taught_lines, learned=True)
    assert log_odds(after[2, PROMISE]) < log_odds(before[2, PROMISE]) - 0.2


def log_odds(chance: float) -> float:
    return float(np.log(chance / (1 - chance)))
