"""Accounts, logins and sessions as the page and the commands use them: each method one transaction, from any thread."""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import Row, func, select

from reports.review.store import accounts, audit_log, logins, passwords, sessions
from reports.review.store.database import ReviewDatabase
from reports.review.store.records import Account, AuditEntry, RateLimited, ReviewRefused, Role, Viewer
from reports.review.store.schema import accounts as account_table

LoginBy = Literal["password", "header"]


class AccountStore:
    """actor: who does it; None: somebody on the command line.

    Raises DatabaseError, and ReviewRefused where a rule says no.
    """

    def __init__(self, database: ReviewDatabase) -> None:
        self._database = database

    def close(self) -> None:
        self._database.close()

    def add_account(
        self, name: str, role: Role, password: str | None, *, crm_user_id: str | None = None,
        company: str | None = None, language: str | None = None, must_change: bool = False, actor: Viewer | None = None,
    ) -> Account:  # fmt: skip
        """password None: only single sign-on opens it. crm_user_id: needed for a manager and a head; for others it says
        whose deals they must not judge. Raises ReviewRefused, see `accounts.add`."""
        fields: dict[str, Any] = {"name": name, "role": role, "crm_user_id": crm_user_id, "company": company,
                                  "language": language, "must_change": must_change}  # fmt: skip
        with self._database.writing() as connection:
            return accounts.add(connection, self._database.clock(), name_of(actor), password=password, **fields)

    def accounts(self) -> tuple[Account, ...]:
        with self._database.reading() as connection:
            return accounts.listed(connection)

    def account_named(self, name: str) -> Account | None:
        with self._database.reading() as connection:
            row = accounts.named(connection, name)
        return None if row is None else accounts.account_of(row)

    def has_accounts(self) -> bool:
        with self._database.reading() as connection:
            return bool(connection.execute(select(func.count()).select_from(account_table)).scalar_one())

    def set_password(
        self, account_id: int, new: str, *, actor: Viewer | None = None, must_change: bool = False
    ) -> None:
        """For somebody else, or by the command line; all sessions of the account end."""
        with self._database.writing() as connection:
            account = accounts.by_id(connection, account_id)
            at = self._database.clock()
            accounts.set_password(connection, at, name_of(actor), account, new, must_change=must_change)

    def change_password(self, viewer: Viewer, old: str, new: str, keep_token: str | None = None) -> None:
        """One's own; all sessions but that of keep_token end. Raises ReviewRefused: wrong-password, and as `hashed`."""
        with self._database.reading() as connection:
            row = accounts.named(connection, viewer.account.name)
        if not passwords.fits(old, row.password if row else None):
            raise ReviewRefused("wrong-password")
        with self._database.writing() as connection:
            at, account = self._database.clock(), viewer.account
            accounts.set_password(connection, at, account.name, account, new, must_change=False, keep=keep_token)

    def disable(self, account_id: int, *, actor: Viewer | None = None) -> None:
        self._set_disabled(account_id, actor, disabled=True)

    def enable(self, account_id: int, *, actor: Viewer | None = None) -> None:
        self._set_disabled(account_id, actor, disabled=False)

    def _set_disabled(self, account_id: int, actor: Viewer | None, *, disabled: bool) -> None:
        with self._database.writing() as connection:
            account = accounts.by_id(connection, account_id)
            accounts.set_disabled(connection, self._database.clock(), name_of(actor), account, disabled)

    def set_language(self, viewer: Viewer, language: str) -> None:
        with self._database.writing() as connection:
            accounts.set_language(connection, viewer.account, language)

    def check_password(self, name: str, password: str, address: str) -> Account | RateLimited | None:
        """The account, or None where name and password do not belong together, which takes equally long for a name
        that is not known. The try is counted before the password is looked at."""
        key, at = accounts.name_key(name), self._database.clock()
        with self._database.writing() as connection:
            if wait_s := logins.wait_s(connection, at, key, address):
                return RateLimited(wait_s)
            login_id = logins.note_try(connection, at, key, address)
            row = accounts.named(connection, name)
        usable = row is not None and not row.disabled
        fits = passwords.fits(password, row.password if row is not None and usable else None)
        with self._database.writing() as connection:
            if row is None or not fits:
                known = row.name if row is not None else ""  # what strangers type must not fill the log
                audit_log.append(connection, at, "", "login-failed", known, address=address[:100])
                return None
            logins.succeeded(connection, login_id, key, address)
        return accounts.account_of(row)

    def open_session(self, account: Account, address: str, by: LoginBy = "password") -> str:
        """A new token. Raises ReviewRefused: not-allowed, where the account is disabled."""
        with self._database.writing() as connection:
            at = self._database.clock()
            if accounts.by_id(connection, account.account_id).disabled:
                raise ReviewRefused("not-allowed")
            audit_log.append(connection, at, account.name, "logged-in", "", address=address[:100], by=by)
            return sessions.open_session(connection, at, account.account_id)

    def session(self, token: str) -> Viewer | None:
        """Who is logged in by this token; the session lives on for a while longer."""
        at = self._database.clock()
        with self._database.reading() as connection:
            row: Row | None = sessions.find_session(connection, at, token)
        if row is None:
            return None
        if sessions.to_note(row, at):
            with self._database.writing() as connection:
                sessions.note_seen(connection, at, token)
        return Viewer(accounts.account_of(row), row.expires_at)

    def close_session(self, token: str) -> None:
        with self._database.writing() as connection:
            sessions.close_session(connection, token)

    def record(self, action: str, viewer: Viewer | None, subject: str = "", **details: str | int | bool | None) -> None:
        """Add an entry to the audit log; action: a text `review-audit-<action>`."""
        with self._database.writing() as connection:
            audit_log.append(connection, self._database.clock(), name_of(viewer), action, subject, **details)

    def audit(self, page: int = 1, size: int = 100) -> tuple[tuple[AuditEntry, ...], int]:
        """A page of the audit log, newest first, and how many entries there are."""
        with self._database.reading() as connection:
            return audit_log.entries(connection, max(1, min(page, 10**6)), size)

    def audit_broken_at(self) -> int | None:
        with self._database.reading() as connection:
            return audit_log.broken_at(connection)


def name_of(viewer: Viewer | None) -> str:
    """As the audit log names who did it."""
    return viewer.account.name if viewer is not None else ""
