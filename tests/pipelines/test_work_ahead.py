"""What a run says before it starts to recognise."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from pipelines.run_display import RunDisplay
from pipelines.run_settings import SpeechOptions
from pipelines.speech_tools import ComputeTypeNotSupported, SpeechTools, speech_tools
from pipelines.transcribe_calls import CallSource
from pipelines.work_ahead import Recordings, WorkAhead, work_ahead
from reports.texts import LANGUAGES, Texts
from transcribe.model_files import WhisperFiles
from transcribe.utterance import Transcript

USUAL = SpeechOptions(device="cpu", languages=("ru",))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for number in range(4):
        (tmp_path / f"{number}.mp3").write_bytes(b"sound" + bytes(number + 1))
    return tmp_path


def tools_of(root: Path, options: SpeechOptions = USUAL, model: str = "1") -> SpeechTools:
    """No weights are loaded: nothing is recognised here."""
    return speech_tools(root, root / "work", options, "auto", WhisperFiles("made up", root, model * 64, "folder"))


def sources_of(root: Path) -> list[CallSource]:
    return [CallSource(str(number), None, root / f"{number}.mp3", 60.0) for number in range(4)]


def keep(tools: SpeechTools, *sources: CallSource) -> None:
    for source in sources:
        assert tools.recogniser is not None
        assert source.recording is not None
        key = tools.store.key(source.recording, tools.recogniser, str(tools.languages))
        tools.store.put(key, Transcript(source.call_id, "ru", (), "recognised"))


def test_recordings_are_kept_new_or_to_be_heard_again(root: Path) -> None:
    sources = sources_of(root)
    keep(tools_of(root), sources[0])
    keep(tools_of(root, replace(USUAL, languages=())), sources[0], sources[1])
    keep(tools_of(root, model="2"), sources[2])
    assert work_ahead(sources, tools_of(root)) == WorkAhead(
        kept=Recordings(1, 60.0), changed=Recordings(2, 120.0), new=Recordings(1, 60.0), changes=("language", "model")
    )


@pytest.mark.parametrize(
    ("options", "changes"),
    [
        (USUAL, ()),
        (replace(USUAL, languages=("en",)), ("language",)),
        (replace(USUAL, languages=("ru", "en")), ("language",)),
        (replace(USUAL, compute_type="float32"), ("compute_type",)),
        (replace(USUAL, speakers=(2, 2)), ("speakers",)),
        (replace(USUAL, workers=7), ()),
    ],
)
def test_what_changed_is_named_and_what_changes_nothing_is_not(
    root: Path, options: SpeechOptions, changes: tuple[str, ...]
) -> None:
    keep(tools_of(root), *sources_of(root))
    ahead = work_ahead(sources_of(root), tools_of(root, options))
    assert ahead.changes == changes
    assert (ahead.kept.count, ahead.changed.count) == ((0, 4) if changes else (4, 0))


def test_ready_transcripts_and_missing_files_are_no_work(root: Path) -> None:
    sources = [CallSource("r", root / "r.json", root / "0.mp3", 60.0), CallSource("m", None, root / "gone.mp3", 60.0)]
    assert work_ahead(sources, tools_of(root)) == WorkAhead()


def test_hours_are_stated_only_where_all_are_known(root: Path) -> None:
    sources = [*sources_of(root), CallSource("x", None, root / "0.mp3", None)]
    assert work_ahead(sources, tools_of(root)).new == Recordings(5, None)


def said(work: WorkAhead, language: str) -> str:
    output = io.StringIO()
    RunDisplay(Console(file=output, width=400), Texts("ru" if language == "ru" else "en")).ahead(work)
    return output.getvalue()


def test_one_sentence_says_it(root: Path) -> None:
    work = WorkAhead(Recordings(1200, None), Recordings(300, 45000.0), Recordings(50, 90.0), ("language", "model"))
    assert said(work, "en") == (
        "Recordings: 1,200 transcribed already; 50 new (1.5 min); 300 to be transcribed again (12.5 h), "
        "because this has changed since: language, model.\n"
    )
    assert said(work, "ru").startswith("Записи: уже расшифровано 1\xa0200; новых 50 (1,5 мин); расшифровать заново 300")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_run_and_one_with_nothing_to_do_say_so_too(language: str) -> None:
    assert said(WorkAhead(new=Recordings(3, 7200.0)), language).count("\n") == 1
    assert said(WorkAhead(kept=Recordings(3, 7200.0)), language).count("\n") == 1
    assert said(WorkAhead(), language) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_has_a_name_that_people_know(root: Path, language: str) -> None:
    tools = tools_of(root, replace(USUAL, languages=("ru", "en")))
    assert tools.recogniser is not None
    texts = Texts("ru" if language == "ru" else "en")
    for name, _ in tools.store.settings(tools.recogniser, str(tools.languages)).values:
        assert texts.has(f"setting-{name.replace('_', '-')}"), name


def test_a_compute_type_that_this_computer_lacks_is_refused_at_once(root: Path) -> None:
    with pytest.raises(ComputeTypeNotSupported) as caught:
        tools_of(root, replace(USUAL, compute_type="int8_float16"))
    assert "int8" in caught.value.supported
