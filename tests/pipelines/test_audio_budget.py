"""`--audio-budget`: what may be typed, and what is said when it is spent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipelines.audio_budget import audio_budget_s
from pipelines.budgeted_listening import USUAL_S, listening_problems, planned_audio
from pipelines.transcribe_calls import CallSource
from reports.run_result import Listening
from reports.texts import Language, Texts

SPENT = Listening(50.0, 49.9, 412.3, 900, 6400, 800, 610, "budget_spent", {"revive": 0.87, "error_loss": 0.912})


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [("50h", 180_000), ("90m", 5400), ("50", 180_000), ("1.5h", 5400), ("1,5 ч", 5400), ("45 М", 2700)],
)
def test_a_budget_is_hours_or_minutes(typed: str, seconds: float) -> None:
    assert audio_budget_s(typed) == seconds


@pytest.mark.parametrize("typed", ["", "0h", "-5h", "fifty", "5d", "h", "5h30m"])
def test_other_budgets_are_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(typed)}$"):
        audio_budget_s(typed)


def test_a_recording_of_unknown_length_counts_as_the_usual_one() -> None:
    sources = [CallSource(name, None, Path("x.mp3"), seconds) for name, seconds in (("a", 60.0), ("b", None))]
    assert [call.seconds for call in planned_audio(sources).values()] == [60.0, 60.0]
    assert planned_audio(sources[1:])["b"].seconds == USUAL_S


@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_was_left_unheard_is_said_with_how_sure_the_lists_are(language: Language) -> None:
    (problem,) = listening_problems(SPENT)
    sentence = Texts(language).problem(problem)
    for figure in ("49.9", "412.3", "6400", "610", "800", "87%", "91%"):
        assert figure in sentence


def test_nothing_is_said_where_all_was_heard() -> None:
    assert not listening_problems(None)
    everything = Listening(50.0, 12.0, 12.0, 90, 0, 80, 0, "all_heard", {"revive": 1.0, "error_loss": 1.0})
    assert not listening_problems(everything)
