"""The mapping file: what is written comes back, answers may be added at its end, and mistakes are named."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from deals.exports.import_mapping import (
    BadMapping,
    ImportMapping,
    TableMapping,
    file_pattern,
    read_mapping,
    write_mapping,
    yaml_line,
)

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp", "Zs"]), min_size=1, max_size=12)


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    mapping = ImportMapping(
        tables=(
            TableMapping(
                "deals_*.csv", None, "deals", {"Сумма, ₽": "amount", "Прочее": None}, "day_first", ",", "Дата"
            ),
            TableMapping("книга.xlsx", "Лист 1", "contacts", {"Да": "phones"}),
        ),
        stages={"завершена": "won", "да": "lost"},
        timezone="Europe/Moscow",
        currency="RUB",
        date_order="month_first",
    )
    write_mapping(tmp_path / "m.yaml", mapping)
    assert read_mapping(tmp_path / "m.yaml") == mapping


@given(TEXTS, TEXTS)
def test_an_answer_is_a_line_that_the_file_understands(stage: str, heading: str) -> None:
    assert yaml.safe_load(yaml_line("stages", stage, value="won")) == {"stages": {stage: "won"}}
    assert yaml.safe_load(yaml_line("columns", heading, value="amount")) == {"columns": {heading: "amount"}}


def test_answers_may_be_added_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    write_mapping(path, ImportMapping((TableMapping("a.csv", kind="deals", columns={"X": "title"}),), {"old": "lost"}))
    with path.open("a", encoding="utf-8") as file:
        file.write('tables: [{file: a.csv, created_from: "Close date"}]\nstages: {Done: won}\n')
    mapping = read_mapping(path)
    assert mapping.table("a.csv", None, ["X", "Y"]) == TableMapping(
        "a.csv", None, "deals", {"X": "title"}, created_from="Close date"
    )
    assert (mapping.status("DONE"), mapping.status("old"), mapping.status("new")) == ("won", "lost", None)


def test_an_entry_counts_for_files_of_its_name_that_have_its_columns(tmp_path: Path) -> None:
    mapping = ImportMapping((TableMapping("export_*.csv", kind="deals", columns={"A": "title", "B": "stage"}),))
    assert mapping.table("export_17.csv", None, ["A", "B", "C"]).kind == "deals"
    assert mapping.table("export_18.csv", None, ["D", "E"]).kind is None
    assert mapping.table("other.csv", None, ["A", "B"]).kind is None


@pytest.mark.parametrize(
    ("file", "others", "pattern"),
    [
        ("deals_2026-09.csv", [], "deals_*-*.csv"),
        ("export_1.csv", ["export_1.csv", "export_2.csv"], "export_1.csv"),
        ("a[1].csv", [], "a?*?.csv"),
    ],
)
def test_next_months_file_fits_too_unless_another_file_of_now_would(file: str, others: list[str], pattern: str) -> None:
    assert file_pattern(file, others) == pattern


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("tables: [", "", "yaml"),
        ("just words", "", "not-a-mapping"),
        ("stages: {Done: perhaps}", "stages", "value"),
        ("date_order: dmy", "date_order", "value"),
        ("tables: [{kind: deals}]", "tables", "value"),
        ("tables: [{file: a.csv, columns: [x]}]", "columns", "value"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, key: str, reason: str) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadMapping) as fault:
        read_mapping(path)
    assert (fault.value.key, fault.value.reason) == (key, reason)
