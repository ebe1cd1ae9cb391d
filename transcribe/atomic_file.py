"""Files that are either whole or absent, whatever kills the process."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from threading import get_ident


def write_whole(path: Path, content: bytes | Iterable[bytes], durable: bool = True) -> None:
    """Write content so that path never holds a part of it, even after SIGKILL or loss of power. Makes the folder.

    content: all of it, or piece by piece where it is too much for memory.

    durable: False for what can be made again and comes in thousands: several times faster, but after a loss of power
    the file may be empty.

    A process killed meanwhile leaves a hidden file ".<name>.<pid>.<thread>" beside it, which nothing reads.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}")  # two may write the same at once
    try:
        with beside.open("wb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
    except BaseException:  # a piece could not be made, or there is no room
        beside.unlink(missing_ok=True)
        raise
    beside.replace(path)
    if durable:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder outlast a loss of power, where the system lets folders be opened."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
