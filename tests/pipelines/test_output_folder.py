"""Outputs appear together or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.output_folder import whole_outputs


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_nothing_appears_before_all_is_written(tmp_path: Path) -> None:
    (tmp_path / "rankings.json").write_text("old")
    with whole_outputs(tmp_path) as folder:
        (folder / "rankings.json").write_text("new")
        assert (tmp_path / "rankings.json").read_text() == "old"
    assert (tmp_path / "rankings.json").read_text() == "new"
    assert names(tmp_path) == {"rankings.json"}


def test_an_error_leaves_the_older_outputs_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("old")

    def write_and_fail() -> None:
        with whole_outputs(tmp_path) as folder:
            (folder / "run.json").write_text("new")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert (tmp_path / "run.json").read_text() == "old"
    assert names(tmp_path) == {"run.json"}


def test_what_a_killed_run_left_behind_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".unfinished-1").mkdir()
    (tmp_path / ".unfinished-1" / "rankings.json").write_text("half")
    with whole_outputs(tmp_path) as folder:
        (folder / "links.csv").write_text("call_id\n")
    assert names(tmp_path) == {"links.csv"}


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with whole_outputs(tmp_path) as folder:
        (folder / "parts").mkdir()
        (folder / "parts" / "one.json").write_text("1")
    assert names(tmp_path) == {"notes.txt", "parts", "parts/one.json"}
