"""A made-up company's Bitrix24, as rows of its tables: no name, number or text in it is anybody's.

Deals, leads and what hangs on them come in every kind that the connector tells apart; DEALS of them fill several
pages of 50.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

ZONE = timezone(timedelta(hours=3))
START = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
LEAD, DEAL, CONTACT, COMPANY = 1, 2, 3, 4
MOST_OF_A_KIND = 70  # e-mails, and calls with a recording: more than a page
REASON = "UF_CRM_1700000001"
SOUND = b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00@\x1f\x00\x00\x80>\x00\x00\x02\x00\x10\x00data"
Row = dict[str, Any]


def moment(days: float) -> str:
    return (START + timedelta(days=days)).isoformat(timespec="seconds")


@dataclass
class Portal:
    """What the server answers from; tests change it to play what happened between two fetches."""

    users: list[Row] = field(default_factory=list)
    departments: list[Row] = field(default_factory=list)
    categories: list[Row] = field(default_factory=list)
    statuses: list[Row] = field(default_factory=list)
    currencies: list[Row] = field(default_factory=list)
    fields: dict[int, dict[str, Row]] = field(default_factory=dict)
    items: dict[int, list[Row]] = field(default_factory=lambda: {LEAD: [], DEAL: [], CONTACT: [], COMPANY: []})
    history: dict[int, list[Row]] = field(default_factory=lambda: {LEAD: [], DEAL: []})
    activities: list[Row] = field(default_factory=list)
    bindings: dict[str, list[tuple[int, int]]] = field(default_factory=dict)  # by activity
    comments: list[Row] = field(default_factory=list)
    tasks: list[Row] = field(default_factory=list)
    calls: list[Row] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)  # by Disk id
    dialogues: dict[str, Row] = field(default_factory=dict)  # by session id

    def item(self, kind: int, item_id: int) -> Row:
        return next(row for row in self.items[kind] if row["id"] == item_id)


def made_portal(deals: int = 120) -> Portal:
    portal = Portal()
    _add_company_frame(portal)
    _add_clients(portal)
    for number in range(deals):
        _add_deal(portal, number)
    _add_special_deals(portal)
    _add_leads(portal)
    _add_activities(portal, min(deals, MOST_OF_A_KIND))
    _add_calls(portal, min(deals, MOST_OF_A_KIND))
    _add_tasks_and_comments(portal)
    return portal


def _user(user_id: int, name: str, last_name: str, position: str, department: int, **more: Any) -> Row:
    return {
        "ID": str(user_id),
        "ACTIVE": True,
        "NAME": name,
        "LAST_NAME": last_name,
        "SECOND_NAME": "",
        "WORK_POSITION": position,
        "UF_DEPARTMENT": [department],
        "UF_PHONE_INNER": more.get("inner", ""),
        "UF_EMPLOYMENT_DATE": more.get("hired", ""),
        "USER_TYPE": "employee",
    }


def _status(entity: str, status: str, name: str, semantics: str | None = None, system: str = "N") -> Row:
    return {"ENTITY_ID": entity, "STATUS_ID": status, "NAME": name, "SEMANTICS": semantics, "SYSTEM": system}


def _add_company_frame(portal: Portal) -> None:
    portal.users = [
        _user(1, "Вера", "Лиднева", "Директор", 1),
        _user(5, "Ольга", "Крутова", "Руководитель отдела продаж", 7, inner="100", hired="2020-02-03T00:00:00+03:00"),
        _user(8, "Пётр", "Самсонов", "Менеджер", 7, inner="101"),
        _user(12, "Анна", "Белова", "", 7, inner="102"),
        _user(15, "Иван", "Счётов", "Бухгалтер", 9),
    ]
    portal.departments = [
        {"ID": "1", "NAME": "Компания", "SORT": 500, "UF_HEAD": "1"},
        {"ID": "7", "NAME": "Отдел продаж", "SORT": 500, "PARENT": "1", "UF_HEAD": "5"},
        {"ID": "9", "NAME": "Бухгалтерия", "SORT": 500, "PARENT": "1"},
    ]
    portal.categories = [
        {"id": 0, "name": "Общая", "sort": 300, "entityTypeId": 2, "isDefault": "Y"},
        {"id": 3, "name": "Сервис", "sort": 200, "entityTypeId": 2, "isDefault": "N"},
    ]
    for entity, prefix in (("DEAL_STAGE", ""), ("DEAL_STAGE_3", "C3:")):
        portal.statuses += [
            _status(entity, prefix + "NEW", "Новая", None, "Y"),
            _status(entity, prefix + "EXECUTING", "В работе"),
            _status(entity, prefix + "WON", "Сделка успешна", "S", "Y"),
            _status(entity, prefix + "LOSE", "Сделка провалена", "F", "Y"),
            _status(entity, prefix + "APOLOGY", "Выбрали другого", "F"),
        ]
    portal.statuses += [
        _status("STATUS", "NEW", "Не обработан", None, "Y"),
        _status("STATUS", "IN_PROCESS", "В работе"),
        _status("STATUS", "CONVERTED", "Качественный лид", "S", "Y"),
        _status("STATUS", "JUNK", "Некачественный лид", "F", "Y"),
        _status("STATUS", "1", "Не дозвонились", "F"),
        _status("SOURCE", "CALL", "Звонок", None, "Y"),
        _status("SOURCE", "WEB", "Веб-сайт", None, "Y"),
    ]
    for number, status in enumerate(portal.statuses):
        status["ID"] = str(101 + 2 * number)
    portal.currencies = [{"CURRENCY": "RUB", "BASE": "Y"}, {"CURRENCY": "USD", "BASE": "N"}]
    _add_fields(portal)


def _add_fields(portal: Portal) -> None:
    plain = {kind: {"type": "string", "title": kind} for kind in ("id", "title")}
    reason = {
        "type": "enumeration",
        "title": "Причина отказа",
        "isMultiple": False,
        "isDynamic": True,
        "items": [{"ID": "45", "VALUE": "Дорого"}, {"ID": "47", "VALUE": "Нет в наличии"}],
    }
    other = {"type": "string", "title": "Город доставки", "isMultiple": False, "isDynamic": True}
    portal.fields = {LEAD: dict(plain), DEAL: {**plain, REASON: reason, "UF_CRM_1700000002": other}}


def _phones(*numbers: str) -> list[Row]:
    found = [
        {"id": 900 + place, "typeId": "PHONE", "valueType": "WORK", "value": number}
        for place, number in enumerate(numbers)
    ]
    return [*found, {"id": 990, "typeId": "EMAIL", "valueType": "WORK", "value": "post@example.org"}]


def _client(kind: int, item_id: int, **more: Any) -> Row:
    return {
        "id": item_id,
        "createdTime": moment(-30),
        "updatedTime": moment(-30),
        "entityTypeId": kind,
        "name": None,
        "lastName": None,
        "secondName": None,
        "companyId": 0,
        "companyIds": [],
        "fm": [],
        **more,
    }


def _add_clients(portal: Portal) -> None:
    for number in range(1, 61):
        more: Row = {"name": f"Имя{number}", "lastName": f"Фамилия{number}", "fm": _phones(f"8 (912) 500-{number:04}")}
        if number % 4 == 0:
            more |= {"companyId": number // 4, "companyIds": [number // 4]}
        portal.items[CONTACT].append(_client(CONTACT, number, **more))
    for number in range(1, 16):
        company = _client(COMPANY, number, title=f"ООО «Вымысел-{number}»", fm=_phones(f"+7 495 700-{number:04}"))
        portal.items[COMPANY].append(company)


def _add_deal(portal: Portal, number: int) -> None:
    category = 3 if number % 3 == 0 else 0
    ending = ("NEW", "EXECUTING", "WON", "LOSE", "APOLOGY")[number % 5]
    deal = _deal(100 + 2 * number, number / 2, category, ending)
    deal |= {
        "title": f"Сделка {number}",
        "contactId": 1 + number % 60,
        "contactIds": [1 + number % 60],
        "companyId": (1 + number % 60) // 4 if (1 + number % 60) % 4 == 0 else 0,
        "assignedById": 8 if number % 2 else 12,
    }
    if ending == "LOSE":
        deal[REASON] = 45 if number % 2 else 47
    portal.items[DEAL].append(deal)
    steps = [("NEW", 0.0), ("EXECUTING", 1.0), (ending, 5.0)]
    if ending in ("NEW", "EXECUTING"):
        steps = steps[: 1 if ending == "NEW" else 2]
    _add_history(portal, DEAL, deal, steps)


def _deal(deal_id: int, created_day: float, category: int, ending: str) -> Row:
    prefix = f"C{category}:" if category else ""
    semantics = {"WON": "S", "LOSE": "F", "APOLOGY": "F"}.get(ending, "P")
    return {
        "id": deal_id,
        "title": f"Сделка #{deal_id}",
        "createdTime": moment(created_day),
        "updatedTime": moment(created_day + 5),
        "lastActivityTime": moment(created_day + 5),
        "movedTime": moment(created_day + (5 if semantics != "P" else 1)),
        "movedBy": 8,
        "createdBy": 8,
        "assignedById": 8,
        "categoryId": category,
        "stageId": prefix + ending,
        "stageSemanticId": semantics,
        # what the user can write over: here the end of the month, not the day of the loss
        "closedate": moment(created_day + 25),
        "closed": "N" if semantics == "P" else "Y",
        "opportunity": 10000.5 + deal_id,
        "currencyId": "RUB",
        "contactId": 0,
        "contactIds": [],
        "companyId": 0,
        "leadId": 0,
        "sourceId": "CALL",
        REASON: "",
        "UF_CRM_1700000002": "Тверь",
    }


def _add_history(portal: Portal, kind: int, item: Row, steps: list[tuple[str, float]]) -> None:
    """Moments are days after the item's creation; the portal states them in UTC, as the documentation shows."""
    known = {status["STATUS_ID"]: status["SEMANTICS"] or "P" for status in portal.statuses}
    prefix = item["stageId"].rpartition(":")[0] if ":" in item["stageId"] else ""
    names = ("STAGE_ID", "STAGE_SEMANTIC_ID") if kind == DEAL else ("STATUS_ID", "STATUS_SEMANTIC_ID")
    for place, (step, days) in enumerate(steps):
        stage = f"{prefix}:{step}" if prefix else step
        at = datetime.fromisoformat(item["createdTime"]) + timedelta(days=days)
        semantics = known[stage]
        row = {
            "ID": 5000 + sum(map(len, portal.history.values())),
            "TYPE_ID": 1 if place == 0 else 3 if semantics != "P" else 2,
            "OWNER_ID": item["id"],
            "CREATED_TIME": at.astimezone(UTC).isoformat(timespec="seconds"),
            names[0]: stage,
            names[1]: semantics,
        }
        if kind == DEAL:
            row["CATEGORY_ID"] = item["categoryId"]
        portal.history[kind].append(row)


def _add_special_deals(portal: Portal) -> None:
    """1001 lost, won back and lost again through two losing stages; 1002 without any history; 1003 in dollars of a
    company without a contact; 1004 of a client who has two; 1005 without a client."""
    again = _deal(1001, 10, 0, "APOLOGY") | {"movedTime": moment(22), "contactId": 1, "contactIds": [1]}
    _add_history(portal, DEAL, again, [("NEW", 0), ("LOSE", 2), ("EXECUTING", 4), ("LOSE", 9), ("APOLOGY", 12)])
    silent = _deal(1002, 11, 0, "LOSE") | {"contactId": 2, "contactIds": [2]}
    dollars = _deal(1003, 12, 0, "WON") | {"companyId": 5, "currencyId": "USD", "opportunity": 2500}
    _add_history(portal, DEAL, dollars, [("NEW", 0), ("WON", 3)])
    two = _deal(1004, 13, 0, "NEW") | {"contactId": 3, "contactIds": [3, 4]}
    _add_history(portal, DEAL, two, [("NEW", 0)])
    nobody = _deal(1005, 14, 0, "NEW") | {"leadId": 33}
    _add_history(portal, DEAL, nobody, [("NEW", 0)])
    portal.items[DEAL] += [again, silent, dollars, two, nobody]


def _lead(lead_id: int, status: str, semantics: str, **more: Any) -> Row:
    return {
        **_deal(lead_id, 3, 0, "NEW"),
        "entityTypeId": LEAD,
        "stageId": status,
        "stageSemanticId": semantics,
        "name": "Гость",
        "lastName": f"Лидов{lead_id}",
        "secondName": None,
        "companyTitle": None,
        "dateClosed": moment(7) if semantics != "P" else None,
        "fm": _phones(f"8-922-100-{lead_id:04}"),
        **more,
    }


def _add_leads(portal: Portal) -> None:
    """31 open, 32 junk, 33 became deal 1005, 34 became a contact only, 35 lost after trying, of a known contact."""
    leads = [
        (_lead(31, "IN_PROCESS", "P"), [("NEW", 0.0), ("IN_PROCESS", 1.0)]),
        (_lead(32, "JUNK", "F"), [("NEW", 0.0), ("JUNK", 2.0)]),
        (_lead(33, "CONVERTED", "S"), [("NEW", 0.0), ("CONVERTED", 2.0)]),
        (_lead(34, "CONVERTED", "S"), [("NEW", 0.0), ("CONVERTED", 2.0)]),
        (_lead(35, "1", "F", contactId=9, contactIds=[9], fm=[]), [("NEW", 0.0), ("1", 4.0)]),
    ]
    for lead, steps in leads:
        portal.items[LEAD].append(lead)
        _add_history(portal, LEAD, lead, steps)


def _activity(activity_id: int, kind: str, provider: str, day: float, **more: Any) -> Row:
    return {
        "ID": str(activity_id),
        "TYPE_ID": kind,
        "PROVIDER_ID": provider,
        "PROVIDER_TYPE_ID": "",
        "ASSOCIATED_ENTITY_ID": "0",
        "SUBJECT": "",
        "DESCRIPTION": "",
        "DESCRIPTION_TYPE": "1",
        "CREATED": moment(day),
        "LAST_UPDATED": moment(day),
        "START_TIME": moment(day),
        "END_TIME": moment(day),
        "DEADLINE": moment(day),
        "COMPLETED": "Y",
        "DIRECTION": "0",
        "AUTHOR_ID": "8",
        "RESPONSIBLE_ID": "8",
        "ORIGIN_ID": None,
        "COMMUNICATIONS": [],
        "FILES": [],
        **more,
    }


def _bind(portal: Portal, activity: Row, *owners: tuple[int, int]) -> None:
    activity["OWNER_TYPE_ID"], activity["OWNER_ID"] = map(str, owners[0])
    portal.activities.append(activity)
    portal.bindings[activity["ID"]] = list(owners)


def _add_activities(portal: Portal, mails: int) -> None:
    """One of each kind on deal 100, and enough e-mails on the others for a second page."""
    mail = {"SUBJECT": "Счёт", "DESCRIPTION": "<p>Добрый день!<br>Счёт &laquo;во&nbsp;вложении&raquo;</p>"}
    _bind(portal, _activity(2001, "4", "CRM_EMAIL", 1, DIRECTION="2", DESCRIPTION_TYPE="3", **mail), (DEAL, 100))
    _bind(portal, _activity(2003, "4", "CRM_EMAIL", 2, DIRECTION="1", SUBJECT="Re: Счёт"), (DEAL, 100), (CONTACT, 1))
    todo = {"COMPLETED": "N", "DESCRIPTION": "Уточнить адрес", "DEADLINE": moment(9), "END_TIME": moment(9)}
    _bind(portal, _activity(2005, "6", "CRM_TODO", 3, **todo), (DEAL, 100))
    meeting = {"SUBJECT": "Замер", "LAST_UPDATED": moment(6), "DEADLINE": moment(5)}
    _bind(portal, _activity(2007, "1", "CRM_MEETING", 4, **meeting), (DEAL, 100))
    sms = {"DIRECTION": "2", "DESCRIPTION": "Заказ готов"}
    _bind(portal, _activity(2009, "6", "CRM_SMS", 5, **sms), (CONTACT, 1), (DEAL, 100))
    by_hand = {"SUBJECT": "Звонил, не взяли", "DIRECTION": "2", "DEADLINE": "9999-12-31T00:00:00+03:00"}
    _bind(portal, _activity(2011, "2", "VOXIMPLANT_CALL", 5.5, **by_hand), (DEAL, 100))
    task = {"SUBJECT": "Подготовить КП", "ASSOCIATED_ENTITY_ID": "301"}
    _bind(portal, _activity(2013, "6", "CRM_TASKS_TASK", 6, **task), (DEAL, 102))
    _bind(portal, _activity(2015, "6", "IMOPENLINES_SESSION", 6, ASSOCIATED_ENTITY_ID="321"), (DEAL, 100))
    _bind(portal, _activity(2017, "6", "CRM_WEBFORM", 6, SUBJECT="Заявка с сайта"), (DEAL, 100))
    _bind(portal, _activity(2019, "4", "CRM_EMAIL", 3.5, DIRECTION="1", SUBJECT="Из лида"), (LEAD, 33))
    _bind(portal, _activity(2021, "4", "CRM_EMAIL", 3.5, DIRECTION="1", SUBJECT="Без сделки"), (CONTACT, 7))
    for number in range(mails):
        mail = {"DIRECTION": "1", "SUBJECT": f"Письмо {number}"}
        _bind(portal, _activity(2100 + number, "4", "CRM_EMAIL", number / 3, **mail), (DEAL, 100 + 2 * number))
    portal.dialogues["321"] = _dialogue()


def _dialogue() -> Row:
    def said(message_id: int, sender: int, day: float, text: str) -> Row:
        return {"id": str(message_id), "senderid": str(sender), "date": moment(day), "text": text}

    messages = [
        said(71, 0, 6, "[b]Создан новый лид[/b]"),
        said(72, 640, 6.1, "Здравствуйте, [B]есть[/B] в наличии?"),
        said(73, 12, 6.2, "Да, сорок штук"),
    ]
    users = {
        "640": {"id": "640", "name": "Гость", "connector": True, "bot": False},
        "12": {"id": "12", "name": "Анна Белова", "connector": False, "bot": False},
    }
    return {
        "sessionId": 321,
        "chatId": 1763,
        "message": {message["id"]: message for message in messages},
        "users": users,
        "chat": {"1763": {"id": "1763", "entityId": "whatsappbyexample|22|1761|587"}},
    }


def _call(portal: Portal, number: int, kind: str, code: str, *owners: tuple[int, int], **more: Any) -> None:
    call_id = more.pop("call_id", f"externalCall.{number:08x}.177{number:07}")
    activity = _activity(3000 + number, "2", "VOXIMPLANT_CALL", number / 4, ORIGIN_ID=f"VI_{call_id}")
    activity |= {"COMMUNICATIONS": [{"TYPE": "PHONE", "VALUE": f"8912500{number:04}"}], "DIRECTION": "1"}
    if owners:
        _bind(portal, activity, *owners)
    portal.calls.append(
        {
            "ID": str(7000 + number),
            "PORTAL_USER_ID": "8",
            "PORTAL_NUMBER": "reg1",
            "PHONE_NUMBER": f"+7912500{number:04}",
            "CALL_ID": call_id,
            "CALL_DURATION": "95" if code == "200" else "0",
            "CALL_START_DATE": moment(number / 4),
            "CALL_RECORD_URL": "",
            "CALL_FAILED_CODE": code,
            "CRM_ENTITY_TYPE": "CONTACT",
            "CRM_ENTITY_ID": "1",
            "CRM_ACTIVITY_ID": activity["ID"] if owners else None,
            "RECORD_FILE_ID": None,
            "CALL_TYPE": kind,
            **more,
        }
    )


def _add_calls(portal: Portal, more: int) -> None:
    """Recordings on Disk, behind a link, behind a link that has expired, and nowhere."""
    _call(portal, 1, "2", "200", (DEAL, 100), (CONTACT, 1), RECORD_FILE_ID=9001)
    _call(portal, 2, "1", "304", (DEAL, 100), (DEAL, 102), (CONTACT, 1))
    _call(portal, 3, "3", "200", (CONTACT, 4), CALL_RECORD_URL="{base}/records/3.mp3?sign=linksecret3")
    _call(portal, 4, "4", "200", (DEAL, 104), CALL_RECORD_URL="{base}/expired/4.mp3", RECORD_FILE_ID=9004)
    _call(portal, 5, "5", "200", (DEAL, 104))
    _call(portal, 6, "1", "603-S")
    _call(portal, 7, "1", "200", (LEAD, 33), (CONTACT, 1), CALL_RECORD_URL="{base}/expired/7.mp3")
    _call(portal, 8, "2", "200", (LEAD, 31), RECORD_FILE_ID=9008)
    for number in range(10, 10 + more):
        _call(portal, number, "1", "200", (DEAL, 100 + 2 * (number - 10)), RECORD_FILE_ID=9000 + number)
    for number in (1, 4, 8, *range(10, 10 + more)):
        portal.files[str(9000 + number)] = SOUND + str(number).encode() * 50


def _add_tasks_and_comments(portal: Portal) -> None:
    def task(task_id: int, bound: list[str] | bool, **more: Any) -> Row:
        row = {
            "id": str(task_id),
            "title": f"Задача {task_id}",
            "description": "[B]Позвонить[/B] клиенту",
            "status": "2",
            "createdBy": "5",
            "responsibleId": "8",
            "createdDate": moment(6),
            "changedDate": moment(6),
            "closedDate": None,
            "deadline": moment(8),
            "ufCrmTask": bound,
        }
        return row | more

    portal.tasks = [
        task(301, ["D_102", "C_2"], status="5", closedDate=moment(7)),
        task(302, ["D_104", "D_106"]),
        task(303, False),
        task(304, ["L_31"]),
        task(305, ["C_8"]),
    ]
    for number in range(60):
        portal.comments.append(_comment(800 + number, "deal", 100, f"Заметка {number}", number / 10))
    portal.comments.append(_comment(900, "deal", 102, "[B]Важно[/B]: ждёт звонка", 2))
    portal.comments.append(_comment(901, "lead", 31, "Лид просил прайс", 4))
    portal.comments.append(_comment(902, "lead", 33, "До сделки", 4))
    portal.comments.append(_comment(903, "contact", 1, "О контакте", 4))


def _comment(comment_id: int, entity: str, entity_id: int, text: str, day: float) -> Row:
    return {
        "ID": str(comment_id),
        "ENTITY_ID": str(entity_id),
        "ENTITY_TYPE": entity,
        "CREATED": moment(day),
        "COMMENT": text,
        "AUTHOR_ID": "12",
    }
