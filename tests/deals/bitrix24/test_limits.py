"""The portal's limits are kept, and where they are met all the same, the fetch waits and loses nothing."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from deals.connectors.faults import FetchFailed, FetchFault
from tests.deals.bitrix24.conftest import FEW
from tests.deals.bitrix24.fetching import fetched, files
from tests.deals.bitrix24.made_portal import made_portal
from tests.deals.bitrix24.portal_server import PortalServer, Rules


def test_the_rate_limit_is_never_met_when_nobody_else_uses_the_portal(tmp_path: Path) -> None:
    with PortalServer(made_portal(), Rules(speed=400)).running() as server:
        fetched(server, tmp_path / "archive")
    assert sum(server.seen.requests.values()) > server.rules.block_at
    assert server.seen.blocked == 0


def test_a_portal_whose_bucket_others_fill_is_asked_again_later(tmp_path: Path) -> None:
    with PortalServer(made_portal(FEW)).running() as server:
        fetched(server, tmp_path / "alone", recordings=False)
    with PortalServer(made_portal(FEW)).running() as server:
        requests = count()
        server.watch = lambda method: server.fill_bucket() if next(requests) % 5 == 0 else None
        fetched(server, tmp_path / "crowded", recordings=False)
    assert server.seen.blocked > 0
    assert files(tmp_path / "crowded") == files(tmp_path / "alone")


def test_a_method_whose_time_is_used_up_is_waited_for_also_inside_a_batch(tmp_path: Path) -> None:
    with PortalServer(made_portal(40), Rules(speed=2000)).running() as server:
        fetched(server, tmp_path / "alone", recordings=False)
    slow = Rules(speed=2000, budget_s=40, cost_s=1)
    with PortalServer(made_portal(40), slow).running() as server:
        fetched(server, tmp_path / "slow", recordings=False)
    assert server.seen.over_budget > 0
    assert files(tmp_path / "slow") == files(tmp_path / "alone")


def test_no_batch_is_larger_than_fifty(tmp_path: Path) -> None:
    with PortalServer(made_portal(60)).running() as server:
        fetched(server, tmp_path / "archive", recordings=False)
    assert server.seen.largest_batch == 50


def test_no_deprecated_method_is_called(tmp_path: Path, server: PortalServer) -> None:
    fetched(server, tmp_path / "archive")
    assert {
        "crm.deal.list",
        "crm.lead.list",
        "crm.contact.list",
        "crm.company.list",
    } & server.seen.requests.keys() == set()


def test_a_portal_that_support_has_blocked_is_not_asked_again(tmp_path: Path, server: PortalServer) -> None:
    server.faults = [("crm.item.list", 0, "overload")]
    with pytest.raises(FetchFailed) as failed:
        fetched(server, tmp_path / "archive")
    assert failed.value.code == FetchFault.BLOCKED
    assert server.seen.requests["crm.item.list"] == 0
