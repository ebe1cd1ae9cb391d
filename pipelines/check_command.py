"""`dealforensics check`: what an archive holds, what its gaps cost, and which values look wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console

from deals.archive_reader import ArchiveReading, expected_calls
from deals.call_files import find_call_files
from deals.call_log import PlacedCall, in_time_order
from deals.data_quality.data_check import check_archive
from deals.paused_collection import collection_paused
from deals.problems import ArchiveError
from deals.records import Archive
from pipelines.load_line import LoadLine
from reports.check_html import write_check_page
from reports.check_page import check_page
from reports.terminal_check import print_check
from reports.texts import LANGUAGES, Texts

DONE, BAD_INPUT = 0, 2
REPORTED_EVERY = 10_000  # calls


def check_command(archive: Path, out: Path | None, texts: Texts, *, language_chosen: bool) -> int:
    """Print the page, and write it to `out` where that is given. Exit code 0 whatever was found, 2 where there is no
    archive or the file cannot be written.

    language_chosen: the user chose the language of `texts`; else the file follows the archive's.
    """
    console = Console()
    try:
        read = _read(Path(os.path.abspath(archive.expanduser())), console, texts)  # noqa: PTH100  # links stay
    except ArchiveError as error:
        print(f"{texts.place(error.problem)}: {texts.problem(error.problem)}", file=sys.stderr)
        return BAD_INPUT
    check = check_archive(read, frozenset(find_call_files(read.path).transcripts))
    print_check(console, check_page(read, check, texts), texts)
    if out is None:
        return DONE
    file_texts = Texts(read.language) if not language_chosen and read.language in LANGUAGES else texts
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_check_page(out, check_page(read, check, file_texts), file_texts)
    except OSError as error:
        reason = error.strerror or str(error)
        print(texts.text("check-not-written", path=str(out), reason=reason), file=sys.stderr)
        return BAD_INPUT
    console.print(texts.text("check-written", path=str(out)), markup=False, highlight=False, soft_wrap=True)
    return DONE


def _read(folder: Path, console: Console, texts: Texts) -> Archive:
    """The archive, with a line that says how far the reading is: a million calls take half a minute."""
    with collection_paused():
        reading = ArchiveReading(folder)
        with LoadLine(console, texts, expected_calls(folder)) as line:
            return reading.complete(in_time_order(_reported(reading.calls(), line)))


def _reported(calls: Iterable[PlacedCall], line: LoadLine) -> Iterator[PlacedCall]:
    for number, call in enumerate(calls, start=1):
        if number % REPORTED_EVERY == 0:
            line.update("calls", number)
        yield call
