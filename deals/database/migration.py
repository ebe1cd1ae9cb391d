"""Bringing a database to the newest revision of its tables."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from deals.database.faults import database_error
from deals.database.schema import metadata
from deals.problem_codes import ProblemCode

SCRIPTS = Path(__file__).parent / "migrations"
_ONE_UPGRADE_AT_A_TIME = 5319004  # any number of our own: the key of PostgreSQL's advisory lock


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Apply the migrations that the database lacks, inside the connection's transaction.

    Raises DatabaseError for a database that a newer program has upgraded, or whose tables are somebody else's.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_UPGRADE_AT_A_TIME})
    config = migration_config(connection)
    present = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if present is not None and present not in known:
        raise database_error(connection.engine.url, ProblemCode.DATABASE_NEWER, revision=present)
    if present is None and (foreign := metadata.tables.keys() & set(inspect(connection).get_table_names())):
        raise database_error(connection.engine.url, ProblemCode.DATABASE_NOT_OURS, reason=", ".join(sorted(foreign)))
    command.upgrade(config, revision)


def migration_config(connection: Connection) -> Config:
    """Alembic's settings, with the connection that migrations/env.py uses."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
