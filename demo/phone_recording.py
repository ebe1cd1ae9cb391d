"""A stereo telephone recording: turns laid one after the other, each side on its own channel, stored as MP3."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 8000
LINE_NOISE_DB = -75.0
# MP3 at 8 kHz is MPEG-2.5; opus would be smaller still, but every opus file says 48 kHz. Variable rate, because one
# side is silent at any moment: quality 7 takes about 24 kbit/s and stays closer to the original (19 dB) than a
# constant 32 kbit/s (18 dB). Channels are coded apart, so that no side is heard faintly on the other's.
# global_quality counts in FFmpeg's FF_QP2LAMBDA of 118 a step.
MP3_OPTIONS = {"joint_stereo": "0", "flags": "+qscale", "global_quality": str(7 * 118)}


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    channel: int  # 0 or 1
    samples: NDArray[np.float32]  # shape (n,), 8 kHz


def mix_call(turns: Sequence[SpokenTurn], seed: str) -> NDArray[np.float32]:
    """Lay the turns out with pauses of 0.1 to 0.9 s over faint line noise; returns shape (2, n), 8 kHz."""
    pauses = random.Random(seed)
    starts, at = [], round(0.6 * SAMPLE_RATE)
    for turn in turns:
        starts.append(at)
        at += len(turn.samples) + round(pauses.uniform(0.1, 0.9) * SAMPLE_RATE)
    call = _line_noise(at + SAMPLE_RATE // 2, seed)
    for start, turn in zip(starts, turns, strict=True):
        call[turn.channel, start : start + len(turn.samples)] += turn.samples
    return np.clip(call, -1.0, 1.0)


def _line_noise(length: int, seed: str) -> NDArray[np.float32]:
    noise = np.random.default_rng(list(seed.encode())).standard_normal((2, length), dtype=np.float32)
    return noise * np.float32(10 ** (LINE_NOISE_DB / 20))


def write_mp3(path: Path, call: NDArray[np.float32]) -> None:
    """Write shape (2, n) at 8 kHz."""
    with av.open(str(path), "w", format="mp3") as container:
        stream = container.add_stream("libmp3lame", rate=SAMPLE_RATE, layout="stereo", options=MP3_OPTIONS)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(call), format="fltp", layout="stereo")
        frame.sample_rate = SAMPLE_RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)


def read_mp3(path: Path) -> NDArray[np.float32]:
    """Decode a recording; returns shape (channels, n)."""
    with av.open(str(path)) as container:
        return np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
