"""Every route that the application really serves, with nobody, with each role, and with forged forms.

The list comes from the application itself, so a route that is added without a line in the table of rights fails here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from reports.review.store.records import Role
from reports.review.store.review_store import ReviewStore
from reports.review.web.route_rights import ROUTE_RIGHTS, admitted
from tests.reports.review.web.conftest import PASSWORD, PEOPLE, Enter, case_of, token_of, viewer

NAME_OF: Mapping[Role, str] = {role: name for name, role, _ in PEOPLE}  # type: ignore[misc]
OPEN = {("GET", "/health"), ("GET", "/login"), ("POST", "/login"), ("GET", "/static/{digest}/{name}")}
ENDS_THE_SESSION = ("/login", "/logout", "/password")
# With which each form would be taken, so that nothing but the gate refuses it.
FIELDS: Mapping[str, Mapping[str, str]] = {
    "/login": {"name": "anna", "password": PASSWORD},
    "/password": {"old": PASSWORD, "new": "другой пароль 22", "again": "другой пароль 22"},
    "/language": {"language": "ru"},
    "/cases/{case_id}/verdict": {"decision": "confirm", "grade": "3", "onward": "stay"},
    "/cases/{case_id}/signals": {"call_id": "K1", "index": "1", "confirmed": "complaint_no_contact"},
    "/cases/{case_id}/appeal": {"comment": "Not so"},
    "/accounts": {"name": "Mallory", "role": "owner"},
    "/accounts/{account_id}": {"action": "password"},
    "/reviewers": {"needed": "1"},
    "/learning": {"runs": "1"},
    "/data/import": {"run": "1"},
}


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    name: str

    def address(self, case_id: int) -> str:
        values = {"case_id": str(case_id), "account_id": "3", "digest": "x", "name": "review.css"}
        return self.path.format(**values) + ("?call=K1" if self.path.endswith("/recording") else "")


def routes_of(app: FastAPI) -> list[Route]:
    """From the description that the application makes of itself."""
    return [
        Route(method.upper(), path, str(operation["operationId"]))
        for path, operations in app.openapi()["paths"].items()
        for method, operation in operations.items()
    ]


def right_of(route: Route) -> str | None:
    """An operation's id is the name of its function, then its path and method."""
    ending = "".join(letter if letter.isalnum() else "_" for letter in route.path) + f"_{route.method.lower()}"
    return ROUTE_RIGHTS.get(route.name.removesuffix(ending))


def send(client: TestClient, route: Route, case_id: int, token: str) -> int:
    if route.method == "GET":
        return client.get(route.address(case_id)).status_code
    files = {"file": ("v.csv", b"list,deal_id,verdict\n")} if route.path == "/data/import" else None
    data = {"form_token": token, **FIELDS.get(route.path, {})}
    return client.request(route.method, route.address(case_id), data=data, files=files).status_code


@pytest.fixture
def case_id(store: ReviewStore) -> int:
    """Of a claim about the manager Igor."""
    return case_of(store, "error_loss", "S3")


@pytest.fixture
def nothing_changes(store: ReviewStore, case_id: int) -> Iterator[None]:
    before = kept(store, case_id)
    yield
    assert kept(store, case_id) == before


def kept(store: ReviewStore, case_id: int) -> object:
    status = store.status(viewer(store, "olga"), case_id)
    return store.accounts(), status.history, status.appeals, store.reviewers_needed(), store.runs()


def test_every_served_route_has_a_rule(app: FastAPI) -> None:
    routes = routes_of(app)
    assert len(routes) == len(ROUTE_RIGHTS)
    assert [route for route in routes if right_of(route) is None] == []
    assert {(route.method, route.path) for route in routes if right_of(route) == "public"} == OPEN
    assert {route.path for route in routes if route.method != "GET"} - set(FIELDS) == {"/logout"}


def test_a_route_without_a_rule_is_closed_even_to_the_owner(app: FastAPI, enter: Enter) -> None:
    @app.get("/forgotten")
    def forgotten() -> str:
        return "open to the world"

    for name in ("", *NAME_OF.values()):
        answer = enter(name).get("/forgotten")
        assert answer.status_code == 404, name
        assert "open to the world" not in answer.text
    assert [route.path for route in routes_of(app) if right_of(route) is None] in ([], ["/forgotten"])


@pytest.mark.usefixtures("nothing_changes")
def test_nobody_gets_anywhere_without_a_login(app: FastAPI, enter: Enter, case_id: int) -> None:
    """With the right token of the login form, too."""
    visitor = enter("")
    token = token_of(visitor, "/login")
    for route in routes_of(app):
        if (route.method, route.path) not in OPEN:
            assert send(visitor, route, case_id, token) == (303 if route.method == "GET" else 401), route


@pytest.mark.parametrize("role", get_args(Role))
def test_each_role_gets_as_far_as_the_table_says(app: FastAPI, enter: Enter, case_id: int, role: Role) -> None:
    client = enter(NAME_OF[role])
    token = token_of(client, "/password")
    for route in routes_of(app):
        right = right_of(route)
        assert right is not None
        if route.method != "GET" and route.path in ENDS_THE_SESSION:
            continue  # open to everybody who is logged in
        status = send(client, route, case_id, token)
        if admitted(role, right):  # type: ignore[arg-type]
            # 400, 404 and 409: let in by the gate, refused by the rules of the store.
            assert status in (200, 204, 303, 400, 404, 409), (route, status)
        else:
            assert status == 403, route


@pytest.mark.usefixtures("nothing_changes")
def test_no_form_is_taken_with_a_forged_token(app: FastAPI, enter: Enter, case_id: int) -> None:
    people = {role: enter(name) for role, name in NAME_OF.items()}
    foreign = token_of(enter("boris"), "/password")
    for route in routes_of(app):
        right = right_of(route)
        if route.method == "GET" or right is None:
            continue
        for role, client in people.items():
            if admitted(role, right):  # type: ignore[arg-type]
                for forged in ("", "0" * 64, foreign, foreign.upper(), "é" * 64):
                    assert send(client, route, case_id, forged) == 403, (route, role)
        nameless = people["owner"].request(route.method, route.address(case_id), data=dict(FIELDS.get(route.path, {})))
        assert nameless.status_code == 403, route


@pytest.mark.usefixtures("nothing_changes")
@pytest.mark.parametrize("name", ["head", "igor"])
def test_another_s_deal_answers_as_one_that_does_not_exist(
    app: FastAPI, store: ReviewStore, enter: Enter, name: str
) -> None:
    client = enter(name)
    other = case_of(store, "error_loss", "S3" if name == "head" else "S2")
    token = token_of(client, "/password")
    routes = [route for route in routes_of(app) if "{case_id}" in route.path]
    assert len(routes) == 5
    for route in routes:
        refused = send(client, route, other, token)
        assert refused == send(client, route, 999_999, token), route
        assert refused in (403, 404), route
    page, none = client.get(f"/cases/{other}").text, client.get("/cases/999999").text
    assert page == none


@pytest.mark.usefixtures("nothing_changes")
def test_a_get_changes_nothing(app: FastAPI, enter: Enter, case_id: int) -> None:
    """Another site can make a browser ask for any address."""
    olga = enter("olga")
    for route in routes_of(app):
        if route.method == "GET":
            send(olga, route, case_id, "")
        else:
            answer = olga.get(route.address(case_id), params=dict(FIELDS.get(route.path, {})))
            assert answer.status_code in (200, 303, 405), route


@pytest.mark.usefixtures("nothing_changes")
@pytest.mark.parametrize("header", ["x-http-method-override", "x-original-url", "x-rewrite-url", "x-forwarded-user"])
def test_no_header_opens_a_door(app: FastAPI, enter: Enter, case_id: int, header: str) -> None:
    visitor = enter("")
    for value in ("olga", "POST", "/accounts", "GET"):
        assert visitor.get("/accounts", headers={header: value, "x-forwarded-for": "127.0.0.1"}).status_code == 303
