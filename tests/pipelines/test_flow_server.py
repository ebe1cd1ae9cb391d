"""Prefect's server as a run starts it: quiet, private, and gone with the run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

FLOW = """
import sys, time
from pathlib import Path
from pipelines.flow_server import FlowServer
server = FlowServer(Path(sys.argv[1]))
server.start()
from prefect import flow, task
server.wait()
@task
def double(x): return 2 * x
@flow
def doubled(x):
    if x == "wait":
        print("waiting", flush=True)
        # In short sleeps: a signal that comes just before a sleep begins is only looked at when it ends.
        for _ in range(600): time.sleep(0.1)
    return double(x)
print(doubled(sys.argv[2]), flush=True)
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's cache folder, empty at first; the prepared database in it makes later starts quick."""
    return tmp_path_factory.mktemp("cache")


def start_flow(tmp_path: Path, cache: Path, argument: str, **environment: str) -> subprocess.Popen[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return subprocess.Popen(
        [sys.executable, "-c", FLOW, str(tmp_path / "run.log"), argument],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**clean, "XDG_CACHE_HOME": str(cache), "TMPDIR": str(tmp_path), **environment},
        start_new_session=True,
    )


def server_folders(tmp_path: Path) -> list[Path]:
    return list(tmp_path.glob("dealforensics-flow-*"))


def prepared_database(cache: Path) -> Path:
    return cache / "dealforensics" / "prefect" / f"empty-{version('prefect')}.db"


def test_a_flow_says_nothing_but_its_own_words_and_leaves_nothing_behind(tmp_path: Path, cache: Path) -> None:
    home = tmp_path / "home"  # stands for a user's own Prefect settings, damaged
    (home / ".prefect").mkdir(parents=True)
    (home / ".prefect" / "profiles.toml").write_text("this is [[[ no TOML")
    output, errors = start_flow(tmp_path, cache, "ab", HOME=str(home), HTTP_PROXY="http://127.0.0.1:9").communicate(
        timeout=120
    )
    assert (output, errors) == ("abab\n", "")
    assert server_folders(tmp_path) == []
    assert prepared_database(cache).is_file()


def test_a_damaged_prepared_database_is_made_again(tmp_path: Path, cache: Path) -> None:
    prepared_database(cache).parent.mkdir(parents=True, exist_ok=True)
    prepared_database(cache).write_bytes(b"damaged")
    output, errors = start_flow(tmp_path, cache, "cd").communicate(timeout=120)
    assert (output, errors) == ("cdcd\n", "")
    assert prepared_database(cache).stat().st_size > 100_000


@pytest.mark.parametrize("signal_number", [signal.SIGKILL, signal.SIGINT])
def test_the_server_ends_with_a_run_that_is_killed(tmp_path: Path, cache: Path, signal_number: signal.Signals) -> None:
    process = start_flow(tmp_path, cache, "wait")
    assert process.stdout is not None
    assert process.stdout.readline() == "waiting\n"
    assert len(server_folders(tmp_path)) == 1
    process.send_signal(signal_number)
    process.communicate(timeout=30)
    deadline = time.monotonic() + 10
    while server_folders(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert server_folders(tmp_path) == []
