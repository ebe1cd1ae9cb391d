"""Values on disk come back as they were put, and leave nothing behind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from transcribe.spool import Spool, SpoolFailed


def test_what_was_put_is_read_by_its_place_in_any_order(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    places = [spool.put(content) for content in (b"first", b"", b"third")]
    assert places == [0, 1, 2]
    assert [spool.get(place) for place in (2, 0, 1)] == [b"third", b"first", b""]
    assert spool.get(spool.put(b"put after reading")) == b"put after reading"
    assert len(spool) == 4


@pytest.mark.parametrize("place", [-1, 1])
def test_a_place_that_is_not_there_is_an_error(place: int) -> None:
    spool = Spool()
    spool.put(b"only")
    with pytest.raises(IndexError):
        spool.get(place)


def test_threads_that_write_and_read_at_once_mix_nothing_up() -> None:
    spool = Spool()

    def put_and_read(number: int) -> bool:
        content = bytes([number % 256]) * number
        return spool.get(spool.put(content)) == content

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(put_and_read, range(500)))


def test_no_file_with_the_words_of_calls_stays_in_the_folder(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "work")
    spool.put("Добрый день".encode())
    del spool
    assert list((tmp_path / "work").iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SpoolFailed) as failed:
        Spool(tmp_path / "file" / "work")
    assert failed.value.folder == tmp_path / "file" / "work"
    assert failed.value.reason


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a disk that is always full")
def test_a_full_disk_is_no_share_that_may_come_back() -> None:
    spool = Spool()
    spool._file = Path("/dev/full").open("r+b", buffering=0)  # noqa: SIM115
    with pytest.raises(SpoolFailed):
        spool.put(b"words")
