"""Writing an archive folder in format 1: what exports, connectors and phone logs end in.

Tables are merged by key, so that bringing the same data in again changes nothing, and newer data replaces older.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import get_ident
from typing import Any

import yaml

from deals.archive_format import SETTINGS_FILE, TableForm
from deals.csv_text import LONGEST_FIELD
from deals.problem_codes import ProblemCode
from deals.problems import ArchiveError, Problem

# What tells two rows of a table apart. Tables of events have no id of their own.
TABLE_KEYS: Mapping[str, tuple[str, ...]] = {
    "people.csv": ("user_id",),
    "contacts.csv": ("contact_id",),
    "deals.csv": ("deal_id",),
    "stage_history.csv": ("deal_id", "at", "stage"),
    "owner_history.csv": ("deal_id", "at", "user_id"),
    "tasks.csv": ("task_id",),
    "messages.csv": ("message_id",),
    "calls.csv": ("call_id",),
    "periods.csv": ("month",),
}


@dataclass(frozen=True, slots=True)
class MergeCounts:
    """What became of the rows that were merged into one table."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


def merge_table(folder: Path, form: TableForm, rows: Iterable[Mapping[str, str]]) -> MergeCounts:
    """Merge rows into the folder's CSV of that table, whole or not at all.

    rows: column to text; a column that a row lacks keeps what the table already says, an empty text empties it.
    Columns are the format's, in its order; others in the file stay. Of several rows with one key the last counts. A
    text of more than LONGEST_FIELD characters, which the archive's reader would not take, ends there with "…".
    The file is written only where something changed.

    Raises ArchiveError where the folder's table is not as this module writes it (UTF-8, commas, with its key columns,
    no workbook): it is somebody's own, and must neither be lost nor stand beside another. ValueError for a row without
    its key or with a column that the format does not know: the caller is at fault, not the data.
    """
    path = folder / form.file
    columns, kept = _read(path)
    before = dict(kept)
    columns = list(columns) + [column for column in form.columns if column not in columns]
    places = {column: place for place, column in enumerate(columns)}
    for row in rows:
        _check(row, form)
        key = tuple(row[column] for column in TABLE_KEYS[form.file])
        cells = list(kept.get(key, ()))
        cells += [""] * (len(columns) - len(cells))
        for column, text in row.items():
            cells[places[column]] = text if len(text) <= LONGEST_FIELD else text[: LONGEST_FIELD - 1] + "…"
        kept[key] = tuple(cells)
    counts = _compared(before, kept)
    if counts.added or counts.changed:
        write_whole(path, _csv_bytes(columns, kept.values()))
    return counts


Key = tuple[str, ...]


def _read(path: Path) -> tuple[Sequence[str], dict[Key, tuple[str, ...]]]:
    if path.with_suffix(".xlsx").exists():
        raise _foreign(path.with_suffix(".xlsx"))
    if not path.exists():
        return (), {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            columns = next(reader, [])
            key_places = [columns.index(column) for column in TABLE_KEYS[path.name]]
            return columns, {tuple(cells[place] for place in key_places): tuple(cells) for cells in reader if cells}
    # Not UTF-8, no such column, or a row that ends before its key.
    except (ValueError, IndexError, csv.Error) as error:
        raise _foreign(path) from error


def _foreign(path: Path) -> ArchiveError:
    return ArchiveError(Problem(str(ProblemCode.FOREIGN_TABLE), str(path)))


def _check(row: Mapping[str, str], form: TableForm) -> None:
    if unknown := row.keys() - set(form.columns):
        raise ValueError(f"{form.file} has no column {', '.join(sorted(unknown))}")
    if missing := [column for column in TABLE_KEYS[form.file] if not row.get(column)]:
        raise ValueError(f"a row for {form.file} lacks {', '.join(missing)}")


def _compared(before: Mapping[Key, tuple[str, ...]], after: Mapping[Key, tuple[str, ...]]) -> MergeCounts:
    added = sum(key not in before for key in after)
    changed = sum(key in before and _stripped(before[key]) != _stripped(cells) for key, cells in after.items())
    return MergeCounts(added, changed, len(after) - added - changed)


def _stripped(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Without empty cells at the end: an older file may lack columns."""
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _csv_bytes(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return file.getvalue().encode("utf-8")


def write_settings(folder: Path, settings: Mapping[str, Any]) -> None:
    """Write archive.yaml; keys that it already has keep their values, since a person may have put them right.

    Raises ArchiveError where the file that is there cannot be read: it must not be lost.
    """
    path = folder / SETTINGS_FILE
    try:
        present = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None
    except (yaml.YAMLError, ValueError) as error:  # the latter: no UTF-8, or a day such as 2026-02-30
        reason = " ".join(str(error).split())
        raise ArchiveError(Problem(str(ProblemCode.BAD_YAML), str(path), details={"reason": reason})) from error
    merged = {**settings, **(present if isinstance(present, dict) else {})}
    if merged != present:
        write_whole(path, yaml.safe_dump(merged, allow_unicode=True, sort_keys=False).encode("utf-8"))


def write_whole(path: Path, content: bytes) -> None:
    """Write content so that path never holds a part of it, even after SIGKILL or loss of power. Makes the folder.

    The twin of transcribe.atomic_file: neither package may import the other.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}")  # two may write the same at once
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
