"""Outputs that appear whole or not at all, whenever a run is killed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNFINISHED = ".unfinished-"
LAST = "run.json"  # moved last: a run.json stands beside the outputs it describes


@contextmanager
def whole_outputs(out: Path) -> Iterator[Path]:
    """A folder to write into; its files are moved into `out`, over older ones, when the block ends without an error.

    What killed runs left behind is removed. Raises OSError where `out` cannot be written.
    """
    for leftover in out.glob(f"{UNFINISHED}*"):
        shutil.rmtree(leftover)
    unfinished = out / f"{UNFINISHED}{os.getpid()}"
    unfinished.mkdir(parents=True)
    try:
        yield unfinished
        files = sorted(path for path in unfinished.rglob("*") if path.is_file())
        for path in sorted(files, key=lambda path: path.name == LAST):
            target = out / path.relative_to(unfinished)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)  # same file system, so each file is either old or new
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
