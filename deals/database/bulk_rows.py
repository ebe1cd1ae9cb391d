"""Many rows into one table: PostgreSQL's COPY, SQLite's executemany. Both take rows as they come, never all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection

Row = Sequence[Any]  # one value per column
Progress = Callable[[int], None]  # how many rows are in by now

BATCH = 10_000


def insert_rows(
    connection: Connection,
    table: str,
    columns: Sequence[Column[Any]],
    rows: Iterable[Row],
    progress: Progress | None = None,
) -> int:
    """Insert rows and return how many there were. Their values are those that the columns' types take in Python."""
    converted = _converted(connection, columns, rows)
    quote = connection.dialect.identifier_preparer.quote
    target = f"{quote(table)} ({', '.join(quote(column.name) for column in columns)})"
    done = 0
    for batch in _into(connection, target, len(columns), converted):
        done += batch
        if progress is not None:
            progress(done)
    return done


def _into(connection: Connection, target: str, width: int, rows: Iterator[Row]) -> Iterator[int]:
    """Inserts while it is consumed; gives the size of each batch."""
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN") as copy:
            while batch := list(islice(rows, BATCH)):
                for row in batch:
                    copy.write_row(row)
                yield len(batch)
        return
    statement = f"INSERT INTO {target} VALUES ({', '.join('?' * width)})"
    while batch := list(islice(rows, BATCH)):
        connection.exec_driver_sql(statement, batch)
        yield len(batch)


def _converted(connection: Connection, columns: Sequence[Column[Any]], rows: Iterable[Row]) -> Iterator[Row]:
    """Rows as the driver takes them."""
    dialect = connection.dialect
    found = ((place, column.type.dialect_impl(dialect).bind_processor(dialect)) for place, column in enumerate(columns))
    processors = [(place, process) for place, process in found if process is not None]
    for row in rows:
        values = list(row)
        for place, process in processors:
            values[place] = process(values[place])
        yield tuple(values)
