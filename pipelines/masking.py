"""Whether personal data are masked: as the command says, else as the archive is marked."""

from __future__ import annotations

from deals.records import Archive
from pipelines.run_display import RunDisplay

MARKED = "masked-as-marked"  # the text that says so


def masks(asked: bool | None, archive: Archive | None, display: RunDisplay) -> bool:
    """asked: by the command; None: not. Says where it follows from the archive."""
    if asked is not None:
        return asked
    marked = archive is not None and archive.leaves_company
    if marked:
        display.say(MARKED)
    return marked
