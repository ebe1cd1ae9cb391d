"""The languages of an archive that names none: heard once in a sample of its recordings, and remembered."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.run_settings import FolderNotWritable
from pipelines.speech_tools import SpeechTools
from pipelines.spoken_languages import needs_sample, with_found_languages
from pipelines.transcribe_calls import CallSource
from tests.transcribe.spelled_speech import SpellingRecogniser
from transcribe.call_language import SAMPLE_CALLS, WINDOWS, SpokenLanguages
from transcribe.transcript_store import TranscriptStore

RECORDING = Path(__file__).parents[1] / "transcribe" / "data" / "client_only.opus"
FOUND = SpokenLanguages(found=("ru",))  # what it spells is Russian where it is not English


def tools_of(root: Path, recogniser: SpellingRecogniser | None) -> SpeechTools:
    return SpeechTools(root, TranscriptStore(root / "store"), None, recogniser, SpokenLanguages(), workers=1)


def sources_of(root: Path, count: int) -> list[CallSource]:
    return [CallSource(f"k{at}", None, Path(shutil.copy(RECORDING, root / f"{at}.opus")), None) for at in range(count)]


def unreadable(root: Path) -> list[CallSource]:
    (root / "noise.mp3").write_bytes(b"no audio" * 500)
    return [CallSource("noise", None, root / "noise.mp3", None), CallSource("gone", None, root / "gone.mp3", None)]


def test_sample_is_heard_once_for_a_work_folder(tmp_path: Path) -> None:
    sources = sources_of(tmp_path, 2)
    first, second = SpellingRecogniser(), SpellingRecogniser()
    assert with_found_languages(sources, tools_of(tmp_path, first)).languages == FOUND
    assert first.asked_languages > 0
    later = with_found_languages(sources_of(tmp_path, 3), tools_of(tmp_path, second))
    assert (later.languages, second.asked_languages) == (FOUND, 0)


def test_another_recogniser_hears_for_itself(tmp_path: Path) -> None:
    sources = sources_of(tmp_path, 1)
    with_found_languages(sources, tools_of(tmp_path, SpellingRecogniser()))
    other = SpellingRecogniser(identity="another")
    with_found_languages(sources, tools_of(tmp_path, other))
    assert other.asked_languages > 0


def test_recordings_that_cannot_be_read_are_passed_over(tmp_path: Path) -> None:
    sources = [*unreadable(tmp_path), *sources_of(tmp_path, 1)]
    assert with_found_languages(sources, tools_of(tmp_path, SpellingRecogniser())).languages == FOUND


def test_nothing_heard_is_nothing_remembered(tmp_path: Path) -> None:
    tools = tools_of(tmp_path, SpellingRecogniser())
    assert with_found_languages(unreadable(tmp_path), tools) is tools
    assert with_found_languages(sources_of(tmp_path, 1), tools).languages == FOUND


@pytest.mark.parametrize(
    "content", ["", "[]", '{"recogniser": "spelling"}', '{"recogniser": "spelling", "languages": "ru"}']
)
def test_a_damaged_memory_is_made_anew(tmp_path: Path, content: str) -> None:
    tools, recogniser = tools_of(tmp_path, SpellingRecogniser()), SpellingRecogniser()
    sources = sources_of(tmp_path, 1)
    with_found_languages(sources, tools)
    (remembered,) = tools.store.folder.glob("*.json")
    remembered.write_text(content)
    assert with_found_languages(sources, tools_of(tmp_path, recogniser)).languages == FOUND
    assert recogniser.asked_languages > 0


def test_sample_of_a_large_archive_is_bounded(tmp_path: Path) -> None:
    recogniser = SpellingRecogniser()
    with_found_languages(sources_of(tmp_path, SAMPLE_CALLS + 6), tools_of(tmp_path, recogniser))
    assert SAMPLE_CALLS <= recogniser.asked_languages <= SAMPLE_CALLS * WINDOWS


def test_a_work_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    tools = tools_of(tmp_path, SpellingRecogniser())
    tools.store.folder.write_text("a file where the folder should be")
    with pytest.raises(FolderNotWritable):
        with_found_languages(sources_of(tmp_path, 1), tools)


def test_sample_is_needed_only_where_recordings_are_heard_and_nobody_names_a_language(tmp_path: Path) -> None:
    sources, tools = sources_of(tmp_path, 1), tools_of(tmp_path, SpellingRecogniser())
    assert needs_sample(sources, tools)
    assert not needs_sample([], tools)
    assert not needs_sample([replace(sources[0], transcript=tmp_path / "k0.json")], tools)
    assert not needs_sample(sources, replace(tools, languages=SpokenLanguages(("ru", "en"))))
    assert not needs_sample(sources, replace(tools, recogniser=None))
