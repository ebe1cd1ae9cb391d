"""Every change of a deal that a later load finds: field by field, what was and what is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, and_, exists, select

from deals.database.bulk_rows import insert_rows
from deals.database.column_types import plain_amount
from deals.database.faults import database_faults
from deals.database.merge_rows import Staged, content_columns
from deals.database.schema import ABSENT_SINCE, archives, deal_changes, deals


@dataclass(frozen=True, slots=True)
class DealChange:
    """One field of one deal, before a load and after it.

    field: a column of the table deals; "absent_since" where the deal vanished from the source or came back. Values
    are text: moments in ISO 8601 and UTC, amounts without an exponent, true and false; None where there is none.
    """

    deal_id: str
    recorded_at: datetime  # the load that found it, not when it happened in the CRM
    field: str
    before: str | None
    after: str | None


def record_deal_changes(connection: Connection, stage: Staged, archive_id: int, at: datetime) -> None:
    """Write down what is about to change. stage: the new deals, not yet merged."""
    rows = (
        (archive_id, change.deal_id, change.recorded_at, change.field, change.before, change.after)
        for change in (*_changed(connection, stage, at), *_vanished(connection, stage, archive_id, at))
    )
    insert_rows(connection, deal_changes.name, list(deal_changes.columns), rows)


def _changed(connection: Connection, stage: Staged, at: datetime) -> list[DealChange]:
    columns = content_columns(deals)
    before = [column.label(f"before_{column.name}") for column in columns]
    after = [stage.rows.c[column.name].label(f"after_{column.name}") for column in columns]
    query = (
        select(deals.c.deal_id, deals.c[ABSENT_SINCE], *before, *after)
        .join(stage.rows, stage.same)
        .where(stage.differs)
        .order_by(deals.c.place, deals.c.deal_id)
    )
    return [
        DealChange(deal_id, at, name, _text(old), _text(new))
        for deal_id, absent_since, *values in connection.execute(query)
        for name, old, new in [
            (ABSENT_SINCE, absent_since, None),
            *zip((column.name for column in columns), values[: len(columns)], values[len(columns) :], strict=True),
        ]
        if old != new
    ]


def _vanished(connection: Connection, stage: Staged, archive_id: int, at: datetime) -> list[DealChange]:
    missing = and_(
        deals.c.archive_id == archive_id,
        deals.c[ABSENT_SINCE].is_(None),
        ~exists().where(stage.same).select_from(stage.rows),
    )
    found = connection.execute(select(deals.c.deal_id).where(missing).order_by(deals.c.place)).scalars()
    return [DealChange(deal_id, at, ABSENT_SINCE, None, _text(at)) for deal_id in found]


def _text(value: Any) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain_amount(value)
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
    return str(value)


def iter_deal_changes(engine: Engine, archive_id: int, deal_id: str | None = None) -> Iterator[DealChange]:
    """What later loads found changed, oldest first, in the archive's timezone; of one deal or of all."""
    query = (
        select(deal_changes, archives.c.timezone)
        .join(archives, archives.c.id == deal_changes.c.archive_id)
        .where(deal_changes.c.archive_id == archive_id)
        .order_by(deal_changes.c.recorded_at, deal_changes.c.deal_id, deal_changes.c.field)
    )
    if deal_id is not None:
        query = query.where(deal_changes.c.deal_id == deal_id)
    with database_faults(engine), engine.connect() as connection:
        for row in connection.execute(query):
            recorded_at = row.recorded_at.astimezone(ZoneInfo(row.timezone))
            yield DealChange(row.deal_id, recorded_at, row.field, row.before, row.after)
