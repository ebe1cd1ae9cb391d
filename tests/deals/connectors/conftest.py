"""Fetching from the local server: in this process, or in one of its own that can be killed."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from tests.deals.connectors.amocrm_server import AmoCrmServer, Behaviour
from tests.deals.connectors.fetch_driver import fetch_once
from tests.deals.connectors.made_account import made_account

DRIVER = Path(__file__).with_name("fetch_driver.py")
SCALE = 0.02  # of waits and of the server's window of requests alike
TOKEN = "LONGLIVEDTOKEN123"


@pytest.fixture
def server() -> Iterator[AmoCrmServer]:
    """Sixty deals, twelve of their calls recorded. Limits are as documented, in a fiftieth of the time."""
    with AmoCrmServer(made_account(0), Behaviour(window_s=SCALE)) as server:
        server.account = made_account(60, server.url)
        yield server


@pytest.fixture
def big_server() -> Iterator[AmoCrmServer]:
    """Six hundred deals: several pages of each list."""
    with AmoCrmServer(made_account(0), Behaviour(window_s=SCALE)) as server:
        server.account = made_account(600, server.url)
        yield server


def start_fetch(
    server: AmoCrmServer, archive: Path, *options: str, scale: float = SCALE, token: str | None = TOKEN
) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DEALFORENSICS_")}
    if token is not None:
        environment["DEALFORENSICS_AMOCRM_TOKEN"] = token
    command = [sys.executable, str(DRIVER), server.url, str(archive), str(scale), *options]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, start_new_session=True
    )


def run_fetch(
    server: AmoCrmServer, archive: Path, *options: str, code: int = 0, scale: float = SCALE, token: str | None = TOKEN
) -> str:
    """Fetch to the end; what was printed. The exit code must be as told."""
    printed = io.StringIO()
    environment = {} if token is None else {"DEALFORENSICS_AMOCRM_TOKEN": token}
    with redirect_stdout(printed), redirect_stderr(printed):
        returned = fetch_once([server.url, str(archive), str(scale), *options], environment)
    assert returned == code, printed.getvalue()
    return printed.getvalue()


def archive_files(archive: Path) -> dict[str, bytes]:
    """Path to content of everything that is the archive itself; the store of the fetch holds times and counters."""
    files = (path for path in sorted(archive.rglob("*")) if path.is_file())
    return {
        path.relative_to(archive).as_posix(): path.read_bytes()
        for path in files
        if ".dealforensics" not in path.relative_to(archive).parts
    }
