"""Opening a database: connected, and brought to the newest revision."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from deals.database.faults import database_faults
from deals.database.location import database_url
from deals.database.migration import upgrade

BUSY_WAIT_S = 30.0  # how long a second program waits for the first one's load before it gives up
SQLITE_CACHE_KB = 64 * 1024  # SQLite's own 2 MB make it write the indexes of a million calls again and again
CONNECT_WAIT_S = 10
_BEGIN = "sqlite_begin"  # execution option: the statement that begins a transaction


def open_database(location: str | Path) -> Engine:
    """Open the database at a path (SQLite) or URL, made if need be and upgraded to what this program expects.

    Raises BadLocation for a URL that cannot be understood, DatabaseError where the database cannot be used.
    """
    engine = connect(location)
    with database_faults(engine, opening=True), write_transaction(engine) as connection:
        upgrade(connection)
    return engine


@contextmanager
def write_transaction(engine: Engine) -> Iterator[Connection]:
    """A transaction that keeps other writers out of a SQLite file from its start: all of it happens, or nothing."""
    with engine.connect().execution_options(**{_BEGIN: "BEGIN IMMEDIATE"}) as connection, connection.begin():
        yield connection


def connect(location: str | Path) -> Engine:
    """The database as it is: neither made nor upgraded. Raises BadLocation."""
    url = database_url(location)
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": BUSY_WAIT_S})
        event.listen(engine, "connect", _settle_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    waiting = {} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_WAIT_S}
    return create_engine(url, connect_args=waiting)


def _settle_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    """Python's driver would begin transactions late and leave changes of tables out of them."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{SQLITE_CACHE_KB}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))
