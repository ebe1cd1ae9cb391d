"""Sound written as the files phone systems keep."""

import subprocess
import wave
from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np

from benchmarks.wordless_sounds import RATE, Draw, Sound

# FFmpeg's encoder, its container, its sample format, and its bit rate for each channel.
_CODECS = {
    "mu-law": ("pcm_mulaw", "wav", "s16", 0),
    "A-law": ("pcm_alaw", "wav", "s16", 0),
    "PCM": ("pcm_s16le", "wav", "s16", 0),
    "MP3": ("libmp3lame", "mp3", "fltp", 16_000),
    "Opus": ("libopus", "ogg", "flt", 12_000),
}


def write_call(stem: Path, sides: Sequence[Sound], draw: Draw) -> tuple[Path, str]:
    """One channel for each side, all of one length, by a codec drawn at random. Returns the file and the codec.

    Mono may also have gone through GSM, as from a mobile telephone. (sox, since no FFmpeg of PyAV writes GSM.)
    """
    codec = str(draw.choice([*_CODECS, *(["GSM"] if len(sides) == 1 else [])]))
    samples = np.clip(np.stack(sides), -1, 1).astype(np.float32)
    if codec == "GSM":
        return _write_gsm(stem, samples[0]), codec
    name, container, sample_format, bit_rate = _CODECS[codec]
    path = stem.with_suffix(f".{container}")
    layout = "mono" if len(sides) == 1 else "stereo"
    with av.open(str(path), "w") as file:
        stream = file.add_stream(name, rate=RATE, layout=layout)
        stream.format = sample_format
        if bit_rate:
            stream.bit_rate = bit_rate * len(sides)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), format="fltp", layout=layout)
        frame.sample_rate = RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            file.mux(packet)
    return path, codec


def _write_gsm(stem: Path, samples: np.ndarray) -> Path:
    plain = stem.with_suffix(".pcm.wav")
    with wave.open(str(plain), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    path = stem.with_suffix(".wav")
    subprocess.run(["sox", "-D", str(plain), "-e", "gsm-full-rate", str(path)], check=True, capture_output=True)
    plain.unlink()
    return path
