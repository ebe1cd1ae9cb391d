"""The records of a CSV text: which delimiter it uses, and where a quote was never closed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

FORMAT_DELIMITER = ","
DELIMITERS = (FORMAT_DELIMITER, ";", "\t")
# Characters of one cell. csv's own limit of 131,072 is less than some HTML letters; without any, a stray quote would
# swallow the rest of the file.
LONGEST_FIELD = 2**20
csv.field_size_limit(LONGEST_FIELD)
SAFE_LINE = LONGEST_FIELD  # a longer line may break the limit
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
    return records_of_lines(io.StringIO(text, newline=""), known_headings)


def records_of_lines(lines: Iterable[str], known_headings: Collection[str]) -> Iterator[Record]:
    """csv_records of a text that comes line by line, each with its end, so that a long table is never whole in memory.

    A line ends with LF, CR or both; a file opened with newline="" gives such lines.
    """
    unread = iter(lines)
    passed: list[str] = []
    first, delimiter = _header_place(_remembered(unread, passed), known_headings)
    if first >= len(passed):
        return
    header = _cells(passed[first].rstrip().rstrip(delimiter), delimiter)
    yield Record(first + 1, header)
    yield from _rows(unread, first + 2, delimiter, len(header))


def delimiter_of(text: str, known_headings: Collection[str]) -> str:
    """The one of , ; tab by which the header shows the most of known_headings; `sep=;` in the first line settles it."""
    return delimiter_of_lines(io.StringIO(text, newline=""), known_headings)


def delimiter_of_lines(lines: Iterable[str], known_headings: Collection[str]) -> str:
    """delimiter_of a text that comes line by line; reads no further than the header."""
    return _header_place(lines, known_headings)[1]


def _remembered(lines: Iterator[str], memory: list[str]) -> Iterator[str]:
    for line in lines:
        memory.append(line)
        yield line


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
    except csv.Error:  # over the longest field: no header of any table
        return [line]


def _delimiter_of(header: str, known_headings: Collection[str]) -> str:
    def recognised(delimiter: str) -> tuple[int, int]:
        cells = _cells(header, delimiter)
        return sum(cell.strip().casefold() in known_headings for cell in cells), len(cells)

    return max(DELIMITERS, key=recognised)


def _rows(unread: Iterator[str], number: int, delimiter: str, width: int) -> Iterator[Record]:
    """number: of the first line that unread gives. A line without a quote is a row, which saves the csv module."""
    again: list[str] = []  # lines after a quote that was never closed, read a second time, the next one last
    while line := again.pop() if again else next(unread, None):
        if '"' not in line and len(line) <= SAFE_LINE:
            if row := line.rstrip("\r\n"):
                yield Record(number, row.split(delimiter))
            number += 1
            continue
        taken, cells, ended = _quoted_record(line, again, unread, delimiter)
        if cells is None or _unclosed(taken, delimiter, width, last=ended):
            yield Record(number, [line.strip()], unclosed=True)
            again.extend(reversed(taken[1:]))
            number += 1
            continue
        if cells:
            yield Record(number, cells)
        number += len(taken)


def _quoted_record(
    line: str, again: list[str], unread: Iterator[str], delimiter: str
) -> tuple[list[str], list[str] | None, bool]:
    """(the lines of the record that begins with line, its cells, whether the file ended with it).

    cells are None where csv gives up: a field over LONGEST_FIELD, since a quote swallowed the rows
    after it. `again` and `unread` are left at the line after the record.
    """
    taken: list[str] = []

    def lines() -> Iterator[str]:
        yield line
        while again:
            yield again.pop()
        for another in unread:  # noqa: UP028  # `yield from` would close the file behind `unread`
            yield another

    try:
        cells = next(csv.reader(_remembered(lines(), taken), delimiter=delimiter))
    except csv.Error:
        return taken, None, False
    following = again.pop() if again else next(unread, None)
    if following is not None:
        again.append(following)
    return taken, cells, following is None


def _unclosed(lines: Sequence[str], delimiter: str, width: int, *, last: bool) -> bool:
    """Whether a stray quote ran rows together, as opposed to one text with line breaks inside proper quotes.

    csv's strict mode refuses both an end of file inside quotes and a closing quote in the middle of a cell. A single
    line is only in doubt at the end of the file: there, an open quote would swallow one line more.
    """
    try:
        if len(lines) == 1:
            return last and len(list(csv.reader([*lines, "one line more"], delimiter=delimiter))) == 1
        return [len(cells) for cells in csv.reader(lines, delimiter=delimiter, strict=True)] != [width]
    except csv.Error:
        return True
