"""A list that the token's user may not read costs what it gives and nothing else, and its absence is said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.deals.connectors.amocrm_server import AmoCrmServer
from tests.deals.connectors.conftest import run_fetch
from tests.deals.connectors.tables import rows


def deny(server: AmoCrmServer, *paths: str) -> None:
    """403 for these lists, whatever is asked of them."""

    def before(number: int, path: str, params: Mapping[str, str]) -> None:
        if path in paths:
            server.behaviour.faults[number] = "403"

    server.behaviour.before = before


@pytest.mark.parametrize(
    ("path", "sentence", "table"),
    [
        ("users", "Users were not read", "people"),
        ("contacts", "Contacts were not read", "contacts"),
        ("companies", "Companies were not read", "contacts"),
        ("events", "Events were not read", "owner_history"),
        ("tasks", "Tasks were not read", "tasks"),
    ],
)
def test_a_list_that_is_closed_costs_no_other_and_comes_with_all_once_it_is_open(
    server: AmoCrmServer, tmp_path: Path, path: str, sentence: str, table: str
) -> None:
    run_fetch(server, tmp_path / "whole")
    whole = by_content(tmp_path / "whole", table)
    deny(server, path)
    printed = run_fetch(server, tmp_path / "archive")
    assert f"{sentence}: the account does not allow /api/v4/{path}." in printed
    assert "--all" in next(line for line in printed.splitlines() if sentence in line)
    assert len(rows(tmp_path / "archive", "deals")) == 60
    assert len(by_content(tmp_path / "archive", table)) < len(whole)
    deny(server)
    server.behaviour.faults.clear()
    assert sentence not in run_fetch(server, tmp_path / "archive", "--all")
    assert by_content(tmp_path / "archive", table) == whole


def by_content(archive: Path, table: str) -> list[list[str]]:
    """A table's rows in an order of their own; none where there is no such table."""
    found = rows(archive, table) if (archive / f"{table}.csv").exists() else []
    return sorted(list(row.values()) for row in found)


@pytest.mark.parametrize("path", ["leads/notes", "contacts/notes"])
def test_without_some_notes_the_others_are_fetched_and_a_new_folder_is_asked_for(
    server: AmoCrmServer, tmp_path: Path, path: str
) -> None:
    deny(server, path)
    said = next(line for line in run_fetch(server, tmp_path).splitlines() if "Some notes were not read" in line)
    assert "new folder" in said
    assert len(rows(tmp_path, "deals")) == 60
    assert rows(tmp_path, "calls")


def test_an_account_that_is_locked_in_the_middle_ends_the_fetch(server: AmoCrmServer, tmp_path: Path) -> None:
    locked: list[int] = []

    def before(number: int, path: str, params: Mapping[str, str]) -> None:
        if path == "events" or locked:
            locked.append(number)
            server.behaviour.faults[number] = "403"

    server.behaviour.before = before
    printed = run_fetch(server, tmp_path, code=2)
    assert "does not allow /api/v4/account" in printed
    assert "The archive is ready" not in printed


def test_a_note_that_is_closed_costs_only_its_recording(server: AmoCrmServer, tmp_path: Path) -> None:
    server.behaviour.recording_faults = {"/sound/4": "404"}
    deny(server, "contacts/20004/notes/50040")
    assert "the link has expired" in run_fetch(server, tmp_path)
    assert sum(bool(one["recording"]) for one in rows(tmp_path, "calls")) == 11
