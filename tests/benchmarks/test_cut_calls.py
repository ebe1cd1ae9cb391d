"""Calls cut from the demo's recordings: as many as wanted, each a file of its own, each with speech in it."""

from __future__ import annotations

from pathlib import Path

from benchmarks.cut_calls import cut_calls
from transcribe.audio import SAMPLE_RATE, decode_recording
from transcribe.prepared_recording import prepare_recording

MORE_THAN_SOURCES = 40


def test_calls_are_stereo_of_the_length_asked_for_and_no_two_are_the_same_file(tmp_path: Path) -> None:
    paths = cut_calls(tmp_path / "calls", MORE_THAN_SOURCES, (2.0, 4.0))
    sounds = [decode_recording(path) for path in paths]
    assert all(len(sound) == 2 for sound in sounds)
    assert all(1.99 <= sound.shape[1] / SAMPLE_RATE <= 4.01 for sound in sounds)
    assert len({path.read_bytes() for path in paths}) == MORE_THAN_SOURCES
    assert sorted((tmp_path / "calls").iterdir()) == paths


def test_every_call_has_speech_to_recognise(tmp_path: Path) -> None:
    prepared = [prepare_recording(path) for path in cut_calls(tmp_path, 12, (2.0, 4.0))]
    assert all(recording.rows for recording in prepared)


def test_a_call_is_the_same_whatever_the_count(tmp_path: Path) -> None:
    few, more = cut_calls(tmp_path / "few", 2, (2.0, 4.0)), cut_calls(tmp_path / "more", 3, (2.0, 4.0))
    assert [path.read_bytes() for path in few] == [path.read_bytes() for path in more[:2]]
