"""One amoCRM or Kommo account: what is asked for, and how it becomes an archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from deals.archive_format import TABLE_FORMS, TableForm
from deals.connectors.amocrm.address import account_url
from deals.connectors.amocrm.authorisation import authorisation
from deals.connectors.amocrm.history_rows import EVENT_TYPES
from deals.connectors.amocrm.lists import (
    ListRequest,
    by_ids,
    changed_list,
    event_list,
    numbered_list,
    short_list,
)
from deals.connectors.amocrm.note_rows import NOTE_TYPES, Call, recording_wish
from deals.connectors.amocrm.tables import AmoCrmTables, refusal_fact
from deals.connectors.amocrm.values import embedded, mapping, moment_at, text
from deals.connectors.connector import Access, LeftOut, Row
from deals.connectors.faults import FetchFailed, FetchFault
from deals.connectors.fetch_store import OWN_MARK, FetchPlan, FetchStore, Item
from deals.connectors.rate_limit import RateLimit
from deals.connectors.recordings import RecordingWish
from deals.connectors.session import ApiSession
from deals.connectors.walk import Page, Step

# 7 are allowed, and an account that exceeds them again and again is locked out; requests do not arrive as evenly as
# they are sent.
REQUESTS_PER_SECOND = 6.0
EVENT_ENTITIES_AT_ONCE = 10  # the API's own limit of filter[entity_id]
IDS_AT_ONCE = 50  # keeps addresses short
ACCOUNT = "/api/v4/account"
WITH_ACCOUNT = {"with": "task_types,users_groups,datetime_settings"}
OWNERS_OF_NOTES = ("leads", "contacts", "companies")
WHOLE_HISTORY = f"{OWN_MARK}whole_history"  # by id of a deal older than the fetches, whose past was asked for by id

USERS = ListRequest("/api/v4/users", "users", "users", {"with": "role,group"})
PIPELINES = ListRequest("/api/v4/leads/pipelines", "pipelines", "pipelines")
LOSS_REASONS = ListRequest("/api/v4/leads/loss_reasons", "loss_reasons", "loss_reasons")
LEADS = ListRequest("/api/v4/leads", "leads", "leads", {"with": "contacts,loss_reason"})
CONTACTS = ListRequest("/api/v4/contacts", "contacts", "contacts")
COMPANIES = ListRequest("/api/v4/companies", "companies", "companies")
TASKS = ListRequest("/api/v4/tasks", "tasks", "tasks")
EVENTS = ListRequest("/api/v4/events", "events", "events", {"filter[type]": ",".join(EVENT_TYPES)})
NOTES = {
    entity: ListRequest(
        f"/api/v4/{entity}/notes",
        "notes",
        f"{entity}_notes",
        {f"filter[note_type][{place}]": kind for place, kind in enumerate(NOTE_TYPES)},
    )
    for entity in OWNERS_OF_NOTES
}


def open_amocrm(access: Access) -> AmoCrm:
    """Raises FetchFailed where the address or the secrets cannot be used; sends nothing yet."""
    if not access.account:
        raise FetchFailed(FetchFault.BAD_ADDRESS, address="")
    session = ApiSession(
        account_url(access.account),
        RateLimit(REQUESTS_PER_SECOND, access.patience),
        access.mask,
        access.patience,
        authorisation(access),
    )
    return AmoCrm(session)


@dataclass(slots=True)
class AmoCrm:
    """The connector of deals.connectors.connector."""

    session: ApiSession
    _made: AmoCrmTables | None = field(default=None, init=False)
    _recorded: dict[str, Call] = field(default_factory=dict, init=False)

    @property
    def account(self) -> str:
        return self.session.base_url.partition("://")[2]

    def server_time(self) -> datetime:
        return self.session.get(ACCOUNT).at or datetime.now(UTC)

    def steps(self, store: FetchStore, plan: FetchPlan) -> Iterator[Step]:
        session = self.session
        yield Step("account", self._account_page)
        yield refusable(short_list(session, USERS), USERS, session, store)
        yield short_list(session, PIPELINES)
        yield _or_none(short_list(session, LOSS_REASONS))
        yield changed_list(session, LEADS, plan)
        for request in (CONTACTS, COMPANIES):
            yield refusable(changed_list(session, request, plan), request, session, store)
        if plan.since is not None:
            yield from self._missing(store)
        yield refusable(event_list(session, EVENTS, plan, plan.since or _earliest(store)), EVENTS, session, store)
        for entity in OWNERS_OF_NOTES:
            yield refusable(changed_list(session, NOTES[entity], plan), NOTES[entity], session, store)
        yield refusable(numbered_list(session, TASKS, plan), TASKS, session, store)
        covered_from = store.covered_from(plan)
        if covered_from is not None:
            yield from self._older_history(store, covered_from)

    def _account_page(self, cursor: str) -> Page:
        data = mapping(self.session.get(ACCOUNT, WITH_ACCOUNT).data)
        return Page([Item("account", text(data.get("id")) or "-", data)], None)

    def _missing(self, store: FetchStore) -> Iterator[Step]:
        """Contacts and companies that a changed deal names and that have not changed themselves."""
        for request in (CONTACTS, COMPANIES):
            named = {str(one.get("id")) for lead in store.items("leads") for one in embedded(lead.data, request.key)}
            ids = sorted(named - store.ids(request.kind), key=int)
            name = f"missing_{request.kind}"
            yield self._named(request, store, name, store.first_list(name, ids))

    def _older_history(self, store: FetchStore, covered_from: datetime) -> Iterator[Step]:
        """All that happened to deals made before the time that was asked for, so that they do not look untouched."""
        known = store.ids(WHOLE_HISTORY)
        older = [
            lead
            for lead in store.items("leads")
            if lead.id not in known and (moment_at(lead.data.get("created_at")) or covered_from) < covered_from
        ]
        ids = store.first_list("older_leads", [lead.id for lead in older])
        if not ids:
            return
        of_leads = {"filter[entity]": "lead"}
        events = ListRequest(EVENTS.path, EVENTS.key, EVENTS.kind, {**EVENTS.params, **of_leads})
        tasks = ListRequest(TASKS.path, TASKS.key, TASKS.kind, {"filter[entity_type]": "leads"})
        yield self._named(events, store, "older_events", ids, EVENT_ENTITIES_AT_ONCE)
        yield self._named(NOTES["leads"], store, "older_leads_notes", ids)
        for entity in ("contacts", "companies"):
            owners = {str(one.get("id")) for lead in older for one in embedded(lead.data, entity)}
            owner_ids = store.first_list(f"older_{entity}", sorted(owners, key=int))
            yield self._named(NOTES[entity], store, f"older_{entity}_notes", owner_ids)
        yield self._named(tasks, store, "older_tasks", ids)
        yield Step("older_done", lambda cursor: Page([Item(WHOLE_HISTORY, one, True) for one in ids], None))

    def _named(
        self, request: ListRequest, store: FetchStore, name: str, ids: Sequence[str], at_once: int = IDS_AT_ONCE
    ) -> Step:
        return refusable(by_ids(self.session, request, ids, name, at_once), request, self.session, store)

    def settings(self, store: FetchStore) -> Mapping[str, Any]:
        account = mapping(next((item.data for item in store.items("account")), None))
        clock = mapping(mapping(account.get("_embedded")).get("datetime_settings"))
        known = {
            "company": text(account.get("name")),
            "language": "auto",
            "timezone": text(clock.get("timezone")),
            "currency": text(account.get("currency")),
        }
        return {key: value for key, value in known.items() if value}

    def tables(self, store: FetchStore) -> Iterator[tuple[TableForm, Iterable[Row]]]:
        self._made = AmoCrmTables(store)
        for file, rows in self._made.rows():
            yield TABLE_FORMS[file], rows

    def recording_wishes(self, store: FetchStore) -> Iterable[RecordingWish]:
        for call in (self._made or AmoCrmTables(store)).calls():
            if wish := recording_wish(call):
                self._recorded[call.id] = call
                yield wish

    def fresh_link(self, call_id: str) -> str | None:
        """The link that the note has now: some telephony services put a new one there. Mostly it is the old one."""
        for note in self._recorded[call_id].notes:
            path = f"/api/v4/{note.entity_type}/{note.entity_id}/notes/{note.id}"
            try:
                link = text(mapping(mapping(self.session.get(path).data).get("params")).get("link"))
            except FetchFailed as error:
                if error.code in (FetchFault.NOT_FOUND, FetchFault.REFUSED, FetchFault.FORBIDDEN):
                    continue  # the note was deleted, or is closed to the token's user
                raise
            if link:
                return link
        return None

    def left_out(self) -> Sequence[LeftOut]:
        return self._made.left_out() if self._made else ()


def refusable(step: Step, request: ListRequest, session: ApiSession, store: FetchStore) -> Step:
    """A list that may be missing: where the token's user has no right to it, that is noted and the fetch goes on.

    The API refuses an account that is locked in the same way (403): one that refuses its own description too is closed
    to us as a whole, and the fetch ends.
    """

    def page(cursor: str) -> Page:
        try:
            found = step.page(cursor)
        except FetchFailed as error:
            if error.code != FetchFault.FORBIDDEN:
                raise
            session.get(ACCOUNT)
            store.set_fact(refusal_fact(request.kind), request.path)
            return Page((), None)
        store.set_fact(refusal_fact(request.kind), "")
        return found

    return Step(step.name, page)


def _earliest(store: FetchStore) -> datetime | None:
    """When the first deal was made: no event before it tells of a deal."""
    moments = (moment_at(lead.data.get("created_at")) for lead in store.items("leads"))
    return min((at for at in moments if at), default=None)


def _or_none(step: Step) -> Step:
    """A list that not every account has: loss reasons came to Kommo in 2026, and can be switched off."""

    def page(cursor: str) -> Page:
        try:
            return step.page(cursor)
        except FetchFailed as error:
            if error.code in (FetchFault.NOT_FOUND, FetchFault.FORBIDDEN, FetchFault.REFUSED):
                return Page((), None)
            raise

    return Step(step.name, page)
