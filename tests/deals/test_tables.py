"""Whatever kind of file a table comes in, it reads the same, or the run says why not."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

import pytest

from deals.archive_reader import read_archive
from tests.deals.small_archive import (
    TEXTS,
    codes,
    csv_text,
    read_changed,
    the_note,
    the_problem,
    without_column,
    write_archive,
    xlsx_bytes,
)

DEALS = TEXTS["deals.csv"]
DEAL_ROWS = list(csv.reader(io.StringIO(DEALS)))


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_semicolons_and_tabs_are_read_like_commas(tmp_path: Path, delimiter: str) -> None:
    archive = read_changed(tmp_path / "b", {"deals.csv": csv_text(DEAL_ROWS, delimiter)})
    assert the_note(archive, "other-delimiter").details["delimiter"] == delimiter.replace("\t", "tab")
    assert archive.deals == read_changed(tmp_path / "a").deals


def test_a_decimal_comma_in_a_semicolon_table_is_no_delimiter(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"deals.csv": csv_text(DEAL_ROWS, ";").replace("250000", "250000,50")})
    assert the_note(archive, "other-delimiter").file == "deals.csv"
    assert str(archive.deals["d1"].amount) == "250000.50"


def test_excels_hint_about_the_delimiter_is_no_header(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"deals.csv": "sep=;\r\n" + csv_text(DEAL_ROWS, ";")})
    assert the_note(archive, "other-delimiter").file == "deals.csv"
    assert len(archive.deals) == 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_settles_the_encoding(tmp_path: Path, encoding: str) -> None:
    archive = read_changed(tmp_path, {"deals.csv": DEALS.encode(encoding)})
    assert the_note(archive, "byte-order-mark").details["encoding"] in ("UTF-8", "UTF-16")
    assert archive.deals["d1"].title == "Окна"


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "koi8-r", "mac_cyrillic", "utf-16-le", "utf-16-be"])
def test_another_encoding_is_found_by_its_letters_and_named(tmp_path: Path, encoding: str) -> None:
    archive = read_changed(tmp_path, {"deals.csv": DEALS.encode(encoding)})
    assert the_problem(archive, "wrong-encoding").details["encoding"] == encoding
    assert (archive.deals["d1"].title, archive.deals["d1"].lost_reason) == ("Окна", "Дорого")


def test_western_letters_are_not_taken_for_russian_ones(tmp_path: Path) -> None:
    text = "contact_id,name,company,phones\nc1,José,Café Noël,+79100003817\nc2,Zoë,,\n"
    archive = read_changed(tmp_path, {"contacts.csv": text.encode("cp1252")})
    assert the_problem(archive, "wrong-encoding").details["encoding"] == "cp1252"
    assert archive.contacts["c1"].company == "Café Noël"


def test_a_few_broken_bytes_in_utf8_do_not_change_the_encoding(tmp_path: Path) -> None:
    data = TEXTS["messages.csv"].encode() + "m3,d1,2026-03-06T12:00,email,u1,Сч".encode() + b"\xd1\n"
    archive = read_changed(tmp_path, {"messages.csv": data})
    assert the_problem(archive, "damaged-characters").details["count"] == "1"
    assert archive.messages[0].text == "Жду расчёт"


def test_a_short_table_with_one_broken_letter_is_still_utf8(tmp_path: Path) -> None:
    data = TEXTS["people.csv"].encode().replace("Анна".encode(), "Анн".encode() + b"\xd0")
    archive = read_changed(tmp_path, {"people.csv": data})
    assert codes(archive) == ["damaged-characters"]
    assert archive.people["u2"].name == "Олег Рев"


def test_nul_bytes_are_taken_out_and_counted(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"deals.csv": DEALS.replace("Окна", "Ок\0на")})
    assert the_problem(archive, "nul-bytes").details["count"] == "1"
    assert archive.deals["d1"].title == "Окна"


@pytest.mark.parametrize("data", [b"", b"\n \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_set_aside(tmp_path: Path, data: bytes) -> None:
    archive = read_changed(tmp_path, {"tasks.csv": data})
    assert the_problem(archive, "empty-table").severity == "set_aside"
    assert "tasks.csv" in archive.absent_tables


def test_a_file_of_nothing_but_nul_bytes_is_set_aside(tmp_path: Path) -> None:
    assert codes(read_changed(tmp_path, {"tasks.csv": bytes(4096)})) == ["nul-bytes", "empty-table"]


def test_a_table_with_a_header_only_is_said_to_have_no_rows(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"tasks.csv": TEXTS["tasks.csv"].splitlines()[0]})
    assert the_problem(archive, "no-rows").severity == "warning"
    assert archive.tasks == ()
    assert "tasks.csv" not in archive.absent_tables


def test_headings_are_read_without_regard_to_case_spaces_and_quotes(tmp_path: Path) -> None:
    deals = DEALS.replace("deal_id,title", ' Deal ID ,"TITLE"')
    assert read_changed(tmp_path, {"deals.csv": deals}).problems == ()


def test_of_two_equal_headings_the_first_counts(tmp_path: Path) -> None:
    text = "deal_id,at,stage,stage\nd1,2026-03-02T10:00,Новая,Старая\n"
    archive = read_changed(tmp_path, {"stage_history.csv": text.replace("stage\n", "stage,user_id\n", 1)})
    assert ("duplicate-column", "stage") in [(problem.code, problem.column) for problem in archive.problems]
    assert archive.stage_history[0].stage == "Новая"


def test_a_missing_required_column_sets_the_table_aside_and_names_both(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"calls.csv": without_column("calls.csv", "started_at")})
    problem = next(problem for problem in archive.problems if problem.code == "missing-column")
    assert (problem.file, problem.column, problem.severity) == ("calls.csv", "started_at", "set_aside")
    assert "calls.csv" in archive.absent_tables


def test_a_missing_optional_column_is_named_once(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"deals.csv": without_column("deals.csv", "margin_pct")})
    assert the_problem(archive, "absent-column").column == "margin_pct"


@pytest.mark.parametrize(
    ("table", "column"), [("calls.csv", "direction"), ("people.csv", "role"), ("deals.csv", "closed_at")]
)
def test_a_missing_column_is_not_complained_of_again_in_every_row(tmp_path: Path, table: str, column: str) -> None:
    archive = read_changed(tmp_path, {table: without_column(table, column)})
    assert the_problem(archive, "absent-column").column == column


def test_columns_the_format_does_not_know_are_named_once(tmp_path: Path) -> None:
    text = "month,plan,fact,margin_fact,head_bonus_paid,Комментарий\n2026-01,1,1,1,1,ок\n2026-02,1,1,1,1,\n"
    assert the_problem(read_changed(tmp_path, {"periods.csv": text}), "unknown-column").column == "комментарий"


def test_a_row_with_too_many_cells_is_set_aside(tmp_path: Path) -> None:
    text = TEXTS["messages.csv"] + "m3,d1,2026-03-06T12:00,email,u1,Счёт, договор и акт\n"
    archive = read_changed(tmp_path, {"messages.csv": text})
    problem = the_problem(archive, "long-row")
    assert (problem.row, problem.details["cells"], problem.details["expected"]) == (5, "7", "6")
    assert len(archive.messages) == 2


def test_empty_cells_beyond_the_header_do_no_harm(tmp_path: Path) -> None:
    assert read_changed(tmp_path, {"deals.csv": DEALS.replace("\n", ",,\n")}).problems == ()


def test_a_row_with_too_few_cells_is_used_with_a_warning(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"owner_history.csv": "deal_id,at,user_id\nd1,2026-03-02T10:00\n"})
    assert codes(archive) == ["short-row", "missing-value"]
    archive = read_changed(tmp_path, {"contacts.csv": "contact_id,name,company,phones\nc1,Пётр\nc2\n"})
    assert codes(archive) == ["short-row", "short-row"]
    assert archive.contacts["c1"].name == "Пётр"


def test_blank_rows_are_passed_over_and_row_numbers_stay_right(tmp_path: Path) -> None:
    text = TEXTS["periods.csv"].replace("2026-01", "\n,,,,\nJanuary")
    assert the_problem(read_changed(tmp_path, {"periods.csv": text}), "bad-month").row == 4


def test_a_row_after_a_text_with_line_breaks_is_counted_as_an_editor_counts(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"messages.csv": TEXTS["messages.csv"] + "m3,d1,yesterday,note,u1,x\n"})
    assert the_problem(archive, "bad-date").row == 5


@pytest.mark.parametrize("place", ["first", "last"])
def test_an_unclosed_quote_costs_its_own_row_only(tmp_path: Path, place: str) -> None:
    header, *rows = TEXTS["contacts.csv"].splitlines()
    broken = 'c9,"Рога,ООО Рога,+79100003819'
    lines = [header, broken, *rows] if place == "first" else [header, *rows, broken]
    archive = read_changed(tmp_path, {"contacts.csv": "\n".join(lines)})
    assert the_problem(archive, "unclosed-quote").row == lines.index(broken) + 1
    assert list(archive.contacts) == ["c1", "c2"]


def test_two_stray_quotes_do_not_join_two_rows(tmp_path: Path) -> None:
    text = 'contact_id,name,company,phones\nc1,"Пётр,ООО Дом,1\nc2,"Вера",ИП Вера,\n'
    archive = read_changed(tmp_path, {"contacts.csv": text})
    assert "unclosed-quote" in codes(archive)
    assert list(archive.contacts) == ["c2"]
    assert archive.contacts["c2"].name == "Вера"


def test_quotes_inside_a_name_are_kept_as_far_as_csv_allows(tmp_path: Path) -> None:
    text = 'contact_id,name,company,phones\nc1,Пётр,"ООО ""Дом""",\nc2,Вера,ООО "Вера",\n'
    archive = read_changed(tmp_path, {"contacts.csv": text})
    assert archive.problems == ()
    assert [contact.company for contact in archive.contacts.values()] == ['ООО "Дом"', 'ООО "Вера"']


def test_xlsx_stands_in_for_an_absent_csv(tmp_path: Path) -> None:
    rows: list[list[object]] = [[cell or None for cell in row] for row in DEAL_ROWS]
    rows[1][3], rows[1][7] = 250000.0, datetime(2026, 3, 2, 10, 0)
    archive = read_changed(tmp_path / "x", {"deals.csv": None, "deals.xlsx": xlsx_bytes(rows)})
    assert the_note(archive, "workbook-table").file == "deals.xlsx"
    assert archive.absent_tables == frozenset()
    assert archive.deals == read_changed(tmp_path / "c").deals


def test_a_csv_beside_an_xlsx_wins_and_the_run_says_so(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"deals.xlsx": xlsx_bytes([["deal_id"]])})
    assert the_problem(archive, "two-tables").details["other"] == "deals.xlsx"


def test_an_xlsx_called_csv_is_read_as_what_it_is(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"deals.csv": xlsx_bytes([list(row) for row in DEAL_ROWS])})
    assert the_problem(archive, "misnamed-table").details["really"] == "XLSX"
    assert len(archive.deals) == 3


def test_a_csv_called_xlsx_is_read_as_what_it_is(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"deals.csv": None, "deals.xlsx": DEALS})
    assert the_problem(archive, "misnamed-table").details["really"] == "CSV"
    assert len(archive.deals) == 3


def test_of_several_sheets_the_one_read_is_named(tmp_path: Path) -> None:
    data = xlsx_bytes([list(row) for row in DEAL_ROWS], other_sheet="Итоги")
    archive = read_changed(tmp_path, {"deals.csv": None, "deals.xlsx": data})
    assert the_problem(archive, "more-sheets").details["sheet"] == "Sheet"


def test_an_unnamed_xlsx_column_with_data_is_named_by_its_place(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["month", "plan", "fact", "margin_fact", "head_bonus_paid"],
        ["2026-01", 1, 1, 1, 1, "!"],
    ]
    archive = read_changed(tmp_path, {"periods.csv": None, "periods.xlsx": xlsx_bytes(rows)})
    assert the_problem(archive, "unknown-column").column == "#6"
    assert len(archive.periods) == 1


def test_a_damaged_workbook_is_set_aside(tmp_path: Path) -> None:
    data = xlsx_bytes([list(row) for row in DEAL_ROWS])[:2000]
    archive = read_changed(tmp_path, {"periods.csv": None, "periods.xlsx": data})
    assert the_problem(archive, "unreadable-file").file == "periods.xlsx"


def test_the_old_excel_format_is_named(tmp_path: Path) -> None:
    archive = read_changed(tmp_path / "a", {"periods.csv": b"\xd0\xcf\x11\xe0" + bytes(500)})
    assert the_problem(archive, "old-excel-table").file == "periods.csv"
    archive = read_changed(tmp_path / "b", {"periods.csv": None, "periods.xls": b"\xd0\xcf\x11\xe0"})
    assert codes(archive) == ["old-excel-table", "absent-table"]


def test_a_folder_in_place_of_a_table_is_set_aside(tmp_path: Path) -> None:
    write_archive(tmp_path, {"periods.csv": None})
    (tmp_path / "periods.csv").mkdir()
    assert the_problem(read_archive(tmp_path), "unreadable-file").severity == "set_aside"


def test_file_names_are_found_in_any_case(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"deals.csv": None, "Deals.CSV": DEALS})
    assert archive.problems == ()
    assert len(archive.deals) == 3
