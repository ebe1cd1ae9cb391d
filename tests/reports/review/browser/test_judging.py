"""A deal's way through the pages: two judge blind, a third settles, the manager contests, another one answers."""

from __future__ import annotations

import pytest

from reports.review.store.review_store import ReviewStore
from tests.reports.review.browser.conftest import Desk, Sit
from tests.reports.review.web.conftest import PASSWORD, case_of, viewer

pytestmark = pytest.mark.slow
KEYS = {"confirm": "1", "reject": "2", "unsure": "3"}


def judge_by_keyboard(desk: Desk, case_id: int, decision: str, comment: str) -> None:
    """Not one click: 1, 2 or 3, m and the comment, Escape, s; and the page of the next deal comes."""
    page = desk.go(f"/cases/{case_id}")
    page.keyboard.press(KEYS[decision])
    page.keyboard.press("m")
    page.keyboard.type(comment)
    page.keyboard.press("Escape")
    with page.expect_navigation(url=lambda url: "said=saved" in url):
        page.keyboard.press("s")


def words(desk: Desk, path: str) -> str:
    return desk.go(path).locator("main").inner_text()


def test_from_two_blind_verdicts_to_an_answered_appeal(sit: Sit, store: ReviewStore) -> None:
    case_id = case_of(store, "error_loss", "S3")
    path = f"/cases/{case_id}"
    anna, boris, kira, olga, igor = (sit(name) for name in ("anna", "boris", "kira", "olga", "igor"))
    judge_by_keyboard(anna, case_id, "confirm", "nobody called back")
    assert anna.page.url != anna.address + path
    assert "nobody called back" not in words(boris, path)
    assert "60%" not in words(boris, path)
    assert "nobody called back" not in words(kira, path)
    judge_by_keyboard(boris, case_id, "reject", "the client never answered")
    assert "nobody called back" in words(boris, path)
    assert store.status(viewer(store, "olga"), case_id).row.state == "conflict"
    assert "Settle it" in words(kira, path)
    judge_by_keyboard(kira, case_id, "confirm", "the promise was broken")
    assert store.status(viewer(store, "olga"), case_id).row.state == "confirmed"

    assert igor.go("/own").locator(f"a[href='{path}']").count() == 1
    igor.go(path).fill("#appeal textarea", "I did call, from my own phone")
    igor.page.click("#appeal button.main")
    igor.page.wait_for_url(lambda url: "said=appealed" in url)
    assert store.status(viewer(store, "olga"), case_id).row.state == "contested"
    assert "I did call" in words(olga, path)
    assert kira.go(path).locator("#verdict-form").count() == 0  # whoever has judged does not answer the appeal
    judge_by_keyboard(olga, case_id, "reject", "so the phone log says")
    assert "so the phone log says" in words(igor, path)
    assert store.status(viewer(store, "olga"), case_id).row.state == "rejected"


def test_what_was_typed_outlives_a_session_that_ended(sit: Sit, store: ReviewStore) -> None:
    case_id = case_of(store, "error_loss", "S3")
    anna = sit("anna")
    page = anna.go(f"/cases/{case_id}")
    page.check("input[name=decision][value=reject]")
    page.fill("#verdict-form textarea", "a long comment")
    session = next(one for one in page.context.cookies() if one["name"] == "review_session")
    store.close_session(session["value"])
    page.click("#verdict-form button.main")
    page.locator("#verdict-form .said").wait_for()
    assert page.input_value("#verdict-form textarea") == "a long comment"
    again = page.context.new_page()  # logs in again in another tab, then sends the same form
    again.goto(anna.address + "/login")
    again.fill("input[name=name]", "anna")
    again.fill("input[name=password]", PASSWORD)
    again.click("main button.main")
    again.wait_for_url(lambda url: "/login" not in url)
    with page.expect_navigation(url=lambda url: "said=saved" in url):
        page.click("#verdict-form button.main")
    mine = store.status(viewer(store, "anna"), case_id).mine
    assert mine is not None
    assert mine.judgement.comment == "a long comment"
    assert [line for line in anna.said if "401" not in line] == []
    anna.said.clear()  # the browser itself notes the refused request
