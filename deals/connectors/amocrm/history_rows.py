"""What happened to deals, from the events of the account: stages, owners, finished tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from deals.connectors.amocrm.deal_rows import stage_key
from deals.connectors.amocrm.values import identifier, mapping, moment, moment_at
from deals.connectors.connector import Row

STAGE_CHANGED, OWNER_CHANGED, TASK_DONE = "lead_status_changed", "entity_responsible_changed", "task_completed"
CHAT_IN, CHAT_OUT = "incoming_chat_message", "outgoing_chat_message"
EVENT_TYPES = (STAGE_CHANGED, OWNER_CHANGED, TASK_DONE, CHAT_IN, CHAT_OUT)

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Events:
    """Events of each kind, by the id of what they happened to, oldest first; chats in one list."""

    stages: Mapping[str, list[Event]]
    owners: Mapping[str, list[Event]]
    done: Mapping[str, list[Event]]
    chats: list[Event] = field(default_factory=list)


def sorted_events(events: Iterable[Event]) -> Events:
    """Events that change nothing of a deal or task are left out."""
    grouped: dict[str, dict[str, list[Event]]] = defaultdict(lambda: defaultdict(list))
    chats = []
    for event in sorted(events, key=lambda one: (one.get("created_at") or 0, str(one["id"]))):
        kind = str(event.get("type"))
        if kind in (CHAT_IN, CHAT_OUT):
            chats.append(event)
        elif kind != OWNER_CHANGED or event.get("entity_type") in ("lead", "leads"):
            grouped[kind][str(event.get("entity_id"))].append(event)
    return Events(grouped[STAGE_CHANGED], grouped[OWNER_CHANGED], grouped[TASK_DONE], chats)


def stage_rows(lead: Mapping[str, Any], changes: Iterable[Event], stages: Mapping[str, str]) -> list[Row]:
    """Each stage a deal came to. Events tell changes only: the first stage is the one it changed from.

    Where nothing ever changed and the deal is open, it is at its first stage still. A stage that was deleted has no
    name any more, and stands by its number.
    """
    lead_id = str(lead["id"])
    rows: list[Row] = []
    for change in changes:
        before, after = _stage(change, "value_before", stages), _stage(change, "value_after", stages)
        if not rows and before:
            rows.append(_stage_row(lead_id, lead, before))
        if after and after != before:
            rows.append(_stage_row(lead_id, change, after))
    if not rows and not lead.get("closed_at"):
        key = stage_key(lead.get("pipeline_id"), lead.get("status_id"))
        rows.append(_stage_row(lead_id, lead, stages.get(key) or key))
    return rows


def _stage(event: Event, side: str, stages: Mapping[str, str]) -> str:
    status = mapping(_value(event, side).get("lead_status"))
    if not status:
        return ""
    key = stage_key(status.get("pipeline_id"), status.get("id"))
    return stages.get(key) or key


def owner_rows(lead: Mapping[str, Any], changes: Iterable[Event]) -> list[Row]:
    """Each owner a deal had; the first one is the one it was taken from. Empty where it never changed hands."""
    lead_id = str(lead["id"])
    rows: list[Row] = []
    for change in changes:
        before = identifier(mapping(_value(change, "value_before").get("responsible_user")).get("id"))
        after = identifier(mapping(_value(change, "value_after").get("responsible_user")).get("id"))
        if not rows and before:
            rows.append({"deal_id": lead_id, "at": moment(lead.get("created_at")), "user_id": before})
        if after:
            rows.append({"deal_id": lead_id, "at": moment(change.get("created_at")), "user_id": after})
    return [row for row in rows if row["at"]]


def _stage_row(lead_id: str, source: Mapping[str, Any], stage: str) -> Row:
    """source: the deal, or the event of its change; both say when and by whom."""
    return {
        "deal_id": lead_id,
        "at": moment(source.get("created_at")),
        "stage": stage,
        "user_id": identifier(source.get("created_by")),
    }


def _value(event: Event, side: str) -> Mapping[str, Any]:
    """The first of the values: `[{"lead_status": {...}}]`."""
    values = event.get(side)
    return mapping(values[0]) if isinstance(values, list) and values else mapping(values)


def chat_value(event: Event) -> Mapping[str, Any]:
    """What an event says of a chat message: its id and the channel it came by, never its words."""
    return mapping(_value(event, "value_after").get("message"))


def done_at(changes: Iterable[Event]) -> datetime | None:
    """When a task was finished last."""
    moments = [at for change in changes if (at := moment_at(change.get("created_at")))]
    return max(moments, default=None)
