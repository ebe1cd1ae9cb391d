"""What a user asks of one run, and where that run keeps things."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Device = Literal["auto", "cpu", "cuda"]

WORK_FOLDER = ".dealforensics"


@dataclass(frozen=True, slots=True)
class RunSettings:
    """Options of `dealforensics run`. Paths are absolute."""

    archive: Path
    out: Path
    work: Path  # finished transcripts and the log; see `choose_work_folder`
    model: str | None = None  # name of a Whisper model or its folder; None: the best that is installed
    device: Device = "auto"
    language: str | None = None  # spoken language, ru or en; None: what the archive says
    models: Path | None = None  # folder of the signal classifiers; None: those that come with the product
    threads: int = 0  # CPU threads of the recogniser; 0: as many as it finds useful
    interface_language: Literal["ru", "en"] = "en"
    language_chosen: bool = True  # False: nobody has, so the lists follow the archive

    @property
    def transcripts(self) -> Path:
        return self.work / "transcripts"

    @property
    def log(self) -> Path:
        return self.work / "run.log"


class FolderNotWritable(Exception):
    """A folder of the run cannot be made or written to."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: {reason}")
        self.folder = folder
        self.reason = reason


def choose_work_folder(archive: Path, out: Path, named: Path | None) -> Path:
    """Where finished transcripts are kept between runs: made if need be, and proved writable.

    The folder the user names; else `.dealforensics` inside the archive, so that a run with another OUT transcribes
    nothing again, and so that what clients said stays in the one folder that holds their recordings and goes when it
    goes; else, where the archive is read-only, the same inside OUT. Raises FolderNotWritable.
    """
    if named is not None:
        return writable_folder(named)
    try:
        return writable_folder(archive / WORK_FOLDER)
    except FolderNotWritable:
        return writable_folder(out / WORK_FOLDER)


def writable_folder(folder: Path) -> Path:
    """The folder, made if need be and proved writable (permission bits say too little on network shares).

    A work folder keeps itself out of version control. Raises FolderNotWritable.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        if folder.name == WORK_FOLDER and not (folder / ".gitignore").exists():
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise FolderNotWritable(folder, error.strerror or str(error)) from error
    return folder
