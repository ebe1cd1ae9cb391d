"""Sound written in the formats of phone systems, and compared with what went in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np

from transcribe.audio import SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class Form:
    """How a recording is written: file name's ending, FFmpeg's names, and how like the original it comes back."""

    ending: str
    encoder: str
    sample_format: str  # that the encoder takes
    likeness: float  # least correlation
    container: str | None = None  # FFmpeg's name, where the ending does not tell it
    bit_rate: int | None = None
    options: Mapping[str, str] = field(default_factory=dict)

    def write(self, path: Path, samples: np.ndarray, rate: int) -> Path:
        """samples: shape (n_channels, n), at `rate`."""
        path = path.with_suffix(f".{self.ending}")
        layout = {1: "mono", 2: "stereo"}[len(samples)]
        with av.open(str(path), "w", format=self.container) as file:
            stream = file.add_stream(self.encoder, rate=rate, layout=layout, options=dict(self.options))
            stream.format = self.sample_format
            if self.bit_rate:
                stream.bit_rate = self.bit_rate * len(samples)
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples, np.float32), format="fltp", layout=layout)
            frame.sample_rate = rate
            for packet in [*stream.encode(frame), *stream.encode(None)]:
                file.mux(packet)
        return path


PCM16 = Form("wav", "pcm_s16le", "s16", 0.999)
MP3 = Form("mp3", "libmp3lame", "fltp", 0.97, bit_rate=32_000)
OPUS = Form("ogg", "libopus", "flt", 0.95, bit_rate=24_000)
M4A = Form("m4a", "aac", "fltp", 0.97, bit_rate=64_000)
WMA = Form("wma", "wmav2", "fltp", 0.97, bit_rate=64_000)
FLAC = Form("flac", "flac", "s16", 0.999)


def resampled(samples: np.ndarray, rate: int) -> np.ndarray:
    """From SAMPLE_RATE to `rate`, shape (n_channels, n)."""
    if rate == SAMPLE_RATE:
        return samples
    layout = {1: "mono", 2: "stereo"}[len(samples)]
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), format="fltp", layout=layout)
    frame.sample_rate = SAMPLE_RATE
    resampler = av.AudioResampler(format="fltp", layout=layout, rate=rate)
    return np.concatenate(
        [block.to_ndarray() for given in (frame, None) for block in resampler.resample(given)], axis=1
    )


def likeness(heard: np.ndarray, original: np.ndarray, most_shift_s: float = 0.15) -> float:
    """Highest correlation of two channels below 3.4 kHz, no further apart in time than encoders shift them."""
    size = 1 << (len(heard) + len(original)).bit_length()
    telephone = np.fft.rfftfreq(size, 1 / SAMPLE_RATE) < 3400
    spectra = [np.fft.rfft(channel, size) * telephone for channel in (heard, original)]
    products = np.fft.irfft(spectra[0] * np.conj(spectra[1]), size)
    norms = [np.sqrt(np.mean(np.abs(np.fft.irfft(spectrum, size)) ** 2) * size) for spectrum in spectra]
    shift = round(most_shift_s * SAMPLE_RATE)
    return float(np.concatenate([products[:shift], products[-shift:]]).max() / np.prod(norms))


def is_offered(encoder: str) -> bool:
    """Whether this build of PyAV writes it."""
    try:
        av.Codec(encoder, "w")
    except av.codec.codec.UnknownCodecError:
        return False
    return True
