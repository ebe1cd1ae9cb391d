"""Deals, leads and clients, and what the portal keeps of their past: stages and comments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from deals.connectors.bitrix24.activity_rows import owner_of
from deals.connectors.bitrix24.entity import CONTACT, DEAL, KINDS, LEAD, id_of
from deals.connectors.bitrix24.lists import NO_COUNT, IdList, in_order_of_id, named_ones, of_each
from deals.connectors.bitrix24.loss_reason import reason_fields
from deals.connectors.bitrix24.reading import Reading, as_filter, plainly, several
from deals.connectors.bitrix24.rest import Command
from deals.connectors.fetch_store import Item
from deals.connectors.walk import Step

# fmt: off
DEAL_FIELDS = (
    "id", "title", "createdTime", "updatedTime", "movedTime", "movedBy", "categoryId", "stageId", "stageSemanticId",
    "opportunity", "currencyId", "contactId", "contactIds", "companyId", "leadId", "sourceId", "assignedById",
)
CLIENT_FIELDS = (
    "id", "title", "name", "lastName", "secondName", "companyId", "companyTitle", "isMyCompany", "fm", "dateClosed",
)
# fmt: on
COMMENT_FIELDS = ["ID", "ENTITY_ID", "ENTITY_TYPE", "CREATED", "AUTHOR_ID", "COMMENT"]
Ask = Callable[[int], Mapping[str, Any]]


def items_changed(reading: Reading, kind: int) -> Step:
    """All objects of a type, or those changed since, or in whose timeline something happened since."""

    reasons = reason_fields(reading.store, kind)

    def ask(after: int) -> Mapping[str, Any]:
        return _query(kind, {">id": after, **_since(reading, kind)}, reasons)

    return in_order_of_id(reading.rest, _item_list(KINDS[kind], kind, ask, reasons))


def _since(reading: Reading, kind: int) -> Mapping[str, Any]:
    if reading.plan.since is None:
        return {}
    since = as_filter(reading.plan.since)
    if kind not in (DEAL, LEAD):
        return {">=updatedTime": since}
    either = {"0": {">=updatedTime": since}, "1": {">=lastActivityTime": since}}
    return {"0": {"logic": "OR", **either}}


def _query(kind: int, conditions: Mapping[str, Any], reasons: Sequence[str]) -> Mapping[str, Any]:
    """Phones come only with `*`, which cannot be joined with names of fields."""
    select = [*DEAL_FIELDS, *reasons] if kind == DEAL else ["*"]
    query = {"entityTypeId": kind, "select": select, "filter": conditions, "order": {"id": "ASC"}}
    return {**query, "start": NO_COUNT, "useOriginalUfNames": "Y"}


def _item_list(name: str, kind: int, ask: Ask, reasons: Sequence[str]) -> IdList:
    kept = (*DEAL_FIELDS, *CLIENT_FIELDS, *reasons)
    return IdList(name, "crm.item.list", ask, plainly(KINDS[kind], "id", kept), "items", "id")


def items_missing(reading: Reading, kind: int) -> Step:
    """Objects that those fetched speak of, but that did not change since then: read by their ids."""
    reasons = reason_fields(reading.store, kind)
    wanted = sorted(_wanted(reading, kind) - reading.store.ids(KINDS[kind]), key=int)
    asked = _item_list(f"missing-{KINDS[kind]}", kind, lambda after: {}, reasons)
    return named_ones(reading.rest, asked, wanted, lambda some: _query(kind, {"@id": list(map(int, some))}, reasons))


def _wanted(reading: Reading, kind: int) -> set[str]:
    store = reading.store
    if kind in (DEAL, LEAD):
        bound = (pair for item in store.items("binding") for pair in item.data)
        owners = (owner_of(item.data) for item in store.items("activity"))
        return {str(owner) for of_kind, owner in chain(bound, owners) if of_kind == kind} - {""}
    names = ("contactId", "contactIds") if kind == CONTACT else ("companyId",)
    rows = (item.data for source in ("deal", "lead", "contact") for item in store.items(source))
    return {id_of(one) for row in rows for name in names for one in several(row.get(name))} - {""}


def history(reading: Reading, kind: int) -> Step:
    """Every change of stage; in a later fetch, all changes of each object that it brought."""
    name, method = f"history-{kind}", "crm.stagehistory.list"

    def ask(after: int) -> Mapping[str, Any]:
        query = {"entityTypeId": kind, "filter": {">ID": after}, "order": {"ID": "ASC"}}
        return {**query, "start": NO_COUNT}

    def command(owner: str) -> Command:
        return Command(method, {"entityTypeId": kind, "filter": {"OWNER_ID": owner}, "order": {"ID": "ASC"}})

    def items(owner: str, result: Any) -> Iterable[Item]:
        return (Item(name, str(row["ID"]), row) for row in reading.rest.as_rows(method, result or []))

    if reading.plan.since is None:
        return in_order_of_id(reading.rest, IdList(name, method, ask, plainly(name), "items"))
    return of_each(reading.rest, name, reading.touched(KINDS[kind]), command, items, "items")


def comments(reading: Reading, kind: int) -> Step:
    """The API gives them object by object only."""
    entity, method = KINDS[kind], "crm.timeline.comment.list"

    def command(owner: str) -> Command:
        where = {"ENTITY_ID": owner, "ENTITY_TYPE": entity}
        return Command(method, {"filter": where, "select": COMMENT_FIELDS, "order": {"ID": "ASC"}})

    def items(owner: str, result: Any) -> Iterable[Item]:
        asked = {"ENTITY_ID": owner, "ENTITY_TYPE": entity}  # an answer need not repeat what was asked for
        rows = reading.rest.as_rows(method, result or [])
        return (Item("comment", str(row["ID"]), {**row, **asked}) for row in rows)

    return of_each(reading.rest, f"comment-{kind}", reading.touched(entity), command, items)
