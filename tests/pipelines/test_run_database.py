"""A run keeps what it read and linked in a database; a database that fails costs the run nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from deals.database import BadLocation, DatabaseError, iter_links, list_archives, open_database
from deals.linking import link_calls
from pipelines.run_database import DATABASE_VARIABLE, database_location, keep_in_database, open_run_database
from pipelines.run_settings import RunSettings
from tests.classify.made_archive import archive, at, call, deal

SECRET = "h8-secret-pass"


def settings(work: Path, database: str | None = None) -> RunSettings:
    return RunSettings(archive=work, out=work / "out", work=work, database=database)


def made() -> tuple:
    one = archive([deal("d1"), deal("d2")], calls=(call("k1", at("09-10 12:00")), call("k2", None, client_phone=None)))
    return one, link_calls(one)


def test_links_are_kept_with_their_archive_and_keeping_them_again_changes_nothing(tmp_path: Path) -> None:
    one, links = made()
    for _ in range(2):
        engine = open_run_database(settings(tmp_path))
        assert keep_in_database(engine, one, links) == ()
    engine = open_database(tmp_path / "dealforensics.db")
    (stored,) = list_archives(engine)
    assert tuple(iter_links(engine, stored.archive_id)) == links
    engine.dispose()


def test_the_command_line_names_the_place_before_the_environment_does() -> None:
    environment = {DATABASE_VARIABLE: "theirs.db"}
    assert database_location("mine.db", environment) == "mine.db"
    assert database_location(None, environment) == "theirs.db"
    assert database_location(None, {DATABASE_VARIABLE: ""}) is None
    assert database_location(None, {}) is None


def test_a_database_that_fails_at_the_end_is_a_warning(tmp_path: Path) -> None:
    engine = open_run_database(settings(tmp_path))
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE calls"))
    one, links = made()
    (problem,) = keep_in_database(engine, one, links)
    assert problem.severity == "warning"
    assert problem.code.startswith("database-")


@pytest.mark.parametrize("location", ["mysql://host/base", f"postgresql://me:{SECRET}@127.0.0.1:1/base"])
def test_a_wrong_address_ends_the_run_before_it_begins_and_shows_no_password(tmp_path: Path, location: str) -> None:
    asked = settings(tmp_path, location)
    with pytest.raises((BadLocation, DatabaseError)) as caught:
        open_run_database(asked)
    assert SECRET not in f"{asked!r} {caught.value} {caught.value.problem}"
