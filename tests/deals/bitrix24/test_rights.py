"""A right that is missing costs what it gives and nothing else, and its absence is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from deals.archive_reader import read_archive
from deals.connectors.faults import FetchFailed, FetchFault
from tests.deals.bitrix24.fetching import every_row, fetched, left_out, rows
from tests.deals.bitrix24.portal_server import ALL_SCOPES, PortalServer

OPTIONAL = sorted(ALL_SCOPES - {"crm"})


def test_without_the_right_to_the_crm_the_fetch_ends(tmp_path: Path, server: PortalServer) -> None:
    server.rules.scopes = ALL_SCOPES - {"crm"}
    with pytest.raises(FetchFailed) as failed:
        fetched(server, tmp_path)
    assert (failed.value.code, failed.value.details["what"]) == (FetchFault.FORBIDDEN, "crm")


@pytest.mark.parametrize("scope", OPTIONAL)
def test_without_another_right_the_rest_is_fetched_and_the_right_is_named(
    scope: str, tmp_path: Path, server: PortalServer
) -> None:
    server.rules.scopes = ALL_SCOPES - {scope}
    outcome = fetched(server, tmp_path)
    rights = {code for code in left_out(outcome) if code.startswith("right-")}
    assert rights == {f"right-{scope}"}
    assert len(read_archive(tmp_path).deals) == 20


def test_a_user_who_may_not_see_the_statistics_is_told_and_calls_come_from_the_crm(
    tmp_path: Path, server: PortalServer
) -> None:
    server.rules.denied = frozenset({"voximplant.statistic.get"})
    outcome = fetched(server, tmp_path)
    found = left_out(outcome)
    assert (found["right-telephony"], found["call-without-statistics"]) == (1, 19)
    call = rows(tmp_path, "calls.csv", "call_id")["externalCall.00000001.1770000001"]
    assert (call["deal_id"], call["client_phone"], call["direction"]) == ("100", "89125000001", "in")
    assert (call["duration_s"], call["answered"]) == ("", "")


def test_statistics_that_are_empty_for_lack_of_a_right_are_not_taken_for_no_calls(
    tmp_path: Path, server: PortalServer
) -> None:
    server.portal.calls.clear()
    assert left_out(fetched(server, tmp_path))["call-without-statistics"] > 0


def test_statistics_fetched_later_complete_the_calls_and_double_none(tmp_path: Path, server: PortalServer) -> None:
    server.rules.denied = frozenset({"voximplant.statistic.get"})
    fetched(server, tmp_path)
    before = {row["call_id"] for row in every_row(tmp_path, "calls.csv")}
    server.rules.denied = frozenset()
    fetched(server, tmp_path, everything=True)
    calls = every_row(tmp_path, "calls.csv")
    assert before <= {row["call_id"] for row in calls}
    assert len(calls) == len({row["call_id"] for row in calls})
    assert rows(tmp_path, "calls.csv", "call_id")["externalCall.00000001.1770000001"]["duration_s"] == "95"


def test_a_module_that_the_portal_lacks_is_no_fault(tmp_path: Path, server: PortalServer) -> None:
    del server.methods._known["tasks.task.list"]
    assert left_out(fetched(server, tmp_path))["right-task"] == 1


def test_without_contacts_the_deals_are_still_there(tmp_path: Path, server: PortalServer) -> None:
    server.rules.denied = frozenset({"user.get", "crm.timeline.comment.list"})
    outcome = fetched(server, tmp_path)
    assert left_out(outcome)["right-user"] == 1
    assert [row for row in every_row(tmp_path, "messages.csv") if row["channel"] == "note"] == []
    assert len(read_archive(tmp_path).deals) == 20


def test_stages_or_deals_that_may_not_be_read_end_the_fetch(tmp_path: Path, server: PortalServer) -> None:
    server.rules.denied = frozenset({"crm.item.list"})
    with pytest.raises(FetchFailed) as failed:
        fetched(server, tmp_path)
    assert failed.value.code == FetchFault.FORBIDDEN


def test_a_webhook_of_somebody_who_does_not_see_everything_is_said_to_be_one(
    tmp_path: Path, server: PortalServer
) -> None:
    server.rules.admin = False
    assert left_out(fetched(server, tmp_path))["no-administrator"] == 1


def test_a_chat_that_may_not_be_read_is_counted(tmp_path: Path, server: PortalServer) -> None:
    server.portal.dialogues.clear()
    assert left_out(fetched(server, tmp_path))["closed-chat"] == 1


def test_bindings_are_taken_from_the_list_where_it_has_them(tmp_path: Path, server: PortalServer) -> None:
    server.methods.bindings_in_list = True
    fetched(server, tmp_path)
    assert server.seen.requests["crm.activity.binding.list"] == 0
    assert rows(tmp_path, "calls.csv", "call_id")["externalCall.00000001.1770000001"]["deal_id"] == "100"


def test_a_portal_that_does_not_tell_its_rights_is_asked_list_by_list(
    tmp_path: Path, server: PortalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = server._one

    def without_scope(method: str, params: dict) -> tuple:
        return one("no.such.method" if method == "scope" else method, params)

    monkeypatch.setattr(server, "_one", without_scope)
    server.rules.scopes = ALL_SCOPES - {"task"}
    outcome = fetched(server, tmp_path, recordings=False)
    assert {code for code in left_out(outcome) if code.startswith("right-")} == {"right-task"}
    assert len(read_archive(tmp_path).deals) == 20
    assert abs(outcome.plan.started_at.timestamp() - server.now()) < 86_400  # by its clock, months behind ours
