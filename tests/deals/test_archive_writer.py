"""Rows are merged into an archive's tables by key, and nothing of what is there is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from deals.archive_format import TABLE_FORMS
from deals.archive_reader import read_archive
from deals.archive_writer import TABLE_KEYS, MergeCounts, merge_table, write_settings
from deals.csv_text import LONGEST_FIELD
from deals.problems import ArchiveError

DEALS = TABLE_FORMS["deals.csv"]
HISTORY = TABLE_FORMS["stage_history.csv"]


def row(deal_id: str = "d1", **cells: str) -> dict[str, str]:
    return {"deal_id": deal_id, "created_at": "2026-09-01T10:00:00", "status": "open", **cells}


def test_every_table_of_the_format_has_a_key_among_its_columns() -> None:
    assert TABLE_KEYS.keys() == TABLE_FORMS.keys()
    for file, form in TABLE_FORMS.items():
        assert set(TABLE_KEYS[file]) <= set(form.columns)


def test_rows_are_added_changed_or_left_alone(tmp_path: Path) -> None:
    assert merge_table(tmp_path, DEALS, [row("d1"), row("d2")]) == MergeCounts(added=2)
    assert merge_table(tmp_path, DEALS, [row("d1"), row("d2", status="won")]) == MergeCounts(changed=1, unchanged=1)
    assert merge_table(tmp_path, DEALS, [row("d3")]) == MergeCounts(added=1, unchanged=2)


def test_merging_the_same_again_does_not_touch_the_file(tmp_path: Path) -> None:
    merge_table(tmp_path, DEALS, [row(title='Окна; "ПВХ",\nбелые')])
    before = (tmp_path / "deals.csv").stat()
    assert merge_table(tmp_path, DEALS, [row(title='Окна; "ПВХ",\nбелые')]) == MergeCounts(unchanged=1)
    assert (tmp_path / "deals.csv").stat() == before


def test_a_column_that_a_row_lacks_keeps_its_value_and_an_empty_text_empties_it(tmp_path: Path) -> None:
    merge_table(tmp_path, DEALS, [row(title="Окна", stage="Новая")])
    merge_table(tmp_path, DEALS, [row(stage="")])
    deal = read_archive(tmp_path).deals["d1"]
    assert (deal.title, deal.stage) == ("Окна", None)


def test_columns_that_the_format_does_not_know_stay_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text("my_note,deal_id\nважно,d1\n", encoding="utf-8")
    merge_table(tmp_path, DEALS, [row("d1"), row("d2")])
    text = (tmp_path / "deals.csv").read_text(encoding="utf-8")
    assert text.startswith("my_note,deal_id,created_at,status")
    assert "важно,d1" in text


def test_events_without_an_id_are_told_apart_by_deal_time_and_stage(tmp_path: Path) -> None:
    moved = {"deal_id": "d1", "at": "2026-09-01T10:00:00", "stage": "Новая"}
    assert merge_table(tmp_path, HISTORY, [moved, moved, {**moved, "stage": "Счёт"}]) == MergeCounts(added=2)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("deals.csv", b"deal_id;created_at;status\nd1;2026-09-01;open\n"),
        ("deals.csv", "deal_id,title\nd1,Окна\n".encode("cp1251")),
        ("deals.csv", b"title,deal_id\nshort\n"),
        ("deals.xlsx", b"anything"),
    ],
)
def test_a_table_of_somebodys_own_is_left_whole_and_named(tmp_path: Path, file: str, content: bytes) -> None:
    (tmp_path / file).write_bytes(content)
    with pytest.raises(ArchiveError) as caught:
        merge_table(tmp_path, DEALS, [row()])
    assert (caught.value.problem.code, Path(caught.value.problem.file).name) == ("foreign-table", file)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(file, content)]


def test_a_row_without_key_or_with_a_strange_column_is_the_callers_fault(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="lacks deal_id"):
        merge_table(tmp_path, DEALS, [row("")])
    with pytest.raises(ValueError, match="no column price"):
        merge_table(tmp_path, DEALS, [row(price="5")])


def test_settings_that_a_person_put_right_are_kept(tmp_path: Path) -> None:
    write_settings(tmp_path, {"company": "Окна", "timezone": "UTC"})
    (tmp_path / "archive.yaml").write_text("company: Окна Плюс\ntimezone: Europe/Moscow\n", encoding="utf-8")
    write_settings(tmp_path, {"company": "Окна", "timezone": "UTC", "currency": "RUB"})
    assert yaml.safe_load((tmp_path / "archive.yaml").read_text(encoding="utf-8")) == {
        "company": "Окна Плюс", "timezone": "Europe/Moscow", "currency": "RUB",
    }  # fmt: skip


@pytest.mark.parametrize("length", [131_072, 500_000, LONGEST_FIELD, LONGEST_FIELD + 5])
def test_a_long_letter_is_read_back_and_merged_again(tmp_path: Path, length: int) -> None:
    merge_table(tmp_path, DEALS, [row()])
    text = "<p>строка</p>\n" * (length // 14) + "x" * (length % 14)
    letter = {"message_id": "m1", "deal_id": "d1", "at": "2026-09-01T10:00:00", "channel": "email", "author": "client"}
    messages = TABLE_FORMS["messages.csv"]
    assert merge_table(tmp_path, messages, [{**letter, "text": text}]) == MergeCounts(added=1)
    assert merge_table(tmp_path, messages, [{**letter, "text": text}]) == MergeCounts(unchanged=1)
    (message,) = read_archive(tmp_path).messages
    assert message.text[:1000] == text[:1000]
    assert len(message.text) == min(length, LONGEST_FIELD)
