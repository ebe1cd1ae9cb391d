"""A masked run: no output holds a name, a number or an address, and all of them agree on who is who."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from classify.records import Evidence
from deals.problems import Problem
from deals.records import CallRecord
from reports.deal_workbook import workbook_bytes
from reports.html_report import html_report
from reports.machine_outputs import write_machine_outputs
from reports.redaction.redacted_result import redacted_result
from reports.run_result import RunResult
from reports.texts import LANGUAGES, Language, Texts
from tests.reports.sample_run import moment, sample_result
from transcribe.utterance import Transcript, Utterance

CALL_ID = "20260405_79035550101"
PERSONAL = re.compile(
    r"Руднев|\bОльг|\bИгор|\bПак\b|\bАнн[аеуы]|Белов|Ладь|Ветл|Кедр|90355501|555-01|ladya|кабинет|Заварзин|девятьсот|ivanov",
    re.IGNORECASE,
)


def personal_run(language: Language = "ru") -> RunResult:
    """The sample run, with personal data wherever a run has text."""
    result = sample_result(
        language, say=lambda text: f"{text}. Анна Белова, Заварзин Пётр, 8 903 555-01-01, ivanov@ladya.ru"
    )
    named = sample_result(language)
    archive = replace(
        named.archive,
        path=Path("/home/ivanov/«Кедр»"),
        deals=result.archive.deals,
        messages=result.archive.messages,
        calls=(
            *named.archive.calls,
            CallRecord(CALL_ID, moment(4, 5), "in", "U2", "+79035550101", recording=f"{CALL_ID}.wav"),
        ),
    )
    spoken = Transcript(CALL_ID, language, (
        Utterance(0, 0.0, 2.0, "Записывайте: восемь девятьсот три", speaker="Анна Белова"),
        Utterance(1, 2.0, 3.0, "Так."),
        Utterance(2, 3.0, 5.0, "пятьсот пятьдесят пять ноль один ноль один"),
    ))  # fmt: skip
    half = Evidence("utterance", "восемь девятьсот три", moment(4, 5), CALL_ID, 0, 0.0, 2.0, role="client")
    revive = result.analysis.rankings.revive
    rankings = replace(
        result.analysis.rankings, revive=(replace(revive[0], evidence=(half, *revive[0].evidence)), *revive[1:])
    )
    transcripts = {**result.analysis.transcripts, CALL_ID: spoken}
    signals = {**result.analysis.signals, CALL_ID: ({}, {}, {})}
    analysis = replace(result.analysis, rankings=rankings, transcripts=transcripts, signals=signals)
    problems = (
        Problem("bad-phone", "contacts.csv", 4, "phones", "доб. кабинет 12"),
        Problem("recording-unreadable", f"recordings/{CALL_ID}.wav", details={"detail": "Анна Белова"}),
    )
    settings = {"work": "/home/ivanov/«Кедр»/.dealforensics"}
    return replace(
        result,
        archive=archive,
        analysis=analysis,
        problems=problems,
        run_info=replace(result.run_info, settings=settings),
    )


def outputs(result: RunResult, texts: Texts, folder: Path) -> dict[str, str]:
    """File to its text; of the workbook, all its parts."""
    write_machine_outputs(folder, result, texts)
    written = {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.suffix != ".npz"}
    book = zipfile.ZipFile(io.BytesIO(workbook_bytes(result, texts)))
    parts = {f"deals.xlsx/{name}": book.read(name).decode() for name in book.namelist()}
    learning = {"learning.npz": (folder / "learning.npz").read_bytes().decode("utf-32-le", "ignore")}
    return {**written, **parts, **learning, "report.html": html_report(result, texts)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_output_of_a_masked_run_says_who_anybody_is(language: Language, tmp_path: Path) -> None:
    texts = Texts(language)
    plain = outputs(personal_run(language), texts, tmp_path)
    assert sum(bool(PERSONAL.search(text)) for text in plain.values()) >= 8  # so the search does find it
    masked = outputs(redacted_result(personal_run(language), texts), texts, tmp_path)
    found = {name: match.group() for name, text in masked.items() if (match := PERSONAL.search(text))}
    assert found == {}


def test_all_outputs_name_a_person_alike(tmp_path: Path) -> None:
    masked = redacted_result(personal_run(), Texts("ru"))
    client = masked.archive.contacts["C1"]
    assert re.fullmatch(r"\[имя \d+\]", client.name or "")
    files = outputs(masked, Texts("ru"), tmp_path)
    for name in ("report.html", "deals.xlsx/xl/sharedStrings.xml", "rankings.json", "promises.jsonl", "signals.jsonl"):
        assert client.name in files[name], name
        assert client.phones[0] in files[name], name
    assert masked.archive.people["U1"].name == "[РОП]"
    assert "[РОП]" in files["report.html"]


def test_a_quote_that_holds_half_a_number_is_masked_as_its_utterance_is() -> None:
    masked = redacted_result(personal_run(), Texts("ru"))
    phone = masked.archive.contacts["C1"].phones[0]
    assert masked.analysis.rankings.revive[0].evidence[0].quote == phone
    said = masked.analysis.transcripts[f"20260405_{phone}"].utterances
    assert [each.text for each in said] == [f"Записывайте: {phone}", "Так.", phone]


def test_ids_stay_joined(tmp_path: Path) -> None:
    masked = redacted_result(personal_run(), Texts("ru"))
    calls = {call.call_id for call in masked.archive.calls}
    assert masked.analysis.transcripts.keys() <= calls
    assert masked.analysis.signals.keys() == masked.analysis.transcripts.keys()
    assert masked.analysis.rankings.revive[0].evidence[0].call_id in calls
    assert {deal.contact_id for deal in masked.archive.deals.values()} - {None} <= masked.archive.contacts.keys()


def test_what_is_counted_and_judged_is_the_same() -> None:
    plain, masked = personal_run(), redacted_result(personal_run(), Texts("ru"))
    for list_name in ("revive", "error_loss"):
        before, after = (getattr(run.analysis.rankings, list_name) for run in (plain, masked))
        assert [(c.deal_id, c.rank, c.flagged, c.probability) for c in before] == [
            (c.deal_id, c.rank, c.flagged, c.probability) for c in after
        ]
    assert masked.kpi_audit.loss_total == plain.kpi_audit.loss_total
    assert [deal.amount for deal in masked.archive.deals.values()] == [d.amount for d in plain.archive.deals.values()]


def test_equal_runs_are_masked_equally_and_no_file_says_whose_a_mask_is(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first, second = (
        outputs(redacted_result(personal_run(), Texts("ru")), Texts("ru"), tmp_path / name) for name in "ab"
    )
    assert {n: t for n, t in first.items() if ".xlsx" not in n} == {n: t for n, t in second.items() if ".xlsx" not in n}
    assert json.loads(first["run.json"])["archive"]["path"] == "[наша компания]"
