"""From an archive folder to an Archive: everything typed, and everything that could not be used named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from pathlib import Path

from deals.archive_format import KPI_FILE, SETTINGS_FILE, TABLE_FORMS
from deals.archive_settings import ArchiveSettings, read_settings
from deals.call_files import CallFiles, find_call_files, report_call_files
from deals.call_log import CallSources, PlacedCall, in_time_order, iter_calls
from deals.crm_tables import (
    Crm,
    read_crm,
    read_messages,
    read_owner_history,
    read_periods,
    read_stage_history,
    read_tasks,
)
from deals.kpi_scheme import read_kpis
from deals.phones import region_of
from deals.problem_codes import ProblemCode
from deals.problem_log import ProblemLog
from deals.problems import ArchiveError, Problem
from deals.records import Archive, CallRecord
from deals.table_rows import ReadingContext
from deals.tables import Table, absent_table, read_table

Tables = Mapping[str, Table]


def read_archive(path: Path) -> Archive:
    """Read and check an archive in format 1.

    Rows and files that cannot be used are set aside, and doubtful ones used with a warning: both are in
    Archive.problems, at most 50 of one kind and file and then one `more-of-the-same` with the number left out.
    Archive.absent_tables names the tables that are not there or useless as a whole.

    Works with recordings or transcripts alone: a file that calls.csv does not list becomes a CallRecord named after
    the file, with started_at and direction None. Without people.csv or contacts.csv, the ids used elsewhere become
    records that know only their id. Without as_of, it is the day of the latest event that is not in the future.

    Raises ArchiveError where path does not exist, is no folder, may not be read, or holds nothing of the format.
    """
    reading = ArchiveReading(path)
    return reading.complete(in_time_order(reading.calls()))


def expected_calls(path: Path) -> int | None:
    """About how many calls the phone log has: its lines after the first. None without a log in CSV."""
    try:
        log = next((file for file in path.iterdir() if file.name.casefold() == "calls.csv"), None)
        if log is None:
            return None
        with log.open("rb") as file:
            lines = sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b""))
    except OSError:  # whoever reads the archive says so
        return None
    return max(lines - 1, 0)


class ArchiveReading:
    """read_archive in two steps, for archives whose calls should not be in memory all at once.

    Read the calls first, once and to their end, then `complete` the archive: what it says of problems, people known by
    their ids only, and the day of judgement depends on the calls.
    """

    def __init__(self, path: Path) -> None:
        """Reads everything but the calls. Raises ArchiveError like read_archive."""
        try:
            self._files = _files_of(path)
        except OSError as error:
            reason = error.strerror or str(error)
            raise ArchiveError(
                Problem(str(ProblemCode.ARCHIVE_UNREADABLE), str(path), details={"reason": reason})
            ) from error
        self._log = ProblemLog()
        self.settings = read_settings(path, self._log)
        self._today = date.today()
        self._last_call = date.min
        context = ReadingContext(
            zone=self.settings.timezone,
            last_day=self.settings.as_of or self._today,
            region=region_of(self.settings.timezone.key, self.settings.language),
            currency=self.settings.currency,
            log=self._log,
        )
        self._tables = _tables(path, context)
        self._crm = read_crm(self._tables["people.csv"], self._tables["contacts.csv"], self._tables["deals.csv"])
        self.facts = _facts(path, self.settings, self._tables, self._crm)

    def calls(self) -> Iterator[PlacedCall]:
        """Every call once, in no order of time; see deals.call_log.iter_calls."""
        for placed in iter_calls(self._tables["calls.csv"], CallSources(self.facts.path, self._files, self._crm)):
            started_at = placed.call.started_at
            if started_at is not None and self._last_call < started_at.date() <= self._today:
                self._last_call = started_at.date()
            yield placed

    def complete(self, calls: tuple[CallRecord, ...] = ()) -> Archive:
        """The archive with these calls, and with the problems found in all of it. To be called once, after `calls`."""
        archive = replace(self.facts, calls=calls, periods=read_periods(self._tables["periods.csv"]))
        _report_made_up_people(self._tables["people.csv"], archive)
        if self.settings.as_of is None:
            archive = replace(archive, as_of=_assumed_as_of(archive, self._last_call, self._today, self._log))
        kpis = read_kpis(archive.path, self._log)
        report_call_files(self._files, self._log)
        absent = archive.absent_tables if kpis is not None else archive.absent_tables | {KPI_FILE}
        return replace(archive, kpis=kpis or (), absent_tables=absent, problems=self._log.problems())


def _files_of(path: Path) -> CallFiles:
    """What lies in the archive's folders. Raises ArchiveError where there is no archive."""
    if not path.exists():
        raise ArchiveError(Problem(str(ProblemCode.ARCHIVE_MISSING), str(path)))
    if not path.is_dir():
        raise ArchiveError(Problem(str(ProblemCode.ARCHIVE_NOT_A_FOLDER), str(path)))
    files = find_call_files(path)
    stems = {name.removesuffix(".csv").removesuffix(".yaml") for name in (*TABLE_FORMS, SETTINGS_FILE, KPI_FILE)}
    has_tables = any(
        entry.stem.casefold() in stems and entry.suffix.casefold() in (".csv", ".xlsx", ".xls", ".yaml", ".yml")
        for entry in path.iterdir()
    )
    if not (has_tables or files.recordings or files.transcripts):
        raise ArchiveError(Problem(str(ProblemCode.ARCHIVE_EMPTY), str(path)))
    return files


def _tables(path: Path, context: ReadingContext) -> Tables:
    """Every table of the format. One that belongs to deals counts as absent where there are no deals."""
    found = {file: read_table(path, form, context) for file, form in TABLE_FORMS.items()}
    tables = {file: table or absent_table(TABLE_FORMS[file], context) for file, table in found.items()}
    has_deals = tables["deals.csv"].present
    for file, form in TABLE_FORMS.items():
        if form.needs_deals and not has_deals and tables[file].present:
            context.log.set_aside(ProblemCode.TABLE_NEEDS_DEALS, tables[file].file)
            tables[file] = absent_table(form, context)
        # Without deals, the tables that describe them are missed by nobody.
        elif found[file] is None and (has_deals or not (form.needs_deals or file == "contacts.csv")):
            context.log.warn(ProblemCode.ABSENT_TABLE, file, table=file.removesuffix(".csv"))
    return tables


def _facts(path: Path, settings: ArchiveSettings, tables: Tables, crm: Crm) -> Archive:
    """What is read before the calls; a missing as_of stands as date.min until the events are known."""
    return Archive(
        path=path,
        company=settings.company,
        language=settings.language,
        timezone=settings.timezone,
        currency=settings.currency,
        as_of=settings.as_of or date.min,
        industry=settings.industry,
        products=settings.products,
        phone_log_ahead_h=settings.phone_log_ahead_h,
        leaves_company=settings.leaves_company,
        assumptions=settings.assumptions,
        people=crm.people.records,
        contacts=crm.contacts.records,
        deals=crm.deals.records,
        stage_history=read_stage_history(tables["stage_history.csv"], crm),
        owner_history=read_owner_history(tables["owner_history.csv"], crm),
        tasks=read_tasks(tables["tasks.csv"], crm),
        messages=read_messages(tables["messages.csv"], crm),
        absent_tables=frozenset(file for file, table in tables.items() if not table.present),
    )


def _report_made_up_people(people: Table, archive: Archive) -> None:
    if archive.people and not people.present:
        people.context.log.warn(ProblemCode.PEOPLE_FROM_IDS, people.file, count=str(len(archive.people)))


def _assumed_as_of(archive: Archive, last_call: date, today: date, log: ProblemLog) -> date:
    """The day of the latest event that is not in the future, else today. last_call: date.min where there is none."""
    days = [moment.date() for moment in _crm_events(archive) if moment.date() <= today]
    days += [last_call] if last_call > date.min else []
    day = max(days, default=today)
    code = ProblemCode.AS_OF_FROM_EVENTS if days else ProblemCode.AS_OF_TODAY
    log.warn(code, SETTINGS_FILE, column="as_of", day=day.isoformat())
    return day


def _crm_events(archive: Archive) -> Iterator[datetime]:
    deals, tasks = archive.deals.values(), archive.tasks
    moments: Iterable[datetime | None] = chain(
        (deal.created_at for deal in deals),
        (deal.closed_at for deal in deals),
        (change.at for change in archive.stage_history),
        (task.created_at for task in tasks),
        (task.completed_at for task in tasks),
        (message.at for message in archive.messages),
    )
    return (moment for moment in moments if moment is not None)
