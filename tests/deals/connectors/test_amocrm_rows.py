"""Rules by which single things of the API become rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deals.connectors.amocrm.address import account_url
from deals.connectors.amocrm.deal_index import deal_index
from deals.connectors.amocrm.deal_rows import deal_row, person_row, unlisted_people
from deals.connectors.amocrm.history_rows import stage_rows
from deals.connectors.amocrm.lists import overlapping_page
from deals.connectors.amocrm.note_rows import Note, call_row, joined_calls, message_row
from deals.connectors.amocrm.task_rows import task_row
from deals.connectors.faults import FetchFailed
from deals.connectors.recordings import recording_stem

T0 = 1_767_250_800
HOUR, DAY = 3600, 86_400
USERS = {"11": "Анна Ким", "12": "Олег Рев", "13": "Олег Рев"}


def lead(lead_id: int, made: int = T0, closed: int | None = None, **more: Any) -> dict[str, Any]:
    status = 143 if closed else 1
    contacts = {"contacts": [{"id": 5, "is_main": True}], "companies": [{"id": 6}]}
    return {"id": lead_id, "created_at": made, "closed_at": closed, "status_id": status, "_embedded": contacts, **more}


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize(
    ("leads", "moment", "deal"),
    [
        ([lead(1)], T0 + DAY, "1"),
        ([lead(1)], T0 - HOUR, "1"),  # the chat that made the deal
        ([lead(1)], T0 - 2 * DAY, None),
        ([lead(1, closed=T0 + DAY)], T0 + 30 * DAY, "1"),  # the only deal there is
        ([lead(1), lead(2)], T0 + DAY, None),  # both open
        ([lead(1, closed=T0 + DAY), lead(2, T0 + 2 * DAY)], T0 + HOUR, "1"),
        ([lead(1, closed=T0 + DAY), lead(2, T0 + 9 * DAY)], T0 + 10 * DAY, "2"),
        ([lead(1, closed=T0 + DAY), lead(2, T0 + 9 * DAY)], T0 + 4 * DAY, None),  # between the two
        ([], T0, None),
    ],
)
@pytest.mark.parametrize(("kind", "entity"), [("contacts", "5"), ("companies", "6"), ("contact", "5")])
def test_what_hangs_on_a_contact_belongs_to_the_only_deal_it_can(
    leads: list[dict[str, Any]], moment: int, deal: str | None, kind: str, entity: str
) -> None:
    assert deal_index(leads).deal_of(kind, entity, at(moment)) == deal


def call_note(note_id: int, entity: str = "contacts", **params: Any) -> Note:
    data = {
        "id": note_id,
        "entity_id": 5 if entity == "contacts" else 1,
        "note_type": "call_out",
        "created_at": T0,
        "created_by": params.pop("created_by", 11),
        "responsible_user_id": 11,
        "params": {"uniq": "u", "phone": "+7", "duration": 60, **params},
    }
    return Note(entity, data)


def the_call(*notes: Note) -> dict[str, str]:
    (call,) = joined_calls(notes)
    return dict(call_row(call, deal_index([lead(1)]), USERS))


def test_a_call_noted_at_contact_and_deal_is_one_call_of_the_deal() -> None:
    row = the_call(call_note(1), call_note(2, "leads"))
    assert (row["call_id"], row["deal_id"]) == ("1", "1")


def test_a_call_of_a_second_contact_goes_to_the_only_deal_it_can_and_of_the_main_one_to_linking() -> None:
    one = lead(1)
    one["_embedded"]["contacts"] = [{"id": 4, "is_main": True}, {"id": 5, "is_main": False}]
    (call,) = joined_calls([call_note(1)])  # at contact 5
    assert call_row(call, deal_index([one]), USERS)["deal_id"] == "1"
    assert call_row(call, deal_index([one, lead(2)]), USERS)["deal_id"] == ""  # the main contact of another deal
    assert the_call(call_note(1))["deal_id"] == ""


@pytest.mark.parametrize("other", [{"uniq": "v"}, {"uniq": ""}, {"phone": "+8"}, {"duration": 5}])
def test_calls_that_differ_stay_apart(other: dict[str, Any]) -> None:
    assert len(list(joined_calls([call_note(1), call_note(2, **other)]))) == 2


@pytest.mark.parametrize(
    ("params", "talker"),
    [
        ({"call_responsible": 12}, "12"),
        ({"call_responsible": "12"}, "12"),
        ({"call_responsible": "анна ким"}, "11"),
        ({"call_responsible": "Олег Рев"}, "11"),  # two of that name: then whose note it is
        ({"call_responsible": "Кто-то", "created_by": 12}, ""),  # written by another than the owner: not his call
        ({}, "11"),
        ({"created_by": 0}, ""),
    ],
)
def test_who_spoke_is_whom_the_telephony_names_else_the_author_of_his_own_note(
    params: dict[str, Any], talker: str
) -> None:
    assert the_call(call_note(1, **params))["user_id"] == talker


@pytest.mark.parametrize(
    ("status", "duration", "answered"),
    [
        (4, 60, "yes"),
        (4, 0, ""),
        (6, 0, "no"),
        (6, 20, "no"),
        (7, None, "no"),
        (1, 30, ""),
        (None, 30, ""),
        (None, 0, "no"),
    ],
)
def test_answered_is_said_only_where_status_or_length_say_it(
    status: int | None, duration: int | None, answered: str
) -> None:
    assert the_call(call_note(1, call_status=status, duration=duration))["answered"] == answered


@pytest.mark.parametrize(
    ("kind", "params", "channel", "author", "text"),
    [
        ("common", {"text": "Просил скидку"}, "note", "11", "Просил скидку"),
        ("sms_in", {"text": "Да"}, "sms", "client", "Да"),
        ("sms_out", {"text": "Ждём"}, "sms", "11", "Ждём"),
        (
            "amomail_message",
            {"income": True, "subject": "Цена", "content_summary": "Жду"},
            "email",
            "client",
            "Цена\nЖду",
        ),
        ("amomail_message", {"income": False, "subject": "Цена"}, "email", "11", "Цена"),
        ("service_message", {"service": "Бот", "text": "Заявка"}, "service", "0", "Бот: Заявка"),
        ("common", [], "note", "11", ""),
    ],
)
def test_notes_become_messages(kind: str, params: Any, channel: str, author: str, text: str) -> None:
    data = {"id": 9, "entity_id": 1, "note_type": kind, "created_at": T0, "created_by": 11, "params": params}
    row = message_row(Note("leads", data), deal_index([lead(1)]))
    assert row is not None
    assert (row["channel"], row["author"], row["text"]) == (channel, author, text)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Звонок", "call"), ("Связаться", "Связаться"), ("Follow-up", "Follow-up"), ("Встреча", "meeting")],
)
def test_only_a_task_that_is_called_a_call_is_one(name: str, kind: str) -> None:
    task = {"id": 3, "entity_type": "leads", "entity_id": 1, "created_at": T0, "task_type_id": 1, "result": []}
    row = task_row(task, deal_index([lead(1)]), {"1": name}, ())
    assert row is not None
    assert row["type"] == kind


def test_a_task_was_finished_when_its_event_says_so_else_when_it_was_last_changed() -> None:
    task = {
        "id": 3,
        "entity_type": "leads",
        "entity_id": 1,
        "created_at": T0,
        "updated_at": T0 + DAY,
        "is_completed": True,
    }
    event = {"id": "e", "created_at": T0 + HOUR}
    for events, moment in (([event], T0 + HOUR), ([], T0 + DAY)):
        row = task_row(task, deal_index([lead(1)]), {}, events)
        assert row is not None
        assert row["completed_at"] == at(moment).isoformat()
    row = task_row({**task, "is_completed": False}, deal_index([lead(1)]), {}, [event])
    assert row is not None
    assert row["completed_at"] == ""


def test_a_closed_deal_without_events_has_no_made_up_stage_history() -> None:
    assert stage_rows(lead(1, closed=T0 + DAY), [], {}) == []
    assert [row["stage"] for row in stage_rows(lead(1, pipeline_id=8), [], {"8/1": "Новая"})] == ["Новая"]


def test_a_deal_without_contact_belongs_to_its_company_and_no_budget_is_no_amount() -> None:
    only_company = lead(1, price=0, closed=T0 + DAY, pipeline_id=8, loss_reason_id=7)
    only_company["_embedded"] = {"companies": [{"id": 6}], "loss_reason": []}
    row = deal_row(only_company, {"8/143": "Отказ"}, {"7": "Дорого"})
    assert (row["contact_id"], row["amount"], row["lost_reason"], row["stage"]) == ("company-6", "", "Дорого", "Отказ")


def test_a_right_of_the_crm_is_no_position() -> None:
    user = {"id": 1, "name": "Анна", "_embedded": {"roles": [{"name": "Администратор"}], "groups": [{"name": "Юг"}]}}
    assert person_row(user) == {"user_id": "1", "name": "Анна", "team": "Юг"}
    assert [row["user_id"] for row in unlisted_people({"9", "0", "10", "1", ""}, {"1"}, ())] == ["0", "9", "10"]


@given(st.integers(1, 1_000_000))
def test_a_numbered_page_overlaps_what_was_read_and_leads_on(seen: int) -> None:
    limit, number = overlapping_page(seen)
    assert 125 < limit <= 250
    assert (number - 1) * limit < seen < number * limit


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("example.amocrm.ru", "https://example.amocrm.ru"),
        ("https://Example.kommo.com/leads/list/?x=1", "https://example.kommo.com"),
        (" shop-2.amocrm.com ", "https://shop-2.amocrm.com"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
    ],
)
def test_an_address_is_read_in_the_ways_people_write_it(text: str, url: str) -> None:
    assert account_url(text) == url


@pytest.mark.parametrize(
    "text",
    [
        "example",
        "",
        "amocrm.ru",
        "http://example.amocrm.ru",
        "example.amocrm.ru.evil.example",
        "evil.example/a.amocrm.ru",
        "user@evil.example",
        "https://a.b.amocrm.ru",
        "ftp://127.0.0.1",
    ],
)
def test_a_token_goes_to_no_other_host(text: str) -> None:
    with pytest.raises(FetchFailed):
        account_url(text)


@given(st.lists(st.text(min_size=1), min_size=2, max_size=5, unique=True))
def test_recordings_of_different_calls_have_different_plain_names(call_ids: list[str]) -> None:
    stems = [recording_stem(call_id) for call_id in call_ids]
    assert len(set(stems)) == len(stems)
    assert all(stem.isascii() and "/" not in stem and "." not in stem and stem for stem in stems)


def test_margin_before_creation_is_a_day() -> None:
    assert deal_index([lead(1)]).deal_of("contacts", "5", at(T0) - timedelta(days=1)) == "1"
