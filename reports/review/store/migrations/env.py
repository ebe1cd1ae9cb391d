"""Run by Alembic; reports.review.store.database gives it the connection, whose transaction it leaves open."""

from alembic import context

from reports.review.store.database import REVIEW

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=REVIEW.metadata,
    version_table=REVIEW.version_table,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
