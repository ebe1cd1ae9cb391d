"""`dealforensics doctor` looks for real: what it calls usable can be used, and what is missing has a way to get it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rich.markup import escape

from classify.model_files import OWN_MODELS
from pipelines.doctor import row
from pipelines.installation_checks import (
    Check,
    check_classifiers,
    check_codecs,
    check_database,
    check_disk,
    check_python,
)
from reports.texts import LANGUAGES, Texts

SUBJECTS = (
    "python",
    "packages",
    "machine",
    "disk",
    "database",
    "codecs",
    "cuda",
    "whisper",
    "diarization",
    "hub",
    "embedding",
)


def doctor(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipelines.cli", "doctor", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


@pytest.mark.slow
def test_doctor_names_every_part_and_passes_where_the_tests_pass() -> None:
    result = doctor("--lang", "en")
    assert result.returncode == 0, result.stdout
    texts = Texts("en")
    for subject in (*SUBJECTS, "classifiers"):
        assert f" {texts.text(f'doctor-{subject}')}: " in result.stdout
    assert "packaged-base" in result.stdout or "Systran" in result.stdout
    assert "MISSING" not in result.stdout


@pytest.mark.slow
def test_doctor_fails_and_says_how_to_get_what_is_missing(tmp_path: Path) -> None:
    result = doctor("--lang", "ru", "--models", str(tmp_path))
    assert result.returncode == 1
    assert "НЕ ХВАТАЕТ" in result.stdout
    assert Texts("ru").text("doctor-get-classifiers") in result.stdout


def test_damaged_classifiers_are_missing_classifiers(tmp_path: Path) -> None:
    models = Path(shutil.copytree(OWN_MODELS, tmp_path / "models"))
    assert check_classifiers(models).state == "ok"
    (models / "full" / "signals.npz").write_bytes(b"PK damaged")
    assert check_classifiers(models).state == "missing"


def test_phone_formats_python_and_database_are_there() -> None:
    assert [check.state for check in (check_codecs(), check_python(), check_database())] == ["ok"] * 3
    for name in ("wav", "mp3", "opus", "m4a/aac", "amr", "gsm"):
        assert name in check_codecs().found


def test_free_space_is_looked_for_where_a_folder_will_be(tmp_path: Path) -> None:
    assert check_disk(tmp_path / "not" / "yet").found.endswith(str(tmp_path))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", [*SUBJECTS, "classifiers"])
def test_every_check_has_its_words_in_both_languages(subject: str, language: str) -> None:
    texts = Texts("ru" if language == "ru" else "en")
    assert texts.text(f"doctor-{subject}") in row(Check(subject, "ok", "x"), texts)
    if subject != "machine":  # nothing can be missing there
        assert escape(texts.text(f"doctor-get-{subject}")) in row(Check(subject, "missing"), texts)
