"""A load that is killed, or whose server is, and then given again: nothing lost, nothing twice."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select, text

from benchmarks.made_archive import write_made_archive
from deals.database import LoadCounts, load_archive, open_database
from deals.database.schema import metadata
from tests import postgresql
from tests.postgresql import PASSWORD, Server

DEALS = 300
SEED = 41
KILLS = 4
SAME_MOMENT, LATER = datetime(2026, 10, 1, 8, tzinfo=UTC), datetime(2026, 10, 2, 8, tzinfo=UTC)
# The command's load with small batches, each of which it tells, and waits for an answer to.
SLOW_LOAD = """
import sys
from datetime import datetime
from pathlib import Path
import deals.database.bulk_rows as bulk_rows
from deals.database import load_archive, open_database
bulk_rows.BATCH = 100
def tell(table, done):
    print(table, done, flush=True)
    sys.stdin.readline()
location, folder, moment = sys.argv[1:]
load_archive(open_database(location), Path(folder), tell, datetime.fromisoformat(moment))
print("committed", flush=True)
"""

Contents = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("killed") / "archive"
    write_made_archive(folder, DEALS)
    return folder


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    """A server that may be killed."""
    with postgresql.own_server() as server:
        yield server


def contents(database: str) -> Contents:
    """Every row of every table; without the archive's number, which a load taken back may have used up."""
    engine = open_database(database)
    with engine.connect() as connection:
        rows = {
            name: sorted((tuple(row) for row in connection.execute(select(*list(table.columns)[1:]))), key=repr)
            for name, table in metadata.tables.items()
        }
    engine.dispose()
    return rows


def load(database: str, archive: Path, at: datetime = SAME_MOMENT) -> LoadCounts:
    engine = open_database(database)
    counts = load_archive(engine, archive, at=at)
    engine.dispose()
    return counts


def slow_load(database: str, archive: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SLOW_LOAD, database, str(archive), SAME_MOMENT.isoformat()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def steps(loading: subprocess.Popen[str], count: int) -> list[str]:
    """Let the load go on for that many batches; it then waits inside its transaction. Fewer where it ends before."""
    assert loading.stdin is not None
    assert loading.stdout is not None
    told = []
    for _ in range(count):
        line = loading.stdout.readline()
        if not line or line == "committed\n":
            break
        told.append(line)
        if len(told) < count:
            loading.stdin.write("\n")
            loading.stdin.flush()
    return told


@pytest.fixture(scope="module")
def clean(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Contents, int]:
    """What an undisturbed load leaves, and in how many batches it went."""
    database = str(tmp_path_factory.mktemp("clean") / "clean.db")
    loading = slow_load(database, archive)
    batches = len(steps(loading, 10_000))
    assert loading.wait(timeout=60) == 0
    assert batches > 30
    return contents(database), batches


def test_a_load_that_is_killed_anywhere_leaves_nothing_and_is_simply_given_again(
    database: str, archive: Path, clean: tuple[Contents, int]
) -> None:
    whole, batches = clean
    empty = contents(database)
    for place in sorted(random.Random(SEED).sample(range(1, batches + 1), KILLS)):
        loading = slow_load(database, archive)
        assert len(steps(loading, place)) == place
        loading.kill()
        loading.wait(timeout=60)
        assert contents(database) == empty
    assert load(database, archive).is_new
    assert contents(database) == whole
    assert not load(database, archive).total.changes_something
    assert contents(database) == whole


def test_a_second_load_that_is_killed_leaves_the_first_one_whole(
    database: str, archive: Path, clean: tuple[Contents, int], tmp_path: Path
) -> None:
    changed = tmp_path / "archive"
    write_made_archive(changed, DEALS, seed=5)
    changed.joinpath("archive.yaml").write_bytes(archive.joinpath("archive.yaml").read_bytes())
    moved = tmp_path / "moved"
    changed.rename(moved)
    folder = tmp_path / "archive"
    folder.symlink_to(archive, target_is_directory=True)
    load(database, folder)
    before = contents(database)
    folder.unlink()
    folder.symlink_to(moved, target_is_directory=True)
    for place in (1, clean[1] // 2, clean[1]):
        loading = slow_load(database, folder)
        assert len(steps(loading, place)) == place
        loading.kill()
        loading.wait(timeout=60)
        assert contents(database) == before
    counts = load(database, folder, LATER)
    assert counts.tables["deals"].changed > DEALS / 2
    assert not load(database, folder, LATER).total.changes_something


@pytest.mark.parametrize("how", ["kill", "crash"])
def test_a_server_that_is_killed_during_a_load_is_started_again_and_the_load_given_again(
    own_server: Server, archive: Path, clean: tuple[Contents, int], how: str
) -> None:
    whole, batches = clean
    database = own_server.new_database()
    empty = contents(database)
    for place in random.Random(how).sample(range(1, batches + 1), 2):
        loading = slow_load(database, archive)
        assert len(steps(loading, place)) == place
        getattr(own_server, how)()
        _, said = loading.communicate(timeout=60)
        assert loading.returncode != 0
        assert "DatabaseError: " in said.splitlines()[-1]
        assert "database-lost" in said.splitlines()[-1]
        own_server.start()
        assert contents(database) == empty
    assert load(database, archive).is_new
    assert contents(database) == whole


def test_the_command_says_in_one_sentence_that_the_server_went_away(own_server: Server, tmp_path: Path) -> None:
    write_made_archive(tmp_path / "archive", 3000)
    database = own_server.new_database()
    open_database(database).dispose()
    loading = subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", "--lang", "en", "load", str(tmp_path / "archive")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "DEALFORENSICS_DATABASE": database},
    )
    wait_for_rows(own_server)
    own_server.crash()
    said, complaint = loading.communicate(timeout=60)
    own_server.start()
    assert loading.returncode == 1, complaint
    assert len(complaint.strip().splitlines()) == 1
    assert "The connection to the database broke" in complaint
    assert PASSWORD not in said + complaint
    assert not any(contents(database).values())


def wait_for_rows(server: Server) -> None:
    """Until the load of another process has begun to copy rows."""
    engine = create_engine(server.url)
    deadline = time.monotonic() + 60
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        copying = text("SELECT count(*) FROM pg_stat_progress_copy WHERE tuples_processed > 100")
        while not connection.execute(copying).scalar():
            assert time.monotonic() < deadline, "the load did not begin"
            time.sleep(0.01)
    engine.dispose()
