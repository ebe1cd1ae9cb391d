"""What a portal's data become: each rule on the made-up company of made_portal."""

from __future__ import annotations

from pathlib import Path

import pytest

from deals.archive_reader import read_archive
from deals.connectors.fetch import FetchOutcome
from deals.connectors.recordings import Outcome
from tests.deals.bitrix24.fetching import every_row, fetched, left_out, rows
from tests.deals.bitrix24.portal_server import PortalServer

Whole = tuple[Path, FetchOutcome]


@pytest.fixture
def archive(whole: Whole) -> Path:
    return whole[0]


@pytest.fixture
def deals(archive: Path) -> dict:
    return rows(archive, "deals.csv", "deal_id")


@pytest.fixture
def calls(archive: Path) -> dict:
    found = rows(archive, "calls.csv", "call_id")
    return {int(call_id.split(".")[1], 16): row for call_id, row in found.items()}


def test_the_archive_is_read_without_a_row_set_aside(archive: Path) -> None:
    read = read_archive(archive)
    assert [str(problem) for problem in read.problems if problem.severity == "set_aside"] == []
    assert (len(read.deals), len(read.calls)) == (128, 77)


def test_every_page_of_every_list_is_read(archive: Path, deals: dict) -> None:
    assert {str(100 + 2 * number) for number in range(120)} <= deals.keys()
    assert len(every_row(archive, "stage_history.csv")) == 303
    notes = [row for row in every_row(archive, "messages.csv") if row["channel"] == "note" and row["deal_id"] == "100"]
    assert len(notes) == 60


def test_status_and_stage_come_from_the_stage_s_meaning(deals: dict) -> None:
    assert [deals[deal]["status"] for deal in ("102", "104", "106", "108")] == ["open", "won", "lost", "lost"]
    assert deals["108"]["stage"] == "Выбрали другого"


def test_stages_of_further_pipelines_carry_the_pipeline_s_name(deals: dict) -> None:
    assert deals["100"]["stage"] == "Сервис: Новая"


def test_the_moment_of_loss_comes_from_the_history_and_not_from_closedate(deals: dict) -> None:
    assert deals["106"]["closed_at"] == "2026-03-08T18:00:00+00:00"


def test_a_deal_lost_twice_was_lost_the_second_time_when_it_first_came_to_a_losing_stage(deals: dict) -> None:
    assert deals["1001"]["closed_at"] == "2026-03-21T06:00:00+00:00"


def test_a_lost_deal_without_history_was_lost_when_its_stage_last_changed(deals: dict) -> None:
    assert deals["1002"]["closed_at"] == "2026-03-18T06:00:00+00:00"


def test_open_deals_have_no_closing_date(deals: dict) -> None:
    assert {row["closed_at"] for row in deals.values() if row["status"] == "open"} == {""}


def test_the_loss_reason_is_the_company_s_own_field_else_the_stage(deals: dict) -> None:
    reasons = [deals[deal]["lost_reason"] for deal in ("106", "116", "108")]
    assert reasons == ["Дорого", "Нет в наличии", "Выбрали другого"]
    assert {row["lost_reason"] for row in deals.values() if row["status"] != "lost"} == {""}


def test_an_amount_in_another_currency_says_so_and_one_in_the_portal_s_does_not(deals: dict) -> None:
    assert (deals["1003"]["amount"], deals["102"]["amount"]) == ("2500 USD", "10102.50")


def test_the_client_is_the_first_contact_else_the_company_else_nobody(deals: dict) -> None:
    assert [deals[deal]["contact_id"] for deal in ("1004", "1003", "1005")] == ["3", "CO_5", ""]


def test_contacts_have_their_company_and_all_phones_and_companies_stand_beside_them(archive: Path) -> None:
    contacts = rows(archive, "contacts.csv", "contact_id")
    assert contacts["4"]["company"] == "ООО «Вымысел-1»"
    assert contacts["4"]["phones"] == "8 (912) 500-0004"
    assert (contacts["CO_1"]["name"], contacts["CO_1"]["phones"]) == ("", "+7 495 700-0001")


def test_leads_that_became_nothing_are_deals_and_converted_ones_are_not(deals: dict) -> None:
    leads = {deal: row["status"] for deal, row in deals.items() if deal.startswith("L_")}
    assert leads == {"L_31": "open", "L_32": "lost", "L_35": "lost"}


def test_only_the_portal_s_own_junk_status_says_that_a_lead_was_not_qualified(deals: dict) -> None:
    assert (deals["L_32"]["qualified"], deals["L_35"]["qualified"], deals["L_31"]["qualified"]) == ("no", "", "")
    assert deals["L_35"]["lost_reason"] == "Не дозвонились"


def test_a_lead_s_client_is_its_contact_else_itself(archive: Path, deals: dict) -> None:
    assert (deals["L_35"]["contact_id"], deals["L_31"]["contact_id"]) == ("9", "L_31")
    assert rows(archive, "contacts.csv", "contact_id")["L_31"]["phones"] == "8-922-100-0031"


def test_the_last_stage_of_the_history_names_who_moved_the_deal(archive: Path) -> None:
    history = [row for row in every_row(archive, "stage_history.csv") if row["deal_id"] == "106"]
    assert [(row["stage"], row["user_id"]) for row in history] == [
        ("Сервис: Новая", ""),
        ("Сервис: В работе", ""),
        ("Сервис: Сделка провалена", "8"),
    ]


def test_people_have_their_department_extension_and_first_day(archive: Path) -> None:
    people = rows(archive, "people.csv", "user_id")
    assert people["5"]["name"] == "Крутова Ольга"
    assert [people["5"][key] for key in ("team", "extension", "hired")] == ["Отдел продаж", "100", "2020-02-03"]


def test_whoever_heads_the_department_of_those_who_own_deals_is_head(archive: Path) -> None:
    roles = {user: row["role"] for user, row in rows(archive, "people.csv", "user_id").items()}
    assert roles == {"1": "", "5": "head", "8": "manager", "12": "", "15": ""}


def test_the_deal_of_a_call_is_the_one_deal_its_activity_is_bound_to(calls: dict) -> None:
    assert calls[1]["deal_id"] == "100"
    assert calls[2]["deal_id"] == ""  # two deals
    assert calls[3]["deal_id"] == ""  # a contact only
    assert calls[6]["deal_id"] == ""  # no activity
    assert calls[7]["deal_id"] == "1005"  # a lead that became this deal
    assert calls[8]["deal_id"] == "L_31"


def test_calls_have_direction_result_and_the_moment_as_the_portal_states_it(calls: dict) -> None:
    assert [calls[number]["direction"] for number in (1, 2, 3, 4)] == ["in", "out", "in", "out"]
    assert [calls[number]["answered"] for number in (1, 2, 6)] == ["yes", "no", "no"]
    assert calls[1]["started_at"] == "2026-03-02T12:00:00+00:00"
    assert calls[1]["client_phone"] == "+79125000001"


def test_what_a_robot_read_out_is_no_call_of_a_person(whole: Whole, calls: dict) -> None:
    assert 5 not in calls
    assert left_out(whole[1])["robot-call"] == 1


def test_recordings_come_from_the_disk_from_links_and_from_the_disk_when_the_link_has_expired(
    archive: Path, calls: dict
) -> None:
    for number in (1, 3, 4, 8):
        assert (archive / calls[number]["recording"]).read_bytes().startswith(b"RIFF")
    assert [calls[number]["recording"] for number in (2, 6, 7)] == ["", "", ""]


def test_a_recording_that_cannot_be_had_is_counted(whole: Whole) -> None:
    assert whole[1].recordings == {Outcome.FETCHED: 74, Outcome.EXPIRED: 1}


def test_mail_and_text_messages_have_author_and_words_without_marks(archive: Path) -> None:
    messages = rows(archive, "messages.csv", "message_id")
    assert messages["A2001"]["text"] == "Счёт\nДобрый день!\nСчёт «во вложении»"
    assert [messages[one]["author"] for one in ("A2001", "A2003", "A2009")] == ["8", "client", "8"]
    assert (messages["A2009"]["channel"], messages["A2009"]["deal_id"]) == ("sms", "100")


def test_what_was_written_to_a_lead_belongs_to_its_deal(archive: Path) -> None:
    messages = rows(archive, "messages.csv", "message_id")
    assert messages["A2019"]["deal_id"] == "1005"
    assert (messages["C901"]["deal_id"], messages["C902"]["deal_id"]) == ("L_31", "1005")


def test_mail_that_no_deal_is_bound_to_is_counted(whole: Whole) -> None:
    assert left_out(whole[1])["message"] == 1


def test_comments_are_notes(archive: Path) -> None:
    note = rows(archive, "messages.csv", "message_id")["C900"]
    assert (note["channel"], note["author"], note["text"]) == ("note", "12", "Важно: ждёт звонка")


def test_chats_have_both_sides_and_no_robots(archive: Path) -> None:
    chat = [row for row in every_row(archive, "messages.csv") if row["channel"] == "whatsapp"]
    assert [(row["author"], row["text"]) for row in chat] == [
        ("client", "Здравствуйте, есть в наличии?"),
        ("12", "Да, сорок штук"),
    ]


def test_activities_become_tasks_and_those_of_the_tasks_module_are_not_doubled(archive: Path) -> None:
    tasks = rows(archive, "tasks.csv", "task_id")
    assert [tasks[one]["type"] for one in ("A2005", "A2007", "A2011")] == ["todo", "meeting", "call"]
    assert "A2013" not in tasks
    assert (tasks["T301"]["deal_id"], tasks["T301"]["completed_at"]) == ("102", "2026-03-09T06:00:00+00:00")


def test_a_task_of_two_deals_stands_at_both_and_one_of_a_lead_at_the_lead(archive: Path) -> None:
    tasks = rows(archive, "tasks.csv", "task_id")
    assert [tasks[one]["deal_id"] for one in ("T302", "T302-106", "T304")] == ["104", "106", "L_31"]
    assert {"T303", "T305"} & tasks.keys() == set()


def test_a_task_is_open_until_it_is_completed_and_has_no_deadline_in_the_year_9999(archive: Path) -> None:
    tasks = rows(archive, "tasks.csv", "task_id")
    assert (tasks["A2005"]["completed_at"], tasks["A2007"]["completed_at"]) == ("", "2026-03-08T06:00:00+00:00")
    assert tasks["A2011"]["due_at"] == ""


def test_a_call_of_the_telephony_is_no_task(archive: Path) -> None:
    assert not any(task.startswith("A30") for task in rows(archive, "tasks.csv", "task_id"))


def test_what_no_person_wrote_is_the_robot_s_and_what_has_no_date_is_counted(
    tmp_path: Path, server: PortalServer
) -> None:
    server.portal.comments[0]["AUTHOR_ID"] = "0"
    server.portal.comments[1]["CREATED"] = None
    outcome = fetched(server, tmp_path, recordings=False)
    messages = rows(tmp_path, "messages.csv", "message_id")
    assert messages["C800"]["author"] == "0"
    assert rows(tmp_path, "people.csv", "user_id")["0"]["name"] == "robot"
    assert "C801" not in messages
    assert left_out(outcome)["undated"] == 1
    assert [str(problem) for problem in read_archive(tmp_path).problems if problem.severity == "set_aside"] == []


def test_a_call_s_activity_is_found_by_the_call_s_id_where_the_statistics_do_not_name_it(
    tmp_path: Path, server: PortalServer
) -> None:
    server.portal.calls[0]["CRM_ACTIVITY_ID"] = None
    fetched(server, tmp_path, recordings=False)
    assert rows(tmp_path, "calls.csv", "call_id")["externalCall.00000001.1770000001"]["deal_id"] == "100"


def test_bindings_are_asked_only_where_they_decide_something(tmp_path: Path, server: PortalServer) -> None:
    fetched(server, tmp_path, recordings=False)
    calls_of_persons = 19
    mail_and_text_to_others_than_deals = 3
    assert server.seen.requests["crm.activity.binding.list"] == calls_of_persons + mail_and_text_to_others_than_deals
