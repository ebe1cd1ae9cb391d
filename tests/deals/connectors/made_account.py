"""A made-up amoCRM account: some hundred deals of two sales pipelines, as the API would give them."""

from __future__ import annotations

import io
import random
import wave
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

START = 1_767_250_800  # 2026-01-01 10:00 in Moscow
DAY = 86_400
PIPELINES, WON, LOST = (4100, 4200), 142, 143
STAGES = {4100: (101, 102), 4200: (201, 202)}
USERS = (11, 12, 13)
DISMISSED = 99  # owns deals, and is on no list any more

Thing = dict[str, Any]


@dataclass
class MadeAccount:
    """Lists by their path after /api/v4/, and recordings by their path on the server."""

    lists: dict[str, list[Thing]] = field(default_factory=dict)
    recordings: dict[str, bytes] = field(default_factory=dict)

    def find(self, path: str, thing_id: int) -> Thing:
        return next(one for one in self.lists[path] if one["id"] == thing_id)

    def change_lead(self, lead_id: int, at: int, **values: Any) -> None:
        self.find("leads", lead_id).update(values, updated_at=at)

    def delete(self, path: str, thing_id: int) -> None:
        self.lists[path].remove(self.find(path, thing_id))


def sound(seed: int) -> bytes:
    """A short WAV, another one for each seed."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(random.Random(seed).randbytes(4000))
    return file.getvalue()


def made_account(deals: int, recording_host: str = "", recorded: int = 12) -> MadeAccount:
    """recording_host: `http://127.0.0.1:port`, or "" for calls without recordings. recorded: how many calls are."""
    account = MadeAccount({"users": _users(), "leads/pipelines": _pipelines(), "leads/loss_reasons": _reasons()})
    for path in ("leads", "contacts", "companies", "tasks", "events"):
        account.lists[path] = []
    for owner in ("leads", "contacts", "companies"):
        account.lists[f"{owner}/notes"] = []
    for number in range(deals):
        _add_deal(account, number, recording_host if number < recorded else "")
    return account


def _users() -> list[Thing]:
    roles = ("Менеджер", "Руководитель отдела продаж", "Администратор")
    return [
        {"id": user, "name": f"Сотрудник {user}", "email": "", "_embedded": {"roles": [{"id": 1, "name": role}]}}
        for user, role in zip(USERS, roles, strict=True)
    ]


def _pipelines() -> list[Thing]:
    return [
        {
            "id": pipeline,
            "name": f"Воронка {pipeline}",
            "_embedded": {
                "statuses": [
                    {"id": STAGES[pipeline][0], "name": "Новая"},
                    {"id": STAGES[pipeline][1], "name": "Расчёт"},
                    {"id": WON, "name": "Успешно реализовано"},
                    {"id": LOST, "name": "Закрыто и не реализовано" if pipeline == 4100 else "Отказ"},
                ]
            },
        }
        for pipeline in PIPELINES
    ]


def _reasons() -> list[Thing]:
    return [{"id": 7, "name": "Дорого"}]


def _add_deal(account: MadeAccount, number: int, recording_host: str) -> None:
    lead_id, contact_id, company_id = 10_000 + number, 20_000 + number, 30_000 + number // 10
    made_at = START + number * 3600
    pipeline = PIPELINES[number % 2]
    status = (STAGES[pipeline][1], WON, LOST)[number % 3]
    owner = (*USERS[:2], DISMISSED)[number % 3]
    closed_at = made_at + 5 * DAY if status in (WON, LOST) else None
    account.lists["leads"].append(
        {
            "id": lead_id,
            "name": f"Сделка {number}",
            "price": 1000 * (number % 50),
            "responsible_user_id": owner,
            "status_id": status,
            "pipeline_id": pipeline,
            "loss_reason_id": 7 if status == LOST else None,
            "created_by": USERS[0],
            "created_at": made_at,
            "updated_at": made_at + 6 * DAY,
            "closed_at": closed_at,
            "is_deleted": False,
            "_embedded": {
                "loss_reason": [{"id": 7, "name": "Дорого"}] if status == LOST else [],
                "contacts": [{"id": contact_id, "is_main": True}],
                "companies": [{"id": company_id}],
            },
        }
    )
    account.lists["contacts"].append(_contact(contact_id, company_id, number, made_at))
    if number % 10 == 0:
        account.lists["companies"].append({"id": company_id, "name": f"ООО {company_id}", "updated_at": made_at})
    _add_history(account, lead_id, pipeline, status, made_at, owner)
    _add_notes(account, number, lead_id, contact_id, made_at, recording_host)


def _contact(contact_id: int, company_id: int, number: int, made_at: int) -> Thing:
    return {
        "id": contact_id,
        "name": f"Клиент {number}",
        "updated_at": made_at,
        "custom_fields_values": [
            {
                "field_code": "PHONE",
                "values": [{"value": f"+7910{number:07}"}, {"value": f"8 (495) {number % 900 + 100}-00-00"}],
            },
            {"field_code": "EMAIL", "values": [{"value": f"c{number}@example.test"}]},
        ],
        "_embedded": {"companies": [{"id": company_id}]},
    }


def _add_history(account: MadeAccount, lead_id: int, pipeline: int, status: int, made_at: int, owner: int) -> None:
    path = [STAGES[pipeline][0], STAGES[pipeline][1], *([status] if status in (WON, LOST) else [])]
    for step, (before, after) in enumerate(pairwise(path), start=1):
        values = [[{"lead_status": {"id": one, "pipeline_id": pipeline}}] for one in (before, after)]
        _add_event(account, "lead_status_changed", "lead", lead_id, made_at + step * DAY, *values)
    if owner == DISMISSED:
        values = [[{"responsible_user": {"id": one}}] for one in (USERS[0], owner)]
        _add_event(account, "entity_responsible_changed", "lead", lead_id, made_at + DAY, *values)
    task_id = 40_000 + lead_id
    account.lists["tasks"].append(
        {
            "id": task_id,
            "created_at": made_at,
            "updated_at": made_at + 3 * DAY,
            "responsible_user_id": owner,
            "entity_id": lead_id,
            "entity_type": "leads",
            "is_completed": lead_id % 2 == 0,
            "task_type_id": 1,
            "text": "Перезвонить",
            "complete_till": made_at + DAY,
            "result": {"text": "Не ответил"} if lead_id % 2 == 0 else [],
        }
    )
    if lead_id % 4 == 0:
        _add_event(account, "task_completed", "task", task_id, made_at + 2 * DAY, [], [])


def _add_event(
    account: MadeAccount, kind: str, entity: str, entity_id: int, at: int, before: list[Thing], after: list[Thing]
) -> None:
    account.lists["events"].append(
        {
            "id": f"01event{len(account.lists['events']):08}",
            "type": kind,
            "entity_id": entity_id,
            "entity_type": entity,
            "created_by": USERS[0],
            "created_at": at,
            "value_before": before,
            "value_after": after,
        }
    )


def _add_notes(
    account: MadeAccount, number: int, lead_id: int, contact_id: int, made_at: int, recording_host: str
) -> None:
    note_id = 50_000 + 10 * number
    link = ""
    if recording_host:
        account.recordings[f"/sound/{number}"] = sound(number)
        link = f"{recording_host}/sound/{number}?key=SECRETLINKKEY{number}"
    call = {
        "uniq": f"u{number}",
        "duration": 60 + number,
        "phone": f"+7910{number:07}",
        "link": link,
        "call_status": 4,
        "call_responsible": USERS[0],
    }
    add_note(account, "contacts", note_id, contact_id, "call_out", made_at + 600, call)
    if number % 5 == 0:  # the same call, noted at the deal as well
        add_note(account, "leads", note_id + 1, lead_id, "call_out", made_at + 600, {**call, "link": ""})
    add_note(account, "leads", note_id + 2, lead_id, "common", made_at + 700, {"text": f"Просил скидку {number}"})
    mail = {"income": True, "subject": "Расчёт", "content_summary": "Жду цену"}
    add_note(account, "contacts", note_id + 3, contact_id, "amomail_message", made_at + 800, mail)
    if number % 7 == 0:
        value = [{"message": {"id": f"m{number}", "origin": "telegram"}}]
        _add_event(account, "incoming_chat_message", "lead", lead_id, made_at + 900, [], value)


def add_note(account: MadeAccount, owner: str, note_id: int, entity_id: int, kind: str, at: int, params: Thing) -> None:
    account.lists[f"{owner}/notes"].append(
        {
            "id": note_id,
            "entity_id": entity_id,
            "created_by": USERS[0],
            "responsible_user_id": USERS[0],
            "created_at": at,
            "updated_at": at,
            "note_type": kind,
            "params": params,
        }
    )
