"""Files that only look like recordings, or hold more or less than they say, are set aside with the reason."""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import av
import numpy as np
import pytest

from tests.transcribe.encoded_sound import FLAC, M4A, MP3, OPUS, PCM16, WMA, Form, likeness, resampled
from transcribe.audio import SAMPLE_RATE, RecordingError, decode_recording

REPOSITORY = Path(__file__).parents[2]
RECORDINGS = Path(__file__).parent / "recordings"
AMR = Form("amr", "libopencore_amrnb", "s16", 0.75, bit_rate=12_200)
ENCRYPTED_ASF = UUID("2211b3fb-bd23-11d2-b4b7-00a0c955fc6e").bytes_le


@pytest.fixture(scope="module")
def speech(data: Path) -> np.ndarray:
    """Six seconds of the seller, shape (1, n) at SAMPLE_RATE."""
    return decode_recording(data / "window_order.opus")[:1, SAMPLE_RATE : SAMPLE_RATE * 7].copy()


def refusal(path: Path, **limits: float) -> RecordingError:
    with pytest.raises(RecordingError) as caught:
        decode_recording(path, **limits)
    return caught.value


@pytest.mark.parametrize("form", [PCM16, MP3, M4A, FLAC, WMA], ids=lambda form: form.ending)
def test_a_file_that_states_its_length_is_refused_wherever_it_is_cut(
    tmp_path: Path, speech: np.ndarray, form: Form
) -> None:
    raw = form.write(tmp_path / "whole", resampled(speech, 48_000), 48_000).read_bytes()
    assert decode_recording(tmp_path / f"whole.{form.ending}").shape[1] > 5.8 * SAMPLE_RATE
    cut = tmp_path / f"cut.{form.ending}"
    for share in (0.001, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        cut.write_bytes(raw[: round(share * len(raw))])
        codes = {"recording-truncated", "recording-unreadable", "recording-empty", "recording-no-audio"}
        assert refusal(cut).code in codes, share


@pytest.mark.parametrize("form", [OPUS, AMR], ids=lambda form: form.ending)
def test_what_is_read_of_a_cut_file_without_a_stated_length_is_its_beginning(
    tmp_path: Path, speech: np.ndarray, form: Form
) -> None:
    rate = 8000 if form is AMR else 48_000
    raw = form.write(tmp_path / "whole", resampled(speech, rate), rate).read_bytes()
    cut = tmp_path / f"cut.{form.ending}"
    for share in (0.3, 0.5, 0.7, 0.9):
        cut.write_bytes(raw[: round(share * len(raw))])
        heard = decode_recording(cut)[0]
        assert 0.5 * SAMPLE_RATE < len(heard) < len(speech[0])
        assert likeness(heard, speech[0, : len(heard)]) > form.likeness - 0.05


def test_a_wav_header_that_promises_gigabytes_is_a_recorder_that_could_not_go_back(
    tmp_path: Path, speech: np.ndarray
) -> None:
    raw = bytearray(PCM16.write(tmp_path / "call", speech, SAMPLE_RATE).read_bytes())
    at = raw.index(b"data") + 4
    for size in (0x7FFFFFFF, 0x80000000, 0xFFFFFFDB, 0xFFFFFFFF):
        raw[at : at + 4] = size.to_bytes(4, "little")
        (tmp_path / "call.wav").write_bytes(raw)
        assert likeness(decode_recording(tmp_path / "call.wav")[0], speech[0]) > 0.999


PAGE = b"<!DOCTYPE html><html><body>Session expired, please log in</body></html>" * 20
ZIP = b"PK\x03\x04\x14\x00\x01\x00\x08\x00" + np.random.default_rng(1).bytes(20_000)  # flag 1: with a password


@pytest.mark.parametrize("ending", ["mp3", "wav", "gsm", "ogg", "amr", "m4a", "g722", "vox", "wma", "aac"])
@pytest.mark.parametrize(
    "content",
    [PAGE, b'{"error": "file not found"}' * 30, ZIP, b"%PDF-1.7 " + bytes(range(256)) * 40, b"Salted__" + ZIP],
    ids=["page", "json", "zip", "pdf", "openssl"],
)
def test_another_kind_of_file_is_unreadable_under_any_name(tmp_path: Path, ending: str, content: bytes) -> None:
    path = tmp_path / f"call.{ending}"
    path.write_bytes(content)
    assert refusal(path).code == "recording-unreadable"


@pytest.mark.parametrize("ending", ["mp3", "wav", "ogg", "m4a", "wma", "flac", "amr"])
@pytest.mark.parametrize("seed", range(5))
def test_encrypted_bytes_are_refused(tmp_path: Path, ending: str, seed: int) -> None:
    (tmp_path / f"call.{ending}").write_bytes(np.random.default_rng(seed).bytes(200_000))
    assert refusal(tmp_path / f"call.{ending}").code in {"recording-unreadable", "recording-empty"}


@pytest.mark.parametrize("form", [M4A, FLAC, WMA, OPUS, MP3], ids=lambda form: form.ending)
def test_encrypted_sound_under_a_good_header_is_refused(tmp_path: Path, speech: np.ndarray, form: Form) -> None:
    path = form.write(tmp_path / "call", resampled(speech, 48_000), 48_000)
    raw = bytearray(path.read_bytes())
    noise = np.random.default_rng(1).bytes(len(raw))
    head = {"m4a": 64, "flac": 200, "wma": 3000, "ogg": 300, "mp3": 1000}[form.ending]
    tail = 3000 if form is M4A else 0  # its table of contents
    raw[head : len(raw) - tail] = noise[head : len(raw) - tail]
    path.write_bytes(raw)
    assert refusal(path).code in {"recording-unreadable", "recording-truncated", "recording-empty"}


def test_protected_m4a_is_named_as_such(tmp_path: Path, speech: np.ndarray) -> None:
    path = M4A.write(tmp_path / "call", resampled(speech, 48_000), 48_000)
    raw = path.read_bytes()
    assert raw.count(b"mp4a") == 1
    for tag in (b"drms", b"enca"):
        path.write_bytes(raw.replace(b"mp4a", tag))
        assert refusal(path).code == "recording-encrypted", tag


def test_protected_wma_is_named_as_such(tmp_path: Path, speech: np.ndarray) -> None:
    path = WMA.write(tmp_path / "call", resampled(speech, 48_000), 48_000)
    raw = bytearray(path.read_bytes())
    extra = ENCRYPTED_ASF + struct.pack("<Q", 24 + 16) + bytes(16)
    size, objects = struct.unpack_from("<QI", raw, 16)
    struct.pack_into("<QI", raw, 16, size + len(extra), objects + 1)
    path.write_bytes(raw[:30] + extra + raw[30:])
    assert refusal(path).code == "recording-encrypted"


def test_a_rate_at_which_nobody_can_be_understood_is_a_wrong_header(tmp_path: Path, speech: np.ndarray) -> None:
    raw = bytearray(PCM16.write(tmp_path / "call", speech, SAMPLE_RATE).read_bytes())
    for rate in (1, 100, 3999):
        struct.pack_into("<II", raw, 24, rate, rate * 2)
        (tmp_path / "call.wav").write_bytes(raw)
        error = refusal(tmp_path / "call.wav")
        assert (error.code, error.detail) == ("recording-unreadable", f"sample rate of {rate} Hz")


def test_a_cover_picture_alone_is_no_sound(tmp_path: Path) -> None:
    path = tmp_path / "call.m4a"
    with av.open(str(path), "w", format="mp4") as file:
        stream = file.add_stream("mjpeg", rate=1)
        stream.width, stream.height, stream.pix_fmt = 32, 32, "yuvj420p"
        file.mux([*stream.encode(av.VideoFrame(32, 32, "yuvj420p")), *stream.encode(None)])
    assert refusal(path).code == "recording-no-audio"


def test_playlists_are_no_recordings(tmp_path: Path, data: Path) -> None:
    other = data / "window_order_mono_twice.mp3"
    lists = {
        "m3u": f"#EXTM3U\n{other}\n",
        "pls": f"[playlist]\nFile1={other}\nNumberOfEntries=1\n",
        "xspf": f'<?xml version="1.0"?><playlist><trackList><track><location>{other}</location></track></trackList>',
        "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n",
        "mpd": f'<?xml version="1.0"?><MPD><Period><BaseURL>{other}</BaseURL></Period></MPD>',
    }
    for ending, text in lists.items():
        for name in (f"call.{ending}", "call.mp3"):
            (tmp_path / name).write_text(text)
            assert refusal(tmp_path / name).code in {"recording-unreadable", "recording-no-audio"}, name


# More than any call


def silent_flac(path: Path, hours: float) -> Path:
    """Some 700 kB for each hour."""
    with av.open(str(path), "w", format="flac") as file:
        stream = file.add_stream("flac", rate=8000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 8000 * 60), np.int16), format="s16", layout="mono")
        frame.sample_rate = 8000
        for _ in range(round(hours * 60)):
            frame.pts = None
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return path


def test_a_recording_of_more_than_the_limit_is_too_long(tmp_path: Path, speech: np.ndarray) -> None:
    hours = speech.shape[1] / SAMPLE_RATE / 3600
    for form in (PCM16, MP3, OPUS, FLAC):
        both = form.write(tmp_path / "both", resampled(speech.repeat(2, axis=0), 48_000), 48_000)
        assert decode_recording(both, most_channel_hours=2.2 * hours).shape[0] == 2
        assert refusal(both, most_channel_hours=1.8 * hours).code == "recording-too-long"
        assert refusal(both, most_channel_hours=0.5 * hours).code == "recording-too-long"


def test_a_length_that_is_not_stated_does_not_evade_the_limit(tmp_path: Path) -> None:
    raw = bytearray(silent_flac(tmp_path / "day.flac", 0.5).read_bytes())
    raw[21] &= 0xF0  # the number of samples in STREAMINFO, 36 bits
    raw[22:26] = bytes(4)
    (tmp_path / "day.flac").write_bytes(raw)
    assert decode_recording(tmp_path / "day.flac").shape == (1, 1800 * SAMPLE_RATE)
    assert refusal(tmp_path / "day.flac", most_channel_hours=0.2).code == "recording-too-long"


PROGRAM = """
import sys
from pathlib import Path
from benchmarks.process_memory import own_peak_mb
from transcribe.audio import RecordingError, decode_recording
before = own_peak_mb()
try:
    decode_recording(Path(sys.argv[1]))
except RecordingError as error:
    print(error.code, own_peak_mb() - before < 100)
"""


@pytest.mark.slow
def test_hours_of_silence_in_a_small_file_need_no_memory(tmp_path: Path) -> None:
    path = silent_flac(tmp_path / "hours.flac", 10)
    assert path.stat().st_size < 8_000_000
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path)], cwd=REPOSITORY, check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["recording-too-long", "True"]


# Told to people


@pytest.mark.parametrize("code", ["recording-encrypted", "recording-too-long"])
def test_the_reasons_are_sentences_in_both_languages(code: str) -> None:
    for language in ("ru", "en"):
        text = (REPOSITORY / "reports" / "locale" / language / "speech_problems.ftl").read_text(encoding="utf-8")
        assert f"problem-{code} = " in text
