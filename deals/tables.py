"""One table of an archive, as rows whose cells can be asked for by heading, whatever kind of file it came in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from deals.archive_format import TableForm
from deals.csv_text import FORMAT_DELIMITER, Record, delimiter_of_lines, records_of_lines
from deals.problem_codes import ProblemCode
from deals.problem_log import ProblemLog
from deals.problems import Problem
from deals.table_rows import ReadingContext, Row, said
from deals.text_encoding import TextLines
from deals.xlsx_sheet import OLD_EXCEL_MAGIC, ZIP_MAGIC, UnreadableWorkbook, open_sheet


@dataclass(frozen=True, slots=True)
class Table:
    """A table that can be read once from start to end. Rows that have no usable shape are left out and reported.

    file: the name of the file found (people.xlsx for people.csv), or the format's name where there is none.
    present: False where the table is absent or useless as a whole; it then has no rows.
    """

    form: TableForm
    file: str
    context: ReadingContext
    present: bool = False
    columns: tuple[str, ...] = ()  # headings as the format spells them, "" where a column is not used
    records: Iterable[Record] = ()

    def __iter__(self) -> Iterator[Row]:
        places = {column: place for place, column in enumerate(self.columns) if column}
        file, width, context = self.file, len(self.columns), self.context
        for record in self.records:
            cells = _fitting_cells(record, width, file, context.log)
            if cells is not None:
                yield Row(file, record.number, said(cells), places, context)


def absent_table(form: TableForm, context: ReadingContext) -> Table:
    return Table(form, form.file, context)


def read_table(folder: Path, form: TableForm, context: ReadingContext) -> Table | None:
    """Find and open one table. None where there is no file for it, which the caller judges.

    A file that is useless as a whole gives a Table that is not present; the reason goes to context.log.
    """
    path = _table_file(folder, form, context.log)
    if path is None:
        return None
    records = _records(path, form, context.log)
    header = next(records, None)
    columns = _columns(header.cells, path.name, form, context.log) if header else None
    if columns is None:
        return absent_table(form, context)
    first = next(records, None)
    if first is None:
        context.log.warn(ProblemCode.NO_ROWS, path.name)
    rows = chain([first], records) if first else records
    return Table(form, path.name, context, present=True, columns=columns, records=rows)


def _table_file(folder: Path, form: TableForm, log: ProblemLog) -> Path | None:
    """X.csv, else X.xlsx, in any case of letters; an X.xls is only pointed out, since nothing here reads it."""
    stem = form.file.removesuffix(".csv")
    found = {path.name.casefold(): path for path in sorted(folder.iterdir(), reverse=True)}
    csv_file, workbook, old_workbook = (found.get(f"{stem}.{suffix}") for suffix in ("csv", "xlsx", "xls"))
    if csv_file and workbook:
        log.warn(ProblemCode.TWO_TABLES, csv_file.name, other=workbook.name)
    if old_workbook and not (csv_file or workbook):
        log.set_aside(ProblemCode.OLD_EXCEL_TABLE, old_workbook.name)
    return csv_file or workbook


def _records(path: Path, form: TableForm, log: ProblemLog) -> Iterator[Record]:
    """The file's rows, header first, by what its first bytes say it is. None at all, once reported, where it fails."""
    try:
        data = path.read_bytes()
        if data.startswith(OLD_EXCEL_MAGIC):
            log.set_aside(ProblemCode.OLD_EXCEL_TABLE, path.name)
            return
        is_workbook = data.startswith(ZIP_MAGIC)
        if data and is_workbook != (path.suffix.casefold() == ".xlsx"):
            log.warn(ProblemCode.MISNAMED_TABLE, path.name, really="XLSX" if is_workbook else "CSV")
        records = (_sheet if is_workbook else _csv)(data, path.name, form, log)
    except OSError as error:
        log.set_aside(ProblemCode.UNREADABLE_FILE, path.name, reason=error.strerror or str(error))
        return
    except UnreadableWorkbook as error:
        log.set_aside(ProblemCode.UNREADABLE_FILE, path.name, reason=str(error))
        return
    header = next(records, None)
    if header is None:
        log.set_aside(ProblemCode.EMPTY_TABLE, path.name)
        return
    yield header
    yield from records


def _sheet(data: bytes, file: str, form: TableForm, log: ProblemLog) -> Iterator[Record]:
    sheet, sheets, records = open_sheet(data, wanted=form.file.removesuffix(".csv"))
    if len(sheets) > 1:
        log.warn(ProblemCode.MORE_SHEETS, file, sheet=sheet)
    if file.casefold().endswith(".xlsx"):  # else its name has been reported already
        log.note(ProblemCode.WORKBOOK_TABLE, file)
    return records


def _csv(data: bytes, file: str, form: TableForm, log: ProblemLog) -> Iterator[Record]:
    lines = TextLines(data, file, log)
    delimiter = delimiter_of_lines(lines, form.columns)
    if delimiter != FORMAT_DELIMITER:
        log.note(ProblemCode.OTHER_DELIMITER, file, delimiter="tab" if delimiter == "\t" else delimiter)
    return records_of_lines(lines, form.columns)


def _columns(header: list[str], file: str, form: TableForm, log: ProblemLog) -> tuple[str, ...] | None:
    """The header as the format spells it, "" for columns not used; None where a required one is missing."""
    headings = [_heading(cell) or f"#{place}" for place, cell in enumerate(header, start=1)]
    if missing := [column for column in form.required if column not in headings]:
        log.set_aside(ProblemCode.MISSING_COLUMN, file, column=", ".join(missing), value=", ".join(headings))
        return None
    for column in sorted({heading for heading in headings if headings.count(heading) > 1}):
        log.warn(ProblemCode.DUPLICATE_COLUMN, file, column=column)
    if unknown := [heading for heading in dict.fromkeys(headings) if heading not in form.columns]:
        log.warn(ProblemCode.UNKNOWN_COLUMN, file, column=", ".join(unknown))
    if absent := [column for column in form.optional if column not in headings]:
        log.warn(ProblemCode.ABSENT_COLUMN, file, column=", ".join(absent))
    used = [heading in form.columns and heading not in headings[:place] for place, heading in enumerate(headings)]
    return tuple(heading if use else "" for heading, use in zip(headings, used, strict=True))


def _heading(cell: str) -> str:
    return "_".join(cell.replace("\ufeff", "").casefold().replace("-", " ").split())


def _fitting_cells(record: Record, width: int, file: str, log: ProblemLog) -> list[str] | None:
    """The row's cells, as many as the header has; None for an empty row or one whose cells may have shifted."""
    number, cells, unclosed = record
    if unclosed:
        log.add(Problem(str(ProblemCode.UNCLOSED_QUOTE), file, number, value=cells[0]))
        return None
    if len(cells) == width:
        return cells if any(cells) else None
    if not any(cell.strip() for cell in cells):
        return None
    details = {"cells": str(len(cells)), "expected": str(width)}
    if any(cell.strip() for cell in cells[width:]):
        log.add(Problem(str(ProblemCode.LONG_ROW), file, number, details=details))
        return None
    if len(cells) < width:
        log.add(Problem(str(ProblemCode.SHORT_ROW), file, number, severity="warning", details=details))
    return cells[:width] + [""] * (width - len(cells))
