"""`--redact`: off unless asked for, and then nothing that is written says who anybody is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.run_command import RunRequest, settled
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


@pytest.mark.parametrize("redact", [False, True])
def test_a_run_masks_only_where_it_is_asked_to(archive: Path, redact: bool) -> None:
    request = RunRequest(archive, archive.parent / "out", SpeechOptions(), None, redact=redact)
    assert settled(request, Texts("ru")).redact is redact


def test_transcribe_masks_texts_file_names_and_its_record(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "pipelines.cli", "--lang", "ru", "transcribe", str(archive), "--out", str(out),
               "--redact", "--format", "json", "--format", "txt", "--format", "vtt"]  # fmt: skip
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=600, check=False,
        env={**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    files = {path.name: path.read_text(encoding="utf-8") for path in out.iterdir()}
    assert len(files) == 4
    found = {(name, word) for name, text in files.items() for word in PERSONAL if word in name + text}
    assert found == set()
    words = next(text for name, text in files.items() if name.endswith(".txt"))
    assert words.count("[телефон 1]") == 3  # its heading is the id
    for kept in ("Алло, это [имя 1] из [компания 1].", "[менеджер 1], добрый день", "Так.", "почта [почта 1]"):
        assert kept in words
