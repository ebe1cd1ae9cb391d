"""Tries to log in: counted by name and address, so that passwords cannot be guessed by trying."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from reports.review.store.schema import logins

WINDOW = timedelta(minutes=15)
KEPT = timedelta(days=2)
# Failed ones within the window. One name from one address: somebody guesses. A name from anywhere: many guess together;
# more are allowed, or a stranger could lock people out with little work. An address: one guesses many names; more
# again, since an office has one address.
MOST_OF_BOTH, MOST_OF_NAME, MOST_OF_ADDRESS = 5, 50, 50
_LONGEST_ADDRESS = 100


def wait_s(connection: Connection, at: datetime, name_key: str, address: str) -> int:
    """How many seconds must pass before another try; 0: it may be made."""
    name, place = logins.c.name_key == name_key, logins.c.address == address[:_LONGEST_ADDRESS]
    limits = ((name & place, MOST_OF_BOTH), (name, MOST_OF_NAME), (place, MOST_OF_ADDRESS))
    return max(_wait_s(connection, at, who, most) for who, most in limits)


def _wait_s(connection: Connection, at: datetime, who: ColumnElement[bool], most: int) -> int:
    """Until the oldest of the `most` latest failures leaves the window."""
    since = at - WINDOW
    failed = select(logins.c.at).where(who, logins.c.at > since, logins.c.succeeded.is_(False))
    oldest = connection.execute(failed.order_by(logins.c.at.desc()).offset(most - 1).limit(1)).scalar()
    return 0 if oldest is None else max(1, int((oldest + WINDOW - at).total_seconds()))


def note_try(connection: Connection, at: datetime, name_key: str, address: str) -> int:
    """Write a try down, as failed until `succeeded`: many at once would otherwise all be tried before one is counted.

    Returns its id.
    """
    connection.execute(delete(logins).where(logins.c.at < at - KEPT))
    row = {"name_key": name_key, "address": address[:_LONGEST_ADDRESS], "at": at, "succeeded": False}
    return int(connection.execute(insert(logins).values(**row).returning(logins.c.id)).scalar_one())


def succeeded(connection: Connection, login_id: int, name_key: str, address: str) -> None:
    """Mark a try as successful; who knows the password has been mistyping it before, not guessing."""
    place = logins.c.address == address[:_LONGEST_ADDRESS]
    own = (logins.c.name_key == name_key) & place | (logins.c.id == login_id)
    connection.execute(update(logins).where(own).values(succeeded=True))
