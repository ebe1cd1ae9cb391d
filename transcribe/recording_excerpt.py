"""Some seconds out of a recording, without decoding the rest of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import av.container
import av.error
import numpy as np
from numpy.typing import NDArray

from transcribe.audio import SAMPLE_RATE, RecordingError, readable_sound, sample_blocks

# In these FFmpeg finds a place to the sample without reading what lies before it. In the others time stamps may be
# wrong (see transcribe.audio) and a place would be guessed from the bit rate: their packets are read, not decoded, and
# their lengths added up, which is the count that the times of the words rest on.
_SOUGHT = frozenset({"wav", "w64", "au", "aiff"})
_CANCELLED = 0.01  # of the louder channel's power; the mean of two voices keeps a quarter of it or more
_LEAD_S = 0.5  # decoded before the place and thrown away: many codecs need what came before


@dataclass(slots=True)
class _Place:
    """Where in the recording the first decoded sample is."""

    at_s: float = 0.0


def recording_excerpt(path: Path, start_s: float, end_s: float) -> NDArray[np.float32]:
    """All channels mixed to one, shape (n_samples,), float32 at SAMPLE_RATE, from start_s to end_s of the recording.

    Shorter where the recording ends before. Raises RecordingError (recording-empty where it ends before start_s), and
    OSError where the storage fails.
    """
    begins = _Place()
    with readable_sound(path) as (file, container):
        frames = _frames(container, max(0.0, start_s - _LEAD_S), end_s, begins)
        blocks = list(sample_blocks(frames))
        if file.error:  # FFmpeg may take it for the end of the file
            raise file.error
    first = max(0, round((start_s - begins.at_s) * SAMPLE_RATE))
    decoded = np.concatenate(blocks, axis=1) if blocks else np.zeros((1, 0), np.float32)
    samples = _mixed(decoded[:, first : first + round((end_s - start_s) * SAMPLE_RATE)])
    if not len(samples):
        raise RecordingError("recording-empty", f"no sound at {start_s:.1f} s")
    if not np.isfinite(samples).all():
        raise RecordingError("recording-unreadable", "samples that are no numbers")
    return samples


def _mixed(channels: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of the channels; the louder one where they cancel each other out, as copies of opposite polarity do."""
    mean: NDArray[np.float32] = channels.mean(axis=0)
    powers = np.square(channels, dtype=np.float64).sum(axis=1)
    if np.square(mean, dtype=np.float64).sum() < _CANCELLED * powers.max():
        return channels[powers.argmax()]
    return mean


def _frames(
    container: av.container.InputContainer, from_s: float, to_s: float, begins: _Place
) -> Iterator[av.AudioFrame]:  # fmt: skip
    """Frames from the packet that holds from_s up to to_s; packets that cannot be decoded are left out."""
    stream = container.streams.audio[0]
    sought = container.format.name in _SOUGHT and stream.codec_context.name.startswith("pcm_")
    if sought and from_s:
        container.seek(int(from_s / _tick_s(stream)), stream=stream)
    at_s, began = None if sought else -_delay_s(container), False
    for packet in container.demux(stream):
        if at_s is None:
            at_s = (packet.pts or 0) * _tick_s(stream)
        length_s = (packet.duration or 0) * _tick_s(stream)
        if not began and length_s and at_s + length_s <= from_s:
            at_s += length_s
            continue
        if not began:
            began, begins.at_s = True, max(0.0, at_s)
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            continue
        yield from frames
        at_s += sum(frame.samples / frame.sample_rate for frame in frames)
        if at_s >= to_s:
            return


def _tick_s(stream: av.AudioStream) -> float:
    """The unit of its time stamps, in seconds."""
    return float(stream.time_base or 1 / SAMPLE_RATE)


def _delay_s(container: av.container.InputContainer) -> float:
    """Seconds at the start of an MP3 that its encoder put there and the decoder leaves out, as its header says."""
    stream = container.streams.audio[0]
    return (stream.start_time or 0) * _tick_s(stream) if container.format.name == "mp3" else 0.0
