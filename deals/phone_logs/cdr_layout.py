"""Call logs without a heading line: Asterisk's and FreeSWITCH's Master.csv, told by what stands in their places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from deals.exports.local_times import read_moment
from deals.exports.source_table import SourceTable

# The order of cdr_csv, accountcode to amaflags; uniqueid and userfield follow where they are switched on.
ASTERISK = [
    "accountcode",
    "src",
    "dst",
    "dcontext",
    "clid",
    "channel",
    "dstchannel",
    "lastapp",
    "lastdata",
    "start",
    "answer",
    "end",
    "duration",
    "billsec",
    "disposition",
    "amaflags",
    "uniqueid",
    "userfield",
]
# The template "example" of mod_cdr_csv, FreeSWITCH's default.
FREESWITCH = [
    "caller_id_name",
    "caller_id_number",
    "destination_number",
    "context",
    "start_stamp",
    "answer_stamp",
    "end_stamp",
    "duration",
    "billsec",
    "hangup_cause",
    "uuid",
    "bleg_uuid",
    "accountcode",
    "read_codec",
    "write_codec",
]
_DISPOSITIONS = frozenset({"ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION", "UNKNOWN"})
_FLAGS = frozenset({"DOCUMENTATION", "BILLING", "OMIT", "DEFAULT", "IGNORE", "", "0", "1", "2", "3"})
LOOKED_AT = 200
FITTING = 0.95


def with_cdr_headings(table: SourceTable) -> SourceTable:
    """The table with the names of its columns, where it has none and is laid out as Asterisk or FreeSWITCH do it."""
    if table.heading_row is not None or not table.rows:
        return table
    rows = [row.cells for row in table.rows[:LOOKED_AT]]
    width = len(table.headings)
    for names, least, fits in ((ASTERISK, 16, _is_asterisk), (FREESWITCH, 11, _is_freeswitch)):
        if least <= width and sum(fits(row) for row in rows) >= FITTING * len(rows):
            more = [f"#{place}" for place in range(len(names) + 1, width + 1)]
            return replace(table, headings=(*names[:width], *more))
    return table


def _is_asterisk(cells: Sequence[str]) -> bool:
    return (
        cells[14].strip().upper() in _DISPOSITIONS
        and cells[15].strip().upper() in _FLAGS
        and _are(cells[12:14], str.isdigit)
        and _is_moment(cells[9])
    )


def _is_freeswitch(cells: Sequence[str]) -> bool:
    cause = cells[9].strip()
    return (
        _are(cells[7:9], str.isdigit) and _is_moment(cells[4]) and cause.isupper() and cause.replace("_", "").isalpha()
    )


def _are(cells: Sequence[str], looks: Callable[[str], bool]) -> bool:
    return all(looks(cell.strip()) for cell in cells)


def _is_moment(cell: str) -> bool:
    return read_moment(cell.strip(), numbers=False) is not None
