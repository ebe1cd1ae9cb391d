"""`dealforensics import --recordings` as it is typed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from deals.exports.export_import import ImportRequest
from pipelines.recordings_command import import_with_recordings
from reports.texts import Texts

PATTERN = "{date:%Y%m%d}-{time:%H%M%S}_{phone}_{ext}"
LOG = "Дата;Кто звонил;Кому звонили;Длительность, сек\n" + "".join(
    f"{day:02}.03.2026 10:00:{day:02};101;7999000{day:04};60\n" for day in range(2, 12)
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "recordings"
    folder.mkdir()
    for day in range(2, 14):
        (folder / f"202603{day:02}-100013_7999000{day:04}_101.wav").write_bytes(bytes([day]))
    (folder / "zoom.wav").write_bytes(b"x")
    return folder


def bring_in(
    tmp_path: Path,
    recordings: Path | None,
    *patterns: str,
    files: tuple[Path, ...] = (),
    preview: bool = False,
) -> int:
    request = ImportRequest(files, tmp_path / "archive", timezone="Europe/Moscow", language="ru")
    return import_with_recordings(request, recordings, patterns, Texts("en"), preview=preview)


def calls(tmp_path: Path) -> list[dict[str, str]]:
    with (tmp_path / "archive/calls.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_log_and_recordings_come_together_in_one_command(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    assert bring_in(tmp_path, folder, PATTERN, files=(tmp_path / "log.csv",)) == 0
    made = calls(tmp_path)
    assert len(made) == 12  # ten of the log, two that only recordings tell of
    assert all(call["recording"] for call in made)
    said = capsys.readouterr().out
    assert "found in it by number and time: 10; calls of their own: 2" in said
    assert "zoom.wav" in said


def test_without_a_pattern_some_are_proposed_and_nothing_is_brought_in(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring_in(tmp_path, folder) == 2
    said = capsys.readouterr().out
    assert f'--pattern "{PATTERN}": 12 of 13 fit' in said
    assert "client +79990000002" in said
    assert not (tmp_path / "archive/calls.csv").exists()


def test_a_preview_shows_how_names_are_read_and_leaves_everything(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring_in(tmp_path, folder, PATTERN, preview=True) == 0
    said = capsys.readouterr().out
    assert "12 of 13 fit the pattern" in said
    assert "will not be taken, for example: zoom.wav" in said
    assert not (tmp_path / "archive").exists()


def test_a_bad_pattern_is_shown_with_a_mark_under_the_fault(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring_in(tmp_path, folder, "{date:%Y%m%d}_{phon}") == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[1:3] == ["{date:%Y%m%d}_{phon}", " " * 14 + "^"]
    assert 'no field "phon"' in lines[3]


@pytest.mark.parametrize(
    ("recordings", "patterns", "said"),
    [
        (None, (), "Name files of an export, or a folder of recordings"),
        (None, (PATTERN,), "name their folder too"),
        ("nowhere", (PATTERN,), "There is no folder of recordings"),
        ("empty", (PATTERN,), "has no recordings"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    tmp_path: Path, recordings: str | None, patterns: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert bring_in(tmp_path, tmp_path / recordings if recordings else None, *patterns) == 2
    error = capsys.readouterr().err
    assert said in error
    assert len(error.splitlines()) == 1


def test_a_second_pattern_reads_what_the_first_does_not(tmp_path: Path, folder: Path) -> None:
    (folder / "12.03.2026 15.30 +79990007777.mp3").write_bytes(b"y")
    assert bring_in(tmp_path, folder, PATTERN, "{date:%d.%m.%Y} {time:%H.%M} {phone}") == 0
    assert "2026-03-12T15:30:00" in {call["started_at"] for call in calls(tmp_path)}


@pytest.mark.parametrize("content", ["id,started_at\n1,2026-01-01\n", "call_id;started_at\nк1;01.02.2026\n"])
def test_a_phone_log_that_somebody_else_made_is_left_whole(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    path = tmp_path / "archive" / "calls.csv"
    path.parent.mkdir()
    path.write_bytes(content.encode("cp1251"))
    assert bring_in(tmp_path, folder, PATTERN) == 2
    assert "did not make it" in capsys.readouterr().err
    assert path.read_bytes() == content.encode("cp1251")
