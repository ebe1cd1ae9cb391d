"""People and their rights, for the owner. A password made here is shown once and has to be changed at once."""

from __future__ import annotations

import secrets
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Path
from fastapi.responses import RedirectResponse, Response

from reports.review.store.records import Role
from reports.review.web.notices import NoticeNow, with_notice
from reports.review.web.site import Asking, AskingNow

routes = APIRouter()
SEE_OTHER = 303
Line = Annotated[str, Form(max_length=200)]
PASSWORD_BYTES = 12  # 96 bits: nobody guesses it before it is changed


@routes.get("/accounts")
def accounts_page(asking: AskingNow, notice: NoticeNow) -> Response:
    return _page(asking, {"notice": notice})


@routes.post("/accounts")
def add_account(
    asking: AskingNow, name: Line, role: Annotated[Role, Form()], crm_user_id: Line = "", company: Line = ""
) -> Response:
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    asking.site.store.add_account(
        name.strip(),
        role,
        password,
        crm_user_id=crm_user_id.strip() or None,
        company=company.strip() or None,
        must_change=True,
        actor=asking.who,
    )
    return _page(asking, {"made": name.strip(), "password": password})


@routes.post("/accounts/{account_id}")
def change_account(
    asking: AskingNow,
    account_id: Annotated[int, Path(ge=0, le=2**31)],
    action: Annotated[Literal["disable", "enable", "password"], Form()],
) -> Response:
    store = asking.site.store
    if action == "password":
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        store.set_password(account_id, password, actor=asking.who, must_change=True)
        name = next((account.name for account in store.accounts() if account.account_id == account_id), "")
        return _page(asking, {"made": name, "password": password})
    (store.disable if action == "disable" else store.enable)(account_id, actor=asking.who)
    return RedirectResponse("/accounts", SEE_OTHER)


@routes.post("/reviewers")
def change_reviewers(asking: AskingNow, needed: Annotated[Literal["1", "2"], Form()]) -> Response:
    asking.site.store.set_reviewers_needed(1 if needed == "1" else 2, asking.who)
    return RedirectResponse(with_notice("/accounts", "reviewers-changed"), SEE_OTHER)


def _page(asking: Asking, values: dict[str, Any]) -> Response:
    store = asking.site.store
    shown = {
        "accounts": store.accounts(),
        "choices": store.filter_choices(),
        "needed": store.reviewers_needed(),
        "notice": "",
        "made": "",
        "password": "",
    }
    return asking.page("accounts", shown | values)
