"""The rows of an XLSX sheet as text cells, so that a workbook is checked by the same rules as a CSV file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

from openpyxl import load_workbook

from deals.csv_text import Record

ZIP_MAGIC = b"PK\x03\x04"  # every XLSX file is a zip
OLD_EXCEL_MAGIC = b"\xd0\xcf\x11\xe0"  # the container of .xls


class UnreadableWorkbook(Exception):
    """The file is no XLSX workbook, or a damaged one; the text says what openpyxl found."""


def open_sheet(data: bytes, wanted: str) -> tuple[str, list[str], Iterator[Record]]:
    """(name of the sheet taken, names of all sheets, its non-empty rows).

    The sheet called `wanted` (in any case) is taken, else the first. Formulas count as their last computed value.
    Raises UnreadableWorkbook.
    """
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        name = next((title for title in sheets if title.strip().casefold() == wanted), next(iter(sheets)))
        return name, list(sheets), iter(_records(sheets[name]))
    # openpyxl lets everything through that zip, XML and its own descriptors raise on a damaged file.
    except Exception as error:
        raise UnreadableWorkbook(f"{type(error).__name__}: {error}") from error


def open_sheets(data: bytes) -> list[tuple[str, list[Record]]]:
    """(name, non-empty rows) of every sheet, in the workbook's order. Raises UnreadableWorkbook."""
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [(sheet.title, _records(sheet)) for sheet in book.worksheets]
    except Exception as error:  # as in open_sheet
        raise UnreadableWorkbook(f"{type(error).__name__}: {error}") from error


def _records(sheet: Any) -> list[Record]:
    """All rows that hold anything, padded to the width of the widest, so that nameless columns can be reported."""
    sheet.reset_dimensions()  # some writers state a wrong size, and read-only mode would believe it
    rows = [[cell_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    width = max((place for row in rows for place, cell in enumerate(row, start=1) if cell), default=0)
    padded = ((row + [""] * (width - len(row)))[:width] for row in rows)
    return [Record(number, row) for number, row in enumerate(padded, start=1) if any(row)]


def cell_text(value: object) -> str:
    """A cell's value as it would stand in a CSV file of the archive format.

    A date cell at midnight becomes a bare date: Excel cannot store a day without a time of day.
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return format(Decimal(repr(value)).normalize(), "f") if isfinite(value) else ""
        case datetime():
            moment = _whole_second(value)
            return moment.date().isoformat() if moment.time() == time() else moment.isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(round(value.total_seconds()))
        case _:
            return str(value)


def _whole_second(moment: datetime) -> datetime:
    """Excel keeps times as a fraction of a day, so 10:36 may come back as 10:35:59.999997."""
    return (moment + timedelta(milliseconds=500)).replace(microsecond=0)
