"""How long a recording should be by its own header, so that a cut file can be told from a short call."""

from __future__ import annotations

import struct
from uuid import UUID

from transcribe.file_signatures import HEAD_BYTES
from transcribe.recording_file import RecordingFile

# FFmpeg's names of the formats whose header states the length. WAV and ASF are read apart. Ogg, AMR, GSM and ADTS
# state none: a cut one cannot be told from a short call.
_FORMATS_STATING_LENGTH = {"flac", "matroska,webm", "mov,mp4,m4a,3gp,3g2,mj2", "mp3", "w64", "caf", "aiff", "au"}
# Formats whose length FFmpeg reads or counts, where it does not guess from a bit rate.
STATED_EXACTLY = (_FORMATS_STATING_LENGTH - {"mp3"}) | {"ogg"}
# What recorders write that cannot go back to fill in the header: 0, the largest number, or about half of it.
_LEAST_UNKNOWN_WAV_SIZE = 0x7FFF_0000
_RIFF_HEADER_BYTES = 12
_ASF_PROPERTIES = UUID("8cabdca1-a947-11cf-8ee4-00c00c205365").bytes_le  # File Properties Object
_ASF_BROADCAST = 1  # flag: the lengths are not filled in


def stated_length_s(file: RecordingFile, format_name: str, container_s: float | None, decoded_s: float) -> float | None:
    """Length in seconds that the header states, None where it states none. Raises OSError.

    format_name, container_s: FFmpeg's name of the format and the length it reports, if any. decoded_s: length of
    what could be decoded.
    """
    if format_name == "wav":
        return _wav_length_s(file, decoded_s)
    if format_name == "asf":
        return _asf_length_s(file.at(0, HEAD_BYTES))
    if format_name not in _FORMATS_STATING_LENGTH:
        return None
    if format_name == "mp3" and not _has_mp3_length(file.at(0, HEAD_BYTES)):
        return None  # FFmpeg estimates from the first bit rate then, which is wrong for a variable one
    return container_s


def _has_mp3_length(head: bytes) -> bool:
    return b"Xing" in head or b"Info" in head


def _asf_length_s(head: bytes) -> float | None:
    at = head.find(_ASF_PROPERTIES)
    if at < 0 or at + 92 > len(head):
        return None
    length, _, preroll_ms, flags = struct.unpack_from("<QQQI", head, at + 64)  # lengths in 100 ns
    return None if flags & _ASF_BROADCAST else max(0.0, length / 1e7 - preroll_ms / 1e3)


def _wav_length_s(file: RecordingFile, decoded_s: float) -> float | None:
    # FFmpeg believes the file size over a WAV header, so the stated size of the sound is compared here.
    stated_bytes, begins_at = _wav_sound(file)
    if not 0 < stated_bytes < _LEAST_UNKNOWN_WAV_SIZE or begins_at >= file.size:
        return None
    return max(decoded_s, decoded_s * stated_bytes / (file.size - begins_at))


def _wav_sound(file: RecordingFile) -> tuple[int, int]:
    """Stated size of the data chunk and where its sound begins, in bytes; (0, file size) without such a chunk."""
    at = _RIFF_HEADER_BYTES
    while at + 8 <= file.size:
        name, length = struct.unpack("<4sI", file.at(at, 8))
        if name == b"data":
            return length, at + 8
        at += 8 + length + length % 2  # chunks begin at even bytes
    return 0, file.size
