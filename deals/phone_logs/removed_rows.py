"""Calls taken out of calls.csv again: those made of recordings that turned out to belong to a call of the phone log."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from pathlib import Path

from deals.archive_writer import write_whole


def remove_calls(archive: Path, call_ids: Collection[str]) -> None:
    """Rewrite calls.csv without these calls; nothing is written where there are none."""
    if not call_ids:
        return
    path, gone = archive / "calls.csv", frozenset(call_ids)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    place = rows[0].index("call_id")
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(row for row in rows if not row or row[place] not in gone)
    write_whole(path, text.getvalue().encode("utf-8"))
