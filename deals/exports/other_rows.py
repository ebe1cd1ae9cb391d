"""Rows of tables other than deals: people, companies, contacts, tasks, notes and histories of stages."""

from __future__ import annotations

import re

from deals.csv_text import Record
from deals.exports.books import Books, Company, title_key
from deals.exports.cell_shapes import EMAIL
from deals.exports.contact_book import ContactFacts, phones_of
from deals.exports.deal_outcome import flag_of
from deals.exports.deal_rows import client_facts, reference, row_id
from deals.exports.planned_table import PlannedTable
from deals.exports.row_digest import content_id
from deals.problem_codes import ProblemCode

Rows = list[dict[str, str]]

_CALL = re.compile(r"\bcall|phone|звон|позвон|перезвон", re.IGNORECASE)
_MEETING = re.compile(r"meeting|встреч|appointment|visit", re.IGNORECASE)
_CHANNELS = (
    (re.compile(r"whats\s*app|ватсап|вотсап", re.IGNORECASE), "whatsapp"),
    (re.compile(r"telegram|телеграм", re.IGNORECASE), "telegram"),
    (re.compile(r"sms|смс", re.IGNORECASE), "sms"),
    (re.compile(r"e-?mail|письмо|почт", re.IGNORECASE), "email"),
    (re.compile(r"chat|чат|message", re.IGNORECASE), "chat"),
)
_FROM_CLIENT = frozenset(["client", "customer", "contact", "клиент", "покупатель", "заказчик"])


def book_people(planned: PlannedTable, books: Books) -> None:
    """Take users, their titles, teams and heads into the books."""
    for record in planned:
        name = planned.text(record, "name") or _whole_name(planned, record)
        emails = [found.group() for cell in planned.texts(record, "emails") for found in EMAIL.finditer(cell)]
        person = books.people.add(row_id(planned, record, "user_id"), name, emails)
        if person is None:
            planned.report(ProblemCode.MISSING_VALUE, record, planned.heading("name"))
            continue
        if title := planned.text(record, "role"):
            books.people.state_title(person, title)
        elif not planned.has("role") and planned.has("head"):
            person.role = person.role or "manager"  # a table of sellers and whom they report to
        facts = {"team": planned.text(record, "team"), "extension": planned.text(record, "extension")}
        facts |= {name: planned.moment(record, name) for name in ("hired", "left")}
        person.facts |= {name: text for name, text in facts.items() if text}
        if head := planned.text(record, "head"):
            head_id = books.people.id_of(head)
            if head_id and (boss := books.people.add(head_id, None)):
                boss.role = "head"


def _whole_name(planned: PlannedTable, record: Record) -> str | None:
    parts = (planned.text(record, part) for part in ("first_name", "last_name"))
    return " ".join(part for part in parts if part) or None


def book_companies(planned: PlannedTable, books: Books) -> None:
    """Take companies into the books; one with phones becomes a contact of its own, since clients call from there."""
    for record in planned:
        name = planned.text(record, "name")
        if name is None:
            planned.report(ProblemCode.MISSING_VALUE, record, planned.heading("name"))
            continue
        company = Company(name, phones_of(planned.texts(record, "phones")), tuple(planned.texts(record, "emails")))
        if company_id := row_id(planned, record, "company_id"):
            books.companies[company_id] = company
        books.companies_by_name.setdefault(title_key(name), company)
        if company.phones:
            books.contacts.add(ContactFacts(company=name, phones=company.phones))


def book_contacts(planned: PlannedTable, books: Books) -> None:
    for record in planned:
        contact_id = books.contacts.add(client_facts(planned, record, books), listed=True)
        if contact_id and (lead_id := reference(planned, record, "lead_id")):
            books.lead_contacts[lead_id] = contact_id
        if contact_id is None:
            planned.report(ProblemCode.MISSING_VALUE, record, planned.heading("name") or planned.heading("contact_id"))


def _deal(planned: PlannedTable, record: Record, books: Books) -> str | None:
    """The deal of the row; None, reported, where it is not among those imported."""
    title = planned.text(record, "deal_title")
    deal_id = reference(planned, record, "deal_id")
    found = books.deal_of(deal_id, title)
    if found is None:
        column = planned.heading("deal_id") or planned.heading("deal_title")
        value = deal_id or title
        code = ProblemCode.UNKNOWN_DEAL if value else ProblemCode.MISSING_VALUE
        planned.report(code, record, column, value)
    return found


def task_rows(planned: PlannedTable, books: Books) -> Rows:
    rows: Rows = []
    for record in planned:
        created = planned.needed_moment(record, "created_at")
        deal_id = _deal(planned, record, books) if created else None
        if created is None or deal_id is None:
            continue
        completed = planned.moment(record, "completed_at")
        if completed is None and _is_done(planned.text(record, "done")):
            # Without its date a finished task would look like one never done.
            planned.report(ProblemCode.DONE_WITHOUT_DATE, record, planned.heading("done"))
            continue
        text, kind = planned.text(record, "text"), planned.text(record, "type")
        rows.append({
            "task_id": row_id(planned, record, "task_id") or content_id("t-", (deal_id, created, text, kind)),
            "deal_id": deal_id,
            "created_at": created,
            "type": _task_type(kind),
            "text": text or "",
            "due_at": planned.moment(record, "due_at") or "",
            "completed_at": completed or "",
            "assignee_id": books.people.id_of(planned.text(record, "assignee")) or "",
            "result": planned.text(record, "result") or "",
        })  # fmt: skip
    return rows


def _is_done(cell: str | None) -> bool:
    word = (cell or "").casefold()
    return bool(flag_of(cell)) or word.startswith(
        ("done", "complete", "finished", "closed", "выполн", "заверш", "сделан")
    )


def _task_type(kind: str | None) -> str:
    if kind is None:
        return ""
    return "call" if _CALL.search(kind) else "meeting" if _MEETING.search(kind) else kind.casefold()


def message_rows(planned: PlannedTable, books: Books) -> Rows:
    rows: Rows = []
    for record in planned:
        at, text = planned.needed_moment(record, "at"), planned.text(record, "text")
        deal_id = _deal(planned, record, books) if at else None
        if at is None or deal_id is None:
            continue
        author = planned.text(record, "author")
        if author is None or text is None:
            planned.report(
                ProblemCode.MISSING_VALUE, record, planned.heading("text" if text is None else "author") or "author"
            )
            continue
        by_client = author.casefold() in _FROM_CLIENT
        rows.append({
            "message_id": row_id(planned, record, "message_id") or content_id("m-", (deal_id, at, text)),
            "deal_id": deal_id,
            "at": at,
            "channel": _channel(planned.text(record, "channel")),
            "author": "client" if by_client else books.people.id_of(author) or author,
            "text": text,
        })  # fmt: skip
    return rows


def _channel(kind: str | None) -> str:
    """A note stays inside the CRM; only a word for another channel makes a message of it that reached the client."""
    return next((channel for words, channel in _CHANNELS if kind and words.search(kind)), "note")


def stage_rows(planned: PlannedTable, books: Books) -> Rows:
    rows: Rows = []
    for record in planned:
        at = planned.needed_moment(record, "at")
        deal_id = _deal(planned, record, books) if at else None
        if at is None or deal_id is None:
            continue
        stage = planned.text(record, "stage")
        if stage is None:
            planned.report(ProblemCode.MISSING_VALUE, record, planned.heading("stage"))
            continue
        user_id = books.people.id_of(planned.text(record, "user")) or ""
        rows.append({"deal_id": deal_id, "at": at, "stage": stage, "user_id": user_id})
    return rows


def product_names(planned: PlannedTable) -> list[str]:
    field = "name" if planned.kind == "products" else "product"
    return list(dict.fromkeys(text for record in planned if (text := planned.text(record, field))))
