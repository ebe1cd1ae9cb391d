"""Killed at any moment and started again, a fetch ends in the same archive byte for byte, and asks nothing twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import threading
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from tests.deals.connectors.amocrm_server import AmoCrmServer
from tests.deals.connectors.conftest import archive_files, run_fetch, start_fetch

SEED = 20261126


def kill(process: subprocess.Popen[str]) -> None:
    with suppress(ProcessLookupError):  # it was through before
        os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.slow
def test_killed_at_many_requests_the_archive_is_the_same(big_server: AmoCrmServer, tmp_path: Path) -> None:
    run_fetch(big_server, tmp_path / "undisturbed")
    needed = len(big_server.requests)
    big_server.requests.clear()
    running: list[subprocess.Popen[str]] = []
    chance = random.Random(SEED)
    moments = iter(sorted(chance.sample(range(3, needed), 6)))
    print(f"seed {SEED}: killed at requests {moments}")
    following = next(moments)

    def kill_at(number: int, path: str, params: Mapping[str, str]) -> None:
        nonlocal following
        if number == following:
            following = next(moments, -1)
            kill(running[-1])

    big_server.behaviour.before = kill_at
    kills = 0
    while True:
        running.append(start_fetch(big_server, tmp_path / "killed"))
        running[-1].communicate(timeout=120)
        if running[-1].returncode == 0:
            break
        assert running[-1].returncode == -signal.SIGKILL
        kills += 1
    assert kills == 6
    assert archive_files(tmp_path / "killed") == archive_files(tmp_path / "undisturbed")
    again = Counter(path for path in big_server.requests if not path.startswith("/api/v4/account"))
    assert sum(again.values()) - len(again) <= kills  # at most the request in work at each kill


@pytest.mark.slow
def test_killed_while_tables_are_written_or_recordings_downloaded(server: AmoCrmServer, tmp_path: Path) -> None:
    """Each start is killed a little later after its last request of a list, until one is through."""
    run_fetch(server, tmp_path / "undisturbed")
    server.requests.clear()
    server.recording_requests.clear()
    delays = iter((0.0, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12))
    running: list[subprocess.Popen[str]] = []

    def kill_soon(number: int, path: str, params: Mapping[str, str]) -> None:
        delay = next(delays, None) if path == "tasks" or (number > 1 and path == "account") else None
        if delay is not None:
            threading.Timer(delay, kill, [running[-1]]).start()

    server.behaviour.before = kill_soon
    killed = 0
    while True:
        running.append(start_fetch(server, tmp_path / "killed"))
        running[-1].communicate(timeout=120)
        if running[-1].returncode == 0:
            break
        killed += 1
    assert killed >= 3
    assert archive_files(tmp_path / "killed") == archive_files(tmp_path / "undisturbed")
    assert not list((tmp_path / "killed" / "recordings").glob(".*"))


def test_killed_in_the_middle_of_a_recording_it_is_downloaded_whole(server: AmoCrmServer, tmp_path: Path) -> None:
    server.behaviour.recording_faults = {"/sound/3": "hang"}
    process = start_fetch(server, tmp_path)
    while "/sound/3" not in server.recording_requests:
        assert process.poll() is None
    kill(process)
    process.wait()
    server.behaviour.recording_faults = {}
    asked = len(server.recording_requests)
    run_fetch(server, tmp_path)
    files = {path.stem: path.read_bytes() for path in (tmp_path / "recordings").iterdir()}
    wanted = {str(50_000 + 10 * n): server.account.recordings[f"/sound/{n}"] for n in range(12)}
    assert files == wanted
    assert len(server.recording_requests) - asked < 12  # those that were whole are not asked for again


def test_half_written_tables_of_a_killed_process_are_cleared_away(server: AmoCrmServer, tmp_path: Path) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    (tmp_path / f".calls.csv.{gone.pid}.77").write_text("half")
    (tmp_path / f".calls.csv.{os.getpid()}.77").write_text("in work")
    run_fetch(server, tmp_path)
    assert [path.name for path in tmp_path.glob(".calls*")] == [f".calls.csv.{os.getpid()}.77"]
