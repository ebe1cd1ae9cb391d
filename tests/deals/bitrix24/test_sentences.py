"""Everything the connector can report has a sentence in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import deals.connectors.bitrix24 as package
from deals.connectors.bitrix24.connector import open_bitrix24
from deals.connectors.bitrix24.entity import KINDS
from deals.connectors.bitrix24.tables import RIGHTS
from deals.connectors.faults import FetchFault
from deals.connectors.fetch_store import FetchStore
from deals.connectors.secret_mask import SecretMask
from reports.texts import Texts
from tests.deals.bitrix24.fetching import access
from tests.deals.bitrix24.portal_server import PortalServer

SOURCES = [path.read_text(encoding="utf-8") for path in Path(package.__file__).parent.glob("*.py")]
MADE_OF_PARTS = {f"bitrix24-right-{scope}" for scope in RIGHTS.values()} | {
    f"bitrix24-no-{kind}" for kind in (*KINDS.values(), "activity") if kind != "deal"
}


def left_out_codes() -> set[str]:
    written = {code for source in SOURCES for code in re.findall(r'_leave_out\(\s*"([a-z0-9-]+)"', source)}
    assert len(written) > 8
    return written | MADE_OF_PARTS


@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_is_left_out_is_said_with_number_and_example(language: str) -> None:
    texts = Texts(language)
    for code in left_out_codes():
        for number in (1, 3, 25):
            said = texts.text(f"fetch-left-out-{code}", count=number, example="EXAMPLE-17")
            assert "EXAMPLE-17" in said or code == "bitrix24-no-administrator", code


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_step_has_a_name(language: str, tmp_path: Path, server: PortalServer) -> None:
    door = access(server)
    connector = open_bitrix24(door)
    texts = Texts(language)
    with FetchStore(tmp_path, "bitrix24", SecretMask()) as store:
        plan = store.begin(connector.server_time())
        names = {step.name for step in connector.steps(store, plan)}
    assert len(names) > 20
    assert [name for name in names if not texts.has(f"fetch-step-{name}")] == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_faults_of_this_connector_are_said(language: str) -> None:
    texts = Texts(language)
    details = {"host": "HOST", "portal": "PORTAL", "asked": "ASKED"}
    for code in (FetchFault.BLOCKED, FetchFault.BAD_WEBHOOK, FetchFault.OTHER_PORTAL):
        assert len(texts.text(f"fetch-fault-{code}", **details)) > 40
