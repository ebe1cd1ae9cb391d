"""Seconds out of a recording: the right ones, in every kind of container, whatever lies before them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.transcribe.encoded_sound import FLAC, M4A, MP3, OPUS, PCM16, WMA, Form, resampled
from transcribe.audio import SAMPLE_RATE, RecordingError
from transcribe.recording_excerpt import recording_excerpt
from transcribe.speech_mp3 import mp3_bytes, mp3_samples

TONE_AT_S, LONG_S = 41.0, 60.0
ADPCM = Form("wav", "adpcm_ms", "s16", 0.9)


def recording(loud: float = 0.5) -> np.ndarray:
    """Two sides that hiss, and a second of tone on the first of them."""
    seconds = np.arange(round(LONG_S * SAMPLE_RATE)) / SAMPLE_RATE
    sides = 0.01 * np.random.default_rng(5).standard_normal((2, len(seconds)))
    tone = (seconds >= TONE_AT_S) & (seconds < TONE_AT_S + 1)
    sides[0, tone] = loud * np.sin(2 * np.pi * 700 * seconds[tone])
    return sides.astype(np.float32)


def loud_part_s(samples: np.ndarray) -> tuple[float, float]:
    loud = np.flatnonzero(np.abs(samples) > 0.1) / SAMPLE_RATE
    return float(loud[0]), float(loud[-1])


@pytest.mark.parametrize("form", [PCM16, MP3, OPUS, M4A, FLAC, WMA, ADPCM], ids=lambda form: f"{form.encoder}")
@pytest.mark.parametrize("start_s", [TONE_AT_S - 1.5, TONE_AT_S - 0.75])
def test_an_excerpt_is_cut_at_its_place(form: Form, start_s: float, tmp_path: Path) -> None:
    rate = SAMPLE_RATE if form in (OPUS, M4A) else 8000
    path = form.write(tmp_path / "call", resampled(recording(), rate), rate)
    samples = recording_excerpt(path, start_s, TONE_AT_S + 2)
    assert len(samples) == round((TONE_AT_S + 2 - start_s) * SAMPLE_RATE)
    first, last = loud_part_s(samples)
    assert first == pytest.approx(TONE_AT_S - start_s, abs=0.1)
    assert last == pytest.approx(TONE_AT_S + 1 - start_s, abs=0.1)


def test_an_excerpt_begins_with_the_recording_and_ends_with_it(tmp_path: Path) -> None:
    path = PCM16.write(tmp_path / "call", recording(), SAMPLE_RATE)
    assert len(recording_excerpt(path, 0.0, 2.0)) == 2 * SAMPLE_RATE
    assert len(recording_excerpt(path, LONG_S - 1, LONG_S + 5)) == SAMPLE_RATE
    with pytest.raises(RecordingError, match="recording-empty"):
        recording_excerpt(path, LONG_S + 10, LONG_S + 12)


def test_sides_of_opposite_polarity_are_heard_all_the_same(tmp_path: Path) -> None:
    side = recording()[:1]
    path = PCM16.write(tmp_path / "call", np.concatenate([side, -side]), SAMPLE_RATE)
    first, _ = loud_part_s(recording_excerpt(path, TONE_AT_S - 1, TONE_AT_S + 2))
    assert first == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize(("content", "code"), [(None, "recording-missing"), (b"", "recording-empty")])
def test_what_cannot_be_read_is_said(content: bytes | None, code: str, tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RecordingError, match=code):
        recording_excerpt(path, 0.0, 1.0)


def test_speech_comes_back_from_its_mp3_to_the_sample_and_equal_sound_is_equal_bytes() -> None:
    samples = np.zeros(3 * SAMPLE_RATE, np.float32)
    samples[SAMPLE_RATE : SAMPLE_RATE + 1000] = 0.5
    content = mp3_bytes(samples)
    assert content == mp3_bytes(samples)
    assert len(content) < 3 * 2200
    back = mp3_samples(content)
    assert len(back) == len(samples)
    assert loud_part_s(back)[0] == pytest.approx(1.0, abs=0.002)
