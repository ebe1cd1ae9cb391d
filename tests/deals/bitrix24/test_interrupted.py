"""A fetch that is killed anywhere goes on where it was, and ends as if nothing had happened."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from deals.connectors.bitrix24.authorisation import WEBHOOK_VARIABLE
from tests.deals.bitrix24.fetching import fetched, files
from tests.deals.bitrix24.made_portal import made_portal
from tests.deals.bitrix24.portal_server import PortalServer

ROOT = Path(__file__).parents[3]
DEALS = 40
# The command itself, but for the waits, which are as much shorter as the server's clock is faster.
COMMAND = """
import sys
from pathlib import Path
from deals.connectors.patience import Patience
from pipelines.fetch_command import FetchRequest, fetch_command
from reports.texts import Texts
request = FetchRequest("bitrix24", Path(sys.argv[1]), patience=Patience(timeout_s=2, scale=1 / float(sys.argv[2])))
sys.exit(fetch_command(request, Texts("en")))
"""


def started(server: PortalServer, archive: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, str(archive), str(server.rules.speed)],
        cwd=ROOT,
        env={**os.environ, WEBHOOK_VARIABLE: server.webhook},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def killed_at(server: PortalServer, archive: Path, method: str, number: int) -> None:
    """Start a fetch and kill it when it sends its number-th request of a method (1 is the first)."""
    seen, process_known = 0, threading.Event()

    def watch(called: str) -> None:
        nonlocal seen
        if called == method:
            seen += 1
            if seen == number:
                process_known.wait(10)
                os.kill(process.pid, signal.SIGKILL)

    server.watch = watch
    process = started(server, archive)
    process_known.set()
    output = process.communicate(timeout=120)[0]
    server.watch = lambda called: None
    assert process.returncode == -signal.SIGKILL, output.decode()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    archive = tmp_path_factory.mktemp("undisturbed")
    with PortalServer(made_portal(DEALS)).running() as server:
        fetched(server, archive)
    return files(archive)


PLACES = [
    ("user.get", 1),
    ("crm.item.list", 3),
    ("crm.activity.list", 2),
    ("batch", 2),
    ("voximplant.statistic.get", 2),
    ("download", 25),
]


@pytest.mark.parametrize(("method", "number"), PLACES, ids=lambda value: str(value))
def test_killed_and_started_again_it_ends_with_the_same_files(
    method: str, number: int, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    with PortalServer(made_portal(DEALS)).running() as server:
        killed_at(server, tmp_path, method, number)
        fetched(server, tmp_path)
    assert files(tmp_path) == undisturbed


def test_killed_again_and_again_it_ends_with_the_same_files_and_asks_for_no_page_twice_that_it_has(
    tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    with PortalServer(made_portal(DEALS)).running() as server:
        for method in ("user.get", "crm.item.list", "crm.activity.list", "batch", "voximplant.statistic.get"):
            killed_at(server, tmp_path, method, 2 if method == "batch" else 1)
        for _ in range(2):
            killed_at(server, tmp_path, "download", 15)
        server.seen.requests.clear()
        fetched(server, tmp_path)
    assert files(tmp_path) == undisturbed
    assert server.seen.requests["crm.item.list"] == 0
    assert server.seen.requests["crm.activity.list"] == 0


def test_a_second_fetch_right_after_changes_no_file(tmp_path: Path, undisturbed: dict[str, bytes]) -> None:
    with PortalServer(made_portal(DEALS)).running() as server:
        fetched(server, tmp_path)
        fetched(server, tmp_path)
        fetched(server, tmp_path, everything=True)
    assert files(tmp_path) == undisturbed
