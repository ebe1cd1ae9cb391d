"""What an import would make of each column, with examples: the facts behind the page that a person looks at first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from deals.exports.column_recognition import ColumnMatch
from deals.exports.deal_outcome import flag_of
from deals.exports.deal_rows import fulfilments
from deals.exports.import_plan import ImportPlan
from deals.exports.planned_table import PlannedTable
from deals.exports.stage_words import stage_meaning
from deals.problem_log import ProblemLog

EXAMPLES = 3
MOST_STAGES = 15  # of a column of stages, each of which decides over deals
# Fields that are recognised so that no other field takes their column, or that only help to judge a deal.
_NOT_KEPT_WORDS = {
    "deals": "weighted_amount lead_id converted converted_deal position company_revenue active expected_close "
    "stage_at modified_at last_activity next_activity pipeline created_by modified_by head team "
    "deal_type cycle_days notes tags",
    "contacts": "position lifecycle created_at owner deal_id deal_title modified_at last_activity created_by "
    "modified_by notes tags",
    "companies": "industry website employees revenue founded parent address owner company_type created_at modified_at "
    "last_activity created_by modified_by notes tags",
    "people": "active phones created_at modified_at",
    "tasks": "contact_name company modified_at created_by",
    "messages": "modified_at",
    "stage_history": "old_stage left_at change_id",
    "products": "product_id price series",
}
_NOT_KEPT = {kind: frozenset(names.split()) for kind, names in _NOT_KEPT_WORDS.items()}
Use = Literal["kept", "helps", "doubt", "unread", "unused"]


@dataclass(frozen=True, slots=True)
class Example:
    """A cell and what becomes of it; becomes None where nothing can be made of it."""

    cell: str
    becomes: str | None


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """field: None for a column that is not recognised. use: kept in the archive; recognised and not kept ("helps");
    waiting for an answer ("doubt" which column it is, "unread" for its order of day and month); not recognised."""

    heading: str
    field: str | None
    use: Use
    match: ColumnMatch | None = None
    examples: Sequence[Example] = ()


@dataclass(frozen=True, slots=True)
class TablePreview:
    planned: PlannedTable
    columns: Sequence[ColumnPreview]


def preview_tables(plan: ImportPlan) -> list[TablePreview]:
    """Each table that would be imported, its columns in the file's order."""
    return [
        TablePreview(planned, [_column(planned, heading) for heading in planned.table.headings])
        for planned in plan.tables
    ]


def _column(planned: PlannedTable, heading: str) -> ColumnPreview:
    found = planned.recognition
    doubts = [name for name, headings in found.doubts.items() if heading in headings]
    if doubts:
        return ColumnPreview(heading, doubts[0], "doubt", examples=_examples(planned, heading, None))
    for name, matches in found.columns.items():
        for match in matches:
            if match.heading == heading:
                helps = name in _NOT_KEPT.get(planned.kind, frozenset())
                use: Use = "unread" if heading in planned.unread else "helps" if helps else "kept"
                return ColumnPreview(heading, name, use, match, _examples(planned, heading, name))
    return ColumnPreview(heading, None, "unused", examples=_examples(planned, heading, None))


def _examples(planned: PlannedTable, heading: str, name: str | None) -> list[Example]:
    silent = ProblemLog()  # the import itself reports what cannot be read
    quiet = replace(planned, log=silent, _reported=set())
    examples: dict[str, Example] = {}
    stages = name in ("stage", "status", "semantic") and planned.kind == "deals"
    fulfilled = fulfilments(planned) if stages else frozenset()
    for record in planned:
        cell = planned.cell(record, heading)
        if cell is None or cell in examples:
            continue
        content = planned.recognition.kind.field(name).content if name else "any"
        match content:
            case "time":
                becomes = quiet.moment_in(record, heading)
            case "money":
                money = quiet.money(record, name or "")
                becomes = money[0] if money else None
            case "choice" if stages:
                becomes = "won" if cell in fulfilled else stage_meaning(cell) or "?"
            case "flag":
                flag = flag_of(cell)
                becomes = None if flag is None else "true" if flag else "false"
            case _:
                becomes = cell
        examples[cell] = Example(cell, becomes)
        if len(examples) == (MOST_STAGES if stages else EXAMPLES):
            break
    return list(examples.values())
