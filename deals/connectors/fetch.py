"""A whole fetch: read what is new, write the archive's tables, get the recordings. Can be killed at any moment and
started again; what is there is not fetched twice."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from deals.archive_format import TABLE_FORMS
from deals.archive_writer import MergeCounts, merge_table, write_whole
from deals.connectors.connector import Connector, LeftOut
from deals.connectors.faults import FetchFailed, FetchFault
from deals.connectors.fetch_store import FetchPlan, FetchStore
from deals.connectors.fetched_settings import write_fetched_settings
from deals.connectors.leftovers import remove_leftovers
from deals.connectors.recordings import Outcome, RecordingResult, RecordingSource, RecordingWish, fetch_recordings
from deals.connectors.secret_mask import SecretMask
from deals.connectors.walk import Progress, walk

GOOD = (Outcome.FETCHED, Outcome.PRESENT)
MISSING_COLUMNS = ("call_id", "outcome", "status", "host", "tries")


@dataclass(frozen=True, slots=True)
class FetchWish:
    """What the user asked for. since, everything: see FetchStore.begin."""

    archive: Path
    since: datetime | None = None
    everything: bool = False
    recordings: bool = True


@dataclass(frozen=True, slots=True)
class FetchOutcome:
    """tables: what became of each table's rows, by file. recordings: how many ended in each way."""

    plan: FetchPlan
    tables: Mapping[str, MergeCounts]
    left_out: Sequence[LeftOut]
    recordings: Mapping[Outcome, int]
    missing: Path | None  # the list of recordings that could not be had
    gone: int  # objects that are no longer in the CRM


class FetchWatcher(Protocol):
    """Is told what a fetch does while it does it."""

    def begun(self, plan: FetchPlan) -> None: ...

    def read(self, progress: Progress) -> None: ...

    def writing(self) -> None: ...

    def recording(self, result: RecordingResult, done: int, total: int) -> None: ...


def fetch(connector: Connector, system: str, wish: FetchWish, watcher: FetchWatcher, mask: SecretMask) -> FetchOutcome:
    """system: the name of the store's file. Raises FetchFailed, OSError where the archive cannot be written, and
    ArchiveError, before anything is asked for, where a table in it was not made by this program."""
    for form in TABLE_FORMS.values():
        merge_table(wish.archive, form, ())
    with connector.session, FetchStore(wish.archive, system, mask) as store:
        remove_leftovers(wish.archive)
        try:
            return _fetch(connector, store, wish, watcher)
        except sqlite3.Error as error:
            raise store.failure(error) from None


def _fetch(connector: Connector, store: FetchStore, wish: FetchWish, watcher: FetchWatcher) -> FetchOutcome:
    store.check_account(connector.account)
    now = connector.server_time()
    if wish.since is not None and wish.since > now:
        raise FetchFailed(FetchFault.SINCE_AHEAD, host=connector.session.host, now=f"{now:%Y-%m-%d %H:%M} UTC")
    store.take_account(connector.account)
    plan = store.begin(now, wish.since, wish.everything)
    watcher.begun(plan)
    walk(connector.steps(store, plan), store, plan, watcher.read)
    watcher.writing()
    write_fetched_settings(wish.archive, connector.settings(store), plan.started_at, store)
    tables = {form.file: merge_table(wish.archive, form, rows) for form, rows in connector.tables(store)}
    outcomes: Counter[Outcome] = Counter()
    missing = None
    if wish.recordings:
        results = list(_recordings(connector, wish.archive, store, watcher))
        outcomes.update(result.outcome for result in results)
        missing = _write_missing(results, store)
    return FetchOutcome(plan, tables, connector.left_out(), outcomes, missing, store.finish(plan))


def _recordings(
    connector: Connector, archive: Path, store: FetchStore, watcher: FetchWatcher
) -> Iterator[RecordingResult]:
    """Results as they come; the calls' table names the recordings when all are through."""
    wishes: list[RecordingWish] = list(connector.recording_wishes(store))
    source = RecordingSource(connector.session, connector.fresh_link)
    files: dict[str, str] = {}
    for done, result in enumerate(fetch_recordings(wishes, source, archive, store), start=1):
        if result.file is not None:
            files[result.call_id] = result.file
        watcher.recording(result, done, len(wishes))
        yield result
    rows = ({"call_id": wish.call_id, "recording": files[wish.call_id]} for wish in wishes if wish.call_id in files)
    merge_table(archive, TABLE_FORMS["calls.csv"], rows)


def _write_missing(results: Sequence[RecordingResult], store: FetchStore) -> Path | None:
    """A list of the recordings that could not be had, with the last status and the number of tries. No links."""
    path = store.path.with_name(f"{store.path.stem}_missing_recordings.csv")
    rows = [
        (
            result.call_id,
            str(result.outcome),
            str(result.status or ""),
            result.host,
            str(len(store.tries(result.call_id))),
        )
        for result in sorted(results, key=lambda one: (len(one.call_id), one.call_id))
        if result.outcome not in GOOD
    ]
    if not rows:
        path.unlink(missing_ok=True)
        return None
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([MISSING_COLUMNS, *rows])
    write_whole(path, file.getvalue().encode("utf-8"))
    return path
