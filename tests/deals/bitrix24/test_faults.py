"""Whatever happens to a request, it is asked again, and the archive is what it would have been."""

from __future__ import annotations

from pathlib import Path

import pytest

from deals.connectors.faults import FetchFailed, FetchFault
from deals.connectors.recordings import Outcome
from tests.deals.bitrix24.fetching import fetched, files
from tests.deals.bitrix24.made_portal import made_portal
from tests.deals.bitrix24.portal_server import PortalServer

KINDS = ("500", "502", "503", "hang", "half-json", "cut", "reset")
METHODS = ("scope", "crm.item.list", "crm.activity.list", "batch", "voximplant.statistic.get", "disk.file.get")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    archive = tmp_path_factory.mktemp("undisturbed")
    with PortalServer(made_portal(12)).running() as server:
        fetched(server, archive)
    return files(archive)


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_of_any_method_changes_nothing(
    kind: str, tmp_path: Path, server: PortalServer, undisturbed: dict[str, bytes]
) -> None:
    methods = ("crm.item.list", "batch") if kind == "hang" else METHODS  # each costs a timeout
    server.faults = [(method, 0, kind) for method in methods] + [("crm.item.list", 2, kind)]
    fetched(server, tmp_path)
    assert len(server.seen.faults) == len(methods) + 1
    assert files(tmp_path) == undisturbed


@pytest.mark.parametrize("kind", ["hang", "cut", "reset"])
def test_a_download_that_breaks_off_is_begun_again(
    kind: str, tmp_path: Path, server: PortalServer, undisturbed: dict[str, bytes]
) -> None:
    server.faults = [("download", 0, kind), ("download", 3, kind)]
    fetched(server, tmp_path)
    assert server.seen.faults == [f"download: {kind}"] * 2
    assert files(tmp_path) == undisturbed


def test_a_portal_without_deals_or_anything_else_is_an_empty_archive(tmp_path: Path, server: PortalServer) -> None:
    empty = server.portal
    for listed in (*empty.items.values(), *empty.history.values()):
        listed.clear()
    for listed in (empty.activities, empty.comments, empty.tasks, empty.calls):
        listed.clear()
    outcome = fetched(server, tmp_path)
    assert {file: counts.added for file, counts in outcome.tables.items() if counts.added} == {"people.csv": 5}
    assert outcome.left_out == ()


def test_a_recording_whose_link_has_expired_and_that_lies_nowhere_else_is_missing(
    tmp_path: Path, server: PortalServer
) -> None:
    outcome = fetched(server, tmp_path)
    assert outcome.recordings[Outcome.EXPIRED] == 1
    assert outcome.missing is not None
    assert "externalCall.00000007.1770000007,expired,403,127.0.0.1,1" in outcome.missing.read_text(encoding="utf-8")


def test_a_portal_that_stays_away_ends_the_fetch_with_its_reason(tmp_path: Path, server: PortalServer) -> None:
    server.faults = [("crm.activity.list", 0, "502")] * 20
    with pytest.raises(FetchFailed) as failed:
        fetched(server, tmp_path)
    assert failed.value.code == FetchFault.SERVER_FAULT


def test_a_list_that_does_not_heed_its_filter_is_no_endless_loop(
    tmp_path: Path, server: PortalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = server.methods.answer
    deaf = {"crm.item.list": lambda params: {**params, "filter": {}}}
    monkeypatch.setattr(server.methods, "answer", lambda method, params: answer(method, deaf.get(method, dict)(params)))
    with pytest.raises(FetchFailed) as failed:
        fetched(server, tmp_path)
    assert failed.value.code == FetchFault.BROKEN_ANSWER
