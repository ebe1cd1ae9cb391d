"""One table of an export as it was downloaded: its heading row wherever it stands, and its rows as text cells."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median

from deals.csv_text import Record, csv_records
from deals.exports.cell_shapes import looks_like_value
from deals.exports.html_tables import html_tables, is_html
from deals.problem_codes import ProblemCode
from deals.problem_log import ProblemLog
from deals.problems import Problem
from deals.text_encoding import decode_text
from deals.xlsx_sheet import OLD_EXCEL_MAGIC, ZIP_MAGIC, UnreadableWorkbook, open_sheets

DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 60  # lines in which the delimiter and the heading row are looked for
_ENOUGH_WORDS = 0.7  # share of a heading row's cells that are words, as opposed to dates, numbers, phones

IsHeading = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table of an export, in memory.

    file: name of the file. sheet: name of the sheet of a workbook that has several. encoding, delimiter: what was
    found in a CSV, None for a workbook. heading_row: line of the headings, None where the table has none, and the
    headings are then numbers. headings: unique, as they stand in the file; a second equal one gets " (2)".
    rows: each as long as headings; number is the line or sheet row where it begins.
    """

    file: str
    headings: tuple[str, ...]
    rows: Sequence[Record]
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    heading_row: int | None = None

    @property
    def name(self) -> str:
        """How messages call the table."""
        return f"{self.file} [{self.sheet}]" if self.sheet else self.file

    def column(self, heading: str) -> list[str]:
        """All cells under a heading, stripped. KeyError for an unknown heading."""
        try:
            place = self.headings.index(heading)
        except ValueError as error:
            raise KeyError(heading) from error
        return [row.cells[place].strip() for row in self.rows]


def read_source_tables(path: Path, log: ProblemLog, is_heading: IsHeading) -> list[SourceTable]:
    """Every table of the file: one of a CSV, one for each sheet with rows of a workbook.

    is_heading: whether a cell is a heading that is known; it settles which row the headings are in. Faults go to log:
    a file that cannot be read gives no table, a row of no usable shape is left out.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        log.set_aside(ProblemCode.UNREADABLE_FILE, path.name, reason=error.strerror or str(error))
        return []
    if data.startswith(OLD_EXCEL_MAGIC):
        log.set_aside(ProblemCode.OLD_EXCEL_TABLE, path.name)
        return []
    tables = list((_of_workbook if data.startswith(ZIP_MAGIC) else _of_text)(data, path.name, log, is_heading))
    if not tables:
        log.set_aside(ProblemCode.EMPTY_TABLE, path.name)
    return tables


def _of_workbook(data: bytes, file: str, log: ProblemLog, is_heading: IsHeading) -> Iterator[SourceTable]:
    try:
        sheets = [(name, records) for name, records in open_sheets(data) if records]
    except UnreadableWorkbook as error:
        log.set_aside(ProblemCode.UNREADABLE_FILE, file, reason=str(error))
        return
    for name, records in sheets:
        place = heading_place([record.cells for record in records[:_LOOKED_AT]], is_heading)
        yield _table(file, records, place, log, sheet=name if len(sheets) > 1 else None)


def _of_text(data: bytes, file: str, log: ProblemLog, is_heading: IsHeading) -> Iterator[SourceTable]:
    decoded = decode_text(data)
    if decoded.damaged:
        log.warn(ProblemCode.DAMAGED_CHARACTERS, file, count=str(decoded.damaged))
    if is_html(decoded.text):  # what Bitrix24 and other web systems call an Excel export
        for records in html_tables(decoded.text):
            place = heading_place([record.cells for record in records[:_LOOKED_AT]], is_heading)
            yield _table(file, records, place, log, encoding=decoded.encoding)
        return
    lines = list(io.StringIO(decoded.text, newline=""))
    hinted = _hinted_delimiter(lines)
    start = 1 if hinted else 0
    delimiter = hinted or delimiter_of(lines[:_LOOKED_AT], is_heading)
    records, place = _csv_records(lines, start, delimiter, is_heading)
    if records:
        yield _table(file, records, place, log, encoding=decoded.encoding, delimiter=delimiter)


def _hinted_delimiter(lines: Sequence[str]) -> str | None:
    """What a first line `sep=;` says, which Excel writes and reads."""
    first = lines[0].strip() if lines else ""
    return first[4] if len(first) == 5 and first[:4].casefold() == "sep=" else None


def delimiter_of(lines: Sequence[str], is_heading: IsHeading) -> str:
    """The delimiter that shows the most known headings in one row, and else the widest rows of equal width."""

    def fitness(delimiter: str) -> tuple[int, float]:
        rows = _parsed(lines, delimiter)
        known = max((sum(map(is_heading, set(cells))) for _, cells in rows), default=0)
        widths = Counter(len(cells) for _, cells in rows if len(cells) > 1)
        width, count = widths.most_common(1)[0] if widths else (1, 0)
        return (known if known > 1 else 0), count / max(len(rows), 1) * min(width, 50)

    return max(DELIMITERS, key=fitness)


def _parsed(lines: Sequence[str], delimiter: str) -> list[tuple[int, list[str]]]:
    """(place of the line after the row, cells) of the first rows that hold anything."""
    reader = csv.reader(lines, delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    with suppress(csv.Error):  # a cell over csv's limit: what came before it is enough to look at
        rows.extend((reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells))
    return rows


def _csv_records(
    lines: Sequence[str], start: int, delimiter: str, is_heading: IsHeading
) -> tuple[list[Record], int | None]:
    """(heading row and the rows after it, 0), or (all rows, None) where there is no heading row."""
    looked_at = _parsed(lines[start : start + _LOOKED_AT], delimiter)
    if not looked_at:
        return [], None
    place = heading_place([cells for _, cells in looked_at], is_heading)
    first = start + (looked_at[place][0] if place is not None else 0)  # line of the first row of data, from 0
    width = len(looked_at[place][1]) if place is not None else max(len(cells) for _, cells in looked_at)
    # csv_records mends stray quotes row by row. It wants a heading of one line, and ours may run over several.
    made = [f"sep={delimiter}\n", delimiter.join("x" * width) + "\n", *lines[first:]]
    rows = [
        record._replace(number=record.number - 2 + first) for record in islice(csv_records("".join(made), ()), 1, None)
    ]
    if place is None:
        return rows, None
    return [Record(first, [" ".join(cell.split()) for cell in looked_at[place][1]]), *rows], 0


def heading_place(rows: Sequence[Sequence[str]], is_heading: IsHeading) -> int | None:
    """Which of the first rows holds the headings; None where the table begins with data.

    The row with the most known headings, if it has two, or one in a narrow table; else the first wide row that is all
    words. Rows above it, such as a report's title, are no part of the table.
    """
    if not rows:
        return None
    known = [sum(is_heading(cell) for cell in {cell.strip() for cell in row if cell.strip()}) for row in rows]
    best = max(range(len(rows)), key=lambda place: (known[place], -place))
    usual = median(sum(1 for cell in row if cell.strip()) for row in rows)
    if known[best] > 1 and _is_wordy(rows[best]):
        return best
    for place, row in enumerate(rows):
        filled = sum(1 for cell in row if cell.strip())
        if filled >= max(2, usual / 2):
            return place if _is_wordy(row) and len(set(row)) > filled / 2 else None
    return None


def _is_wordy(row: Sequence[str]) -> bool:
    cells = [cell for cell in row if cell.strip()]
    return sum(not looks_like_value(cell) for cell in cells) >= _ENOUGH_WORDS * len(cells)


def _table(
    file: str,
    records: Sequence[Record],
    place: int | None,
    log: ProblemLog,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> SourceTable:
    name = f"{file} [{sheet}]" if sheet else file
    if place is None:
        width = max((len(record.cells) for record in records), default=0)
        headings, heading_row, data = tuple(map(str, range(1, width + 1))), None, list(records)
    else:
        headings, heading_row, data = _unique(records[place].cells), records[place].number, list(records[place + 1 :])
    rows = [row for record in data if (row := _fitting(record, headings, name, log)) is not None]
    return SourceTable(file, headings, rows, sheet, encoding, delimiter, heading_row)


def _unique(cells: Sequence[str]) -> tuple[str, ...]:
    """Headings as written; nameless columns are called by their place, a second equal one gets its number."""
    seen: Counter[str] = Counter()
    headings = []
    for place, cell in enumerate(cells, start=1):
        heading = " ".join(cell.replace("\ufeff", "").split()) or f"#{place}"
        seen[heading] += 1
        headings.append(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})")
    return tuple(headings)


def _fitting(record: Record, headings: Sequence[str], file: str, log: ProblemLog) -> Record | None:
    """The row with as many cells as there are headings; None for an empty row, or one that cannot be used."""
    cells, width = record.cells, len(headings)
    if record.unclosed:
        log.add(Problem(str(ProblemCode.UNCLOSED_QUOTE), file, record.number, value=cells[0]))
        return None
    if not any(cell.strip() for cell in cells) or _repeats(cells, headings):
        return None
    details = {"cells": str(len(cells)), "expected": str(width)}
    if any(cell.strip() for cell in cells[width:]):
        log.add(Problem(str(ProblemCode.LONG_ROW), file, record.number, details=details))
        return None
    if len(cells) == width:
        return record
    return record._replace(cells=cells[:width] + [""] * (width - len(cells)))


def _repeats(cells: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether the row is the heading row once more, as where pages of an export were pasted together."""
    filled = [(cell.strip(), heading) for cell, heading in zip(cells, headings, strict=False) if cell.strip()]
    return len(filled) > 1 and sum(cell == heading for cell, heading in filled) > len(filled) / 2
