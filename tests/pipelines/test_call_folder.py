"""What there is to transcribe in a folder, archive or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from deals.problems import ArchiveError
from pipelines.call_folder import NoRecordings, read_call_folder


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"sound")


def test_each_recording_of_a_bare_folder_is_a_call_named_by_its_path(tmp_path: Path) -> None:
    put(tmp_path, "b.mp3", "2026/09/a.WAV", "notes.txt", ".dealforensics/x.wav", ".hidden.mp3")
    folder = read_call_folder(tmp_path)
    assert (folder.is_archive, folder.language, folder.problems) == (False, "auto", ())
    assert [(source.call_id, source.recording, source.audio_s) for source in folder.sources] == [
        ("2026/09/a", tmp_path / "2026/09/a.WAV", None),
        ("b", tmp_path / "b.mp3", None),
    ]


def test_recordings_of_one_name_keep_their_endings(tmp_path: Path) -> None:
    put(tmp_path, "a.mp3", "a.wav", "b.mp3")
    assert [source.call_id for source in read_call_folder(tmp_path).sources] == ["a.mp3", "a.wav", "b"]


def test_an_archive_is_read_as_one_and_only_what_concerns_its_calls_is_reported(tmp_path: Path) -> None:
    put(tmp_path, "recordings/C1.mp3", "recordings/readme.pdf", "outside.mp3")
    (tmp_path / "archive.yaml").write_text("language: en\n", encoding="utf-8")
    folder = read_call_folder(tmp_path)
    assert (folder.is_archive, folder.language) == (True, "en")
    assert [source.call_id for source in folder.sources] == ["C1"]
    files = {problem.file for problem in folder.problems}
    assert "recordings/readme.pdf" in files
    assert "deals.csv" not in files


@pytest.mark.parametrize("names", [[], ["notes.txt"], ["deals.csv"]])
def test_a_folder_without_recordings_is_no_work(names: list[str], tmp_path: Path) -> None:
    put(tmp_path, *names)
    with pytest.raises(NoRecordings):
        read_call_folder(tmp_path)


def test_a_folder_that_is_not_there_is_an_error_of_the_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        read_call_folder(tmp_path / "none")
