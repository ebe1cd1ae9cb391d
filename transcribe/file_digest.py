"""SHA-256 of large files, computed once per version of the file."""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path

from transcribe.atomic_file import write_whole
from transcribe.cache_folder import cache_folder

_log = logging.getLogger(__name__)


def sha256_of(path: Path) -> str:
    """Hex digest of the file's content, read anew."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remembered_sha256(path: Path) -> str:
    """Hex digest of the file's content; read anew only where size or time of change differ from the last time."""
    status = path.stat()
    place = str(path.resolve())
    seen: dict[str, object] = {"path": place, "size": status.st_size, "changed_ns": status.st_mtime_ns}
    memo = cache_folder() / "digests" / f"{hashlib.sha256(place.encode()).hexdigest()[:32]}.json"
    if (digest := _recalled(memo, seen)) is not None:
        return digest
    digest = sha256_of(path)
    try:
        write_whole(memo, json.dumps({**seen, "sha256": digest}).encode())
    except OSError as error:
        _log.warning("digest of %s not remembered, it will be computed again: %s", path, error)
    return digest


def _recalled(memo: Path, seen: dict[str, object]) -> str | None:
    try:
        remembered = json.loads(memo.read_bytes())
    except (OSError, ValueError):
        return None  # never written, or not by us: the digest is computed
    if not isinstance(remembered, dict) or {name: remembered.get(name) for name in seen} != seen:
        return None
    digest = remembered.get("sha256")
    return digest if isinstance(digest, str) else None
