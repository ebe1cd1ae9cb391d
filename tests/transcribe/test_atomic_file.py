from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from transcribe.atomic_file import write_whole


def test_threads_that_write_the_same_file_at_once_leave_it_whole_and_alone(tmp_path: Path) -> None:
    """Two calls that share a recording are finished at the same time, each by a worker of its own."""
    path, content = tmp_path / "folder" / "k1.json", b"words" * 50_000
    with ThreadPoolExecutor(4) as threads:
        for writing in [threads.submit(write_whole, path, content, False) for _ in range(200)]:
            writing.result()
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_pieces_make_one_file_and_a_piece_that_fails_leaves_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "signals.jsonl"
    write_whole(path, (f"{n}\n".encode() for n in range(3)))
    assert path.read_bytes() == b"0\n1\n2\n"
    with pytest.raises(ZeroDivisionError):
        write_whole(path, (bytes(1 // n) for n in (1, 0)))
    assert path.read_bytes() == b"0\n1\n2\n"
    assert list(tmp_path.iterdir()) == [path]
