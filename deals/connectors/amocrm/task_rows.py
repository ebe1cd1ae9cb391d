"""Tasks as rows of the archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from deals.connectors.amocrm.deal_index import DealIndex
from deals.connectors.amocrm.history_rows import Event, done_at
from deals.connectors.amocrm.values import identifier, mapping, moment, moment_at, text
from deals.connectors.connector import Row

# What the format calls a task to ring somebody up. amoCRM's own first type is called "Связаться" today and says
# nothing of a telephone: calling it a call would turn every message sent instead into a call that never was.
_KINDS = {"звонок": "call", "позвонить": "call", "call": "call", "встреча": "meeting", "meeting": "meeting"}


def task_row(
    task: Mapping[str, Any], index: DealIndex, kinds: Mapping[str, str], finished: Iterable[Event]
) -> Row | None:
    """None where the task's deal is not certain. kinds: name of each type of task by id. finished: its events.

    A task says only whether it is done; when it was is an event, and without one its last change.
    """
    created_at = moment_at(task.get("created_at"))
    deal_id = index.deal_of(text(task.get("entity_type")), str(task.get("entity_id")), created_at)
    if deal_id is None or created_at is None:
        return None
    completed_at = done_at(finished) or moment_at(task.get("updated_at")) if task.get("is_completed") else None
    kind = kinds.get(str(task.get("task_type_id")), "")
    return {
        "task_id": str(task["id"]),
        "deal_id": deal_id,
        "type": _KINDS.get(kind.casefold(), kind),
        "text": text(task.get("text")),
        "created_at": created_at.isoformat(),
        "due_at": moment(task.get("complete_till")),
        "completed_at": completed_at.isoformat() if completed_at else "",
        "assignee_id": identifier(task.get("responsible_user_id")),
        "result": text(mapping(task.get("result")).get("text")),
    }
