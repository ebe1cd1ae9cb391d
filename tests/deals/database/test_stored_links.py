"""Links in the database: stored in one go, replaced by newer ones, made from calls that are being read from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from classify.changed_links import Hardship, changed
from classify.labelled_archive import labelled_folders, read_labelled_archive
from deals.clock_shift import on_one_clock
from deals.database import (
    StoredCalls,
    UnknownArchive,
    iter_links,
    link_stored_calls,
    load_archive,
    read_archive_from,
    store_links,
)
from deals.linking import AMBIGUOUS, CallLinker, Candidate, Link, link_calls
from tests.deals.small_archive import with_cell, write_archive

LINKS = (
    Link("k2", "d1", 0.93, "phone+time", True, (Candidate("d2", 0.05), Candidate("d3", 0.0125))),
    Link("k1", None, 0.5, "ambiguous"),
)


@pytest.fixture
def archive_id(engine: Engine, tmp_path: Path) -> int:
    (tmp_path / "archive").mkdir()
    return load_archive(engine, write_archive(tmp_path / "archive")).archive_id


def test_links_come_back_as_they_were_in_their_order(engine: Engine, archive_id: int) -> None:
    assert store_links(engine, archive_id, LINKS).added == 2
    assert tuple(iter_links(engine, archive_id, batch=1)) == LINKS


def test_storing_the_same_links_again_changes_nothing(engine: Engine, archive_id: int) -> None:
    store_links(engine, archive_id, LINKS)
    counts = store_links(engine, archive_id, LINKS)
    assert (counts.unchanged, counts.changes_something) == (2, False)


def test_newer_links_take_the_place_of_older_ones(engine: Engine, archive_id: int) -> None:
    store_links(engine, archive_id, LINKS)
    surer = replace(LINKS[0], confidence=0.97, alternatives=())
    counts = store_links(engine, archive_id, [surer])
    assert (counts.added, counts.changed, counts.gone) == (0, 1, 1)
    assert tuple(iter_links(engine, archive_id)) == (surer,)


def test_links_stay_until_the_archive_changes(engine: Engine, archive_id: int, tmp_path: Path) -> None:
    store_links(engine, archive_id, LINKS)
    folder = tmp_path / "archive"
    assert load_archive(engine, folder).archive_id == archive_id
    assert tuple(iter_links(engine, archive_id)) == LINKS
    write_archive(folder, {"deals.csv": with_cell("deals.csv", "owner_id", "u2")})
    assert load_archive(engine, folder).tables["deals"].changed == 1
    assert tuple(iter_links(engine, archive_id)) == ()


def test_links_are_made_from_calls_while_these_are_read(engine: Engine, archive_id: int) -> None:
    calls = StoredCalls(engine, archive_id)
    linker = CallLinker(read_archive_from(engine, archive_id, with_calls=False))
    store_links(engine, archive_id, linker.link(calls))
    assert [link.call_id for link in iter_links(engine, archive_id)] == [call.call_id for call in calls]
    assert tuple(iter_links(engine, archive_id)) == tuple(linker.link(calls))


def test_links_that_fail_half_way_leave_the_older_ones(engine: Engine, archive_id: int) -> None:
    store_links(engine, archive_id, LINKS)

    def half() -> Iterator[Link]:
        yield replace(LINKS[0], confidence=0.1)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store_links(engine, archive_id, half())
    assert tuple(iter_links(engine, archive_id)) == LINKS


def test_an_archive_that_is_not_there_is_said_to_be_unknown(engine: Engine) -> None:
    with pytest.raises(UnknownArchive):
        read_archive_from(engine, 77)
    with pytest.raises(UnknownArchive):
        list(StoredCalls(engine, 77))


def test_links_made_from_the_database_are_those_made_from_the_archive_by_one_clock(
    engine: Engine, tmp_path: Path
) -> None:
    """A labelled archive whose phone log is three hours ahead: the shift is found and taken out on the way."""
    labelled = read_labelled_archive(labelled_folders()[0])
    ahead = changed(labelled, Hardship(clock_ahead_h=3.0, shared_numbers=0.1), 1).archive
    archive_id = load_archive(engine, replace(ahead, path=tmp_path)).archive_id
    summary = link_stored_calls(engine, archive_id)
    righted, shift = on_one_clock(ahead)
    expected = link_calls(righted)
    assert shift is not None
    assert summary.shift == shift
    assert {link.call_id: link for link in iter_links(engine, archive_id)} == {link.call_id: link for link in expected}
    assert (summary.calls, summary.linked, summary.ambiguous, summary.against_crm) == (
        len(expected),
        sum(link.deal_id is not None for link in expected),
        sum(link.method == AMBIGUOUS for link in expected),
        0,
    )
