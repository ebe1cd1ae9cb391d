from __future__ import annotations

import struct
import wave
from pathlib import Path

import av
import numpy as np
import pytest

from transcribe.audio import SAMPLE_RATE, RecordingError, decode_recording


def write_wav(path: Path, seconds: float, channels: int = 1, rate: int = 8000) -> Path:
    """A 440 Hz tone at half scale, louder by channel."""
    at = np.arange(round(seconds * rate)) / rate
    tone = np.sin(2 * np.pi * 440 * at)[:, None] * np.linspace(0.25, 0.5, channels)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((tone * 32767).astype("<i2").tobytes())
    return path


def code_of(path: Path) -> str:
    with pytest.raises(RecordingError) as caught:
        decode_recording(path)
    return caught.value.code


@pytest.mark.parametrize(
    ("name", "channels"),
    [("window_order.opus", 2), ("window_order_mono.wav", 1), ("window_order_mono_twice.mp3", 2)],
)
def test_opus_mp3_and_gsm_in_wav_are_decoded_with_all_their_channels(data: Path, name: str, channels: int) -> None:
    samples = decode_recording(data / name)
    assert samples.dtype == np.float32
    assert samples.shape[0] == channels
    assert samples.shape[1] / SAMPLE_RATE == pytest.approx(19.3, abs=0.3)
    assert 0.05 < np.abs(samples).max() <= 1


def test_resampling_keeps_pitch_level_and_length(tmp_path: Path) -> None:
    samples = decode_recording(write_wav(tmp_path / "tone.wav", 2.0))[0]
    spectrum = np.abs(np.fft.rfft(samples))
    assert np.argmax(spectrum) * SAMPLE_RATE / len(samples) == pytest.approx(440, abs=1)
    assert np.sqrt(np.mean(samples**2)) == pytest.approx(0.25 / np.sqrt(2), rel=0.02)
    assert len(samples) == pytest.approx(2 * SAMPLE_RATE, abs=SAMPLE_RATE * 0.02)


def test_channels_are_not_mixed(tmp_path: Path) -> None:
    left, right = decode_recording(write_wav(tmp_path / "two.wav", 1.0, channels=2))
    assert np.abs(right).max() == pytest.approx(2 * np.abs(left).max(), rel=0.02)


def test_missing_file_is_named(tmp_path: Path) -> None:
    assert code_of(tmp_path / "nowhere.wav") == "recording-missing"


def test_folder_is_no_recording(tmp_path: Path) -> None:
    assert code_of(tmp_path) == "recording-unreadable"


def test_file_of_no_bytes_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.wav").touch()
    assert code_of(tmp_path / "a.wav") == "recording-empty"


def test_wav_of_a_header_alone_is_empty(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", 0.0)
    assert path.stat().st_size == 44
    assert code_of(path) == "recording-empty"


def test_wav_header_that_promises_sound_without_any_is_empty(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", 5.0)
    path.write_bytes(path.read_bytes()[:44])
    assert code_of(path) == "recording-empty"


@pytest.mark.parametrize("content", [b"<html>404 not found</html>" * 40, bytes(5000), b"RIFF\x00\x00"])
def test_file_that_is_no_audio_is_unreadable(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.mp3").write_bytes(content)
    assert code_of(tmp_path / "a.mp3") == "recording-unreadable"


def test_float_wav_with_a_sample_that_is_no_number_is_unreadable(tmp_path: Path) -> None:
    samples = np.full(8000, 0.1, "<f4")
    samples[4000] = np.nan
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 3, 1, 8000, 32_000, 4, 32)  # 3: IEEE float
    chunks = b"WAVE" + form + struct.pack("<4sI", b"data", samples.nbytes) + samples.tobytes()
    (tmp_path / "a.wav").write_bytes(struct.pack("<4sI", b"RIFF", len(chunks)) + chunks)
    assert code_of(tmp_path / "a.wav") == "recording-unreadable"


def test_video_without_a_sound_track_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as file:
        stream = file.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 16, 16, "yuv420p"
        for _ in range(10):
            file.mux(stream.encode(av.VideoFrame(16, 16, "yuv420p")))
        file.mux(stream.encode(None))
    assert code_of(path) == "recording-no-audio"


def test_storage_that_fails_is_not_taken_for_a_damaged_recording(tmp_path: Path) -> None:
    loop = tmp_path / "loop.wav"
    loop.symlink_to(loop)
    with pytest.raises(OSError, match="symbolic links"):  # stands for any error but missing and not allowed
        decode_recording(loop)


def test_playlist_posing_as_a_recording_opens_nothing(tmp_path: Path, data: Path) -> None:
    other = data / "window_order_mono_twice.mp3"
    (tmp_path / "a.m3u8").write_text(f"#EXTM3U\n#EXTINF:9,\n{other}\n#EXT-X-ENDLIST\n")
    (tmp_path / "a.ffconcat").write_text(f"ffconcat version 1.0\nfile '{other}'\n")
    assert {code_of(tmp_path / "a.m3u8"), code_of(tmp_path / "a.ffconcat")} == {"recording-unreadable"}


def test_cut_wav_is_truncated(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", 10.0)
    path.write_bytes(path.read_bytes()[:80_000])
    assert code_of(path) == "recording-truncated"


def test_cut_mp3_with_a_length_in_its_header_is_truncated(tmp_path: Path) -> None:
    whole = tmp_path / "whole.mp3"
    with av.open(str(write_wav(tmp_path / "a.wav", 10.0))) as read, av.open(str(whole), "w") as written:
        stream = written.add_stream("mp3", rate=8000, layout="mono")
        for frame in [*read.decode(audio=0), None]:
            written.mux(stream.encode(frame))
    assert decode_recording(whole).shape[1] / SAMPLE_RATE == pytest.approx(10, abs=0.2)
    (tmp_path / "cut.mp3").write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    assert code_of(tmp_path / "cut.mp3") == "recording-truncated"


@pytest.mark.parametrize("size", [b"\xff\xff\xff\xff", b"\x00\x00\x00\x00"])
def test_wav_of_a_recorder_that_left_the_length_open_is_read(tmp_path: Path, size: bytes) -> None:
    path = write_wav(tmp_path / "a.wav", 3.0)
    raw = bytearray(path.read_bytes())
    raw[40:44] = size
    path.write_bytes(raw)
    assert decode_recording(path).shape[1] / SAMPLE_RATE == pytest.approx(3, abs=0.05)


def test_wav_with_notes_after_the_sound_is_not_taken_for_cut(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", 3.0)
    path.write_bytes(path.read_bytes() + b"LIST" + (4000).to_bytes(4, "little") + bytes(4000))
    assert decode_recording(path).shape[1] / SAMPLE_RATE == pytest.approx(3, abs=0.3)


def test_damage_in_the_middle_costs_a_moment_not_the_rest_of_the_call(tmp_path: Path, data: Path) -> None:
    raw = bytearray((data / "window_order_mono_twice.mp3").read_bytes())
    raw[30_000:31_000] = np.random.default_rng(1).bytes(1000)
    (tmp_path / "a.mp3").write_bytes(raw)
    assert decode_recording(tmp_path / "a.mp3").shape[1] / SAMPLE_RATE > 18


def test_name_with_a_colon_or_percent_is_a_plain_file(tmp_path: Path) -> None:
    assert decode_recording(write_wav(tmp_path / "http:звонок %d.wav", 1.0)).shape[0] == 1
