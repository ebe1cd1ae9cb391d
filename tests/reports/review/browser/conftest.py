"""A real browser before the real server: people log in, each in a browser profile of their own."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reports.pdf_report import BROWSERS
from reports.review.store.review_store import ReviewStore, open_review
from reports.review.web.app import review_app
from reports.review.web.web_settings import WebSettings
from tests.reports.review.browser.served_app import served
from tests.reports.review.web.conftest import PASSWORD, PEOPLE, write_sample_run, write_sound

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next((found for name in BROWSERS if (found := shutil.which(name))), None)
SOUND_S = 90  # longer than the place of the quote in the sample run


@dataclass
class Desk:
    """One person's browser, at the address of the review. said: errors of its console, which nobody should see."""

    page: Page
    address: str
    said: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page


Sit = Callable[..., Desk]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Of a module, not of the whole session: while it is open, an event loop runs in this thread."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this computer: tools/install_chromium.sh")
    playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright: make test installs it")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield chromium
        chromium.close()


@pytest.fixture
def run_folder(tmp_path: Path) -> Path:
    """The small sample run with a recording. A test module may put another run in its place."""
    out = write_sample_run(tmp_path)
    write_sound(tmp_path / "archive" / "recordings" / "K1.wav", SOUND_S)
    return out


@pytest.fixture
def store(tmp_path: Path, run_folder: Path) -> Iterator[ReviewStore]:
    opened = open_review([run_folder], tmp_path / "review.db", reviewers=2)
    for name, role, crm_user_id in PEOPLE:
        opened.add_account(name, role, PASSWORD, crm_user_id=crm_user_id)  # type: ignore[arg-type]
    yield opened
    opened.close()


@pytest.fixture
def sit(browser: Browser, store: ReviewStore, tmp_path: Path) -> Iterator[Sit]:
    """Opens a browser profile and logs somebody in by the login page. At the end no console may have said an error."""
    desks: list[Desk] = []
    with ExitStack() as open_things:
        address = open_things.enter_context(served(review_app(store, WebSettings("en", tmp_path / "sounds"))))

        def sit_down(name: str, **options: object) -> Desk:
            context = browser.new_context(**options)  # type: ignore[arg-type]
            open_things.callback(context.close)
            desk = Desk(context.new_page(), address)
            desk.page.set_default_timeout(20_000)
            desk.page.on("console", lambda line: desk.said.append(line.text) if line.type == "error" else None)
            desk.page.on("pageerror", lambda error: desk.said.append(str(error)))
            desks.append(desk)
            log_in(desk, name)
            return desk

        yield sit_down
    assert [line for desk in desks for line in desk.said] == []


def log_in(desk: Desk, name: str) -> None:
    page = desk.go("/")
    assert page.url.startswith(desk.address + "/login")
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button.main")
    page.wait_for_url(lambda url: "/login" not in url)


def until(page: Page, holds: str, seconds: float = 20) -> None:
    """Wait for a condition in the page's language. Playwright's own way of it is stopped by the page's policy."""
    end = time.monotonic() + seconds
    while not page.evaluate(holds):
        assert time.monotonic() < end, f"still not so: {holds}"
        page.wait_for_timeout(50)
