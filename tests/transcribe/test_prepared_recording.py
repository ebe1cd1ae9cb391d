"""A recording made ready and put together again: its sides, its speakers, and its words whatever happens to these."""

from __future__ import annotations

import wave
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.transcribe.spelled_speech import SpellingRecogniser, spelled_recording, word
from transcribe.audio import SAMPLE_RATE, RecordingError
from transcribe.diarization import Diarization, DiarizationFailed, SpeakerTurn
from transcribe.prepared_recording import PreparedRecording, prepare_recording, transcript_of
from transcribe.recogniser import HeardRow
from transcribe.utterance import Voice
from transcribe.word_runs import Word

TURNS = (SpeakerTurn(0.0, 7.0, "S1"), SpeakerTurn(7.0, 13.0, "S2"), SpeakerTurn(13.0, 30.0, "S1"))
VOICES = (Voice("S1", (1.0, 0.0)), Voice("S2", (0.0, 1.0)))


@dataclass
class StatedTurns:
    """Diarization as it was told beforehand; None: it fails. heard: seconds of the recordings it was given."""

    turns: tuple[SpeakerTurn, ...] | None = TURNS
    identity: str = "stated"
    heard: list[float] = field(default_factory=list)

    def diarise(self, samples: NDArray[np.float32]) -> Diarization:
        self.heard.append(len(samples) / SAMPLE_RATE)
        if self.turns is None:
            raise DiarizationFailed("diarization-failed", "as told")
        return Diarization(self.turns, self.turns, VOICES)


def counted(recording: PreparedRecording) -> list[HeardRow]:
    """A word for each half second of each row."""
    lengths = [round(row.speech_s * 2) for row in recording.rows]
    return [
        HeardRow(tuple(Word(at / 2, at / 2 + 0.4, f" {word(at)}", 0.9) for at in range(length)), -0.2, 0.0)
        for length in lengths
    ]


def test_a_mixed_recording_gets_speakers_and_voices(data: Path) -> None:
    diariser = StatedTurns()
    recording = prepare_recording(data / "window_order_mono.wav", diariser)
    transcript = transcript_of(recording, "C1", "ru", counted(recording))
    assert diariser.heard == [pytest.approx(19.3, abs=0.1)]  # all of it, with its pauses
    assert [said.speaker for said in transcript.utterances] == ["S1", "S2", "S1"]
    assert {said.channel for said in transcript.utterances} == {None}
    assert transcript.voices == VOICES


def test_a_failed_diarization_costs_the_speakers_and_no_word(data: Path) -> None:
    recording = prepare_recording(data / "window_order_mono.wav", StatedTurns(None))
    assert recording.undiarized is not None
    assert recording.undiarized.code == "diarization-failed"
    assert recording.diarization is None
    without = prepare_recording(data / "window_order_mono.wav")
    heard = counted(without)
    assert transcript_of(recording, "C1", "ru", heard) == transcript_of(without, "C1", "ru", heard)
    assert transcript_of(recording, "C1", "ru", heard).utterances


def test_sides_of_a_stereo_recording_are_not_diarized(data: Path) -> None:
    diariser = StatedTurns()
    recording = prepare_recording(data / "window_order.opus", diariser)
    assert ([channel.number for channel in recording.channels], diariser.heard) == ([0, 1], [])


def test_a_recording_in_which_nobody_speaks_is_not_diarized(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "silence.wav"), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(8000 * 2 * 10))
    diariser = StatedTurns()
    recording = prepare_recording(tmp_path / "silence.wav", diariser)
    assert (recording.rows, recording.outcome, diariser.heard) == ((), "silence", [])
    transcript = transcript_of(recording, "C1", None, ())
    assert (transcript.utterances, transcript.outcome) == ((), "silence")


def test_an_unusable_recording_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="recording-missing"):
        prepare_recording(tmp_path / "nowhere.wav", StatedTurns())


def test_utterances_of_both_sides_are_numbered_in_time_order() -> None:
    recording = spelled_recording([[1, 2], [5, 6]], [[3, 4], [7, 8]])
    heard = [SpellingRecogniser().read(row.samples) for row in recording.rows]
    said = transcript_of(recording, "C1", "ru", heard).utterances
    assert [(each.index, each.channel) for each in said] == [(0, 0), (1, 1), (2, 0), (3, 1)]
    assert [each.text for each in said] == [f"{word(number)} {word(number + 1)}" for number in (1, 3, 5, 7)]
    assert [(each.start_s, each.end_s) for each in said] == [(0, 1), (2, 3), (4, 5), (6, 7)]


def test_channels_in_which_the_vad_was_overruled_are_counted() -> None:
    recording = spelled_recording([[1]], [[2]], overruled=True)
    heard = [SpellingRecogniser().read(row.samples) for row in recording.rows]
    assert transcript_of(recording, "C1", "ru", heard).vad_overruled == 2


def test_speech_without_words_keeps_the_outcome_of_its_sound() -> None:
    recording = spelled_recording([[1, 2]])
    nothing = [HeardRow((), -0.5, 0.9)]
    transcript = transcript_of(recording, "C1", "ru", nothing)
    assert (transcript.utterances, transcript.outcome) == ((), "silence")


def test_a_recording_without_its_sound_gives_the_same_transcript() -> None:
    recording = spelled_recording([[1, 2], [5, 6]], [[3, 4]])
    heard = [SpellingRecogniser().read(row.samples) for row in recording.rows]
    light = recording.without_sound()
    assert sum(row.samples.nbytes for row in light.rows) == 0
    assert transcript_of(light, "C1", "ru", heard) == transcript_of(recording, "C1", "ru", heard)


def test_words_must_be_given_for_every_row() -> None:
    recording = spelled_recording([[1, 2]], [[3, 4]])
    with pytest.raises((StopIteration, RuntimeError, ValueError)):
        transcript_of(recording, "C1", "ru", [])
