"""Opening the review's database, and writing to it so that what was acknowledged is on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, event, func, select

from deals.database.engine import connect, write_transaction
from deals.database.faults import database_faults
from deals.database.migration import MigratedTables, upgrade
from reports.review.store.schema import metadata

REVIEW = MigratedTables(Path(__file__).parent / "migrations", metadata, "review_version", 5319005)
_ONE_WRITER = 5319006  # key of PostgreSQL's advisory lock
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


class ReviewDatabase:
    """Connections to read by, and one write at a time, on any number of threads.

    Raises BadLocation, DatabaseError.
    """

    def __init__(self, location: str | Path, clock: Clock = utc_now) -> None:
        self.clock = clock
        self.engine = connect(location)
        self._sqlite = self.engine.dialect.name == "sqlite"
        # SQLite lets writers that wait try again at random, and some wait for long; a lock is fair enough.
        self._writing = Lock()
        if self._sqlite:
            event.listen(self.engine, "connect", _settle)
        with database_faults(self.engine, opening=True), write_transaction(self.engine) as connection:
            upgrade(connection, tables=REVIEW)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with database_faults(self.engine), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that no other write runs beside: the state of a case is computed from all its verdicts, and
        each entry of the audit log from the one before. When the block has ended, it is on disk."""
        with self._writing, database_faults(self.engine), write_transaction(self.engine) as connection:
            if not self._sqlite:
                connection.execute(select(func.pg_advisory_xact_lock(_ONE_WRITER)))
            yield connection

    def close(self) -> None:
        self.engine.dispose()


def _settle(connection: sqlite3.Connection, _: Any) -> None:
    """Readers go on while somebody writes, and a commit returns when the disk has it: power may fail after it."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
