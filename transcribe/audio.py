"""Recordings decoded to samples: any container and codec that PyAV's FFmpeg reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av
import av.container
import av.error
import numpy as np
from numpy.typing import NDArray

from transcribe.file_signatures import HEAD_BYTES, is_protected, other_kind_of_file
from transcribe.recording_file import RecordingFile
from transcribe.sample_buffer import SampleBuffer
from transcribe.stated_length import STATED_EXACTLY, stated_length_s

SAMPLE_RATE = 16_000  # Hz, what Whisper and Silero work at
DECODER = f"av {av.__version__} {SAMPLE_RATE} Hz"  # part of what a kept transcript depends on

# All channels together: 4 hours of stereo, 8 of mono, 1.8 GB of samples. No call is longer; a file of a few
# megabytes can hold days of silence, and would fill the memory of any machine.
MOST_CHANNEL_HOURS = 8.0
_LEAST_RATE = 4000  # Hz: below it nothing of speech is left, so the header is wrong
# A playlist named "call.wav" must not make FFmpeg open what it names, on this machine or another.
_NOTHING_ELSE = {"protocol_whitelist": ""}
_MISSING_S, _MISSING_SHARE = 0.5, 0.02  # encoders pad and trim: less than this is no sign of a cut
_EXPECTED_S = 60.0  # to make room for where the file says nothing


class RecordingError(Exception):
    """A recording that cannot be used.

    code: recording-missing, recording-empty (no bytes or no samples), recording-unreadable (not audio, damaged,
    unknown codec, not allowed), recording-no-audio (a readable file without a sound track), recording-encrypted
    (protected against copying), recording-too-long (more than MOST_CHANNEL_HOURS) or recording-truncated (the header
    states more sound than there is). detail: what was seen, for the log.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


def decode_recording(path: Path, most_channel_hours: float = MOST_CHANNEL_HOURS) -> NDArray[np.float32]:
    """All channels of a recording, shape (n_channels, n_samples), float32 in -1 to 1 at SAMPLE_RATE.

    Raises RecordingError, and OSError where the storage fails in a way that may pass (a network share that dropped
    the connection). A cut file is refused although its beginning could be read: the end of a call, where the next
    step is agreed, would be missing, and somebody would be blamed for not agreeing one. Needs the memory of the
    samples, twice that where the file does not say how long it is; never more than most_channel_hours of them.
    """
    with readable_sound(path) as (file, container):
        format_name = container.format.name
        container_s = None if container.duration is None else container.duration / av.time_base
        channels = container.streams.audio[0].codec_context.layout.nb_channels
        if format_name in STATED_EXACTLY and (container_s or 0) * channels > most_channel_hours * 3600 * 1.1:
            raise _too_long(most_channel_hours, channels)  # without decoding hours of it first
        samples = _decode(container, container_s, most_channel_hours)
        if file.error:  # FFmpeg may take it for the end of the file
            raise file.error
        _check_length(file, format_name, container_s, samples.shape[1] / SAMPLE_RATE)
        return samples


@contextmanager
def readable_sound(path: Path) -> Iterator[tuple[RecordingFile, av.container.InputContainer]]:
    """The recording, opened, with a sound track that may be read.

    Raises RecordingError, also for what FFmpeg raises while it is read, and OSError where the storage fails.
    """
    with _opened(path) as file:
        try:
            head = file.at(0, HEAD_BYTES)
            if kind := other_kind_of_file(head):
                raise RecordingError("recording-unreadable", kind)
            with av.open(file, mode="r", metadata_errors="ignore", options=_NOTHING_ELSE) as container:
                if not container.streams.audio:
                    raise RecordingError("recording-no-audio", f"{container.format.name} without a sound track")
                if is_protected(head, container.streams.audio[0].codec_context.codec_tag):
                    raise RecordingError("recording-encrypted", f"{container.format.name} with copy protection")
                yield file, container
        except (av.error.FFmpegError, ValueError) as error:
            if file.error:
                raise file.error from error
            raise RecordingError("recording-unreadable", getattr(error, "strerror", None) or str(error)) from error


def _opened(path: Path) -> RecordingFile:
    try:
        file = RecordingFile.opened(path)
    except FileNotFoundError as error:
        raise RecordingError("recording-missing", str(path)) from error
    except (PermissionError, IsADirectoryError, NotADirectoryError) as error:
        raise RecordingError("recording-unreadable", f"{path}: {error.strerror}") from error
    if not file.size:
        file.close()
        raise RecordingError("recording-empty", "0 bytes")
    return file


@dataclass(frozen=True, slots=True)
class SoundForm:
    """How a recording is stored, in FFmpeg's names."""

    container: str
    codec: str


def sound_form(path: Path) -> SoundForm:
    """What the file is, whatever it is called. Raises RecordingError, OSError."""
    with readable_sound(path) as (_, container):
        return SoundForm(container.format.name, container.streams.audio[0].codec_context.codec.canonical_name)


def sound_blocks(path: Path) -> Iterator[NDArray[np.float32]]:
    """The sound piece by piece, in the memory of a piece: samples at SAMPLE_RATE, shape (n_channels, any), -1 to 1.

    For listening: of a cut or partly damaged recording what there is. Raises RecordingError, also where there are more
    than MOST_CHANNEL_HOURS of it, and OSError.
    """
    samples = 0
    with readable_sound(path) as (_, container):
        for block in sample_blocks(_frames(container)):
            samples += block.size
            if samples > MOST_CHANNEL_HOURS * 3600 * SAMPLE_RATE:
                raise _too_long(MOST_CHANNEL_HOURS, len(block))
            yield block


def _check_length(file: RecordingFile, format_name: str, container_s: float | None, decoded_s: float) -> None:
    if not decoded_s:
        raise RecordingError("recording-empty", "no samples")
    stated_s = stated_length_s(file, format_name, container_s, decoded_s)
    if stated_s is not None and decoded_s < stated_s * (1 - _MISSING_SHARE) - _MISSING_S:
        raise RecordingError("recording-truncated", f"{decoded_s:.1f} s of {stated_s:.1f} s")


def _decode(
    container: av.container.InputContainer, container_s: float | None, most_channel_hours: float
) -> NDArray[np.float32]:
    """The first sound track, resampled; packets that cannot be decoded are left out."""
    buffer: SampleBuffer | None = None
    for block in sample_blocks(_frames(container)):
        most = round(most_channel_hours * 3600 * SAMPLE_RATE / len(block))
        if buffer is None:
            expected_s = _EXPECTED_S if container_s is None else container_s + 1
            buffer = SampleBuffer(len(block), min(most, round(expected_s * SAMPLE_RATE)))
        if buffer.length + block.shape[1] > most:
            raise _too_long(most_channel_hours, len(block))
        if not np.isfinite(block).all():
            raise RecordingError("recording-unreadable", "samples that are no numbers")
        buffer.append(block)
    return np.zeros((1, 0), np.float32) if buffer is None else buffer.samples


def _too_long(most_channel_hours: float, n_channels: int) -> RecordingError:
    return RecordingError("recording-too-long", f"more than {most_channel_hours / n_channels:.1f} h")


def sample_blocks(frames: Iterable[av.AudioFrame]) -> Iterator[NDArray[np.float32]]:
    """Samples at SAMPLE_RATE, shape (n_channels, any), in the first frame's channels."""
    first: av.AudioFrame | None = None
    resampler: av.AudioResampler | None = None
    form: tuple[object, ...] = ()
    for frame in frames:
        if frame.sample_rate < _LEAST_RATE:
            raise RecordingError("recording-unreadable", f"sample rate of {frame.sample_rate} Hz")
        first = first or frame
        # Recordings joined from parts may change their rate or channels on the way; a resampler takes one form.
        if resampler is None or form != (frame.sample_rate, frame.layout.name, frame.format.name):
            yield from _arrays(resampler, None)
            # Packed, since PyAV reads memory that is not its own for more than 8 planes. By the second, since a frame
            # of a telephone codec is 20 ms and each costs as much.
            resampler = av.AudioResampler("flt", first.layout, SAMPLE_RATE, frame_size=SAMPLE_RATE)
            form = (frame.sample_rate, frame.layout.name, frame.format.name)
        frame.pts = None  # wrong time stamps of phone systems would make the resampler invent or drop sound
        yield from _arrays(resampler, frame)
    yield from _arrays(resampler, None)


def _arrays(resampler: av.AudioResampler | None, frame: av.AudioFrame | None) -> Iterator[NDArray[np.float32]]:
    for block in resampler.resample(frame) if resampler else ():
        yield block.to_ndarray().astype(np.float32, copy=False).reshape(-1, block.layout.nb_channels).T


def _frames(container: av.container.InputContainer) -> Iterator[av.AudioFrame]:
    # Packet by packet, because container.decode() ends at the first bad packet and loses the rest of the call.
    packets = damaged = 0
    for packet in container.demux(container.streams.audio[0]):
        packets += 1
        try:
            yield from packet.decode()
        except av.error.InvalidDataError:
            damaged += 1
    if damaged > packets / 2:  # in any bytes something is found that looks like a frame of MP3
        raise RecordingError("recording-unreadable", f"{damaged} of {packets} packets damaged")
