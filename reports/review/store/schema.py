"""The review's tables. What they were in earlier versions stands in migrations/versions.

All names begin with review_, so that the database of the archives' facts can be the same one. Verdicts, appeals and
the audit log are only ever added to; triggers see to it, made by the migrations.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from deals.database.column_types import Amount, FileText, JsonList, UtcTime
from deals.database.schema import metadata as facts

metadata = MetaData(naming_convention=facts.naming_convention)
APPEND_ONLY = ("review_verdicts", "review_appeals", "review_audit")

settings = Table(
    "review_settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
accounts = Table(
    "review_accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, unique=True),  # see accounts.name_key
    Column("role", Text, nullable=False),
    Column("crm_user_id", Text),
    Column("company", Text),
    Column("language", Text),
    Column("password", Text),  # argon2id, with its parameters; none: single sign-on only
    Column("must_change", Boolean, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("created_at", UtcTime, nullable=False),
)
logins = Table(
    "review_logins",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name_key", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("succeeded", Boolean, nullable=False),
)
Index(None, logins.c.name_key, logins.c.at)
Index(None, logins.c.address, logins.c.at)
sessions = Table(
    "review_sessions",
    metadata,
    Column("token_hash", Text, primary_key=True),  # SHA-256: who reads the database cannot log in with it
    Column("account_id", Integer, ForeignKey("review_accounts.id"), nullable=False, index=True),
    Column("made_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),  # whatever happens
)
runs = Table(
    "review_runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),  # of review_data.jsonl
    Column("folder", FileText, nullable=False),
    Column("archive", FileText, nullable=False),
    Column("company", FileText, nullable=False),
    Column("as_of", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("redacted", Boolean, nullable=False),
    Column("currency", Text),
    Column("timezone", Text, nullable=False),
    Column("records", Text, nullable=False),  # shape of the cases' packed records
    Column("loaded_at", UtcTime, nullable=False),
)
list_sizes = Table(
    "review_list_sizes",
    metadata,
    Column("run_id", Integer, ForeignKey("review_runs.id"), primary_key=True, autoincrement=False),
    Column("list", Text, primary_key=True),
    Column("flagged", Integer, nullable=False),
    Column("unflagged", Integer, nullable=False),
    Column("sampled", Integer, nullable=False),
)
cases = Table(
    "review_cases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", Integer, ForeignKey("review_runs.id"), nullable=False),
    Column("list", Text, nullable=False),
    Column("deal_id", FileText, nullable=False),
    Column("flagged", Boolean, nullable=False),
    Column("probability", Float, nullable=False),
    Column("code", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("search", FileText, nullable=False),  # title and deal id in small letters
    Column("amount", Amount),
    Column("amount_value", Float),  # to compare with: SQLite keeps amounts as text
    Column("owner_id", FileText),
    Column("owner", Text, nullable=False),
    Column("person_id", FileText),
    Column("person", Text, nullable=False),
    Column("place", Integer, nullable=False),  # in the order of the queue
    Column("state", Text, nullable=False),  # computed from verdicts and appeals, with the next two
    Column("verdicts", Integer, nullable=False),
    Column("urgency", Integer, nullable=False),  # of the state, see case_states.URGENCY
    UniqueConstraint("run_id", "list", "deal_id"),
)
Index(None, cases.c.urgency, cases.c.place, cases.c.id)
Index(None, cases.c.state)
Index(None, cases.c.owner_id)
payloads = Table(
    "review_payloads",
    metadata,
    Column("case_id", Integer, ForeignKey("review_cases.id"), primary_key=True, autoincrement=False),
    Column("packed", LargeBinary, nullable=False),  # JSON of CaseRecords, compressed by zlib
)
concerned = Table(
    "review_concerned",
    metadata,
    Column("case_id", Integer, ForeignKey("review_cases.id"), primary_key=True, autoincrement=False),
    Column("user_id", FileText, primary_key=True),  # of the CRM
)
Index(None, concerned.c.user_id)
leases = Table(
    "review_leases",
    metadata,
    Column("case_id", Integer, ForeignKey("review_cases.id"), primary_key=True, autoincrement=False),
    Column("account_id", Integer, ForeignKey("review_accounts.id"), primary_key=True, autoincrement=False),
    Column("until", UtcTime, nullable=False),
    Column("seen", Integer, nullable=False),  # id of the latest verdict when the reviewer last opened the case
    Column("round", Integer, nullable=False),  # appeals then
)
verdicts = Table(
    "review_verdicts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, ForeignKey("review_cases.id"), nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("reviewer_key", Text, nullable=False),
    Column("account_id", Integer, ForeignKey("review_accounts.id")),
    Column("imported_by", Text),
    Column("at", UtcTime, nullable=False),
    Column("round", Integer, nullable=False),
    Column("blind", Boolean, nullable=False),
    Column("settles", Boolean, nullable=False),
    Column("decision", Text),
    Column("grade", Integer),
    Column("reason", Text),
    Column("cause", Text),
    Column("culprit", Text),
    Column("toxic_kpi", Text),
    Column("comment", Text),
    Column("signals", JsonList, nullable=False),
)
Index(None, verdicts.c.case_id, verdicts.c.reviewer_key, verdicts.c.id)
Index(None, verdicts.c.reviewer_key, verdicts.c.case_id)
appeals = Table(
    "review_appeals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, ForeignKey("review_cases.id"), nullable=False, index=True),
    Column("account_id", Integer, ForeignKey("review_accounts.id"), nullable=False),
    Column("by", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("round", Integer, nullable=False),  # that it opens; its first verdict is the answer
)
audit = Table(
    "review_audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),  # ISO 8601 as it went into the digest
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("details", Text, nullable=False),  # JSON
    Column("digest", Text, nullable=False),  # SHA-256 of the digest before and this row
)
