"""From a plan to the rows of an archive's tables, and what could not become one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from deals.exports import other_rows
from deals.exports.books import Books, titles_of
from deals.exports.contact_book import ContactBook
from deals.exports.deal_beginning import has_beginnings
from deals.exports.deal_outcome import Verdict
from deals.exports.deal_rows import JudgedDeal, deal_rows
from deals.exports.import_mapping import yaml_line
from deals.exports.import_plan import ImportPlan, table_answer
from deals.exports.lead_links import book_leads, is_of_leads
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
    """Rows of one table: read, and turned into something (of deals: those that became a deal).

    stood_in: deals whose end stands for their beginning.
    """

    read: int
    used: int
    stood_in: int = 0


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

    people, deals: rows of its people.csv and deals.csv, if it has them already. today: the day of the import.
    """

    currency: str | None = None
    region: str | None = None
    people: Sequence[Mapping[str, str]] = ()
    deals: Sequence[Mapping[str, str]] = ()
    today: date | None = None


def archive_rows(plan: ImportPlan, facts: ArchiveFacts, extra: Mapping[str, Converter] | None = None) -> ArchiveRows:
    """Convert all tables, those that others refer to first. Faults go to the log that the plan was made with.

    extra: kind of table to its converter, for kinds beside our own.
    """
    books = Books(PeopleBook(facts.people), ContactBook(facts.region), plan.mapping, facts.currency)
    books.today = facts.today
    books.known, books.titles = frozenset(row["deal_id"] for row in facts.deals), titles_of(facts.deals)
    for planned in plan.of_kind("people"):
        other_rows.book_people(planned, books)
    for planned in plan.of_kind("companies"):
        other_rows.book_companies(planned, books)
    for planned in plan.of_kind("contacts"):
        other_rows.book_contacts(planned, books)
    judged = list(_judged_deals(plan, books))
    tables: dict[str, Rows] = {"deals.csv": [one.row for _, deals in judged for one in deals if one.row]}
    used = {planned.name: sum(one.row is not None for one in deals) for planned, deals in judged}
    stood_in = Counter({planned.name: sum(one.stands_in for one in deals) for planned, deals in judged})
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
            one.name: TableCounts(len(one.table.rows), used.get(one.name, len(one.table.rows)), stood_in[one.name])
            for one in plan.tables
        },
        questions=[question for planned, deals in judged for question in _deal_questions(planned, deals)],
        products=_products(plan),
        outcomes=Counter(one.row["status"] for _, deals in judged for one in deals if one.row),
    )


def _judged_deals(plan: ImportPlan, books: Books) -> Iterator[tuple[PlannedTable, list[JudgedDeal]]]:
    """Deals before the leads that some of them were; the order of the files does not matter."""
    tables = plan.of_kind("deals")
    leads = [planned for planned in tables if is_of_leads(planned)]
    deals = [planned for planned in tables if not is_of_leads(planned)]
    if not deals:
        deals, leads = leads, []
    book_leads(leads, deals, books)
    for planned in deals:
        yield planned, deal_rows(planned, books)
    for planned in leads:
        yield planned, deal_rows(planned, books, beside_deals=True)


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
    deals = [one for one in deals if one.became is None]
    for one in deals:
        _report_doubt(planned, one)
    doubts = Counter((one.verdict.doubt, one.verdict.by or "") for one in deals if one.verdict.doubt)
    questions = [
        question
        for (doubt, words), count in doubts.most_common()
        if words and doubt and (question := _stage_question(planned, doubt, words, count))
    ]
    blank = sum(one.row is not None and one.verdict == Verdict("open", "assumed-open", "") for one in deals)
    if blank:
        answer = table_answer(planned.mapping.file, yaml_line("status", value="open"))
        details = {"count": str(blank)}
        questions.append(Question(QuestionCode.STAGE_BLANK, planned.name, answer, details, blocking=False))
    unnamed = sum(count for (doubt, words), count in doubts.items() if not words and doubt == "closed-unknown")
    if unnamed and not _said_by(planned):
        answer = table_answer(planned.mapping.file, yaml_line("status", value="lost"))
        questions.append(Question(QuestionCode.NO_STAGE, planned.name, answer, {"count": str(unnamed)}))
    undated = not planned.has("created_at") and planned.mapping.created_from is None
    if undated and (has_beginnings(planned) or any(one.verdict.outcome for one in deals)):
        questions.append(_creation_question(planned, sum(one.stands_in for one in deals)))
    return questions


def _said_by(planned: PlannedTable) -> str | None:
    return planned.heading("stage") or planned.heading("status") or planned.heading("semantic")


def _report_doubt(planned: PlannedTable, deal: JudgedDeal) -> None:
    verdict, column = deal.verdict, _said_by(planned)
    if verdict.doubt == "contradiction":
        planned.report(ProblemCode.STAGE_CONTRADICTS, deal.record, column, verdict.by)
    elif verdict.doubt == "closed-unknown":
        code = ProblemCode.STAGE_UNCLEAR if verdict.by else ProblemCode.STAGE_UNSAID
        planned.report(code, deal.record, column, verdict.by)
    elif verdict.doubt == "overruled" and verdict.outcome:
        code = ProblemCode.STAGE_OVERRULED
        planned.report(code, deal.record, column, verdict.by, "warning", outcome=verdict.outcome)


_STAGE_QUESTIONS: Mapping[str, tuple[QuestionCode, str, bool]] = {
    "closed-unknown": (QuestionCode.STAGE_CLOSED, "won", True),
    "assumed-open": (QuestionCode.STAGE_OPEN, "open", False),
    "assumed-won": (QuestionCode.STAGE_WON, "open", False),
}


def _stage_question(planned: PlannedTable, doubt: str, stage: str, count: int) -> Question | None:
    if doubt not in _STAGE_QUESTIONS:
        return None
    code, example, blocking = _STAGE_QUESTIONS[doubt]
    details = {"stage": stage, "count": str(count)}
    return Question(code, planned.name, yaml_line("stages", stage, value=example), details, blocking=blocking)


def _creation_question(planned: PlannedTable, stood_in: int) -> Question:
    """Names every column of dates, those of unknown meaning first: one of them may be what is missing.

    stood_in: for how many deals the end stands for the beginning.
    """
    contents = dict(zip(planned.table.headings, planned.contents.contents, strict=True))
    dates = [heading for heading, content in contents.items() if content.dates > _MOSTLY]
    known = {match.heading for matches in planned.recognition.columns.values() for match in matches}
    dates.sort(key=lambda heading: heading in known)
    answer = table_answer(planned.mapping.file, yaml_line("created_from", value=dates[0] if dates else "…"))
    details = {"count": str(stood_in or len(planned.table.rows)), "columns": ", ".join(dates)}
    if stood_in:
        return Question(QuestionCode.CREATION_STANDS_IN, planned.name, answer, details, blocking=False)
    return Question(QuestionCode.NO_CREATION, planned.name, answer, details)
