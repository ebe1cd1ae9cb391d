"""Accounts: who may open the review page, and who they are in the CRM."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any, get_args

from sqlalchemy import Connection, Row, func, insert, select, update

from reports.review.store.audit_log import append
from reports.review.store.passwords import hashed
from reports.review.store.records import Account, ReviewRefused, Role
from reports.review.store.schema import accounts
from reports.review.store.sessions import end_sessions
from reports.visible_text import visible

LONGEST_NAME = 80
LONGEST_TYPED = 1000  # of what anybody may type where a name is asked for
ROLES: tuple[Role, ...] = get_args(Role)
IN_CRM: tuple[Role, ...] = ("manager", "head")


def name_key(name: str) -> str:
    """What makes two names the same: neither capitals, spaces around, nor the way of composing letters tell them
    apart, so that nobody counts as two reviewers."""
    return visible(" ".join(unicodedata.normalize("NFKC", name[:LONGEST_TYPED]).casefold().split()))


def checked_name(name: str) -> str:
    """The name as it is kept. Raises ReviewRefused: bad-name."""
    said = " ".join(unicodedata.normalize("NFC", name).split())
    if not said or len(said) > LONGEST_NAME or not said.isprintable():
        raise ReviewRefused("bad-name", most=LONGEST_NAME)
    return said


def add(connection: Connection, at: datetime, actor: str, *, password: str | None, **fields: Any) -> Account:
    """fields: name, role, crm_user_id, company, language, must_change. Raises ReviewRefused: bad-name, bad-role,
    name-taken, needs-crm-user, password-too-short."""
    name, role = checked_name(fields["name"]), fields["role"]
    if role not in ROLES:
        raise ReviewRefused("bad-role", roles=", ".join(ROLES))
    if role in IN_CRM and not fields.get("crm_user_id"):
        raise ReviewRefused("needs-crm-user", role=role)
    if named(connection, name) is not None:
        raise ReviewRefused("name-taken", name=name)
    row = fields | {"name": name, "name_key": name_key(name), "disabled": False, "created_at": at}
    row["password"] = None if password is None else hashed(password)
    made = connection.execute(insert(accounts).values(**row).returning(accounts)).one()
    append(connection, at, actor, "account-added", name, role=role, crm_user=fields.get("crm_user_id"))
    return account_of(made)


def named(connection: Connection, name: str) -> Row | None:
    """The row of an account, with its password's digest."""
    return connection.execute(select(accounts).where(accounts.c.name_key == name_key(name))).first()


def by_id(connection: Connection, account_id: int) -> Account:
    """Raises ReviewRefused: unknown-account."""
    row = connection.execute(select(accounts).where(accounts.c.id == account_id)).first()
    if row is None:
        raise ReviewRefused("unknown-account")
    return account_of(row)


def listed(connection: Connection) -> tuple[Account, ...]:
    return tuple(account_of(row) for row in connection.execute(select(accounts).order_by(accounts.c.name_key)))


def set_password(
    connection: Connection, at: datetime, actor: str, account: Account, password: str, *, must_change: bool,
    keep: str | None = None,
) -> None:  # fmt: skip
    """Set it, and end the account's sessions but the one of the token `keep`. Raises ReviewRefused as `hashed`."""
    changed = {"password": hashed(password), "must_change": must_change}
    connection.execute(update(accounts).where(accounts.c.id == account.account_id).values(**changed))
    end_sessions(connection, account.account_id, keep)
    append(connection, at, actor, "password-set", account.name)


def set_disabled(connection: Connection, at: datetime, actor: str, account: Account, disabled: bool) -> None:
    """Raises ReviewRefused: last-owner, since nobody could make accounts then."""
    if disabled and account.role == "owner":
        owners = select(func.count()).select_from(accounts).where(
            accounts.c.role == "owner", accounts.c.disabled.is_(False), accounts.c.id != account.account_id
        )  # fmt: skip
        if connection.execute(owners).scalar_one() == 0:
            raise ReviewRefused("last-owner")
    connection.execute(update(accounts).where(accounts.c.id == account.account_id).values(disabled=disabled))
    if disabled:
        end_sessions(connection, account.account_id)
    append(connection, at, actor, "account-disabled" if disabled else "account-enabled", account.name)


def set_language(connection: Connection, account: Account, language: str) -> None:
    connection.execute(update(accounts).where(accounts.c.id == account.account_id).values(language=language))


def account_of(row: Row) -> Account:
    return Account(
        account_id=row.id,
        name=row.name,
        role=row.role,
        crm_user_id=row.crm_user_id,
        company=row.company,
        language=row.language,
        disabled=row.disabled,
        has_password=row.password is not None,
        must_change_password=row.must_change,
        created_at=row.created_at,
    )
