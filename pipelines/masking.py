"""Whether personal data are masked: as the command says, else as the archive is marked."""

from __future__ import annotations

from pathlib import Path

from deals.archive_format import SETTINGS_FILE
from deals.archive_settings import read_settings
from deals.problem_log import ProblemLog
from deals.records import Archive
from pipelines.run_display import RunDisplay

MARKED = "masked-as-marked"  # the text that says so


def masks(asked: bool | None, archive: Archive | Path, display: RunDisplay) -> bool:
    """asked: by the command; None: not. Says where it follows from the archive.

    A path: recordings without tables, which may be a folder of an archive.
    """
    if asked is not None:
        return asked
    marked = archive.leaves_company if isinstance(archive, Archive) else _in_marked_archive(archive)
    if marked:
        display.say(MARKED)
    return marked


def _in_marked_archive(folder: Path) -> bool:
    around = next((one for one in folder.parents if (one / SETTINGS_FILE).is_file()), None)
    return around is not None and read_settings(around, ProblemLog()).leaves_company
