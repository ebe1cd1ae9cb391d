"""What happened on the review page: entries that are only added, each with a digest over the one before.

Triggers refuse to change or delete an entry. Who can drop triggers can still do both, and is found out: the digests
after it no longer fit, except where the end was cut off.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Row, RowMapping, func, insert, select

from reports.review.store.records import AuditEntry
from reports.review.store.schema import audit

Detail = str | int | bool | None
_FIRST = "0" * 64


def append(
    connection: Connection, at: datetime, actor: str, action: str, subject: str = "", **details: Detail
) -> None:  # fmt: skip
    """Add an entry. The transaction must be one of `ReviewDatabase.writing`, or two entries would follow one."""
    before = connection.execute(select(audit.c.digest).order_by(audit.c.id.desc()).limit(1)).scalar()
    entry = {"at": at.isoformat(), "actor": actor, "action": action, "subject": subject,
             "details": json.dumps(details, ensure_ascii=True, sort_keys=True)}  # fmt: skip
    connection.execute(insert(audit).values(**entry, digest=_digest(before or _FIRST, entry)))


def _digest(before: str, entry: Mapping[str, str] | RowMapping) -> str:
    said = json.dumps([before, *(entry[name] for name in ("at", "actor", "action", "subject", "details"))])
    return hashlib.sha256(said.encode()).hexdigest()


def entries(connection: Connection, page: int, size: int) -> tuple[tuple[AuditEntry, ...], int]:
    """A page of the log, newest first and counted from 1, and how many entries there are."""
    total = connection.execute(select(func.count()).select_from(audit)).scalar_one()
    newest = select(audit).order_by(audit.c.id.desc()).limit(size).offset((page - 1) * size)
    return tuple(_entry(row) for row in connection.execute(newest)), total


def broken_at(connection: Connection) -> int | None:
    """Id of the first entry that does not follow from those before it; None: the log is as it was written."""
    before = _FIRST
    for row in connection.execute(select(audit).order_by(audit.c.id)):
        if _digest(before, row._mapping) != row.digest:
            return int(row.id)
        before = row.digest
    return None


def _entry(row: Row) -> AuditEntry:
    at, details = datetime.fromisoformat(row.at), json.loads(row.details)
    return AuditEntry(row.id, at, row.actor, row.action, row.subject, details, row.digest)
