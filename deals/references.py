"""The ids one table defines, for the tables that refer to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from sys import intern
from typing import Generic, TypeVar

from deals.problem_codes import ProblemCode
from deals.table_rows import Row, UnusableRow, is_key
from deals.tables import Table

T = TypeVar("T")


def usable(table: Table, make: Callable[[Row], T]) -> Iterator[T]:
    """A record of every row that allows one; the other rows go to the problem log."""
    for row in table:
        try:
            yield make(row)
        except UnusableRow as fault:
            table.context.log.add(fault.problem)


def records_by_id(
    table: Table,
    id_column: str,
    make: Callable[[Row, str], T],
    read_id: Callable[[Row, str], str] = Row.required_key,
) -> dict[str, T]:
    """Records in the file's order; of two rows with one id the first counts, and the other is reported."""
    return dict(each_by_id(table, id_column, make, read_id))


def each_by_id(
    table: Table,
    id_column: str,
    make: Callable[[Row, str], T],
    read_id: Callable[[Row, str], str] = Row.required_key,
) -> Iterator[tuple[str, T]]:
    """records_by_id one by one, for tables that are too long to be in memory; only their ids are."""
    seen: set[str] = set()
    for row in table:
        try:
            record_id = read_id(row, id_column)
            if record_id in seen:
                raise row.unusable(ProblemCode.DUPLICATE_ID, id_column, record_id)
            record = make(row, record_id)
        except UnusableRow as fault:
            table.context.log.add(fault.problem)
            continue
        seen.add(record_id)
        yield record_id, record


class References(Generic[T]):
    """Records by id, and what to do about an id that is not among them."""

    def __init__(
        self, records: dict[str, T], unknown: ProblemCode, made_of_id: Callable[[str], T] | None = None
    ) -> None:
        """unknown: the problem that an unknown id is.

        made_of_id: given where the defining table is absent; each id then becomes a record that knows only its id, so
        that what several rows say about one person or contact still comes together.
        """
        self.records = records
        self._unknown = unknown
        self._made_of_id = made_of_id

    def knows(self, record_id: str) -> bool:
        if record_id not in self.records and self._made_of_id is not None and is_key(record_id):
            self.records[record_id] = self._made_of_id(record_id)
        return record_id in self.records

    def find(self, row: Row, column: str) -> str | None:
        """The id in the cell; None where it is empty, and, with a warning, where it is unknown."""
        record_id = row.text(column)
        if record_id is None:
            return None
        if self.knows(record_id):
            return intern(record_id)  # stands in many rows
        row.warn(self._unknown, column, record_id)
        return None

    def require(self, row: Row, column: str) -> str:
        """Raises UnusableRow where the cell is empty or its id is unknown."""
        record_id = row.required(column)
        if not self.knows(record_id):
            raise row.unusable(self._unknown, column, record_id)
        return intern(record_id)
