"""Rows of one table merged into what the database has of an archive: added, changed, or gone from the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    true,
    update,
)

from deals.database.bulk_rows import Progress, Row, insert_rows
from deals.database.schema import ABSENT_SINCE, ARCHIVE_ID, PLACE


@dataclass(frozen=True, slots=True)
class TableCounts:
    """What became of the rows of one table in one load.

    gone: rows that the database has and the source no longer. set_aside: rows of the source that could not be used.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    set_aside: int = 0

    @property
    def changes_something(self) -> bool:
        return bool(self.added or self.changed or self.gone)


@dataclass(frozen=True, slots=True)
class Staged:
    """New rows beside the old ones, before anything is done about them.

    same: the two rows have one key. differs: and yet not one content, or the old one counted as gone.
    """

    table: Table
    rows: Table
    same: ColumnElement[bool]
    differs: ColumnElement[bool]


def source_columns(table: Table) -> list[Column[Any]]:
    """The columns that rows to be merged consist of, in their order."""
    return [column for column in table.columns if column.name not in (ARCHIVE_ID, ABSENT_SINCE)]


def content_columns(table: Table) -> list[Column[Any]]:
    """The columns whose change is a change of the row. `place` is none: a row above it may have been added."""
    return [column for column in source_columns(table) if not column.primary_key and column.name != PLACE]


def merge_rows(
    connection: Connection,
    table: Table,
    archive_id: int,
    rows: Iterable[Row],
    at: datetime,
    progress: Progress | None = None,
    *,
    only_new: bool = False,
) -> TableCounts:
    """Make the archive's rows of the table equal to `rows` (values in the order of source_columns, one for each key).

    Rows not among them are marked as absent since `at`, in tables without that column deleted. only_new: rows that the
    database has stay as they are, whatever `rows` say or do not say.
    """
    if is_empty(connection, table, archive_id):
        return TableCounts(added=insert_first(connection, table, archive_id, rows, progress))
    with staged(connection, table, archive_id, rows, progress) as stage:
        return apply_staged(connection, stage, archive_id, at, only_new=only_new)


def is_empty(connection: Connection, table: Table, archive_id: int) -> bool:
    found = select(literal(1)).select_from(table).where(table.c[ARCHIVE_ID] == archive_id).limit(1)
    return connection.execute(found).first() is None


def insert_first(
    connection: Connection, table: Table, archive_id: int, rows: Iterable[Row], progress: Progress | None = None
) -> int:
    """Insert the rows of an archive of which the table has none, without looking for old ones."""
    columns = [table.c[ARCHIVE_ID], *source_columns(table)]
    return insert_rows(connection, table.name, columns, ((archive_id, *row) for row in rows), progress)


@contextmanager
def staged(
    connection: Connection, table: Table, archive_id: int, rows: Iterable[Row], progress: Progress | None = None
) -> Iterator[Staged]:
    """The rows in a temporary table, which touches nothing that others read meanwhile."""
    columns = [Column(column.name, column.type, primary_key=column.primary_key) for column in source_columns(table)]
    temporary = Table(f"staged_{table.name}", MetaData(), *columns, prefixes=["TEMPORARY"])
    temporary.create(connection)
    insert_rows(connection, temporary.name, columns, rows, progress)
    if connection.dialect.name == "postgresql":  # else it takes a million rows for a few
        connection.execute(text(f"ANALYZE {connection.dialect.identifier_preparer.quote(temporary.name)}"))
    keys = [column for column in source_columns(table) if column.primary_key]
    same = and_(table.c[ARCHIVE_ID] == archive_id, *(key == temporary.c[key.name] for key in keys))
    changes = [column.is_distinct_from(temporary.c[column.name]) for column in content_columns(table)]
    if ABSENT_SINCE in table.c:
        changes.append(table.c[ABSENT_SINCE].is_not(None))
    yield Staged(table, temporary, same, or_(*changes))
    temporary.drop(connection)  # not in `finally`: after a fault the whole transaction is taken back


def apply_staged(
    connection: Connection, stage: Staged, archive_id: int, at: datetime, *, only_new: bool = False
) -> TableCounts:
    """Add, update and mark what the staged rows ask for. One look at both tables tells what is to be done at all."""
    counts, outdated = _compared(connection, stage, archive_id)
    if only_new:
        counts, outdated = TableCounts(added=counts.added, unchanged=counts.changed + counts.unchanged), 0
    if outdated:
        _update(connection, stage)
    if counts.added:
        _insert_new(connection, stage, archive_id)
    if counts.gone:
        _mark_absent(connection, stage, archive_id, at)
    return counts


def _compared(connection: Connection, stage: Staged, archive_id: int) -> tuple[TableCounts, int]:
    """What is about to change, and how many rows are outdated, be it only in their place."""
    table, rows = stage.table, stage.rows
    is_present = table.c[ABSENT_SINCE].is_(None) if ABSENT_SINCE in table.c else true()
    matches = select(
        func.count(),
        func.count().filter(stage.differs),
        func.count().filter(_is_outdated(stage)),
        func.count().filter(is_present),
    ).select_from(table.join(rows, stage.same))
    matched, changed, outdated, still_present = connection.execute(matches).one()
    total = connection.execute(select(func.count()).select_from(rows)).scalar_one()
    present = select(func.count()).select_from(table).where(table.c[ARCHIVE_ID] == archive_id, is_present)
    gone = connection.execute(present).scalar_one() - still_present
    return TableCounts(total - matched, changed, matched - changed, gone), outdated


def _is_outdated(stage: Staged) -> ColumnElement[bool]:
    return or_(stage.differs, stage.table.c[PLACE] != stage.rows.c[PLACE])


def _update(connection: Connection, stage: Staged) -> None:
    table, rows = stage.table, stage.rows
    values: dict[str, Any] = {column.name: rows.c[column.name] for column in content_columns(table)}
    values[PLACE] = rows.c[PLACE]
    if ABSENT_SINCE in table.c:
        values[ABSENT_SINCE] = None
    connection.execute(update(table).values(values).where(stage.same, _is_outdated(stage)))


def _insert_new(connection: Connection, stage: Staged, archive_id: int) -> None:
    table, rows = stage.table, stage.rows
    new = select(literal(archive_id), *rows.columns).where(~exists().where(stage.same))
    names = [ARCHIVE_ID, *(column.name for column in rows.columns)]
    connection.execute(insert(table).from_select(names, new))


def _mark_absent(connection: Connection, stage: Staged, archive_id: int, at: datetime) -> None:
    table = stage.table
    missing = and_(table.c[ARCHIVE_ID] == archive_id, ~exists().where(stage.same).select_from(stage.rows))
    if ABSENT_SINCE not in table.c:
        connection.execute(delete(table).where(missing))
    else:
        marked = update(table).values({ABSENT_SINCE: at}).where(missing, table.c[ABSENT_SINCE].is_(None))
        connection.execute(marked)
