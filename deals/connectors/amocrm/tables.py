"""All tables of the archive, made of everything the store holds of an account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from deals.connectors.amocrm.deal_index import deal_index
from deals.connectors.amocrm.deal_rows import (
    company_row,
    contact_row,
    deal_row,
    person_row,
    stage_names,
    unlisted_people,
)
from deals.connectors.amocrm.history_rows import owner_rows, sorted_events, stage_rows
from deals.connectors.amocrm.note_rows import CALLS, Call, Note, call_row, chat_row, joined_calls, message_row
from deals.connectors.amocrm.task_rows import task_row
from deals.connectors.amocrm.values import embedded, text
from deals.connectors.connector import LeftOut, Row
from deals.connectors.fetch_store import FetchStore
from deals.records import CLIENT_AUTHOR

OWNERS_OF_NOTES = ("leads", "contacts", "companies")
# Kinds of the store that an account may refuse, and the sentence that says what is missing then.
REFUSABLE = {
    "users": "no-users",
    "contacts": "no-contacts",
    "companies": "no-companies",
    "events": "no-events",
    **{f"{entity}_notes": "no-notes" for entity in OWNERS_OF_NOTES},
    "tasks": "no-tasks",
}
USER_COLUMNS = ("owner_id", "user_id", "assignee_id", "author")


class AmoCrmTables:
    """`rows` is to be read to its end, in its order: people come last, since rows name people no list has."""

    def __init__(self, store: FetchStore) -> None:
        self._store = store
        self._index = deal_index(item.data for item in store.items("leads") if not item.data.get("is_deleted"))
        self._users = {item.id: text(item.data.get("name")) for item in store.items("users")}
        self._events = sorted_events(item.data for item in store.items("events"))
        self._used: set[str] = set()
        self._left_out: Counter[str] = Counter()
        self._examples: dict[str, str] = {}

    def rows(self) -> Iterator[tuple[str, Iterable[Row]]]:
        yield "contacts.csv", self._contacts()
        yield "deals.csv", self._noted(self._deals())
        yield "stage_history.csv", self._noted(self._stages())
        yield "owner_history.csv", self._noted(self._owners())
        yield "tasks.csv", self._noted(self._tasks())
        yield "messages.csv", self._noted(self._messages())
        yield "calls.csv", self._noted(call_row(call, self._index, self._users) for call in self.calls())
        yield "people.csv", self._people()
        self._note_refusals()

    def calls(self) -> Iterator[Call]:
        """In the order of their first notes."""
        notes = (note for note in self._notes() if note.kind in CALLS and note.data.get("created_at"))
        return joined_calls(sorted(notes, key=lambda note: int(note.id)))

    def left_out(self) -> tuple[LeftOut, ...]:
        return tuple(LeftOut(code, count, self._examples[code]) for code, count in sorted(self._left_out.items()))

    def _noted(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows, with the users they name noted down."""
        for row in rows:
            self._used.update(row[column] for column in USER_COLUMNS if row.get(column))
            yield row

    def _placed(self, row: Row | None, code: str, example: str) -> Iterator[Row]:
        if row is None:
            self._left_out[code] += 1
            self._examples.setdefault(code, example)
        else:
            yield row

    def _contacts(self) -> Iterator[Row]:
        companies = {item.id: text(item.data.get("name")) for item in self._store.items("companies")}
        for item in self._store.items("contacts"):
            yield contact_row(item.data, companies)
        for item in self._store.items("companies"):
            yield company_row(item.data)

    def _leads(self) -> Iterator[Mapping[str, Any]]:
        return (item.data for item in self._store.items("leads") if item.id in self._index.deals)

    def _stage_names(self) -> Mapping[str, str]:
        """First names given: a stage that is renamed would otherwise stand in the history twice."""
        return self._store.remember("stage", stage_names(item.data for item in self._store.items("pipelines")))

    def _deals(self) -> Iterator[Row]:
        stages = self._stage_names()
        reasons = {item.id: text(item.data.get("name")) for item in self._store.items("loss_reasons")}
        return (deal_row(lead, stages, reasons) for lead in self._leads())

    def _stages(self) -> Iterator[Row]:
        stages = self._stage_names()
        for lead in self._leads():
            yield from stage_rows(lead, self._events.stages.get(str(lead["id"]), ()), stages)

    def _owners(self) -> Iterator[Row]:
        for lead in self._leads():
            yield from owner_rows(lead, self._events.owners.get(str(lead["id"]), ()))

    def _tasks(self) -> Iterator[Row]:
        kinds = {
            str(kind.get("id")): text(kind.get("name"))
            for account in self._store.items("account")
            for kind in embedded(account.data, "task_types")
        }
        for item in self._store.items("tasks"):
            row = task_row(item.data, self._index, kinds, self._events.done.get(item.id, ()))
            yield from self._placed(row, "task", item.id)

    def _messages(self) -> Iterator[Row]:
        for note in self._notes():
            if note.kind not in CALLS and note.data.get("created_at"):
                yield from self._placed(message_row(note, self._index), "message", note.id)
        for event in self._events.chats:
            yield from self._placed(chat_row(event, self._index), "chat-message", str(event["id"]))

    def _notes(self) -> Iterator[Note]:
        for entity in OWNERS_OF_NOTES:
            for item in self._store.items(f"{entity}_notes"):
                yield Note(entity, item.data)

    def _people(self) -> Iterator[Row]:
        for item in self._store.items("users"):
            yield person_row(item.data)
        if not self._users:  # the list is closed to us: that somebody is not on it says nothing of him
            return
        used = self._used - {CLIENT_AUTHOR}
        met = set(self._store.remember("person", {}))
        yield from unlisted_people(used, set(self._users), met)
        self._store.remember("person", dict.fromkeys(used, ""))

    def _note_refusals(self) -> None:
        for kind, code in REFUSABLE.items():
            if path := self._store.fact(refusal_fact(kind)):
                self._left_out[code] += 1
                self._examples.setdefault(code, path)


def refusal_fact(kind: str) -> str:
    """The fact of the store that holds the address which the account refused for this kind; "" where it did not."""
    return f"refused-{kind}"
