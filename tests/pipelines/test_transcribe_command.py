"""`dealforensics transcribe` as a user meets it: a folder goes in, one file for each call comes out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipelines.run_settings import SpeechOptions
from pipelines.transcribe_command import TranscribeRequest, out_of, settled
from reports.texts import Texts
from transcribe.transcript_files import read_transcript

DATA = Path(__file__).parents[1] / "transcribe" / "data"
READY = {"call_id": "C1", "language": "ru", "utterances": [{"start": 0, "end": 2.5, "channel": 0, "text": "Алло"}]}


def transcribe(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipelines.cli", "--lang", "en", "transcribe", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
        env={**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONIOENCODING": "utf-8"},
    )


def record(out: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((out / "transcribe.json").read_text(encoding="utf-8"))
    return content


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two ready transcripts, one of them of no use; no model is needed."""
    folder = tmp_path / "client"
    (folder / "transcripts").mkdir(parents=True)
    (folder / "archive.yaml").write_text("language: ru\n", encoding="utf-8")
    (folder / "transcripts" / "C1.json").write_text(json.dumps(READY), encoding="utf-8")
    (folder / "transcripts" / "C2.json").write_text("{no JSON", encoding="utf-8")
    return folder


def request(archive: Path, out: Path | None = None) -> TranscribeRequest:
    return TranscribeRequest(archive, out, SpeechOptions(), ("json",))


def test_without_a_wish_the_results_lie_beside_the_archive(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert out_of(request(archive)) == archive.with_name("client_transcripts")
    monkeypatch.chdir(archive)
    assert out_of(request(Path())) == archive.with_name("client_transcripts")
    assert settled(request(archive), Texts("en")).out == archive.with_name("client_transcripts")


def test_nothing_but_the_work_folder_appears_in_the_archive(archive: Path) -> None:
    settled(request(archive), Texts("en"))
    assert names(archive) == {"archive.yaml", "transcripts", ".dealforensics"}


@pytest.mark.slow
def test_transcripts_become_files_and_a_second_time_only_what_changed(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "words"
    first = transcribe(archive, "--out", out, "--format", "json", "--format", "vtt")
    assert first.returncode == 0, first.stderr
    assert names(out) == {"C1.json", "C1.vtt", "transcribe.json"}
    told = record(out)
    assert told["counts"]["transcripts_read"] == told["counts"]["calls_set_aside"] == 1
    assert ("transcript-bad-json", "transcripts/C2.json") in {
        (problem["code"], problem["file"]) for problem in told["problems"]
    }
    assert all(problem["sentence"] for problem in told["problems"])
    assert told["models"] == []
    (out / "C1.vtt").unlink()
    second = transcribe(archive, "--out", out, "--format", "json", "--format", "vtt")
    assert second.returncode == 0, second.stderr
    assert (record(out)["counts"]["files_written"], record(out)["counts"]["files_unchanged"]) == (1, 1)
    assert not list(out.glob(".*"))


@pytest.mark.slow
def test_a_bare_folder_is_heard_once_and_a_changed_setting_is_announced(tmp_path: Path) -> None:
    bare = tmp_path / "calls"
    (bare / "september").mkdir(parents=True)
    shutil.copy(DATA / "client_only.opus", bare / "september" / "one.opus")
    (bare / "broken.wav").write_bytes(b"RIFF and then nothing")
    options = ("--model", "packaged-base", "--workers", "1", "--format", "json")
    first = transcribe(bare, *options, "--language", "ru")
    assert first.returncode == 0, first.stderr
    assert "This folder is no archive" in first.stdout
    assert "none of them was transcribed before" in first.stdout
    out = tmp_path / "calls_transcripts"
    told = record(out)
    name = told["file_names"]["september/one"]
    assert names(out) == {f"{name}.json", "transcribe.json"}
    heard = read_transcript(out / f"{name}.json", "september/one")
    assert heard.utterances
    assert (told["counts"]["recordings_recognised"], told["counts"]["calls_set_aside"]) == (1, 1)

    again = transcribe(bare, *options, "--language", "ru")
    assert "1 transcribed already" in again.stdout
    assert record(out)["counts"]["recordings_reused"] == 1
    other = transcribe(bare, *options, "--language", "auto")
    assert "1 to be transcribed again, because this has changed since: language." in other.stdout
