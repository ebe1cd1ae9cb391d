"""A small valid archive, and ways to break one thing in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook

from deals.archive_reader import read_archive
from deals.problems import Problem
from deals.records import Archive

TEXTS: Mapping[str, str] = {
    "archive.yaml": "company: Окна Плюс\nlanguage: ru\ntimezone: Europe/Moscow\ncurrency: RUB\nas_of: 2026-09-30\n"
    "products: [Окна, Двери]\n",
    "kpi.yaml": "- name: План\n  description: 100 % плана\n  weight: 0.6\n- name: Звонки\n",
    "people.csv": "user_id,name,role,team,hired,left,extension\n"
    "u1,Анна Ким,manager,Юг,2024-02-01,,101\n"
    "u2,Олег Рев,head,Юг,2020-02-01,,100\n",
    "contacts.csv": "contact_id,name,company,phones\n"
    "c1,Пётр,ООО Дом,8 (910) 000-38-17; +7 495 123-45-67\n"
    "c2,Вера,ИП Вера,+79100003818\n",
    "deals.csv": "deal_id,title,contact_id,amount,margin_pct,source,qualified,created_at,closed_at,status,stage,"
    "lost_reason,owner_id\n"
    "d1,Окна,c1,250000,0.3,site,да,2026-03-02T10:00,2026-04-02T18:00,lost,Отказ,Дорого,u1\n"
    "d2,Двери,c2,90000,0.25,call,нет,2026-05-04T09:30,2026-05-20T12:00,won,Оплата,,u1\n"
    "d3,Балкон,c2,120000,,site,,2026-08-01T09:30,,open,Новая,,u2\n",
    "stage_history.csv": "deal_id,at,stage,user_id\nd1,2026-03-02T10:00,Новая,u1\nd1,2026-04-02T18:00,Отказ,u1\n",
    "owner_history.csv": "deal_id,at,user_id\nd1,2026-03-02T10:00,u1\n",
    "tasks.csv": "task_id,deal_id,type,text,created_at,due_at,completed_at,assignee_id,result\n"
    "t1,d1,call,Перезвонить,2026-03-02T10:05,2026-03-03T10:00,2026-03-03T09:50,u1,Не отвечает\n",
    "messages.csv": "message_id,deal_id,at,channel,author,text\n"
    "m1,d1,2026-03-04T12:00,whatsapp,client,Жду расчёт\n"
    'm2,d1,2026-03-05T12:00,email,u1,"Пётр, добрый день!\nРасчёт во вложении."\n',
    "calls.csv": "call_id,started_at,direction,user_id,client_phone,duration_s,answered,recording,deal_id\n"
    "k1,2026-03-02T10:10,out,u1,89100003817,95.5,True,recordings/k1.wav,\n"
    "k2,2026-03-04T11:00,in,u1,+7 910 000 38 17,0,False,,d1\n",
    "periods.csv": "month,plan,fact,margin_fact,head_bonus_paid\n2026-01,1000000,900000,300000,50000\n",
    "recordings/k1.wav": "RIFF",
    "transcripts/k2.json": '{"call_id": "k2", "language": "ru", "utterances": []}',
}


def write_archive(folder: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the valid archive into folder, with some files replaced, added, or (None) left out."""
    for name, content in {**TEXTS, **(changes or {})}.items():
        if content is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def read_changed(folder: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Archive:
    return read_archive(write_archive(folder, changes))


def read_with_cell(folder: Path, file: str, column: str, value: str, row: int = 2) -> Archive:
    """Read the valid archive with one cell changed; row 1 is the header."""
    return read_changed(folder, {file: with_cell(file, column, value, row)})


def with_cell(file: str, column: str, value: str, row: int = 2) -> str:
    rows = list(csv.reader(io.StringIO(TEXTS[file])))
    rows[row - 1][rows[0].index(column)] = value
    return csv_text(rows)


def without_column(file: str, column: str) -> str:
    rows = list(csv.reader(io.StringIO(TEXTS[file])))
    place = rows[0].index(column)
    return csv_text([row[:place] + row[place + 1 :] for row in rows])


def csv_text(rows: list[list[str]], delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()


def xlsx_bytes(rows: list[list[object]], *, other_sheet: str | None = None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if other_sheet:
        book.create_sheet(other_sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def the_problem(archive: Archive, code: str) -> Problem:
    """The one problem found, notes apart, which must have this code."""
    problems = [problem for problem in archive.problems if problem.severity != "note"]
    assert [problem.code for problem in problems] == [code], [str(problem) for problem in problems]
    return problems[0]


def the_note(archive: Archive, code: str) -> Problem:
    """The only thing said of the archive, which must be a note of this code."""
    assert [(problem.code, problem.severity) for problem in archive.problems] == [(code, "note")]
    return archive.problems[0]


def codes(archive: Archive) -> list[str]:
    return [problem.code for problem in archive.problems]
