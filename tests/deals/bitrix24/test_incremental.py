"""A later fetch brings what has changed, whole, and asks for little else."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from deals.archive_reader import read_archive
from tests.deals.bitrix24.fetching import every_row, fetched, rows
from tests.deals.bitrix24.made_portal import DEAL, LEAD, SOUND, ZONE, Portal, made_portal, moment
from tests.deals.bitrix24.portal_server import PortalServer


@pytest.fixture
def later(tmp_path: Path, server: PortalServer) -> PortalServer:
    """A portal that was fetched once, and from which nothing has been asked since."""
    fetched(server, tmp_path)
    server.seen.requests.clear()
    return server


def lose(server: PortalServer, deal_id: int) -> None:
    now = server.moment()
    deal = server.portal.item(DEAL, deal_id)
    deal |= {"stageId": "LOSE", "stageSemanticId": "F", "updatedTime": now, "movedTime": now, "movedBy": 12}
    row = {"ID": 9000, "TYPE_ID": 3, "OWNER_ID": deal_id, "CREATED_TIME": now, "STAGE_ID": "LOSE"}
    server.portal.history[DEAL].append({**row, "STAGE_SEMANTIC_ID": "F", "CATEGORY_ID": 0})


def comment(portal: Portal, deal_id: int, at: str) -> None:
    row = {"ID": "990", "ENTITY_ID": str(deal_id), "ENTITY_TYPE": "deal", "CREATED": at, "AUTHOR_ID": "8"}
    portal.comments.append({**row, "COMMENT": "Позже"})
    portal.item(DEAL, deal_id)["lastActivityTime"] = at


def test_a_deal_that_was_lost_meanwhile_is_lost_in_the_archive(tmp_path: Path, later: PortalServer) -> None:
    lose(later, 102)
    outcome = fetched(later, tmp_path)
    deal = rows(tmp_path, "deals.csv", "deal_id")["102"]
    assert (deal["status"], deal["stage"], deal["closed_at"][:10]) == ("lost", "Сделка провалена", "2026-05-28")
    assert outcome.tables["deals.csv"].changed == 1
    last = [row for row in every_row(tmp_path, "stage_history.csv") if row["deal_id"] == "102"][-1]
    assert (last["stage"], last["user_id"]) == ("Сделка провалена", "12")


def test_only_changed_objects_are_asked_for(tmp_path: Path, later: PortalServer) -> None:
    lose(later, 102)
    fetched(later, tmp_path)
    assert later.seen.requests["crm.stagehistory.list"] == 1
    assert later.seen.requests["crm.timeline.comment.list"] == 1
    assert later.seen.requests["crm.activity.binding.list"] == 0


def test_a_comment_is_found_though_it_does_not_change_its_deal(tmp_path: Path, later: PortalServer) -> None:
    comment(later.portal, 104, later.moment())
    fetched(later, tmp_path)
    assert rows(tmp_path, "messages.csv", "message_id")["C990"]["text"] == "Позже"


def test_a_new_mail_to_an_old_deal_is_found(tmp_path: Path, later: PortalServer) -> None:
    now = later.moment()
    old = next(row for row in later.portal.activities if row["ID"] == "2003")
    new = {**old, "ID": "4001", "CREATED": now, "LAST_UPDATED": now, "START_TIME": now, "OWNER_ID": "106"}
    later.portal.activities.append(new)
    later.portal.bindings["4001"] = [(DEAL, 106)]
    fetched(later, tmp_path)
    assert rows(tmp_path, "messages.csv", "message_id")["A4001"]["deal_id"] == "106"


def test_a_task_that_was_completed_is_completed_in_the_archive(tmp_path: Path, later: PortalServer) -> None:
    todo = next(row for row in later.portal.activities if row["ID"] == "2005")
    todo |= {"COMPLETED": "Y", "LAST_UPDATED": later.moment()}
    fetched(later, tmp_path)
    assert rows(tmp_path, "tasks.csv", "task_id")["A2005"]["completed_at"][:10] == "2026-05-28"


def test_a_lead_that_became_a_deal_is_no_longer_open_and_its_past_goes_to_the_deal(
    tmp_path: Path, later: PortalServer
) -> None:
    assert rows(tmp_path, "deals.csv", "deal_id")["L_31"]["status"] == "open"
    now, portal = later.moment(), later.portal
    portal.item(LEAD, 31).update(stageId="CONVERTED", stageSemanticId="S", updatedTime=now, movedTime=now)
    made = {**portal.item(DEAL, 102), "id": 2000, "leadId": 31, "createdTime": now, "updatedTime": now}
    portal.items[DEAL].append(made)
    fetched(later, tmp_path)
    lead = rows(tmp_path, "deals.csv", "deal_id")["L_31"]
    assert (lead["status"], lead["amount"], lead["closed_at"][:10]) == ("won", "", "2026-05-28")
    assert rows(tmp_path, "messages.csv", "message_id")["C901"]["deal_id"] == "2000"
    assert rows(tmp_path, "calls.csv", "call_id")["externalCall.00000008.1770000008"]["deal_id"] == "2000"


def test_a_recording_that_came_after_its_call_is_fetched(tmp_path: Path, later: PortalServer) -> None:
    call = {**later.portal.calls[0], "ID": "7900", "CALL_ID": "late", "CALL_START_DATE": later.moment()}
    later.portal.calls.append({**call, "RECORD_FILE_ID": None, "CRM_ACTIVITY_ID": None})
    fetched(later, tmp_path)
    assert rows(tmp_path, "calls.csv", "call_id")["late"]["recording"] == ""
    later.portal.calls[-1]["RECORD_FILE_ID"] = 9900
    later.portal.files["9900"] = SOUND + bytes(200)
    fetched(later, tmp_path)
    assert rows(tmp_path, "calls.csv", "call_id")["late"]["recording"] == "recordings/late.wav"


def test_a_recording_that_is_there_is_not_downloaded_again(tmp_path: Path, later: PortalServer) -> None:
    fetched(later, tmp_path)
    assert later.seen.requests["disk.file.get"] == 0


def test_a_stage_that_was_renamed_stands_in_the_history_once(tmp_path: Path, later: PortalServer) -> None:
    before = every_row(tmp_path, "stage_history.csv")
    status = next(row for row in later.portal.statuses if row["STATUS_ID"] == "EXECUTING")
    status["NAME"] = "Переговоры"
    fetched(later, tmp_path, everything=True)
    assert every_row(tmp_path, "stage_history.csv") == before


def test_a_client_who_was_not_asked_for_is_fetched_when_a_deal_names_him(tmp_path: Path, later: PortalServer) -> None:
    """His contact did not change; the first fetch could not see it."""
    contact = {**later.portal.items[3][0], "id": 777, "lastName": "Поздний", "updatedTime": moment(-30)}
    later.portal.items[3].append(contact)
    later.portal.item(DEAL, 104).update(contactId=777, contactIds=[777], updatedTime=later.moment())
    fetched(later, tmp_path)
    assert rows(tmp_path, "deals.csv", "deal_id")["104"]["contact_id"] == "777"
    assert "Поздний" in rows(tmp_path, "contacts.csv", "contact_id")["777"]["name"]


def test_from_a_day_on_only_what_changed_is_there_and_each_deal_is_whole(tmp_path: Path) -> None:
    since = datetime(2026, 3, 20, tzinfo=ZONE)
    with PortalServer(made_portal(60)).running() as server:
        fetched(server, tmp_path, since)
    deals = rows(tmp_path, "deals.csv", "deal_id")
    assert "100" not in deals  # last changed on 7 March
    assert "156" in deals  # made on 16 March, lost on 21 March
    history = [row["stage"] for row in every_row(tmp_path, "stage_history.csv") if row["deal_id"] == "156"]
    assert history == ["Новая", "В работе", "Сделка провалена"]
    mails = [row for row in every_row(tmp_path, "messages.csv") if row["deal_id"] == "156"]
    assert [row["at"][:10] for row in mails] == ["2026-03-11"]
    calls = [row for row in every_row(tmp_path, "calls.csv") if row["deal_id"] == "156"]
    assert [row["duration_s"] for row in calls] == ["95"]
    assert [str(problem) for problem in read_archive(tmp_path).problems if problem.severity == "set_aside"] == []


def test_everything_after_a_day_makes_the_archive_whole(tmp_path: Path) -> None:
    with PortalServer(made_portal(60)).running() as server:
        fetched(server, tmp_path / "parts", datetime(2026, 3, 20, tzinfo=ZONE), recordings=False)
        fetched(server, tmp_path / "parts", everything=True, recordings=False)
        fetched(server, tmp_path / "whole", recordings=False)
    for table, key in (("deals.csv", "deal_id"), ("calls.csv", "call_id"), ("messages.csv", "message_id")):
        assert rows(tmp_path / "parts", table, key) == rows(tmp_path / "whole", table, key)
