"""What was transcribed before, told without looking for a single transcript, and without reading a recording twice."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from transcribe.checked_lines import append_line, whole_lines
from transcribe.kept_index import KeptIndex
from transcribe.model_files import WhisperFiles
from transcribe.recording_digests import RecordingDigests
from transcribe.transcript_store import TranscriptStore
from transcribe.transcription_settings import settings_of
from transcribe.utterance import Transcript
from transcribe.whisper_recogniser import FasterWhisperRecogniser

REPOSITORY = Path(__file__).parents[2]
RUSSIAN, AUTO, SMALL = (
    settings_of({"language": language, "model": model})
    for language, model in (("ru", "m1"), ("auto", "m1"), ("ru", "m2"))
)
SOUNDS = [f"{number:064x}"[::-1] for number in range(1, 6)]


def recording(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.fixture
def recogniser(tmp_path: Path) -> FasterWhisperRecogniser:
    return FasterWhisperRecogniser(WhisperFiles("base", tmp_path, "d" * 64, "folder"), device="cpu")


def test_settings_are_the_same_in_any_order_and_tell_what_changed() -> None:
    assert settings_of({"b": "2", "a": "1"}) == settings_of({"a": "1", "b": "2"})
    assert RUSSIAN.changed_from(AUTO) == ("language",)
    assert SMALL.changed_from(AUTO) == ("language", "model")
    assert settings_of({"a": "1"}).changed_from(settings_of({"b": "1"})) == ("a", "b")


def test_sounds_are_kept_now_or_only_under_other_settings(tmp_path: Path) -> None:
    index = KeptIndex(tmp_path / "index")
    index.add(SOUNDS[0], 10, AUTO)
    index.add(SOUNDS[0], 10, RUSSIAN)
    index.add(SOUNDS[1], 20, AUTO)
    index.add(SOUNDS[1], 20, SMALL)
    kept = KeptIndex(tmp_path / "index").read(RUSSIAN)
    assert [kept.is_now(sound) for sound in SOUNDS[:3]] == [True, False, False]
    assert [kept.other_settings(sound) for sound in SOUNDS[:3]] == [None, SMALL, None]
    assert kept.sizes == {10, 20}


def test_the_settings_stand_in_the_file_once_however_many_transcripts_follow(tmp_path: Path) -> None:
    index = KeptIndex(tmp_path / "index")
    for sound in SOUNDS:
        index.add(sound, 10, RUSSIAN)
    assert len([line for line in whole_lines(tmp_path / "index") if line.startswith("settings")]) == 1


def test_no_index_means_that_nothing_is_kept(tmp_path: Path) -> None:
    assert KeptIndex(tmp_path / "index").read(RUSSIAN).sizes == frozenset()


@pytest.mark.parametrize("cut", [1, 5, 20, 40])
def test_half_a_line_of_a_killed_writer_costs_that_line_only(tmp_path: Path, cut: int) -> None:
    file = tmp_path / "index"
    index = KeptIndex(file)
    index.add(SOUNDS[0], 10, RUSSIAN)
    index.add(SOUNDS[1], 10, RUSSIAN)
    os.truncate(file, file.stat().st_size - 1 - cut)
    KeptIndex(file).add(SOUNDS[2], 10, RUSSIAN)
    kept = index.read(RUSSIAN)
    assert [kept.is_now(sound) for sound in SOUNDS[:3]] == [True, False, True]


def test_damaged_bytes_are_left_out(tmp_path: Path) -> None:
    for text in ("one", "two", "three"):
        append_line(tmp_path / "lines", text)
    raw = (tmp_path / "lines").read_bytes()
    (tmp_path / "lines").write_bytes(raw.replace(b"two", b"tw\xff") + b"\x00\x00\xfe no line")
    assert list(whole_lines(tmp_path / "lines")) == ["one", "three"]


def test_several_processes_add_to_one_index_at_once(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from transcribe.kept_index import KeptIndex\n"
        "from transcribe.transcription_settings import settings_of\n"
        "index, me = KeptIndex(Path(sys.argv[1])), int(sys.argv[2])\n"
        "for number in range(500):\n"
        "    index.add(f'{me * 1000 + number:032x}', 10, settings_of({'language': 'ru', 'model': 'm1'}))\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "index")]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    writers = [subprocess.Popen([*command, str(number)], env=environment) for number in range(3)]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0]
    assert len(KeptIndex(tmp_path / "index").read(RUSSIAN).now) == 1500


def test_a_recording_is_read_once_for_all_runs(tmp_path: Path) -> None:
    path = recording(tmp_path, "call.mp3", b"sound")
    digests = RecordingDigests(tmp_path / "digests", settled_ns=-1)
    assert digests.remembered(path) is None
    digest = digests.digest_of(path)
    assert digest == hashlib.sha256(b"sound").hexdigest()
    assert RecordingDigests(tmp_path / "digests").remembered(path) == digest


def test_a_recording_that_changed_just_now_is_not_remembered(tmp_path: Path) -> None:
    path = recording(tmp_path, "call.mp3", b"sound")
    digests = RecordingDigests(tmp_path / "digests", settled_ns=3_600_000_000_000)
    digests.digest_of(path)
    assert digests.remembered(path) is None


def test_changed_content_is_read_again_even_with_the_old_size_and_time(tmp_path: Path) -> None:
    path = recording(tmp_path, "call.mp3", b"sound")
    os.utime(path, (1e9, 1e9))
    digests = RecordingDigests(tmp_path / "digests", settled_ns=-1)
    before = digests.digest_of(path)
    replacement = recording(tmp_path, "other.mp3", b"noise")
    os.utime(replacement, (1e9, 1e9))
    replacement.replace(path)
    assert digests.digest_of(path) == hashlib.sha256(b"noise").hexdigest() != before


def test_only_a_recording_as_long_as_a_kept_one_is_read_before_the_work(
    tmp_path: Path, recogniser: FasterWhisperRecogniser
) -> None:
    store = TranscriptStore(tmp_path / "kept")
    known = recording(tmp_path, "known.mp3", b"sound")
    key = store.key(known, recogniser, "ru")
    store.put(key, Transcript("C1", "ru", (), "recognised"))
    kept = store.kept_sounds(store.settings(recogniser, "ru"))
    renamed = known.rename(tmp_path / "renamed.mp3")
    assert store.sound_among(renamed, kept) == key.sound
    assert kept.is_now(key.sound)
    assert store.sound_among(recording(tmp_path, "longer.mp3", b"longer sound"), kept) is None
