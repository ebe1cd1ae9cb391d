"""Requests made up from the application's own description, by an owner who is logged in: no fault of ours (5xx)."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings

from reports.review.store.review_store import ReviewStore
from tests.reports.review.browser.served_app import served
from tests.reports.review.web.conftest import PASSWORD

pytestmark = pytest.mark.slow
EACH = 40  # requests of each kind to each route: about a minute in all
SESSION_ENDS = ("/logout", "/login", "/password")  # asked for by hand in other tests
CHANGES_THE_OWNER = "/accounts/{account_id}"  # last: a new password for the account that asks shuts it out
_TOKEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')
_MAKING = settings(
    max_examples=EACH, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


def test_no_made_up_request_makes_a_fault(app: FastAPI, store: ReviewStore) -> None:
    pytest.importorskip("schemathesis", reason="no schemathesis: make test installs it")
    with served(app) as address, httpx.Client(base_url=address) as owner:
        data = {"form_token": form_token(owner, "/login"), "name": "olga", "password": PASSWORD}
        assert owner.post("/login", data=data).status_code == 303
        statuses: dict[str, list[int]] = {}
        for operation in operations(owner):
            if operation.path == CHANGES_THE_OWNER:
                assert owner.get("/queue").status_code == 200  # logged in all the time
            statuses.setdefault(operation.path, []).extend(answers(operation, owner, address))
    assert set(statuses) == set(app.openapi()["paths"]) - set(SESSION_ENDS)
    assert not {path: found for path, found in statuses.items() if max(found) >= 500}
    assert sum(map(len, statuses.values())) > EACH * len(statuses)


def operations(owner: httpx.Client) -> list[Any]:
    import schemathesis

    described: Any = schemathesis.openapi.from_dict(owner.get("/openapi.json").json())
    found = [result.ok() for result in described.get_all_operations()]
    return sorted(
        (operation for operation in found if operation.path not in SESSION_ENDS),
        key=lambda operation: operation.path == CHANGES_THE_OWNER,
    )


def answers(operation: Any, owner: httpx.Client, address: str) -> list[int]:
    """Statuses of requests as they are described, and of others that are not."""
    from schemathesis import GenerationMode

    cookies = "; ".join(f"{name}={value}" for name, value in owner.cookies.items())
    # The token as a header: a made-up form has none.
    headers = {"cookie": cookies, "x-form-token": form_token(owner, "/password")}
    found: list[int] = []
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        if mode is GenerationMode.NEGATIVE and not (operation.query or operation.path_parameters or operation.body):
            continue  # nothing that could be wrong

        @_MAKING
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            found.append(case.call(base_url=address, headers=headers, timeout=30, allow_redirects=False).status_code)

        ask()
    return found


def form_token(client: httpx.Client, page: str) -> str:
    found = _TOKEN.search(client.get(page).text)
    assert found is not None
    return found[1]
