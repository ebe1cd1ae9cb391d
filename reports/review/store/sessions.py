"""Sessions: a random token in the browser, its digest here."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, delete, insert, select, update

from reports.review.store.schema import accounts, sessions

IDLE = timedelta(hours=4)  # a recording of a long call is listened to without a click
LONGEST = timedelta(hours=12)  # a working day; then the password is asked for again
_NOTED_EVERY = timedelta(minutes=1)  # else each page would be a write


def open_session(connection: Connection, at: datetime, account_id: int) -> str:
    """A new token, always of our making: one that was known before the login is worth nothing."""
    connection.execute(delete(sessions).where(sessions.c.expires_at < at))
    token = secrets.token_urlsafe(32)
    connection.execute(
        insert(sessions).values(
            token_hash=_digest(token), account_id=account_id, made_at=at, seen_at=at, expires_at=at + LONGEST
        )
    )
    return token


def find_session(connection: Connection, at: datetime, token: str) -> Row | None:
    """The account's row, with the session's `seen_at` and `expires_at`; None: none, expired, or disabled."""
    found = select(accounts, sessions.c.seen_at, sessions.c.expires_at).join(sessions).where(
        sessions.c.token_hash == _digest(token), sessions.c.expires_at > at, sessions.c.seen_at > at - IDLE,
        accounts.c.disabled.is_(False),
    )  # fmt: skip
    return connection.execute(found).first()


def to_note(row: Row, at: datetime) -> bool:
    """Whether that it was seen is to be written down."""
    return bool(at - row.seen_at > _NOTED_EVERY)


def note_seen(connection: Connection, at: datetime, token: str) -> None:
    connection.execute(update(sessions).where(sessions.c.token_hash == _digest(token)).values(seen_at=at))


def close_session(connection: Connection, token: str) -> None:
    connection.execute(delete(sessions).where(sessions.c.token_hash == _digest(token)))


def end_sessions(connection: Connection, account_id: int, keep: str | None = None) -> None:
    """End those of an account, but for the one of the token `keep`."""
    ended = delete(sessions).where(sessions.c.account_id == account_id)
    connection.execute(ended if keep is None else ended.where(sessions.c.token_hash != _digest(keep)))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
