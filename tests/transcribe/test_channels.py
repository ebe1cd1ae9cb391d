from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from transcribe.audio import decode_recording
from transcribe.channels import same_signal, select_channels


@pytest.fixture(scope="module")
def call(data: Path) -> np.ndarray:
    return decode_recording(data / "window_order.opus")


def test_the_two_sides_of_a_call_keep_their_numbers(call: np.ndarray) -> None:
    assert [channel.number for channel in select_channels(call)] == [0, 1]


def test_one_signal_on_both_channels_of_an_mp3_comes_once(data: Path) -> None:
    channels = select_channels(decode_recording(data / "window_order_mono_twice.mp3"))
    assert [channel.number for channel in channels] == [None]


def test_a_copy_is_one_whatever_its_volume_and_polarity(call: np.ndarray) -> None:
    assert same_signal(call[0], -0.3 * call[0])
    assert not same_signal(call[0], call[1])


@pytest.mark.parametrize("delay_ms", [0.5, 3, 12, 25])
@pytest.mark.parametrize("gain", [1.0, -1.0, 0.2])
def test_a_copy_some_milliseconds_later_is_one(call: np.ndarray, delay_ms: float, gain: float) -> None:
    mixed = call[0] + call[1]
    late = gain * np.roll(mixed, round(delay_ms * 16))
    for pair in ((mixed, late), (late, mixed)):
        assert [channel.number for channel in select_channels(np.stack(pair))] == [None]


def test_the_other_side_heard_as_an_echo_stays_a_side_of_its_own(call: np.ndarray) -> None:
    """The client's telephone sends the seller back, muffled and later, beside what the client says."""
    echo = np.convolve(np.roll(call[0], 16 * 120), np.ones(8) / 8, mode="same") * 0.3
    assert [channel.number for channel in select_channels(np.stack([call[0], call[1] + echo]))] == [0, 1]


def test_crosstalk_does_not_make_two_sides_one(call: np.ndarray) -> None:
    seller, client = call
    mixed = np.stack([seller + 0.2 * client, client + 0.2 * seller])
    assert [channel.number for channel in select_channels(mixed)] == [0, 1]


def test_silent_side_is_skipped_and_the_other_keeps_its_number(data: Path) -> None:
    channels = select_channels(decode_recording(data / "client_only.opus"))
    assert [channel.number for channel in channels] == [1]


def test_one_short_word_in_a_long_silence_is_not_silence(call: np.ndarray) -> None:
    quiet = np.zeros((2, 16_000 * 600), np.float32)
    quiet[1, 16_000 * 300 : 16_000 * 301] = call[1, 16_000 * 16 : 16_000 * 17]
    assert [channel.number for channel in select_channels(quiet)] == [1]


def test_constant_offset_is_not_sound(call: np.ndarray) -> None:
    assert [channel.number for channel in select_channels(np.stack([call[0], np.full_like(call[0], 0.2)]))] == [0]


def test_offset_does_not_make_two_sides_alike(call: np.ndarray) -> None:
    assert [channel.number for channel in select_channels(call + np.float32(0.5))] == [0, 1]


def test_more_than_two_channels_are_mixed(call: np.ndarray) -> None:
    channels = select_channels(np.concatenate([call, call[:1]]))
    assert [channel.number for channel in channels] == [None]


def test_silence_has_no_channels() -> None:
    assert select_channels(np.zeros((2, 48_000), np.float32)) == ()
    assert select_channels(np.zeros((1, 10), np.float32)) == ()
