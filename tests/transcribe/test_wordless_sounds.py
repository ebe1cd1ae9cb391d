"""Triage on the sounds of benchmarks/invented_text.py: what nobody said is not recognised, what somebody said is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.wordless_sounds import KINDS, RATE, band, level
from transcribe.audio import SAMPLE_RATE, decode_recording
from transcribe.call_outcome import sound_outcome
from transcribe.channels import Channel, select_channels
from transcribe.speech_pieces import speech_pieces

NOISES = ["nothing", "line noise", "loud hiss", "mains hum", "crackle", "comfort noise", "wind", "drums"]
HANDLING = ["breathing", "keyboard", "handling", "coughs"]
SIGNALS = ["ringback 425", "ringback 440+480", "busy 425", "special information", "dialled keys", "fax"]
MUSIC = ["chords", "arpeggio", "melody", "band"]
SUNG = ["choir"]  # held vowels: may be a voice, so the model hears it


def on_the_line(name: str, seconds: float, seed: int) -> np.ndarray:
    """A sound of this kind behind a telephone's band and the mu law's 8 bits, one channel at SAMPLE_RATE."""
    draw = np.random.default_rng(seed)
    sound = np.clip(band(KINDS[name](draw, seconds), 300, 3400), -1, 1)
    compressed = np.round(np.sign(sound) * np.log1p(255 * np.abs(sound)) / np.log(256) * 127) / 127
    coarse = np.sign(compressed) * np.expm1(np.abs(compressed) * np.log(256)) / 255
    return upsampled(coarse)


def upsampled(sound: np.ndarray) -> np.ndarray:
    """From 8 kHz to SAMPLE_RATE, by every second sample and the band below 4 kHz."""
    assert SAMPLE_RATE == 2 * RATE
    spaced = np.zeros(2 * len(sound))
    spaced[::2] = 2 * sound
    return band(spaced, 1, 1900).astype(np.float32)  # at twice the rate, `band` counts half the frequency


@pytest.fixture(scope="module")
def call(data: Path) -> np.ndarray:
    """Both sides of a call, shape (2, n)."""
    return decode_recording(data / "window_order.opus")


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", [*NOISES, *HANDLING])
def test_nothing_is_recognised_in_noise(name: str, seed: int) -> None:
    assert speech_pieces(on_the_line(name, 30, seed)).pieces == []


@pytest.mark.parametrize("name", SIGNALS)
def test_call_signals_on_the_line_are_no_answer(name: str) -> None:
    sound = on_the_line(name, 20, 1)
    assert sound_outcome([Channel(None, sound)]) == "no_answer"


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", MUSIC)
def test_music_on_hold_of_every_kind_is_a_queue(name: str, seed: int) -> None:
    assert sound_outcome([Channel(None, on_the_line(name, 30, seed))]) == "ivr"


@pytest.mark.parametrize("name", [*KINDS])
def test_a_conversation_after_any_sound_is_heard(call: np.ndarray, name: str) -> None:
    before = on_the_line(name, 20, 3)
    mixed = call.sum(axis=0)
    assert sound_outcome([Channel(None, np.concatenate([before, mixed]))]) is None
    both = [np.concatenate([before, call[0]]), np.concatenate([np.zeros_like(before), call[1]])]
    assert sound_outcome([Channel(number, side) for number, side in enumerate(both)]) is None


@pytest.mark.parametrize("name", [*NOISES[1:], *HANDLING, *MUSIC, *SUNG])
def test_a_conversation_beside_any_sound_is_heard(call: np.ndarray, name: str) -> None:
    """Another thing on the other channel, or faintly on the same one."""
    sound = on_the_line(name, 20, 4)[: call.shape[1]]
    voice = call[0, : len(sound)]
    assert sound_outcome([Channel(0, voice), Channel(1, sound)]) is None
    faint = level(sound.astype(np.float64), -45) if sound.any() else sound
    assert sound_outcome([Channel(None, voice + faint.astype(np.float32))]) is None


@pytest.mark.parametrize("name", ["line noise", "comfort noise", "crackle", "ringback 425"])
def test_a_reply_of_one_word_in_any_noise_has_its_piece(name: str) -> None:
    line = on_the_line(name, 20, 5)
    word = decode_recording(Path(__file__).parent / "recordings" / "one_word.ogg")[
        0, SAMPLE_RATE * 15 : SAMPLE_RATE * 16
    ]
    at = round(13.2 * SAMPLE_RATE)
    line[at : at + len(word)] += 3 * word
    assert any(start < at + 0.3 * SAMPLE_RATE < end for start, end in speech_pieces(line).pieces)


def test_a_side_without_sound_and_a_call_stored_twice_are_left_out(call: np.ndarray) -> None:
    hiss = 10 ** (-75 / 20) * np.random.default_rng(1).normal(size=call.shape[1]).astype(np.float32)
    assert [channel.number for channel in select_channels(np.stack([call[0], hiss]))] == [0]
    mixed = call.sum(axis=0)
    for other in (mixed, -mixed, 0.3 * mixed, np.roll(mixed, 80)):
        assert [channel.number for channel in select_channels(np.stack([mixed, other]))] == [None]
