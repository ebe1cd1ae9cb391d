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
from transcribe.speech_pieces import MAX_PIECE_S, speech_pieces

SECONDS = np.arange(SAMPLE_RATE * 30) / SAMPLE_RATE


def spans_s(samples: np.ndarray) -> list[tuple[float, float]]:
    return [(start / SAMPLE_RATE, end / SAMPLE_RATE) for start, end in speech_pieces(samples)]


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
    assert speech_pieces(samples) == []


def test_no_piece_is_longer_than_whisper_hears_and_none_overlap(data: Path) -> None:
    call = decode_recording(data / "thin_voice.opus")[1]
    speech = np.tile(call[SAMPLE_RATE * 7 : SAMPLE_RATE * 12], 20)  # 100 s without a pause
    pieces = speech_pieces(speech)
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
