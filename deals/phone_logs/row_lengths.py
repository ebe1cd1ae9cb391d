"""How long a logged call was, and whether it was answered: each from whatever its row has of it."""

from __future__ import annotations

from datetime import datetime

from deals.csv_text import Record
from deals.phone_logs.call_columns import STATED_LENGTHS
from deals.phone_logs.call_status import answered_of
from deals.phone_logs.log_columns import LogColumns

_YES = frozenset({"true", "yes", "y", "1", "да", "истина", "t", "+"})
_NO = frozenset({"false", "no", "n", "0", "нет", "ложь", "f"})


def call_lengths(columns: LogColumns, row: Record, started: str) -> tuple[bool | None, float | None, float | None]:
    """(answered, seconds of talk, seconds altogether), each from what the log has of it."""
    talk_s = next((s for name in ("talk", *STATED_LENGTHS) if (s := columns.seconds(row, name)) is not None), None)
    total_s, wait_s = columns.seconds(row, "total"), columns.seconds(row, "wait")
    ended, taken = columns.planned.moment(row, "ended_at"), columns.planned.moment(row, "answered_at")
    if total_s is None and ended:
        total_s = _between_s(started, ended)
    answered = _answered(columns, row)
    if talk_s is None and taken and ended:
        talk_s = _between_s(taken, ended)
    if answered is None and talk_s is not None:
        answered = talk_s > 0
    if answered is None and (taken or total_s == 0):
        answered = taken is not None
    if talk_s is None and answered and total_s is not None and wait_s is not None:
        talk_s = max(total_s - wait_s, 0.0)
    if talk_s is None and answered is False:
        talk_s = 0.0
    return answered, talk_s, total_s


def _answered(columns: LogColumns, row: Record) -> bool | None:
    if status := columns.text(row, "status"):
        told = answered_of(status)
        if told is not None:
            return told
    for name, meaning in (("answered", True), ("missed", False)):
        word = (columns.text(row, name) or "").casefold()
        if word in _YES or word in _NO:
            return (word in _YES) is meaning
    # «Пропущенный» stands in the column of directions, where it says both.
    direction = columns.text(row, "direction")
    return False if direction and answered_of(direction) is False else None


def _between_s(start: str, end: str) -> float | None:
    try:
        seconds = (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()
    except TypeError:  # one states an offset, the other does not
        return None
    return seconds if seconds >= 0 else None
