"""From a plan to the rows of an archive's tables, and what could not become one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from deals.exports import other_rows
from deals.exports.books import Books, titles_of
from deals.exports.contact_book import ContactBook
from deals.exports.deal_rows import JudgedDeal, deal_rows
from deals.exports.import_mapping import yaml_line
from deals.exports.import_plan import ImportPlan, table_answer
from deals.exports.people_book import PeopleBook
from deals.exports.planned_table import PlannedTable
from deals.exports.questions import Question, QuestionCode
from deals.problem_codes import ProblemCode

Rows = list[dict[str, str]]
Converter = Callable[[PlannedTable, Books], Mapping[str, Rows]]
MOST_PRODUCTS = 200  # names; a longer list is a price list, which helps nobody to recognise words

_MOSTLY = 0.6  # share of a column's cells that are dates


@dataclass(frozen=True, slots=True)
class TableCounts:
    """Rows of one table: read, and turned into something (of deals: those that became a deal)."""

    read: int
    used: int


@dataclass(frozen=True, slots=True)
class ArchiveRows:
    """tables: file of the archive to its rows. counts: name of a source table to what became of its rows."""

    tables: Mapping[str, Rows]
    counts: Mapping[str, TableCounts]
    questions: Sequence[Question] = ()
    products: Sequence[str] = ()
    outcomes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ArchiveFacts:
    """What is known of the archive that the rows go to. region: see deals.phones.region_of.

    people, deals: rows of its people.csv and deals.csv, if it has them already.
    """

    currency: str | None = None
    region: str | None = None
    people: Sequence[Mapping[str, str]] = ()
    deals: Sequence[Mapping[str, str]] = ()


def archive_rows(plan: ImportPlan, facts: ArchiveFacts, extra: Mapping[str, Converter] | None = None) -> ArchiveRows:
    """Convert all tables, those that others refer to first. Faults go to the log that the plan was made with.

    extra: kind of table to its converter, for kinds beside our own.
    """
    books = Books(PeopleBook(facts.people), ContactBook(facts.region), plan.mapping, facts.currency)
    books.known, books.titles = frozenset(row["deal_id"] for row in facts.deals), titles_of(facts.deals)
    for planned in plan.of_kind("people"):
        other_rows.book_people(planned, books)
    for planned in plan.of_kind("companies"):
        other_rows.book_companies(planned, books)
    for planned in plan.of_kind("contacts"):
        other_rows.book_contacts(planned, books)
    judged = [(planned, deal_rows(planned, books)) for planned in plan.of_kind("deals")]
    tables: dict[str, Rows] = {"deals.csv": [one.row for _, deals in judged for one in deals if one.row]}
    used = {planned.name: sum(one.row is not None for one in deals) for planned, deals in judged}
    for kind, file, convert in _EVENTS:
        for planned in plan.of_kind(kind):
            rows = convert(planned, books)
            tables.setdefault(file, []).extend(rows)
            used[planned.name] = len(rows)
    for kind, converter in (extra or {}).items():
        for planned in plan.of_kind(kind):
            for file, rows in converter(planned, books).items():
                tables.setdefault(file, []).extend(rows)
                used[planned.name] = len(rows)
    tables["people.csv"], tables["contacts.csv"] = books.people.rows(), books.contacts.rows()
    return ArchiveRows(
        tables={file: rows for file, rows in tables.items() if rows},
        counts={
            one.name: TableCounts(len(one.table.rows), used.get(one.name, len(one.table.rows))) for one in plan.tables
        },
        questions=[question for planned, deals in judged for question in _deal_questions(planned, deals)],
        products=_products(plan),
        outcomes=Counter(one.row["status"] for _, deals in judged for one in deals if one.row),
    )


_EVENTS: tuple[tuple[str, str, Callable[[PlannedTable, Books], Rows]], ...] = (
    ("tasks", "tasks.csv", other_rows.task_rows),
    ("messages", "messages.csv", other_rows.message_rows),
    ("stage_history", "stage_history.csv", other_rows.stage_rows),
)


def _products(plan: ImportPlan) -> list[str]:
    tables: Iterable[PlannedTable] = plan.of_kind("products") or plan.of_kind("deals")
    names = list(dict.fromkeys(name for planned in tables for name in other_rows.product_names(planned)))
    return names if len(names) <= MOST_PRODUCTS else []


def _deal_questions(planned: PlannedTable, deals: Sequence[JudgedDeal]) -> list[Question]:
    questions = []
    doubts = Counter((one.verdict.doubt, one.verdict.by or "") for one in deals if one.verdict.doubt)
    said_by = planned.heading("stage") or planned.heading("status") or planned.heading("semantic")
    for one in deals:
        if one.verdict.doubt == "contradiction":
            planned.report(ProblemCode.STAGE_CONTRADICTS, one.record, said_by, one.verdict.by)
        elif one.verdict.doubt == "closed-unknown":
            planned.report(ProblemCode.STAGE_UNCLEAR, one.record, said_by, one.verdict.by)
    for (doubt, words), count in doubts.most_common():
        if not words:
            continue
        details = {"stage": words, "count": str(count)}
        answer = yaml_line("stages", words, value="won")
        if doubt == "closed-unknown":
            questions.append(Question(QuestionCode.STAGE_CLOSED, planned.name, answer, details))
        elif doubt == "assumed-open":
            answer = yaml_line("stages", words, value="open")
            questions.append(Question(QuestionCode.STAGE_OPEN, planned.name, answer, details, blocking=False))
    unnamed = sum(count for (doubt, words), count in doubts.items() if not words and doubt == "closed-unknown")
    if unnamed and said_by is None:
        answer = table_answer(planned.mapping.file, yaml_line("columns", "…", value="status"))
        questions.append(Question(QuestionCode.NO_STAGE, planned.name, answer, {"count": str(unnamed)}))
    if not planned.has("created_at") and planned.mapping.created_from is None:
        questions.append(_creation_question(planned))
    return questions


def _creation_question(planned: PlannedTable) -> Question:
    """Names every column of dates, those of unknown meaning first: one of them may be what is missing."""
    contents = dict(zip(planned.table.headings, planned.contents.contents, strict=True))
    dates = [heading for heading, content in contents.items() if content.dates > _MOSTLY]
    known = {match.heading for matches in planned.recognition.columns.values() for match in matches}
    dates.sort(key=lambda heading: heading in known)
    answer = table_answer(planned.mapping.file, yaml_line("created_from", value=dates[0] if dates else "…"))
    details = {"count": str(len(planned.table.rows)), "columns": ", ".join(dates)}
    return Question(QuestionCode.NO_CREATION, planned.name, answer, details)
