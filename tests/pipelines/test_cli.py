"""The command as a user meets it: a process, its texts, its exit code."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines import __version__
from reports.texts import LANGUAGES, Language, Texts

COMMAND = [sys.executable, "-m", "pipelines.cli"]
CYRILLIC = re.compile("[А-Яа-яЁё]")


def dealforensics(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in ("LC_ALL", "LC_MESSAGES", "LANG")}
    return subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={**clean, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100", **environment},
    )


def test_version_is_the_package_s_version() -> None:
    assert dealforensics("--version").stdout == f"dealforensics {__version__}\n"


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["run"],
        ["transcribe"],
        ["import"],
        ["fetch"],
        ["check"],
        ["load"],
        ["doctor"],
        ["train"],
        ["learn"],
        ["signals"],
        ["signals", "explain"],
        ["kpi"],
        ["kpi", "explain"],
        ["report"],
        ["review"],
        ["account"],
        ["account", "add"],
        ["account", "password"],
        ["account", "disable"],
        ["account", "enable"],
        ["account", "list"],
    ],
)
def test_help_is_wholly_in_the_language_asked_for(command: list[str]) -> None:
    english = dealforensics("--lang", "en", *command, "--help")
    russian = dealforensics("--lang", "ru", *command, "--help")
    assert (english.returncode, russian.returncode) == (0, 0)
    assert not CYRILLIC.search(english.stdout)
    assert "Usage:" in english.stdout
    assert "Options" in english.stdout
    for foreign in ("Usage", "Options", "Arguments", "Commands", "Show this", "required", "[default"):
        assert foreign not in russian.stdout


def test_language_comes_from_option_then_variable_then_locale() -> None:
    assert CYRILLIC.search(dealforensics("--help", LANG="ru_RU.UTF-8").stdout)
    assert not CYRILLIC.search(dealforensics("--help", LANG="de_DE.UTF-8").stdout)
    assert not CYRILLIC.search(dealforensics("--help", LANG="ru_RU.UTF-8", DEALFORENSICS_LANG="en").stdout)
    assert CYRILLIC.search(dealforensics("--help", "--lang=ru", DEALFORENSICS_LANG="en").stdout)


def test_help_appears_within_a_second_of_processor_time() -> None:
    before = os.times()
    dealforensics("run", "--help")
    after = os.times()
    spent_s = after.children_user + after.children_system - before.children_user - before.children_system
    assert spent_s < 1.0


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "no/such/folder", "--out", "OUT"],
        ["run", "FILE", "--out", "OUT"],
        ["run", "ARCHIVE", "--out", "ARCHIVE"],
        ["run", "ARCHIVE", "--out", "FILE"],
        ["run", "ARCHIVE", "--out", "OUT", "--device", "cuda"],
        ["run", "ARCHIVE"],
        ["run", "ARCHIVE", "--out", "OUT", "--device", "abacus"],
        ["run", "ARCHIVE", "--out", "OUT", "--fast"],
        ["run", "ARCHIVE", "--out", "OUT", "--threads", "2"],
        ["run", "ARCHIVE", "--out", "OUT", "--language", "de"],
        ["transcribe", "no/such/folder"],
        ["transcribe", "FILE"],
        ["transcribe", "ARCHIVE", "--out", "ARCHIVE"],
        ["transcribe", "ARCHIVE", "--out", "FILE"],
        ["transcribe", "ARCHIVE", "--format", "docx"],
        ["transcribe", "ARCHIVE", "--compute-type", "int3"],
        ["transcribe", "ARCHIVE", "--language", "ru,de"],
        ["transcribe", "ARCHIVE", "--speakers", "1-9"],
        ["transcribe", "ARCHIVE", "--device", "cuda"],
        ["rank"],
        ["signals", "listen"],
        ["signals", "explain"],
        ["signals", "explain", "no/such/call.json"],
        ["signals", "explain", "FILE"],
        ["signals", "explain", "K1", "--archive", "no/such/folder"],
        ["signals", "explain", "K1", "--archive", "ARCHIVE"],
        ["kpi", "listen"],
        ["kpi", "explain"],
        ["kpi", "explain", "no/such/kpi.yaml"],
        ["kpi", "explain", "FILE"],
        ["kpi", "explain", "ARCHIVE"],
        ["report"],
        ["report", "no/such/folder"],
        ["report", "ARCHIVE"],
        ["report", "ARCHIVE", "--format", "docx"],
        ["learn", "no/such/folder", "--models-out", "OUT"],
        ["learn", "ARCHIVE", "--models-out", "OUT"],
        ["learn", "ARCHIVE", "--models-out", "FILE"],
        ["learn", "ARCHIVE"],
    ],
    ids=" ".join,
)
def test_bad_input_gives_one_sentence_and_exit_code_2(arguments: list[str], language: str, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    (tmp_path / "file.txt").write_text("not a folder", encoding="utf-8")
    places = {"ARCHIVE": archive, "FILE": tmp_path / "file.txt", "OUT": tmp_path / "out"}
    result = dealforensics("--lang", language, *(str(places.get(argument, argument)) for argument in arguments))
    assert result.returncode == 2, result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert bool(CYRILLIC.search(result.stderr)) == (language == "ru")


def test_a_run_says_what_it_does_before_anything_slow_is_imported() -> None:
    """Speech, learning and flow libraries take seconds to import; the first line must not wait for them."""
    code = "import sys, pipelines.cli, pipelines.run_command, pipelines.transcribe_command; print(*sys.modules)"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    assert "pipelines.run_command" in loaded
    assert not loaded & {"prefect", "faster_whisper", "ctranslate2", "sklearn", "numpy", "onnxruntime"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_import_check_and_explain_say_first_what_they_do(tmp_path: Path, language: Language) -> None:
    texts = Texts(language)
    file = tmp_path / "sheet.csv"
    file.write_text("id,deal name,stage,created,amount\n1,Roof,Won,2026-01-14,500\n", encoding="utf-8")
    archive = tmp_path / "archive"
    imported = dealforensics("--lang", language, "import", str(file), str(file), "--out", str(archive))
    lines = imported.stdout.splitlines()
    assert lines[0] == texts.text("import-start")
    assert lines[1] == texts.text("import-reading", file="sheet.csv", number=1, count=2)
    checked = dealforensics("--lang", language, "check", str(archive))
    assert checked.stdout.splitlines()[0] == texts.text("check-start", archive=str(archive))
    assert (imported.returncode, checked.returncode) == (0, 0)
    explained = dealforensics("--lang", language, "signals", "explain", "nowhere.json")
    assert explained.stdout.splitlines() == [texts.text("signals-start", call="nowhere.json")]
