"""Transcripts as files: one for each call and format, named after the call, written only where something changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.export_folder import ExportFolder
from pipelines.export_names import export_names
from pipelines.run_settings import FolderNotWritable
from transcribe.transcript_files import read_transcript
from transcribe.utterance import Transcript, Utterance

CALL = Transcript("C1", "ru", (Utterance(0, 0.0, 1.0, "Алло", channel=1),), outcome="conversation")


def names_of(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_ordinary_ids_are_file_names_as_they_are() -> None:
    assert export_names(["D1-D001-C1", "звонок 5", "call.2026@7", "a+b=(c)"]) == {}


@pytest.mark.parametrize(
    ("call_id", "begin"),
    [
        ("2026/09/call", "2026_09_call~"),
        ("a:b*c?", "a_b_c_~"),
        ("..", "_~"),
        (".hidden", "_hidden~"),
        ("CON", "_CON~"),
        ("nul.txt", "_nul.txt~"),
        ("ends with dot.", "_ends with dot~"),
        ("transcribe", "transcribe~"),
        ("tilde~12345678", "tilde_12345678~"),
        ("й" * 200, "й" * 60 + "~"),
    ],
)
def test_what_some_system_refuses_is_replaced_and_the_name_made_certain(call_id: str, begin: str) -> None:
    name = export_names([call_id])[call_id]
    assert name.startswith(begin)
    assert len(name) == len(begin) + 8


def test_ids_that_differ_only_in_case_or_composition_get_names_of_their_own() -> None:
    names = export_names(["Call", "call", "other", "\u0439", "\u0438\u0306"])
    assert set(names) == {"Call", "call", "\u0439", "\u0438\u0306"}
    assert len({name.casefold() for name in names.values()}) == 4


@given(st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=20))
def test_no_two_calls_share_a_file_on_any_system(call_ids: list[str]) -> None:
    changed = export_names(call_ids)
    names = [changed.get(call_id, call_id) for call_id in call_ids]
    assert len({name.casefold() for name in names}) == len(call_ids)
    assert not any(set(name) & set('/\\:*?"<>|\0') or name.startswith(".") for name in names)


def test_each_format_is_a_file_unless_it_has_nothing_to_say(tmp_path: Path) -> None:
    exports = ExportFolder(tmp_path, ("json", "vtt", "srt", "txt", "rttm"), ["C1", "C2"], "ru")
    exports.write(CALL)
    exports.write(Transcript("C2", None, (), outcome="silence"))
    assert names_of(tmp_path) == {"C1.json", "C1.vtt", "C1.srt", "C1.txt", "C1.rttm", "C2.json", "C2.vtt", "C2.txt"}
    assert read_transcript(tmp_path / "C1.json", "C1") == CALL
    assert (tmp_path / "C1.txt").read_text(encoding="utf-8") == "C1 · разговор\n\n[0:00] канал 2: Алло\n"


def test_sides_are_named_in_the_language_of_the_call_else_of_the_archive(tmp_path: Path) -> None:
    exports = ExportFolder(tmp_path, ("txt",), ["C1", "C2"], "ru")
    exports.write(Transcript("C1", "en", CALL.utterances))
    exports.write(Transcript("C2", "de", CALL.utterances))
    assert "channel 2: " in (tmp_path / "C1.txt").read_text(encoding="utf-8")
    assert "канал 2: " in (tmp_path / "C2.txt").read_text(encoding="utf-8")


def test_a_file_with_the_same_content_is_left_alone(tmp_path: Path) -> None:
    ExportFolder(tmp_path, ("json", "txt"), ["C1"], "ru").write(CALL)
    before = {path: path.stat().st_ino for path in tmp_path.iterdir()}
    (tmp_path / "C1.txt").write_text("changed by hand", encoding="utf-8")
    again = ExportFolder(tmp_path, ("json", "txt"), ["C1"], "ru")
    again.write(CALL)
    assert (again.written, again.unchanged) == (1, 1)
    assert (tmp_path / "C1.json").stat().st_ino == before[tmp_path / "C1.json"]
    assert "Алло" in (tmp_path / "C1.txt").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FolderNotWritable, match="file"):
        ExportFolder(tmp_path / "file", ("json",), ["C1"], "ru").write(CALL)
