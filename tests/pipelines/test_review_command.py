"""`dealforensics review` and `account` as processes."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.pipelines.test_cli import dealforensics
from tests.reports.review.web.conftest import TOKEN, write_sample_run


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "review.db")


class Served:
    """A server that has said where it is."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self.process, self.said = process, [process.stdout.readline()]
        while "http://" not in self.said[-1]:
            self.said.append(process.stdout.readline())
            assert self.said[-1], "".join(self.said)
        self.address = self.said[-1].split()[-1]


@pytest.fixture
def served(tmp_path: Path, database: str) -> Iterator[Served]:
    port = str(free_port())
    command = [sys.executable, "-m", "pipelines.cli", "--lang", "en", "review", str(write_sample_run(tmp_path))]
    with subprocess.Popen(
        [*command, "--database", database, "--port", port], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            yield Served(process)
        finally:
            process.kill()


def test_the_first_start_says_how_to_log_in_and_ctrl_c_ends_it(served: Served) -> None:
    match = re.search(r"Log in as (\w+) with the password (\S+);", "".join(served.said))
    assert match is not None
    assert served.said[0] == "Opening the review …\n"
    with httpx.Client(base_url=served.address) as client:
        assert client.get("/health").json() == {"status": "ok"}
        token = TOKEN.search(client.get("/login").text)
        assert token is not None
        answer = client.post("/login", data={"form_token": token[1], "name": match[1], "password": match[2]})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert client.get("/queue").headers["location"] == "/password"
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(30) == 0


def test_accounts_are_made_closed_and_listed(database: str) -> None:
    made = dealforensics("--lang", "en", "account", "add", "Anna", "--role", "quality", "--database", database)
    assert made.returncode == 0
    assert "Password, shown only now: " in made.stdout
    assert dealforensics("account", "disable", "anna", "--database", database).returncode == 0
    listed = dealforensics("--lang", "en", "account", "list", "--database", database)
    assert listed.stdout == "Anna · quality team · closed\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["review", "--database", "DB"],
        ["review", "no/such/folder", "--database", "DB"],
        ["review", "--database", "DB", "--port", "99999"],
        ["review", "--database", "DB", "--user-header", "x-user"],
        ["review", "--database", "nonsense://x"],
        ["account", "disable", "nobody", "--database", "DB"],
        ["account", "add", "Igor", "--role", "manager", "--database", "DB"],
        ["account", "add", "Igor", "--role", "king", "--database", "DB"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_used_is_said_in_one_sentence(arguments: list[str], database: str) -> None:
    result = dealforensics("--lang", "en", *(database if part == "DB" else part for part in arguments))
    assert (result.returncode, len(result.stderr.strip().splitlines())) == (2, 1), result.stderr


def test_accounts_need_nothing_heavy() -> None:
    """Loading scikit-learn would take longer than all that the command does."""
    code = "import sys, pipelines.account_command; sys.exit('sklearn' in sys.modules or 'pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
