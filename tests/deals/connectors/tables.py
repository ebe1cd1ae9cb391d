"""Reading an archive's tables in tests."""

from __future__ import annotations

import csv
from pathlib import Path


def rows(archive: Path, table: str) -> list[dict[str, str]]:
    with (archive / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row(archive: Path, table: str, row_id: str) -> dict[str, str]:
    """The one row whose first column is row_id."""
    (found,) = (one for one in rows(archive, table) if next(iter(one.values())) == row_id)
    return found
