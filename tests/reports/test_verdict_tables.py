"""Verdicts typed into a table: the product's own workbook, filled in and read back, and CSV."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from classify.learning_from_verdicts.verdicts import Verdict, VerdictsRead
from reports.deal_workbook import workbook_bytes
from reports.texts import LANGUAGES, Language, Texts
from reports.verdict_tables import read_verdict_file
from tests.reports.sample_run import sample_result

Cells = Mapping[tuple[str, int, str], Any]  # (sheet, row, column) by their text ids, to what is typed there


def filled(folder: Path, language: Language, cells: Cells) -> VerdictsRead:
    path, texts = folder / "deals.xlsx", Texts(language)
    path.write_bytes(workbook_bytes(sample_result(language), texts))
    book = load_workbook(path)
    for (sheet, row, column), value in cells.items():
        page = book[texts.text(f"sheet-{sheet}")]
        places = {cell.value: cell.column for cell in page[1]}
        page.cell(row, places[texts.text(f"column-{column}")], value)
    book.save(path)
    return read_verdict_file(path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_in_workbook_is_read_back(tmp_path: Path, language: Language) -> None:
    say = Texts(language).text
    assert Texts("en").text("column-cause").casefold() == "cause"  # of the claim: not to be taken for a correction
    read = filled(tmp_path, language, {
        ("revive", 2, "verdict"): say("verdict-right"),
        ("revive", 2, "grade"): 3,
        ("revive", 2, "right-reason"): say("reason-price_gap"),
        ("revive", 2, "reviewer"): "Анна",
        ("revive", 2, "comment"): "звонили дважды",
        ("error", 3, "verdict"): say("verdict-right").upper(),
        ("error", 3, "right-cause"): say("cause-H3_approval_stuck"),
        ("error", 3, "right-culprit"): "head",
        ("error", 3, "right-kpi"): say("kpi-none"),
        ("error", 4, "verdict"): say("verdict-wrong"),
    })  # fmt: skip
    assert read.problems == ()
    first, second, third = read.verdicts
    assert (first.list, first.deal_id, first.verdict, first.grade) == ("revive", "S1", "confirm", 3)
    assert (first.reason, first.reviewer, first.comment) == ("price_gap", "Анна", "звонили дважды")
    assert (second.list, second.deal_id, second.cause) == ("error_loss", "S3", "H3_approval_stuck")
    assert (second.culprit, second.toxic_kpi) == ("head", "none")
    assert (third.deal_id, third.verdict, third.row, third.cause) == ("S4", "reject", 4, None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_as_it_was_written_holds_no_verdict(tmp_path: Path, language: Language) -> None:
    assert filled(tmp_path, language, {}) == VerdictsRead(())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("verdict", "пожалуй / perhaps", "verdict-bad-value"),
        ("grade", 5, "verdict-bad-value"),
        ("grade", 1, "verdict-contradicts"),
        ("right-cause", "M99", "verdict-bad-value"),
        ("comment", "?", "verdict-field-missing"),
    ],
)
def test_what_cannot_be_read_is_named_with_file_sheet_row_and_column(
    tmp_path: Path, language: Language, column: str, value: Any, code: str
) -> None:
    texts = Texts(language)
    cells: dict[tuple[str, int, str], Any] = {("error", 2, "verdict"): texts.text("verdict-wrong")}
    if column != "comment":
        cells["error", 3, "verdict"] = texts.text("verdict-right")
    cells["error", 3, column] = value
    read = filled(tmp_path, language, cells)
    assert [verdict.deal_id for verdict in read.verdicts] == ["S2"]
    (problem,) = read.problems
    named = "verdict" if code == "verdict-field-missing" else column
    sheet, heading = texts.text("sheet-error"), texts.text(f"column-{named}")
    assert (problem.code, problem.file, problem.row) == (code, f"deals.xlsx: {sheet}", 3)
    assert problem.column == heading
    assert texts.place(problem).startswith(f"deals.xlsx: {sheet}, ")
    if code == "verdict-bad-value" and column != "grade":
        names = {"verdict": "verdict-unsure", "right-cause": "cause-M1_no_callback"}
        assert texts.text(names[column]) in texts.problem(problem)


def csv_file(folder: Path, text: str, encoding: str = "utf-8") -> VerdictsRead:
    path = folder / "verdicts.csv"
    path.write_bytes(text.encode(encoding))
    return read_verdict_file(path)


def test_a_csv_with_russian_headings_and_words_as_excel_saves_it(tmp_path: Path) -> None:
    read = csv_file(
        tmp_path,
        "list;Сделка;Ваш вердикт;Верная причина потери;Проверил\n"
        "Потери;S1;верно;Брошен интересующийся клиент без следующего шага;Олег\nВернуть;S2;не уверен;;Олег\n",
        "cp1251",
    )
    assert [(v.list, v.deal_id, v.verdict) for v in read.verdicts] == [("revive", "S2", "unsure")]
    assert [(p.row, p.column, p.code) for p in read.problems] == [(2, "Верная причина потери", "verdict-bad-value")]
    assert "Брошен" in (read.problems[0].value or "")


def test_signals_are_typed_one_line_a_row(tmp_path: Path) -> None:
    read = csv_file(
        tmp_path,
        "call_id,index,text,added,removed,confirmed,reviewer\n"
        'K1,3,Дорого,"objection_price interest",rude,,A\nK1,x,,rude,,,A\nK1,5,,,,,A\nK1,6,,mean,,,A\n',
    )
    (verdict,) = read.verdicts
    (correction,) = verdict.signals
    assert (correction.call_id, correction.index, correction.text) == ("K1", 3, "Дорого")
    assert correction.judged() == {"objection_price": True, "interest": True, "rude": False}
    assert [(p.row, p.column) for p in read.problems] == [(3, "index"), (5, "added")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_without_anything_to_read_is_named(tmp_path: Path, language: Language) -> None:
    texts = Texts(language)
    (problem,) = csv_file(tmp_path, "a,b\n1,2\n").problems
    assert "a, b" in texts.problem(problem)
    book = load_workbook_without_lists(tmp_path)
    (problem,) = read_verdict_file(book).problems
    assert "Sheet" in texts.problem(problem)
    book.write_bytes(book.read_bytes()[:500])
    (problem,) = read_verdict_file(book).problems
    assert problem.code == "verdict-file-unreadable"


def load_workbook_without_lists(folder: Path) -> Path:
    from openpyxl import Workbook

    Workbook().save(folder / "other.xlsx")
    return folder / "other.xlsx"


def test_every_verdict_is_a_verdict(tmp_path: Path) -> None:
    read = csv_file(tmp_path, "list,deal_id,verdict,settles,at\nrevive,S1,confirm,да,2026-09-30T10:00:00\n")
    (verdict,) = read.verdicts
    assert isinstance(verdict, Verdict)
    assert verdict.settles
    assert verdict.at is not None
    assert verdict.at.utcoffset() is not None
