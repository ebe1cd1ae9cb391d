"""Call logs in the shapes of phone systems, with invented numbers, through the import as the command makes it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from deals import phone_logs
from deals.archive_reader import read_archive
from deals.exports.export_import import ImportRequest, PreparedImport, carry_out_import, prepare_import
from deals.phone_logs.call_columns import CALLS, STATED_LENGTHS
from pipelines.import_command import BESIDE

PEOPLE = (
    "user_id,name,role,team,hired,left,extension\n"
    "u1,Иванов Иван,manager,,,,101\n"
    "u2,Петрова Анна Сергеевна,manager,,,,\n"
)
CLIENTS = [f"7999000{n:04}" for n in range(30)]
AT = datetime(2026, 3, 16, 9, 0)


def write(path: Path, heading: str | None, rows: Sequence[Sequence[object]], delimiter: str = ";") -> Path:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    if heading:
        writer.writerow(heading.split(delimiter))
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def imported(tmp_path: Path, log: Path, mapping: str | None = None) -> PreparedImport:
    archive = tmp_path / "archive"
    archive.mkdir(exist_ok=True)
    (archive / "people.csv").write_text(PEOPLE, encoding="utf-8")
    if mapping:
        (archive / "import_mapping.yaml").write_text(mapping, encoding="utf-8")
    return prepare_import(ImportRequest([log], archive, timezone="Europe/Moscow", language="ru"), BESIDE)


def calls(prepared: PreparedImport) -> list[dict[str, str]]:
    return list(prepared.rows.tables["calls.csv"])


def codes(prepared: PreparedImport) -> set[str]:
    return {problem.code for problem in prepared.problems}


def mango_rows() -> list[list[str]]:
    """Every second call outgoing; the company's people stand there by name, clients by number."""
    rows = []
    for n, client in enumerate(CLIENTS):
        at = AT + timedelta(hours=7 * n)
        sides = ["Иванов Иван", "74950001122", client] if n % 2 else [client, "74950001122", "Петрова Анна"]
        rows.append([f"{at:%d.%m.%Y}", f"{at:%H:%M:%S}", *sides, "–" if n % 5 == 0 else f"00:0{n % 9}:12"])
    return rows


def test_mango_office_day_and_clock_in_two_columns_and_people_by_name(tmp_path: Path) -> None:
    heading = "Дата;Время;Кто звонил;Номер или Call-back компании;Кому звонили;Длительность вызова ЧЧ:MM:СС"
    first, second = calls(imported(tmp_path, write(tmp_path / "Статистика.csv", heading, mango_rows())))[:2]
    assert (first["started_at"], first["direction"], first["user_id"]) == ("2026-03-16T09:00:00", "in", "u2")
    assert (first["client_phone"], first["duration_s"]) == ("+79990000000", "")
    assert (second["direction"], second["user_id"], second["duration_s"]) == ("out", "u1", "72")
    assert second["client_phone"] == "+79990000001"


def test_a_virtual_exchange_with_talk_and_ringing_apart(tmp_path: Path) -> None:
    heading = (
        "Тип;Статус;Время;Схема;Откуда;Куда;Кто ответил;Длительность звонка, сек;Длительность разговора, сек;"
        "Время ответа, сек;Оценка;ID записи;Метка"
    )
    rows = [
        ["исходящий", "отвечен", "16.03.2026 10:00:00", "Офис", "101", CLIENTS[0], "", 180, 171, 9, "", "1.77", ""],
        [
            "входящий",
            "не отвечен",
            "16.03.2026 11:00:00",
            "Офис",
            CLIENTS[1],
            "74950001122",
            "",
            41,
            "",
            "",
            "",
            "",
            "",
        ],
    ]
    out, missed = calls(imported(tmp_path, write(tmp_path / "stat.csv", heading, rows)))
    assert (out["direction"], out["user_id"], out["duration_s"], out["answered"]) == ("out", "u1", "171", "true")
    assert (out["recording"], out["client_phone"]) == ("1.77", "+79990000000")
    assert (missed["direction"], missed["answered"], missed["duration_s"]) == ("in", "false", "0")
    assert (missed["client_phone"], missed["user_id"]) == ("+79990000001", "")


def asterisk_row(
    at: str, source: str, destination: str, context: str, channels: tuple[str, str], talk: int, uniqueid: str
) -> list[object]:
    state = "ANSWERED" if talk else "NO ANSWER"
    return ["", source, destination, context, f'"" <{source}>', *channels, "Dial", "x", at, at if talk else "",
            at, talk + 8, talk, state, "DOCUMENTATION", uniqueid]  # fmt: skip


def asterisk_rows() -> list[list[object]]:
    day = "2026-03-16 1"
    return [
        asterisk_row(f"{day}0:00:00", "101", CLIENTS[0], "from-internal", ("SIP/101-0a", "SIP/trunk-0b"), 60, "1.1"),
        # A ringing group: 102 rang, 101 answered.
        asterisk_row(f"{day}1:00:00", CLIENTS[1], "600", "from-trunk", ("SIP/trunk-0c", "SIP/102-0d"), 0, "1.2"),
        asterisk_row(f"{day}1:00:02", CLIENTS[1], "600", "from-trunk", ("SIP/trunk-0c", "SIP/101-0e"), 95, "1.2"),
        # Our line's number stands where the extension should be.
        asterisk_row(f"{day}2:00:00", "74950001122", CLIENTS[2], "outgoing", ("SIP/101-0f", "SIP/trunk-10"), 30, "1.3"),
        asterisk_row(f"{day}3:00:00", "101", "102", "from-internal", ("SIP/101-11", "SIP/102-12"), 30, "1.4"),
    ]


def test_asterisk_master_csv_has_no_heading_line(tmp_path: Path) -> None:
    prepared = imported(tmp_path, write(tmp_path / "Master.csv", None, asterisk_rows(), ","))
    out, group, line, internal = calls(prepared)
    assert (out["call_id"], out["direction"], out["user_id"], out["duration_s"]) == ("1.1", "out", "u1", "60")
    assert (group["direction"], group["answered"], group["user_id"], group["duration_s"]) == ("in", "true", "u1", "95")
    assert (group["started_at"], group["client_phone"]) == ("2026-03-16T11:00:00", "+79990000001")
    assert (line["direction"], line["user_id"], line["client_phone"]) == ("out", "u1", "+79990000002")
    assert (internal["client_phone"], internal["user_id"]) == ("102", "u1")


def test_freepbx_has_headings_and_joins_the_legs_of_a_transfer_by_linkedid(tmp_path: Path) -> None:
    heading = (
        "calldate,src,dst,dcontext,channel,dstchannel,duration,billsec,disposition,uniqueid,recordingfile,linkedid"
    )
    trunk = ["from-trunk", "SIP/t-1"]
    rows = [
        ["2026-03-16 10:00:00", CLIENTS[0], "101", *trunk, "SIP/101-2", 30, 20, "ANSWERED", "1.1", "", "1.1"],
        ["2026-03-16 10:00:30", CLIENTS[0], "102", *trunk, "SIP/102-3", 310, 300, "ANSWERED", "1.3", "q.wav", "1.1"],
        ["2026-03-16 12:00:00", CLIENTS[1], "101", *trunk, "SIP/101-5", 20, 0, "NO ANSWER", "1.5", "", "1.5"],
    ]
    prepared = imported(tmp_path, write(tmp_path / "cdr.csv", heading, rows, ","))
    transferred, missed = calls(prepared)
    assert (transferred["call_id"], transferred["duration_s"], transferred["recording"]) == ("1.1", "320", "q.wav")
    assert transferred["user_id"] == ""  # 102 talked longest, and nobody knows whose it is
    assert ("102", "1") in {
        (p.value, p.details.get("count")) for p in prepared.problems if p.code == "extension-unknown"
    }
    assert (missed["answered"], missed["user_id"]) == ("false", "u1")


def test_uis_names_client_line_and_employee(tmp_path: Path) -> None:
    heading = (
        "communication_id,start_time,direction,is_lost,contact_phone_number,virtual_phone_number,employee_full_name,"
        "talk_duration,total_duration,wait_duration,call_records"
    )
    rows = [
        [
            71,
            "2026-03-16 10:00:00",
            "in",
            "false",
            CLIENTS[0],
            "74950001122",
            "Петрова Анна Сергеевна",
            60,
            70,
            10,
            "r.mp3",
        ],
        [72, "2026-03-16 11:00:00", "out", "true", CLIENTS[1], "74950001122", "", 0, 30, 30, ""],
    ]
    taken, lost = calls(imported(tmp_path, write(tmp_path / "calls.csv", heading, rows, ",")))
    assert (taken["call_id"], taken["user_id"], taken["answered"], taken["duration_s"]) == ("71", "u2", "true", "60")
    assert (lost["direction"], lost["answered"], lost["client_phone"]) == ("out", "false", "+79990000001")


def test_an_operators_bill_that_calls_our_lines_subscribers(tmp_path: Path) -> None:
    """Kcell: «Номер абонента» is ours, whichever way the call went."""
    rows = [
        [
            "00:01:23",
            f"+{client}",
            f"16.03.2026 10:{n:02}:00",
            "7701000000" + str(n % 2),
            "Исходящий" if n % 3 else "Входящий",
        ]
        for n, client in enumerate(CLIENTS)
    ]
    heading = "Длительность;Номер Б;Дата и время;Номер абонента;Направление"
    made = calls(imported(tmp_path, write(tmp_path / "kcell.csv", heading, rows)))
    assert [call["client_phone"] for call in made] == [f"+{client}" for client in CLIENTS]
    assert {call["direction"] for call in made} == {"in", "out"}


def test_a_log_that_says_neither_direction_nor_whose_lines_are_ours_is_read_by_who_takes_part(tmp_path: Path) -> None:
    rows = [
        [f"2026-03-16 10:{n:02}:00", *(["74950001122", client] if n % 2 else [client, "74950001122"]), 60, "answered"]
        for n, client in enumerate(CLIENTS)
    ]
    made = calls(imported(tmp_path, write(tmp_path / "log.csv", "call_start,from,to,billsec,disposition", rows, ",")))
    assert [call["direction"] for call in made[:4]] == ["in", "out", "in", "out"]
    assert [call["client_phone"] for call in made] == [f"+{client}" for client in CLIENTS]


def test_a_length_that_can_be_read_two_ways_is_asked_for_and_answered_in_the_mapping_file(tmp_path: Path) -> None:
    rows = [["16.03.2026 10:00:00", "101", CLIENTS[0], "05:30"], ["16.03.2026 11:00:00", "101", CLIENTS[1], "00:12"]]
    log = write(tmp_path / "log.csv", "Дата;Кто звонил;Кому звонили;Длительность", rows)
    asked = imported(tmp_path, log)
    assert "duration-unclear" in codes(asked)
    assert [call["duration_s"] for call in calls(asked)] == ["", ""]
    mapping = "tables:\n- file: log.csv\n  kind: calls\n  columns:\n    Дата: started_at\n    Кто звонил: caller\n"
    told = imported(tmp_path, log, mapping + "    Кому звонили: called\n    Длительность: talk_mm_ss\n")
    assert [call["duration_s"] for call in calls(told)] == ["330", "12"]
    assert "duration-unclear" not in codes(told)


def test_a_code_for_the_direction_is_reported_once_and_not_guessed(tmp_path: Path) -> None:
    rows = [[1773650000 + n, n % 2, "101", client, 60, "ANSWER"] for n, client in enumerate(CLIENTS)]
    log = write(tmp_path / "log.csv", "startTime,callType,internalNumber,externalNumber,billsec,disposition", rows, ",")
    prepared = imported(tmp_path, log)
    assert sorted(p.value or "" for p in prepared.problems if p.code == "bad-direction") == ["0", "1"]
    first = calls(prepared)[0]
    assert (first["direction"], first["user_id"], first["client_phone"]) == ("", "u1", "+79990000000")
    assert first["started_at"].endswith("+00:00")


def test_an_extension_that_goes_with_one_name_is_learnt(tmp_path: Path) -> None:
    rows = [
        [f"16.03.2026 10:{n:02}:00", "Входящий", client, "Петрова Анна (205)", 60] for n, client in enumerate(CLIENTS)
    ]
    log = write(tmp_path / "log.csv", "Дата;Тип;Номер клиента;Сотрудник;Длительность", rows)
    prepared = imported(tmp_path, log)
    assert {call["user_id"] for call in calls(prepared)} == {"u2"}
    carry_out_import(prepared, lambda problem: problem.code)
    assert read_archive(tmp_path / "archive").people["u2"].extension == "205"


@pytest.mark.parametrize("times", [1, 2])
def test_the_archive_that_comes_out_is_whole_and_a_second_import_changes_nothing(tmp_path: Path, times: int) -> None:
    log = write(tmp_path / "Master.csv", None, asterisk_rows(), ",")
    for _ in range(times):
        prepared = imported(tmp_path, log)
        counts = carry_out_import(prepared, lambda problem: problem.code)["calls.csv"]
    assert (counts.added, counts.changed) == ((4, 0) if times == 1 else (0, 0))
    archive = read_archive(tmp_path / "archive")
    assert [call.client_phone for call in archive.calls] == ["+79990000000", "+79990000001", "+79990000002", "102"]


def test_a_row_without_a_time_is_set_aside_and_named(tmp_path: Path) -> None:
    rows = [["16.03.2026 10:00:00", "101", CLIENTS[0], 60], ["Итого:", "", "", 60], ["", "101", CLIENTS[1], 60]]
    prepared = imported(tmp_path, write(tmp_path / "log.csv", "Дата звонка;Кто звонил;Кому звонили;Длительность", rows))
    assert len(calls(prepared)) == 1
    assert {(p.code, p.row) for p in prepared.problems} >= {("bad-date", 3), ("missing-value", 4)}


def test_the_guide_names_every_field_that_the_import_uses() -> None:
    folder = Path(phone_logs.__file__).parent
    code = "".join(
        (folder / f"{name}.py").read_text() for name in ("call_rows", "row_sides", "row_lengths", "log_columns")
    )
    used = {form.name for form in CALLS.fields if f'"{form.name}"' in code} | STATED_LENGTHS.keys()
    guide = (folder.parents[1] / "docs/how-to/phone-logs.md").read_text(encoding="utf-8")
    assert used - {"channel", "dstchannel", "dcontext"} == set(re.findall(r"`(\w+)`", guide)) & {
        f.name for f in CALLS.fields
    }
