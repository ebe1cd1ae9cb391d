"""From a file's bytes to text, saying so where the encoding had to be worked out."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from deals.problem_codes import ProblemCode
from deals.problem_log import ProblemLog

CYRILLIC_ENCODINGS = ("cp1251", "cp866", "koi8-r", "mac_cyrillic")
# About two thirds of the letters of any Russian text; in a wrong single-byte encoding they become rare ones.
FREQUENT_LETTERS = frozenset("оеаинтсрвл")
# cp1251 and mac_cyrillic agree on small letters, so capitals and signs must tell.
RUSSIAN_CHARACTERS = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ«»№–—“”„…\u00a0")
# Share of the non-ASCII characters that may be broken in a file taken for UTF-8. Text in a single-byte encoding hardly
# ever makes a valid UTF-8 character by chance, so nearly all of it would be broken.
MOST_DAMAGED = 0.25
PIECE = 1_000_000  # bytes that are checked at a time

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MARKED = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16"}  # without a mark, UTF-16 is taken as utf-16-le or -be
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")


@dataclass(frozen=True, slots=True)
class DecodedText:
    text: str  # without byte order mark and NUL characters
    encoding: str
    certain: bool  # the encoding was stated by a mark or is proved by every byte
    damaged: int = 0  # characters replaced by U+FFFD
    nuls: int = 0  # NUL characters taken out


def decode_text(data: bytes) -> DecodedText:
    """Decode UTF-8 (the format's encoding) or UTF-16 with a mark; else find the likeliest encoding, `certain` False."""
    encoding, certain = _encoding_of(data)
    text = data.decode(encoding, errors="replace")
    bare = text.replace("\0", "")
    return DecodedText(bare, encoding, certain, damaged=bare.count("\ufffd"), nuls=len(text) - len(bare))


def readable_text(data: bytes, file: str, log: ProblemLog) -> str:
    """The text of a CSV or YAML file; a byte order mark, a guessed encoding and damage are reported."""
    decoded = decode_text(data)
    if decoded.encoding in _MARKED:
        log.note(ProblemCode.BYTE_ORDER_MARK, file, encoding=_MARKED[decoded.encoding])
    if decoded.nuls:
        log.warn(ProblemCode.NUL_BYTES, file, count=str(decoded.nuls))
    if decoded.damaged:
        log.warn(ProblemCode.DAMAGED_CHARACTERS, file, count=str(decoded.damaged))
    if not decoded.certain and decoded.encoding != "utf-8":
        log.warn(ProblemCode.WRONG_ENCODING, file, encoding=decoded.encoding)
    return decoded.text


class TextLines:
    """The lines of a text, each with its end (LF, CR or both), as often as they are asked for.

    Plain UTF-8 is decoded as it is read: a phone log of a hundred megabytes is then in memory as bytes only.
    """

    def __init__(self, data: bytes, file: str, log: ProblemLog) -> None:
        """Faults of the encoding are reported like those of readable_text."""
        self._data = data
        self._text = None if _is_plain_utf8(data) else readable_text(data, file, log)

    def __iter__(self) -> Iterator[str]:
        if self._text is not None:
            return io.StringIO(self._text, newline="")
        return io.TextIOWrapper(io.BytesIO(self._data), encoding="utf-8", newline="")


def _is_plain_utf8(data: bytes) -> bool:
    """Whether every byte proves UTF-8, without a byte order mark or NUL characters. Holds no copy of the text."""
    if b"\0" in data or any(data.startswith(mark) for mark, _ in _BOMS):
        return False
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(data)
    try:
        for start in range(0, len(view), PIECE):
            decoder.decode(view[start : start + PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _encoding_of(data: bytes) -> tuple[str, bool]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, True
    if unmarked := _utf16_without_mark(data):
        return unmarked, False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return ("utf-8", False) if _mostly_utf8(data) else (_single_byte_encoding(data), False)
    return "utf-8", True


def _utf16_without_mark(data: bytes) -> str | None:
    """Tables and YAML begin with ASCII words, whose every second byte is zero in UTF-16."""
    head = data[:32]
    if len(head) < 8:
        return None
    if any(head[::2]) and not any(head[1::2]):
        return "utf-16-le"
    return "utf-16-be" if any(head[1::2]) and not any(head[::2]) else None


def _mostly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    return damaged <= MOST_DAMAGED * sum(not character.isascii() for character in text)


def _single_byte_encoding(data: bytes) -> str:
    """Cyrillic words are runs of high bytes; Western text has single ones between ASCII letters."""
    runs = _HIGH_RUN.findall(data)
    if sum(map(len, runs)) < 2 * len(runs):
        return "cp1252"
    high = b"".join(runs)
    return max(CYRILLIC_ENCODINGS, key=lambda encoding: _likeness_to_russian(high, encoding))


def _likeness_to_russian(high: bytes, encoding: str) -> int:
    text = high.decode(encoding, errors="replace")
    return sum((character in FREQUENT_LETTERS) + (character in RUSSIAN_CHARACTERS) for character in text)
