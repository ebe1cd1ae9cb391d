"""Recordings: whole or absent; one that cannot be had costs no other, and is named."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from deals.connectors.audio_type import audio_suffix
from deals.connectors.patience import Patience
from deals.connectors.rate_limit import RateLimit
from deals.connectors.recordings import Outcome, RecordingSource, download, recording_stem
from deals.connectors.secret_mask import SecretMask
from deals.connectors.session import ApiSession
from tests.deals.connectors.amocrm_server import AmoCrmServer
from tests.deals.connectors.conftest import TOKEN, run_fetch
from tests.deals.connectors.made_account import made_account
from tests.deals.connectors.tables import row, rows

MISSING = Path(".dealforensics/fetch/amocrm_missing_recordings.csv")


def missing(archive: Path) -> dict[str, dict[str, str]]:
    with (archive / MISSING).open(encoding="utf-8", newline="") as file:
        return {one["call_id"]: one for one in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("fault", "outcome", "sentence"),
    [
        ("403", "expired", "the link has expired"),
        ("404", "expired", "the link has expired"),
        ("410", "expired", "the link has expired"),
        ("html", "not-audio", "something that is no sound"),
        ("500", "no-answer", "the server did not answer"),
        ("broken-off", "no-answer", "the server did not answer"),
        ("reset", "no-answer", "the server did not answer"),
    ],
)
def test_a_recording_that_cannot_be_had_is_set_aside_by_call_and_the_rest_goes_on(
    server: AmoCrmServer, tmp_path: Path, fault: str, outcome: str, sentence: str
) -> None:
    server.behaviour.recording_faults = {"/sound/4": fault}
    printed = run_fetch(server, tmp_path)
    assert sentence in printed
    assert {call: one["outcome"] for call, one in missing(tmp_path).items()} == {"50040": outcome}
    assert row(tmp_path, "calls", "50040")["recording"] == ""
    assert sum(bool(one["recording"]) for one in rows(tmp_path, "calls")) == 11
    assert len(list((tmp_path / "recordings").iterdir())) == 11


def test_the_token_goes_to_the_account_alone(server: AmoCrmServer, tmp_path: Path) -> None:
    """Not to the same host at another port, and not on where the account's own address leads to another."""
    with AmoCrmServer(made_account(60)) as telephony:
        telephony.account.recordings = dict(server.account.recordings)
        server.account.find("contacts/notes", 50_040)["params"]["link"] = f"{telephony.url}/sound/4"
        server.behaviour.moved = {"/sound/5": f"{telephony.url}/sound/5"}
        run_fetch(server, tmp_path)
        assert sorted(telephony.recording_requests) == ["/sound/4", "/sound/5"]
        assert telephony.recording_tokens == {None}
    assert server.recording_tokens == {f"Bearer {TOKEN}"}
    assert len(list((tmp_path / "recordings").iterdir())) == 12


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/a", "http://[", "/sound/5"])
def test_a_link_that_leads_nowhere_or_in_a_circle_costs_its_recording_only(
    server: AmoCrmServer, tmp_path: Path, target: str
) -> None:
    server.behaviour.moved = {"/sound/5": target}
    assert "the server did not answer" in run_fetch(server, tmp_path)
    assert set(missing(tmp_path)) == {"50050"}
    assert len(list((tmp_path / "recordings").iterdir())) == 11


@pytest.mark.parametrize("link", ["file:///etc/passwd", "/etc/passwd", "//records/a.mp3", "http://", "javascript:x"])
def test_a_link_that_is_no_web_address_is_not_opened(server: AmoCrmServer, tmp_path: Path, link: str) -> None:
    server.account.find("contacts/notes", 50_040)["params"]["link"] = link
    assert "no usable link" in run_fetch(server, tmp_path)
    assert {call: one["outcome"] for call, one in missing(tmp_path).items()} == {"50040": "bad-link"}


def test_a_recording_without_end_is_left_out(server: AmoCrmServer, tmp_path: Path) -> None:
    with ApiSession(server.url, RateLimit(1000, Patience()), SecretMask()) as session:
        source = RecordingSource(session, largest_bytes=1000)
        result = download("50040", f"{server.url}/sound/4", source, tmp_path)
    assert (result.outcome, list(tmp_path.iterdir())) == (Outcome.TOO_LARGE, [])


@pytest.mark.parametrize("call_id", ["../../etc/passwd", "C:\\a", "a/b", "звонок 1", ".", "x" * 300, "a:b"])
def test_a_recording_is_called_so_that_it_stays_in_its_folder(call_id: str) -> None:
    stem = recording_stem(call_id)
    assert re.fullmatch(r"[A-Za-z0-9-]{1,80}", stem)
    assert stem != recording_stem(call_id + "1")


def test_a_lost_connection_is_tried_again_at_once(server: AmoCrmServer, tmp_path: Path) -> None:
    server.behaviour.recording_faults = {"/sound/4": "broken-off once", "/sound/5": "503 once"}
    run_fetch(server, tmp_path)
    assert not (tmp_path / MISSING).exists()
    assert (tmp_path / "recordings/50040.wav").read_bytes() == server.account.recordings["/sound/4"]


def test_a_server_that_is_away_is_not_asked_for_every_recording(server: AmoCrmServer, tmp_path: Path) -> None:
    server.account = made_account(60, server.url, recorded=60)
    server.behaviour.recording_faults = {f"/sound/{number}": "503" for number in range(60)}
    run_fetch(server, tmp_path)
    assert len(missing(tmp_path)) == 60
    assert len(set(server.recording_requests)) < 30
    server.behaviour.recording_faults = {}
    run_fetch(server, tmp_path)
    assert len(list((tmp_path / "recordings").iterdir())) == 60


@pytest.mark.parametrize("fault", ["403", "html"])
def test_an_expired_link_is_replaced_by_the_one_the_note_has_now(
    server: AmoCrmServer, tmp_path: Path, fault: str
) -> None:
    note = server.account.find("contacts/notes", 50_040)

    def renew(number: int, path: str, params: object) -> None:
        if path == "contacts/20004/notes/50040":
            note["params"]["link"] = f"{server.url}/sound/fresh"

    server.behaviour.recording_faults = {"/sound/4": fault}
    server.behaviour.before = renew
    server.account.recordings["/sound/fresh"] = server.account.recordings["/sound/4"]
    run_fetch(server, tmp_path)
    assert row(tmp_path, "calls", "50040")["recording"] == "recordings/50040.wav"


def test_an_expired_link_is_not_asked_for_again_but_a_silent_server_is(server: AmoCrmServer, tmp_path: Path) -> None:
    server.behaviour.recording_faults = {"/sound/4": "404", "/sound/5": "500"}
    run_fetch(server, tmp_path)
    server.recording_requests.clear()
    server.behaviour.recording_faults = {"/sound/4": "404"}
    printed = run_fetch(server, tmp_path)
    assert server.recording_requests == ["/sound/5"]
    assert "the link has expired" in printed
    assert set(missing(tmp_path)) == {"50040"}


def test_recordings_left_out_at_first_come_with_the_next_fetch(server: AmoCrmServer, tmp_path: Path) -> None:
    run_fetch(server, tmp_path, "--without-recordings")
    assert server.recording_requests == []
    run_fetch(server, tmp_path)
    assert sum(bool(one["recording"]) for one in rows(tmp_path, "calls")) == 12


def test_no_more_than_two_recordings_are_downloaded_at_a_time(server: AmoCrmServer, tmp_path: Path) -> None:
    server.behaviour.recording_faults = {f"/sound/{number}": "hang" for number in range(3)}
    server.behaviour.hang_s = 0.3
    run_fetch(server, tmp_path)
    first = server.recording_requests[:2]
    assert sorted(first) == ["/sound/0", "/sound/1"]
    assert server.most_recordings_at_once == 2


@pytest.mark.parametrize(
    ("head", "content_type", "suffix"),
    [
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio/mpeg", ".wav"),
        (b"ID3\x03\x00", "", ".mp3"),
        (b"\xff\xfb\x90\x00", "text/html", ".mp3"),
        (b"\xff\xf1\x50\x80", "", ".aac"),
        (b"OggS\x00\x02", "", ".ogg"),
        (b"\x00\x00\x00\x20ftypM4A ", "", ".m4a"),
        (b"\x00\x00\x00\x20ftyp3gp4", "", ".3gp"),
        (b"#!AMR\n", "", ".amr"),
        (b"#!AMR-WB\n", "", ".awb"),
        (b"fLaC", "", ".flac"),
        (bytes([0xD4, *range(32), 0xD1, 7]), "", ".gsm"),
        (b"\x80\x01\x02\x03", "audio/mpeg", ".mp3"),
        (b"\x80\x01\x02\x03", "application/octet-stream", None),
        (b"<!DOCTYPE html><html>", "audio/mpeg", None),
        (b"\xef\xbb\xbf<html>", "audio/mpeg", None),
        ("\ufeff<html>".encode("utf-16-le"), "text/html", None),
        ("<p>Запись удалена".encode("cp1251"), "audio/mpeg", None),
        ("Ссылка устарела".encode(), "audio/mpeg", None),
        (b'{"error": "expired"}', "audio/mpeg", None),
        (b"%PDF-1.7\n\x80", "application/pdf", None),
        (b"", "audio/mpeg", None),
    ],
)
def test_sound_is_told_by_its_bytes(head: bytes, content_type: str, suffix: str | None) -> None:
    assert audio_suffix(head, content_type) == suffix
