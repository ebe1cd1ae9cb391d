"""With any part of an archive missing there are still whole outputs, and what is missing is said, not made up.

These runs are made of the same functions as the flow, in one process, so that the models are loaded once.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from rich.console import Console

from classify.analysis import analyse
from classify.model_files import Models, load_models
from deals.archive_format import TABLE_FORMS
from deals.archive_reader import read_archive
from deals.records import Archive
from pipelines.report_command import write_reports
from pipelines.transcribe_calls import call_sources
from reports.kpi_audit import audit_kpis
from reports.machine_outputs import write_machine_outputs
from reports.run_result import RunInfo, RunResult
from reports.snippets.cut_snippets import cut_snippets
from reports.terminal_lists import print_lists
from reports.texts import Language, Texts
from tests.acceptance.broken_archive import Break, as_bytes, write
from tests.acceptance.cut_archives import change_rows, cut_demo, rows_of, write_rows
from tests.acceptance.product import CYRILLIC, OUTPUTS
from transcribe.transcript_files import read_transcript

pytestmark = pytest.mark.slow

TABLES = tuple(TABLE_FORMS)
PARTS = ("archive.yaml", *TABLES, "kpi.yaml", "transcripts")


@dataclass(frozen=True, slots=True)
class Finished:
    archive: Archive
    out: Path
    printed: str

    def json(self, name: str) -> Any:
        return json.loads((self.out / name).read_text(encoding="utf-8"))

    @property
    def named(self) -> set[tuple[str, str]]:
        """(code, file) of everything that run.json names."""
        run = self.json("run.json")
        return {(problem["code"], problem["file"]) for problem in (*run["skipped"], *run["warnings"])}


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Models:
    return load_models(None, read_archive(cut_demo(tmp_path_factory.mktemp("models") / "archive")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return cut_demo(tmp_path / "archive")


def finish(folder: Path, models: Models, language: Language = "ru") -> Finished:
    """Analyse the archive, write all outputs beside it and print the lists."""
    archive, out = read_archive(folder), folder.parent / "out"
    ready = {source.call_id: source.transcript for source in call_sources(archive) if source.transcript}
    analysis = analyse(archive, {call_id: read_transcript(path, call_id) for call_id, path in ready.items()}, models)
    audit = audit_kpis(archive, analysis.kpi_readings, analysis.rankings)
    result = RunResult(archive, analysis, audit, archive.problems, RunInfo(datetime(2026, 11, 26, tzinfo=UTC)))
    texts, console = Texts(language), Console(file=StringIO(), width=110)
    write_machine_outputs(out, result, texts)
    write_reports(out, result, texts, redacted=False, snippets=cut_snippets(result))
    print_lists(console, result, texts, out / "report.html")
    assert {path.name for path in out.iterdir()} == OUTPUTS
    return Finished(archive, out, console.file.getvalue())  # type: ignore[attr-defined]


def assert_rankings_are_complete(finished: Finished) -> None:
    """Every deal that can be ranked is ranked once, in order; what is flagged carries evidence."""
    rankings, deals = finished.json("rankings.json"), finished.archive.deals
    assert rankings["deals_considered"] == len(deals)
    lost = {deal_id for deal_id, deal in deals.items() if deal.status == "lost"}
    assert {loss["deal_id"] for loss in rankings["error_loss"]} == lost
    assert lost <= {revival["deal_id"] for revival in rankings["revive"]} <= deals.keys()
    for ranked in (rankings["revive"], rankings["error_loss"]):
        assert [item["rank"] for item in ranked] == list(range(1, len(ranked) + 1))
        assert [item["probability"] for item in ranked] == sorted((i["probability"] for i in ranked), reverse=True)
        assert all(item["evidence"] and item["evidence"][0]["quote"] for item in ranked if item["flagged"])


def keep_columns(folder: Path, kept: Callable[[str, str], bool]) -> None:
    """kept: (table file, column) to whether the column stays."""
    for file in TABLES:
        table = file.removesuffix(".csv")
        rows = rows_of(folder, table)
        columns = [column for column in rows[0] if kept(file, column)]
        write_rows(folder, table, [{column: row[column] for column in columns} for row in rows], columns)


@pytest.mark.parametrize("part", PARTS)
def test_any_one_part_may_be_missing_and_is_named(part: str, folder: Path, models: Models) -> None:
    path = folder / part
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    finished = finish(folder, models)
    assert_rankings_are_complete(finished)
    if part == "archive.yaml":
        assert ("settings-missing", part) in finished.named
    elif part == "transcripts":
        assert not any(finished.json("run.json")["counts"][name] for name in ("calls_with_words", "hours_of_talk"))
        assert finished.out.joinpath("signals.jsonl").read_text() == ""
    else:
        assert ("absent-table", part) in finished.named
        assert part in finished.json("run.json")["archive"]["absent_tables"]


def test_without_deals_both_lists_are_empty_and_say_so(folder: Path, models: Models) -> None:
    header = (folder / "deals.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "deals.csv").write_text(header + "\n", encoding="utf-8")
    finished = finish(folder, models)
    assert_rankings_are_complete(finished)
    assert ("no-rows", "deals.csv") in finished.named
    assert finished.json("rankings.json")["revive"] == []
    assert finished.printed.count(Texts("ru").text("list-nothing")) == 2


def test_all_optional_columns_may_be_missing(folder: Path, models: Models) -> None:
    keep_columns(folder, lambda file, column: column in TABLE_FORMS[file].required)
    finished = finish(folder, models)
    assert_rankings_are_complete(finished)
    optional = {("absent-column", file) for file, form in TABLE_FORMS.items() if form.optional}
    assert optional <= finished.named


@pytest.mark.parametrize("odd", [0, 1])
def test_every_other_optional_column_may_be_missing(odd: int, folder: Path, models: Models) -> None:
    keep_columns(
        folder,
        lambda file, column: column in TABLE_FORMS[file].required or TABLE_FORMS[file].columns.index(column) % 2 == odd,
    )
    assert_rankings_are_complete(finish(folder, models))


def test_tables_of_nothing_but_headings_are_no_reason_to_stop(folder: Path, models: Models) -> None:
    for file in TABLES:
        header = (folder / file).read_text(encoding="utf-8").splitlines()[0]
        (folder / file).write_text(header + "\n", encoding="utf-8")
    finished = finish(folder, models)
    assert_rankings_are_complete(finished)
    assert {("no-rows", file) for file in TABLES} <= finished.named


def test_the_crm_alone_is_enough_for_both_rankings(folder: Path, models: Models) -> None:
    for part in ("calls.csv", "kpi.yaml", "periods.csv", "people.csv", "contacts.csv"):
        (folder / part).unlink()
    shutil.rmtree(folder / "transcripts")
    finished = finish(folder, models)
    assert_rankings_are_complete(finished)
    assert finished.json("kpi_audit.json")["kpis"] == []


def test_transcripts_alone_are_read_and_their_signals_reported(folder: Path, models: Models) -> None:
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()
    finished = finish(folder, models)
    spoken = [json.loads(line) for line in (finished.out / "signals.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {row["call_id"] for row in spoken} == {path.stem for path in (folder / "transcripts").iterdir()}
    assert any(row["signals"] for row in spoken)
    ranked = finished.json("rankings.json")
    assert (ranked["deals_considered"], ranked["revive"], ranked["error_loss"]) == (0, [], [])
    assert (ranked["history"]["verdict"], ranked["stated_against_found"]) == ("too-few", [])


def test_every_amount_has_its_currency_and_every_quote_its_place(folder: Path, models: Models) -> None:
    finished, texts = finish(folder, models), Texts("ru")
    flagged = [
        item for name in ("revive", "error_loss") for item in finished.json("rankings.json")[name] if item["flagged"]
    ]
    assert len(flagged) >= 3
    for item in flagged:
        amount = finished.archive.deals[item["deal_id"]].amount
        assert amount is not None
        assert texts.money(amount, "RUB") in finished.printed
        for evidence in item["evidence"]:
            assert evidence["quote"]
            assert evidence["at"] or evidence["kind"] == "absence"
            assert evidence["kind"] != "utterance" or (evidence["call_id"] and evidence["end"] > evidence["start"] >= 0)


def test_lists_in_english_over_a_russian_archive_keep_the_clients_words(folder: Path, models: Models) -> None:
    printed = finish(folder, models, "en").printed
    assert "RUB\u00a0375,000" in printed
    own_words = [line for line in printed.splitlines() if CYRILLIC.search(line)]
    assert own_words
    assert not [line for line in own_words if "Call" in line and "D1-" not in line]


def set_all(table: str, **cells: str) -> Break:
    return lambda folder: change_rows(folder, table, lambda row: row | cells)


def first_deals(count: int) -> Break:
    def change(folder: Path) -> None:
        rows = rows_of(folder, "deals")
        write_rows(folder, "deals", rows[:count], list(rows[0]))

    return change


def setting(was: str, becomes: str) -> Break:
    return as_bytes("archive.yaml", lambda data: data.replace(was.encode(), becomes.encode()))


def talk(*utterances: tuple[float, float, str]) -> Break:
    """The transcript of a call of a lost deal: start, end and text of each utterance."""
    rows = [
        {"index": index, "start": start, "end": end, "channel": index % 2, "text": text}
        for index, (start, end, text) in enumerate(utterances)
    ]
    return write("transcripts/D1-D007-C1.json", json.dumps({"call_id": "D1-D007-C1", "utterances": rows}).encode())


ODD_ARCHIVES = {
    "analysed before anything happened": setting("2026-09-30", "2025-01-01"),
    "analysed years later": setting("2026-09-30", "2031-01-01"),
    "no currency": setting("currency: RUB", ""),
    "every deal lost": set_all("deals", status="lost"),
    "every deal won": set_all("deals", status="won"),
    "every deal open": set_all("deals", status="open", closed_at=""),
    "one deal": first_deals(1),
    "no amounts": set_all("deals", amount=""),
    "amounts of zero": set_all("deals", amount="0"),
    "amounts beyond belief": set_all("deals", amount="999999999999999"),
    "no margins": set_all("deals", margin_pct=""),
    "deals closed in the future": set_all("deals", closed_at="2029-01-01T10:00"),
    "deals created by a computer's zero": set_all("deals", created_at="1970-01-01T00:00"),
    "one client for all deals": set_all("deals", contact_id="C0007"),
    "nobody responsible": set_all("deals", owner_id=""),
    "no head": set_all("people", role="manager"),
    "nobody but heads": set_all("people", role="head"),
    "everybody has left": set_all("people", left="2020-01-01"),
    "a plan of zero": set_all("periods", plan="0"),
    "no revenue": set_all("periods", fact="0"),
    "no bonus": set_all("periods", head_bonus_paid="0"),
    "calls at one moment": set_all("calls", started_at="2026-05-01T10:00"),
    "calls in the future": set_all("calls", started_at="2030-01-01T10:00"),
    "calls at unknown times": set_all("calls", started_at="?"),
    "calls among colleagues": set_all("calls", client_phone="101"),
    "messages by nobody known": set_all("messages", author="Пётр"),
    "tasks done before they were set": set_all("tasks", completed_at="2020-01-01T00:00"),
    "a call without a word": talk(),
    "a call of blanks": talk((0, 1, ""), (1, 2, "   ")),
    "a call that is one utterance": talk((0, 9000, "да " * 5000)),
    "half a character": talk((0, 1, "Перезвоню завтра \ud83d \x1b[31m\x00")),
    "fifty KPIs": write("kpi.yaml", "".join(f"- name: Показатель {n}\n" for n in range(50)).encode()),
    "KPIs that are no texts": write("kpi.yaml", b"- name: 5\n  weight: abc\n- [a]\n- null\n- name: {a: 1}\n"),
}


@pytest.mark.parametrize("change", ODD_ARCHIVES.values(), ids=ODD_ARCHIVES.keys())
def test_odd_archives_are_ranked_like_any_other(change: Break, folder: Path, models: Models) -> None:
    change(folder)
    assert_rankings_are_complete(finish(folder, models))


def test_text_of_the_archive_is_text_everywhere(folder: Path, models: Models) -> None:
    """No markup, no formula, no command to the terminal, no template."""
    set_all("deals", title='=HYPERLINK("http://x","y")<script>alert(1)</script>[red]x[/red]{{7*7}}\x1b[31m')(folder)
    finished = finish(folder, models)
    assert "\x1b" not in finished.printed
    assert "[red]x[/red]{{7*7}}" in finished.printed.replace("\n", "")
    assert "<script>" not in (finished.out / "report.html").read_text(encoding="utf-8")
    for sheet in load_workbook(finished.out / "deals.xlsx"):
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
