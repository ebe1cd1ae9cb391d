"""Which call belongs to which deal, kept in the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from sqlalchemy import Engine, select

from deals.database.bulk_rows import Progress, Row
from deals.database.engine import write_transaction
from deals.database.faults import database_faults
from deals.database.merge_rows import TableCounts, apply_staged, staged
from deals.database.schema import links
from deals.linking import Candidate, Link

BATCH = 10_000


def store_links(
    engine: Engine, archive_id: int, found: Iterable[Link], progress: Progress | None = None
) -> TableCounts:
    """Make the archive's links these, one for each call; links that are not among them are deleted.

    `found` may be made from calls that are being read from the same database: it is read to its end before the first
    change. Storing the same links again writes nothing.
    """
    with (
        database_faults(engine),
        write_transaction(engine) as connection,
        staged(connection, links, archive_id, _rows(found), progress) as stage,
    ):
        return apply_staged(connection, stage, archive_id, datetime.now(UTC))


def _rows(found: Iterable[Link]) -> Iterator[Row]:
    for place, link in enumerate(found):
        others = [(candidate.deal_id, candidate.probability) for candidate in link.alternatives]
        yield link.call_id, link.deal_id, link.confidence, link.method, link.contradicts_crm, others, place


def iter_links(engine: Engine, archive_id: int, batch: int = BATCH) -> Iterator[Link]:
    """The archive's links in the order in which they were stored."""
    columns = [column for column in links.columns if column.name not in ("archive_id", "place")]
    query = select(*columns).where(links.c.archive_id == archive_id).order_by(links.c.place)
    with database_faults(engine), engine.connect() as connection:
        for row in connection.execution_options(yield_per=batch).execute(query):
            fields = row._asdict()
            yield Link(**fields | {"alternatives": tuple(Candidate(*other) for other in fields["alternatives"])})
