"""Exports as files: any encoding and delimiter, headings below a title, sheets, pages that call themselves Excel."""

from __future__ import annotations

from pathlib import Path

import pytest

from deals.exports.kind_of_table import known_headings
from deals.exports.source_table import SourceTable, read_source_tables
from deals.exports.table_kinds import KINDS
from deals.problem_log import ProblemLog
from tests.deals.exports import made_exports as made

IS_HEADING = known_headings(KINDS.values())


def read(path: Path) -> tuple[list[SourceTable], list[str]]:
    log = ProblemLog()
    tables = read_source_tables(path, log, IS_HEADING)
    return tables, [problem.code for problem in log.problems()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_found(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = "Название сделки;Этап;Сумма\nКухня;Переговоры;5\nШкаф;Отказ;7\n".replace(";", delimiter)
    (table,), codes = read(made.write(tmp_path, "deals.csv", text, encoding))
    assert table.headings == ("Название сделки", "Этап", "Сумма")
    assert table.column("Этап") == ["Переговоры", "Отказ"]
    assert (table.delimiter, codes) == (delimiter, [])


def test_a_title_above_the_headings_is_no_part_of_the_table(tmp_path: Path) -> None:
    (table,), _ = read(made.write(tmp_path, "sales.csv", made.HAND_KEPT))
    assert (table.heading_row, table.headings[0], len(table.rows)) == (4, "Дата обращения", 3)
    assert [row.number for row in table.rows] == [5, 6, 7]


def test_headings_may_run_over_lines(tmp_path: Path) -> None:
    text = 'Deal name,"Amount\n(USD)",Stage\nRoof,5,Won\nWall,7,Lost\n'
    (table,), _ = read(made.write(tmp_path, "deals.csv", text))
    assert table.headings == ("Deal name", "Amount (USD)", "Stage")
    assert [row.number for row in table.rows] == [3, 4]


def test_a_heading_row_that_comes_again_is_no_data(tmp_path: Path) -> None:
    (table,), _ = read(made.write(tmp_path, "deals.csv", "Deal,Stage\nRoof,Won\nDeal,Stage\nWall,Lost\n"))
    assert table.column("Deal") == ["Roof", "Wall"]


def test_equal_and_empty_headings_can_be_told_apart(tmp_path: Path) -> None:
    (table,), _ = read(made.write(tmp_path, "deals.csv", "Deal,Phone,Phone,\nRoof,1,2,3\n"))
    assert table.headings == ("Deal", "Phone", "Phone (2)", "#4")


def test_rows_of_another_width(tmp_path: Path) -> None:
    (table,), codes = read(
        made.write(tmp_path, "deals.csv", "Deal,Stage,Amount\nRoof,Won\nWall,Lost,5,,\nDoor,Won,5,6\n")
    )
    assert [row.cells for row in table.rows] == [["Roof", "Won", ""], ["Wall", "Lost", "5"]]
    assert codes == ["long-row"]


def test_a_quote_that_is_never_closed_costs_its_own_line(tmp_path: Path) -> None:
    (table,), codes = read(made.write(tmp_path, "deals.csv", 'Deal,Stage\n"Roof,Won\nWall,Lost\nDoor,Won\n'))
    assert table.column("Deal") == ["Wall", "Door"]
    assert codes == ["unclosed-quote"]


def test_every_sheet_of_a_workbook_is_a_table(tmp_path: Path) -> None:
    sheets = {
        "Сделки": [["Отчёт"], [], ["Сделка", "Этап", "Дата"], ["Кухня", "Отказ", "2026-01-05"]],
        "Контакты": [["Имя", "Телефон"], ["Ольга", 79161112233]],
        "Пусто": [],
    }
    tables, _ = read(made.workbook(tmp_path, "export.xlsx", sheets))
    assert [(table.name, table.heading_row) for table in tables] == [
        ("export.xlsx [Сделки]", 3),
        ("export.xlsx [Контакты]", 1),
    ]
    assert tables[1].column("Телефон") == ["79161112233"]


def test_a_page_saved_under_the_name_of_excel_is_read(tmp_path: Path) -> None:
    page = (
        '<html><head><meta charset="utf-8"></head><body><table><thead><tr><th>ID</th><th>Стадия</th></tr></thead>'
        "<tbody><tr><td>1</td><td>Сделка&nbsp;успешна</td></tr>"
        "<tr><td>2</td><td>A &amp; B<br>C</td></tr></tbody></table>"
    )
    (table,), _ = read(made.write(tmp_path, "deal.xls", page))
    assert table.headings == ("ID", "Стадия")
    assert table.column("Стадия") == ["Сделка\xa0успешна", "A & B\nC"]


def test_a_table_without_headings_has_numbers_for_them(tmp_path: Path) -> None:
    (table,), _ = read(made.write(tmp_path, "Master.csv", '"","101","79161112233","2026-01-05 10:00:00","35"\n' * 3))
    assert (table.heading_row, table.headings, len(table.rows)) == (None, ("1", "2", "3", "4", "5"), 3)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty-table"), (b"\xd0\xcf\x11\xe0old", "old-excel-table"), (b"PK\x03\x04no", "unreadable-file")],
)
def test_a_file_that_is_no_table_is_named(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "deals.xlsx"
    path.write_bytes(content)
    tables, codes = read(path)
    assert tables == []
    assert code in codes
