from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from fastapi.testclient import TestClient

from reports.review.store.review_store import ReviewStore
from reports.review.web.app import review_app
from reports.review.web.cookies import SESSION
from reports.review.web.login_pages import inner_address
from reports.review.web.web_settings import WebSettings
from tests.reports.review.web.conftest import PASSWORD, Enter, post, token_of


def test_a_login_makes_a_session_of_its_own_and_a_logout_ends_it(enter: Enter) -> None:
    client = enter("anna")
    session = client.cookies[SESSION]
    assert client.get("/queue").status_code == 200
    assert post(client, "/logout").status_code == 303
    other = enter("")
    other.cookies.set(SESSION, session)
    assert other.get("/queue").status_code == 303


def test_a_session_that_was_planted_before_the_login_is_worth_nothing_after_it(enter: Enter) -> None:
    client = enter("boris")
    planted = client.cookies[SESSION]
    token = token_of(client, "/password")
    client.post("/login", data={"form_token": token, "name": "anna", "password": PASSWORD})
    assert client.cookies[SESSION] != planted
    other = enter("")
    other.cookies.set(SESSION, planted)
    assert other.get("/queue").status_code == 303


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(enter: Enter) -> None:
    client = enter("")
    answers = [post(client, "/login", page="/login", name=name, password="x") for name in ("anna", "nobody")]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].text == answers[1].text


def test_guessing_is_slowed_down(enter: Enter) -> None:
    client = enter("")
    statuses = [post(client, "/login", page="/login", name="anna", password=f"x{n}").status_code for n in range(30)]
    assert statuses[0] == 401
    assert statuses[-1] == 429
    assert post(client, "/login", page="/login", name="anna", password=PASSWORD).status_code == 429


def test_passwords_are_checked_one_at_a_time_and_pages_do_not_wait_for_them(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many logins as there are threads for pages, and none of them is done yet."""
    at_once, most, go_on = 0, 0, Event()

    def slow(*_: object) -> bool:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        go_on.wait(30)
        at_once -= 1
        return True

    with enter("anna") as client:  # one event loop for all its requests
        token = token_of(client, "/password")
        monkeypatch.setattr("reports.review.store.passwords.fits", slow)
        fields = {"form_token": token, "name": "boris", "password": PASSWORD}
        with ThreadPoolExecutor(50) as many:
            logins = [many.submit(client.post, "/login", data=fields) for _ in range(50)]
            assert client.get("/queue").status_code == 200
            assert not any(login.done() for login in logins)
            go_on.set()
            assert {login.result().status_code for login in logins} == {303}
    assert most == 1


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\nb", "javascript:x"]
)
def test_a_login_never_leads_elsewhere(address: str) -> None:
    assert inner_address(address) == "/"


def test_a_login_leads_back_to_the_page_that_was_asked_for(enter: Enter) -> None:
    asked = enter("").get("/cases/3?list=revive").headers["location"]
    assert asked == "/login?to=%2Fcases%2F3%3Flist%3Drevive"
    assert inner_address("/cases/3?list=revive") == "/cases/3?list=revive"


def test_a_changed_password_ends_other_sessions_but_not_this_one(enter: Enter) -> None:
    here, there = enter("anna"), enter("anna")
    fields = {"old": PASSWORD, "new": "совсем другой 2", "again": "совсем другой 2"}
    assert post(here, "/password", **fields | {"again": "опечатка"}).status_code == 400
    assert post(here, "/password", **fields | {"old": "wrong"}).status_code == 400
    assert post(here, "/password", **fields).status_code == 303
    assert here.get("/queue").status_code == 200
    assert there.get("/queue").status_code == 303


def test_language_is_chosen_before_login_and_kept_with_the_account(enter: Enter) -> None:
    client = enter("")
    client.get("/login?lang=ru")
    assert "Вход" in client.get("/login").text
    anna = enter("anna")
    post(anna, "/language", language="ru")
    assert "Очередь" in anna.get("/queue").text


def test_cookies_are_bound_to_https_where_people_come_by_it(store: ReviewStore, tmp_path: Path) -> None:
    settings = WebSettings("en", tmp_path, public_url="https://review.example")
    client = TestClient(review_app(store, settings), base_url="https://review.example", follow_redirects=False)
    answer = post(client, "/login", page="/login", name="anna", password=PASSWORD)
    cookie = next(line for line in answer.headers.get_list("set-cookie") if line.startswith("__Host-review_session="))
    assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"))
    assert "max-age" in client.get("/login").headers["strict-transport-security"]


def proxied(store: ReviewStore, folder: Path, address: str, proxies: frozenset[str]) -> TestClient:
    settings = WebSettings("en", folder, proxies=proxies, user_header="x-user")
    return TestClient(review_app(store, settings), client=(address, 5), follow_redirects=False)


def test_the_header_of_a_trusted_proxy_logs_in_and_that_of_anybody_else_does_not(
    store: ReviewStore, tmp_path: Path
) -> None:
    trusted = frozenset({"10.0.0.1"})
    client = proxied(store, tmp_path, "10.0.0.1", trusted)
    assert client.get("/login", headers={"x-user": "Anna"}).headers["location"] == "/"
    assert client.get("/queue", headers={"x-user": "Anna"}).status_code == 200
    assert client.get("/queue", headers={"x-user": "boris"}).status_code == 303  # somebody else sits there now
    assert proxied(store, tmp_path, "10.0.0.1", trusted).get("/login", headers={"x-user": "no"}).status_code == 403
    stranger = proxied(store, tmp_path, "10.0.0.9", trusted)
    assert 'name="password"' in stranger.get("/login", headers={"x-user": "anna"}).text
    assert stranger.get("/queue", headers={"x-user": "anna"}).status_code == 303
