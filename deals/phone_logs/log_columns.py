"""A call log's columns by field, with how they write lengths and which numbers in them are ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from deals.csv_text import Record
from deals.exports.planned_table import PlannedTable
from deals.phone_logs.call_columns import STATED_LENGTHS
from deals.phone_logs.durations import DurationNotation, duration_notation
from deals.problem_codes import ProblemCode
from deals.table_rows import EMPTY_CELLS

_DASHES = frozenset({"-", "--", "–", "—", "n/a", "N/A", "#N/A", "нет"})
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?:[.,]\d+)?(?:\s*([ap])\.?m\.?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LogColumns:
    """places: field to the places of its columns. lengths: field to how its column writes lengths."""

    planned: PlannedTable
    places: Mapping[str, tuple[int, ...]]
    lengths: Mapping[str, DurationNotation]
    has_days_only: bool

    def text(self, row: Record, field: str) -> str | None:
        for place in self.places.get(field, ()):
            cell = row.cells[place].strip()
            if cell not in EMPTY_CELLS and cell not in _DASHES:
                return cell
        return None

    def seconds(self, row: Record, field: str) -> float | None:
        """None where the cell is empty, or, with a warning, cannot be read."""
        text, notation = self.text(row, field), self.lengths.get(field)
        if text is None or notation is None:
            return None
        seconds = notation.seconds(text)
        if seconds is None and not notation.unclear:
            self.planned.report(ProblemCode.BAD_NUMBER, row, self.heading(field), text, "warning")
        return seconds

    def started(self, row: Record) -> str | None:
        """ISO 8601; a day and the clock beside it together."""
        day = self.planned.moment(row, "started_at")
        if day is None or not self.has_days_only:
            return day or self.planned.moment(row, "answered_at")
        found = _CLOCK.fullmatch(self.text(row, "clock") or "")
        if found is None:
            return day
        hour, minute, second, half = found.groups()
        hours = int(hour) if half is None else int(hour) % 12 + 12 * (half in "pP")
        return f"{day[:10]}T{hours:02}:{minute}:{second or '00'}" if hours < 24 else day

    def heading(self, field: str) -> str:
        return self.planned.table.headings[self.places[field][0]]


def log_columns(planned: PlannedTable) -> LogColumns:
    """Settle how the columns write lengths; one that does not say what its 05:30 counts is reported and not read."""
    headings = planned.table.headings
    places = {
        form.name: tuple(map(headings.index, found))
        for form in planned.recognition.kind.fields
        if (found := planned.headings(form.name))
    }
    lengths: dict[str, DurationNotation] = {}
    for field in ("talk", "total", "wait", *STATED_LENGTHS):
        if field not in places:
            continue
        heading = headings[places[field][0]]
        notation = duration_notation(heading, planned.table.column(heading))
        if field in STATED_LENGTHS:
            notation = STATED_LENGTHS[field]
        lengths[field] = notation
    for field, notation in lengths.items():
        if notation.unclear and field != "wait":  # without the waiting nothing is lost
            heading = headings[places[field][0]]
            example = next(cell for cell in planned.table.column(heading) if notation.is_unclear(cell))
            planned.report(ProblemCode.DURATION_UNCLEAR, planned.table.rows[0], heading, example, "warning")
    return LogColumns(planned, places, lengths, _days_only(planned))


def _days_only(planned: PlannedTable) -> bool:
    """Whether the column of starts holds bare days, with the clock in another."""
    heading = planned.heading("started_at")
    if heading is None or not planned.has("clock"):
        return False
    cells = [cell for cell in planned.table.column(heading) if cell][:50]
    return bool(cells) and not any(":" in cell and not re.search(r"\b0?0:00(:00)?$", cell) for cell in cells)
