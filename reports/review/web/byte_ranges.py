"""Which bytes of a file a player asks for. Source: RFC 9110, section 14."""

from __future__ import annotations

import re
from dataclasses import dataclass

_RANGE = re.compile(r"bytes=(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))", re.ASCII | re.IGNORECASE)


class RangeNotSatisfiable(Exception):
    """It asks for bytes that the file does not have; answered with 416."""


@dataclass(frozen=True, slots=True)
class ByteRange:
    first: int
    last: int  # the byte itself included

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def asked_range(header: str | None, size: int) -> ByteRange | None:
    """None: send the whole file, since nothing, several ranges or nonsense was asked for, which RFC 9110 lets a server
    ignore. size: of the file in bytes. Raises RangeNotSatisfiable."""
    match = _RANGE.fullmatch(header.strip()) if header else None
    if match is None:
        return None
    first, last, suffix = match.groups()
    if suffix is not None:
        if int(suffix) == 0 or size == 0:
            raise RangeNotSatisfiable
        return ByteRange(max(0, size - int(suffix)), size - 1)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise RangeNotSatisfiable
    return ByteRange(int(first), min(int(last), size - 1) if last else size - 1)
