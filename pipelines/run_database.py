"""What a run keeps in the database: the archive's facts, and which call belongs to which deal."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from deals.database import DATABASE_FILE, DatabaseError, load_archive, open_database, shown_location, store_links
from deals.linking import Link
from deals.problem_codes import ProblemCode
from deals.problems import Problem
from deals.records import Archive
from pipelines.run_settings import RunSettings

DATABASE_VARIABLE = "DEALFORENSICS_DATABASE"


def database_location(named: str | None, environment: Mapping[str, str]) -> str | None:
    """A path or URL as the user names it, on the command line or in the environment; None where nobody does."""
    return named or environment.get(DATABASE_VARIABLE) or None


def open_run_database(settings: RunSettings) -> Engine:
    """The database of the run, made or brought up to date. Raises DatabaseError and BadLocation: now, since a wrong
    address must not show after hours of hearing."""
    # When a server goes away, psycopg writes about it on its own; our sentence says more.
    logging.getLogger("psycopg").setLevel(logging.CRITICAL)
    return open_database(settings.database or settings.work / DATABASE_FILE)


def keep_in_database(engine: Engine, archive: Archive, links: Iterable[Link]) -> tuple[Problem, ...]:
    """Load the archive and store its links. A database that fails costs the run nothing else; why comes back."""
    try:
        counts = load_archive(engine, archive)
        store_links(engine, counts.archive_id, links)
    except DatabaseError as error:
        return (replace(error.problem, severity="warning"),)
    except DBAPIError as error:  # a database that somebody changed: its faults must not cost hours of hearing
        details = {"reason": str(error.orig)}
        place = shown_location(engine.url.render_as_string(hide_password=False))
        return (Problem(str(ProblemCode.DATABASE_DAMAGED), place, severity="warning", details=details),)
    finally:
        engine.dispose()
    return ()
