"""`dealforensics account`: people of the review page, from the command line of whoever keeps the database."""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import dataclass, field
from typing import Literal

from pipelines.review_database import BAD_INPUT, DONE, carried_out, review_location
from reports.review.store.account_store import AccountStore
from reports.review.store.database import ReviewDatabase
from reports.review.store.records import Account, Role
from reports.terminal_text import printable
from reports.texts import Texts

_PASSWORD_BYTES = 12


@dataclass(frozen=True, slots=True)
class AccountRequest:
    """The command line as typed."""

    action: Literal["add", "password", "disable", "enable", "list"]
    database: str | None = field(default=None, repr=False)
    name: str = ""
    role: Role = "quality"
    crm_user_id: str | None = None
    company: str | None = None
    from_stdin: bool = False
    without_password: bool = False


def account_command(request: AccountRequest, texts: Texts) -> int:
    """Exit code 0; 2 where the database or the request cannot be used, which one sentence says."""
    return carried_out(lambda: _act(request, texts), texts)


def _act(request: AccountRequest, texts: Texts) -> int:
    store = AccountStore(ReviewDatabase(review_location(request.database, os.environ)))
    try:
        if request.action == "list":
            return _list(store, texts)
        if request.action == "add":
            return _add(store, request, texts)
        account = store.account_named(request.name)
        if account is None:
            print(texts.text("account-unknown", name=printable(request.name)), file=sys.stderr)
            return BAD_INPUT
        return _change(store, account, request, texts)
    finally:
        store.close()


def _add(store: AccountStore, request: AccountRequest, texts: Texts) -> int:
    password, made = (None, False) if request.without_password else _password(request)
    account = store.add_account(
        request.name,
        request.role,
        password,
        crm_user_id=request.crm_user_id,
        company=request.company,
        must_change=made,
    )
    role = texts.text(f"review-role-{account.role}")
    print(texts.text("account-added", name=printable(account.name), role=role))
    if made:
        print(texts.text("account-password-made", password=password))
    return DONE


def _change(store: AccountStore, account: Account, request: AccountRequest, texts: Texts) -> int:
    name = printable(account.name)
    if request.action == "password":
        password, made = _password(request)
        store.set_password(account.account_id, password, must_change=made)
        print(texts.text("account-password-set", name=name))
        if made:
            print(texts.text("account-password-made", password=password))
        return DONE
    if request.action == "disable":
        store.disable(account.account_id)
        print(texts.text("account-disabled", name=name))
    else:
        store.enable(account.account_id)
        print(texts.text("account-enabled", name=name))
    return DONE


def _list(store: AccountStore, texts: Texts) -> int:
    accounts = store.accounts()
    if not accounts:
        print(texts.text("account-none"))
    for account in accounts:
        state = texts.text("review-account-disabled" if account.disabled else "review-account-active")
        parts = [account.name, texts.text(f"review-role-{account.role}"), account.crm_user_id, account.company, state]
        print(" · ".join(printable(part) for part in parts if part))
    return DONE


def _password(request: AccountRequest) -> tuple[str, bool]:
    """The password, and whether it was made here and so has to be changed by its owner."""
    if request.from_stdin:
        return sys.stdin.readline().rstrip("\r\n"), False
    return secrets.token_urlsafe(_PASSWORD_BYTES), True
