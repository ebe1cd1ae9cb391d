"""A pause for Python's garbage collector where a great many records are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """Without the search for dead cycles of objects. Reading an archive makes millions of live ones and no cycles;
    looking through them again and again costs a sixth of the time, more the larger the archive."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
