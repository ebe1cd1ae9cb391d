"""Archives out of the database again, as the records that were put in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, Row, Select, Table, select

from deals.database.faults import database_faults
from deals.database.location import folder_of
from deals.database.schema import (
    ABSENT_SINCE,
    ARCHIVE_ID,
    SOURCE_FILES,
    archives,
    calls,
    contact_phones,
    contacts,
    deals,
    messages,
    owner_changes,
    people,
    periods,
    stage_changes,
    tasks,
)
from deals.records import Archive, CallRecord, Contact, Deal, Message, OwnerChange, Period, Person, StageChange, Task

BATCH = 10_000
# Of these the reader makes records even without a file, of the ids that others use and of the recordings' names.
MADE_UP = frozenset({people, contacts, contact_phones, calls})


@dataclass(frozen=True, slots=True)
class StoredArchive:
    """One archive that the database has something of."""

    archive_id: int
    company: str
    source: Path  # the folder it was loaded from
    as_of: date


class UnknownArchive(LookupError):
    """The database has no archive of that number."""


def list_archives(engine: Engine) -> tuple[StoredArchive, ...]:
    """Every archive in the database, in the order in which they were first loaded."""
    query = select(archives.c.id, archives.c.company, archives.c.source, archives.c.as_of).order_by(archives.c.id)
    with database_faults(engine), engine.connect() as connection:
        return tuple(
            StoredArchive(number, company, folder_of(engine.url, source), as_of)
            for number, company, source, as_of in connection.execute(query)
        )


def read_archive_from(engine: Engine, archive_id: int, *, with_calls: bool = True) -> Archive:
    """The archive as the last load found it: rows that have vanished from the source since are left out.

    Rows of files that the last load did not find at all are left out too, but for people, contacts and calls, which
    other rows refer to.

    Not kept in the database, and therefore empty here: kpis and problems. Raises UnknownArchive.
    """
    with database_faults(engine), engine.connect() as connection:
        about = _about(connection, archive_id)
        absent = frozenset(about.absent_tables)
        stored = _Stored(connection, archive_id, ZoneInfo(about.timezone), absent)
        return Archive(
            path=folder_of(engine.url, about.source),
            company=about.company,
            language=about.language,
            timezone=stored.zone,
            currency=about.currency,
            as_of=about.as_of,
            industry=about.industry,
            products=tuple(about.products),
            phone_log_ahead_h=about.phone_log_ahead_h,
            people={person.user_id: person for person in stored.people()},
            contacts={contact.contact_id: contact for contact in stored.contacts()},
            deals={deal.deal_id: deal for deal in stored.deals()},
            stage_history=tuple(stored.stage_history()),
            owner_history=tuple(stored.owner_history()),
            tasks=tuple(stored.tasks()),
            messages=tuple(stored.messages()),
            calls=tuple(stored.calls(BATCH)) if with_calls else (),
            periods=tuple(stored.periods()),
            absent_tables=absent,
        )


def iter_calls(engine: Engine, archive_id: int, batch: int = BATCH) -> Iterator[CallRecord]:
    """The archive's calls in the order of Archive.calls, `batch` of them in memory at a time. Raises UnknownArchive."""
    with database_faults(engine), engine.connect() as connection:
        zone = ZoneInfo(_about(connection, archive_id).timezone)
        yield from _Stored(connection, archive_id, zone).calls(batch)


@dataclass(frozen=True, slots=True)
class StoredCalls:
    """iter_calls that can be read as often as needed."""

    engine: Engine
    archive_id: int

    def __iter__(self) -> Iterator[CallRecord]:
        return iter_calls(self.engine, self.archive_id)


def _about(connection: Connection, archive_id: int) -> Row[Any]:
    found = connection.execute(select(archives).where(archives.c.id == archive_id)).first()
    if found is None:
        raise UnknownArchive(archive_id)
    return found


@dataclass(frozen=True, slots=True)
class _Stored:
    """The rows of one archive as records, in the archive's order and timezone."""

    connection: Connection
    archive_id: int
    zone: ZoneInfo
    absent_tables: frozenset[str] = (
        frozenset()
    )  # files that the last load did not find; their rows are from earlier ones

    def _rows(self, table: Table) -> Iterator[Any]:
        if SOURCE_FILES[table.name] in self.absent_tables and table not in MADE_UP:
            return iter(())
        return iter(self.connection.execute(self._query(table).order_by(table.c.place)))

    def _query(self, table: Table) -> Select[Any]:
        own = (column for column in table.columns if column.name not in (ARCHIVE_ID, ABSENT_SINCE, "place", "nth"))
        present = (table.c.archive_id == self.archive_id, table.c[ABSENT_SINCE].is_(None))
        return select(*own).where(*present)

    def _local(self, moment: datetime | None) -> datetime | None:
        return moment and moment.astimezone(self.zone)

    def people(self) -> Iterator[Person]:
        return (Person(*row) for row in self._rows(people))

    def contacts(self) -> Iterator[Contact]:
        phones = self._phones()
        for contact_id, name, company in self._rows(contacts):
            yield Contact(contact_id, name, company, tuple(phones.get(contact_id, ())))

    def _phones(self) -> Mapping[str, list[str]]:
        phones: dict[str, list[str]] = defaultdict(list)
        for contact_id, phone in self._rows(contact_phones):
            phones[contact_id].append(phone)
        return phones

    def deals(self) -> Iterator[Deal]:
        for row in self._rows(deals):
            fields = row._asdict()
            del fields["currency"]  # the archive's own
            fields |= {name: self._local(fields[name]) for name in ("created_at", "closed_at")}
            yield Deal(**fields)

    def stage_history(self) -> Iterator[StageChange]:
        for deal_id, at, stage, user_id in self._rows(stage_changes):
            yield StageChange(deal_id, at.astimezone(self.zone), stage, user_id)

    def owner_history(self) -> Iterator[OwnerChange]:
        for deal_id, at, user_id in self._rows(owner_changes):
            yield OwnerChange(deal_id, at.astimezone(self.zone), user_id)

    def tasks(self) -> Iterator[Task]:
        for row in self._rows(tasks):
            fields = row._asdict()
            fields |= {name: self._local(fields[name]) for name in ("created_at", "due_at", "completed_at")}
            yield Task(**fields)

    def messages(self) -> Iterator[Message]:
        for message_id, deal_id, at, *rest in self._rows(messages):
            yield Message(message_id, deal_id, at.astimezone(self.zone), *rest)

    def calls(self, batch: int) -> Iterator[CallRecord]:
        in_time_order = calls.c.started_at.is_(None), calls.c.started_at, calls.c.place
        query = self._query(calls).order_by(*in_time_order)
        zone = self.zone
        found: Any = self.connection.execution_options(yield_per=batch).execute(query)
        for call_id, started_at, *rest in found:
            yield CallRecord(call_id, started_at and started_at.astimezone(zone), *rest)

    def periods(self) -> Iterator[Period]:
        for month, *amounts, _ in self._rows(periods):
            yield Period(month, *amounts)
