"""`dealforensics check` as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.check_command import check_command
from reports.texts import Texts
from tests.deals.small_archive import TEXTS, with_cell, write_archive


def check(archive: Path, out: Path | None = None, *, language_chosen: bool = True) -> int:
    return check_command(archive, out, Texts("en"), language_chosen=language_chosen)


def test_findings_are_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes = {"tasks.csv": None, "deals.csv": with_cell("deals.csv", "closed_at", "2026-01-01T10:00")}
    assert check(write_archive(tmp_path / "archive", changes)) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "There is no task history: fake activity cannot be seen" in said
    assert "Deals closed before they were created: 1 of 2 (50%)" in said
    assert "deals.csv d1" in said


def test_ready_transcripts_count_as_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(write_archive(tmp_path / "archive")) == 0
    assert "Calls with a recording or transcript 2 of 2" in " ".join(capsys.readouterr().out.split()).replace("  ", " ")


def test_no_archive_is_said_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path / "nowhere") == 2
    error = capsys.readouterr().err
    assert error.strip().endswith("There is no such folder. Check the path.")
    assert len(error.splitlines()) == 1


def test_the_page_is_written_in_the_archive_s_language_unless_one_was_chosen(tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "archive")
    assert check(archive, tmp_path / "new" / "check.html", language_chosen=False) == 0
    assert "Качество данных" in (tmp_path / "new" / "check.html").read_text(encoding="utf-8")
    assert check(archive, tmp_path / "chosen.html") == 0
    assert "Quality of the data" in (tmp_path / "chosen.html").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("x")
    assert check(write_archive(tmp_path / "archive"), tmp_path / "file" / "check.html") == 2
    assert "could not be written" in capsys.readouterr().err


def test_the_archive_is_left_as_it_was(tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "archive")
    before = {path: path.read_bytes() for path in sorted(archive.rglob("*")) if path.is_file()}
    check(archive)
    assert {path: path.read_bytes() for path in sorted(archive.rglob("*")) if path.is_file()} == before
    assert len(before) == len(TEXTS)
