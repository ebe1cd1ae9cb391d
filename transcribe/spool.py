"""Values that are too many for memory, in a file that is gone when the process is, however it ends."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock


class SpoolFailed(Exception):
    """The file cannot be made, written or read: no room, no right, or its disk is gone.

    No OSError, for that may be a share that drops and comes back, and this does not.
    """

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: {reason}")
        self.folder = folder
        self.reason = reason


class Spool:
    """Bytes put one after the other and read back by their place. Safe to use from several threads.

    The file has no name where the system allows that, so that the words of calls are never left behind.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """folder: where the file is, made if need be; None: where the system keeps temporary files.

        Every method raises SpoolFailed.
        """
        self._folder = folder or Path(tempfile.gettempdir())
        with self._failing_clearly():
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115  # lives as long as the spool
        self._ends = array("q", [0])
        self._lock = Lock()

    def put(self, content: bytes) -> int:
        """Add the bytes; gives their place, counted from 0."""
        with self._lock, self._failing_clearly():
            self._file.seek(self._ends[-1])
            self._file.write(content)
            self._ends.append(self._ends[-1] + len(content))
            return len(self._ends) - 2

    def get(self, place: int) -> bytes:
        """The bytes at a place; IndexError where there are none."""
        if not 0 <= place < len(self):
            raise IndexError(place)
        with self._lock, self._failing_clearly():
            self._file.seek(self._ends[place])
            return self._file.read(self._ends[place + 1] - self._ends[place])

    def __len__(self) -> int:
        return len(self._ends) - 1

    @contextmanager
    def _failing_clearly(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise SpoolFailed(self._folder, error.strerror or str(error)) from error
