"""What an archive says, and what became of it from load to load."""

import sqlalchemy as sa
from alembic import op

from deals.database.column_types import Amount, JsonList, UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "archives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("phone_log_ahead_h", sa.Float(), nullable=True),
        sa.Column("products", JsonList(), nullable=False),
        sa.Column("absent_tables", JsonList(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archives")),
        sa.UniqueConstraint("company", "source", name=op.f("uq_archives_company_source")),
    )
    op.create_table(
        "calls",
        sa.Column("archive_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("started_at", UtcTime(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("user_id", sa.Text(), nullable=True),
        sa.Column("client_phone", sa.Text(), nullable=True),
        sa.Column("duration_s", sa.Float(), nullable=True),
        sa.Column("answered", sa.Boolean(), nullable=True),
        sa.Column("recording", sa.Text(), nullable=True),
        sa.Column("stated_deal_id", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("absent_since", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["archive_id"], ["archives.id"], name=op.f("fk_calls_archives"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("archive_id", "call_id", name=op.f("pk_calls")),
    )
    op.create_table(
        "contact_phones",
        sa.Column("archive_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contact_id", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("absent_since", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["archive_id"], ["archives.id"], name=op.f("fk_contact_phones_archives"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("archive_id", "contact_id", "phone", name=op.f("pk_contact_phones")),
    )
    op.create_index(op.f("ix_contact_phones_archive_id_phone"), "contact_phones", ["archive_id", "phone"], unique=False)
    op.create_table(
        "contacts",
        sa.Column("archive_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contact_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("company", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("absent_since", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["archive_id"], ["archives.id"], name=op.f("fk_contacts_archives"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("archive_id", "contact_id", name=op.f("pk_contacts")),
    )
    op.create_table(
        "deal_changes",
        sa.Column("archive_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=False),
        sa.Column("recorded_at", UtcTime(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["archive_id"], ["archives.id"], name=op.f("fk_deal_changes_archives"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("archive_id", "deal_id", "recorded_at", "field", name=op.f("pk_deal_changes")),
    )
    op.create_table(
        "deals",
        sa.Column("archive_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("contact_id", sa.Text(), nullable=True),
        sa.Column("amount", Amount(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("margin_pct", sa.Float(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("qualified", sa.Boolean(), nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("lost_reason", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("absent_since", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["archive_id"], ["archives.id"], name=op.f("fk_deals_archives"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("archive_id", "deal_id", name=op.f("pk_deals")),
    )
    op.create_index(op.f("ix_deals_archive_id_contact_id"), "deals", ["archive_id", "contact_id"], unique=False)
    op.create_table(
        "loads",
        sa.Column("archive_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("loaded_at", UtcTime(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("unchanged", sa.BigInteger(), nullable=False),
        sa.Column("gone", sa.BigInteger(), nullable=False),
        sa.Column("set_aside", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["archive_id"], ["archives.id"], name=op.f("fk_loads_archives"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("archive_id", "loaded_at", "table_name", name=op.f("pk_loads")),
    )
    op.create_table(
        "messages",
        sa.Column("archive_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("absent_since", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["archive_id"], ["archives.id"], name=op.f("fk_messages_archives"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("archive_id", "message_id", name=op.f("pk_messages")),
    )
    op.create_index(op.f("ix_messages_archive_id_deal_id"), "messages", ["archive_id", "deal_id"], unique=False)
    op.create_table(
        "owner_changes",
        sa.Column("archive_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("nth", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("absent_since", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["archive_id"], ["archives.id"], name=op.f("fk_owner_changes_archives"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("archive_id", "deal_id", "at", "user_id", "nth", name=op.f("pk_owner_changes")),
    )
    op.create_table(
        "people",
        sa.Column("archive_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=True),
        sa.Column("hired_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("extension", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("absent_since", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["archive_id"], ["archives.id"], name=op.f("fk_people_archives"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("archive_id", "user_id", name=op.f("pk_people")),
    )
    op.create_table(
        "periods",
        sa.Column("archive_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("plan", Amount(), nullable=True),
        sa.Column("fact", Amount(), nullable=True),
        sa.Column("margin_fact", Amount(), nullable=True),
        sa.Column("head_bonus_paid", Amount(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("absent_since", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["archive_id"], ["archives.id"], name=op.f("fk_periods_archives"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("archive_id", "month", name=op.f("pk_periods")),
    )
    op.create_table(
        "stage_changes",
        sa.Column("archive_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("nth", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("absent_since", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["archive_id"], ["archives.id"], name=op.f("fk_stage_changes_archives"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("archive_id", "deal_id", "at", "stage", "nth", name=op.f("pk_stage_changes")),
    )
    op.create_table(
        "tasks",
        sa.Column("archive_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("task_id", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("completed_at", UtcTime(), nullable=True),
        sa.Column("assignee_id", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("absent_since", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["archive_id"], ["archives.id"], name=op.f("fk_tasks_archives"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("archive_id", "task_id", name=op.f("pk_tasks")),
    )
    op.create_index(op.f("ix_tasks_archive_id_deal_id"), "tasks", ["archive_id", "deal_id"], unique=False)
