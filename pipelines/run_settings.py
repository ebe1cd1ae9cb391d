"""What a user asks of one run or transcription, and where it keeps things."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Device = Literal["auto", "cpu", "cuda"]
# CTranslate2's names; "default" is int8 on a processor and float16 on a card.
ComputeType = Literal[
    "default", "int8", "int8_float32", "int8_float16", "int8_bfloat16", "int16", "float16", "bfloat16", "float32"
]
ExportFormat = Literal["json", "vtt", "srt", "txt", "rttm"]

WORK_FOLDER = ".dealforensics"
MOST_SPEAKERS = 4  # told apart in a mixed recording


@dataclass(frozen=True, slots=True)
class SpeechOptions:
    """How recordings become words: the options that `run` and `transcribe` share."""

    work: Path | None = None  # as typed; see `choose_work_folder`
    model: str | None = None  # name of a Whisper model or its folder; None: the best that is installed
    device: Device = "auto"
    compute_type: ComputeType = "default"
    workers: int = 0  # threads that recognise and prepare; 0: one for each processor
    languages: tuple[str, ...] | None = None  # that may be spoken; (): any; None: what the archive says
    speakers: tuple[int, int] = (1, MOST_SPEAKERS)  # least and most in a mixed recording
    diarization: str | None = None  # a pyannote pipeline by name or folder; None: the packaged networks


@dataclass(frozen=True, slots=True)
class RunSettings:
    """Options of `dealforensics run`. Paths are absolute."""

    archive: Path
    out: Path
    work: Path  # finished transcripts and the log
    speech: SpeechOptions = SpeechOptions()
    models: Path | None = None  # folder of the signal classifiers; None: those that come with the product
    interface_language: Literal["ru", "en"] = "en"
    language_chosen: bool = True  # False: nobody has, so the lists follow the archive
    audio_budget_s: float | None = None  # None: everything is heard
    # Mask personal data in all outputs; what the work folder keeps stays as it is. None: as archive.yaml says.
    redact: bool | None = None
    # A path or URL; None: a SQLite file in `work`. Its password must stand in no log.
    database: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class TranscribeSettings:
    """Options of `dealforensics transcribe`. Paths are absolute."""

    archive: Path
    out: Path
    work: Path  # finished transcripts and the log
    speech: SpeechOptions
    formats: tuple[ExportFormat, ...]
    redact: bool | None = None  # mask personal data in the exports; None: as archive.yaml says
    interface_language: Literal["ru", "en"] = "en"


def transcripts_folder(work: Path) -> Path:
    """Where a work folder keeps finished transcripts."""
    return work / "transcripts"


def log_file(work: Path) -> Path:
    """Where libraries and Prefect's server write what they have to say."""
    return work / "run.log"


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
