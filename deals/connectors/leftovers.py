"""Half-written tables that a killed process left in an archive (deals.archive_writer.write_whole)."""

from __future__ import annotations

import os
import re
from pathlib import Path

_LEFTOVER = re.compile(r"\.[\w-]+\.(?:csv|yaml)\.(\d+)\.\d+", re.ASCII)  # .<name>.<process>.<thread>


def remove_leftovers(archive: Path) -> None:
    """Delete them where the process that wrote them is gone; they hold names and numbers, and nobody reads them."""
    for path in archive.glob(".*"):
        found = _LEFTOVER.fullmatch(path.name)
        if found and path.is_file() and not _runs(int(found[1])):
            path.unlink()


def _runs(process: int) -> bool:
    """True as well where that cannot be asked without harm (on Windows a signal 0 ends the process)."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
