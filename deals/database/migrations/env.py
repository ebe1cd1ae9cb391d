"""Run by Alembic; deals.database.migration gives it the connection, whose transaction it leaves open."""

from alembic import context

from deals.database.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
