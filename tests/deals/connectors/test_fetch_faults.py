"""What networks and servers do meanwhile leaves no trace in the archive; what cannot be helped ends in one sentence."""

from __future__ import annotations

import io
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import redirect_stderr
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from deals.connectors.amocrm.authorisation import TOKEN_VARIABLE
from deals.connectors.session import retry_after_s
from tests.deals.connectors.amocrm_server import AmoCrmServer
from tests.deals.connectors.conftest import SCALE, TOKEN, archive_files, run_fetch, start_fetch
from tests.deals.connectors.fetch_driver import fetch_once
from tests.deals.connectors.made_account import START
from tests.deals.connectors.tables import row, rows

ROOT = Path(__file__).parents[3]


@pytest.fixture
def undisturbed(server: AmoCrmServer, tmp_path: Path) -> dict[str, bytes]:
    run_fetch(server, tmp_path / "undisturbed")
    server.requests.clear()
    server.recording_requests.clear()
    return archive_files(tmp_path / "undisturbed")


def fetched(server: AmoCrmServer, tmp_path: Path) -> dict[str, bytes]:
    run_fetch(server, tmp_path / "disturbed")
    return archive_files(tmp_path / "disturbed")


@pytest.mark.parametrize("fault", ["500", "503", "504", "half", "html", "reset", "broken-off"])
def test_a_burst_of_faults_leaves_no_trace(
    server: AmoCrmServer, tmp_path: Path, undisturbed: dict[str, bytes], fault: str
) -> None:
    server.behaviour.faults = dict.fromkeys((2, 3, 4, 8, 12, 13), fault)
    assert fetched(server, tmp_path) == undisturbed


def test_a_hanging_answer_is_given_up_and_asked_for_again(
    server: AmoCrmServer, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    server.behaviour.faults = {7: "hang"}
    assert fetched(server, tmp_path) == undisturbed


def test_a_narrower_limit_is_obeyed_by_waiting(
    server: AmoCrmServer, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    server.behaviour.requests_per_window = 2  # other integrations use the rest
    server.behaviour.window_s = 5 * SCALE
    assert fetched(server, tmp_path) == undisturbed
    assert server.refused > 0


def test_a_pause_longer_than_can_be_waited_for_ends_in_a_sentence(server: AmoCrmServer, tmp_path: Path) -> None:
    server.behaviour.requests_per_window, server.behaviour.retry_after = 0, "86400"
    assert "asks for a longer pause (86400 s)" in run_fetch(server, tmp_path, code=1)


@pytest.mark.parametrize(
    ("fault", "code", "sentence"),
    [
        ("401", 2, "does not accept the token"),
        ("402", 2, "not paid for"),
        ("403", 2, "does not allow"),
        ("404", 2, "does not know"),
        ("400", 1, "refuses"),
        ("500", 1, "fault of its own (500)"),
        ("html", 1, "cannot be read"),
    ],
)
def test_a_fault_that_stays_ends_in_one_sentence(
    server: AmoCrmServer, tmp_path: Path, fault: str, code: int, sentence: str
) -> None:
    server.behaviour.faults = dict.fromkeys(range(9, 100), fault)
    printed = run_fetch(server, tmp_path, code=code)
    assert sentence in printed.splitlines()[-1]
    assert "Traceback" not in printed


def test_a_damaged_store_ends_in_a_sentence_that_names_it(server: AmoCrmServer, tmp_path: Path) -> None:
    store = tmp_path / ".dealforensics" / "fetch" / "amocrm.sqlite"
    store.parent.mkdir(parents=True)
    store.write_bytes(b"no database at all " * 100)
    assert f"{store} is damaged" in run_fetch(server, tmp_path, code=1)


def test_a_full_disk_is_called_one_and_not_a_damaged_store(
    server: AmoCrmServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def small(path: Path, **options: Any) -> sqlite3.Connection:
        db = connect(path, **options)
        db.execute("PRAGMA max_page_count = 12")
        return db

    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", small)
        printed = run_fetch(server, tmp_path, code=1)
    assert "Make room" in printed
    assert "damaged" not in printed
    run_fetch(server, tmp_path)
    assert len(rows(tmp_path, "deals")) == 60


def test_a_table_that_somebody_else_made_stops_the_fetch_before_it_begins(server: AmoCrmServer, tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text("Дата;Телефон\n01.02.2026;79990001122\n", encoding="cp1251")
    before = (tmp_path / "calls.csv").read_bytes()
    printed = run_fetch(server, tmp_path, code=2)
    assert "calls.csv" in printed
    assert "did not make it" in printed
    assert server.requests == []
    assert (tmp_path / "calls.csv").read_bytes() == before


@pytest.mark.parametrize("content", ["company: [Ромашка\n", "company: Ромашка\nas_of: 2026-02-30\n"])
def test_settings_that_cannot_be_read_are_left_as_they_are(server: AmoCrmServer, tmp_path: Path, content: str) -> None:
    (tmp_path / "archive.yaml").write_text(content, encoding="utf-8")
    assert "not valid YAML" in run_fetch(server, tmp_path, code=2)
    assert (tmp_path / "archive.yaml").read_text(encoding="utf-8") == content


def test_a_mistyped_address_does_not_take_the_folder(server: AmoCrmServer, tmp_path: Path) -> None:
    server.behaviour.faults = {1: "404"}
    port = server.url.rpartition(":")[2]
    with redirect_stderr(io.StringIO()) as said:
        assert fetch_once([f"http://localhost:{port}", str(tmp_path), str(SCALE)], {TOKEN_VARIABLE: TOKEN}) == 2
    assert "Check the address" in said.getvalue()
    run_fetch(server, tmp_path)
    assert len(rows(tmp_path, "deals")) == 60


def test_a_pause_until_a_moment_is_measured_by_the_clock_that_names_it() -> None:
    headers = {"Date": "Wed, 01 Jan 2020 10:00:00 GMT", "Retry-After": "Wed, 01 Jan 2020 10:00:30 GMT"}
    assert retry_after_s(httpx.Response(503, headers=headers)) == 30


def test_a_day_that_has_not_come_by_the_servers_clock_is_refused(server: AmoCrmServer, tmp_path: Path) -> None:
    server.behaviour.clock_ahead_s = -400 * 86_400.0  # the server's clock is far behind ours
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    assert "has not come" in run_fetch(server, tmp_path, "--since", yesterday, code=2)
    server.behaviour.clock_ahead_s = 0.0
    run_fetch(server, tmp_path, "--since", yesterday)


def test_what_is_new_is_told_by_the_servers_clock(server: AmoCrmServer, tmp_path: Path) -> None:
    server.behaviour.clock_ahead_s = -30 * 86_400.0
    run_fetch(server, tmp_path)
    server.account.change_lead(10_002, int(time.time()) - 29 * 86_400, price=77)  # a day later, by that clock
    server.requests.clear()
    run_fetch(server, tmp_path)
    assert row(tmp_path, "deals", "10002")["amount"] == "77"
    settings = yaml.safe_load((tmp_path / "archive.yaml").read_text(encoding="utf-8"))
    assert abs((datetime.now(UTC).date() - timedelta(days=30)) - settings["as_of"]) <= timedelta(days=1)


def test_a_server_that_is_not_there_ends_in_one_sentence(server: AmoCrmServer, tmp_path: Path) -> None:
    server.__exit__()
    assert "cannot be reached" in run_fetch(server, tmp_path, code=1)


def test_a_deal_changed_or_deleted_between_two_pages_costs_no_other(big_server: AmoCrmServer, tmp_path: Path) -> None:
    account = big_server.account
    pages = {"leads": 0, "tasks": 0}

    def change(number: int, path: str, params: dict[str, str]) -> None:
        if path not in pages:
            return
        pages[path] += 1
        if pages[path] == 2 and path == "leads":
            account.delete("leads", 10_001)  # read already: everything behind it moves a place forward
            account.change_lead(10_002, START + 400 * 86_400, price=5)  # moves to the end of the list
            account.change_lead(10_590, START + 400 * 86_400, price=6)  # not read yet
        elif pages[path] in (2, 3) and path == "tasks":
            account.delete("tasks", 50_000 + pages[path])

    big_server.behaviour.before = change
    run_fetch(big_server, tmp_path)
    assert {one["deal_id"] for one in rows(tmp_path, "deals")} >= {str(10_000 + number) for number in range(600)}
    assert (row(tmp_path, "deals", "10002")["amount"], row(tmp_path, "deals", "10590")["amount"]) == ("5", "6")
    wanted = {str(50_000 + number) for number in range(600) if number not in (2, 3)}
    assert {one["task_id"] for one in rows(tmp_path, "tasks")} >= wanted


@pytest.mark.parametrize("exclusive", [False, True])
def test_hundreds_of_deals_changed_in_one_second_are_all_read(
    big_server: AmoCrmServer, tmp_path: Path, exclusive: bool
) -> None:
    big_server.behaviour.exclusive = exclusive  # the documentation does not say
    for lead in big_server.account.lists["leads"][20:590]:
        lead["updated_at"] = START + 90 * 86_400
    run_fetch(big_server, tmp_path, "--without-recordings")
    assert len(rows(tmp_path, "deals")) == 600


@pytest.mark.parametrize("change", [{"orders": False}, {"largest_page": 50}, {"orders": False, "largest_page": 77}])
def test_a_server_without_order_or_with_smaller_pages_is_read_to_the_end(
    big_server: AmoCrmServer, tmp_path: Path, change: dict[str, Any]
) -> None:
    random.Random(7).shuffle(big_server.account.lists["leads"])
    random.Random(8).shuffle(big_server.account.lists["tasks"])
    for name, value in change.items():
        setattr(big_server.behaviour, name, value)
    run_fetch(big_server, tmp_path, "--without-recordings")
    assert {table: len(rows(tmp_path, table)) for table in ("deals", "tasks", "calls", "stage_history")} == {
        "deals": 600,
        "tasks": 600,
        "calls": 600,
        "stage_history": 1600,
    }


def test_pages_that_the_server_takes_too_long_for_are_asked_for_in_small(
    big_server: AmoCrmServer, tmp_path: Path
) -> None:
    too_slow: set[int] = set()

    def slow(number: int, path: str, params: dict[str, str]) -> None:
        if path == "leads" and params["limit"] == "250":
            too_slow.add(number)
            big_server.behaviour.faults[number] = "504"

    big_server.behaviour.before = slow
    run_fetch(big_server, tmp_path, "--without-recordings")
    assert len(rows(tmp_path, "deals")) == 600
    assert len(too_slow) == 9  # the tries of one request; after it only small ones


def test_a_second_fetch_into_the_same_archive_is_refused_while_one_runs(server: AmoCrmServer, tmp_path: Path) -> None:
    server.behaviour.faults = {5: "hang"}
    first = start_fetch(server, tmp_path)
    wait_for(lambda: len(server.requests) >= 5)
    assert "is running" in run_fetch(server, tmp_path, code=2)
    assert first.wait(timeout=60) == 0


def test_ctrl_c_stops_at_once_and_the_same_command_goes_on(
    server: AmoCrmServer, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    server.behaviour.faults = {9: "hang"}
    archive = tmp_path / "disturbed"
    command = ["-m", "pipelines.cli", "--lang", "en", "fetch", "amocrm", "--account", server.url, "--out", str(archive)]
    environment = {**os.environ, "DEALFORENSICS_AMOCRM_TOKEN": "LONGLIVEDTOKEN123"}
    server.behaviour.window_s = 1.0
    process = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    wait_for(lambda: len(server.requests) >= 9)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err.strip()) == (
        130,
        "Stopped. What was fetched so far is kept; the same command goes on from there.",
    )
    server.behaviour.window_s, server.behaviour.faults = SCALE, {}
    asked = len(server.requests)
    assert fetched(server, tmp_path) == undisturbed
    assert not any("/users?" in path for path in server.requests[asked:])  # was read before


def wait_for(done: object) -> None:
    deadline = time.monotonic() + 60
    while not done():  # type: ignore[operator]
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.01)
