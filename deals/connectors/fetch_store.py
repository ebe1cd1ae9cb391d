"""What has been fetched of an account so far, kept inside the archive so that a fetch goes on after any interruption.

One SQLite file for each system, `ARCHIVE/.dealforensics/fetch/<system>.sqlite`. A page and the place where to go on are
written in one transaction: after kill -9 or loss of power either both are there or neither is. Items are kept as the
API gave them, one per kind and id, the newest; the archive's tables are made of all of them, so that their content
depends neither on the order of pages nor on interruptions.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal, cast

from deals.connectors.faults import FetchFailed, FetchFault
from deals.connectors.secret_mask import SecretMask

FETCH_FOLDER = Path(".dealforensics") / "fetch"
# An item changed just before a fetch began may become visible only after it: the next fetch looks back by this much.
OVERLAP = timedelta(minutes=10)
OWN_MARK = "own."  # begins the kinds of items that are a connector's own notes, and no objects of the CRM

_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS steps (name TEXT PRIMARY KEY, cursor TEXT NOT NULL, done INTEGER NOT NULL,
    items INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS items (kind TEXT NOT NULL, id TEXT NOT NULL, run INTEGER NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS remembered (kind TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tries (call_id TEXT NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL, status INTEGER,
    outcome TEXT NOT NULL, link TEXT NOT NULL, PRIMARY KEY (call_id, number)) WITHOUT ROWID;
"""

Scope = Literal["everything", "since", "changes"]


@dataclass(frozen=True, slots=True)
class FetchPlan:
    """One fetch, from its first request to its last.

    started_at: by the server's clock. since: only what changed from then on is asked for; None for everything.
    scope: "changes" where `since` comes from the last complete fetch, "since" where the user named it.
    resumed: an earlier command began it.
    """

    run: int
    started_at: datetime
    since: datetime | None
    scope: Scope
    resumed: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One object of the CRM: kind and id name it, data is what the API said of it."""

    kind: str
    id: str
    data: Any


@dataclass(frozen=True, slots=True)
class StepState:
    """How far one list has been read. cursor: where to go on, in the connector's own words; "" at the start."""

    cursor: str = ""
    done: bool = False
    items: int = 0


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt to download a recording. status: of HTTP, None where there was no answer. link: its digest."""

    at: str
    status: int | None
    outcome: str
    link: str


class FetchStore:
    """Used by one thread; a second process on the same archive is refused (FetchFailed: already-running)."""

    def __init__(self, archive: Path, system: str, mask: SecretMask) -> None:
        """Opens or makes the file. mask: known secrets are taken out of whatever is kept."""
        self.path = archive / FETCH_FOLDER / f"{system}.sqlite"
        self._archive = archive
        self._mask = mask
        self.path.parent.mkdir(parents=True, exist_ok=True)
        os.close(
            os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        )  # it holds names, phones and links: the owner's only
        self._db = sqlite3.connect(self.path, timeout=0, isolation_level=None)
        try:
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._db.execute("BEGIN EXCLUSIVE")
            self._db.execute("COMMIT")
            self._db.executescript(_SCHEMA)
        except sqlite3.Error as error:
            self._db.close()
            raise self.failure(error) from None

    def __enter__(self) -> FetchStore:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def failure(self, error: sqlite3.Error) -> FetchFailed | OSError:
        """What an error of the database means to people."""
        reason = str(error)
        if "locked" in reason:
            return FetchFailed(FetchFault.ALREADY_RUNNING, folder=str(self._archive))
        if "full" in reason:
            return OSError(errno.ENOSPC, reason)
        return FetchFailed(FetchFault.STORE_BROKEN, file=str(self.path), reason=reason)

    # The fetch as a whole

    def check_account(self, account: str) -> None:
        """Two accounts' ids mean different deals: an archive takes one account only. Raises FetchFailed."""
        known = self._fact("account")
        if known is not None and known != account:
            raise FetchFailed(FetchFault.OTHER_ACCOUNT, folder=str(self._archive), known=known, asked=account)

    def take_account(self, account: str) -> None:
        """Bind the archive to an account that has answered: a mistyped address must not take the folder."""
        self._set_fact("account", account)

    def begin(self, now: datetime, since: datetime | None = None, everything: bool = False) -> FetchPlan:
        """The fetch to do: the one that was interrupted, where the same was asked for, else a new one.

        since, everything: what the user asked for. Without either, only what changed since the last complete fetch,
        and everything the first time.
        """
        open_plan = self._open_plan()
        if open_plan and _same_wish(open_plan, since, everything):
            return open_plan
        plan = _new_plan(int(self._fact("run") or 0) + 1, now, since, everything, self.complete_at())
        with self._transaction():
            self._clear_steps()
            self._set_fact("run", str(plan.run))
            self._set_fact("plan", json.dumps(asdict(plan), default=str))
        return plan

    def _open_plan(self) -> FetchPlan | None:
        text = self._fact("plan")
        if not text:
            return None
        plan = json.loads(text)
        since = plan["since"] and datetime.fromisoformat(plan["since"])
        started_at = datetime.fromisoformat(plan["started_at"])
        return FetchPlan(plan["run"], started_at, since, cast(Scope, plan["scope"]), resumed=True)

    def finish(self, plan: FetchPlan) -> int:
        """Mark the fetch as complete: the next one asks for what changes from its start on.

        Not so where `since` lay after the last complete fetch: what changed in between is still to be asked for.
        After a fetch of everything, items that were not among it are gone from the CRM and are dropped here too;
        returns how many.
        """
        last = self.complete_at()
        with self._transaction():
            gone = 0
            if plan.since is None:
                self._db.execute(f"DELETE FROM items WHERE kind GLOB '{OWN_MARK}*'")
                gone = self._db.execute("DELETE FROM items WHERE run < ?", (plan.run,)).rowcount
            self._clear_steps()
            self._set_fact("plan", "")
            if plan.since is None or last is None or plan.since <= last:
                self._set_fact("complete_at", plan.started_at.isoformat())
            if plan.since is None:
                self._set_fact("covered_from", "")
            elif last is None:
                self._set_fact("covered_from", plan.since.isoformat())
        return gone

    def complete_at(self) -> datetime | None:
        """When the last complete fetch began."""
        text = self._fact("complete_at")
        return datetime.fromisoformat(text) if text else None

    def covered_from(self, plan: FetchPlan) -> datetime | None:
        """From when on everything that happened is known once the plan is done; None where nothing is missing."""
        if plan.since is None:
            return None
        text = self._fact("covered_from")
        if text is None:  # nothing was ever complete
            return plan.since
        return datetime.fromisoformat(text) if text else None

    # Its steps

    def step(self, name: str) -> StepState:
        found = self._db.execute("SELECT cursor, done, items FROM steps WHERE name = ?", (name,)).fetchone()
        return StepState(found[0], bool(found[1]), found[2]) if found else StepState()

    def add_page(self, plan: FetchPlan, step: str, items: Iterable[Item], cursor: str | None) -> StepState:
        """Keep a page and where its step goes on (cursor; None at its end), in one transaction."""
        rows = [(item.kind, item.id, plan.run, self._text(item.data)) for item in items]
        met = "SELECT count(*) FROM items WHERE kind = ? AND id = ? AND run = ?"  # pages may overlap
        fresh = sum(not self._db.execute(met, row[:3]).fetchone()[0] for row in rows)
        before = self.step(step)
        after = StepState(before.cursor if cursor is None else cursor, cursor is None, before.items + fresh)
        with self._transaction():
            self._db.executemany("INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?)", rows)
            values = (step, after.cursor, after.done, after.items)
            self._db.execute("INSERT OR REPLACE INTO steps VALUES (?, ?, ?, ?)", values)
        return after

    # What there is

    def items(self, kind: str) -> Iterator[Item]:
        """All items of a kind, by id: numbers in numeric order."""
        query = "SELECT id, data FROM items WHERE kind = ? ORDER BY length(id), id"
        for item_id, data in self._db.execute(query, (kind,)):
            yield Item(kind, item_id, json.loads(data))

    def item(self, kind: str, item_id: str) -> Any:
        """What the API said of one object, None where it is not known."""
        query = "SELECT data FROM items WHERE kind = ? AND id = ?"
        found = self._db.execute(query, (kind, item_id)).fetchone()
        return json.loads(found[0]) if found else None

    def ids(self, kind: str, plan: FetchPlan | None = None) -> set[str]:
        """plan: only of those that this fetch has brought so far."""
        query = "SELECT id FROM items WHERE kind = ? AND (? IS NULL OR run = ?)"
        run = plan and plan.run
        return {row[0] for row in self._db.execute(query, (kind, run, run))}

    def count(self, kind: str) -> int:
        return int(self._db.execute("SELECT count(*) FROM items WHERE kind = ?", (kind,)).fetchone()[0])

    def remember(self, kind: str, names: Mapping[str, str]) -> dict[str, str]:
        """Keep the first value ever given for each id, and return those kept.

        For names that become part of a row's key (stages): a renamed one would stand in the archive twice.
        """
        with self._transaction():
            for item_id, value in names.items():
                self._db.execute("INSERT OR IGNORE INTO remembered VALUES (?, ?, ?)", (kind, item_id, value))
        return dict(self._db.execute("SELECT id, value FROM remembered WHERE kind = ?", (kind,)))

    def first_list(self, name: str, ids: Sequence[str]) -> list[str]:
        """The list as it was when first asked for in this fetch, whatever it has become since.

        For steps that go through objects one by one and thereby change what is still to be asked for.
        """
        key = f"list.{name}"
        if self._fact(key) is None:
            self._set_fact(key, json.dumps(ids))
        kept: list[str] = json.loads(self._fact(key) or "[]")
        return kept

    def fact(self, name: str) -> str | None:
        """A small thing that a connector noted down with set_fact."""
        return self._fact(f"own.{name}")

    def set_fact(self, name: str, value: str) -> None:
        self._set_fact(f"own.{name}", self._mask.clean(value))

    # Tries to download recordings

    def add_try(self, call_id: str, attempt: Try) -> None:
        number = "(SELECT coalesce(max(number), 0) + 1 FROM tries WHERE call_id = ?)"
        values = (call_id, call_id, attempt.at, attempt.status, attempt.outcome, attempt.link)
        self._db.execute(f"INSERT INTO tries VALUES (?, {number}, ?, ?, ?, ?)", values)

    def tries(self, call_id: str) -> tuple[Try, ...]:
        """Of one call, the oldest first."""
        query = "SELECT at, status, outcome, link FROM tries WHERE call_id = ? ORDER BY number"
        return tuple(Try(*row) for row in self._db.execute(query, (call_id,)))

    # Inner parts

    def _clear_steps(self) -> None:
        self._db.execute("DELETE FROM steps")
        self._db.execute("DELETE FROM facts WHERE name LIKE 'list.%'")

    def _text(self, data: Any) -> str:
        return self._mask.clean(json.dumps(data, ensure_ascii=False, separators=(",", ":")))

    def _fact(self, name: str) -> str | None:
        found = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return found[0] if found else None

    def _set_fact(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def _transaction(self) -> _Transaction:
        return _Transaction(self._db)


class _Transaction:
    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._db.execute("COMMIT")
        elif self._db.in_transaction:  # a full disk has ended it already, and is the error to tell of
            self._db.execute("ROLLBACK")


def _same_wish(plan: FetchPlan, since: datetime | None, everything: bool) -> bool:
    if everything:
        return plan.since is None
    if since is not None:
        return plan.scope == "since" and plan.since == since
    return True


def _new_plan(run: int, now: datetime, since: datetime | None, everything: bool, last: datetime | None) -> FetchPlan:
    if everything or (since is None and last is None):
        return FetchPlan(run, now, None, "everything")
    if since is not None:
        return FetchPlan(run, now, since, "since")
    assert last is not None
    return FetchPlan(run, now, last - OVERLAP, "changes")
