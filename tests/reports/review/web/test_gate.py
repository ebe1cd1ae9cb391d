"""Every route without a login, with the wrong role, with another's deal and with a forged form."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from reports.review.store.records import Role
from reports.review.store.review_store import ReviewStore
from reports.review.store.rights import RIGHTS
from reports.review.web.app import _PARTS
from reports.review.web.route_rights import ROUTE_RIGHTS, admitted
from reports.review.web.security_headers import POLICY
from tests.reports.review.web.conftest import PEOPLE, Enter, case_of, post, token_of, viewer

ROUTES = [route for part in _PARTS for route in part.routes.routes if isinstance(route, APIRoute)]
CLOSED = [route for route in ROUTES if ROUTE_RIGHTS[route.name] != "public"]
FORMS = [route for route in ROUTES if "POST" in route.methods]


def address(route: APIRoute) -> str:
    fields = {"case_id": "1", "account_id": "1", "digest": "x", "name": "review.css"}
    return route.path.format(**fields) + ("?call=K1" if route.name == "recording" else "")


def test_every_route_asks_for_a_right_and_every_right_belongs_to_a_route(app: FastAPI) -> None:
    assert {route.name for route in ROUTES} == set(ROUTE_RIGHTS)
    assert set(app.openapi()["paths"]) == {route.path for route in ROUTES}


def test_without_login_nothing_is_shown_or_done(enter: Enter) -> None:
    visitor = enter("")
    for route in CLOSED:
        if "POST" in route.methods:
            assert visitor.post(address(route), data={"form_token": "x"}).status_code == 401, route.name
        else:
            answer = visitor.get(address(route))
            assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/login"), route.name


@pytest.mark.parametrize("role", RIGHTS)
def test_a_role_without_the_right_is_refused(role: Role, enter: Enter) -> None:
    client = enter(next(name for name, its, _ in PEOPLE if its == role))
    refused = [route for route in CLOSED if not admitted(role, ROUTE_RIGHTS[route.name])]
    for route in refused:
        answer = post(client, address(route)) if "POST" in route.methods else client.get(address(route))
        assert answer.status_code == 403, route.name
    assert refused


def test_a_form_without_the_session_s_token_is_refused(enter: Enter) -> None:
    clients = {"file_appeal": enter("igor")}
    owner, foreign = enter("olga"), token_of(enter("kira"), "/password")
    for route in FORMS:
        for forged in ("", "0" * 64, foreign):
            answer = clients.get(route.name, owner).post(address(route), data={"form_token": forged})
            assert answer.status_code == 403, route.name


def test_a_form_from_another_site_is_refused_even_with_the_token(enter: Enter) -> None:
    client = enter("olga")
    token = {"form_token": token_of(client, "/password")}
    for headers in ({"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        assert client.post("/logout", data=token, headers=headers).status_code == 403
    assert client.post("/logout", data=token, headers={"origin": "http://testserver"}).status_code == 303


def test_a_manager_sees_claims_about_himself_only(store: ReviewStore, enter: Enter) -> None:
    own, others = case_of(store, "error_loss", "S3"), case_of(store, "error_loss", "S2")
    igor, head = enter("igor"), enter("head")
    assert igor.get(f"/cases/{own}").status_code == 200
    assert head.get(f"/cases/{others}").status_code == 200
    assert head.get(f"/cases/{own}").status_code == 404
    assert head.get(f"/cases/{own}/recording?call=K1").status_code == 404
    assert post(head, f"/cases/{own}/appeal", comment="Not so").status_code == 404
    assert f"/cases/{own}" in igor.get("/own").text
    assert store.status(viewer(store, "olga"), own).appeals == ()


def test_a_password_made_by_somebody_else_has_to_be_changed_first(store: ReviewStore, enter: Enter) -> None:
    account = store.account_named("anna")
    assert account is not None
    store.set_password(account.account_id, "длинный пароль 1", must_change=True)
    client = enter("anna")
    assert client.get("/queue").headers["location"] == "/password"
    assert post(client, "/logout").status_code == 303


def test_an_unknown_page_and_a_wrong_method_are_pages_too(enter: Enter) -> None:
    for method, path, status in (("GET", "/nope", 404), ("POST", "/queue", 405), ("GET", "/cases/x", 422)):
        answer = enter("olga").request(method, path)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")


def test_every_answer_carries_the_headers(enter: Enter) -> None:
    client = enter("olga")
    for path in ("/queue", "/login", "/nope", "/health", "/static/x/review.css", "/cases/1/recording?call=no"):
        headers = client.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe-inline" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert ("no-store" in headers["cache-control"]) == (not path.startswith("/static"))


def test_too_large_a_form_is_refused_before_it_is_read(enter: Enter) -> None:
    client = enter("olga")
    token = token_of(client, "/data")
    answer = client.post("/data/import", data={"form_token": token, "run": "1"}, files={"file": b"x" * (21 * 2**20)})
    assert answer.status_code == 413


def test_a_fault_of_ours_is_a_page_that_tells_nothing(app: FastAPI, enter: Enter) -> None:
    client = TestClient(app, raise_server_exceptions=False, cookies=enter("olga").cookies)
    app.state.site = replace(app.state.site, learning=app.state.site.pages)  # of the wrong kind, so its page fails
    answer = client.get("/learning")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY
