"""Activities ("дела"), comments and tasks as rows of tasks.csv and messages.csv."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from deals.connectors.bitrix24.deal_index import Binding, DealIndex
from deals.connectors.bitrix24.entity import DEAL, LEAD, ROBOT, Data, id_of, text_of
from deals.connectors.bitrix24.moments import moment
from deals.connectors.bitrix24.plain_text import plain_text
from deals.connectors.connector import Row
from deals.records import CLIENT_AUTHOR

# TYPE_ID, from crm.enum.activitytype; everything newer is a type of its own below `USER_ACTION`.
MEETING, CALL, TASK, EMAIL = "1", "2", "3", "4"
INCOMING, HTML = "1", "3"  # DIRECTION, DESCRIPTION_TYPE
SMS = "CRM_SMS"
DIALOGUE = "IMOPENLINES_SESSION"
TASK_PROVIDERS = {"CRM_TODO": "todo", "CRM_MEETING": "meeting", "CRM_TASKS_TASK": "task", "TASKS": "task"}
TASK_TYPES = {MEETING: "meeting", CALL: "call", TASK: "task"}
TELEPHONY_ORIGIN = "VI_"  # then the id of the call in the telephony's statistics
COMPLETED_TASK = "5"  # STATUS of the tasks module
_BOUND = re.compile(r"(D|L)_(\d+)")  # «D_17» in UF_CRM_TASK


def telephony_call(activity: Data) -> str:
    """The id of the call that an activity is about; "" for calls that somebody planned or noted down by hand."""
    origin = text_of(activity.get("ORIGIN_ID"))
    is_call = text_of(activity.get("TYPE_ID")) == CALL
    return origin.removeprefix(TELEPHONY_ORIGIN) if is_call and origin.startswith(TELEPHONY_ORIGIN) else ""


def is_message(activity: Data) -> bool:
    return text_of(activity.get("TYPE_ID")) == EMAIL or text_of(activity.get("PROVIDER_ID")) == SMS


def task_type(activity: Data) -> str:
    """ "" for what is no task: messages, calls of the telephony, filled in forms, chats."""
    if is_message(activity) or telephony_call(activity):
        return ""
    provider = text_of(activity.get("PROVIDER_ID"))
    return TASK_PROVIDERS.get(provider) or TASK_TYPES.get(text_of(activity.get("TYPE_ID")), "")


def owner_of(activity: Data) -> Binding:
    return int(id_of(activity.get("OWNER_TYPE_ID")) or 0), id_of(activity.get("OWNER_ID"))


def words_of(activity: Data) -> str:
    is_html = text_of(activity.get("DESCRIPTION_TYPE")) == HTML
    parts = plain_text(activity.get("SUBJECT")), plain_text(activity.get("DESCRIPTION"), is_html=is_html)
    return "\n".join(dict.fromkeys(filter(None, parts)))


def message_row(activity: Data, deal_id: str) -> Row:
    """Of an activity that `is_message`."""
    from_client = text_of(activity.get("DIRECTION")) == INCOMING
    author = id_of(activity.get("AUTHOR_ID")) or id_of(activity.get("RESPONSIBLE_ID"))
    return {
        "message_id": f"A{activity['ID']}",
        "deal_id": deal_id,
        "at": moment(activity.get("START_TIME")) or moment(activity.get("CREATED")),
        "channel": "email" if text_of(activity.get("TYPE_ID")) == EMAIL else "sms",
        "author": CLIENT_AUTHOR if from_client else author or ROBOT,
        "text": words_of(activity),
    }


def activity_task_row(activity: Data, deal_id: str) -> Row:
    """completed_at: when it was last changed, since that is what completing it does, and the API says no more."""
    done = text_of(activity.get("COMPLETED")) == "Y"
    return {
        "task_id": f"A{activity['ID']}",
        "deal_id": deal_id,
        "type": task_type(activity),
        "text": words_of(activity),
        "created_at": moment(activity.get("CREATED")),
        "due_at": moment(activity.get("DEADLINE")),
        "completed_at": moment(activity.get("LAST_UPDATED")) if done else "",
        "assignee_id": id_of(activity.get("RESPONSIBLE_ID")),
    }


def task_rows(task: Data, index: DealIndex) -> Iterator[Row]:
    """One row for each deal that a task of the tasks module is bound to."""
    deal_ids = index.rows_bound(_task_bindings(task.get("ufCrmTask")))
    done = text_of(task.get("status")) == COMPLETED_TASK
    for place, deal_id in enumerate(deal_ids):
        yield {
            "task_id": f"T{task['id']}" + (f"-{deal_id}" if place else ""),
            "deal_id": deal_id,
            "type": "task",
            "text": "\n".join(filter(None, (plain_text(task.get("title")), plain_text(task.get("description"))))),
            "created_at": moment(task.get("createdDate")),
            "due_at": moment(task.get("deadline")),
            "completed_at": moment(task.get("closedDate")) if done else "",
            "assignee_id": id_of(task.get("responsibleId")),
        }


def _task_bindings(value: Any) -> list[Binding]:
    """From «["D_17", "C_3"]»; false where there are none."""
    found = [_BOUND.fullmatch(text_of(one)) for one in value] if isinstance(value, list) else []
    return [(DEAL if one[1] == "D" else LEAD, one[2]) for one in found if one]


def comment_row(comment: Data, deal_id: str) -> Row:
    """Of a comment in the timeline of a deal or lead."""
    return {
        "message_id": f"C{comment['ID']}",
        "deal_id": deal_id,
        "at": moment(comment.get("CREATED")),
        "channel": "note",
        "author": id_of(comment.get("AUTHOR_ID")) or ROBOT,
        "text": plain_text(comment.get("COMMENT")),
    }


def dialogue_rows(dialogue: Data, deal_id: str) -> Iterator[Row]:
    """What was written in a chat of an open line (WhatsApp, Telegram, the site). Its robots' words are left out."""
    users = _table(dialogue.get("users"))
    channel = _channel(dialogue)
    for message in sorted(_table(dialogue.get("message")).values(), key=lambda one: int(id_of(one.get("id")) or 0)):
        sender = id_of(message.get("senderid"))
        user = users.get(sender, {})
        words = plain_text(message.get("text"))
        if not sender or user.get("bot") or not words:
            continue
        yield {
            "message_id": f"M{message['id']}",
            "deal_id": deal_id,
            "at": moment(message.get("date")),
            "channel": channel,
            "author": CLIENT_AUTHOR if user.get("connector") else sender,
            "text": words,
        }


def _channel(dialogue: Data) -> str:
    """The connector's name, which stands first in the chat's entityId: "whatsappbytwilio|22|1761|587"."""
    chats = _table(dialogue.get("chat"))
    entity = next((text_of(chat.get("entityId")) for chat in chats.values()), "")
    connector = entity.partition("|")[0].casefold()
    known = ("whatsapp", "telegram", "viber", "vk", "avito", "instagram", "facebook")
    return next((name for name in known if name in connector), connector or "chat")


def _table(value: Any) -> dict[str, Data]:
    if isinstance(value, list):  # PHP writes an empty table so
        return {id_of(one.get("id")): one for one in value if isinstance(one, dict)}
    return value if isinstance(value, dict) else {}
