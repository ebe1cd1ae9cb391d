"""The tests' own PostgreSQL ends with them."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.postgresql import programs

START_AND_WAIT = """
import sys
from tests.postgresql import own_server
with own_server() as server:
    print(server.process.pid, server.folder, flush=True)
    sys.stdin.read()
"""


def is_there(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(programs() is None, reason="no PostgreSQL of our own to start")
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
def test_tests_that_are_killed_leave_no_server_behind() -> None:
    tests = subprocess.Popen(
        [sys.executable, "-c", START_AND_WAIT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert tests.stdout is not None
    process, folder = tests.stdout.readline().split()
    assert is_there(int(process))
    tests.kill()
    tests.wait(timeout=60)
    deadline = time.monotonic() + 60
    while is_there(int(process)) or Path(folder).exists():
        assert time.monotonic() < deadline, "the server or its folder stayed behind"
        time.sleep(0.05)
