"""What there is to transcribe: the calls of an archive, or the recordings of a folder that is no archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from deals.archive_format import RECORDING_SUFFIXES, RECORDINGS_FOLDER, SETTINGS_FILE, TRANSCRIPTS_FOLDER
from deals.archive_reader import read_archive
from deals.problem_codes import ProblemCode
from deals.problems import ArchiveError, Problem
from deals.records import Archive
from pipelines.transcribe_calls import CallSource, call_sources

_OF_CALLS = (SETTINGS_FILE, "calls.", RECORDINGS_FOLDER, TRANSCRIPTS_FOLDER)


@dataclass(frozen=True, slots=True)
class CallFolder:
    path: Path
    is_archive: bool  # else recordings only: nobody says when the calls were, or between whom
    language: str  # spoken, "auto" where nobody says
    sources: tuple[CallSource, ...]
    archive: Archive | None = None  # whose people and companies are named in the calls
    problems: tuple[Problem, ...] = ()  # of calls and their files; what is wrong with the CRM is no matter here


class NoRecordings(Exception):
    """The folder holds neither recordings nor transcripts; the argument is its path."""


def read_call_folder(path: Path) -> CallFolder:
    """The calls of an archive in format 1; where nothing in the folder belongs to that format, each recording in it and
    in its subfolders is a call, whose id is its path in the folder without the ending.

    Raises ArchiveError where the folder cannot be read, NoRecordings where it holds nothing to transcribe.
    """
    try:
        archive = read_archive(path)
    except ArchiveError as error:
        if error.problem.code != ProblemCode.ARCHIVE_EMPTY:
            raise
        return CallFolder(path, False, "auto", _bare_sources(path))
    sources = call_sources(archive)
    if not sources:
        raise NoRecordings(str(path))
    problems = tuple(problem for problem in archive.problems if problem.file.startswith(_OF_CALLS))
    return CallFolder(path, True, archive.language, sources, archive, problems)


def _bare_sources(path: Path) -> tuple[CallSource, ...]:
    recordings = sorted(_recordings(path))
    if not recordings:
        raise NoRecordings(str(path))
    stems = Counter(_stem(file) for file in recordings)
    return tuple(
        # Two recordings that differ in their ending only keep it.
        CallSource(_stem(file) if stems[_stem(file)] == 1 else str(file), None, path / file, None)
        for file in recordings
    )


def _stem(file: PurePosixPath) -> str:
    return str(file.with_suffix(""))


def _recordings(path: Path) -> Iterator[PurePosixPath]:
    """Relative paths; nothing of what is hidden, like the folder of kept transcripts."""
    for file in path.rglob("*"):
        place = PurePosixPath(file.relative_to(path).as_posix())
        hidden = any(part.startswith(".") for part in place.parts)
        if not hidden and place.suffix.casefold() in RECORDING_SUFFIXES and file.is_file():
            yield place
