"""What an import makes of its files before it writes anything: kinds of tables, columns, notations, open questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from deals.exports.cell_shapes import is_number
from deals.exports.column_recognition import Recognition, TableContents, table_contents
from deals.exports.field_forms import TableKind
from deals.exports.headings import read_heading
from deals.exports.import_mapping import ImportMapping, TableMapping, file_pattern, yaml_line
from deals.exports.kind_of_table import best_kind, known_headings
from deals.exports.local_numbers import (
    DecimalMark,
    UnreadableMoney,
    column_decimal_mark,
    currency_code,
    decimal_mark_of,
    read_money,
)
from deals.exports.local_times import ColumnTimes, DateOrder, column_times, is_no_date, read_moment
from deals.exports.planned_table import ColumnNotation, PlannedTable
from deals.exports.questions import Question, QuestionCode
from deals.exports.source_table import SourceTable, read_source_tables
from deals.exports.table_kinds import KINDS
from deals.problem_codes import ProblemCode
from deals.problem_log import ProblemLog

# Where a date such as 03/04/2026 begins with the month. The currency speaks for the country.
_MONTH_FIRST_CURRENCIES = frozenset({"USD"})
_WRITTEN = ("title", "stage", "owner", "contact_name", "company", "name", "text")  # fields that hold people's own words
_RUSSIAN_SHARE = 0.3  # of such cells; brands, stages and e-mails are written in Latin letters in Russia too
_DAY_FIRST_CURRENCIES = frozenset({"EUR", "GBP", "RUB", "UAH", "KZT", "BYN", "INR", "AUD", "BRL", "TRY", "PLN"})


@dataclass(frozen=True, slots=True)
class OrderEvidence:
    """Where a column's order of day and month comes from: "column", "mapping", "other-columns", "clock", "language",
    "currency"; None where nothing tells."""

    order: DateOrder | None
    source: str | None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """tables: those that will be imported. others: those of no known kind. orders: (table, heading) to where the order
    of its dates was taken from, for columns that needed one."""

    tables: Sequence[PlannedTable]
    others: Sequence[SourceTable]
    mapping: ImportMapping
    questions: Sequence[Question] = ()
    orders: Mapping[tuple[str, str], OrderEvidence] = field(default_factory=dict)

    def of_kind(self, kind: str) -> list[PlannedTable]:
        return [table for table in self.tables if table.kind == kind]


Progress = Callable[[Path, int, int], None]  # the file that is read next, its number from 1, and of how many


def plan_import(
    files: Sequence[Path],
    mapping: ImportMapping,
    log: ProblemLog,
    *,
    currency: str | None = None,
    extra_kinds: Sequence[TableKind] = (),
    layouts: Sequence[Callable[[SourceTable], SourceTable]] = (),
    progress: Progress = lambda file, number, count: None,
) -> ImportPlan:
    """Read the files and decide what they hold. Nothing is written.

    currency: of the archive, as far as it is stated; one of the things that tell 03/04/2026 from 04/03/2026.
    extra_kinds: kinds of table beside our own, such as phone logs. layouts: each gives a table without a heading line
    the names of its columns, where it knows the layout, and else returns it as it is.
    """
    kinds = {**KINDS, **{kind.name: kind for kind in extra_kinds}}
    is_heading = known_headings(kinds.values())
    found: list[SourceTable] = []
    for number, file in enumerate(files, start=1):
        progress(file, number, len(files))
        found += read_source_tables(file, log, is_heading)
    for table in found:
        if not table.rows:
            log.warn(ProblemCode.NO_ROWS, table.name)
    found = [table for table in found if table.rows]
    for layout in layouts:
        found = [layout(table) for table in found]
    planned, others, questions = [], [], []
    for table in found:
        stated = mapping.table(table.file, table.sheet, table.headings)
        contents = table_contents(table)
        recognition = _recognised(contents, stated, kinds)
        if recognition is None:
            others.append(table)
            log.set_aside(ProblemCode.UNKNOWN_TABLE, table.name, value=", ".join(table.headings))
            pattern = file_pattern(table.file, (other.file for other in found))
            details = {"headings": ", ".join(table.headings)}
            questions.append(Question(QuestionCode.KIND, table.name, table_answer(pattern, "kind: deals"), details))
            continue
        stated = replace(stated, file=file_pattern(table.file, (other.file for other in found)))
        planned.append(PlannedTable(contents, recognition, stated, log))
    settled, orders = _settle_notations(planned, currency)
    questions += [q for one in settled for q in (*_column_questions(one), *_notation_questions(one))]
    return ImportPlan(settled, others, mapping, questions, orders)


def _recognised(contents: TableContents, stated: TableMapping, kinds: Mapping[str, TableKind]) -> Recognition | None:
    wanted = [kinds[stated.kind]] if stated.kind and stated.kind in kinds else list(kinds.values())
    best, found = best_kind(contents, wanted, stated.columns)
    return found[0] if len(found) == 1 else best


def table_answer(pattern: str, line: str) -> str:
    """A line of the mapping file about the tables of files that fit a pattern."""
    return "tables: [{" + yaml_line("file", value=pattern) + ", " + line + "}]"


def _column_questions(planned: PlannedTable) -> list[Question]:
    return [
        Question(
            QuestionCode.COLUMN if len(headings) > 1 else QuestionCode.COLUMN_UNSURE,
            planned.name,
            table_answer(planned.mapping.file, yaml_line("columns", headings[0], value=name)),
            {"field": name, "columns": ", ".join(headings)},
        )
        for name, headings in planned.recognition.doubts.items()
    ]


def _settle_notations(
    planned: Sequence[PlannedTable], currency: str | None
) -> tuple[list[PlannedTable], dict[tuple[str, str], OrderEvidence]]:
    """Dates and numbers of every column; what one column does not say may be said by the others."""
    times = [
        {heading: column_times(one.table.column(heading)) for heading in _headings(one, "time")} for one in planned
    ]
    orders: dict[tuple[str, str], OrderEvidence] = {}
    settled = []
    for one, columns in zip(planned, times, strict=True):
        own = {found.order for found in columns.values() if found.order}
        every = {found.order for table in times for found in table.values() if found.order}
        notations, unread = {}, set()
        for heading, found in columns.items():
            evidence = _order(one, heading, found, own or every, currency)
            if found.unsure or found.both:
                orders[(one.name, heading)] = evidence
            if found.unsure and evidence.order is None and not found.both:
                unread.add(heading)
            notations[heading] = ColumnNotation(found, evidence.order)
        for heading in _headings(one, "money"):
            cells = one.table.column(heading)
            mark = one.mapping.decimal_mark or (_number_mark(one, cells) or column_decimal_mark(cells))
            notations[heading] = ColumnNotation(decimal_mark=mark)
        settled.append(replace(one, notations=notations, unread=frozenset(unread)))
    return settled, orders


def _number_mark(planned: PlannedTable, cells: Sequence[str]) -> DecimalMark | None:
    """A workbook's numbers come with a dot and nothing between thousands, so that 125.125 is no doubt there."""
    in_workbook = planned.table.encoding is None
    return "." if in_workbook and all(is_number(cell) and "," not in cell for cell in cells if cell) else None


def _headings(planned: PlannedTable, content: str) -> list[str]:
    columns = planned.recognition.columns
    headings = [
        match.heading
        for form in planned.recognition.kind.fields
        if form.content == content
        for match in columns.get(form.name, ())
    ]
    stand_in = planned.mapping.created_from
    if content == "time" and stand_in in planned.table.headings and stand_in not in headings:
        headings.append(stand_in)
    return headings


def _order(
    planned: PlannedTable, heading: str, found: ColumnTimes, others: set[DateOrder], currency: str | None
) -> OrderEvidence:
    if planned.mapping.date_order:
        return OrderEvidence(planned.mapping.date_order, "mapping")
    if found.both:  # what other columns do says nothing of a column that does both
        return OrderEvidence(None, None)
    if found.order or not found.unsure:
        return OrderEvidence(found.order, "column")
    if len(others) == 1:
        return OrderEvidence(next(iter(others)), "other-columns")
    if others:
        return OrderEvidence(None, None)
    if any(cell.casefold().rstrip(".").endswith(("am", "pm")) for cell in planned.table.column(heading)):
        return OrderEvidence("month_first", "clock")
    if is_russian(planned):
        return OrderEvidence("day_first", "language")
    known = currency or next(iter(currencies_of(planned)), None)
    if known in _MONTH_FIRST_CURRENCIES or known in _DAY_FIRST_CURRENCIES:
        return OrderEvidence("month_first" if known in _MONTH_FIRST_CURRENCIES else "day_first", "currency")
    return OrderEvidence(None, None)


def is_russian(planned: PlannedTable) -> bool:
    """Whether the headings are Russian, or what people wrote under headings of another language."""
    headings = planned.table.headings
    if sum(map(_is_cyrillic, headings)) > len(headings) / 2:
        return True
    written = [
        cell
        for name in _WRITTEN
        for heading in planned.headings(name)
        for cell in planned.table.column(heading)
        if cell
    ]
    return sum(map(_is_cyrillic, written)) > _RUSSIAN_SHARE * len(written)


def _is_cyrillic(text: str) -> bool:
    return any("а" <= letter <= "я" for letter in text.casefold())


def currencies_of(planned: PlannedTable) -> list[str]:
    """Currencies that the table names, most frequent first: in a column, as signs at amounts, as units in headings."""
    counted: Counter[str] = Counter()
    for heading in planned.headings("currency"):
        counted.update(code for cell in planned.table.column(heading) if (code := currency_code(cell)))
    for heading in (*planned.headings("amount"), *planned.headings("expected_amount")):
        for cell in planned.table.column(heading):
            try:
                code = read_money(cell, ".").currency if cell and not cell.isdigit() else None
            except UnreadableMoney:
                continue
            if code:
                counted[code] += 1
        if (unit := read_heading(heading).currency) is not None:
            counted[unit] += 1
    return [code for code, _ in counted.most_common()]


def _notation_questions(planned: PlannedTable) -> list[Question]:
    questions = []
    for heading, notation in planned.notations.items():
        both = notation.times is not None and notation.times.both and notation.order is None
        example = next(filter(_may_be_either, planned.table.column(heading)), None) if notation.times else None
        if example is not None and (both or heading in planned.unread):
            code = QuestionCode.DATE_ORDERS_MIXED if both else QuestionCode.DATE_ORDER
            answer = table_answer(planned.mapping.file, yaml_line("date_order", value="day_first"))
            questions.append(Question(code, planned.name, answer, {"column": heading, "example": example}))
        elif notation.times is None and notation.decimal_mark is None:
            unclear = next((cell for cell in planned.table.column(heading) if _is_unclear(cell)), None)
            if unclear is not None:
                answer = table_answer(planned.mapping.file, yaml_line("decimal_mark", value=","))
                questions.append(
                    Question(QuestionCode.DECIMAL_MARK, planned.name, answer, {"column": heading, "example": unclear})
                )
    return questions


def _may_be_either(cell: str) -> bool:
    """Whether the cell is a date that is another one with the month first."""
    return not is_no_date(cell) and read_moment(cell) is None and read_moment(cell, "day_first") is not None


def _is_unclear(cell: str) -> bool:
    return re.search(r"\d[.,]\d", cell) is not None and decimal_mark_of(cell) is None


def saved_mapping(plan: ImportPlan, settings: Mapping[str, str | None]) -> ImportMapping:
    """What the next import should know: every column as it was used here, and all that a person has said."""
    tables = [_saved_table(planned) for planned in plan.tables]
    kept = [
        table
        for table in plan.mapping.tables
        if not any((table.file, table.sheet) == (t.file, t.sheet) for t in tables)
    ]
    return replace(
        plan.mapping,
        tables=(*tables, *kept),
        timezone=plan.mapping.timezone or settings.get("timezone"),
        currency=plan.mapping.currency or settings.get("currency"),
    )


def _saved_table(planned: PlannedTable) -> TableMapping:
    used = {match.heading: name for name, found in planned.recognition.columns.items() for match in found}
    doubtful = {heading for headings in planned.recognition.doubts.values() for heading in headings}
    columns = {
        heading: used.get(heading) for heading in planned.table.headings if heading in used or heading not in doubtful
    }
    return TableMapping(
        file=planned.mapping.file,
        sheet=planned.table.sheet,
        kind=planned.kind,
        columns=cast("Mapping[str, str | None]", columns),
        date_order=planned.mapping.date_order,
        decimal_mark=planned.mapping.decimal_mark,
        created_from=planned.mapping.created_from,
        status=planned.mapping.status,
    )
