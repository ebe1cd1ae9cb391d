"""Where a database is: a path for SQLite, a URL for PostgreSQL, and how to show it without its password."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from deals.problem_codes import ProblemCode
from deals.problems import Problem

DATABASE_FILE = "dealforensics.db"
SECRET_PARAMETERS = ("password", "sslpassword", "passfile", "sslkey")
HIDDEN = "***"
_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


class BadLocation(ValueError):
    """A database's URL cannot be understood. Says nothing of it, since a password may stand anywhere in it."""

    def __init__(self, code: ProblemCode) -> None:
        super().__init__(str(code))
        self.problem = Problem(str(code), "--database")


def database_url(location: str | Path) -> URL:
    """The URL of a SQLite file by its path, or of sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME.

    The driver is ours to choose, so postgresql+psycopg:// is taken too. Raises BadLocation.
    """
    if isinstance(location, Path) or "://" not in location:
        url = URL.create("sqlite", database=str(location))
    else:
        url = _parsed(location)
    driver = _DRIVERS.get(url.get_backend_name())
    if driver is None or url.drivername not in (url.get_backend_name(), driver):
        raise BadLocation(ProblemCode.DATABASE_KIND_UNKNOWN)
    # What SQLite keeps in memory is gone when the load is done.
    if driver == "sqlite" and url.database in (None, "", ":memory:"):
        raise BadLocation(ProblemCode.DATABASE_KIND_UNKNOWN)
    # Without uri=true, parameters such as mode=ro are ignored, and a file that was only to be read would be written.
    if driver == "sqlite" and url.query and "uri" not in url.query:
        raise BadLocation(ProblemCode.DATABASE_BAD_URL)
    # An @ of the password that was not written as %40 would become part of the host's name, and be shown with it.
    if url.host and "@" in url.host:
        raise BadLocation(ProblemCode.DATABASE_BAD_URL)
    return url.set(drivername=driver)


def _parsed(location: str) -> URL:
    try:
        return make_url(location)
    except (ArgumentError, ValueError):  # the latter where the port is no number
        raise BadLocation(ProblemCode.DATABASE_BAD_URL) from None  # its text may hold the password


def shown(url: URL) -> str:
    """How messages name a database: a SQLite file by its path, else the URL with every secret hidden."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    hidden = {name: HIDDEN for name in url.query if name.casefold() in SECRET_PARAMETERS}
    masked = url.update_query_dict(hidden) if hidden else url
    return masked.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


def shown_location(location: str | Path) -> str:
    """shown(database_url(location)). Raises BadLocation."""
    return shown(database_url(location))


def kept_folder(url: URL, archive: Path) -> str:
    """How a database remembers an archive folder: by its absolute path.

    A SQLite file inside that folder does so by the way from there, so that the two stay one when they are moved.
    """
    folder = _absolute(archive)
    beside = _absolute(Path(url.database or "")).parent
    if url.get_backend_name() == "sqlite" and beside.is_relative_to(folder):
        return os.path.relpath(folder, beside)
    return str(folder)


def folder_of(url: URL, kept: str) -> Path:
    """The archive folder that kept_folder stands for."""
    return _absolute(Path(url.database or "").parent / kept)


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow links


def hide_secrets(text: str, url: URL) -> str:
    """A driver's message without the URL's secrets, should it quote them."""
    secrets = [url.password, *(url.query.get(name) for name in SECRET_PARAMETERS)]
    for secret in secrets:
        for part in (secret,) if isinstance(secret, str) else secret or ():
            text = text.replace(part, HIDDEN) if part else text
    return text
