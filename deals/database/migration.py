"""Bringing a database to the newest revision of its tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, inspect, text

from deals.database.faults import database_error
from deals.database.schema import metadata
from deals.problem_codes import ProblemCode

SCRIPTS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class MigratedTables:
    """Tables that are upgraded together; others may lie in the same database, with a version of their own."""

    scripts: Path
    metadata: MetaData
    version_table: str
    lock: int  # any number of our own: the key of PostgreSQL's advisory lock, so that one upgrades at a time


FACTS = MigratedTables(SCRIPTS, metadata, "alembic_version", 5319004)


def upgrade(connection: Connection, revision: str = "head", tables: MigratedTables = FACTS) -> None:
    """Apply the migrations that the database lacks, inside the connection's transaction.

    Raises DatabaseError for a database that a newer program has upgraded, or whose tables are somebody else's.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": tables.lock})
    config = migration_config(connection, tables)
    options = {"version_table": tables.version_table}
    present = MigrationContext.configure(connection, opts=options).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if present is not None and present not in known:
        raise database_error(connection.engine.url, ProblemCode.DATABASE_NEWER, revision=present)
    if present is None and (foreign := tables.metadata.tables.keys() & set(inspect(connection).get_table_names())):
        raise database_error(connection.engine.url, ProblemCode.DATABASE_NOT_OURS, reason=", ".join(sorted(foreign)))
    command.upgrade(config, revision)


def migration_config(connection: Connection, tables: MigratedTables = FACTS) -> Config:
    """Alembic's settings, with the connection that migrations/env.py uses."""
    config = Config()
    config.set_main_option("script_location", str(tables.scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
