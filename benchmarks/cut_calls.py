"""Any number of short stereo calls, cut from the demo's recordings: real to the recogniser, and cheap to make."""

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from benchmarks.telephone_calls import ROOT, write_wav
from demo.phone_recording import SAMPLE_RATE

SOURCES = ROOT / "demo" / "archive" / "recordings"
NOISE_DB = -60.0  # root mean square below full scale: as a line has it, and no two calls are the same file
_LOOKS = 12  # places tried for one where somebody speaks


def cut_calls(folder: Path, count: int, seconds: tuple[float, float]) -> list[Path]:
    """Write `count` calls as stereo wav files at 8 kHz into `folder`, which is made.

    seconds: shortest and longest; a source that is shorter gives itself. Each is the part of a recording in which most
    is said, among some at random places, under noise of its own. Call number n is the same whatever the count.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sources = sorted(SOURCES.iterdir())
    return [_cut(folder / f"call-{number:05}.wav", number, sources, seconds) for number in range(count)]


def _cut(path: Path, number: int, sources: Sequence[Path], seconds: tuple[float, float]) -> Path:
    drawn = random.Random(f"cut call {number}")
    sound = _sound(sources[number % len(sources)])
    length = min(round(drawn.uniform(*seconds) * SAMPLE_RATE), sound.shape[1])
    starts = [drawn.randint(0, sound.shape[1] - length) for _ in range(_LOOKS)]
    start = max(starts, key=lambda at: float(np.square(sound[:, at : at + length]).sum()))
    part = sound[:, start : start + length]
    noise = np.random.default_rng(number).standard_normal(part.shape, dtype=np.float32)
    write_wav(path, np.clip(part + noise * np.float32(10 ** (NOISE_DB / 20)), -1, 1))
    return path


@cache
def _sound(path: Path) -> NDArray[np.float32]:
    """Shape (2, n) at 8 kHz, which is what the demo's recordings have."""
    with av.open(str(path)) as container:
        blocks = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return np.concatenate(blocks, axis=1).astype(np.float32)
