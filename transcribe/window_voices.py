"""The voices in one window of a recording, after the embedding has had its say about the segmentation.

In a window the segmentation network takes two similar voices for one more often than the embedding does. So each of
its voices is cut into remarks, and only remarks that sound alike are one voice again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

REMARK_FRAMES, BREATH_FRAMES = 88, 12  # of 17 ms: 1.5 s of speech can be embedded, 0.2 s of silence end a remark
CLEAN_FRAMES = 30  # with this much speech of its own, a voice is embedded without the overlapped rest
# Cosine similarity. On the benchmark's calls with seed 1 the medians are 0.79 to 0.95 within a voice and 0.46 to 0.54
# between two, but for 0.70 between two of the machine voices.
SAME_VOICE = 0.65


@dataclass(frozen=True, slots=True)
class WindowVoice:
    """mask: (frames,), 1 where it speaks; embedding: (dimension,) of unit length."""

    mask: NDArray
    embedding: NDArray


def remarks_of(active: NDArray) -> Iterator[NDArray]:
    """active: (frames,) of 0 and 1, one voice. Masks of the same shape that add up to it, one for each remark.

    Stretches shorter than REMARK_FRAMES go with the nearest longer one; where none is longer, all are one remark.
    """
    frames = np.flatnonzero(active)
    if not len(frames):
        return
    runs = np.split(frames, np.flatnonzero(np.diff(frames) > BREATH_FRAMES) + 1)
    middles = np.array([(run[0] + run[-1]) / 2 for run in runs])
    lengths = np.array([run[-1] - run[0] + 1 for run in runs])
    long = np.flatnonzero(lengths >= REMARK_FRAMES) if lengths.max() >= REMARK_FRAMES else np.array([lengths.argmax()])
    owners = np.abs(middles[:, None] - middles[long][None]).argmin(axis=1)
    for number in range(len(long)):
        remark = np.zeros_like(active)
        remark[np.concatenate([run for run, owner in zip(runs, owners, strict=True) if owner == number])] = 1
        yield remark


def own_frames(mask: NDArray, window: NDArray) -> NDArray:
    """Where a remark is heard alone, if that is enough to know its voice.

    mask: (frames,), the remark; window: (frames, voices), all that is said; returns (frames,).
    """
    alone = mask * (window.sum(axis=1) == 1)
    return alone if alone.sum() >= CLEAN_FRAMES else mask


def alike_joined(remarks: Sequence[WindowVoice]) -> list[WindowVoice]:
    """The remarks of one voice, joined pair by pair, the most alike first, down to SAME_VOICE."""
    voices = list(remarks)
    while len(voices) > 1:
        pairs = [(first, second) for second in range(len(voices)) for first in range(second)]
        likeness = [float(voices[first].embedding @ voices[second].embedding) for first, second in pairs]
        best = int(np.argmax(likeness))
        if likeness[best] < SAME_VOICE:
            break
        first, second = pairs[best]
        voices[first] = _joined(voices[first], voices.pop(second))
    return voices


def _joined(one: WindowVoice, other: WindowVoice) -> WindowVoice:
    mean = one.embedding * one.mask.sum() + other.embedding * other.mask.sum()
    return WindowVoice(one.mask + other.mask, mean / np.linalg.norm(mean))
