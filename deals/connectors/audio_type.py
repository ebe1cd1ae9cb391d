"""What kind of sound file something is, told by its first bytes: extensions and Content-Type of phone systems lie."""

from __future__ import annotations

HEAD_BYTES = 512  # enough for every test below
GSM_FRAME_BYTES = 33

# (place, bytes, suffix). Sources: the formats' own specifications.
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (8, b"WAVE", ".wav"),
    (0, b"ID3", ".mp3"),
    (0, b"OggS", ".ogg"),
    (0, b"fLaC", ".flac"),
    (0, b"#!AMR-WB", ".awb"),
    (0, b"#!AMR", ".amr"),
    (4, b"ftyp3g", ".3gp"),
    (4, b"ftyp", ".m4a"),
    (0, b"\x1aE\xdf\xa3", ".webm"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", ".wma"),
    (8, b"AIF", ".aiff"),
    (0, b".snd", ".au"),
)
# For sound without a mark of its own (raw GSM, MP3 that begins in the middle), where the server says what it is.
_NAMED = {
    "audio/mpeg": ".mp3",
    "audio/mp3": ".mp3",
    "audio/aac": ".aac",
    "audio/gsm": ".gsm",
    "audio/x-gsm": ".gsm",
}


def audio_suffix(head: bytes, content_type: str = "") -> str | None:
    """The suffix for a file that begins so, such as ".mp3"; None where it is no sound.

    head: its first HEAD_BYTES bytes. content_type: what the server calls it, believed only where bytes do not speak.
    """
    for place, mark, suffix in _MAGIC:
        if head[place : place + len(mark)] == mark:
            return suffix
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:  # frame sync of MPEG audio
        layer = head[1] >> 1 & 0b11
        if layer == 0 and head[1] & 0xF0 == 0xF0:
            return ".aac"
        if layer in (1, 2):  # III and II; layer I with this byte is the mark of UTF-16 text
            return ".mp3"
    if _is_text(head):
        return None
    if len(head) > GSM_FRAME_BYTES and head[0] >> 4 == 0xD and head[GSM_FRAME_BYTES] >> 4 == 0xD:
        return ".gsm"
    return _NAMED.get(content_type.partition(";")[0].strip().casefold())


def _is_text(head: bytes) -> bool:
    """A login page or an error in place of the recording, in whatever encoding: no byte that texts never hold."""
    return not any(byte < 9 or 13 < byte < 32 for byte in head)
