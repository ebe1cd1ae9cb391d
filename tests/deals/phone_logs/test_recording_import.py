from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from deals.archive_reader import read_archive
from deals.phone_logs import recording_folder
from deals.phone_logs.name_pattern import parse_pattern
from deals.phone_logs.recording_import import RecordingCounts, find_recordings_again, import_recordings
from deals.problem_log import ProblemLog
from tests.deals.small_archive import write_archive

PATTERN = "{date:%Y%m%d}-{time:%H%M%S}_{phone}_{ext}"
LOG = (
    "call_id,started_at,direction,user_id,client_phone,duration_s,answered,recording,deal_id\n"
    "k1,2026-03-02T10:10:00,out,u1,+79100003817,95,true,,\n"
    "k2,2026-03-04T11:00:00,in,,+79100003818,60,true,talk_77.mp3,\n"
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    changes = {"calls.csv": LOG, "recordings/k1.wav": None, "transcripts/k2.json": None}
    return write_archive(tmp_path / "archive", changes)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "recordings of the exchange"
    for name in (
        "20260302-101012_79100003817_101.wav",  # twelve seconds into k1
        "2026/20260305-090000_79100003817_101.wav",  # of no call in the log
        "talk_77.mp3",  # k2 names it
        "zoom.wav",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    (folder / "notes.txt").write_text("x")
    return folder


def bring_in(folder: Path, archive: Path, pattern: str = PATTERN) -> tuple[RecordingCounts, ProblemLog]:
    log = ProblemLog()
    return import_recordings(folder, [parse_pattern(pattern)], archive, log), log


def rows(archive: Path) -> dict[str, dict[str, str]]:
    with (archive / "calls.csv").open(encoding="utf-8", newline="") as file:
        return {row["call_id"]: row for row in csv.DictReader(file)}


def test_recordings_find_their_calls_by_name_and_by_number_and_time_or_become_calls(
    archive: Path, folder: Path
) -> None:
    counts, log = bring_in(folder, archive)
    assert (counts.named, counts.joined, counts.alone, counts.set_aside) == (1, 1, 1, 1)
    assert [(p.code, p.file) for p in log.problems()] == [("recording-name-unread", "zoom.wav")]
    calls = rows(archive)
    assert calls["k1"]["recording"] == "recordings/20260302-101012_79100003817_101.wav"
    assert calls["k2"]["recording"] == "recordings/talk_77.mp3"
    made = calls["2026/20260305-090000_79100003817_101"]
    assert (made["started_at"], made["user_id"]) == ("2026-03-05T09:00:00", "u1")
    assert made["client_phone"] == "+79100003817"


def test_what_was_brought_in_can_be_read_as_an_archive(archive: Path, folder: Path) -> None:
    bring_in(folder, archive)
    read = read_archive(archive)
    assert {(problem.code, problem.column) for problem in read.problems} == {("missing-value", "direction")}
    assert [call.recording is not None for call in read.calls] == [True, True, True]


def test_a_second_time_changes_nothing(archive: Path, folder: Path) -> None:
    bring_in(folder, archive)
    before = (archive / "calls.csv").read_bytes()
    counts, _ = bring_in(folder, archive)
    assert counts.placed == {"present": 3}
    assert counts.calls.added == counts.calls.changed == 0
    assert (archive / "calls.csv").read_bytes() == before


def test_recordings_stopped_in_the_middle_are_completed(archive: Path, folder: Path) -> None:
    (archive / "recordings").mkdir()
    os.link(folder / "talk_77.mp3", archive / "recordings" / "talk_77.mp3")
    counts, _ = bring_in(folder, archive)
    assert counts.placed == {"present": 1, "linked": 2}


def test_a_recording_is_linked_and_takes_no_room(archive: Path, folder: Path) -> None:
    bring_in(folder, archive)
    assert (archive / "recordings/talk_77.mp3").samefile(folder / "talk_77.mp3")


def test_where_nothing_can_be_linked_recordings_are_copied(
    archive: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*paths: object) -> None:
        raise OSError("another file system")

    monkeypatch.setattr(recording_folder.os, "link", refuse)
    counts, _ = bring_in(folder, archive)
    assert counts.placed == {"copied": 3}
    assert (archive / "recordings/talk_77.mp3").read_bytes() == b"talk_77.mp3"
    assert bring_in(folder, archive)[0].placed == {"present": 3}


def test_another_file_of_that_name_is_left_alone(archive: Path, folder: Path) -> None:
    (archive / "recordings").mkdir()
    (archive / "recordings/talk_77.mp3").write_bytes(b"something else")
    counts, log = bring_in(folder, archive)
    assert counts.placed == {"taken": 1, "linked": 2}
    assert (archive / "recordings/talk_77.mp3").read_bytes() == b"something else"
    assert "recording-name-taken" in [problem.code for problem in log.problems()]


def test_a_log_that_comes_later_takes_over_the_calls_made_of_recordings(archive: Path, folder: Path) -> None:
    (archive / "calls.csv").write_text(LOG.splitlines()[0] + "\n")
    counts, _ = bring_in(folder, archive)
    assert (counts.alone, counts.set_aside) == (2, 2)
    with (archive / "calls.csv").open("a") as file:
        file.write("\n".join(LOG.splitlines()[1:]) + "\n")
    bring_in(folder, archive)
    assert set(rows(archive)) == {"k1", "k2", "2026/20260305-090000_79100003817_101"}


def test_a_log_imported_anew_does_not_lose_its_recordings(archive: Path, folder: Path) -> None:
    bring_in(folder, archive)
    changed = (archive / "calls.csv").read_text().replace("recordings/talk_77.mp3", "talk_77")
    (archive / "calls.csv").write_text(changed)
    find_recordings_again(archive)
    assert rows(archive)["k2"]["recording"] == "recordings/talk_77.mp3"


def test_recordings_that_lie_in_the_archive_already_stay_where_they_are(archive: Path) -> None:
    place = archive / "recordings/2026/20260305-090000_79100003817_101.wav"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"x")
    counts, _ = bring_in(archive / "recordings", archive)
    assert counts.placed == {"present": 1}
    made = rows(archive)["2026/20260305-090000_79100003817_101"]
    assert made["recording"] == "recordings/2026/20260305-090000_79100003817_101.wav"


def test_an_extension_that_two_people_share_leads_to_nobody(archive: Path, folder: Path) -> None:
    people = archive / "people.csv"
    people.write_text(people.read_text() + "u9,Пётр Ли,manager,,,,101\n")
    _, log = bring_in(folder, archive)
    shared = next(problem for problem in log.problems() if problem.code == "extension-shared")
    assert (shared.value, shared.details["people"], shared.details["count"]) == ("101", "u1, u9", "1")


def test_a_call_that_has_its_recording_gets_no_other(archive: Path, folder: Path, tmp_path: Path) -> None:
    bring_in(folder, archive)
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "20260302-101030_79100003817_101.wav").write_bytes(b"another")
    bring_in(tmp_path / "later", archive)
    assert rows(archive)["k1"]["recording"] == "recordings/20260302-101012_79100003817_101.wav"
    assert rows(archive)["20260302-101030_79100003817_101"]["client_phone"] == "+79100003817"


@pytest.mark.skipif(os.name != "posix", reason="links need no rights there")
def test_links_in_a_circle_or_to_nowhere_give_no_recording_twice(archive: Path, folder: Path) -> None:
    (folder / "2026" / "back").symlink_to(folder, target_is_directory=True)
    (folder / "same year").symlink_to(folder / "2026", target_is_directory=True)
    (folder / "gone.wav").symlink_to(folder / "nothing.wav")
    (folder / "itself").symlink_to(folder / "itself")
    counts, _ = bring_in(folder, archive)
    assert counts.recordings == 4
    assert "2026/20260305-090000_79100003817_101" in rows(archive)


def test_an_archive_inside_the_folder_of_recordings_is_not_taken_for_recordings(folder: Path, tmp_path: Path) -> None:
    inside = write_archive(folder / "archive", {"calls.csv": LOG, "recordings/k1.wav": None})
    first, _ = bring_in(folder, inside)
    before = rows(inside)
    second, _ = bring_in(folder, inside)
    assert (first.recordings, second.recordings) == (4, 4)
    assert rows(inside) == before
