"""Every table of the database. What they were in earlier versions stands in migrations/versions.

Rows of the CRM and the phone log are told apart by the source's own ids within their archive. `place` is the row's
place in its table of the archive. `absent_since` is the load that no longer found the row: rows are never deleted,
since an export may be partial.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from deals.database.column_types import Amount, FileText, JsonList, UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ARCHIVE_ID, PLACE, ABSENT_SINCE = "archive_id", "place", "absent_since"

archives = Table(
    "archives",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("company", FileText, nullable=False),
    Column("source", FileText, nullable=False),  # the archive folder, see deals.database.location.kept_folder
    Column("timezone", Text, nullable=False),  # the zone that times are given back in
    Column("currency", Text),
    Column("language", Text, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("industry", Text),
    Column("phone_log_ahead_h", Float),
    Column("products", JsonList, nullable=False),
    Column("absent_tables", JsonList, nullable=False),  # tables of the format that the archive lacks
    UniqueConstraint("company", "source"),
)


def _key(name: str, kind: Any = Text) -> Column[Any]:
    return Column(name, kind, primary_key=True)


def _table_of_archive(name: str, *columns: Column[Any], keeps_absent: bool = True) -> Table:
    """A table whose rows belong to an archive; its key is archive_id and the columns made by _key."""
    archive_id = Column(
        ARCHIVE_ID, Integer, ForeignKey("archives.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    absent = [Column(ABSENT_SINCE, UtcTime)] if keeps_absent else []
    return Table(name, metadata, archive_id, *columns, Column(PLACE, Integer, nullable=False), *absent)


people = _table_of_archive(
    "people",
    _key("user_id"),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("team", Text),
    Column("hired_on", Date),
    Column("left_on", Date),
    Column("extension", Text),
)
contacts = _table_of_archive("contacts", _key("contact_id"), Column("name", Text), Column("company", Text))
contact_phones = _table_of_archive("contact_phones", _key("contact_id"), _key("phone"))
Index(None, contact_phones.c.archive_id, contact_phones.c.phone)

deals = _table_of_archive(
    "deals",
    _key("deal_id"),
    Column("title", Text),
    Column("contact_id", Text),
    Column("amount", Amount),
    Column("currency", Text),  # of the amount
    Column("margin_pct", Float),
    Column("source", Text),
    Column("qualified", Boolean),
    Column("created_at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
    Column("status", Text, nullable=False),
    Column("stage", Text),
    Column("lost_reason", Text),
    Column("owner_id", Text),
)
Index(None, deals.c.archive_id, deals.c.contact_id)

# Events without an id of their own: nth tells apart those that are equal, counted from 0.
stage_changes = _table_of_archive(
    "stage_changes",
    _key("deal_id"),
    _key("at", UtcTime),
    _key("stage"),
    Column("nth", Integer, primary_key=True, autoincrement=False),
    Column("user_id", Text),
)
owner_changes = _table_of_archive(
    "owner_changes",
    _key("deal_id"),
    _key("at", UtcTime),
    _key("user_id"),
    Column("nth", Integer, primary_key=True, autoincrement=False),
)
tasks = _table_of_archive(
    "tasks",
    _key("task_id"),
    Column("deal_id", Text, nullable=False),
    Column("kind", Text),
    Column("text", Text),
    Column("created_at", UtcTime, nullable=False),
    Column("due_at", UtcTime),
    Column("completed_at", UtcTime),
    Column("assignee_id", Text),
    Column("result", Text),
)
Index(None, tasks.c.archive_id, tasks.c.deal_id)
messages = _table_of_archive(
    "messages",
    _key("message_id"),
    Column("deal_id", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("channel", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("text", Text, nullable=False),
)
Index(None, messages.c.archive_id, messages.c.deal_id)
calls = _table_of_archive(
    "calls",
    _key("call_id", FileText),
    Column("started_at", UtcTime),
    Column("direction", Text),
    Column("user_id", Text),
    Column("client_phone", Text),
    Column("duration_s", Float),
    Column("answered", Boolean),
    Column("recording", FileText),
    Column("stated_deal_id", Text),
)
periods = _table_of_archive(
    "periods",
    _key("month"),
    Column("plan", Amount),
    Column("fact", Amount),
    Column("margin_fact", Amount),
    Column("head_bonus_paid", Amount),
    Column("currency", Text),
)

deal_changes = Table(
    "deal_changes",
    metadata,
    Column(ARCHIVE_ID, Integer, ForeignKey("archives.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    _key("deal_id"),
    _key("recorded_at", UtcTime),
    _key("field"),
    Column("before", Text),
    Column("after", Text),
)
loads = Table(
    "loads",
    metadata,
    Column(ARCHIVE_ID, Integer, ForeignKey("archives.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    _key("loaded_at", UtcTime),
    _key("table_name"),
    Column("added", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("unchanged", BigInteger, nullable=False),
    Column("gone", BigInteger, nullable=False),
    Column("set_aside", BigInteger, nullable=False),  # rows; under "archives" also files of no table
)
# What is inferred, not what the source says: links that are found no more are deleted.
links = _table_of_archive(
    "links",
    _key("call_id", FileText),
    Column("deal_id", Text),
    Column("confidence", Float, nullable=False),
    Column("method", Text, nullable=False),
    Column("contradicts_crm", Boolean, nullable=False),
    Column("alternatives", JsonList, nullable=False),  # [deal_id, probability] of other candidates, likeliest first
    keeps_absent=False,
)
Index(None, links.c.archive_id, links.c.deal_id)

# The tables that a load fills, by their names.
LOADED: Mapping[str, Table] = {
    table.name: table
    for table in (
        people, contacts, contact_phones, deals, stage_changes, owner_changes, tasks, messages, calls, periods,
    )
}  # fmt: skip

# The files of the archive format that they are filled from.
SOURCE_FILES: Mapping[str, str] = {
    **{name: f"{name}.csv" for name in LOADED},
    "contact_phones": "contacts.csv",
    "stage_changes": "stage_history.csv",
    "owner_changes": "owner_history.csv",
}
