"""Small archives for whole runs: eight deals of the demo archive, and eight of an English one made from its labels."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from demo.archive_tables import ringing_seconds, write_call_table, write_crm_tables, write_transcript
from demo.labelled_archive import read_labelled_archive

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "demo" / "archive"
LABELLED_ENGLISH = ROOT / "classify" / "training" / "d2_logistics_en"

# Two won, one open, five lost; both flagged lists of the whole demo draw on them.
DEALS = ("D1-D001", "D1-D002", "D1-D004", "D1-D007", "D1-D009", "D1-D013", "D1-D016", "D1-D018")
SHORT_CALL = "D1-D009-C5"  # the shortest of their recordings, 32 s
SIX_CALLS = ("D1-D002-C2", "D1-D002-C4", "D1-D007-C3", "D1-D009-C2", "D1-D009-C5", "D1-D018-C1")
DEAL_TABLES = ("deals", "stage_history", "owner_history", "tasks", "messages")


def cut_demo(folder: Path, recorded: Iterable[str] = (), transcripts: bool = True) -> Path:
    """Write the eight deals into `folder` with their calls, and the recordings of the calls named.

    Calls whose recording is left out stay in calls.csv, without words.
    """
    recorded = tuple(recorded)
    folder.mkdir(parents=True)
    for name in ("archive.yaml", "kpi.yaml", "people.csv", "periods.csv"):
        shutil.copy(DEMO / name, folder / name)
    kept = set(DEALS)
    for table in DEAL_TABLES:
        copy_rows(table, folder, lambda row: row["deal_id"] in kept)
    contacts = {row["contact_id"] for row in rows_of(folder, "deals")}
    copy_rows("contacts", folder, lambda row: row["contact_id"] in contacts)
    copy_rows("calls", folder, lambda row: row["call_id"].rsplit("-", 1)[0] in kept)
    change_rows(folder, "calls", lambda row: row if row["call_id"] in recorded else row | {"recording": ""})
    for row in rows_of(folder, "calls"):
        if row["recording"]:
            copy_file(row["recording"], folder)
        elif transcripts and (DEMO / "transcripts" / f"{row['call_id']}.json").exists():
            copy_file(f"transcripts/{row['call_id']}.json", folder)
    return folder


def cut_english(folder: Path) -> Path:
    """The first eight deals of the English labelled archive with ready transcripts, in archive format 1."""
    whole = read_labelled_archive(LABELLED_ENGLISH)
    deals = whole.deals[:8]
    contacts = {whole.deal_contacts[deal["deal_id"]] for deal in deals}
    call_ids = {call["call_id"] for deal in deals for call in deal["calls"]}
    calls = tuple(call for call in whole.calls if call.call_id in call_ids)
    (folder / "transcripts").mkdir(parents=True)
    people = tuple(contact for contact in whole.contacts if contact.contact_id in contacts)
    write_crm_tables(replace(whole, deals=deals, contacts=people), folder)
    seconds = {
        call.call_id: write_transcript(call, "en", folder / "transcripts") if call.turns else ringing_seconds(call)
        for call in calls
    }
    write_call_table(calls, seconds, {}, folder)
    return folder


def copy_file(path: str, folder: Path) -> None:
    (folder / path).parent.mkdir(exist_ok=True)
    shutil.copy(DEMO / path, folder / path)


def rows_of(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def copy_rows(table: str, folder: Path, wanted: Callable[[dict[str, str]], bool]) -> None:
    rows = rows_of(DEMO, table)
    write_rows(folder, table, [row for row in rows if wanted(row)], list(rows[0]))


def change_rows(folder: Path, table: str, change: Callable[[dict[str, str]], dict[str, str]]) -> None:
    rows = rows_of(folder, table)
    write_rows(folder, table, [change(row) for row in rows], list(rows[0]))


def write_rows(folder: Path, table: str, rows: Iterable[dict[str, str]], columns: list[str]) -> None:
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
