"""Loading: all of an archive goes in and comes out again, twice changes nothing, and changes are recorded."""

from __future__ import annotations

import os
import random
import string
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from deals.archive_reader import read_archive
from deals.database import iter_calls, iter_deal_changes, list_archives, load_archive, open_database, read_archive_from
from deals.database.schema import calls, deals, loads, metadata
from deals.records import Archive
from deals.table_rows import LONGEST_KEY
from tests.deals.small_archive import TEXTS, with_cell, without_column, write_archive

FIRST, SECOND, THIRD = (datetime(2026, 10, day, 8, 30, tzinfo=UTC) for day in (1, 2, 3))
Contents = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "archive").mkdir()
    return write_archive(tmp_path / "archive")


def contents(engine: Engine) -> Contents:
    """Every row of every table."""
    with engine.connect() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for name, table in metadata.tables.items()
        }


def as_stored(archive: Archive) -> Archive:
    """What the database keeps of an archive."""
    return replace(archive, kpis=(), problems=())


def test_what_was_loaded_is_what_is_read_back(engine: Engine, folder: Path) -> None:
    counts = load_archive(engine, folder)
    assert read_archive_from(engine, counts.archive_id) == as_stored(read_archive(folder))
    assert counts.is_new
    assert (counts.tables["deals"].added, counts.tables["calls"].added, counts.total.added) == (3, 2, 19)


def test_calls_come_back_in_the_archive_s_order_and_in_its_timezone(engine: Engine, folder: Path) -> None:
    rows = TEXTS["calls.csv"] + "k4,2026-03-02T07:10Z,in,,,5,,,\nk3,2026-03-02T09:00,in,,,5,,,\n"
    write_archive(folder, {"calls.csv": rows, "recordings/unlisted.wav": "RIFF"})
    counts = load_archive(engine, folder)
    found = list(iter_calls(engine, counts.archive_id, batch=2))
    assert [call.call_id for call in found] == ["k3", "k1", "k4", "k2", "unlisted"]
    assert found == list(read_archive(folder).calls)
    assert {str(call.started_at.tzinfo) for call in found if call.started_at} == {"Europe/Moscow"}


def test_an_archive_in_memory_is_loaded_like_its_folder(engine: Engine, folder: Path) -> None:
    first = load_archive(engine, folder, at=FIRST)
    before = contents(engine)
    again = load_archive(engine, read_archive(folder), at=SECOND)
    assert again.archive_id == first.archive_id
    assert contents(engine) == before


def test_loading_twice_writes_nothing(engine: Engine, folder: Path) -> None:
    load_archive(engine, folder, at=FIRST)
    before = contents(engine)
    counts = load_archive(engine, folder, at=SECOND)
    assert contents(engine) == before
    assert not counts.is_new
    assert (counts.total.added, counts.total.changed, counts.total.gone) == (0, 0, 0)
    assert counts.total.unchanged == 19


def test_a_changed_deal_is_updated_and_each_changed_field_recorded(engine: Engine, folder: Path) -> None:
    archive_id = load_archive(engine, folder, at=FIRST).archive_id
    later = TEXTS["deals.csv"].replace("120000,,site,,2026-08-01T09:30,,open,Новая", "99500.5,,site,да,"
                                       "2026-08-01T09:30,2026-09-01T10:00,won,Оплата")  # fmt: skip
    write_archive(folder, {"deals.csv": later})
    counts = load_archive(engine, folder, at=SECOND)
    assert (counts.tables["deals"].changed, counts.tables["deals"].unchanged) == (1, 2)
    assert read_archive_from(engine, archive_id) == as_stored(read_archive(folder))
    changes = [(c.deal_id, c.field, c.before, c.after) for c in iter_deal_changes(engine, archive_id)]
    assert changes == [
        ("d3", "amount", "120000", "99500.5"),
        ("d3", "closed_at", None, "2026-09-01T07:00:00+00:00"),
        ("d3", "qualified", None, "true"),
        ("d3", "stage", "Новая", "Оплата"),
        ("d3", "status", "open", "won"),
    ]
    assert {change.recorded_at for change in iter_deal_changes(engine, archive_id, "d3")} == {SECOND}
    assert list(iter_deal_changes(engine, archive_id, "d1")) == []


def test_an_amount_written_otherwise_is_no_change(engine: Engine, folder: Path) -> None:
    load_archive(engine, folder, at=FIRST)
    write_archive(folder, {"deals.csv": with_cell("deals.csv", "amount", "250 000,00 ₽")})
    assert not load_archive(engine, folder, at=SECOND).total.changes_something


def test_a_row_that_moved_is_no_change_but_the_order_follows(engine: Engine, folder: Path) -> None:
    archive_id = load_archive(engine, folder, at=FIRST).archive_id
    header, first, *others = TEXTS["deals.csv"].splitlines(keepends=True)
    write_archive(folder, {"deals.csv": "".join([header, *others, first])})
    assert not load_archive(engine, folder, at=SECOND).total.changes_something
    assert list(read_archive_from(engine, archive_id).deals) == ["d2", "d3", "d1"]


def test_vanished_rows_are_kept_marked_and_may_come_back(engine: Engine, folder: Path) -> None:
    archive_id = load_archive(engine, folder, at=FIRST).archive_id
    complete = read_archive_from(engine, archive_id)
    deal_rows = TEXTS["deals.csv"].splitlines(keepends=True)
    write_archive(folder, {"deals.csv": "".join(deal_rows[:3]), "calls.csv": TEXTS["calls.csv"].partition("k2")[0]})
    (folder / "transcripts" / "k2.json").unlink()
    counts = load_archive(engine, folder, at=SECOND)
    assert (counts.tables["deals"].gone, counts.tables["calls"].gone) == (1, 1)
    assert list(read_archive_from(engine, archive_id).deals) == ["d1", "d2"]
    with engine.connect() as connection:
        assert connection.execute(select(deals.c.absent_since).order_by(deals.c.deal_id)).scalars().all() == [
            None,
            None,
            SECOND,
        ]
        assert len(connection.execute(select(calls)).all()) == 2
    write_archive(folder)
    assert load_archive(engine, folder, at=THIRD).tables["deals"].changed == 1
    assert read_archive_from(engine, archive_id) == complete
    changes = [(c.deal_id, c.field, c.before, c.after) for c in iter_deal_changes(engine, archive_id)]
    assert changes == [
        ("d3", "absent_since", None, SECOND.isoformat()),
        ("d3", "absent_since", SECOND.isoformat(), None),
    ]


def test_equal_events_without_an_id_are_all_kept(engine: Engine, folder: Path) -> None:
    row = "d1,2026-03-02T10:00,Новая,u1\n"
    write_archive(folder, {"stage_history.csv": TEXTS["stage_history.csv"] + row + row})
    archive_id = load_archive(engine, folder, at=FIRST).archive_id
    assert len(read_archive_from(engine, archive_id).stage_history) == 4
    assert not load_archive(engine, folder, at=SECOND).total.changes_something
    write_archive(folder, {"stage_history.csv": TEXTS["stage_history.csv"] + row})
    assert load_archive(engine, folder, at=THIRD).tables["stage_changes"].gone == 1


def test_a_number_that_a_contact_gives_up_is_not_his_any_more(engine: Engine, folder: Path) -> None:
    load_archive(engine, folder, at=FIRST)
    write_archive(folder, {"contacts.csv": with_cell("contacts.csv", "phones", "+7 495 123-45-67, +7 910 111-22-33")})
    counts = load_archive(engine, folder, at=SECOND)
    assert (counts.tables["contact_phones"].added, counts.tables["contact_phones"].gone) == (1, 1)
    assert read_archive_from(engine, counts.archive_id).contacts["c1"].phones == ("+74951234567", "+79101112233")


def test_people_known_by_their_ids_alone_are_loaded_too(engine: Engine, folder: Path) -> None:
    (folder / "people.csv").unlink()
    counts = load_archive(engine, folder)
    assert read_archive_from(engine, counts.archive_id).people.keys() == {"u1", "u2"}
    assert read_archive_from(engine, counts.archive_id) == as_stored(read_archive(folder))


def test_a_file_that_is_missing_or_useless_makes_nothing_vanish(engine: Engine, folder: Path) -> None:
    first = load_archive(engine, folder, at=FIRST)
    whole = read_archive_from(engine, first.archive_id)
    header = "deal,created,state\n"
    write_archive(folder, {"deals.csv": header + TEXTS["deals.csv"].partition("\n")[2]})
    (folder / "people.csv").unlink()
    counts = load_archive(engine, folder, at=SECOND)
    assert (counts.tables["deals"].gone, counts.tables["people"].changed, counts.tables["tasks"].gone) == (0, 0, 0)
    assert list(iter_deal_changes(engine, counts.archive_id)) == []
    without = read_archive_from(engine, counts.archive_id)
    assert (without.deals, without.tasks, without.people) == ({}, (), whole.people)
    write_archive(folder)
    assert load_archive(engine, folder, at=THIRD).tables["deals"].unchanged == 3
    assert read_archive_from(engine, first.archive_id) == whole


def test_without_a_day_of_judgement_the_last_event_gives_it(engine: Engine, folder: Path) -> None:
    settings = TEXTS["archive.yaml"].replace("as_of: 2026-09-30\n", "")
    late = "k9,2026-09-12T10:00,in,,,5,,,\n"
    write_archive(folder, {"archive.yaml": settings, "calls.csv": TEXTS["calls.csv"] + late})
    counts = load_archive(engine, folder)
    assert read_archive_from(engine, counts.archive_id).as_of == read_archive(folder).as_of
    assert str(read_archive(folder).as_of) == "2026-09-12"


def test_two_companies_never_mix_even_in_one_folder(engine: Engine, folder: Path) -> None:
    first = load_archive(engine, folder).archive_id
    kept = read_archive_from(engine, first)
    write_archive(folder, {
        "archive.yaml": TEXTS["archive.yaml"].replace("Окна Плюс", "Другие"),
        "deals.csv": with_cell("deals.csv", "title", "Чужая сделка"),
    })  # fmt: skip
    second = load_archive(engine, folder)
    assert second.is_new
    assert read_archive_from(engine, first) == kept
    assert read_archive_from(engine, second.archive_id).deals["d1"].title == "Чужая сделка"
    assert [stored.company for stored in list_archives(engine)] == ["Окна Плюс", "Другие"]


def test_every_load_that_changed_something_is_remembered_with_its_counts(engine: Engine, folder: Path) -> None:
    load_archive(engine, folder, at=FIRST)
    broken = TEXTS["calls.csv"] + "k3,2026-03-05T10:00,in,,,9,,,\nk3,2026-03-05T10:00,in,,,9,,,\n"
    write_archive(folder, {"calls.csv": broken, "recordings/notes.txt": "x"})
    counts = load_archive(engine, folder, at=SECOND)
    assert (counts.tables["calls"].set_aside, counts.tables["archives"].set_aside, counts.total.set_aside) == (1, 1, 2)
    query = select(loads.c.loaded_at, loads.c.added, loads.c.unchanged, loads.c.set_aside)
    with engine.connect() as connection:
        of_calls = query.where(loads.c.table_name == "calls").order_by(loads.c.loaded_at)
        assert [tuple(row) for row in connection.execute(of_calls)] == [(FIRST, 2, 0, 0), (SECOND, 1, 2, 1)]


def test_a_missing_column_empties_the_field_of_every_deal(engine: Engine, folder: Path) -> None:
    load_archive(engine, folder, at=FIRST)
    write_archive(folder, {"deals.csv": without_column("deals.csv", "lost_reason")})
    counts = load_archive(engine, folder, at=SECOND)
    changes = list(iter_deal_changes(engine, counts.archive_id))
    assert [(change.field, change.before, change.after) for change in changes] == [("lost_reason", "Дорого", None)]


def test_a_fault_in_the_middle_leaves_nothing_behind(engine: Engine, folder: Path) -> None:
    before = contents(engine)

    def interrupt(table: str, _: int) -> None:
        if table == "deals":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_archive(engine, folder, interrupt)
    assert contents(engine) == before
    assert load_archive(engine, folder).is_new


def test_a_large_archive_goes_in_by_batches_and_says_how_far_it_is(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deals.database.bulk_rows.BATCH", 10)
    rows = [f"k{number},2026-03-02T10:00,in,,,5,,,\n" for number in range(100, 135)]
    write_archive(folder, {"calls.csv": TEXTS["calls.csv"] + "".join(rows)})
    seen: list[tuple[str, int]] = []
    load_archive(engine, folder, lambda table, done: seen.append((table, done)))
    assert [done for table, done in seen if table == "calls"] == [10, 20, 30, 37]


def test_the_longest_ids_that_the_reader_takes_go_in(engine: Engine, folder: Path) -> None:
    words = random.Random(1)
    deal, stage = ("".join(words.choices(string.ascii_letters + string.digits, k=LONGEST_KEY)) for _ in range(2))
    for file in ("deals.csv", "stage_history.csv", "owner_history.csv", "tasks.csv", "messages.csv", "calls.csv"):
        text = TEXTS[file].replace("d1", deal).replace("Новая,u1", f"{stage},u1")
        folder.joinpath(file).write_text(text, encoding="utf-8")
    loaded = load_archive(engine, folder)
    back = read_archive_from(engine, loaded.archive_id)
    assert deal in back.deals
    assert (back.stage_history[0].deal_id, back.stage_history[0].stage) == (deal, stage)


def test_opening_again_finds_what_was_loaded(database: str, folder: Path) -> None:
    engine = open_database(database)
    archive_id = load_archive(engine, folder).archive_id
    engine.dispose()
    again = open_database(database)
    assert read_archive_from(again, archive_id) == as_stored(read_archive(folder))
    again.dispose()


def test_a_database_inside_the_archive_moves_with_it(folder: Path) -> None:
    work = folder / ".dealforensics"
    work.mkdir()
    engine = open_database(work / "dealforensics.db")
    first = load_archive(engine, folder)
    engine.dispose()
    moved = folder.rename(folder.with_name("moved"))
    engine = open_database(moved / ".dealforensics" / "dealforensics.db")
    again = load_archive(engine, moved)
    assert (again.archive_id, again.is_new, again.total.changes_something) == (first.archive_id, False, False)
    assert read_archive_from(engine, again.archive_id).path == moved
    assert [stored.source for stored in list_archives(engine)] == [moved]


def test_a_recording_whose_name_is_no_text_is_loaded_too(engine: Engine, folder: Path) -> None:
    name = os.fsdecode("звонок".encode("cp1251") + b".wav")
    (folder / "recordings" / name).write_bytes(b"RIFF")
    counts = load_archive(engine, folder, at=FIRST)
    assert counts.tables["calls"].added == 3
    *_, last = iter_calls(engine, counts.archive_id)
    assert last.recording == r"recordings/\udce7\udce2\udcee\udced\udcee\udcea.wav"
    assert not load_archive(engine, folder, at=SECOND).total.changes_something
