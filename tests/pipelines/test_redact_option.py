"""`--redact`: off unless asked for, by the command or by the archive's mark; and then nothing names anybody."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from deals.archive_reader import read_archive
from pipelines.masking import masks
from pipelines.run_command import RunRequest, settled
from pipelines.run_display import RunDisplay
from pipelines.run_settings import SpeechOptions
from reports.texts import Texts

CALL = "20260105_79035550101"
SAID = (
    "Алло, это Анна Белова из «Ладьи».", "Игорь, добрый день, диктуйте.", "Восемь девятьсот три", "Так.",
    "пятьсот пятьдесят пять ноль один ноль один", "почта белова собака мейл точка ру",
)  # fmt: skip
PERSONAL = ("Анна", "Белов", "белова", "Ладь", "Игорь", "Пак", "9035550101", "Восемь", "пятьсот", "собака", "Смирновы")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A ready transcript, whose id is a telephone number; no model is needed."""
    folder = tmp_path / "Смирновы" / "client"
    (folder / "transcripts").mkdir(parents=True)
    tables = {
        "archive.yaml": "company: Столярный двор\nlanguage: ru\ntimezone: Europe/Moscow\n",
        "people.csv": "user_id,name,role\nU1,Игорь Пак,manager\n",
        "contacts.csv": "contact_id,name,company,phones\nC1,Анна Белова,ООО «Ладья»,+79035550101\n",
        "calls.csv": f"call_id,started_at,direction,user_id,client_phone\n{CALL},2026-01-05T10:00,in,U1,+79035550101\n",
    }
    for name, content in tables.items():
        (folder / name).write_text(content, encoding="utf-8")
    turns = [{"start": n, "end": n + 0.5, "channel": n % 2, "text": text} for n, text in enumerate(SAID)]
    ready = {"call_id": CALL, "language": "ru", "utterances": turns}
    (folder / "transcripts" / f"{CALL}.json").write_text(json.dumps(ready), encoding="utf-8")
    (folder / "transcripts" / "Анна Белова.json").write_text("{no JSON", encoding="utf-8")
    return folder


def run_cli(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipelines.cli", "--lang", "ru", *arguments],
        capture_output=True, text=True, encoding="utf-8", timeout=600, check=False,
        env={**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


@pytest.mark.parametrize(("asked", "marked", "masked"), [
    (None, False, False), (None, True, True), (False, True, False), (True, False, True),
])  # fmt: skip
def test_the_command_decides_and_else_the_mark_of_the_archive(
    archive: Path, asked: bool | None, marked: bool, masked: bool
) -> None:
    with (archive / "archive.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"leaves_company: {str(marked).lower()}\n")
    display = RunDisplay(Console(file=(said := io.StringIO())), Texts("en"))
    assert masks(asked, read_archive(archive), display) is masked
    assert ("leaves_company" in said.getvalue()) is (masked and asked is None)


def test_a_mark_that_cannot_be_understood_masks_and_is_reported(archive: Path) -> None:
    with (archive / "archive.yaml").open("a", encoding="utf-8") as settings:
        settings.write("leaves_company: да\n")
    read = read_archive(archive)
    assert read.leaves_company
    assert [(problem.file, problem.column) for problem in read.problems if problem.code == "bad-setting"] == [
        ("archive.yaml", "leaves_company")
    ]


@pytest.mark.parametrize(("content", "marked"), [
    ("company: X\n\tleaves_company: true\n", True), ("- leaves_company: true\n", True), ("company: [\n", False),
])  # fmt: skip
def test_a_broken_file_that_names_the_mark_masks(archive: Path, content: str, marked: bool) -> None:
    (archive / "archive.yaml").write_text(content, encoding="utf-8")
    assert read_archive(archive).leaves_company is marked


def test_recordings_of_a_marked_archive_are_masked_also_as_a_bare_folder(archive: Path) -> None:
    with (archive / "archive.yaml").open("a", encoding="utf-8") as settings:
        settings.write("leaves_company: true\n")
    display = RunDisplay(Console(file=io.StringIO()), Texts("en"))
    assert masks(None, archive / "recordings" / "2026", display)
    assert not masks(None, archive.parent / "elsewhere", display)


def test_a_run_of_a_marked_archive_names_nobody(archive: Path, tmp_path: Path) -> None:
    with (archive / "archive.yaml").open("a", encoding="utf-8") as settings:
        settings.write("leaves_company: true\n")
    out = tmp_path / "out"
    done = run_cli("run", str(archive), "--out", str(out), "--work", str(tmp_path / "work"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["settings"]["redact"] is True
    texts = {path.name: path.read_bytes().decode("utf-8", "replace") for path in out.iterdir()}
    assert "report.html" in texts
    found = {(name, word) for name, text in texts.items() for word in PERSONAL if word in name + text}
    assert found == set()


@pytest.mark.parametrize("redact", [False, True])
def test_a_run_masks_only_where_it_is_asked_to(archive: Path, redact: bool) -> None:
    request = RunRequest(archive, archive.parent / "out", SpeechOptions(), None, redact=redact)
    assert settled(request, Texts("ru")).redact is redact


@pytest.mark.parametrize("asked_by", ["command", "archive"])
def test_transcribe_masks_texts_file_names_and_its_record(archive: Path, tmp_path: Path, asked_by: str) -> None:
    out = tmp_path / "out"
    if asked_by == "archive":
        with (archive / "archive.yaml").open("a", encoding="utf-8") as settings:
            settings.write("leaves_company: true\n")
    asked = ["--redact"] if asked_by == "command" else []
    formats = ("--format", "json", "--format", "txt", "--format", "vtt")
    done = run_cli("transcribe", str(archive), "--out", str(out), *asked, *formats)
    assert done.returncode == 0, done.stdout + done.stderr
    files = {path.name: path.read_text(encoding="utf-8") for path in out.iterdir()}
    assert len(files) == 4
    found = {(name, word) for name, text in files.items() for word in PERSONAL if word in name + text}
    assert found == set()
    words = next(text for name, text in files.items() if name.endswith(".txt"))
    assert words.count("[телефон 1]") == 3  # its heading is the id
    for kept in ("Алло, это [имя 1] из [компания 1].", "[менеджер 1], добрый день", "Так.", "почта [почта 1]"):
        assert kept in words
