"""Fetching from the local Bitrix24 as the command does it, with waits as short as its clock is fast."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from deals.connectors.bitrix24.authorisation import WEBHOOK_VARIABLE
from deals.connectors.bitrix24.connector import open_bitrix24
from deals.connectors.connector import Access
from deals.connectors.fetch import FetchOutcome, FetchWish, fetch
from deals.connectors.fetch_store import FetchPlan
from deals.connectors.patience import Patience
from deals.connectors.recordings import RecordingResult
from deals.connectors.walk import Progress
from tests.deals.bitrix24.portal_server import PortalServer

TIMEOUT_S = 1.0


class SilentWatcher:
    """A deals.connectors.fetch.FetchWatcher that shows nobody anything."""

    def begun(self, plan: FetchPlan) -> None: ...

    def read(self, progress: Progress) -> None: ...

    def writing(self) -> None: ...

    def recording(self, result: RecordingResult, done: int, total: int) -> None: ...


def access(server: PortalServer, secret_file: Path | None = None, tries: int = 9) -> Access:
    environment = {} if secret_file else {WEBHOOK_VARIABLE: server.webhook}
    patience = Patience(timeout_s=TIMEOUT_S, tries=tries, scale=1 / server.rules.speed)
    return Access(None, secret_file, environment, patience=patience)


def fetched(
    server: PortalServer,
    archive: Path,
    since: datetime | None = None,
    *,
    recordings: bool = True,
    everything: bool = False,
    secret_file: Path | None = None,
    tries: int = 9,
) -> FetchOutcome:
    door = access(server, secret_file, tries)
    wish = FetchWish(archive, since, everything, recordings)
    return fetch(open_bitrix24(door), "bitrix24", wish, SilentWatcher(), door.mask)


def rows(archive: Path, table: str, key: str) -> dict[str, Mapping[str, str]]:
    with (archive / table).open(encoding="utf-8", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}


def every_row(archive: Path, table: str) -> list[Mapping[str, str]]:
    with (archive / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files(archive: Path) -> dict[str, bytes]:
    """Everything that belongs to the format, by path; not what the fetch keeps for itself."""
    paths = (path for path in archive.rglob("*") if path.is_file())
    found = {path.relative_to(archive).as_posix(): path.read_bytes() for path in paths}
    return {name: content for name, content in found.items() if not name.startswith(".dealforensics")}


def left_out(outcome: FetchOutcome) -> dict[str, int]:
    return {left.code.removeprefix("bitrix24-"): left.count for left in outcome.left_out}
