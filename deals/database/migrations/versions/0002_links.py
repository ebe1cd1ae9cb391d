"""Which call belongs to which deal."""

import sqlalchemy as sa
from alembic import op

from deals.database.column_types import JsonList

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "links",
        sa.Column("archive_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("contradicts_crm", sa.Boolean(), nullable=False),
        sa.Column("alternatives", JsonList(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["archive_id"], ["archives.id"], name=op.f("fk_links_archives"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("archive_id", "call_id", name=op.f("pk_links")),
    )
    op.create_index(op.f("ix_links_archive_id_deal_id"), "links", ["archive_id", "deal_id"], unique=False)
