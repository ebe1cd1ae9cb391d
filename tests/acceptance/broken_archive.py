"""One archive with everything wrong that can be wrong at once, and what a run has to say of each fault."""

from __future__ import annotations

import csv
import io
import json
import math
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from openpyxl import Workbook

from tests.acceptance.cut_archives import cut_demo, rows_of, write_rows

Break = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """A way to break an archive and the entry of run.json that must name it; row and column where it has one."""

    name: str
    make: Break
    section: Literal["skipped", "warnings"]
    code: str
    file: str
    row: int | None = None
    column: str | None = None


def set_cell(table: str, line: int, column: str, value: str) -> Break:
    """line: as an editor counts, the header being 1. The tables cut from the demo have one line for each row."""

    def change(folder: Path) -> None:
        rows = rows_of(folder, table)
        rows[line - 2][column] = value
        write_rows(folder, table, rows, list(rows[0]))

    return change


def repeat_first_row(table: str) -> Break:
    """The first row again, as the last line."""

    def change(folder: Path) -> None:
        rows = rows_of(folder, table)
        write_rows(folder, table, [*rows, rows[0]], list(rows[0]))

    return change


def drop_column(table: str, column: str) -> Break:
    def change(folder: Path) -> None:
        rows = rows_of(folder, table)
        for row in rows:
            del row[column]
        write_rows(folder, table, rows, list(rows[0]))

    return change


def as_bytes(file: str, convert: Callable[[bytes], bytes]) -> Break:
    def change(folder: Path) -> None:
        path = folder / file
        path.write_bytes(convert(path.read_bytes()))

    return change


def semicolons(data: bytes) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(csv.reader(io.StringIO(data.decode("utf-8"))))
    return text.getvalue().encode("utf-8")


def as_workbook(data: bytes) -> bytes:
    book, content = Workbook(), io.BytesIO()
    for row in csv.reader(io.StringIO(data.decode("utf-8"))):
        book.worksheets[0].append([cell or None for cell in row])
    book.save(content)
    return content.getvalue()


def workbook_instead(table: str) -> Break:
    def change(folder: Path) -> None:
        path = folder / f"{table}.csv"
        path.with_suffix(".xlsx").write_bytes(as_workbook(path.read_bytes()))
        path.unlink()

    return change


def write(file: str, content: bytes) -> Break:
    def change(folder: Path) -> None:
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_bytes(content)

    return change


def remove(file: str) -> Break:
    return lambda folder: (folder / file).unlink()


def recording(line: int, name: str, content: bytes) -> Break:
    """Give the call on this line of calls.csv a recording of this content."""

    def change(folder: Path) -> None:
        write(f"recordings/{name}", content)(folder)
        set_cell("calls", line, "recording", f"recordings/{name}")(folder)

    return change


def wav(stated_s: int, real_s: int) -> bytes:
    """Telephone WAV whose header states `stated_s` seconds and which holds `real_s` seconds of a soft hum."""
    rate = 8000
    samples = b"".join(struct.pack("<h", round(300 * math.sin(n / 9))) for n in range(rate * real_s))
    stated = 2 * rate * stated_s
    header = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + stated, b"WAVE", b"fmt ", 16, 1, 1, rate, 2 * rate, 2, 16,
                         b"data", stated)  # fmt: skip
    return header + samples


def transcript(call_id: str, text: str = "Алло, слушаю") -> bytes:
    utterances = [{"index": 0, "start": 0.0, "end": 2.0, "channel": None, "speaker": None, "role": None, "text": text}]
    return json.dumps({"call_id": call_id, "language": "ru", "utterances": utterances}).encode()


# In this order: what changes a file as a whole comes after what changes its cells.
FAULTS = (
    Fault("unknown time zone", as_bytes("archive.yaml", lambda data: data.replace(b"Europe/Moscow", b"Europe/Nizhny")),
          "warnings", "unknown-timezone", "archive.yaml", column="timezone"),
    Fault("broken YAML", write("kpi.yaml", "- name: План\n  description: [50% премии\n".encode()),
          "skipped", "bad-yaml", "kpi.yaml", 2),
    Fault("duplicate id", repeat_first_row("deals"), "skipped", "duplicate-id", "deals.csv", 10, "deal_id"),
    Fault("unknown owner", set_cell("deals", 4, "owner_id", "U99"),
          "warnings", "unknown-user", "deals.csv", 4, "owner_id"),
    Fault("bad amount", set_cell("deals", 5, "amount", "много"), "warnings", "bad-number", "deals.csv", 5, "amount"),
    Fault("closed before created", set_cell("deals", 6, "closed_at", "2026-05-01T09:00"),
          "warnings", "end-before-start", "deals.csv", 6, "closed_at"),
    Fault("bad status", set_cell("deals", 8, "status", "почти"), "skipped", "bad-status", "deals.csv", 8, "status"),
    Fault("bad date", set_cell("tasks", 3, "created_at", "32.13.2026"),
          "skipped", "bad-date", "tasks.csv", 3, "created_at"),
    Fault("task of an unknown deal", set_cell("tasks", 4, "deal_id", "D-404"),
          "skipped", "unknown-deal", "tasks.csv", 4, "deal_id"),
    Fault("ambiguous date", set_cell("messages", 3, "at", "03/04/2026"),
          "skipped", "ambiguous-date", "messages.csv", 3, "at"),
    Fault("bad phone", set_cell("contacts", 2, "phones", "спросить у Марины"),
          "warnings", "bad-phone", "contacts.csv", 2, "phones"),
    Fault("bad role", set_cell("people", 4, "role", "стажёр"), "warnings", "bad-role", "people.xlsx", 4, "role"),
    Fault("bad month", set_cell("periods", 3, "month", "13.2026"),
          "skipped", "bad-month", "periods.csv", 3, "month"),
    Fault("missing optional column", drop_column("periods", "margin_fact"),
          "warnings", "absent-column", "periods.csv", column="margin_fact"),
    Fault("missing required column", drop_column("owner_history", "user_id"),
          "skipped", "missing-column", "owner_history.csv", column="user_id"),
    Fault("semicolons", as_bytes("tasks.csv", semicolons), "warnings", "other-delimiter", "tasks.csv"),
    Fault("byte order mark", as_bytes("messages.csv", lambda data: b"\xef\xbb\xbf" + data),
          "warnings", "byte-order-mark", "messages.csv"),
    Fault("Windows encoding", as_bytes("contacts.csv", lambda data: data.decode().encode("cp1251", "replace")),
          "warnings", "wrong-encoding", "contacts.csv"),
    Fault("XLSX instead of CSV", workbook_instead("people"), "warnings", "workbook-table", "people.xlsx"),
    Fault("CSV that is really XLSX", as_bytes("stage_history.csv", as_workbook),
          "warnings", "misnamed-table", "stage_history.csv"),
    Fault("header of a recording only", recording(7, "header.wav", wav(0, 0)),
          "skipped", "recording-empty", "recordings/header.wav"),
    Fault("empty recording", recording(9, "empty.mp3", b""), "skipped", "recording-empty", "recordings/empty.mp3"),
    Fault("truncated recording", recording(17, "cut.wav", wav(60, 5)),
          "skipped", "recording-truncated", "recordings/cut.wav"),
    Fault("text called a recording", recording(19, "letter.mp3", "Запись удалена по сроку хранения.\n".encode() * 40),
          "skipped", "recording-unreadable", "recordings/letter.mp3"),
    Fault("recording outside the archive", set_cell("calls", 28, "recording", "../../etc/passwd"),
          "warnings", "recording-outside", "calls.csv", 28, "recording"),
    Fault("missing recording", set_cell("calls", 15, "recording", "recordings/gone.mp3"),
          "warnings", "recording-missing", "calls.csv", 15, "recording"),
    Fault("link instead of a recording", set_cell("calls", 12, "recording", "https://pbx.example/r/1"),
          "warnings", "recording-is-url", "calls.csv", 12, "recording"),
    Fault("call of an unknown deal", set_cell("calls", 5, "deal_id", "D-404"),
          "warnings", "unknown-deal", "calls.csv", 5, "deal_id"),
    Fault("transcript with broken JSON", write("transcripts/D1-D013-C1.json", b'{"call_id": "D1-D013-C1", "utter'),
          "skipped", "transcript-bad-json", "transcripts/D1-D013-C1.json"),
    Fault("transcript of another call", write("transcripts/D1-D001-C1.json", transcript("D1-D002-C1")),
          "skipped", "transcript-other-call", "transcripts/D1-D001-C1.json"),
    Fault("transcript of an unknown call", write("transcripts/nobody.json", transcript("nobody")),
          "warnings", "transcript-not-in-call-log", "transcripts/nobody.json"),
    Fault("stray file", write("recordings/readme.txt", b"ask Marina"),
          "skipped", "unknown-file", "recordings/readme.txt"),
)  # fmt: skip

# Faults that would hide those above: they take away the files that the others are in.
LARGER_FAULTS = (
    Fault("broken settings", write("archive.yaml", b"company: [\x00\nlanguage"),
          "skipped", "bad-yaml", "archive.yaml", 2),
    Fault("no people", remove("people.csv"), "warnings", "absent-table", "people.csv"),
    Fault("KPIs as a text", write("kpi.yaml", b"plan and calls"), "skipped", "kpi-not-a-list", "kpi.yaml"),
    Fault("empty table", write("tasks.csv", b""), "skipped", "empty-table", "tasks.csv"),
    Fault("half a workbook", as_bytes("messages.csv", lambda data: as_workbook(data)[:1500]),
          "skipped", "unreadable-file", "messages.csv"),
    Fault("old Excel", write("periods.csv", b"\xd0\xcf\x11\xe0" + bytes(500)),
          "skipped", "old-excel-table", "periods.csv"),
    Fault("header only", write("contacts.csv", b"contact_id,name,company,phones\n"),
          "warnings", "no-rows", "contacts.csv"),
    Fault("noise instead of a table", write("stage_history.csv", bytes(range(256)) * 20),
          "skipped", "missing-column", "stage_history.csv", column="deal_id, at, stage"),
    Fault("unclosed quote", as_bytes("calls.csv", lambda data: data + b'x1,"2026-09-01T10:00,out,U3\n'),
          "skipped", "unclosed-quote", "calls.csv", 30),
    Fault("no deal numbers", drop_column("deals", "deal_id"), "skipped", "missing-column", "deals.csv",
          column="deal_id"),
)  # fmt: skip


def broken(folder: Path, faults: tuple[Fault, ...], recorded: tuple[str, ...] = ()) -> Path:
    """The cut demo archive with these faults; recorded: calls that keep a good recording."""
    cut_demo(folder, recorded)
    for fault in faults:
        fault.make(folder)
    return folder
