"""`store`: a store with a made run, once in SQLite and once in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reports.review.store.records import Role, Viewer
from reports.review.store.review_store import ReviewStore, open_review
from tests.deals.database.conftest import database, postgresql  # noqa: F401
from tests.reports.review.store.made_run import write_made_run


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(database: str, tmp_path: Path, clock: Clock) -> Iterator[ReviewStore]:  # noqa: F811
    opened = open_review([write_made_run(tmp_path / "out")], database, clock)
    yield opened
    opened.close()


@pytest.fixture
def lite(tmp_path: Path, clock: Clock) -> Iterator[ReviewStore]:
    """The store in SQLite only, for rules that no database knows of."""
    opened = open_review([write_made_run(tmp_path / "out")], tmp_path / "review.db", clock)
    yield opened
    opened.close()


def person(store: ReviewStore, name: str, role: Role = "quality", crm_user_id: str | None = None) -> Viewer:
    return Viewer(store.add_account(name, role, None, crm_user_id=crm_user_id))
