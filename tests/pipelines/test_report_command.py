"""`dealforensics report` as it is typed: the files of a run made anew, and whatever keeps it from that."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.report_command import ReportRequest, report_command
from pipelines.report_formats import report_formats
from pipelines.run_archive import write_outputs
from reports.stored_run import REPORT_DATA
from reports.texts import LANGUAGES, Language, Texts
from tests.reports.sample_run import sample_result

PERSONAL = ("Белова", "Игорь", "Руднева", "Ладья", "Кедр", "9035550101")


@pytest.fixture
def run(tmp_path: Path) -> Path:
    out = tmp_path / "out"
    write_outputs(out, sample_result(), Texts("ru"))
    return out


def request(
    run: Path, formats: str = "html,xlsx", language: Language | None = None, **changes: object
) -> ReportRequest:
    fields = {"redact": False, "out": None, **changes}
    return ReportRequest(run, report_formats(formats), language, **fields)  # type: ignore[arg-type]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reports_are_those_that_the_run_wrote_byte_for_byte(language: Language, tmp_path: Path) -> None:
    out, again = tmp_path / "out", tmp_path / "again"
    write_outputs(out, sample_result("ru"), Texts(language))
    assert report_command(request(out, out=again), Texts("en")) == 0
    made, written = files(again), files(out)
    assert set(made) == {"report.html", "deals.xlsx"}
    assert made == {name: written[name] for name in made}


def test_nothing_else_of_the_run_is_touched(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(run)
    assert report_command(request(run, "html,md", "en"), Texts("ru")) == 0
    after = files(run)
    assert {name for name in after if after[name] != before.get(name)} == {"report.html", "report.md"}
    assert 'lang="en"' in after["report.html"].decode()
    assert str(run / "report.md") in capsys.readouterr().out


def test_masked_reports_lie_apart_and_name_nobody(run: Path) -> None:
    before = files(run)
    assert report_command(request(run, "html,md,xlsx", redact=True), Texts("ru")) == 0
    assert files(run) == before
    made = files(run / "redacted")
    assert set(made) == {"report.html", "report.md", "deals.xlsx"}
    text = made["report.html"].decode() + made["report.md"].decode()
    assert not [name for name in PERSONAL if name in text]


def test_reports_of_an_archive_that_is_marked_are_masked_unless_the_command_says_no(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = sample_result()
    marked = replace(result, archive=replace(result.archive, leaves_company=True))
    write_outputs(tmp_path, marked, Texts("ru"))
    assert report_command(request(tmp_path, "md", redact=None), Texts("en")) == 0
    assert Texts("en").text("masked-as-marked") in capsys.readouterr().out
    text = (tmp_path / "redacted" / "report.md").read_text(encoding="utf-8")
    assert not [name for name in PERSONAL if name in text]
    assert report_command(request(tmp_path, "md", redact=False), Texts("en")) == 0
    assert [name for name in PERSONAL if name in (tmp_path / "report.md").read_text(encoding="utf-8")]


def test_a_masked_run_stays_masked_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_outputs(tmp_path, sample_result(), Texts("ru"), redacted=True)
    assert json.loads((tmp_path / REPORT_DATA).read_text(encoding="utf-8"))["redacted"] is True
    assert report_command(request(tmp_path), Texts("en")) == 0
    assert Texts("en").text("report-stays-masked") in capsys.readouterr().out


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_folder_without_a_run_is_refused(
    language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report_command(request(tmp_path), Texts(language)) == 2
    said = capsys.readouterr()
    assert said.err.strip() == Texts(language).text("report-data-missing", folder=str(tmp_path))
    assert not said.out
    assert not list(tmp_path.iterdir())


def test_without_a_browser_a_pdf_is_refused_before_anything_is_written(
    run: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(run)
    monkeypatch.setenv("DEALFORENSICS_BROWSER", "/no/such/browser")
    assert report_command(request(run, "html,pdf", "en"), Texts("en")) == 2
    assert "/no/such/browser" in capsys.readouterr().err
    assert files(run) == before


def test_a_folder_that_cannot_be_written_to_is_said(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report_command(request(run, out=run / "run.json"), Texts("en")) == 1
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("typed", ["docx", "html,", "html,docx"])
def test_other_formats_are_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=typed):
        report_formats(typed)


def test_formats_are_made_once_each() -> None:
    assert report_formats("pdf, html,pdf") == ("pdf", "html")


def test_as_it_is_typed(run: Path) -> None:
    command = [sys.executable, "-m", "pipelines.cli", "report", str(run), "--lang", "en", "--format", "html,xlsx"]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
        env={**os.environ, "LANG": "ru_RU.UTF-8", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Making reports from")
    assert 'lang="en"' in (run / "report.html").read_text(encoding="utf-8")
