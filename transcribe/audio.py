"""Recordings decoded to samples: any container and codec that PyAV's FFmpeg reads."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import av
import av.container
import av.error
import numpy as np
from numpy.typing import NDArray

from transcribe.stated_length import stated_length_s

SAMPLE_RATE = 16_000  # Hz, what Whisper and Silero work at
DECODER = f"av {av.__version__} {SAMPLE_RATE} Hz"  # part of what a kept transcript depends on

# A playlist named "call.wav" must not make FFmpeg open what it names, on this machine or another.
_NOTHING_ELSE = {"protocol_whitelist": ""}
_MISSING_S, _MISSING_SHARE = 0.5, 0.02  # encoders pad and trim: less than this is no sign of a cut


class RecordingError(Exception):
    """A recording that cannot be used.

    code: recording-missing, recording-empty (no bytes or no samples), recording-unreadable (not audio, damaged,
    unknown codec, not allowed), recording-no-audio (a readable file without a sound track) or
    recording-truncated (the header states more sound than there is). detail: what was seen, for the log.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class _NamedBytes(io.BytesIO):
    """A file in memory. FFmpeg tells some formats, raw GSM for one, only by the name's ending."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name = name


def decode_recording(path: Path) -> NDArray[np.float32]:
    """All channels of a recording, shape (n_channels, n_samples), float32 in -1 to 1 at SAMPLE_RATE.

    Raises RecordingError, and OSError where the storage fails in a way that may pass (a network share that dropped
    the connection). A cut file is refused although its beginning could be read: the end of a call, where the next
    step is agreed, would be missing, and somebody would be blamed for not agreeing one.
    """
    content = _content(path)
    try:
        named = _NamedBytes(content, path.name)
        with av.open(named, mode="r", metadata_errors="ignore", options=_NOTHING_ELSE) as container:
            if not container.streams.audio:
                raise RecordingError("recording-no-audio", f"{container.format.name} without a sound track")
            samples = _decode(container)
            format_name, container_us = container.format.name, container.duration
    except (av.error.FFmpegError, ValueError) as error:
        raise RecordingError("recording-unreadable", getattr(error, "strerror", None) or str(error)) from error
    _check_length(content, format_name, container_us, samples.shape[1] / SAMPLE_RATE)
    if not np.isfinite(samples).all():
        raise RecordingError("recording-unreadable", "samples that are no numbers")
    return samples


def _content(path: Path) -> bytes:
    # Read whole, not left to FFmpeg: so an error of the storage cannot be taken for a damaged recording.
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise RecordingError("recording-missing", str(path)) from error
    except (PermissionError, IsADirectoryError, NotADirectoryError) as error:
        raise RecordingError("recording-unreadable", f"{path}: {error.strerror}") from error
    if not content:
        raise RecordingError("recording-empty", "0 bytes")
    return content


def _check_length(content: bytes, format_name: str, container_us: int | None, decoded_s: float) -> None:
    if not decoded_s:
        raise RecordingError("recording-empty", "no samples")
    container_s = None if container_us is None else container_us / av.time_base
    stated_s = stated_length_s(content, format_name, container_s, decoded_s)
    if stated_s is not None and decoded_s < stated_s * (1 - _MISSING_SHARE) - _MISSING_S:
        raise RecordingError("recording-truncated", f"{decoded_s:.1f} s of {stated_s:.1f} s")


def _decode(container: av.container.InputContainer) -> NDArray[np.float32]:
    """The first sound track, resampled; packets that cannot be decoded are left out."""
    blocks: list[NDArray[np.float32]] = []
    resampler: av.AudioResampler | None = None
    for frame in _frames(container):
        if resampler is None:
            resampler = av.AudioResampler(format="fltp", layout=frame.layout, rate=SAMPLE_RATE)
        frame.pts = None  # wrong time stamps of phone systems would make the resampler invent or drop sound
        blocks += _arrays(resampler, frame)
    if resampler is not None:
        blocks += _arrays(resampler, None)
    return np.concatenate(blocks, axis=1) if blocks else np.zeros((1, 0), np.float32)


def _arrays(resampler: av.AudioResampler, frame: av.AudioFrame | None) -> list[NDArray[np.float32]]:
    return [block.to_ndarray().astype(np.float32, copy=False) for block in resampler.resample(frame)]


def _frames(container: av.container.InputContainer) -> Iterator[av.AudioFrame]:
    # Packet by packet, because container.decode() ends at the first bad packet and loses the rest of the call.
    for packet in container.demux(container.streams.audio[0]):
        try:
            yield from packet.decode()
        except av.error.InvalidDataError:
            continue
