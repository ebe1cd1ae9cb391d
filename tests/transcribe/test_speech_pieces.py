from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from faster_whisper.vad import get_speech_timestamps

from transcribe.activity import active_windows
from transcribe.audio import SAMPLE_RATE, decode_recording
from transcribe.speech_pieces import MAX_PIECE_S, Speech, speech_pieces

SECONDS = np.arange(SAMPLE_RATE * 30) / SAMPLE_RATE


def spans_s(samples: np.ndarray) -> list[tuple[float, float]]:
    return [(start / SAMPLE_RATE, end / SAMPLE_RATE) for start, end in speech_pieces(samples).pieces]


def test_pieces_are_where_the_client_speaks(data: Path) -> None:
    client = decode_recording(data / "window_order.opus")[1]
    spans = spans_s(client)
    assert spans[0][0] == pytest.approx(6.5, abs=0.5)
    assert spans[-1][1] == pytest.approx(17.8, abs=0.5)
    assert not any(start < 14 < end for start, end in spans)  # the seller's turn


def test_a_voice_without_low_frequencies_is_heard_although_silero_drops_it(data: Path) -> None:
    client = decode_recording(data / "thin_voice.opus")[1]
    by_silero = get_speech_timestamps(client, threshold=0.15, min_silence_duration_ms=160)
    assert all(piece["end"] < 15 * SAMPLE_RATE for piece in by_silero), "the second reply is at 15.6 s"
    assert any(start < 16 and end > 17 for start, end in spans_s(client))
    assert speech_pieces(client).vad_overruled


def test_a_single_short_word_is_heard_although_silero_drops_it() -> None:
    word = decode_recording(Path(__file__).parent / "recordings" / "one_word.ogg")[0]
    assert not get_speech_timestamps(word, threshold=0.5)
    heard = speech_pieces(word)
    assert heard.vad_overruled
    ((start, end),) = heard.pieces
    assert start < 15.1 * SAMPLE_RATE < 15.5 * SAMPLE_RATE < end


@pytest.mark.parametrize("level", [0.3, 0.03])
def test_loud_noise_that_comes_and_goes_is_no_speech(level: float) -> None:
    """A bad contact, a keyboard, breath into the handset: louder than their background, and without a pitch."""
    random = np.random.default_rng(4)
    noise = random.normal(size=len(SECONDS))
    clicks = noise * np.exp(-40 * (SECONDS % 0.37))
    breath = noise * np.maximum(0, np.sin(2 * np.pi * SECONDS / 3)) ** 2
    for sound in (clicks, breath):
        samples = (level * sound).astype(np.float32)
        assert active_windows(samples).sum() > 20
        assert speech_pieces(samples) == Speech([], vad_overruled=False)


def test_the_vad_is_not_overruled_where_it_hears_the_speaker(data: Path) -> None:
    for side in decode_recording(data / "window_order.opus"):
        assert not speech_pieces(side).vad_overruled


@pytest.mark.parametrize(
    "sound",
    [
        0.2 * np.sin(2 * np.pi * 425 * SECONDS) * (SECONDS % 5 < 1),  # ringing
        0.02 * np.random.default_rng(0).normal(size=len(SECONDS)),  # hiss
        0.1 * np.sin(2 * np.pi * 50 * SECONDS),  # mains hum
        np.zeros(len(SECONDS)),
    ],
    ids=["ringing", "hiss", "hum", "silence"],
)
def test_ringing_hiss_and_hum_are_not_speech(sound: np.ndarray) -> None:
    samples = sound.astype(np.float32)
    assert not active_windows(samples).any()
    assert speech_pieces(samples) == Speech([], vad_overruled=False)


def test_no_piece_is_longer_than_whisper_hears_and_none_overlap(data: Path) -> None:
    call = decode_recording(data / "thin_voice.opus")[1]
    speech = np.tile(call[SAMPLE_RATE * 7 : SAMPLE_RATE * 12], 20)  # 100 s without a pause
    pieces = speech_pieces(speech).pieces
    assert sum(end - start for start, end in pieces) > 90 * SAMPLE_RATE
    assert all(0 < end - start <= MAX_PIECE_S * SAMPLE_RATE for start, end in pieces)
    assert all(before[1] <= after[0] for before, after in pairwise(pieces))


def test_the_vad_keeps_no_account_of_its_use(tmp_path: Path) -> None:
    """onnxruntime would leave a device number and a queue of reports in the user's cache folder."""
    program = "import numpy; from transcribe.speech_pieces import speech_pieces; speech_pieces(numpy.zeros(16000, 'f'))"
    home = {
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60, env={**os.environ, **home})
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
