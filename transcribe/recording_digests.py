"""SHA-256 of recordings, computed once per version of a file, for as long as its work folder is kept."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from threading import Lock

from transcribe.checked_lines import append_line, whole_lines
from transcribe.file_digest import sha256_of

SETTLED_NS = 3_000_000_000  # file systems note times to 2 s at worst: a younger file may change again unseen


class DigestsFailed(Exception):
    """The file of digests cannot be read or written: the work folder's fault, not a recording's. reason: for people."""

    def __init__(self, file: Path, error: OSError) -> None:
        self.reason = error.strerror or str(error)
        super().__init__(f"{file}: {self.reason}")


class RecordingDigests:
    """Remembers digests in one append-only file, so that the recordings of an archive are not read anew by each run.

    A file is known by its path, size, time of change and, where the system has it, time of its last change of any kind,
    which a copied time of change cannot hide. A file that changed less than `settled_ns` ago is not remembered.
    About 250 bytes of memory for each recording.
    """

    def __init__(self, file: Path, settled_ns: int = SETTLED_NS) -> None:
        self._file = file
        self._settled_ns = settled_ns
        self._lock = Lock()
        self._known: dict[bytes, bytes] | None = None  # version of a file to the digest of its content

    def remembered(self, recording: Path) -> str | None:
        """Hex digest if it can be told without reading the recording. Raises OSError, DigestsFailed."""
        digest = self._digests().get(_version(recording, recording.stat()))
        return digest.hex() if digest else None

    def digest_of(self, recording: Path) -> str:
        """Hex digest of the recording's content, read only if it is not remembered. Raises OSError, DigestsFailed."""
        before = recording.stat()
        version = _version(recording, before)
        if (known := self._digests().get(version)) is not None:
            return known.hex()
        digest = sha256_of(recording)
        if _version(recording, recording.stat()) == version and self._settled(before):
            self._remember(version, bytes.fromhex(digest))
        return digest

    def _digests(self) -> dict[bytes, bytes]:
        with self._lock:
            if self._known is None:
                try:
                    pairs = [line.split(" ") for line in whole_lines(self._file)]
                except OSError as error:
                    raise DigestsFailed(self._file, error) from error
                self._known = {bytes.fromhex(version): bytes.fromhex(digest) for version, digest in pairs}
            return self._known

    def _settled(self, status: os.stat_result) -> bool:
        return time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) > self._settled_ns

    def _remember(self, version: bytes, digest: bytes) -> None:
        known = self._digests()
        with self._lock:
            known[version] = digest
        try:
            append_line(self._file, f"{version.hex()} {digest.hex()}")
        except OSError as error:
            raise DigestsFailed(self._file, error) from error


def _version(recording: Path, status: os.stat_result) -> bytes:
    stated = (str(recording), status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return hashlib.blake2b(repr(stated).encode(), digest_size=16).digest()
