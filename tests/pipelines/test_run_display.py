"""The line that says how far the transcription is."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from pipelines.run_display import RunDisplay
from pipelines.transcribe_calls import CallSource, CallText
from pipelines.transcription_tally import TranscriptionTally
from reports.texts import Texts


def last_line(audio_s: float | None) -> str:
    """Of three recordings, two heard, of a minute and a half each."""
    sources = [CallSource(str(number), None, Path("x.mp3"), audio_s) for number in range(3)]
    tally = TranscriptionTally(sources)
    console = Console(file=io.StringIO(), width=200)
    with RunDisplay(console, Texts("en")).transcription(tally) as line:
        for number in range(2):
            tally.add(CallText(str(number), "recognised", 90.0))
            line.update()
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().splitlines()[-1]


@pytest.mark.parametrize(("audio_s", "said"), [(90.0, "3 of 4.5 min of recordings"), (None, "3 min of recordings")])
def test_progress_names_the_audio_heard_and_the_whole_where_the_phone_log_tells(
    audio_s: float | None, said: str
) -> None:
    line = last_line(audio_s)
    assert line.startswith(f"Calls 2 of 3 · {said} · ")
    assert "times as fast as spoken" in line
    assert line.endswith("left")


@pytest.mark.parametrize(("budget_s", "said"), [(None, False), (3600.0, True)])
def test_without_a_model_a_budget_of_audio_is_said_to_change_nothing(budget_s: float | None, said: bool) -> None:
    tally = TranscriptionTally([CallSource("1", None, Path("1.wav"), 60.0)], budget_s)
    tally.add(CallText("1", "no_model", 60.0))
    output = io.StringIO()
    RunDisplay(Console(file=output, width=400), Texts("en")).without_words(tally)
    assert "1 recording was not transcribed" in output.getvalue()
    assert ("the audio budget changes nothing" in output.getvalue()) is said
