from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from transcribe.model_files import WhisperFiles
from transcribe.transcript_store import StoreKey, TranscriptStore
from transcribe.transcription_settings import settings_of
from transcribe.utterance import Transcript, Utterance, Voice
from transcribe.whisper_recogniser import FasterWhisperRecogniser

REPOSITORY = Path(__file__).parents[2]
SETTINGS = settings_of({"language": "ru", "model": "m1"})
KEY = StoreKey("ab" * 32, 1000, SETTINGS)
SAID = (Utterance(0, 0.5, 2.25, "Нам нужно двадцать окон.", 1, None, None, 0.8125), Utterance(1, 3.0, 4.5, "Да."))
CALL = Transcript("C1", "ru", SAID, source="recognised")


@pytest.fixture
def store(tmp_path: Path) -> TranscriptStore:
    return TranscriptStore(tmp_path / "kept")


@pytest.fixture
def whisper_base(tmp_path: Path) -> FasterWhisperRecogniser:
    return FasterWhisperRecogniser(WhisperFiles("base", tmp_path, "d" * 64, "folder"), device="cpu")


def test_kept_transcript_comes_back_the_same(store: TranscriptStore) -> None:
    store.put(KEY, CALL)
    assert store.get(KEY, "C1") == CALL


def test_kept_transcript_serves_another_call_with_the_same_recording(store: TranscriptStore) -> None:
    store.put(KEY, CALL)
    assert store.get(KEY, "C2") == Transcript("C2", "ru", SAID, source="recognised")


def test_kept_transcript_tells_what_was_cut_from_it(store: TranscriptStore) -> None:
    cut = Transcript("C1", "ru", SAID, "recognised", invented_cut=("credit", "loop"))
    store.put(KEY, cut)
    assert store.get(KEY, "C1") == cut


def test_voices_are_kept_with_the_transcript(store: TranscriptStore) -> None:
    heard = replace(CALL, voices=(Voice("SPEAKER_00", (0.6, -0.8)), Voice("SPEAKER_01", (1.0, 0.0))))
    store.put(KEY, heard)
    assert store.get(KEY, "C1") == heard


def test_key_changes_with_what_the_run_states_beside_the_recogniser(
    data: Path, tmp_path: Path, whisper_base: FasterWhisperRecogniser
) -> None:
    recording = data / "window_order.opus"
    names = {
        TranscriptStore(tmp_path, {"speakers": speakers}).key(recording, whisper_base, "ru").name
        for speakers in ("1-4", "2-2", "1-4")
    }
    assert len(names) == 2


def test_unknown_key_has_nothing(store: TranscriptStore) -> None:
    assert store.get(KEY, "C1") is None


def test_call_in_which_nothing_was_said_is_kept_too(store: TranscriptStore) -> None:
    silent = Transcript("C1", None, (), source="recognised")
    store.put(KEY, silent)
    assert store.get(KEY, "C1") == silent


def test_key_is_of_the_content_not_of_the_place(
    store: TranscriptStore, data: Path, tmp_path: Path, whisper_base: FasterWhisperRecogniser
) -> None:
    moved = tmp_path / "2026-01" / "другое имя.opus"
    moved.parent.mkdir()
    shutil.copy(data / "window_order.opus", moved)
    key = store.key(data / "window_order.opus", whisper_base, "ru")
    assert store.key(moved, whisper_base, "ru") == key
    assert store.key(data / "client_only.opus", whisper_base, "ru") != key


def test_key_changes_with_model_settings_and_language(
    store: TranscriptStore, data: Path, tmp_path: Path, whisper_base: FasterWhisperRecogniser
) -> None:
    other_model = FasterWhisperRecogniser(WhisperFiles("base", tmp_path, "e" * 64, "folder"), device="cpu")
    other_beam = FasterWhisperRecogniser(whisper_base.files, device="cpu", beam_size=1)
    recording = data / "window_order.opus"
    keys = {store.key(recording, recogniser, "ru") for recogniser in (whisper_base, other_model, other_beam)}
    assert len(keys | {store.key(recording, whisper_base, None), store.key(recording, whisper_base, "en")}) == 5


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"",
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw.replace("двадцать".encode(), "тридцать".encode()),
        lambda raw: b"\xff\xfe" + raw,
        lambda raw: bytes(len(raw)),
    ],
    ids=["empty", "half", "changed", "not text", "zeros"],
)
def test_damaged_entry_counts_as_absent_and_can_be_replaced(store: TranscriptStore, damage) -> None:  # type: ignore[no-untyped-def]
    store.put(KEY, CALL)
    (entry,) = store.folder.rglob("*.json")
    entry.write_bytes(damage(entry.read_bytes()))
    assert store.get(KEY, "C1") is None
    store.put(KEY, CALL)
    assert store.get(KEY, "C1") == CALL


def test_entry_moved_to_another_key_is_not_believed(store: TranscriptStore) -> None:
    store.put(KEY, CALL)
    (entry,) = store.folder.rglob("*.json")
    other = replace(KEY, sound="cd" * 32)
    place = store.folder / other.name[:2] / f"{other.name[2:]}.json"
    place.parent.mkdir(exist_ok=True)
    entry.rename(place)
    assert store.get(other, "C1") is None


def test_thousands_of_entries_are_spread_over_folders(store: TranscriptStore) -> None:
    for number in range(300):
        store.put(replace(KEY, sound=f"{number:064x}"), CALL)
    folders = [path for path in store.folder.iterdir() if path.is_dir()]
    assert len(folders) > 100
    assert max(len(list(folder.iterdir())) for folder in folders) < 10


def test_same_transcript_is_the_same_bytes(store: TranscriptStore, tmp_path: Path) -> None:
    again = TranscriptStore(tmp_path / "again")
    store.put(KEY, CALL)
    again.put(KEY, Transcript("C9", "ru", SAID, source="recognised"))
    (one,), (other,) = store.folder.rglob("*.json"), again.folder.rglob("*.json")
    assert one.read_bytes() == other.read_bytes()


def test_killed_writer_leaves_a_whole_entry_or_none(store: TranscriptStore) -> None:
    program = (
        "import sys; from pathlib import Path; from transcribe.transcript_store import *\n"
        "from transcribe.utterance import *\n"
        "from transcribe.transcription_settings import settings_of\n"
        "KEY = StoreKey(sys.argv[2], 1000, settings_of({'language': 'ru', 'model': 'm1'}))\n"
        "store = TranscriptStore(Path(sys.argv[1]))\n"
        "print('ready', flush=True)\n"
        "while True:\n"
        "    for size in (1, 4000):\n"
        "        said = tuple(Utterance(n, n, n + 1, 'слово ' * 10) for n in range(size))\n"
        "        store.put(KEY, Transcript('C1', 'ru', said, source='recognised'))\n"
    )
    for wait_s in (0.05, 0.11, 0.23, 0.31):
        writer = subprocess.Popen(
            [sys.executable, "-c", program, str(store.folder), KEY.sound],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            stdout=subprocess.PIPE,
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(wait_s)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        entries = list(store.folder.rglob("*.json"))
        kept = store.get(KEY, "C1")
        assert (kept is not None) == bool(entries), "an entry that is there is whole"
        assert kept is None or len(kept.utterances) in (1, 4000)
