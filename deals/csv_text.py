"""The records of a CSV text: which delimiter it uses, and where a quote was never closed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

FORMAT_DELIMITER = ","
DELIMITERS = (FORMAT_DELIMITER, ";", "\t")
_EXCEL_HINT = re.compile(r"sep=(.)\s*", re.IGNORECASE)  # a first line that Excel writes and reads


class Record(NamedTuple):
    """One row of a table. number is the line where it begins, or the sheet's row; the first line is 1."""

    number: int
    cells: list[str]
    unclosed: bool = False  # a quote was opened and not closed; cells then holds the raw line alone


def csv_records(text: str, known_headings: Collection[str]) -> Iterator[Record]:
    """The header and the rows after it, blank lines left out.

    A quote that is never closed costs its own line only: reading goes on with the next line.
    """
    lines = list(io.StringIO(text, newline=""))
    first, delimiter = _header_place(lines, known_headings)
    if first >= len(lines):
        return
    header = _cells(lines[first].rstrip().rstrip(delimiter), delimiter)
    yield Record(first + 1, header)
    yield from _rows(lines, first + 1, delimiter, len(header))


def delimiter_of(text: str, known_headings: Collection[str]) -> str:
    """The one of , ; tab by which the header shows the most of known_headings; `sep=;` in the first line settles it."""
    return _header_place(io.StringIO(text, newline=""), known_headings)[1]


def _header_place(lines: Iterable[str], known_headings: Collection[str]) -> tuple[int, str]:
    """(place of the header line, delimiter). Reads no further than the header; past the end where there is none."""
    hint, place = None, -1
    for place, line in enumerate(lines):
        if hint is None and (found := _EXCEL_HINT.fullmatch(line)):
            hint = found.group(1)
        elif line.strip():
            return place, hint or _delimiter_of(line, known_headings)
    return place + 1, hint or FORMAT_DELIMITER


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # over csv's limit of 131,072 characters: no header of any table
        return [line]


def _delimiter_of(header: str, known_headings: Collection[str]) -> str:
    def recognised(delimiter: str) -> tuple[int, int]:
        cells = _cells(header, delimiter)
        return sum(cell.strip().casefold() in known_headings for cell in cells), len(cells)

    return max(DELIMITERS, key=recognised)


def _rows(lines: Sequence[str], start: int, delimiter: str, width: int) -> Iterator[Record]:
    while start < len(lines):
        for begin, end, cells in _rows_until_error(lines, start, delimiter):
            if cells is None or _unclosed(lines[begin:end], delimiter, width, last=end == len(lines)):
                yield Record(begin + 1, [lines[begin].strip()], unclosed=True)
                start = begin + 1
                break
            if cells:
                yield Record(begin + 1, cells)
        else:
            return


def _rows_until_error(lines: Sequence[str], start: int, delimiter: str) -> Iterator[tuple[int, int, list[str] | None]]:
    """(first line, line after the last, cells) of each record; cells None where csv gives up, which ends it."""
    reader = csv.reader(islice(lines, start, None), delimiter=delimiter)
    begin = start
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:  # a field over csv's limit of 131,072 characters: a quote swallowed the rows after it
            yield begin, begin + 1, None
            return
        if cells is None:
            return
        end = start + reader.line_num
        yield begin, end, cells
        begin = end


def _unclosed(lines: Sequence[str], delimiter: str, width: int, *, last: bool) -> bool:
    """Whether a stray quote ran rows together, as opposed to one text with line breaks inside proper quotes.

    csv's strict mode refuses both an end of file inside quotes and a closing quote in the middle of a cell. A single
    line is only in doubt at the end of the file: there, an open quote would swallow one line more.
    """
    if len(lines) == 1:
        return last and len(list(csv.reader([*lines, "one line more"], delimiter=delimiter))) == 1
    try:
        return [len(cells) for cells in csv.reader(lines, delimiter=delimiter, strict=True)] != [width]
    except csv.Error:
        return True
