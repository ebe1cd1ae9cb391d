"""`dealforensics load`: an archive into the database."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from sqlalchemy import Engine

from deals.archive_reader import ArchiveReading, expected_calls
from deals.clock_shift import shift_problem
from deals.database import (
    DATABASE_FILE,
    BadLocation,
    DatabaseError,
    LoadCounts,
    TableCounts,
    iter_links,
    link_stored_calls,
    load_archive,
    open_database,
    shown_location,
)
from deals.paused_collection import collection_paused
from deals.problem_codes import ProblemCode
from deals.problems import ArchiveError, Problem
from pipelines.flow_command import BAD_INPUT, DONE, FAILED, archive_folder, early_complaint
from pipelines.load_line import LoadLine
from pipelines.run_database import database_location
from pipelines.run_display import RunDisplay
from pipelines.run_settings import WORK_FOLDER, FolderNotWritable, writable_folder
from reports.texts import Texts

MOST_PROBLEMS = 5  # shown of those that cost rows; `dealforensics check` shows all
# Faults that may be gone when the same command is given again; the others need another command.
_PASSING = frozenset({ProblemCode.DATABASE_LOST, ProblemCode.DATABASE_BUSY, ProblemCode.DATABASE_FULL})


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """What `dealforensics load` was asked for."""

    archive: Path
    database: str | None = field(default=None, repr=False)  # as typed: a path, or a URL that may hold a password


def load_command(request: LoadRequest, texts: Texts, environment: Mapping[str, str]) -> int:
    """Load the archive and say what changed. Returns the exit code; what is wrong is said in one sentence."""
    display = RunDisplay(Console(), texts)
    # When a server goes away, psycopg writes about it on its own; our sentence says more.
    logging.getLogger("psycopg").setLevel(logging.CRITICAL)
    try:
        archive = archive_folder(request.archive)
        _load(archive, database_location(request.database, environment), display)
    except (BadLocation, DatabaseError) as error:
        print(f"{texts.place(error.problem)}: {texts.problem(error.problem)}", file=sys.stderr)
        return FAILED if error.problem.code in _PASSING else BAD_INPUT
    except FolderNotWritable as error:
        print(texts.text("load-folder-not-writable", folder=str(error.folder), reason=error.reason), file=sys.stderr)
        return BAD_INPUT
    except ArchiveError as error:
        print(early_complaint(error, texts), file=sys.stderr)
        return BAD_INPUT
    return DONE


def _load(archive: Path, named: str | None, display: RunDisplay) -> None:
    started = time.monotonic()
    location = named or archive / WORK_FOLDER / DATABASE_FILE
    place = shown_location(location)
    display.say("load-start", archive=str(archive), database=place)
    with collection_paused():
        reading = ArchiveReading(archive)  # first: what is no archive must not leave an empty database
    if not named:
        writable_folder(archive / WORK_FOLDER)
    engine = open_database(location)
    try:
        with LoadLine(display.console, display.texts, expected_calls(archive)) as line:
            counts = load_archive(engine, reading, line.update)
        _say_counts(counts, archive, display)
        _link(engine, counts, display)
    finally:
        engine.dispose()
    minutes, seconds = divmod(round(time.monotonic() - started), 60)
    display.say("load-done", minutes=minutes, seconds=seconds, database=place)


def _link(engine: Engine, counts: LoadCounts, display: RunDisplay) -> None:
    """Join calls to deals where there is anything new to join; else links that a run made by what was said stay."""
    unchanged = not any(count.changes_something for count in counts.tables.values())
    if unchanged and next(iter_links(engine, counts.archive_id), None) is not None:
        return
    from classify.model_files import load_link_model  # late: it takes longer to import than a small archive to load

    display.say("load-linking")
    in_log = counts.tables["calls"]
    expected = in_log.added + in_log.changed + in_log.unchanged
    with LoadLine(display.console, display.texts, expected) as line:
        found = link_stored_calls(
            engine,
            counts.archive_id,
            lambda archive: load_link_model(None, archive),
            lambda done: line.update("calls", done),
        )
    numbers = {"calls": found.calls, "linked": found.linked, "ambiguous": found.ambiguous, "against": found.against_crm}
    display.say("load-links", **numbers)
    if found.shift is not None and not found.shift.stated:
        problem = shift_problem(found.shift)
        display.warn("load-problem", place=display.texts.place(problem), problem=display.texts.problem(problem))


def _say_counts(counts: LoadCounts, archive: Path, display: RunDisplay) -> None:
    known = "load-archive-new" if counts.is_new else "load-archive-known"
    display.say(known, company=counts.company, number=str(counts.archive_id))
    if not any(count.changes_something for count in counts.tables.values()):
        display.say("load-nothing-changed")
    for sentence in count_sentences(counts, display.texts):
        display.console.print(sentence, highlight=False, markup=False, soft_wrap=True)
    lost = [problem for problem in counts.problems if problem.severity == "set_aside"]
    _say_problems(lost, archive, display)


def count_sentences(counts: LoadCounts, texts: Texts) -> list[str]:
    """One line for each table of which there is anything."""
    tables = [(name, count) for name, count in counts.tables.items() if name != "archives" and count != TableCounts()]
    sentences = [_count_sentence(name, count, texts) for name, count in tables]
    if files := counts.tables["archives"].set_aside:
        sentences.append(texts.text("load-files-set-aside", count=files))
    return sentences


def _count_sentence(name: str, count: TableCounts, texts: Texts) -> str:
    table = texts.text(f"load-table-{name}")
    rows = {"added": count.added, "changed": count.changed, "unchanged": count.unchanged}
    sentence = texts.text("load-counts", table=table, **rows)
    if count.gone:
        sentence += texts.text("load-counts-gone", gone=count.gone)
    if count.set_aside:
        sentence += texts.text("load-counts-set-aside", count=count.set_aside)
    return sentence


def _say_problems(problems: list[Problem], archive: Path, display: RunDisplay) -> None:
    for problem in problems[:MOST_PROBLEMS]:
        place, sentence = display.texts.place(problem), display.texts.problem(problem)
        display.warn("load-problem", place=place, problem=sentence)
    if len(problems) > MOST_PROBLEMS:
        display.warn("load-more-problems", count=len(problems) - MOST_PROBLEMS, archive=str(archive))
