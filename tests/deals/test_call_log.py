from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tests.deals.small_archive import TEXTS, codes, read_changed, read_with_cell, the_problem


def test_a_call_with_a_bad_time_and_no_words_is_set_aside(tmp_path: Path) -> None:
    calls = TEXTS["calls.csv"] + "k3,noon,in,u1,,5,1,,\n"
    archive = read_changed(tmp_path, {"calls.csv": calls})
    assert the_problem(archive, "bad-date").row == 4
    assert [call.call_id for call in archive.calls] == ["k1", "k2"]


@pytest.mark.parametrize("row", [2, 3])  # k1 has a recording, k2 a transcript
def test_a_call_with_words_is_kept_though_its_time_is_unknown(tmp_path: Path, row: int) -> None:
    archive = read_with_cell(tmp_path, "calls.csv", "started_at", "noon", row=row)
    assert the_problem(archive, "bad-date").severity == "warning"
    assert archive.calls[-1].started_at is None
    assert archive.calls[-1].client_phone == "+79100003817"


@pytest.mark.parametrize(
    ("word", "direction"), [("Входящий", "in"), ("inbound", "in"), ("исх.", "out"), ("OUTGOING", "out")]
)
def test_directions_are_read_in_both_languages(tmp_path: Path, word: str, direction: str) -> None:
    archive = read_with_cell(tmp_path, "calls.csv", "direction", word)
    assert archive.problems == ()
    assert archive.calls[0].direction == direction


def test_a_call_of_unknown_direction_is_kept(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "calls.csv", "direction", "вбок")
    assert the_problem(archive, "bad-direction").value == "вбок"
    assert archive.calls[0].direction is None


def test_a_call_of_an_unknown_user_is_kept_without_one(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "calls.csv", "user_id", "u77")
    assert the_problem(archive, "unknown-user").severity == "warning"
    assert archive.calls[0].user_id is None


def test_a_call_that_the_crm_puts_to_an_unknown_deal_is_kept(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "calls.csv", "deal_id", "d77")
    assert the_problem(archive, "unknown-deal").severity == "warning"
    assert archive.calls[0].stated_deal_id is None


@pytest.mark.parametrize(
    ("value", "code", "kept"),
    [("-5", "negative-duration", None), ("95500000", "improbable-duration", 95500000.0), ("05:30", "bad-number", None)],
)
def test_a_doubtful_duration_is_reported(tmp_path: Path, value: str, code: str, kept: float | None) -> None:
    archive = read_with_cell(tmp_path, "calls.csv", "duration_s", value)
    assert the_problem(archive, code).value == value
    assert archive.calls[0].duration_s == kept


def test_a_hidden_number_is_no_phone(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "calls.csv", "client_phone", "+7910***3817")
    assert the_problem(archive, "bad-phone").value == "+7910***3817"
    assert archive.calls[0].client_phone is None


def test_an_internal_extension_stays_as_it_is(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "calls.csv", "client_phone", "102")
    assert archive.problems == ()
    assert archive.calls[0].client_phone == "102"


def test_a_recording_that_is_not_there_is_named(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "calls.csv", "recording", "recordings/k9.wav", row=3)
    assert the_problem(archive, "recording-missing").value == "recordings/k9.wav"
    assert archive.calls[1].recording is None


@pytest.mark.parametrize(
    "path",
    ["../../etc/passwd", "/etc/passwd", "recordings/../../k1.wav", "C:\\calls\\k1.wav", "\\\\server\\k1.wav", ".."],
)
def test_a_recording_outside_the_archive_is_never_touched(tmp_path: Path, path: str) -> None:
    (tmp_path / "k1.wav").write_bytes(b"RIFF")
    archive = read_with_cell(tmp_path / "archive", "calls.csv", "recording", path, row=3)
    assert the_problem(archive, "recording-outside").value == path
    assert archive.calls[1].recording is None


def test_a_link_in_place_of_a_recording_is_named(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "calls.csv", "recording", "https://pbx.example/k2.mp3", row=3)
    assert the_problem(archive, "recording-is-url").column == "recording"


@pytest.mark.parametrize("stated", ["k1.wav", "recordings\\k1.wav", "./recordings/k1.wav"])
def test_a_recording_is_found_however_its_path_is_written(tmp_path: Path, stated: str) -> None:
    archive = read_with_cell(tmp_path, "calls.csv", "recording", stated)
    assert archive.problems == ()
    assert archive.calls[0].recording == "recordings/k1.wav"


def test_a_recording_named_on_a_mac_is_found(tmp_path: Path) -> None:
    on_disk = unicodedata.normalize("NFD", "recordings/Входящий.wav")
    calls = TEXTS["calls.csv"].replace("recordings/k1.wav", "recordings/Входящий.wav")
    archive = read_changed(tmp_path, {"calls.csv": calls, "recordings/k1.wav": None, on_disk: "RIFF"})
    assert archive.problems == ()
    assert archive.calls[0].recording == on_disk


def test_a_recording_the_log_does_not_list_becomes_a_call_of_unknown_time(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"recordings/extra.ogg": "OggS"})
    assert the_problem(archive, "recording-not-in-call-log").file == "recordings/extra.ogg"
    last = archive.calls[-1]
    assert (last.call_id, last.started_at, last.recording) == ("extra", None, "recordings/extra.ogg")


def test_a_transcript_the_log_does_not_list_becomes_a_call_of_unknown_time(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"transcripts/extra.srt": ""})
    assert the_problem(archive, "transcript-not-in-call-log").details["call"] == "extra"
    assert archive.calls[-1].call_id == "extra"


def test_recording_and_transcript_of_one_name_are_one_call(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"transcripts/extra.srt": "", "recordings/extra.ogg": ""})
    assert codes(archive) == ["recording-not-in-call-log"]
    assert len(archive.calls) == 3


def test_a_recording_called_after_a_logged_call_is_taken_for_its_own(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"recordings/k2.mp3": "ID3"})
    assert the_problem(archive, "recording-matched-by-name").details["call"] == "k2"
    assert archive.calls[1].recording == "recordings/k2.mp3"


def test_a_second_recording_of_a_call_is_set_aside(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"recordings/copy/k1.wav": "RIFF"})
    assert the_problem(archive, "second-recording").file == "recordings/copy/k1.wav"
    assert archive.calls[0].recording == "recordings/k1.wav"


def test_a_second_transcript_of_a_call_is_named(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"transcripts/k2.vtt": "WEBVTT"})
    assert the_problem(archive, "second-transcript").details["used"] == "transcripts/k2.json"


def test_a_file_that_is_no_recording_is_named(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"recordings/readme.docx": "x", "recordings/.DS_Store": "x"})
    assert the_problem(archive, "unknown-file").file == "recordings/readme.docx"


def test_calls_come_in_time_order(tmp_path: Path) -> None:
    calls = TEXTS["calls.csv"] + "k0,2026-01-01T00:01+09:00,in,u1,,5,1,,\n"
    archive = read_changed(tmp_path, {"calls.csv": calls, "recordings/a.ogg": ""})
    assert [call.call_id for call in archive.calls] == ["k0", "k1", "k2", "a"]
