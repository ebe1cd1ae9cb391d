"""The store as the review page and the commands use it: each method one transaction, from any thread.

The rules live in the modules beside this one; here stand the transactions, the clock and the caches.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, delete, func, insert, select

from classify.learning_from_verdicts.verdicts import Verdict, VerdictsRead, write_verdicts
from reports.case_records import CaseRecords
from reports.review.store import audit_log
from reports.review.store.account_store import AccountStore, name_of
from reports.review.store.case_queue import CaseQueue, filter_choices
from reports.review.store.courses import REVIEWERS_NEEDED, courses_of, put_right, reviewers_needed
from reports.review.store.database import Clock, ReviewDatabase, utc_now
from reports.review.store.judging import Desk
from reports.review.store.latest_uses import LatestUses
from reports.review.store.live_figures import LiveFigures
from reports.review.store.records import (
    Appeal,
    CaseRow,
    CaseStatus,
    FilterChoices,
    ImportResult,
    Judged,
    Judgement,
    QueueFilters,
    QueuePage,
    RecordingPlace,
    ReviewFigures,
    ReviewRefused,
    StoredReviewRun,
    Viewer,
)
from reports.review.store.review_figures import figures_of
from reports.review.store.run_loading import load_run, stored_run, stored_runs
from reports.review.store.schema import appeals, cases, payloads, runs, settings, verdicts
from reports.review.store.verdict_exchange import VerdictImport, exported
from reports.review_run import read_review_data
from reports.stored_values import RecordStore

VERDICTS_FILE = "verdicts.jsonl"
_CASES_KEPT = 64  # unpacked; a page and each piece of its recordings ask for them


class ReviewStore(AccountStore):
    def __init__(self, database: ReviewDatabase) -> None:
        super().__init__(database)
        self._records = RecordStore(CaseRecords)
        self._cases: LatestUses[int, CaseRecords] = LatestUses(_CASES_KEPT)
        self._figures = LiveFigures()

    # Runs and settings

    def load(self, folder: Path) -> StoredReviewRun:
        """Take a run's review data, where it is not there yet. Raises StoredRunUnusable."""
        data = read_review_data(folder)
        with self._database.writing() as connection:
            return stored_run(connection, load_run(connection, self._database.clock(), folder, data))

    def run_in(self, folder: Path) -> StoredReviewRun | None:
        """The stored run whose review data lie in this folder, wherever it lay when it was stored. Raises
        StoredRunUnusable."""
        of_folder = select(runs.c.id).where(runs.c.digest == read_review_data(folder).digest)
        with self._database.reading() as connection:
            run_id = connection.execute(of_folder).scalar()
            return None if run_id is None else stored_run(connection, run_id)

    def runs(self) -> tuple[StoredReviewRun, ...]:
        with self._database.reading() as connection:
            return stored_runs(connection)

    def run(self, run_id: int) -> StoredReviewRun:
        with self._database.reading() as connection:
            return stored_run(connection, run_id)

    def reviewers_needed(self) -> int:
        with self._database.reading() as connection:
            return reviewers_needed(connection)

    def set_reviewers_needed(self, number: Literal[1, 2], actor: Viewer | None = None) -> None:
        """How many independent reviewers decide a case; the states of all cases follow."""
        with self._database.writing() as connection:
            if reviewers_needed(connection) == number:
                return
            connection.execute(delete(settings).where(settings.c.name == REVIEWERS_NEEDED))
            connection.execute(insert(settings).values(name=REVIEWERS_NEEDED, value=str(number)))
            for case_id, course in courses_of(connection, None).items():
                put_right(connection, course, case_id)
            audit_log.append(connection, self._database.clock(), name_of(actor), "reviewers-set", "", number=number)

    # The queue

    @contextmanager
    def _queue(self, viewer: Viewer) -> Iterator[CaseQueue]:
        with self._database.reading() as connection:
            needed = reviewers_needed(connection)
            yield CaseQueue(connection, viewer.account, self._database.clock(), needed)

    def queue(self, viewer: Viewer, filters: QueueFilters, page: int = 1, size: int = 50) -> QueuePage:
        """What this account may see: all cases, or, of a manager or head, flagged claims about himself."""
        with self._queue(viewer) as queue:
            return queue.page(filters, page, size)

    def own_cases(self, viewer: Viewer) -> tuple[CaseRow, ...]:
        with self._queue(viewer) as queue:
            return queue.own()

    def filter_choices(self) -> FilterChoices:
        with self._database.reading() as connection:
            return filter_choices(connection)

    def next_case(
        self, viewer: Viewer, filters: QueueFilters = QueueFilters(), after: int | None = None  # noqa: B008  # frozen
    ) -> int | None:  # fmt: skip
        """The next case for this reviewer, leased to him; None: nothing is left to judge."""
        with self._database.writing() as connection:
            at = self._database.clock()
            queue = CaseQueue(connection, viewer.account, at, reviewers_needed(connection))
            case_id = queue.next_id(filters, after)
            if case_id is not None:
                Desk(connection, viewer.account, case_id, at).hold()
            return case_id

    # One case

    def open_case(self, viewer: Viewer, case_id: int) -> CaseStatus:
        """The case as this viewer may see it; who may judge it has it leased, and counts as having seen this."""
        with self._database.writing() as connection:
            desk = Desk(connection, viewer.account, case_id, self._database.clock())
            desk.hold()
            return desk.status()

    def status(self, viewer: Viewer, case_id: int) -> CaseStatus:
        with self._database.reading() as connection:
            return Desk(connection, viewer.account, case_id, self._database.clock()).status()

    def release(self, viewer: Viewer, case_id: int) -> None:
        with self._database.writing() as connection:
            Desk(connection, viewer.account, case_id, self._database.clock()).release()

    def judge(self, viewer: Viewer, case_id: int, judgement: Judgement) -> Judged:
        """Store a verdict; when this returns it is on disk. Raises ReviewRefused, VerdictUnusable, see `Desk.judge`."""
        records = self.case_records(viewer, case_id)
        with self._database.writing() as connection:
            return Desk(connection, viewer.account, case_id, self._database.clock()).judge(judgement, records)

    def appeal(self, viewer: Viewer, case_id: int, comment: str) -> Appeal:
        with self._database.writing() as connection:
            return Desk(connection, viewer.account, case_id, self._database.clock()).appeal(comment)

    def case_records(self, viewer: Viewer, case_id: int) -> CaseRecords:
        """What the claim stands on. Raises ReviewRefused: unknown-case; case-outdated, where another version of the
        program stored it."""
        with self._queue(viewer) as queue:
            if queue.row(case_id) is None:
                raise ReviewRefused("unknown-case")
        return self._cases.get(case_id, lambda: self._unpacked(case_id))

    def _unpacked(self, case_id: int) -> CaseRecords:
        wanted = select(payloads.c.packed, runs.c.records).select_from(payloads)
        with self._database.reading() as connection:
            row = connection.execute(wanted.join(cases).join(runs).where(payloads.c.case_id == case_id)).one()
        if row.records != self._records.shape:
            raise ReviewRefused("case-outdated")
        records: CaseRecords = self._records.unpacked(json.loads(zlib.decompress(row.packed)))
        return records

    def recording(self, viewer: Viewer, case_id: int, call_id: str) -> RecordingPlace | None:
        """Where a call of this case was recorded; None where it was not, or names are masked in this run, since voices
        say them. Raises ReviewRefused: unknown-case."""
        records = self.case_records(viewer, case_id)
        with self._database.reading() as connection:
            of_case = select(cases.c.run_id).where(cases.c.id == case_id)
            run = stored_run(connection, connection.execute(of_case).scalar_one())
        path = next((call.recording for call in records.archive.calls if call.call_id == call_id), None)
        if path is None or run.redacted:
            return None
        digest = hashlib.sha256(json.dumps([str(run.archive), path]).encode()).hexdigest()[:32]
        return RecordingPlace(run.archive, path, digest)

    # Figures, and verdicts in and out

    def figures(self, run_id: int | None = None) -> ReviewFigures:
        """Of one run or all. Reckoned anew only where something was decided since; of thousands of verdicts they may be
        some seconds old, see LiveFigures. Raises ReviewRefused: unknown-run."""
        with self._database.reading() as connection:
            if run_id is not None:
                stored_run(connection, run_id)
            newest = _newest(connection)
        return self._figures.get(run_id, newest, lambda: self._reckoned(run_id))

    def _reckoned(self, run_id: int | None) -> ReviewFigures:
        """On a connection of its own: who waits for the figures must not keep one from those who judge."""
        with self._database.reading() as connection:
            return figures_of(connection, run_id)

    def export_verdicts(self, run_id: int | None = None) -> list[Verdict]:
        with self._database.reading() as connection:
            return exported(connection, run_id)

    def write_run_verdicts(self, run_id: int) -> Path:
        """Write the verdicts on a run into its folder, where `dealforensics learn` looks for them. OSError."""
        path = self.run(run_id).folder / VERDICTS_FILE
        write_verdicts(path, self.export_verdicts(run_id))
        return path

    def import_verdicts(self, viewer: Viewer, run_id: int, read: VerdictsRead) -> ImportResult:
        """Raises ReviewRefused: not-allowed, unknown-run."""
        with self._database.writing() as connection:
            run = stored_run(connection, run_id)
            return VerdictImport(connection, viewer.account, run, self._database.clock()).take(read)


def _newest(connection: Connection) -> tuple[object, ...]:
    """What changes whenever a figure can."""
    ids = (select(func.max(table.c.id)).scalar_subquery() for table in (verdicts, appeals, runs))
    return (*connection.execute(select(*ids)).one(), reviewers_needed(connection))


def open_store(database: str | Path, clock: Clock = utc_now) -> ReviewStore:
    """The store at a path (SQLite) or URL, made and upgraded if need be. Raises BadLocation, DatabaseError."""
    return ReviewStore(ReviewDatabase(database, clock))


def open_review(
    outs: Sequence[Path], database: str | Path, clock: Clock = utc_now, reviewers: Literal[1, 2] | None = None
) -> ReviewStore:
    """The store with these runs in it. reviewers None: as it was set last, else 1. Raises StoredRunUnusable too."""
    store = open_store(database, clock)
    try:
        for folder in outs:
            store.load(folder)
        if reviewers is not None:
            store.set_reviewers_needed(reviewers)
    except Exception:
        store.close()
        raise
    return store
