"""Where a run keeps finished transcripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.run_settings import FolderNotWritable, choose_work_folder, writable_folder


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    return folder


def test_transcripts_are_kept_inside_the_archive(archive: Path, tmp_path: Path) -> None:
    chosen = choose_work_folder(archive, tmp_path / "out", None)
    assert chosen == archive / ".dealforensics"
    assert chosen.is_dir()


def test_an_archive_that_cannot_be_written_to_is_left_alone(archive: Path, tmp_path: Path) -> None:
    (archive / ".dealforensics").write_text("in the way, as a read-only file system would be")
    assert choose_work_folder(archive, tmp_path / "out", None) == tmp_path / "out" / ".dealforensics"


def test_the_folder_a_user_names_is_taken_or_refused_but_never_replaced(archive: Path, tmp_path: Path) -> None:
    assert choose_work_folder(archive, tmp_path / "out", tmp_path / "mine") == tmp_path / "mine"
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderNotWritable):
        choose_work_folder(archive, tmp_path / "out", tmp_path / "file" / "work")


def test_a_work_folder_keeps_what_clients_said_out_of_version_control(archive: Path) -> None:
    folder = writable_folder(archive / ".dealforensics")
    assert (folder / ".gitignore").read_text() == "*\n"
    assert list(writable_folder(archive / "out").iterdir()) == []
