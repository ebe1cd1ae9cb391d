"""Migrations: they end in the tables that the program expects, and never touch what is not theirs."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, insert, inspect, select, text

from deals.database import DatabaseError, list_archives, load_archive, open_database
from deals.database.engine import connect, write_transaction
from deals.database.migration import migration_config, upgrade
from deals.database.schema import archives, metadata
from deals.problem_codes import ProblemCode
from tests.deals.small_archive import write_archive


def at_revision(database: str, revision: str) -> Engine:
    engine = connect(database)
    with write_transaction(engine) as connection:
        upgrade(connection, revision)
    return engine


def test_the_migrations_end_in_exactly_the_tables_of_the_program(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_database_of_the_first_revision_is_upgraded_and_keeps_its_rows(database: str, tmp_path: Path) -> None:
    old = at_revision(database, "0001")
    assert "links" not in inspect(old).get_table_names()
    row = {"company": "А", "source": "/a", "timezone": "UTC", "language": "ru", "as_of": text("'2026-01-01'")}
    with write_transaction(old) as connection:
        connection.execute(insert(archives).values(**row, products=["Окна"], absent_tables=[]))
    old.dispose()
    engine = open_database(database)
    assert "links" in inspect(engine).get_table_names()
    assert [stored.company for stored in list_archives(engine)] == ["А"]
    assert load_archive(engine, write_archive(tmp_path)).is_new
    engine.dispose()


def test_opening_twice_upgrades_once(database: str) -> None:
    for _ in range(2):
        engine = open_database(database)
        with engine.connect() as connection:
            assert MigrationContext.configure(connection).get_current_heads() == newest(engine)
        engine.dispose()


def newest(engine: Engine) -> tuple[str, ...]:
    with engine.connect() as connection:
        return tuple(ScriptDirectory.from_config(migration_config(connection)).get_heads())


def test_a_database_of_a_newer_program_is_refused_and_left_alone(database: str) -> None:
    engine = open_database(database)
    with write_transaction(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError) as refused:
        open_database(database)
    assert refused.value.problem.code == ProblemCode.DATABASE_NEWER
    assert refused.value.problem.details["revision"] == "9999"
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"
    engine.dispose()


def test_somebody_else_s_tables_are_not_taken_over(database: str) -> None:
    engine = connect(database)
    with write_transaction(engine) as connection:
        connection.execute(text("CREATE TABLE deals (id INTEGER)"))
    with pytest.raises(DatabaseError) as refused:
        open_database(database)
    assert refused.value.problem.code == ProblemCode.DATABASE_NOT_OURS
    assert inspect(engine).get_table_names() == ["deals"]
    engine.dispose()


def test_a_migration_that_fails_leaves_no_half_of_it(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deals.database.migration.command.upgrade", upgrade_and_fail)
    with pytest.raises(RuntimeError):
        open_database(database)
    monkeypatch.undo()
    engine = connect(database)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
    open_database(database).dispose()


def upgrade_and_fail(config: object, _: str) -> None:
    from alembic import command

    command.upgrade(config, "0001")  # type: ignore[arg-type]
    raise RuntimeError


def test_rows_of_an_archive_go_with_it(engine: Engine, tmp_path: Path) -> None:
    load_archive(engine, write_archive(tmp_path))
    with write_transaction(engine) as connection:
        connection.execute(archives.delete())
        left = {name for name, table in metadata.tables.items() if connection.execute(select(table)).first()}
    assert left == set()
