"""Local portals for the tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deals.connectors.fetch import FetchOutcome
from tests.deals.bitrix24.fetching import fetched
from tests.deals.bitrix24.made_portal import made_portal
from tests.deals.bitrix24.portal_server import PortalServer

FEW = 12  # deals, where their number does not matter


@pytest.fixture
def server() -> Iterator[PortalServer]:
    """A small portal, for tests that change it or its rules."""
    with PortalServer(made_portal(FEW)).running() as running:
        yield running


@pytest.fixture(scope="package")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FetchOutcome]:
    """A portal of several pages fetched once, for tests that only look at what came of it."""
    archive = tmp_path_factory.mktemp("bitrix24") / "archive"
    with PortalServer(made_portal()).running() as running:
        return archive, fetched(running, archive)
