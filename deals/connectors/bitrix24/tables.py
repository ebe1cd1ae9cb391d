"""All tables of the archive, made of everything the store holds of a portal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from deals.connectors.bitrix24.activity_rows import (
    DIALOGUE,
    activity_task_row,
    comment_row,
    dialogue_rows,
    is_message,
    message_row,
    owner_of,
    task_rows,
    task_type,
)
from deals.connectors.bitrix24.call_rows import Call, call_row, calls, robot_calls
from deals.connectors.bitrix24.client_rows import (
    company_row,
    contact_row,
    lead_contact_row,
    person_rows,
    unlisted_people,
)
from deals.connectors.bitrix24.deal_index import Binding, deal_index
from deals.connectors.bitrix24.deal_rows import DealRows, last_move
from deals.connectors.bitrix24.entity import COMPANY, CONTACT, DEAL, KINDS, LEAD, Data, id_of, text_of
from deals.connectors.bitrix24.fetch_steps import USER_SCOPES
from deals.connectors.bitrix24.lists import refusal_fact
from deals.connectors.bitrix24.stages import Stages
from deals.connectors.connector import LeftOut, Row
from deals.connectors.fetch_store import FetchStore, Item
from deals.records import CLIENT_AUTHOR

USER_COLUMNS = ("owner_id", "user_id", "assignee_id", "author")
# What is missing without a right, by the name of the step that needs it.
RIGHTS = {
    "user": "user",
    "department": "department",
    "task": "task",
    "call": "telephony",
    "dialogue": "imopenlines",
    "recordings": "disk",
}


class Bitrix24Tables:
    """`rows` is to be read to its end, in its order: people come last, since rows name people no list has."""

    def __init__(self, store: FetchStore, scopes: frozenset[str]) -> None:
        self._store = store
        self._scopes = scopes
        self._stages = Stages(store)
        self._index = deal_index(store, self._stages)
        # A lead that was a row once and has become something since: its row is ended, or it would stay open for ever.
        self._lead_rows = frozenset(store.remember("lead-row", dict.fromkeys(self._index.leads, "1")))
        self._used: set[str] = set()
        self._owners: set[str] = set()
        self._left_out: Counter[str] = Counter()
        self._examples: dict[str, str] = {}

    def rows(self) -> Iterator[tuple[str, Iterable[Row]]]:
        yield "contacts.csv", self._contacts()
        yield "deals.csv", self._dated("created_at", self._deals())
        yield "stage_history.csv", self._noted(self._history())
        yield "tasks.csv", self._dated("created_at", self._tasks())
        yield "messages.csv", self._dated("at", self._messages())
        yield "calls.csv", self._dated("started_at", self._calls())
        yield "people.csv", self._people()
        self._note_missing_rights()

    def left_out(self) -> tuple[LeftOut, ...]:
        return tuple(LeftOut(code, count, self._examples[code]) for code, count in sorted(self._left_out.items()))

    def currency(self) -> str:
        """The portal's base currency."""
        rows = (item.data for item in self._store.items("currency"))
        return next((text_of(row.get("CURRENCY")) for row in rows if row.get("BASE") == "Y"), "")

    def _leave_out(self, code: str, example: str) -> None:
        self._left_out[code] += 1
        self._examples.setdefault(code, example)

    def _noted(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows, with the users they name noted down."""
        for row in rows:
            self._used.update(row[column] for column in USER_COLUMNS if row.get(column))
            if owner := row.get("owner_id"):
                self._owners.add(owner)
            yield row

    def _dated(self, column: str, rows: Iterable[Row]) -> Iterator[Row]:
        """Only those whose moment is known: without it the archive has no place for them."""
        for row in self._noted(rows):
            if row[column]:
                yield row
            else:
                self._leave_out("bitrix24-undated", next(iter(row.values())))

    # Clients and deals

    def _contacts(self) -> Iterator[Row]:
        names = {item.id: text_of(item.data.get("title")) for item in self._store.items("company")}
        for item in self._store.items("contact"):
            yield contact_row(item.data, names)
        for item in self._store.items("company"):
            if item.data.get("isMyCompany") != "Y":  # the seller's own numbers are no client's
                yield company_row(item.data)
        for item in self._row_items(LEAD):
            if row := lead_contact_row(item.data):
                yield row

    def _row_items(self, kind: int) -> Iterator[Item]:
        """Deals, or those leads that are rows of their own, or were at an earlier fetch."""
        known = self._index.deals if kind == DEAL else self._lead_rows
        return (item for item in self._store.items(KINDS[kind]) if item.id in known)

    def _deals(self) -> Iterator[Row]:
        for kind in (DEAL, LEAD):
            made = DealRows(self._store, kind, self._stages, self.currency())
            for item in self._row_items(kind):
                yield made.row(item.data)
                if len(_several(item.data.get("contactIds"))) > 1:
                    self._leave_out("bitrix24-second-contact", item.id)
            for value in made.reasons.unread:
                self._leave_out("bitrix24-reason", value)

    def _history(self) -> Iterator[Row]:
        for kind in (DEAL, LEAD):
            made = DealRows(self._store, kind, self._stages, self.currency())
            items = {item.id: last_move(item.data) for item in self._row_items(kind)}
            yield from made.history((item.data for item in self._store.items(f"history-{kind}")), items)

    # What people did

    def _bindings(self, activity: Data) -> list[Binding]:
        """To what an activity is bound; its owner alone where the portal tells no more."""
        known = self._store.item("binding", str(activity["ID"]))
        return [(int(kind), str(owner)) for kind, owner in known] if known else [owner_of(activity)]

    def _main_deal(self, activity: Data) -> str:
        return self._index.main_one(self._bindings(activity), owner_of(activity))

    def _tasks(self) -> Iterator[Row]:
        in_module = self._store.ids("task")
        for item in self._store.items("activity"):
            if not task_type(item.data) or id_of(item.data.get("ASSOCIATED_ENTITY_ID")) in in_module:
                continue
            if deal_id := self._main_deal(item.data):
                yield activity_task_row(item.data, deal_id)
            else:
                self._leave_out("bitrix24-task", item.id)
        for item in self._store.items("task"):
            yield from task_rows(item.data, self._index)

    def _messages(self) -> Iterator[Row]:
        chats: dict[str, Data] = {}
        for item in self._store.items("activity"):
            if text_of(item.data.get("PROVIDER_ID")) == DIALOGUE:
                chats[id_of(item.data.get("ASSOCIATED_ENTITY_ID"))] = item.data
            elif is_message(item.data):
                if deal_id := self._main_deal(item.data):
                    yield message_row(item.data, deal_id)
                else:
                    self._leave_out("bitrix24-message", item.id)
        for item in self._store.items("comment"):
            kind = DEAL if item.data["ENTITY_TYPE"] == "deal" else LEAD
            if deal_id := self._index.only_one([(kind, id_of(item.data["ENTITY_ID"]))]):
                yield comment_row(item.data, deal_id)
        yield from self._dialogues(chats)

    def _dialogues(self, chats: dict[str, Data]) -> Iterator[Row]:
        for item in self._store.items("dialogue"):
            if not item.data:
                self._leave_out("bitrix24-closed-chat", item.id)
                continue
            deal_id = self._main_deal(chats[item.id]) if item.id in chats else ""
            if deal_id:
                yield from dialogue_rows(item.data, deal_id)
            else:
                self._leave_out("bitrix24-chat", item.id)

    def _calls(self) -> Iterator[Row]:
        for call in calls(self._store):
            bindings = self._bindings(call.activity) if call.activity is not None else []
            yield call_row(call, self._index, bindings)
            self._note_call(call)
        for call_id in robot_calls(self._store):
            self._leave_out("bitrix24-robot-call", call_id)

    def _note_call(self, call: Call) -> None:
        if call.statistic is None:
            self._leave_out("bitrix24-call-without-statistics", call.id)

    # People, and what is missing

    def _people(self) -> Iterator[Row]:
        departments = {item.id: item.data for item in self._store.items("department")}
        users = [item.data for item in self._store.items("user")]
        yield from person_rows(users, departments, frozenset(self._owners))
        listed = {id_of(user.get("ID")) for user in users}
        if listed:
            yield from unlisted_people(self._used - {CLIENT_AUTHOR}, listed)

    def _note_missing_rights(self) -> None:
        for item in self._store.items("profile"):
            if item.data.get("ADMIN") is not True:
                self._leave_out("bitrix24-no-administrator", item.id)
        for step in (KINDS[LEAD], KINDS[CONTACT], KINDS[COMPANY], "activity"):
            if refused := self._store.fact(refusal_fact(step)):
                self._leave_out(f"bitrix24-no-{step}", refused)
        for step, scope in RIGHTS.items():
            refused = self._store.fact(refusal_fact(step))
            granted = self._scopes & (USER_SCOPES if scope == "user" else {scope})
            if refused or not granted:
                self._leave_out(f"bitrix24-right-{scope}", refused or scope)


def _several(value: object) -> list[object]:
    return value if isinstance(value, list) else []
