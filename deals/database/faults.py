"""What keeps a database from being used, as a Problem, so that people read a sentence and never a driver's message."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from deals.database.location import hide_secrets, shown
from deals.problem_codes import ProblemCode
from deals.problems import Problem

_SQLITE_CODES = {
    sqlite3.SQLITE_BUSY: ProblemCode.DATABASE_BUSY,
    sqlite3.SQLITE_LOCKED: ProblemCode.DATABASE_BUSY,
    sqlite3.SQLITE_FULL: ProblemCode.DATABASE_FULL,
    sqlite3.SQLITE_NOTADB: ProblemCode.DATABASE_NOT_OURS,
    sqlite3.SQLITE_CORRUPT: ProblemCode.DATABASE_DAMAGED,
    sqlite3.SQLITE_CANTOPEN: ProblemCode.DATABASE_UNREACHABLE,
    sqlite3.SQLITE_READONLY: ProblemCode.DATABASE_REFUSED,
    sqlite3.SQLITE_PERM: ProblemCode.DATABASE_REFUSED,
    sqlite3.SQLITE_IOERR: ProblemCode.DATABASE_LOST,
}
_POSTGRES_CODES = {  # SQLSTATE, see PostgreSQL's documentation, appendix A
    "53100": ProblemCode.DATABASE_FULL,
    "53200": ProblemCode.DATABASE_FULL,
    "55P03": ProblemCode.DATABASE_BUSY,
    "40P01": ProblemCode.DATABASE_BUSY,
    "25006": ProblemCode.DATABASE_REFUSED,
    "42501": ProblemCode.DATABASE_REFUSED,
    "57P01": ProblemCode.DATABASE_LOST,
    "57P02": ProblemCode.DATABASE_LOST,
    "57P03": ProblemCode.DATABASE_LOST,
}


class DatabaseError(Exception):
    """The database cannot be used; `problem` says why, with its password hidden."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def database_error(url: URL, code: ProblemCode, **details: str) -> DatabaseError:
    return DatabaseError(Problem(str(code), shown(url), details=details))


@contextmanager
def database_faults(engine: Engine, *, opening: bool = False) -> Iterator[None]:
    """Turns what the driver raises into DatabaseError where the cause lies outside the program; other faults pass.

    opening: no connection has worked yet, so that one that fails was never there.
    """
    try:
        yield
    except DBAPIError as error:
        _raise(engine, error.orig, lost=error.connection_invalidated, opening=opening, cause=error)
        raise
    except engine.dialect.loaded_dbapi.Error as error:  # bulk copying speaks to the driver itself
        _raise(engine, error, lost=False, opening=opening, cause=error)
        raise


def _raise(engine: Engine, fault: Any, *, lost: bool, opening: bool, cause: Exception) -> None:
    """Raises DatabaseError where the fault has a code."""
    code = _code_of(fault)
    if code is None and (lost or _is_disconnect(engine, fault)):
        code = ProblemCode.DATABASE_LOST
    if code is ProblemCode.DATABASE_LOST and opening:
        code = ProblemCode.DATABASE_UNREACHABLE
    if code is not None:
        reason = hide_secrets(_first_line(fault), engine.url)
        raise database_error(engine.url, code, reason=reason) from cause


def _code_of(fault: Any) -> ProblemCode | None:
    extended: int | None = getattr(fault, "sqlite_errorcode", None)
    if extended is not None:
        return _SQLITE_CODES.get(extended & 0xFF)  # the lower byte is the primary code
    state: str | None = getattr(fault, "sqlstate", None)
    return _POSTGRES_CODES.get(state) if state is not None else None


def _is_disconnect(engine: Engine, fault: Any) -> bool:
    """Of PostgreSQL: an operational error without SQLSTATE comes from the connection, not from the server."""
    dbapi = engine.dialect.loaded_dbapi
    return isinstance(fault, dbapi.OperationalError) and getattr(fault, "sqlstate", "") is None


def _first_line(fault: Any) -> str:
    return (str(fault).strip().splitlines() or [type(fault).__name__])[0]
