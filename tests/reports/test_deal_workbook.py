"""The workbook: read back with another library, as Excel would."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from reports.deal_workbook import workbook_bytes, write_workbook
from reports.texts import LANGUAGES, Language, Texts
from tests.reports.sample_run import Say, as_it_is, sample_result

DANGEROUS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    '=HYPERLINK("x")',
    "\t=1+1",
    "\r=1+1",
    "http://evil",
    "mailto:x",
    "007",
)


def opened(language: Language = "ru", say: Say = as_it_is, **changes: object) -> Any:
    return load_workbook(io.BytesIO(workbook_bytes(sample_result(language, say, **changes), Texts(language))))  # type: ignore[arg-type]


def as_excel_shows(value: Any) -> Any:
    """openpyxl leaves the file's own notation of control characters, _x0001_, as it is."""
    return unescape(value) if isinstance(value, str) else value


def rows(sheet: Any) -> list[dict[str, Any]]:
    header, *others = sheet.iter_rows(values_only=True)
    return [dict(zip(header, map(as_excel_shows, row), strict=True)) for row in others]


@pytest.mark.parametrize("start", DANGEROUS)
def test_text_never_becomes_a_formula_a_link_or_a_number(start: str) -> None:
    book = opened(say=lambda text: f"{start}{text}")
    cells = [cell for sheet in book for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    links = [cell.hyperlink for cell in cells if cell.hyperlink is not None]
    assert all(link.target is None and link.location.split("!")[0].strip("'") in book.sheetnames for link in links)
    titles = [row["Название"] for row in rows(book["Вернуть"])]
    assert titles[0] == f"{start}Лестница из дуба"


@pytest.mark.parametrize("text", ["=1+1", "+7", "-", "@x", "0042"])
def test_a_cell_that_is_nothing_but_dangerous_stays_text(text: str) -> None:
    book = opened(say=lambda _: text)
    cells = [row["Название"] for row in rows(book["Потери"])]
    assert cells[0] == text
    assert book["Потери"]["C2"].data_type == "s"


def test_control_characters_survive_as_text() -> None:
    book = opened(say=lambda text: f"\x01\x1f{text}\x0b")
    assert rows(book["Вернуть"])[0]["Название"] == "\x01\x1fЛестница из дуба\x0b"


def test_a_text_longer_than_a_cell_is_cut_not_lost() -> None:
    book = opened(say=lambda text: text + "я" * 40_000)
    title = rows(book["Вернуть"])[0]["Название"]
    assert (len(title), title[:8]) == (32_767, "Лестница")


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_and_columns_speak_the_language(language: Language) -> None:
    texts, book = Texts(language), opened(language)
    assert book.sheetnames == [
        texts.text(f"sheet-{name}") for name in ("revive", "error", "evidence", "kpi", "data", "choices")
    ]
    header = [cell.value for cell in book.worksheets[0][1]]
    assert header[:2] == [texts.text("column-rank"), texts.text("column-deal")]
    filled = ("verdict", "grade", "right-reason", "reviewer", "comment")
    assert header[-5:] == [texts.text(f"column-{name}") for name in filled]


def test_flagged_deals_stand_there_with_real_numbers_and_dates() -> None:
    first, second = rows(opened()["Вернуть"])
    assert (first["№"], first["Сделка"], first["Сумма"], first["Маржа"]) == (1, "S1", 480000, 0.25)
    assert first["Вероятность"] == pytest.approx(0.91234567)
    assert first["Связаться"] == datetime(2026, 7, 1)
    assert first["Телефоны"] == "+79035550101"
    assert (second["Сумма"], second["Ожидаемая прибыль"], second["Клиент"]) == (None, None, None)
    assert first["Доказательства"].startswith("«Вы обещали перезвонить ещё в среду» (клиент; Звонок K1, 1:11;")
    assert [row["Сделка"] for row in rows(opened()["Потери"])] == ["S2", "S3", "S4"]


def test_header_is_frozen_and_filters_cover_the_list() -> None:
    for number, sheet in enumerate(opened()):
        assert sheet.freeze_panes == ("D2" if number < 2 else "A2")  # the lists keep rank, deal and title in sight
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deal_leads_to_its_evidence_and_back(language: Language) -> None:
    texts, book = Texts(language), opened(language)
    evidence = book[texts.text("sheet-evidence")]
    for sheet in book.worksheets[:2]:
        evidence_column = [cell.value for cell in sheet[1]].index(texts.text("column-evidence")) + 1
        for number in range(2, sheet.max_row + 1):
            if (link := sheet.cell(number, 2).hyperlink) is None:
                assert not sheet.cell(number, evidence_column).value, "a deal with evidence and no link"
                continue
            first = evidence[int(link.location.split("!A")[1])]
            assert first[0].value == sheet.cell(number, 2).value
            assert first[2].value == sheet.title
            assert first[0].hyperlink.location == f"'{sheet.title}'!A{number}"
    assert evidence.cell(2, 2).hyperlink is None


def test_every_piece_of_evidence_has_a_row_with_its_place_and_time() -> None:
    first = rows(opened()["Доказательства"])[0]
    assert (first["Сделка"], first["Список"], first["Говорит"]) == ("S1", "Вернуть", "за")
    assert first["Доказательства"] == "Вы обещали перезвонить ещё в среду"
    assert (first["Где это"], first["Когда"]) == ("Звонок K1, 1:11", datetime(2026, 4, 1, 10, 0))
    assert {row["Говорит"] for row in rows(opened()["Доказательства"])} == {"за", "против"}


def test_the_workbook_does_not_depend_on_when_it_is_written() -> None:
    first = workbook_bytes(sample_result(), Texts("ru"))
    assert workbook_bytes(sample_result(), Texts("ru")) == first
    assert b"2026-06-30T09:00:00Z" in ZipFile(io.BytesIO(first)).read("docProps/core.xml")


def test_number_formats_name_the_currency_and_the_day() -> None:
    sheet = opened()["Вернуть"]
    header = {cell.value: cell.column_letter for cell in sheet[1]}
    assert sheet[f"{header['Сумма']}2"].number_format == '#,##0 "RUB"'
    assert sheet[f"{header['Вероятность']}2"].number_format == "0%"
    assert sheet[f"{header['Связаться']}2"].number_format == "dd.mm.yyyy"


def test_a_verdict_is_chosen_from_a_list() -> None:
    verdict, grade, reason = opened("en")["To revive"].data_validations.dataValidation
    assert (verdict.formula1, grade.formula1) == ('"right,wrong,not sure"', '"0,1,2,3"')
    assert reason.formula1 == "'Choices for verdicts'!$A$2:$A$9"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_can_be_chosen_as_the_right_one(language: Language) -> None:
    texts, book = Texts(language), opened(language)
    choices = book[texts.text("sheet-choices")]
    for sheet in book.worksheets[:2]:
        for rule in sheet.data_validations.dataValidation:
            if "!" in rule.formula1:
                area = choices[rule.formula1.partition("!")[2].replace("$", "")]
                names = [cell.value for (cell,) in area]
                assert all(names)
                assert choices.cell(len(names) + 2, area[0][0].column).value is None


def test_kpis_and_remarks_have_sheets_of_their_own() -> None:
    book = opened()
    kpis, remarks = rows(book["Показатели"]), rows(book["Замечания к данным"])
    assert [(row["Показатель"], row["Доля премии"]) for row in kpis] == [
        ("План месяца", 0.6), ("Наборы", 0.3), ("Маржа", 0.1),
    ]  # fmt: skip
    assert [(row["Файл"], row["Строка"], row["Что сделано"]) for row in remarks] == [
        ("deals.csv", 12, "не использовано"), ("deals.csv", 19, "не использовано"), ("tasks.csv", None, "с оговоркой"),
    ]  # fmt: skip


def test_an_empty_list_is_a_sheet_with_its_header(tmp_path: Path) -> None:
    result = sample_result(problems=())
    write_workbook(tmp_path / "deals.xlsx", result, Texts("ru"))
    sheet = load_workbook(tmp_path / "deals.xlsx")["Замечания к данным"]
    assert (sheet.max_row, sheet["A1"].value) == (1, "Что сделано")
