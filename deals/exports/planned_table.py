"""A table whose columns are settled: cells are asked for by field and come back in the archive format's spelling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from deals.csv_text import Record
from deals.exports.column_recognition import Recognition, TableContents
from deals.exports.headings import read_heading
from deals.exports.import_mapping import TableMapping
from deals.exports.local_numbers import DecimalMark, UnreadableMoney, money_text, read_money
from deals.exports.local_times import ColumnTimes, DateOrder, is_no_date, read_moment
from deals.exports.source_table import SourceTable
from deals.problem_codes import ProblemCode
from deals.problem_log import ProblemLog
from deals.problems import Problem, Severity
from deals.table_rows import EMPTY_CELLS

_DASHES = frozenset(["-", "--", "—", "–", "n/a", "N/A", "#N/A"])


@dataclass(frozen=True, slots=True)
class ColumnNotation:
    """How a column writes its values. times: None where it holds none; order: of its numeric dates, once settled."""

    times: ColumnTimes | None = None
    order: DateOrder | None = None
    decimal_mark: DecimalMark | None = None


@dataclass(frozen=True, slots=True)
class PlannedTable:
    """A table of a known kind. unused: date columns that no field may use until a question is answered."""

    contents: TableContents
    recognition: Recognition
    mapping: TableMapping
    log: ProblemLog
    notations: Mapping[str, ColumnNotation] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    _reported: set[tuple[str, int, str | None]] = field(default_factory=set, compare=False)  # a cell is read repeatedly
    _places: dict[str, int] = field(init=False, compare=False)  # heading to column
    _usable: dict[str, tuple[str, ...]] = field(init=False, compare=False)  # field to headings

    def __post_init__(self) -> None:
        object.__setattr__(self, "_places", {heading: at for at, heading in enumerate(self.table.headings)})
        usable = {
            name: tuple(match.heading for match in found if match.heading not in self.unread)
            for name, found in self.recognition.columns.items()
        }
        object.__setattr__(self, "_usable", usable)

    @property
    def table(self) -> SourceTable:
        return self.contents.table

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def kind(self) -> str:
        return self.recognition.kind.name

    def __iter__(self) -> Iterator[Record]:
        return iter(self.table.rows)

    def has(self, name: str) -> bool:
        return self.heading(name) is not None

    def heading(self, name: str) -> str | None:
        """The field's column, None where it has none that may be used."""
        return next(iter(self.headings(name)), None)

    def headings(self, name: str) -> tuple[str, ...]:
        """All columns of the field that may be used, in the file's order."""
        return self._usable.get(name, ())

    def cell(self, row: Record, heading: str) -> str | None:
        cell = row.cells[self._places[heading]].strip()
        return None if cell in EMPTY_CELLS or cell in _DASHES else cell

    def texts(self, row: Record, name: str) -> list[str]:
        """What the field's columns hold, empty ones left out."""
        cells = (self.cell(row, heading) for heading in self.headings(name))
        return [cell for cell in cells if cell is not None]

    def text(self, row: Record, name: str) -> str | None:
        for heading in self.headings(name):
            if (cell := self.cell(row, heading)) is not None:
                return cell
        return None

    def values(self, name: str) -> tuple[str, ...]:
        """All different values of the field's column, where they are few enough to be choices; else none."""
        heading = self.heading(name)
        return () if heading is None else self.contents.contents[self._places[heading]].values

    def moment(self, row: Record, name: str) -> str | None:
        """ISO 8601 with the offset that the cell states, else local. An unreadable one is None, with a warning."""
        heading = self.heading(name)
        return None if heading is None else self.moment_in(row, heading)

    def needed_moment(self, row: Record, name: str) -> str | None:
        """moment of a cell without which the row is of no use: where it is empty or unreadable the row is set aside."""
        heading = self.heading(name)
        moment = None if heading is None else self.moment_in(row, heading, "set_aside")
        if moment is None:
            self.report(ProblemCode.MISSING_VALUE, row, heading or name)
        return moment

    def moment_in(self, row: Record, heading: str, severity: Severity = "warning") -> str | None:
        cell = self.cell(row, heading)
        if cell is None or is_no_date(cell):
            return None
        notation = self.notations.get(heading, ColumnNotation())
        # In a column of both orders the stated one is for the dates that could be either.
        moment = read_moment(cell, notation.order) or read_moment(cell)
        if moment is None:
            code = ProblemCode.AMBIGUOUS_DATE if read_moment(cell, "day_first") else ProblemCode.BAD_DATE
            self.report(code, row, heading, cell, severity)
            return None
        return moment.iso(day_only=notation.times is not None and notation.times.day_only)

    def money(self, row: Record, name: str) -> tuple[str, str | None] | None:
        """(amount in the archive's spelling, currency that the cell states); None, with a warning, if unreadable."""
        heading, cell = self.heading(name), self.text(row, name)
        if heading is None or cell is None:
            return None
        try:
            money = read_money(cell, self.notations.get(heading, ColumnNotation()).decimal_mark)
        except UnreadableMoney as fault:
            code = ProblemCode.AMBIGUOUS_NUMBER if fault.ambiguous else ProblemCode.BAD_NUMBER
            self.report(code, row, heading, cell, "warning")
            return None
        if money.amount < Decimal(0):
            self.report(ProblemCode.NEGATIVE_AMOUNT, row, heading, cell, "warning")
            return None
        return money_text(money.amount * read_heading(heading).factor), money.currency

    def report(
        self,
        code: ProblemCode,
        row: Record,
        column: str | None = None,
        value: str | None = None,
        severity: Severity = "set_aside",
        **details: str,
    ) -> None:
        """Report a fault of a row, and of each of its columns only the first one."""
        place = (severity, row.number, column)
        if place in self._reported:
            return
        self._reported.add(place)
        self.log.add(Problem(str(code), self.name, row.number, column, value, severity, details))
