"""`dealforensics import` as a user meets it: previews, archives, refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deals.archive_reader import read_archive
from deals.exports.export_import import ImportRequest
from pipelines.import_command import import_command
from reports.texts import LANGUAGES, Language, Texts
from tests.deals.exports import made_exports as made

NO_DATE = "dealname,dealstage,close date\nRoof,Closed Won,01-14-2026\nWall,Pending,04-02-2026\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_preview_shows_every_column_and_writes_nothing(
    tmp_path: Path, language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [made.write(tmp_path, name, text) for name, text in made.SET_OF_TABLES.items()]
    files.append(made.write(tmp_path, "deals.csv", NO_DATE))
    files.append(made.write(tmp_path, "weather.csv", "city,temperature\nOslo,4\n"))
    before = sorted(tmp_path.rglob("*"))
    assert import_command(ImportRequest(files, tmp_path / "a"), Texts(language), preview=True) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for words in ("sales_agent", "created_at", "1C1I7A6R", 'created_from: "close date"', "temperature"):
        assert words in shown
    assert sorted(tmp_path.rglob("*")) == before


def test_an_import_ends_in_an_archive_and_says_what_comes_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    made.write(folder, "deals.csv", made.PIPEDRIVE)
    made.write(folder, "readme.md", "not a table")
    assert (
        import_command(ImportRequest([folder], tmp_path / "a", timezone="Europe/London"), Texts("en"), preview=False)
        == 0
    )
    assert len(read_archive(tmp_path / "a").deals) == 3
    shown = capsys.readouterr().out
    assert "deals.csv: 3 new, 0 changed, 0 as before" in shown
    assert "dealforensics check" in shown
    report = json.loads((tmp_path / "a" / "import.json").read_text(encoding="utf-8"))
    assert (report["files"][0]["kind"], report["files"][0]["used"], report["problems"]) == ("deals", 3, [])


def test_a_mapping_file_that_does_not_exist_is_written_by_a_preview_and_used_by_the_import(tmp_path: Path) -> None:
    file = made.write(tmp_path, "deals.csv", NO_DATE)
    mapping = tmp_path / "mapping.yaml"
    request = ImportRequest([file], tmp_path / "a", mapping)
    assert import_command(request, Texts("en"), preview=True) == 0
    assert "close date: closed_at" in mapping.read_text(encoding="utf-8")
    with mapping.open("a", encoding="utf-8") as end:
        end.write('tables: [{file: deals.csv, created_from: "close date"}]\n')
    assert import_command(request, Texts("en"), preview=False) == 0
    assert len(read_archive(tmp_path / "a").deals) == 2


def test_nothing_usable_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = made.write(tmp_path, "deals.csv", "dealname,dealstage,amount\nRoof,Closed Won,5\nWall,Pending,7\n")
    assert import_command(ImportRequest([file], tmp_path / "a"), Texts("en"), preview=False) == 2
    assert not (tmp_path / "a").exists()
    assert "Nothing could be imported" in capsys.readouterr().err


def test_tables_of_the_archive_itself_are_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = made.write(tmp_path, "deals.csv", made.PIPEDRIVE)
    assert import_command(ImportRequest([file], tmp_path), Texts("en"), preview=False) == 2
    assert file.read_text(encoding="utf-8") == made.PIPEDRIVE
    assert "would be overwritten" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"timezone": "Mars/Olympus"}, "is no time zone"),
        ({"timezone": "../etc"}, "is no time zone"),
        ({"currency": "rubles"}, "is no currency"),
    ],
)
def test_wrong_settings_are_refused_before_anything_is_read(
    tmp_path: Path, options: dict[str, str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = made.write(tmp_path, "deals.csv", made.PIPEDRIVE)
    request = ImportRequest([file], tmp_path / "a", **options)  # type: ignore[arg-type]
    assert import_command(request, Texts("en"), preview=False) == 2
    assert sentence in capsys.readouterr().err


def test_missing_files_and_broken_mappings_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = made.write(tmp_path, "deals.csv", made.PIPEDRIVE)
    assert import_command(ImportRequest([tmp_path / "no.csv"], tmp_path / "a"), Texts("en"), preview=False) == 2
    assert "no.csv" in capsys.readouterr().err
    mapping = made.write(tmp_path, "m.yaml", "stages: {Done: perhaps}")
    assert import_command(ImportRequest([file], tmp_path / "a", mapping), Texts("en"), preview=False) == 2
    assert "perhaps" in capsys.readouterr().err


def test_a_table_that_somebody_else_made_is_left_whole_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a").mkdir()
    foreign = tmp_path / "a" / "deals.csv"
    foreign.write_text("deal_id;status\n1;open\n", encoding="utf-8")
    file = made.write(tmp_path, "pipedrive.csv", made.PIPEDRIVE)
    assert import_command(ImportRequest([file], tmp_path / "a"), Texts("en"), preview=False) == 2
    assert "deals.csv" in capsys.readouterr().err
    assert foreign.read_text(encoding="utf-8") == "deal_id;status\n1;open\n"
