"""Append-only text files that survive kills and several writers: a line that is damaged counts as never written."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from pathlib import Path


def append_line(path: Path, text: str) -> None:
    """Add one line; makes the folder. Raises OSError.

    Written by one call in append mode, which keeps lines of several processes apart on a local disk; a network share
    may mix them up, and a kill or a full disk leaves half a line: then its check sum is wrong. Not forced to the disk:
    what is lost with the power must be something that can be made again.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # The line break in front: what a killed writer left of its line must not spoil this one.
    line = f"\n{_checksum(text)} {text}\n".encode()
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
    try:
        os.write(descriptor, line)
    finally:
        os.close(descriptor)


def whole_lines(path: Path) -> Iterator[str]:
    """The undamaged lines, oldest first; none where there is no file. Raises OSError."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                checksum, _, text = line.rstrip("\n").partition(" ")
                if text and checksum == _checksum(text):
                    yield text
    except FileNotFoundError:
        return


def _checksum(text: str) -> str:
    return f"{zlib.crc32(text.encode('utf-8', 'replace')):08x}"
