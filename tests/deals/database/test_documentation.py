"""The how-to names every table with its key, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deals.database.schema import metadata

PAGES = Path(__file__).parents[3] / "docs" / "how-to"


@pytest.mark.parametrize("page", ["database.md", "database.ru.md"])
def test_every_table_is_described_with_its_key(page: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]*) \|", (PAGES / page).read_text(encoding="utf-8"), re.MULTILINE)
    described = {name: re.findall(r"`(\w+)`", key) for name, key in rows if name in metadata.tables}
    assert described == {
        name: [column.name for column in table.primary_key if column.name != "archive_id"]
        for name, table in metadata.tables.items()
    }
