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
from deals.call_log import CallSources, read_calls
from deals.crm_tables import (
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
from deals.records import Archive
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
    try:
        files = _files_of(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ArchiveError(
            Problem(str(ProblemCode.ARCHIVE_UNREADABLE), str(path), details={"reason": reason})
        ) from error
    log = ProblemLog()
    settings = read_settings(path, log)
    today = date.today()
    context = ReadingContext(
        zone=settings.timezone,
        last_day=settings.as_of or today,
        region=region_of(settings.timezone.key, settings.language),
        currency=settings.currency,
        log=log,
    )
    archive = _facts(path, settings, _tables(path, context), files)
    if settings.as_of is None:
        archive = replace(archive, as_of=_assumed_as_of(archive, today, log))
    kpis = read_kpis(path, log)
    report_call_files(files, log)
    absent = archive.absent_tables if kpis is not None else archive.absent_tables | {KPI_FILE}
    return replace(archive, kpis=kpis or (), absent_tables=absent, problems=log.problems())


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


def _facts(path: Path, settings: ArchiveSettings, tables: Tables, files: CallFiles) -> Archive:
    """All records; a missing as_of stands as date.min until the events are known."""
    crm = read_crm(tables["people.csv"], tables["contacts.csv"], tables["deals.csv"])
    archive = Archive(
        path=path,
        company=settings.company,
        language=settings.language,
        timezone=settings.timezone,
        currency=settings.currency,
        as_of=settings.as_of or date.min,
        industry=settings.industry,
        products=settings.products,
        people=crm.people.records,
        contacts=crm.contacts.records,
        deals=crm.deals.records,
        stage_history=read_stage_history(tables["stage_history.csv"], crm),
        owner_history=read_owner_history(tables["owner_history.csv"], crm),
        tasks=read_tasks(tables["tasks.csv"], crm),
        messages=read_messages(tables["messages.csv"], crm),
        calls=read_calls(tables["calls.csv"], CallSources(path, files, crm)),
        periods=read_periods(tables["periods.csv"]),
        absent_tables=frozenset(file for file, table in tables.items() if not table.present),
    )
    _report_made_up_people(tables["people.csv"], archive)
    return archive


def _report_made_up_people(people: Table, archive: Archive) -> None:
    if archive.people and not people.present:
        people.context.log.warn(ProblemCode.PEOPLE_FROM_IDS, people.file, count=str(len(archive.people)))


def _assumed_as_of(archive: Archive, today: date, log: ProblemLog) -> date:
    """The day of the latest event that is not in the future, else today."""
    days = [moment.date() for moment in _events(archive) if moment.date() <= today]
    day = max(days, default=today)
    code = ProblemCode.AS_OF_FROM_EVENTS if days else ProblemCode.AS_OF_TODAY
    log.warn(code, SETTINGS_FILE, column="as_of", day=day.isoformat())
    return day


def _events(archive: Archive) -> Iterator[datetime]:
    deals, tasks = archive.deals.values(), archive.tasks
    moments: Iterable[datetime | None] = chain(
        (deal.created_at for deal in deals),
        (deal.closed_at for deal in deals),
        (change.at for change in archive.stage_history),
        (task.created_at for task in tasks),
        (task.completed_at for task in tasks),
        (message.at for message in archive.messages),
        (call.started_at for call in archive.calls),
    )
    return (moment for moment in moments if moment is not None)
