"""Where what can be made again is kept on this machine."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """$XDG_CACHE_HOME/dealforensics, else ~/.cache/dealforensics; not made here."""
    base = os.environ.get("XDG_CACHE_HOME")  # the standard says: ignored unless absolute
    return (Path(base) if base and Path(base).is_absolute() else Path.home() / ".cache") / "dealforensics"
