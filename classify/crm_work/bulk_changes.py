"""Rows entered together by an import or a clean-up, whose time tells nothing of any one deal."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

IN_BULK, TOGETHER = 20, timedelta(minutes=5)
Key = TypeVar("Key", bound=Hashable)


def in_bulk(rows: Iterable[tuple[datetime, Key]]) -> frozenset[Key]:
    """Keys of the rows that were entered with many others within minutes."""
    ordered = sorted(rows, key=lambda row: row[0])
    bulk: set[Key] = set()
    first = 0
    for last, (moment, _) in enumerate(ordered):
        while moment - ordered[first][0] > TOGETHER:
            first += 1
        if last - first + 1 >= IN_BULK:
            bulk.update(key for _, key in ordered[first : last + 1])
    return frozenset(bulk)
