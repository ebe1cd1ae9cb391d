"""What people did: activities of the CRM, tasks, calls, chats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from deals.connectors.bitrix24.activity_rows import DIALOGUE, is_message, owner_of, task_type, telephony_call
from deals.connectors.bitrix24.entity import DEAL, Data, id_of, text_of
from deals.connectors.bitrix24.lists import NO_COUNT, IdList, in_order_of_id, named_ones, of_each
from deals.connectors.bitrix24.moments import moment
from deals.connectors.bitrix24.reading import Reading, plainly
from deals.connectors.bitrix24.rest import Command
from deals.connectors.fetch_store import Item
from deals.connectors.walk import Step

# fmt: off
ACTIVITY_FIELDS = [
    "ID", "OWNER_ID", "OWNER_TYPE_ID", "TYPE_ID", "PROVIDER_ID", "ASSOCIATED_ENTITY_ID", "SUBJECT", "DESCRIPTION",
    "DESCRIPTION_TYPE", "CREATED", "LAST_UPDATED", "START_TIME", "END_TIME", "DEADLINE", "COMPLETED", "DIRECTION",
    "AUTHOR_ID", "RESPONSIBLE_ID", "ORIGIN_ID", "COMMUNICATIONS", "FILES", "BINDINGS",
]
TASK_FIELDS = [
    "ID", "TITLE", "DESCRIPTION", "STATUS", "CREATED_DATE", "CHANGED_DATE", "CLOSED_DATE", "DEADLINE",
    "RESPONSIBLE_ID", "UF_CRM_TASK",
]
# fmt: on
# Statistics of a call are not dated by change; its recording may be attached hours after it.
LATE_RECORDING = timedelta(days=2)
DIALOGUE_PARTS = ("message", "users", "chat")
STATISTICS = "voximplant.statistic.get"


def activities(reading: Reading) -> Step:
    def ask(after: int) -> Mapping[str, Any]:
        return _query({">ID": after, **reading.since(">=LAST_UPDATED")}) | {"start": NO_COUNT}

    return in_order_of_id(reading.rest, IdList("activity", "crm.activity.list", ask, _activity))


def _query(conditions: Mapping[str, Any]) -> dict[str, Any]:
    return {"select": ACTIVITY_FIELDS, "filter": conditions, "order": {"ID": "ASC"}}


def _activity(row: Data) -> Iterable[Item]:
    yield Item("activity", str(row["ID"]), row)
    if isinstance(row.get("BINDINGS"), list):
        pairs = [[int(pair["OWNER_TYPE_ID"]), id_of(pair["OWNER_ID"])] for pair in row["BINDINGS"]]
        yield Item("binding", str(row["ID"]), pairs)


def older_deals(reading: Reading, covered_from: datetime | None) -> list[str]:
    """Deals fetched that were made before everything is known from on: their earlier activities are not there yet."""
    if covered_from is None:
        return []
    known, bound = reading.store.ids("whole"), moment(covered_from.isoformat())
    deals = reading.store.items("deal")
    return [item.id for item in deals if item.id not in known and moment(item.data.get("createdTime")) < bound]


def activities_of(reading: Reading, deals: list[str]) -> Step:
    """All of each deal, whenever they were, so that a deal does not look as if nobody had cared for it."""

    def command(deal: str) -> Command:
        return Command("crm.activity.list", _query({"BINDINGS": [{"OWNER_TYPE_ID": DEAL, "OWNER_ID": deal}]}))

    def items(deal: str, result: Any) -> Iterable[Item]:
        yield Item("whole", deal, True)
        for row in reading.rest.as_rows("crm.activity.list", result or []):
            yield from _activity(row)

    return of_each(reading.rest, "activity-of-older", deals, command, items)


def bindings(reading: Reading) -> Step:
    """To what each activity is bound, where the list did not say it: the documentation names BINDINGS among the
    fields, but the vendor's published source does not fill it."""
    touched = set(reading.touched("activity"))
    ids = [item.id for item in reading.store.items("activity") if item.id in touched and _bindings_matter(item.data)]
    method = "crm.activity.binding.list"

    def command(activity: str) -> Command:
        return Command(method, {"activityId": activity})

    def items(activity: str, result: Any) -> Iterable[Item]:
        if result is None:  # not to be seen any more; its owner is still known
            return ()
        rows = reading.rest.as_rows(method, result)
        return (Item("binding", activity, [[int(row["entityTypeId"]), id_of(row["entityId"])] for row in rows]),)

    return of_each(reading.rest, "binding", ids, command, items)


def _bindings_matter(activity: Data) -> bool:
    """A letter or task whose owner is a deal belongs to that deal, whatever else it is bound to; of a call it matters
    whether there are others."""
    if "BINDINGS" in activity:
        return False
    used = is_message(activity) or task_type(activity) or text_of(activity.get("PROVIDER_ID")) == DIALOGUE
    return bool(telephony_call(activity)) or (bool(used) and owner_of(activity)[0] != DEAL)


def tasks(reading: Reading) -> Step:
    def ask(after: int) -> Mapping[str, Any]:
        where = {">ID": after, **reading.since(">=CHANGED_DATE")}
        return {"select": TASK_FIELDS, "filter": where, "order": {"ID": "asc"}, "start": NO_COUNT}

    return in_order_of_id(reading.rest, IdList("task", "tasks.task.list", ask, plainly("task", "id"), "tasks", "id"))


def calls(reading: Reading) -> Step:
    """The telephony's statistics."""

    def ask(after: int) -> Mapping[str, Any]:
        # `start` -1 is not documented here; every page is the first one of its filter
        where = {">ID": after, **reading.since(">=CALL_START_DATE", LATE_RECORDING)}
        return {"FILTER": where, "SORT": "ID", "ORDER": "ASC"}

    return in_order_of_id(reading.rest, IdList("call", STATISTICS, ask, plainly("call")))


def calls_of_activities(reading: Reading) -> Step:
    """Statistics of earlier calls whose activities were fetched for an older deal, or changed since."""
    named = {id_of(item.data.get("CRM_ACTIVITY_ID")) for item in reading.store.items("call")}
    touched = set(reading.touched("activity")) if reading.plan.since else set()
    fetched = (item for item in reading.store.items("activity") if item.id in touched and item.id not in named)
    ids = [item.id for item in fetched if telephony_call(item.data)]
    asked = IdList("call-of-older", STATISTICS, lambda after: {}, plainly("call"))
    return named_ones(reading.rest, asked, ids, lambda some: {"FILTER": {"CRM_ACTIVITY_ID": list(some)}})


def dialogues(reading: Reading) -> Step:
    """The words of the chats that the activities fetched are about."""
    touched = set(reading.touched("activity"))
    chats = (item for item in reading.store.items("activity") if text_of(item.data.get("PROVIDER_ID")) == DIALOGUE)
    ids = {id_of(item.data.get("ASSOCIATED_ENTITY_ID")) for item in chats if item.id in touched} - {""}

    def command(session_id: str) -> Command:
        return Command("imopenlines.session.history.get", {"SESSION_ID": session_id})

    def items(session_id: str, result: Any) -> Iterable[Item]:
        """Another is kept of chats that the user may not read, so that they can be counted."""
        known = result if isinstance(result, Mapping) else {}
        return (Item("dialogue", session_id, {name: known[name] for name in DIALOGUE_PARTS if name in known}),)

    return of_each(reading.rest, "dialogue", sorted(ids, key=int), command, items)
