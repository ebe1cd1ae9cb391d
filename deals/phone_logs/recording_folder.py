"""A folder of recordings on disk: what lies in it, and how it comes into an archive."""

from __future__ import annotations

import filecmp
import os
import posixpath
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from deals.archive_format import RECORDING_SUFFIXES, RECORDINGS_FOLDER

Placing = Literal["linked", "copied", "present", "taken"]
_LITTER = frozenset({"thumbs.db", "desktop.ini"})


def recordings_in(folder: Path, archive: Path | None = None) -> list[str]:
    """Recordings in a folder and its subfolders, as relative paths with slashes, in the order of their names.

    Hidden files and folders do not count, nor does what is in the archive already where that lies inside the folder.
    Raises OSError where the folder itself or one in it cannot be read.
    """
    own = archive / RECORDINGS_FOLDER if archive is not None else folder
    passed_over = {_identity(own)} if own.is_dir() and not own.samefile(folder) else set()
    return sorted(path for path in _files(folder, "", passed_over) if _is_recording(path))


def _is_recording(path: str) -> bool:
    return posixpath.splitext(path)[1].casefold() in RECORDING_SUFFIXES


def _files(folder: Path, under: str, seen: set[tuple[int, int]]) -> Iterator[str]:
    """seen: folders walked through, by device and number: links may lead in a circle, or twice to one folder."""
    identity = _identity(folder / under)
    if identity in seen:
        return
    seen.add(identity)
    # scandir: with 600,000 files, asking each for its kind anew takes minutes on a share.
    with os.scandir(folder / under) as entries:
        listed = sorted(entries, key=lambda entry: (entry.is_symlink(), entry.name))  # the folder itself, not its link
    for entry in listed:
        if entry.name.startswith(".") or entry.name.casefold() in _LITTER:
            continue
        if entry.is_symlink() and not Path(entry.path).exists():  # leads nowhere, or to itself
            continue
        if entry.is_dir():
            yield from _files(folder, f"{under}{entry.name}/", seen)
        elif entry.is_file():
            yield under + entry.name


def _identity(folder: Path) -> tuple[int, int]:
    status = folder.stat()
    return status.st_dev, status.st_ino


@dataclass(frozen=True, slots=True)
class PlacedRecording:
    """Where a recording is in the archive. path: relative to the archive folder, as calls.csv names it."""

    path: str
    placing: Placing


def place_recording(source: Path, relative: str, archive: Path) -> PlacedRecording:
    """Bring source/relative to archive/recordings/relative, unless it is there: by a hard link, else by a copy.

    A link takes no room and no time, and a recording is never written to again. "taken": another file has that name
    and is left alone. Nothing is half there after a kill: a copy gets its name when it is whole. Raises OSError.
    """
    target = archive / RECORDINGS_FOLDER / relative
    path = f"{RECORDINGS_FOLDER}/{relative}"
    original = source / relative
    if target.exists():
        same = original.samefile(target) or _equal(original, target)
        return PlacedRecording(path, "present" if same else "taken")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(original, target)
    except OSError:  # another file system, or one without links
        _copy(original, target)
        return PlacedRecording(path, "copied")
    return PlacedRecording(path, "linked")


def _equal(one: Path, other: Path) -> bool:
    """Of equal size and time counts as equal: copies keep the time. Else the sounds are compared."""
    first, second = one.stat(), other.stat()
    if first.st_size != second.st_size:
        return False
    return int(first.st_mtime) == int(second.st_mtime) or filecmp.cmp(one, other, shallow=False)


def _copy(original: Path, target: Path) -> None:
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        shutil.copy2(original, beside)
        beside.replace(target)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
