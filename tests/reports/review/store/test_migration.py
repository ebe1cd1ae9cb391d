"""The migrations end in the tables of the program, beside those of the archives' facts."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData

from deals.database import open_database
from deals.database.schema import metadata as facts
from reports.review.store.database import REVIEW, ReviewDatabase


def test_both_sets_of_tables_live_in_one_database(database: str) -> None:
    open_database(database).dispose()
    review = ReviewDatabase(database)
    open_database(database).dispose()
    both = MetaData(naming_convention=facts.naming_convention)
    for table in (*facts.tables.values(), *REVIEW.metadata.tables.values()):
        table.to_metadata(both)
    with review.engine.connect() as connection:
        options = {"compare_type": True, "version_table": REVIEW.version_table,
                   "include_name": lambda name, kind, _: (kind, name) != ("table", "alembic_version")}  # fmt: skip
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, both) == []
    review.close()
