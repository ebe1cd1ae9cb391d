"""The recordings and transcripts that lie in an archive, and which of them a row of the phone log means."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deals.archive_format import RECORDING_SUFFIXES, RECORDINGS_FOLDER, TRANSCRIPT_SUFFIXES, TRANSCRIPTS_FOLDER
from deals.problem_codes import ProblemCode
from deals.problem_log import ProblemLog

_URL = re.compile(r"[a-z][a-z0-9+.]+://", re.IGNORECASE)
_DRIVE = re.compile(r"[a-z]:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CallFiles:
    """All paths are relative to the archive folder, with forward slashes, in the order of their names.

    recordings: by path in composed Unicode (macOS writes й as two characters, a table as one), the path on disk.
    transcripts: by call_id. others: files in the two folders that are neither.
    """

    recordings: Mapping[str, str] = field(default_factory=dict)
    transcripts: Mapping[str, str] = field(default_factory=dict)
    second_transcripts: Mapping[str, str] = field(default_factory=dict)  # path not used, by path its call_id
    others: tuple[str, ...] = ()


class RecordingNotFound(Exception):
    def __init__(self, code: ProblemCode) -> None:
        super().__init__(str(code))
        self.code = code


def find_call_files(folder: Path) -> CallFiles:
    """List recordings/ and transcripts/, with their subfolders; hidden files do not count."""
    recordings: dict[str, str] = {}
    transcripts: dict[str, str] = {}
    second: dict[str, str] = {}
    others: list[str] = []
    for path in _files(folder, RECORDINGS_FOLDER):
        if _suffix(path) in RECORDING_SUFFIXES:
            recordings[_composed(path)] = path
        else:
            others.append(path)
    for path in sorted(_files(folder, TRANSCRIPTS_FOLDER), key=_preference):
        call_id = call_id_of(path)
        if _suffix(path) not in TRANSCRIPT_SUFFIXES:
            others.append(path)
        elif call_id in transcripts:
            second[path] = call_id
        else:
            transcripts[call_id] = path
    return CallFiles(recordings, transcripts, second, tuple(others))


def call_id_of(path: str) -> str:
    """The call a file is named after: its name without folder and suffix."""
    return _composed(posixpath.splitext(posixpath.basename(path))[0])


def locate_recording(stated: str, folder: Path, files: CallFiles) -> str:
    """The recording that the phone log names, as a path relative to the archive folder.

    Read as relative to the archive, else to recordings/; backslashes are taken for slashes. Raises RecordingNotFound,
    also for a path that leads out of the archive, whether or not there is a file.
    """
    if _URL.match(stated):
        raise RecordingNotFound(ProblemCode.RECORDING_IS_URL)
    path = posixpath.normpath(_composed(stated.replace("\\", "/")))
    if path.startswith(("/", "..")) or _DRIVE.match(path):
        raise RecordingNotFound(ProblemCode.RECORDING_OUTSIDE)
    for candidate in (path, posixpath.join(RECORDINGS_FOLDER, path)):
        if candidate in files.recordings:
            return files.recordings[candidate]
    if _is_file(folder / path):
        return path
    raise RecordingNotFound(ProblemCode.RECORDING_MISSING)


def report_call_files(files: CallFiles, log: ProblemLog) -> None:
    """Name the files that are not used."""
    for path in files.others:
        log.set_aside(ProblemCode.UNKNOWN_FILE, path)
    for path, call_id in files.second_transcripts.items():
        log.warn(ProblemCode.SECOND_TRANSCRIPT, path, call=call_id, used=files.transcripts[call_id])


def _files(folder: Path, name: str) -> Iterator[str]:
    for path in sorted((folder / name).rglob("*")):
        if path.is_file() and not path.name.startswith(".") and path.name not in ("Thumbs.db", "desktop.ini"):
            yield path.relative_to(folder).as_posix()


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long for the file system, or with a NUL
        return False


def _preference(path: str) -> int:
    suffix = _suffix(path)
    return TRANSCRIPT_SUFFIXES.index(suffix) if suffix in TRANSCRIPT_SUFFIXES else len(TRANSCRIPT_SUFFIXES)


def _suffix(path: str) -> str:
    return posixpath.splitext(path)[1].casefold()


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
