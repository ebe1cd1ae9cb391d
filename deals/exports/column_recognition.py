"""Which column of a table holds which field: headings and contents together, each column and field used once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linear_sum_assignment

from deals.exports.column_content import ColumnContent, column_content
from deals.exports.content_fit import content_fit
from deals.exports.field_forms import FieldForm, TableKind
from deals.exports.heading_match import heading_fit
from deals.exports.headings import Heading, read_heading
from deals.exports.source_table import SourceTable

USED_FROM = 0.5  # a lower score is no recognition
SURE_FROM = 0.8
CRITICAL_FROM = 0.7  # a wrong amount, date or owner costs more than a question
_AS_GOOD = 0.05  # two columns whose scores differ by less fit equally well
_OFTEN_REPEATED = 0.5  # different values per cell, below which values that go together do not do so by chance
_ROW_NUMBER = frozenset({"number", "п"})
_CONTENT_ALONE = 0.7  # the most that cells without a fitting heading can say


@dataclass(frozen=True, slots=True)
class TableContents:
    """A table's headings and contents, taken apart once for all kinds it is compared with."""

    table: SourceTable
    headings: tuple[Heading, ...]
    contents: tuple[ColumnContent, ...]


def table_contents(table: SourceTable) -> TableContents:
    columns = zip(*(row.cells for row in table.rows), strict=True) if table.rows else ((),) * len(table.headings)
    return TableContents(
        table,
        tuple(map(read_heading, table.headings)),
        tuple(column_content([cell.strip() for cell in cells]) for cells in columns),
    )


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """A column that holds a field. Scores are 0 to 1: by_name of the heading, by_content of the cells."""

    heading: str
    score: float
    by_name: float
    by_content: float
    stated: bool = False  # a person said so in the mapping file

    @property
    def sure(self) -> bool:
        return self.stated or self.score >= SURE_FROM


@dataclass(frozen=True, slots=True)
class Recognition:
    """What was found for one kind of table.

    columns: field to its columns in the file's order. doubts: critical fields that several columns fit equally well,
    or that one fits badly; none of these columns is used for the field. score: how much speaks for this kind.
    """

    kind: TableKind
    columns: Mapping[str, tuple[ColumnMatch, ...]]
    doubts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    score: float = 0.0

    def heading(self, name: str) -> str | None:
        """The first column of a field, None where it has none."""
        found = self.columns.get(name)
        return found[0].heading if found else None

    @property
    def is_complete(self) -> bool:
        """Whether a needed group of fields is missing."""
        return all(any(name in self.columns or name in self.doubts for name in group) for group in self.kind.needed)


def recognise(contents: TableContents, kind: TableKind, stated: Mapping[str, str | None] | None = None) -> Recognition:
    """Assign columns to the fields of a kind of table.

    stated: heading to field as a person said, None where the column is not to be used; these are taken as they stand.
    """
    stated = stated or {}
    headings = contents.table.headings
    names = np.array([[heading_fit(heading, form, kind.own) for form in kind.fields] for heading in contents.headings])
    fits = np.array([[content_fit(content, form.content) for form in kind.fields] for content in contents.contents])
    alone = np.array([[_told_by_content(content, form) for form in kind.fields] for content in contents.contents])
    shape = (len(headings), len(kind.fields))
    names, fits, alone = names.reshape(shape), fits.reshape(shape), alone.reshape(shape)
    scores = np.maximum(names * fits, alone)
    for place, form in enumerate(kind.fields):
        if form.content == "row_id":
            scores[_row_numbers(contents), place] = 0.0
    for place, heading in enumerate(headings):
        if heading in stated:
            scores[place] = [2.0 if form.name == stated[heading] else 0.0 for form in kind.fields]

    def match(column: int, place: int) -> ColumnMatch:
        return ColumnMatch(
            headings[column],
            round(min(float(scores[column, place]), 1.0), 3),
            round(float(names[column, place]), 3),
            round(float(fits[column, place]), 3),
            stated=headings[column] in stated,
        )

    assigned = _assigned(scores)
    doubts = _doubts(contents, kind.fields, scores, np.maximum(names, alone), assigned)
    columns: dict[str, tuple[ColumnMatch, ...]] = {}
    for place, form in enumerate(kind.fields):
        if form.name in doubts or place not in assigned.values():
            continue
        best = next(column for column, taken in assigned.items() if taken == place)
        more = _more_columns(scores, assigned, place) if form.many else []
        # In the file's order and not by score: with a mapping file all of them are equally sure, and an import that is
        # made again must find the same first phone.
        columns[form.name] = tuple(match(column, place) for column in sorted((best, *more)))
    return Recognition(kind, columns, doubts, _kind_score(kind, columns, doubts))


def _row_numbers(contents: TableContents) -> list[int]:
    """Columns that number the rows of a sheet, «№»: no ids, since each sheet begins with 1 and rows move."""
    columns = enumerate(zip(contents.headings, contents.contents, strict=True))
    return [at for at, (heading, cells) in columns if set(heading.words) <= _ROW_NUMBER and cells.counts_up]


def _told_by_content(content: ColumnContent, form: FieldForm) -> float:
    return 0.0 if form.telling is None or content.empty else _CONTENT_ALONE * form.telling(content)


def _assigned(scores: np.ndarray) -> dict[int, int]:
    """Column to field, the pairs of the largest total; earlier columns and fields win where nothing else tells."""
    if not scores.size:
        return {}
    earlier_first = np.arange(scores.size, 0, -1).reshape(scores.shape) * 1e-9
    usable = np.where(scores >= USED_FROM, scores + earlier_first, 0.0)
    columns, places = linear_sum_assignment(usable, maximize=True)
    return {int(c): int(p) for c, p in zip(columns, places, strict=True) if scores[c, p] >= USED_FROM}


def _more_columns(scores: np.ndarray, assigned: Mapping[int, int], place: int) -> list[int]:
    free = [column for column in range(len(scores)) if column not in assigned]
    return [c for c in free if scores[c, place] >= USED_FROM and scores[c, place] == scores[c].max()]


def _doubts(
    contents: TableContents,
    fields: Sequence[FieldForm],
    scores: np.ndarray,
    told: np.ndarray,
    assigned: Mapping[int, int],
) -> dict[str, tuple[str, ...]]:
    """told: what headings, or contents alone, say for a field; cells that cannot be read are a matter of their rows."""
    doubts = {}
    for column, place in assigned.items():
        form = fields[place]
        if not form.critical or scores[column, place] > 1.0:
            continue
        rivals = [
            other
            for other in range(len(scores))
            if other not in assigned
            and scores[other, place] > scores[column, place] - _AS_GOOD
            and not contents.contents[other].empty
            and not _tell_the_same(contents, column, other)
        ]
        unsure = told[column, place] < CRITICAL_FROM and not contents.contents[column].empty
        if rivals or unsure:
            doubts[form.name] = tuple(contents.table.headings[at] for at in sorted((column, *rivals)))
    return doubts


def _tell_the_same(contents: TableContents, one: int, other: int) -> bool:
    """Whether two columns hold one fact: equal cells, or values that repeat and always go together (name and id)."""
    pairs = {(row.cells[one].strip(), row.cells[other].strip()) for row in contents.table.rows}
    if all(left == right for left, right in pairs):
        return True
    repeat = max(contents.contents[one].unique, contents.contents[other].unique) < _OFTEN_REPEATED
    return repeat and len({left for left, _ in pairs}) == len(pairs) == len({right for _, right in pairs})


def _kind_score(
    kind: TableKind, columns: Mapping[str, tuple[ColumnMatch, ...]], doubts: Mapping[str, tuple[str, ...]]
) -> float:
    found = sum(form.weight * columns[form.name][0].score for form in kind.fields if form.name in columns)
    return found + sum(form.weight for form in kind.fields if form.name in doubts)
