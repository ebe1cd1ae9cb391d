"""Texts that mean harm, in a real browser: they never run, and on a phone they make no page wider than it is."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.review.store.records import Judgement, QueueFilters
from reports.review.store.review_store import ReviewStore
from tests.reports.review.browser.conftest import Sit
from tests.reports.review.web.conftest import case_of, viewer, write_sample_run
from tests.reports.test_injection import Door, hostile

pytestmark = pytest.mark.slow
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
PAGES = ("/queue", "/figures", "/data", "/accounts", "/audit", "/password")


@pytest.fixture
def door() -> Iterator[Door]:
    door = Door()
    thread = threading.Thread(target=door.server.serve_forever, daemon=True)
    thread.start()
    yield door
    door.server.shutdown()
    door.server.server_close()


@pytest.fixture
def run_folder(tmp_path: Path, door: Door) -> Path:
    """Every title, line, message and name is hostile."""
    return write_sample_run(tmp_path, lambda text: text + hostile(door.port))


def test_stored_script_never_runs_and_knocks_nowhere(sit: Sit, store: ReviewStore, door: Door) -> None:
    case_id, olga = case_of(store, "error_loss", "S3"), viewer(store, "olga")
    store.open_case(olga, case_id)
    store.judge(olga, case_id, Judgement("confirm", comment=hostile(door.port)))
    store.appeal(viewer(store, "igor"), case_id, hostile(door.port))
    store.add_account(hostile(door.port)[:60], "quality", "длинный пароль 1")
    cases = [row.case_id for row in store.queue(olga, QueueFilters()).rows]
    desk = sit("olga")
    for path in (*PAGES, *(f"/cases/{case_id}" for case_id in cases)):
        page = desk.go(path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        page.keyboard.press("Tab")  # a smuggled onfocus would run
        page.wait_for_timeout(100)
        assert page.evaluate("document.documentElement.id") == "", path
        assert page.url == desk.address + path  # no smuggled refresh or base
        assert page.locator("main iframe, main base, main img, main meta, main style, main svg").count() == 0, path
    assert door.knocks == []


def test_no_page_is_wider_than_a_phone(sit: Sit, store: ReviewStore) -> None:
    """Words without a gap of 3,000 letters are among the texts."""
    cases = [row.case_id for row in store.queue(viewer(store, "olga"), QueueFilters()).rows]
    desk = sit("olga", **PHONE)
    for path in (*PAGES, *(f"/cases/{case_id}" for case_id in cases)):
        page = desk.go(path)
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path}: {wide} pixels too wide"
