"""Accounts, cases, verdicts, appeals and the audit log; what is only added to is guarded by triggers."""

import sqlalchemy as sa
from alembic import op

from deals.database.column_types import Amount, JsonList, UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None
_APPEND_ONLY = ("review_verdicts", "review_appeals", "review_audit")


def upgrade() -> None:
    op.create_table(
        "review_accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("crm_user_id", sa.Text(), nullable=True),
        sa.Column("company", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_accounts")),
        sa.UniqueConstraint("name_key", name=op.f("uq_review_accounts_name_key")),
    )
    op.create_table(
        "review_audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_audit")),
    )
    op.create_table(
        "review_logins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_logins")),
    )
    op.create_index(op.f("ix_review_logins_address_at"), "review_logins", ["address", "at"], unique=False)
    op.create_index(op.f("ix_review_logins_name_key_at"), "review_logins", ["name_key", "at"], unique=False)
    op.create_table(
        "review_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("archive", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("redacted", sa.Boolean(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("records", sa.Text(), nullable=False),
        sa.Column("loaded_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_runs")),
        sa.UniqueConstraint("digest", name=op.f("uq_review_runs_digest")),
    )
    op.create_table(
        "review_settings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_review_settings")),
    )
    op.create_table(
        "review_cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=False),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("amount", Amount(), nullable=True),
        sa.Column("amount_value", sa.Float(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("verdicts", sa.Integer(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["review_runs.id"], name=op.f("fk_review_cases_review_runs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_cases")),
        sa.UniqueConstraint("run_id", "list", "deal_id", name=op.f("uq_review_cases_run_id_list_deal_id")),
    )
    op.create_index(op.f("ix_review_cases_owner_id"), "review_cases", ["owner_id"], unique=False)
    op.create_index(op.f("ix_review_cases_state"), "review_cases", ["state"], unique=False)
    op.create_index(op.f("ix_review_cases_urgency_place_id"), "review_cases", ["urgency", "place", "id"], unique=False)
    op.create_table(
        "review_list_sizes",
        sa.Column("run_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("flagged", sa.Integer(), nullable=False),
        sa.Column("unflagged", sa.Integer(), nullable=False),
        sa.Column("sampled", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["review_runs.id"], name=op.f("fk_review_list_sizes_review_runs")),
        sa.PrimaryKeyConstraint("run_id", "list", name=op.f("pk_review_list_sizes")),
    )
    op.create_table(
        "review_sessions",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["review_accounts.id"], name=op.f("fk_review_sessions_review_accounts")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_review_sessions")),
    )
    op.create_index(op.f("ix_review_sessions_account_id"), "review_sessions", ["account_id"], unique=False)
    op.create_table(
        "review_appeals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["review_accounts.id"], name=op.f("fk_review_appeals_review_accounts")),
        sa.ForeignKeyConstraint(["case_id"], ["review_cases.id"], name=op.f("fk_review_appeals_review_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_appeals")),
    )
    op.create_index(op.f("ix_review_appeals_case_id"), "review_appeals", ["case_id"], unique=False)
    op.create_table(
        "review_concerned",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["review_cases.id"], name=op.f("fk_review_concerned_review_cases")),
        sa.PrimaryKeyConstraint("case_id", "user_id", name=op.f("pk_review_concerned")),
    )
    op.create_index(op.f("ix_review_concerned_user_id"), "review_concerned", ["user_id"], unique=False)
    op.create_table(
        "review_leases",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["review_accounts.id"], name=op.f("fk_review_leases_review_accounts")),
        sa.ForeignKeyConstraint(["case_id"], ["review_cases.id"], name=op.f("fk_review_leases_review_cases")),
        sa.PrimaryKeyConstraint("case_id", "account_id", name=op.f("pk_review_leases")),
    )
    op.create_table(
        "review_payloads",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["review_cases.id"], name=op.f("fk_review_payloads_review_cases")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_review_payloads")),
    )
    op.create_table(
        "review_verdicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("reviewer_key", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("imported_by", sa.Text(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("settles", sa.Boolean(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("culprit", sa.Text(), nullable=True),
        sa.Column("toxic_kpi", sa.Text(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("signals", JsonList(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["review_accounts.id"], name=op.f("fk_review_verdicts_review_accounts")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["review_cases.id"], name=op.f("fk_review_verdicts_review_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_verdicts")),
    )
    op.create_index(
        op.f("ix_review_verdicts_case_id_reviewer_key_id"),
        "review_verdicts",
        ["case_id", "reviewer_key", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_review_verdicts_reviewer_key_case_id"), "review_verdicts", ["reviewer_key", "case_id"], unique=False
    )

    guard = _guard_in_postgresql if op.get_bind().dialect.name == "postgresql" else _guard_in_sqlite
    guard()


def _guard_in_sqlite() -> None:
    for table in _APPEND_ONLY:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
            )


def _guard_in_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION review_only_added_to() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END $$"
    )
    for table in _APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION review_only_added_to()"
        )
