"""Files that are no sound, or sound that only its owner's player may play, known by fixed bytes.

FFmpeg goes by the name's ending where the content tells it nothing: a web page called call.gsm becomes a minute of
noise. And it decodes protected sound without its key, which gives noise as well.
"""

from __future__ import annotations

from uuid import UUID

HEAD_BYTES = 1 << 16
_OTHER_FILES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "a zip archive"),
    (b"Rar!\x1a\x07", "a rar archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"%PDF-", "a PDF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"MZ\x90\x00", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"-----BEGIN ", "an encrypted message"),
    (b"Salted__", "an encrypted file"),
)
_TEXT_STARTS = (
    b"<!doctype",
    b"<html",
    b"<?xml",
    b"<head",
    b"<body",
    b"<error",
    b'{"',
    b"{\n",
    b"{\r",
    b"{ ",
    b"[{",
)  # pages, XML, JSON
_DRM_TAGS = {"drms", "drmi", "enca"}  # ISO 14496-12 8.12 and Apple's
# ASF specification 3.14 and 3.15: Content Encryption and Extended Content Encryption Objects.
_ASF_ENCRYPTION = tuple(
    UUID(text).bytes_le for text in ("2211b3fb-bd23-11d2-b4b7-00a0c955fc6e", "298ae614-2622-4c17-b935-dae07ee9289c")
)
_ASF_HEADER = UUID("75b22630-668e-11cf-a6d9-00aa0062ce6c").bytes_le


def other_kind_of_file(head: bytes) -> str | None:
    """What kind of file this is in place of sound, in English for the log; None where it may be sound.

    head: the first bytes of the file, HEAD_BYTES of them or all.
    """
    for signature, kind in _OTHER_FILES:
        if head.startswith(signature):
            return kind
    text = head[:256].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return "a page or a table, not sound" if text.startswith(_TEXT_STARTS) else None


def is_protected(head: bytes, codec_tag: str) -> bool:
    """Whether the sound can only be played with a key. codec_tag: FFmpeg's four letters of the sound track."""
    asf = head.startswith(_ASF_HEADER) and any(guid in head for guid in _ASF_ENCRYPTION)
    return asf or codec_tag in _DRM_TAGS
