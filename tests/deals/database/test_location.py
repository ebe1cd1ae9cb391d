"""Where a database is, and that its password is never said."""

from __future__ import annotations

from pathlib import Path

import pytest

from deals.database import BadLocation, DatabaseError, open_database, shown_location
from deals.database.location import database_url, hide_secrets
from deals.problem_codes import ProblemCode
from tests.postgresql import PASSWORD, Server

SECRET = "hush"


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ("client.db", "client.db"),
        (Path("/srv/client.db"), "/srv/client.db"),
        ("sqlite:////srv/client.db", "/srv/client.db"),
        (f"postgresql://ann:{SECRET}@host:5433/sales", "postgresql://ann:***@host:5433/sales"),
        (f"postgres://ann:{SECRET}@host/sales", "postgresql://ann:***@host/sales"),
        (f"postgresql+psycopg://ann:{SECRET}@/sales?host=/run/pg", "postgresql://ann:***@/sales?host=%2Frun%2Fpg"),
        (f"postgresql://host/sales?user=ann&password={SECRET}", "postgresql://host/sales?password=%2A%2A%2A&user=ann"),
    ],
)
def test_a_location_is_shown_without_its_password(location: str | Path, shown: str) -> None:
    assert shown_location(location) == shown


@pytest.mark.parametrize(
    "location",
    [
        f"postgresql://ann:{SECRET}@rest@host/sales",
        f"postgresql://ann:{SECRET}@host:port/sales",
        f"mysql://ann:{SECRET}@host/sales",
        f"postgresql+psycopg2://ann:{SECRET}@host/sales",
        "sqlite://",
        "sqlite:///:memory:",
        ":memory:",
        "",
        "sqlite:///client.db?mode=ro",
        f"://{SECRET}",
    ],
)
def test_what_cannot_be_used_is_refused_without_repeating_it(location: str) -> None:
    with pytest.raises(BadLocation) as refused:
        database_url(location)
    assert SECRET not in f"{refused.value}{refused.value.problem}{refused.value.__cause__}"


def test_a_driver_s_message_is_cleaned_of_every_secret() -> None:
    url = database_url(f"postgresql://ann:{SECRET}@host/sales?sslpassword=quiet")
    assert hide_secrets(f"no {SECRET}, no quiet", url) == "no ***, no ***"


def test_a_wrong_password_is_not_told(postgresql: Server) -> None:
    url = postgresql.url.set(password=SECRET).render_as_string(hide_password=False)
    with pytest.raises(DatabaseError) as refused:
        open_database(url)
    assert refused.value.problem.code == ProblemCode.DATABASE_UNREACHABLE
    assert SECRET not in str(refused.value.problem)
    assert PASSWORD not in str(refused.value.problem)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Not a database at all, but a text of some length that stands here. " * 20, ProblemCode.DATABASE_NOT_OURS),
        (None, ProblemCode.DATABASE_UNREACHABLE),
    ],
)
def test_a_file_that_is_no_database_is_refused_and_left_alone(
    tmp_path: Path, content: bytes | None, code: ProblemCode
) -> None:
    file = tmp_path / "notes.txt" if content else tmp_path / "no folder" / "file.db"
    if content:
        file.write_bytes(content)
    with pytest.raises(DatabaseError) as refused:
        open_database(file)
    assert refused.value.problem.code == code
    assert refused.value.problem.file == str(file)
    assert not content or file.read_bytes() == content


def test_a_damaged_file_is_called_damaged(tmp_path: Path) -> None:
    file = tmp_path / "client.db"
    open_database(file).dispose()
    content = bytearray(file.read_bytes())
    content[100:8192] = b"\xff" * (8192 - 100)
    file.write_bytes(content)
    with pytest.raises(DatabaseError) as refused:
        open_database(file)
    assert refused.value.problem.code == ProblemCode.DATABASE_DAMAGED
