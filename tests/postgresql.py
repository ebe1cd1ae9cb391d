"""A real PostgreSQL server for tests: the one that DEALFORENSICS_TEST_POSTGRES names, else one of our own.

Without a server the tests that need one are skipped; with DEALFORENSICS_REQUIRE_POSTGRES=1 they fail, so that
.ci/run cannot pass without them.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

PASSWORD = "s3cret-word"  # the server listens on this computer only, for as long as the tests run
_numbers = count(1)
# Waits until the tests let go of its input, also by being killed; then no server and no folder must stay behind. Where
# the server has ended before, `kill` fails and the folder is still needed.
_WATCH = 'trap "" INT HUP TERM; read -r _; kill -QUIT "$1" 2>/dev/null && sleep 1 && rm -rf "$2"'


@dataclass
class Server:
    """A server whose databases are made and thrown away. program: folder of initdb; None where it is not ours."""

    url: URL
    program: Path | None = None
    folder: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    watcher: subprocess.Popen[bytes] | None = None

    def new_database(self) -> str:
        """The URL of a new empty database."""
        name = f"dealforensics_test_{os.getpid()}_{next(_numbers)}"
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self.url.set(database=name).render_as_string(hide_password=False)

    def drop_database(self, url: str) -> None:
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)"))
        engine.dispose()

    def start(self) -> None:
        """Start it, again after `crash` or `kill`. It is a child of this process, which can so be sure of its end."""
        assert self.program is not None
        command = [str(self.program / "postgres"), "-D", str(self._data), *self._options()]
        with (self._data.parent / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **unprivileged())
        watch = ["sh", "-c", _WATCH, "watch", str(self.process.pid), str(self.folder)]
        self.watcher = subprocess.Popen(watch, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while not self._answers():
            assert self.process.poll() is None, (self._data.parent / "log").read_text(encoding="utf-8")
            assert time.monotonic() < deadline, "PostgreSQL did not start in a minute"
            time.sleep(0.05)

    def crash(self) -> None:
        """Stop without a word to anybody: what pg_ctl calls an immediate shutdown."""
        self._end(signal.SIGQUIT)

    def kill(self) -> None:
        """SIGKILL the main process; the others find out and end."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        assert self.process is not None, "this server was not started by the tests"
        self.process.send_signal(how)
        self.process.wait(timeout=60)
        if self.watcher is not None:
            self.watcher.communicate(timeout=60)
        deadline = time.monotonic() + 60
        while _processes_of(self._data):
            assert time.monotonic() < deadline, "PostgreSQL did not end in a minute"
            time.sleep(0.05)

    def _answers(self) -> bool:
        engine = create_engine(self.url, poolclass=NullPool)
        try:
            with engine.connect():
                return True
        except OperationalError:
            return False

    @property
    def _data(self) -> Path:
        assert self.folder is not None, "this server was not started by the tests"
        return self.folder / "data"

    def _options(self) -> list[str]:
        settings = {
            "port": self.url.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": self._data.parent,
            "fsync": "off",  # tests stop the server, never the computer
        }
        return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def programs() -> Path | None:
    """The folder of initdb and postgres, the newest version's where Debian has several."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _version(folder: Path) -> int:
    digits = folder.parent.name
    return int(digits) if digits.isdigit() else 0


def unprivileged() -> dict[str, Any]:
    """Arguments for a process of PostgreSQL, which refuses to work for root."""
    if os.getuid() != 0:
        return {}
    other = _other_user()
    return {"user": other.pw_uid, "group": other.pw_gid, "extra_groups": ()}


def _other_user() -> pwd.struct_passwd:
    users = {entry.pw_name: entry for entry in pwd.getpwall()}
    return users.get("postgres") or users["nobody"]


@contextmanager
def running_server() -> Iterator[Server]:
    """The server of DEALFORENSICS_TEST_POSTGRES, or a new one in a temporary folder. Skips where there is neither."""
    if given := os.environ.get("DEALFORENSICS_TEST_POSTGRES"):
        yield Server(make_url(given).set(drivername="postgresql+psycopg"))
        return
    with own_server() as server:
        yield server


@contextmanager
def own_server() -> Iterator[Server]:
    """A new server in a temporary folder, which may be stopped and killed. Skips where PostgreSQL is not installed."""
    program = programs()
    if program is None:
        reason = "no PostgreSQL: run tools/install_postgresql.sh, or name a server in DEALFORENSICS_TEST_POSTGRES"
        # With a server elsewhere only the tests that kill one are left out.
        given = "DEALFORENSICS_TEST_POSTGRES" in os.environ
        if os.environ.get("DEALFORENSICS_REQUIRE_POSTGRES") == "1" and not given:
            pytest.fail(reason)
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="dealforensics-pg-", dir="/tmp"))
    server = Server(
        URL.create("postgresql+psycopg", "tester", PASSWORD, "127.0.0.1", _free_port(), "postgres"), program, folder
    )
    try:
        (folder / "password").write_text(PASSWORD, encoding="utf-8")
        if os.getuid() == 0:
            for path in (folder, folder / "password"):
                shutil.chown(path, _other_user().pw_uid)
        command = [str(program / "initdb"), "-D", str(folder / "data"), "-U", "tester"]
        command += ["--pwfile", str(folder / "password"), "--auth", "scram-sha-256"]
        command += ["--encoding", "UTF8", "--locale", "C", "--no-sync"]
        made = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False, **unprivileged())
        assert made.returncode == 0, made.stderr
        server.start()
        try:
            yield server
        finally:
            server.crash()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _processes_of(data: Path) -> list[Path]:
    """The server's processes, which all work in its data folder. Linux only."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == data:
                found.append(process)
        except OSError:  # it ended meanwhile, or is not ours to look at
            continue
    return found
