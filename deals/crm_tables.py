"""The CRM's tables, read into records: people, contacts, deals and what happened to the deals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from sys import intern
from typing import TypeVar

from deals.format_words import means_client, parse_flag, parse_role, parse_status
from deals.phones import EXTENSION_DIGITS, normalise_phone, split_phones
from deals.problem_codes import ProblemCode
from deals.records import CLIENT_AUTHOR, Contact, Deal, Message, OwnerChange, Period, Person, StageChange, Task
from deals.references import References, records_by_id, usable
from deals.table_rows import Row
from deals.tables import Table
from deals.values import parse_amount, parse_date, parse_money, parse_month, parse_share

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Crm:
    """What rows of other tables may refer to."""

    people: References[Person]
    contacts: References[Contact]
    deals: References[Deal]


def read_crm(people: Table, contacts: Table, deals: Table) -> Crm:
    """The three tables that others refer to. An absent people or contacts table is made up from the ids used."""
    known_people = References(
        records_by_id(people, "user_id", _person),
        ProblemCode.UNKNOWN_USER,
        made_of_id=None if people.present else _person_of_id,
    )
    known_contacts = References(
        records_by_id(contacts, "contact_id", _contact),
        ProblemCode.UNKNOWN_CONTACT,
        made_of_id=None if contacts.present else Contact,
    )
    deal = partial(_deal, people=known_people, contacts=known_contacts)
    return Crm(
        known_people, known_contacts, References(records_by_id(deals, "deal_id", deal), ProblemCode.UNKNOWN_DEAL)
    )


def _person_of_id(user_id: str) -> Person:
    return Person(user_id, name=user_id, role="other")


def _person(row: Row, user_id: str) -> Person:
    name, role = row.text("name"), row.value("role", parse_role)
    for column in ("name", "role"):
        if row.is_blank(column):
            row.warn(ProblemCode.MISSING_VALUE, column)
    return Person(
        user_id,
        name=name or user_id,
        role=role or "other",
        team=row.text("team"),
        hired=row.value("hired", parse_date),
        left=row.value("left", parse_date),
        extension=_phone(row, "extension"),
    )


def _phone(row: Row, column: str) -> str | None:
    cell = row.text(column)
    number = cell and normalise_phone(cell, row.context.region)
    if cell and not number:
        row.warn(ProblemCode.BAD_PHONE, column, cell)
    return number


def _contact(row: Row, contact_id: str) -> Contact:
    numbers = []
    for piece in split_phones(row.text("phones") or ""):
        number = normalise_phone(piece, row.context.region)
        # A client's two to five digits can only be a piece of a number: taken as one, it would match our extensions.
        if number is None or len(number) in EXTENSION_DIGITS:
            row.warn(ProblemCode.BAD_PHONE, "phones", piece)
        else:
            numbers.append(number)
    return Contact(contact_id, row.text("name"), row.text("company"), phones=tuple(dict.fromkeys(numbers)))


def _deal(row: Row, deal_id: str, people: References[Person], contacts: References[Contact]) -> Deal:
    deal = Deal(
        deal_id,
        title=row.text("title"),
        contact_id=contacts.find(row, "contact_id"),
        amount=row.value("amount", partial(parse_amount, currency=row.context.currency)),
        margin_pct=row.value("margin_pct", parse_share),
        source=row.common("source"),
        qualified=row.value("qualified", parse_flag),
        created_at=row.required_time("created_at"),
        closed_at=row.time("closed_at", end_of_day=True),
        status=row.required_value("status", parse_status),
        stage=row.common("stage"),
        lost_reason=row.common("lost_reason"),
        owner_id=people.find(row, "owner_id"),
    )
    _check_closing(row, deal)
    return deal


def _check_closing(row: Row, deal: Deal) -> None:
    _check_order(row, "created_at", deal.created_at, "closed_at", deal.closed_at)
    if deal.status == "open" and deal.closed_at:
        row.warn(ProblemCode.OPEN_WITH_CLOSING_DATE, "closed_at", row.text("closed_at"))
    if deal.status != "open" and row.is_blank("closed_at"):
        row.warn(ProblemCode.CLOSED_WITHOUT_DATE, "closed_at", deal.status)


def _check_order(row: Row, start_column: str, start: datetime, end_column: str, end: datetime | None) -> None:
    if end is not None and end < start:
        row.warn(ProblemCode.END_BEFORE_START, end_column, row.text(end_column), start=row.text(start_column) or "")


def read_stage_history(table: Table, crm: Crm) -> tuple[StageChange, ...]:
    def change(row: Row) -> StageChange:
        deal_id = crm.deals.require(row, "deal_id")
        stage = intern(row.required_key("stage"))
        return StageChange(deal_id, row.required_time("at"), stage, crm.people.find(row, "user_id"))

    return _in_time_order(usable(table, change), lambda made: made.at)


def read_owner_history(table: Table, crm: Crm) -> tuple[OwnerChange, ...]:
    def change(row: Row) -> OwnerChange:
        deal_id = crm.deals.require(row, "deal_id")
        return OwnerChange(deal_id, row.required_time("at"), crm.people.require(row, "user_id"))

    return _in_time_order(usable(table, change), lambda made: made.at)


def read_tasks(table: Table, crm: Crm) -> tuple[Task, ...]:
    def task(row: Row, task_id: str) -> Task:
        made = Task(
            task_id,
            crm.deals.require(row, "deal_id"),
            kind=row.common("type"),
            text=row.text("text"),
            created_at=row.required_time("created_at"),
            due_at=row.time("due_at", end_of_day=True, plan=True),
            completed_at=row.time("completed_at", end_of_day=True),
            assignee_id=crm.people.find(row, "assignee_id"),
            result=row.text("result"),
        )
        _check_order(row, "created_at", made.created_at, "completed_at", made.completed_at)
        return made

    return _in_time_order(records_by_id(table, "task_id", task).values(), lambda made: made.created_at)


def read_messages(table: Table, crm: Crm) -> tuple[Message, ...]:
    def message(row: Row, message_id: str) -> Message:
        deal_id, at = crm.deals.require(row, "deal_id"), row.required_time("at")
        for column in ("channel", "text"):
            if row.text(column) is None:
                row.warn(ProblemCode.MISSING_VALUE, column)
        channel = intern((row.text("channel") or "other").casefold())
        return Message(message_id, deal_id, at, channel, _author(row, crm), row.text("text") or "")

    return _in_time_order(records_by_id(table, "message_id", message).values(), lambda made: made.at)


def _author(row: Row, crm: Crm) -> str:
    """A user_id or CLIENT_AUTHOR; any other name stays as it is, with a warning, since the message did happen."""
    author = row.required("author")
    if means_client(author):
        return CLIENT_AUTHOR
    if not crm.people.knows(author):
        row.warn(ProblemCode.UNKNOWN_AUTHOR, "author", author)
    return intern(author)


def read_periods(table: Table) -> tuple[Period, ...]:
    money = partial(parse_money, currency=table.context.currency)

    def period(row: Row, month: str) -> Period:
        return Period(
            month,
            plan=row.value("plan", money),
            fact=row.value("fact", money),
            margin_fact=row.value("margin_fact", money),
            head_bonus_paid=row.value("head_bonus_paid", money),
        )

    months = records_by_id(table, "month", period, lambda row, column: row.required_value(column, parse_month))
    return tuple(months[month] for month in sorted(months))


def _in_time_order(records: Iterable[T], moment: Callable[[T], datetime]) -> tuple[T, ...]:
    return tuple(sorted(records, key=moment))
