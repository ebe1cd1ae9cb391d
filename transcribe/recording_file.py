"""A recording as FFmpeg reads it: piece by piece, without the errors of the storage being lost on the way."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO


class RecordingFile:
    """An open file for PyAV. Only a piece is in memory at a time: an hour of PCM is larger than its samples at 16 kHz.

    FFmpeg takes an error of the storage for the file's end or for damage; it is kept here, so that a network share
    that dropped the connection is not taken for a damaged recording. name: without the folder; FFmpeg tells some
    formats, raw GSM for one, only by the name's ending, and must not learn where other files lie.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self.name = name
        self.size = file.seek(0, io.SEEK_END)
        self.error: OSError | None = None
        file.seek(0)

    @classmethod
    def opened(cls, path: Path) -> RecordingFile:
        """Raises OSError."""
        return cls(path.open("rb"), path.name)

    def read(self, size: int = -1) -> bytes:
        try:
            return self._file.read(size)
        except OSError as error:
            self.error = error
            raise

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def at(self, offset: int, size: int) -> bytes:
        """These bytes, fewer at the file's end; the place that `read` goes on from stays. Raises OSError."""
        place = self._file.tell()
        self._file.seek(offset)
        content = self.read(size)
        self._file.seek(place)
        return content

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> RecordingFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
