"""What went into a recording comes out of it, whatever it was written in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.transcribe.encoded_sound import FLAC, M4A, MP3, OPUS, PCM16, WMA, Form, is_offered, likeness, resampled
from transcribe.audio import SAMPLE_RATE, decode_recording

REPOSITORY = Path(__file__).parents[2]
RECORDINGS = Path(__file__).parent / "recordings"

FORMS = {
    "wav 16 bit": PCM16,
    "wav 8 bit": Form("wav", "pcm_u8", "u8", 0.98),
    "wav 24 bit": Form("wav", "pcm_s24le", "s32", 0.999),
    "wav 32 bit": Form("wav", "pcm_s32le", "s32", 0.999),
    "wav float": Form("wav", "pcm_f32le", "flt", 0.999),
    "wav double": Form("wav", "pcm_f64le", "dbl", 0.999),
    "wav A-law": Form("wav", "pcm_alaw", "s16", 0.99),
    "wav mu-law": Form("wav", "pcm_mulaw", "s16", 0.99),
    "wav ADPCM": Form("wav", "adpcm_ms", "s16", 0.98),
    "wav IMA ADPCM": Form("wav", "adpcm_ima_wav", "s16p", 0.98),
    "mp3": MP3,
    "ogg opus": OPUS,
    "webm opus": Form("webm", "libopus", "flt", 0.95, bit_rate=24_000),
    "ogg vorbis": Form("ogg", "vorbis", "fltp", 0.9, options={"strict": "experimental"}),
    "m4a": M4A,
    "aac without a container": Form("aac", "aac", "fltp", 0.97, "adts", 64_000),
    "flac": FLAC,
    "wma": WMA,
    "wma of version 1": Form("wma", "wmav1", "fltp", 0.97, bit_rate=64_000),
    "amr": Form("amr", "libopencore_amrnb", "s16", 0.8, bit_rate=12_200),
    "3gp amr": Form("3gp", "libopencore_amrnb", "s16", 0.8, bit_rate=12_200),
}
SHAPES = {
    **{name: [(8000, 1), (16_000, 2), (44_100, 2), (48_000, 1)] for name in FORMS},
    "ogg opus": [(8000, 1), (16_000, 2), (48_000, 2)],
    "webm opus": [(8000, 1), (48_000, 2)],
    "ogg vorbis": [(44_100, 2), (48_000, 2)],  # all that FFmpeg's own encoder writes
    "amr": [(8000, 1)],
    "3gp amr": [(8000, 1)],
}


@pytest.fixture(scope="module")
def speech(data: Path) -> np.ndarray:
    """Six seconds of a call in which both sides speak, shape (2, n) at SAMPLE_RATE."""
    return decode_recording(data / "window_order.opus")[:, SAMPLE_RATE * 3 : SAMPLE_RATE * 9].copy()


@pytest.mark.parametrize(
    ("name", "rate", "channels"), [(name, *shape) for name, shapes in SHAPES.items() for shape in shapes]
)
def test_the_sound_that_went_in_comes_out(tmp_path: Path, speech: np.ndarray, name: str, rate: int, channels: int):
    form = FORMS[name]
    if not is_offered(form.encoder):
        pytest.skip(f"this PyAV has no encoder {form.encoder}")
    given = speech[-channels:]
    heard = decode_recording(form.write(tmp_path / "call", resampled(given, rate), rate))
    assert heard.shape[0] == channels
    assert heard.shape[1] == pytest.approx(given.shape[1], abs=0.15 * SAMPLE_RATE)
    for ours, original in zip(heard, given, strict=True):
        assert likeness(ours, original) >= form.likeness
        assert np.std(ours) == pytest.approx(np.std(original), rel=0.25)
    if channels == 2:
        assert likeness(heard[0], given[1]) < 0.3, "channels have changed places"


@pytest.mark.parametrize("name", ["reply_wideband.amr", "reply.gsm", "reply_gsm.wav"])
def test_wideband_amr_and_gsm_hold_the_reply_they_were_made_of(data: Path, name: str) -> None:
    reply = decode_recording(data / "window_order.opus")[1, SAMPLE_RATE * 7 : SAMPLE_RATE * 11]
    heard = decode_recording(RECORDINGS / name)
    assert heard.shape == (1, pytest.approx(len(reply), abs=0.1 * SAMPLE_RATE))
    assert likeness(heard[0], reply) > 0.85


def test_the_ending_of_a_name_does_not_matter(tmp_path: Path, speech: np.ndarray) -> None:
    for form in (OPUS, M4A, FLAC, WMA, MP3):
        path = form.write(tmp_path / "call", resampled(speech, 48_000), 48_000)
        for name in ("call", "call.wav", "call.MP3", "звонок.bin"):
            named = path.replace(tmp_path / name)
            assert likeness(decode_recording(named)[0], speech[0]) >= form.likeness, (form.ending, name)
            path = named


def test_a_recording_of_one_second_is_whole(tmp_path: Path, speech: np.ndarray) -> None:
    second = speech[:, SAMPLE_RATE : 2 * SAMPLE_RATE]
    for form in (PCM16, MP3, OPUS, M4A, FLAC, WMA):
        path = form.write(tmp_path / "call", resampled(second, 48_000), 48_000)
        heard = decode_recording(path)
        assert heard.shape[1] == pytest.approx(SAMPLE_RATE, abs=0.15 * SAMPLE_RATE), form.ending
        assert likeness(heard[0], second[0]) >= form.likeness - 0.05, form.ending


@pytest.mark.parametrize("rates", [(8000, 16_000), (44_100, 8000), (16_000, 48_000)])
def test_a_rate_that_changes_on_the_way_changes_nothing(tmp_path: Path, speech: np.ndarray, rates: tuple[int, int]):
    """Two parts put together by a phone system that does not look into them."""
    parts = [MP3.write(tmp_path / f"part{rate}", resampled(speech, rate), rate).read_bytes() for rate in rates]
    (tmp_path / "call.mp3").write_bytes(b"".join(map(without_length, parts)))
    heard = decode_recording(tmp_path / "call.mp3")
    half = heard.shape[1] // 2
    assert heard.shape[1] == pytest.approx(2 * speech.shape[1], abs=0.4 * SAMPLE_RATE)
    for part in (heard[:, :half], heard[:, half:]):
        assert likeness(part[0], speech[0], most_shift_s=0.3) > 0.9
        assert likeness(part[1], speech[1], most_shift_s=0.3) > 0.9


def test_channels_that_change_on_the_way_are_heard_as_those_of_the_beginning(tmp_path: Path, speech: np.ndarray):
    parts = [MP3.write(tmp_path / f"part{len(part)}", part, SAMPLE_RATE).read_bytes() for part in (speech, speech[1:])]
    (tmp_path / "call.mp3").write_bytes(b"".join(map(without_length, parts)))
    heard = decode_recording(tmp_path / "call.mp3")
    assert heard.shape[0] == 2
    second = heard[:, heard.shape[1] // 2 :]
    assert min(likeness(second[side], speech[1], most_shift_s=0.3) for side in (0, 1)) > 0.9


def without_length(mp3: bytes) -> bytes:
    """A phone system's own MP3 states no length."""
    return mp3.replace(b"Xing", bytes(4)).replace(b"Info", bytes(4))


def write_pcm(path: Path, samples: np.ndarray, rate: int) -> Path:
    """A wav of 16 bits by its header alone, whatever the rate and the number of channels."""
    channels, frames = len(samples), (samples.T * 32767).astype("<i2").tobytes()
    numbers = (16, 1, channels, rate, rate * channels * 2, channels * 2, 16)
    sizes = (4, 2, 2, 4, 4, 2, 2)
    form = b"fmt " + b"".join(n.to_bytes(size, "little") for n, size in zip(numbers, sizes, strict=True))
    body = b"WAVE" + form + b"data" + len(frames).to_bytes(4, "little") + frames
    path.write_bytes(b"RIFF" + len(body).to_bytes(4, "little") + body)
    return path


def test_24_channels_are_all_there_in_their_order(tmp_path: Path, speech: np.ndarray) -> None:
    given = np.stack([speech[number % 2, 1000 * number : 1000 * number + 32_000] for number in range(24)])
    heard = decode_recording(write_pcm(tmp_path / "call.wav", given, SAMPLE_RATE))
    assert heard.shape == given.shape
    np.testing.assert_allclose(heard, given, atol=1e-4)


def test_a_rate_of_768_khz_is_read(tmp_path: Path, speech: np.ndarray) -> None:
    heard = decode_recording(write_pcm(tmp_path / "call.wav", resampled(speech[:, :32_000], 768_000), 768_000))
    assert likeness(heard[0], speech[0, :32_000]) > 0.99


PROGRAM = """
import sys
from pathlib import Path
from benchmarks.process_memory import own_peak_mb
from transcribe.audio import decode_recording
decode_recording(Path(sys.argv[1]))
before = own_peak_mb()
samples = decode_recording(Path(sys.argv[2]))
print((own_peak_mb() - before) / (samples.nbytes / 2**20))
"""


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["wav", "mp3"])
def test_a_long_recording_needs_hardly_more_memory_than_its_samples(tmp_path: Path, ending: str) -> None:
    """An hour of stereo. As wav its file is as large as half of the samples; the mp3 states no length."""
    noise = np.random.default_rng(1).normal(size=(2, SAMPLE_RATE * 60)).astype(np.float32) * 0.1
    short, long = tmp_path / f"short.{ending}", tmp_path / f"long.{ending}"
    if ending == "wav":
        write_pcm(short, noise, SAMPLE_RATE)
        write_pcm(long, np.tile(noise, 60), SAMPLE_RATE)
    else:
        MP3.write(short, noise, SAMPLE_RATE)
        long.write_bytes(without_length(short.read_bytes()) * 60)
    program = [sys.executable, "-c", PROGRAM, str(short), str(long)]
    done = subprocess.run(program, cwd=REPOSITORY, check=True, capture_output=True)
    assert float(done.stdout) < 1.5
