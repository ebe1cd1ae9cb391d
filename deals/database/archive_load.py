"""An archive into the database, all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from deals.archive_reader import ArchiveReading
from deals.call_log import PlacedCall
from deals.database.archive_rows import call_rows, rows_of
from deals.database.bulk_rows import Row
from deals.database.deal_changes import record_deal_changes
from deals.database.engine import write_transaction
from deals.database.faults import database_faults
from deals.database.location import kept_folder
from deals.database.merge_rows import TableCounts, apply_staged, is_empty, merge_rows, staged
from deals.database.schema import LOADED, SOURCE_FILES, archives, links, loads
from deals.paused_collection import collection_paused
from deals.problem_codes import ProblemCode
from deals.problems import Problem
from deals.records import Archive

# Called with a table's name and how many of its rows are in by now.
LoadProgress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class LoadCounts:
    """What a load did.

    tables: by the database's names, in the order of its schema; "archives" is the archive itself and files of no table.
    """

    archive_id: int
    company: str
    tables: Mapping[str, TableCounts]
    problems: tuple[Problem, ...] = ()

    @property
    def total(self) -> TableCounts:
        """All tables together, the archive's own row left out."""
        counts = [self.tables[name] for name in LOADED]
        return TableCounts(
            sum(count.added for count in counts),
            sum(count.changed for count in counts),
            sum(count.unchanged for count in counts),
            sum(count.gone for count in counts),
            sum(count.set_aside for count in self.tables.values()),
        )

    @property
    def is_new(self) -> bool:
        """Whether the database had nothing of this archive."""
        return self.tables["archives"].added > 0


class ArchiveSource(Protocol):
    """An archive whose calls come first, one by one; an ArchiveReading is one."""

    @property
    def facts(self) -> Archive: ...

    def calls(self) -> Iterable[PlacedCall]: ...

    def complete(self) -> Archive: ...


@dataclass(frozen=True, slots=True)
class _InMemory:
    facts: Archive

    def calls(self) -> Iterator[PlacedCall]:
        return (PlacedCall(place, call) for place, call in enumerate(self.facts.calls))

    def complete(self) -> Archive:
        return self.facts


def load_archive(
    engine: Engine,
    archive: Path | Archive | ArchiveSource,
    progress: LoadProgress | None = None,
    at: datetime | None = None,
) -> LoadCounts:
    """Load an archive folder, or an archive that was read already, in one transaction.

    An archive is the same as one in the database where company and folder are: another company's data in the same
    folder never mixes with it. Loading the same data again writes nothing at all. Of a folder, or of an
    ArchiveReading that nobody has read the calls of, calls are never all in memory. at: when this load takes place;
    now where not given. What changes anything takes the archive's links away with it, since they were inferred from
    what was there before: whoever is killed before new ones are stored leaves none behind that look valid.

    Raises ArchiveError where the folder is no archive, DatabaseError where the database cannot be used.
    """
    with collection_paused():
        source = ArchiveReading(archive) if isinstance(archive, Path) else archive
        load = _Load(_InMemory(source) if isinstance(source, Archive) else source, progress, at or datetime.now(UTC))
        with database_faults(engine), write_transaction(engine) as connection:
            return load.into(connection)


@dataclass(frozen=True, slots=True)
class _Load:
    source: ArchiveSource
    progress: LoadProgress | None
    at: datetime

    def into(self, connection: Connection) -> LoadCounts:
        archive_id, is_new = self._archive_id(connection)
        tables = {"calls": self._merge(connection, "calls", archive_id, call_rows(self.source.calls()))}
        archive = self.source.complete()  # reading the calls makes people known who stand in no table
        for name, rows in rows_of(archive).items():
            tables[name] = self._merge(connection, name, archive_id, rows)
        changed = _settle_archive(connection, archive_id, archive)
        tables["archives"] = TableCounts(added=1) if is_new else TableCounts(changed=changed, unchanged=1 - changed)
        for name, rows_set_aside in _set_aside(archive.problems).items():
            tables[name] = replace(tables[name], set_aside=rows_set_aside)
        in_order = {name: tables[name] for name in ("archives", *LOADED)}
        counts = LoadCounts(archive_id, archive.company, in_order, archive.problems)
        if any(count.changes_something for count in in_order.values()):
            connection.execute(delete(links).where(links.c.archive_id == archive_id))
        _record(connection, counts, self.at)
        return counts

    def _archive_id(self, connection: Connection) -> tuple[int, bool]:
        """(id, whether it is new). A second load of the same archive waits here until the first one has ended."""
        company, folder = self.source.facts.company, kept_folder(connection.engine.url, self.source.facts.path)
        same = (archives.c.company == company) & (archives.c.source == folder)
        known = connection.execute(select(archives.c.id).where(same).with_for_update()).scalar()
        if known is not None:
            return known, False
        dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
        first = {"timezone": "UTC", "language": "auto", "as_of": self.at.date(), "products": [], "absent_tables": []}
        new = dialect.insert(archives).values(company=company, source=folder, **first)
        made = connection.execute(new.on_conflict_do_nothing().returning(archives.c.id)).scalar()
        if made is not None:
            return made, True
        return connection.execute(select(archives.c.id).where(same).with_for_update()).scalar_one(), False

    def _merge(self, connection: Connection, name: str, archive_id: int, rows: Iterable[Row]) -> TableCounts:
        report = self.progress
        progress = (lambda done: report(name, done)) if report is not None else None
        table = LOADED[name]
        # A table that is not there says nothing of its rows; those made up of ids or file names know less than ours.
        only_new = SOURCE_FILES[name] in self.source.facts.absent_tables
        if name != "deals" or only_new or is_empty(connection, table, archive_id):
            return merge_rows(connection, table, archive_id, rows, self.at, progress, only_new=only_new)
        with staged(connection, table, archive_id, rows, progress) as stage:
            record_deal_changes(connection, stage, archive_id, self.at)
            return apply_staged(connection, stage, archive_id, self.at)


def _settle_archive(connection: Connection, archive_id: int, archive: Archive) -> int:
    """Write what the archive says of itself; 1 where that changed something, else 0."""
    values = {
        "timezone": archive.timezone.key,
        "currency": archive.currency,
        "language": archive.language,
        "as_of": archive.as_of,
        "industry": archive.industry,
        "phone_log_ahead_h": archive.phone_log_ahead_h,
        "products": list(archive.products),
        "absent_tables": sorted(archive.absent_tables),
    }
    present = connection.execute(select(archives).where(archives.c.id == archive_id)).mappings().one()
    if all(present[name] == value for name, value in values.items()):
        return 0
    connection.execute(update(archives).values(values).where(archives.c.id == archive_id))
    return 1


def _set_aside(problems: Iterable[Problem]) -> Counter[str]:
    """How many rows were set aside of each table; files of no table count under "archives"."""
    found: Counter[str] = Counter()
    for problem in problems:
        if problem.severity == "set_aside":
            again = problem.code == ProblemCode.MORE_OF_THE_SAME
            found[_table_of(problem.file)] += int(problem.details["count"]) if again else 1
    return found


def _table_of(file: str) -> str:
    form = f"{file.rpartition('.')[0].casefold()}.csv"  # it may be people.xlsx
    return next((table for table, known in SOURCE_FILES.items() if known == form), "archives")


def _record(connection: Connection, counts: LoadCounts, at: datetime) -> None:
    """Remember the load, unless it found exactly what the one before it had."""
    before = _last_set_aside(connection, counts.archive_id)
    set_aside = {name: count.set_aside for name, count in counts.tables.items()}
    if before == set_aside and not any(count.changes_something for count in counts.tables.values()):
        return
    connection.execute(
        insert(loads),
        [
            {
                "archive_id": counts.archive_id,
                "loaded_at": at,
                "table_name": name,
                "added": count.added,
                "changed": count.changed,
                "unchanged": count.unchanged,
                "gone": count.gone,
                "set_aside": count.set_aside,
            }
            for name, count in counts.tables.items()
        ],
    )


def _last_set_aside(connection: Connection, archive_id: int) -> dict[str, int]:
    of_archive = loads.c.archive_id == archive_id
    last = select(loads.c.loaded_at).where(of_archive).order_by(loads.c.loaded_at.desc()).limit(1).scalar_subquery()
    query = select(loads.c.table_name, loads.c.set_aside).where(of_archive, loads.c.loaded_at == last)
    return {row.table_name: row.set_aside for row in connection.execute(query)}
