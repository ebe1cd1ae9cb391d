"""A run's review data into the store: once, however often it is opened."""

from __future__ import annotations

import json
import zlib
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from reports.review.store.audit_log import append
from reports.review.store.case_states import URGENCY
from reports.review.store.queue_order import queue_order
from reports.review.store.records import ReviewRefused, StoredReviewRun
from reports.review.store.schema import cases, concerned, list_sizes, payloads, runs
from reports.review_run import CaseLine, ReviewData
from reports.visible_text import visible

_AT_ONCE = 500  # rows of one statement
_FASTEST = 1  # zlib level: text shrinks to a sixth, and a large run is loaded in seconds


def load_run(connection: Connection, at: datetime, folder: Path, data: ReviewData) -> int:
    """Id of the run, which is stored where it was not. Its folder may have been moved."""
    places = {"folder": str(folder.resolve()), "archive": data.head.archive}
    known = connection.execute(select(runs.c.id).where(runs.c.digest == data.digest)).scalar()
    if known is not None:
        connection.execute(update(runs).where(runs.c.id == known).values(**places))
        return int(known)
    run_id = _store_run(connection, at, places, data)
    order = queue_order(data.cases, data.digest)
    place_of = {case: place for place, case in enumerate(order)}
    numbered = [(place_of[number], case) for number, case in enumerate(data.cases)]
    for start in range(0, len(numbered), _AT_ONCE):
        some = numbered[start : start + _AT_ONCE]
        rows = [_case_row(run_id, place, case) for place, case in some]
        made = insert(cases).returning(cases.c.id, sort_by_parameter_order=True)
        ids = connection.execute(made, rows).scalars().all()
        _store_records(connection, list(zip(ids, (case for _, case in some), strict=True)))
    append(connection, at, "", "run-loaded", data.head.company, cases=len(data.cases), digest=data.digest)
    return run_id


def _store_run(connection: Connection, at: datetime, places: dict[str, str], data: ReviewData) -> int:
    head = data.head
    row = {
        "digest": data.digest, "company": head.company, "as_of": head.as_of, "language": head.language,
        "redacted": head.redacted, "currency": head.currency, "timezone": head.timezone, "records": head.records,
        "loaded_at": at, **places,
    }  # fmt: skip
    run_id = int(connection.execute(insert(runs).values(**row).returning(runs.c.id)).scalar_one())
    sizes = [{"run_id": run_id, "list": part, "flagged": size.flagged, "unflagged": size.unflagged,
              "sampled": size.sampled} for part, size in head.lists.items()]  # fmt: skip
    connection.execute(insert(list_sizes), sizes)
    return run_id


def _case_row(run_id: int, place: int, case: CaseLine) -> dict[str, Any]:
    title = visible(case.title)
    return {
        "run_id": run_id, "list": case.list, "deal_id": case.deal_id, "flagged": case.flagged,
        "probability": case.probability, "code": case.code, "title": title,
        "search": f"{title} {case.deal_id}".casefold(), "amount": case.amount,
        "amount_value": None if case.amount is None else float(case.amount), "owner_id": case.owner_id,
        "owner": visible(case.owner), "person_id": case.person_id, "person": visible(case.person), "place": place,
        "state": "open", "verdicts": 0, "urgency": URGENCY["open"],
    }  # fmt: skip


def _store_records(connection: Connection, numbered: list[tuple[int, CaseLine]]) -> None:
    packed = [{"case_id": case_id, "packed": zlib.compress(json.dumps(case.case).encode(), _FASTEST)}
              for case_id, case in numbered]  # fmt: skip
    connection.execute(insert(payloads), packed)
    people = [{"case_id": case_id, "user_id": user_id} for case_id, case in numbered for user_id in case.concerned]
    if people:
        connection.execute(insert(concerned), people)


def stored_runs(connection: Connection) -> tuple[StoredReviewRun, ...]:
    return tuple(_run_of(row) for row in connection.execute(select(runs).order_by(runs.c.id)))


def stored_run(connection: Connection, run_id: int) -> StoredReviewRun:
    """Raises ReviewRefused: unknown-run."""
    row = connection.execute(select(runs).where(runs.c.id == run_id)).first()
    if row is None:
        raise ReviewRefused("unknown-run")
    return _run_of(row)


def _run_of(row: Row) -> StoredReviewRun:
    return StoredReviewRun(
        run_id=row.id,
        company=row.company,
        folder=Path(row.folder),
        archive=Path(row.archive),
        as_of=row.as_of,
        language=row.language,
        redacted=row.redacted,
        currency=row.currency,
        timezone=row.timezone,
        loaded_at=row.loaded_at,
    )
