"""Databases that are busy, full, or not to be written to, and two programs at once."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from deals.database import DatabaseError, LoadCounts, list_archives, load_archive, open_database, read_archive_from
from deals.database.engine import connect, write_transaction
from deals.problem_codes import ProblemCode
from tests.deals.small_archive import write_archive


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "archive").mkdir()
    return write_archive(tmp_path / "archive")


def code_of(engine: Engine, folder: Path) -> str:
    with pytest.raises(DatabaseError) as refused:
        load_archive(engine, folder)
    return refused.value.problem.code


def test_two_loads_of_one_archive_at_once_are_one_after_the_other(database: str, folder: Path) -> None:
    open_database(database).dispose()
    done: list[LoadCounts] = []
    together = threading.Barrier(2)

    def load() -> None:
        engine = open_database(database)
        together.wait(timeout=30)
        done.append(load_archive(engine, folder))
        engine.dispose()

    threads = [threading.Thread(target=load) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(counts.total.added for counts in done) == [0, 19]
    assert sorted(counts.is_new for counts in done) == [False, True]
    engine = open_database(database)
    assert len(list_archives(engine)) == 1
    engine.dispose()


def test_one_database_opened_by_two_at_once_is_made_once(database: str) -> None:
    faults: list[Exception] = []
    together = threading.Barrier(2)

    def open_it() -> None:
        together.wait(timeout=30)
        try:
            open_database(database).dispose()
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=open_it) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert faults == []
    engine = open_database(database)
    assert list_archives(engine) == ()
    engine.dispose()


def test_a_sqlite_file_that_another_program_writes_to_is_called_busy(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_database(tmp_path / "busy.db")
    monkeypatch.setattr("deals.database.engine.BUSY_WAIT_S", 0.05)
    engine = open_database(tmp_path / "busy.db")
    with write_transaction(other):
        assert code_of(engine, folder) == ProblemCode.DATABASE_BUSY
    assert load_archive(engine, folder).is_new


def test_a_full_disk_takes_the_whole_load_back(tmp_path: Path, folder: Path) -> None:
    engine = open_database(tmp_path / "full.db")
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    engine.dispose()

    def fill(connection: Any, _: Any) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(engine, "connect", fill)
    rows = "".join(f"k{number},2026-03-02T10:00,in,,,5,,,\n" for number in range(100, 2000))
    write_archive(folder, {"calls.csv": "call_id,started_at,direction,user_id,client_phone,duration_s,answered,"
                                        f"recording,deal_id\n{rows}"})  # fmt: skip
    assert code_of(engine, folder) == ProblemCode.DATABASE_FULL
    engine.dispose()
    event.remove(engine, "connect", fill)
    assert list_archives(engine) == ()
    assert load_archive(engine, folder).tables["calls"].added == 1902


def test_a_file_that_may_only_be_read_is_said_to_be_so(tmp_path: Path, folder: Path) -> None:
    open_database(tmp_path / "kept.db").dispose()
    engine = connect(f"sqlite:///file:{tmp_path / 'kept.db'}?mode=ro&uri=true")
    assert code_of(engine, folder) == ProblemCode.DATABASE_REFUSED


def test_archives_of_one_database_are_apart(engine: Engine, folder: Path, tmp_path: Path) -> None:
    first = load_archive(engine, folder).archive_id
    kept = read_archive_from(engine, first)
    (tmp_path / "other").mkdir()
    second = load_archive(engine, write_archive(tmp_path / "other", {"calls.csv": None, "tasks.csv": None}))
    assert second.is_new
    assert read_archive_from(engine, first) == kept
    assert read_archive_from(engine, second.archive_id).tasks == ()
