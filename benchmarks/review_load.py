"""Do 40 people at once on 5,000 deals get their pages in time, and is every acknowledged verdict there afterwards?

    python -m benchmarks.review_load [--seconds 300] [--people 40] [--deals 5000] [--database URL] [--pause 1]

The review runs in a process of its own on this computer, as `dealforensics review` serves it. Each person logs in, then
asks for the next deal, reads it, and judges it, now and then with a look at the queue, a filter or the figures. Between
requests a person waits `--pause` seconds on average; 0 shows how much the server can do. The clients share the
computer's processors with the server. At the end the verdicts in the database are counted against those that the
server acknowledged. All log in at the same moment, and a password is slow to check on purpose: logins are shown apart.
"""

import argparse
import asyncio
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import numpy as np
from sqlalchemy import select

from benchmarks.conditions import conditions
from reports.review.store.database import ReviewDatabase
from reports.review.store.review_store import open_review
from reports.review.store.schema import verdicts
from tests.reports.review.store.made_run import write_made_run

LIBRARIES = ("fastapi", "starlette", "uvicorn", "sqlalchemy", "httpx")
PASSWORD = "a long password 1"
UNFLAGGED = 60  # as many as a run draws of each list
OTHER_PAGES = (
    "/queue", "/queue?page=3", "/queue?state=any", "/queue?amount_from=100000&amount_to=900000", "/figures"
)  # fmt: skip
STARTING_S = 60
_TOKEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')
_CASE = re.compile(r"/cases/(\d+)")


@dataclass
class Seen:
    """What all people together met. taken_s: per kind of request. acknowledged: name, case and comment."""

    taken_s: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    acknowledged: list[tuple[str, int, str]] = field(default_factory=list)


class Person:
    """One browser: its cookies, the token of its forms, its own waiting."""

    def __init__(self, name: str, client: httpx.AsyncClient, seen: Seen, pause_s: float) -> None:
        self.name, self.client, self.seen, self.pause_s = name, client, seen, pause_s
        self.chance = random.Random(name)
        self.token = ""

    async def ask(self, kind: str, method: str, path: str, data: Mapping[str, str] | None = None) -> httpx.Response:
        """Timed until the last byte. Anything but a page or a way on counts as an error."""
        started = time.perf_counter()
        try:
            answer = await self.client.request(method, path, data=data)
        except httpx.HTTPError as error:
            self.seen.errors[f"{kind}: {type(error).__name__}"] += 1
            raise
        self.seen.taken_s[kind].append(time.perf_counter() - started)
        if answer.status_code not in (200, 303):
            self.seen.errors[f"{kind}: {answer.status_code}"] += 1
        if (found := _TOKEN.search(answer.text)) is not None:
            self.token = found[1]
        return answer

    async def log_in(self) -> None:
        await self.ask("login page", "GET", "/login")
        fields = {"form_token": self.token, "name": self.name, "password": PASSWORD}
        answer = await self.ask("login", "POST", "/login", fields)
        if answer.status_code != 303:
            raise RuntimeError(f"{self.name} could not log in: {answer.status_code}")

    async def work(self, until: float) -> None:
        done = 0
        while time.monotonic() < until:
            with suppress(httpx.HTTPError):
                done += 1
                await self.judge_one(f"{self.name} {done}")
            if self.chance.random() < 0.2:
                with suppress(httpx.HTTPError):
                    await self.ask("queue, figures", "GET", self.chance.choice(OTHER_PAGES))
            await self.wait()

    async def judge_one(self, comment: str) -> None:
        case = _CASE.search((await self.ask("next", "GET", "/next")).headers.get("location", ""))
        if case is None:
            return
        case_id = int(case[1])
        await self.ask("case", "GET", f"/cases/{case_id}")
        await self.wait()
        decision, grade = self.chance.choice((("confirm", "3"), ("confirm", "2"), ("reject", "0"), ("unsure", "")))
        fields = {"form_token": self.token, "decision": decision, "grade": grade, "comment": comment, "onward": "stay"}
        answer = await self.ask("verdict", "POST", f"/cases/{case_id}/verdict", fields)
        if answer.status_code == 303:
            self.seen.acknowledged.append((self.name, case_id, comment))

    async def wait(self) -> None:
        await asyncio.sleep(self.chance.expovariate(1 / self.pause_s) if self.pause_s else 0)


async def all_at_once(address: str, names: list[str], seconds: float, pause_s: float) -> Seen:
    seen = Seen()
    async with asyncio.TaskGroup() as group:
        for name in names:
            group.create_task(_one(Person(name, _browser(address), seen, pause_s), seconds))
    return seen


def _browser(address: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=address, timeout=60, limits=httpx.Limits(max_connections=1))


async def _one(person: Person, seconds: float) -> None:
    async with person.client:
        await person.log_in()
        await person.work(time.monotonic() + seconds)


def prepare(database: str, folder: Path, deals: int, people: int) -> list[str]:
    """A store with cases and accounts; the names of the people."""
    started = time.perf_counter()
    store = open_review([write_made_run(folder, deals - UNFLAGGED, UNFLAGGED)], database, reviewers=2)
    print(f"{deals:,} deals made and loaded: {time.perf_counter() - started:.1f} s", flush=True)
    names = [f"reviewer {number:02}" for number in range(1, people + 1)]
    for number, name in enumerate(names):
        store.add_account(name, "quality" if number % 4 else "consultant", PASSWORD)
    store.close()
    return names


def start(database: str) -> tuple[subprocess.Popen[bytes], str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "pipelines.cli", "review", "--database", database, "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    address, until = f"http://127.0.0.1:{port}", time.monotonic() + STARTING_S
    while time.monotonic() < until and server.poll() is None:
        with suppress(httpx.HTTPError):
            if httpx.get(f"{address}/health", timeout=5).status_code == 200:
                return server, address
        time.sleep(0.1)
    server.kill()
    raise RuntimeError("the review did not start")


def lost(database: str, acknowledged: list[tuple[str, int, str]]) -> list[tuple[str, int, str]]:
    """Those that the server acknowledged and the database does not hold. Read from the table itself: the store shows
    nobody what he is to stay blind to."""
    opened = ReviewDatabase(database)
    kept = select(verdicts.c.reviewer, verdicts.c.case_id, verdicts.c.comment)
    try:
        with opened.reading() as connection:
            return sorted(set(acknowledged) - {tuple(row) for row in connection.execute(kept)})
    finally:
        opened.close()


def report(seen: Seen, missing: list[tuple[str, int, str]], seconds: float) -> None:
    everything = [taken for kind in seen.taken_s.values() for taken in kind]
    print(f"{'':<16}{'requests':>9}{'per s':>8}{'p50 ms':>8}{'p95 ms':>8}{'p99 ms':>8}{'most ms':>9}")
    for kind, taken in (("all", everything), *sorted(seen.taken_s.items())):
        p50, p95, p99, most = (1000 * float(value) for value in np.quantile(taken, (0.5, 0.95, 0.99, 1)))
        print(f"{kind:<16}{len(taken):>9,}{len(taken) / seconds:>8.1f}{p50:>8.0f}{p95:>8.0f}{p99:>8.0f}{most:>9.0f}")
    print(f"errors: {seen.errors.total()} {dict(seen.errors) if seen.errors else ''}")
    print(f"verdicts acknowledged: {len(seen.acknowledged):,}; lost: {len(missing)} {missing[:5] if missing else ''}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--deals", type=int, default=5000)
    parser.add_argument("--pause", type=float, default=1.0, help="mean seconds between a person's requests")
    parser.add_argument("--database", help="URL of an empty PostgreSQL database; without it a SQLite file")
    arguments = parser.parse_args()
    print(conditions(*LIBRARIES), flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        database = arguments.database or str(Path(scratch) / "review.db")
        names = prepare(database, Path(scratch) / "run", arguments.deals, arguments.people)
        server, address = start(database)
        try:
            seen = asyncio.run(all_at_once(address, names, arguments.seconds, arguments.pause))
        finally:
            server.terminate()
            server.wait(30)
        missing = lost(database, seen.acknowledged)
    report(seen, missing, arguments.seconds)
    return 1 if missing or seen.errors else 0


if __name__ == "__main__":
    sys.exit(main())
