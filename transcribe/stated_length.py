"""How long a recording should be by its own header, so that a cut file can be told from a short call."""

from __future__ import annotations

import struct

# FFmpeg's names of the formats whose header states the length. WAV is read apart. Ogg, AMR, GSM and ADTS state
# none: a cut one cannot be told from a short call.
_FORMATS_STATING_LENGTH = {"flac", "matroska,webm", "mov,mp4,m4a,3gp,3g2,mj2", "mp3", "w64", "caf"}
_UNKNOWN_WAV_SIZES = {0, 0xFFFFFFFF}  # what recorders write that cannot go back to fill in the header
_RIFF_HEADER_BYTES = 12


def stated_length_s(content: bytes, format_name: str, container_s: float | None, decoded_s: float) -> float | None:
    """Length in seconds that the header states, None where it states none.

    content: the whole file. format_name, container_s: FFmpeg's name of the format and the length it reports, if any.
    decoded_s: length of what could be decoded.
    """
    if format_name == "wav":
        return _wav_length_s(content, decoded_s)
    if format_name not in _FORMATS_STATING_LENGTH:
        return None
    if format_name == "mp3" and not _has_mp3_length(content):
        return None  # FFmpeg estimates from the first bit rate then, which is wrong for a variable one
    return container_s


def _has_mp3_length(content: bytes) -> bool:
    head = content[: 1 << 16]
    return b"Xing" in head or b"Info" in head


def _wav_length_s(content: bytes, decoded_s: float) -> float | None:
    # FFmpeg believes the file size over a WAV header, so the stated size of the sound is compared here.
    stated_bytes, begins_at = _wav_sound(content)
    if stated_bytes in _UNKNOWN_WAV_SIZES or begins_at >= len(content):
        return None
    return max(decoded_s, decoded_s * stated_bytes / (len(content) - begins_at))


def _wav_sound(content: bytes) -> tuple[int, int]:
    """Stated size of the data chunk and where its sound begins, in bytes; (0, file size) without such a chunk."""
    at = _RIFF_HEADER_BYTES
    while at + 8 <= len(content):
        name, length = struct.unpack_from("<4sI", content, at)
        if name == b"data":
            return length, at + 8
        at += 8 + length + length % 2  # chunks begin at even bytes
    return 0, len(content)
