"""Prefect without its noise and its wait: settings, and a private API server that starts beside our own imports.

A flow needs an API. Left alone, Prefect starts a temporary server in the middle of the first flow: 8 to 15 s without a
word, log lines on the terminal at start and end, a shared SQLite file under ~/.prefect, and a server that outlives a
killed run. Here the server process is started first, the caller goes on importing and reading meanwhile, each run has
a database of its own in a temporary folder, and everything Prefect logs goes into a file.

A user who runs a Prefect server names it in the environment variable PREFECT_API_URL; then nothing is started here.
Only the environment counts: a profile that somebody logged in to for other work must not receive this run's names.

Nothing here imports Prefect: it reads its settings once, when it is imported, so this comes first.
"""

from __future__ import annotations

import atexit
import base64
import os
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from importlib.metadata import version
from pathlib import Path
from typing import IO

from transcribe.cache_folder import cache_folder

HOST = "127.0.0.1"
ANSWER_TIMEOUT_S = 10
START_TIMEOUT_S = 180  # 3 s is usual; a first start on a busy disk took 14 s


class FlowServerError(Exception):
    """Prefect's API did not come up; `log` may say why."""

    def __init__(self, log: Path) -> None:
        super().__init__(f"the flow server did not start, see {log}")
        self.log = log


def quiet_settings(log: Path) -> dict[str, str]:
    """Environment under which Prefect says nothing on the terminal, sends nothing anywhere and keeps no results."""
    settings = {
        "DO_NOT_TRACK": "1",  # usage reports of Prefect's client library
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_LOGGING_SETTINGS_PATH": str(Path(__file__).with_name("run_logging.yml")),
        "PREFECT_LOGGING_HANDLERS_FILE_FILENAME": str(log),
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",  # finished transcripts are kept by transcribe.transcript_store
    }
    # A proxy for the outer world must not be asked for this machine's own address.
    for name in ("NO_PROXY", "no_proxy"):
        settings[name] = ",".join(filter(None, (os.environ.get(name, ""), HOST, "localhost")))
    return settings


def private_settings(port: int, password: str, folder: str) -> dict[str, str]:
    """Environment that ties Prefect to the run's own server and keeps it out of ~/.prefect, which may be damaged."""
    return {
        "PREFECT_API_URL": f"http://{HOST}:{port}/api",
        "PREFECT_API_AUTH_STRING": password,
        "PREFECT_HOME": folder,
        "PREFECT_PROFILES_PATH": str(Path(folder) / "profiles.toml"),
    }


class FlowServerUnreachable(Exception):
    """The server that PREFECT_API_URL names does not answer; the argument is that address."""


class FlowServer:
    """The API server of one run. `start` returns at once; `wait` before the first flow; `stop` is also done at exit.

    log: file for what Prefect and the server log; made when there is something to log.
    """

    def __init__(self, log: Path) -> None:
        self.log = log
        self._process: subprocess.Popen[bytes] | None = None
        self._ready = threading.Event()
        self._ended = threading.Event()
        self._users_own: str | None = None  # address of a server that the user runs

    def start(self) -> None:
        """Set this process's Prefect settings and, unless the user named a server, start one.

        Raises FlowServerError when the process cannot even open a port.
        """
        os.environ.update(quiet_settings(self.log))
        self._users_own = os.environ.get("PREFECT_API_URL")
        if self._users_own:
            return
        password = "run:" + base64.b32encode(os.urandom(20)).decode()  # other users of this machine stay out
        self._process = self._start_process(password)
        # Registered before Prefect is imported, so carried out after Prefect's own exit handlers, which still talk
        # to the server.
        atexit.register(self.stop)
        assert self._process.stdout is not None
        port, folder = (self._process.stdout.readline().decode().strip() for _ in range(2))
        if not port or not folder:
            raise FlowServerError(self.log)
        os.environ.update(private_settings(int(port), password, folder))
        threading.Thread(target=self._watch, args=(self._process.stdout,), daemon=True).start()

    def _start_process(self, password: str) -> subprocess.Popen[bytes]:
        template = cache_folder() / "prefect" / f"empty-{version('prefect')}.db"
        environment = {
            **os.environ,
            "PREFECT_SERVER_API_AUTH_STRING": password,
            "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",  # block types are for deployments; 0.5 s
            "PREFECT__SERVER_EPHEMERAL": "1",  # no scheduler, no user interface
            "PREFECT__SERVER_FINAL": "1",
        }
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            return subprocess.Popen(
                # -P: a file of the current folder must not stand in for a library of the server
                [sys.executable, "-P", str(Path(__file__).with_name("flow_server_process.py")), str(template)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment,
                start_new_session=True,
            )

    def _watch(self, stdout: IO[bytes]) -> None:
        if stdout.readline().strip() == b"ready":
            self._ready.set()
        else:
            self._ended.set()
            self._ready.set()

    def wait(self) -> None:
        """Wait until flows can run. Raises FlowServerError, or FlowServerUnreachable for a server of the user's."""
        if self._users_own:
            _ask(self._users_own)
        elif not self._ready.wait(START_TIMEOUT_S) or self._ended.is_set():
            raise FlowServerError(self.log)

    def stop(self) -> None:
        """End the server process and wait for it. Safe to call twice."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        process.stdin.close()  # the process ends at the end of its input
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _ask(url: str) -> None:
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=ANSWER_TIMEOUT_S):
            pass
    except urllib.error.HTTPError:
        return  # it answers, if only to ask who is there; Prefect has the key
    except (OSError, ValueError) as error:
        raise FlowServerUnreachable(url) from error
