"""Where each call's words come from, and what happens to those that cannot be had."""

from __future__ import annotations

import shutil
import wave
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from deals.problems import Problem
from pipelines.run_settings import FolderNotWritable
from pipelines.speech_tools import SpeechTools
from pipelines.transcribe_calls import MOST_BATCHES, SMALLEST_BATCH, CallSource, CallText, batches, transcribe_batch
from pipelines.transcription_record import call_counts
from pipelines.transcription_tally import TranscriptionTally
from transcribe.call_language import SpokenLanguages
from transcribe.model_files import WhisperFiles, find_whisper
from transcribe.transcript_store import TranscriptStore
from transcribe.utterance import Transcript, Utterance
from transcribe.whisper_recogniser import FasterWhisperRecogniser

DATA = Path(__file__).parents[1] / "transcribe" / "data"
READY = '{"call_id": "k1", "utterances": [{"index": 0, "start": 0, "end": 2.5, "text": "Алло"}]}'
KEPT = Transcript("k1", "ru", (Utterance(0, 0.0, 1.5, "Слушаю вас"),), "recognised")


@pytest.fixture
def tools(tmp_path: Path) -> SpeechTools:
    """An empty archive folder and store, with the model that comes in packages; it is loaded only when it is used."""
    (tmp_path / "recordings").mkdir()
    (tmp_path / "transcripts").mkdir()
    model = find_whisper("packaged-base")
    recogniser = FasterWhisperRecogniser(model, device="cpu")
    return SpeechTools(
        tmp_path, TranscriptStore(tmp_path / "store"), model, recogniser, SpokenLanguages(("ru",)), workers=2
    )


def recording(tools: SpeechTools, name: str = "client_only.opus") -> Path:
    return Path(shutil.copy(DATA / name, tools.root / "recordings" / name))


def transcript(tools: SpeechTools, content: str) -> Path:
    path = tools.root / "transcripts" / "k1.json"
    path.write_text(content, encoding="utf-8")
    return path


def finish(
    sources: Sequence[CallSource], tools: SpeechTools, last_try: bool = False
) -> tuple[list[CallText], list[Path], TranscriptionTally]:
    """The texts, the files whose storage failed, and the tally, also where the batch was given up."""
    failed: list[Path] = []
    texts: list[CallText] = []
    tally = TranscriptionTally(sources)

    def finished(text: CallText) -> None:
        texts.append(text)
        tally.add(text)

    with suppress(OSError):
        transcribe_batch(sources, tools, finished, lambda path, error: failed.append(path), last_try)
    order = [source.call_id for source in sources]
    return sorted(texts, key=lambda text: order.index(text.call_id)), failed, tally


def call_text(source: CallSource, tools: SpeechTools) -> CallText:
    ((text,), _, _) = finish([source], tools)
    return text


def keep(tools: SpeechTools, path: Path) -> None:
    assert tools.recogniser is not None
    tools.store.put(tools.store.key(path, tools.recogniser, str(tools.languages)), KEPT)


def test_a_ready_transcript_is_read_and_its_recording_left_alone(tools: SpeechTools) -> None:
    text = call_text(CallSource("k1", transcript(tools, READY), tools.root / "recordings" / "none.mp3", None), tools)
    assert (text.how, text.audio_s, text.problems) == ("read", 2.5, ())
    assert text.transcript is not None
    assert text.transcript.utterances[0].text == "Алло"


def test_a_finished_transcript_is_taken_from_the_store(tools: SpeechTools) -> None:
    path = recording(tools)
    keep(tools, path)
    text = call_text(CallSource("k1", None, path, 30.0), tools)
    assert (text.how, text.transcript, text.audio_s) == ("reused", KEPT, 30.0)


def test_a_recording_makes_up_for_a_bad_transcript_which_is_still_reported(tools: SpeechTools) -> None:
    path = recording(tools)
    keep(tools, path)
    text = call_text(CallSource("k1", transcript(tools, "{not JSON"), path, 30.0), tools)
    assert text.how == "reused"
    assert [(problem.code, problem.file) for problem in text.problems] == [
        ("transcript-bad-json", "transcripts/k1.json")
    ]


def test_what_cannot_be_used_is_set_aside_with_its_reason_and_the_rest_goes_on(tools: SpeechTools) -> None:
    (tools.root / "recordings" / "noise.mp3").write_bytes(b"no audio" * 500)
    sources = [
        CallSource("k2", None, tools.root / "recordings" / "noise.mp3", 10.0),
        CallSource("k3", None, tools.root / "recordings" / "gone.mp3", 10.0),
        CallSource("k1", transcript(tools, READY), None, None),
    ]
    texts, _, tally = finish(sources, tools)
    assert [text.how for text in texts] == ["failed", "failed", "read"]
    assert dict(tally.problems_by_code) == {"recording-unreadable": 1, "recording-missing": 1}
    assert texts[1].problems[0].file == "recordings/gone.mp3"


def test_without_a_model_recordings_are_counted_not_invented(tools: SpeechTools) -> None:
    without = replace(tools, model=None, recogniser=None)
    text = call_text(CallSource("k1", None, recording(tools), 30.0), without)
    assert (text.how, text.transcript) == ("no_model", None)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that fails to be read")
def test_a_hiccup_of_the_storage_is_raised_for_another_try_and_set_aside_on_the_last(tools: SpeechTools) -> None:
    broken = tools.root / "recordings" / "broken.mp3"
    broken.symlink_to("/proc/self/mem")  # reading it from the start gives EIO, like a share that went away
    sources = [CallSource("k1", transcript(tools, READY), None, None), CallSource("k2", None, broken, 10.0)]
    texts, failed, tally = finish(sources, tools)
    assert ([text.call_id for text in texts], failed) == (["k1"], [broken])
    again = [tally.add(text) for text in finish(sources, tools, last_try=True)[0]]
    assert len(again) == 2
    assert (tally.count("read"), tally.count("failed"), tally.calls_done) == (1, 1, 2)
    assert dict(tally.problems_by_code) == {"recording-unreadable": 1}


@pytest.mark.slow
def test_a_store_that_cannot_keep_a_transcript_ends_the_run(tools: SpeechTools, tmp_path: Path) -> None:
    (tmp_path / "full").write_text("a file where the store's folder should be")
    broken = replace(tools, store=TranscriptStore(tmp_path / "full"))
    source = CallSource("k1", None, recording(tools), None)
    with pytest.raises(FolderNotWritable):
        transcribe_batch([source], broken, lambda text: None, lambda path, error: None)


@pytest.mark.parametrize("count", [0, 1, 256, 257, 255_999, 256_001, 600_000])
def test_batches_hold_every_call_once_and_stay_few(count: int) -> None:
    source = CallSource("k", None, Path("k.mp3"), None)
    groups = list(batches([source] * count))
    assert sum(len(group) for group in groups) == count
    assert len(groups) <= MOST_BATCHES
    assert all(len(group) >= SMALLEST_BATCH for group in groups[:-1])


def test_invented_phrases_are_counted_by_kind_for_recordings_only() -> None:
    cut = replace(KEPT, invented_cut=("credit", "loop", "credit"))
    tally = TranscriptionTally([CallSource(str(number), None, Path("x.mp3"), 60.0) for number in range(4)])
    for number, how in enumerate(("recognised", "reused", "read", "failed")):
        tally.add(CallText(str(number), how, 60.0, None if how == "failed" else cut))
    counts = call_counts(tally)
    assert counts["invented_phrases_cut"] == 6
    assert {name: count for name, count in counts.items() if name.startswith("invented_")} == {
        "invented_phrases_cut": 6,
        "invented_credit_cut": 4,
        "invented_loop_cut": 2,
    }


def test_run_record_counts_the_calls_by_outcome() -> None:
    voicemail = replace(KEPT, outcome="voicemail")
    tally = TranscriptionTally([CallSource(str(number), None, Path("x.mp3"), 60.0) for number in range(5)])
    tally.add(CallText("0", "recognised", 60.0, voicemail))
    tally.add(CallText("0", "recognised", 60.0, voicemail))  # told of again, after another call's storage failed
    tally.add(CallText("1", "read", 60.0, replace(KEPT, outcome="conversation")))
    tally.add(CallText("2", "reused", 60.0, voicemail))
    tally.add(CallText("3", "failed", 60.0))
    tally.add(CallText("4", "no_model", 60.0))
    counts = call_counts(tally)
    assert {name: count for name, count in counts.items() if name.startswith("outcome_")} == {
        "outcome_conversation": 1,
        "outcome_voicemail": 2,
        "outcome_no_answer": 0,
        "outcome_ivr": 0,
        "outcome_silence": 0,
        "outcome_unreadable": 1,
    }


def test_run_record_counts_languages_doubts_and_channels_where_the_detector_was_overruled() -> None:
    doubted = replace(
        KEPT,
        vad_overruled=2,
        utterances=(
            *KEPT.utterances,
            Utterance(1, 2.0, 3.0, "ну ну ну", suspect="loop"),
            Utterance(2, 3.0, 4.0, "ну ну ну", suspect="loop"),
            Utterance(3, 4.0, 5.0, "мгм", suspect="no_speech"),
        ),
    )
    tally = TranscriptionTally([CallSource(str(number), None, Path("x.mp3"), 60.0) for number in range(4)])
    tally.add(CallText("0", "recognised", 60.0, doubted))
    tally.add(CallText("1", "reused", 60.0, replace(KEPT, language="en", vad_overruled=1)))
    tally.add(CallText("2", "read", 60.0, replace(KEPT, language=None)))
    tally.add(CallText("3", "failed", 60.0))
    counts = call_counts(tally)
    assert {name: count for name, count in counts.items() if name.startswith(("language", "suspect", "vad"))} == {
        "language_en": 1,
        "language_ru": 1,
        "language_unknown": 1,
        "vad_overruled_channels": 3,
        "suspect_loop": 2,
        "suspect_improbable": 0,
        "suspect_no_speech": 1,
        "suspect_speech_rate": 0,
    }


def test_problems_come_by_file_whatever_was_finished_first() -> None:
    tally = TranscriptionTally([CallSource(str(number), None, Path("x.mp3"), 60.0) for number in range(3)])
    for number in (2, 0, 1):
        problem = Problem("recording-empty", f"recordings/{number}.mp3", details={"detail": "0 bytes"})
        tally.add(CallText(str(number), "failed", 60.0, problems=(problem,)))
    assert [problem.file for problem in tally.problems()] == [f"recordings/{number}.mp3" for number in range(3)]


def test_recording_of_ringing_is_no_answer_without_any_model(tools: SpeechTools, tmp_path: Path) -> None:
    at = np.arange(8000 * 12) / 8000
    path = tools.root / "recordings" / "ringing.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", "not compressed"))
        file.writeframes((0.2 * 32767 * np.sin(2 * np.pi * 425 * at) * (at % 5 < 1)).astype("<i2").tobytes())
    broken = FasterWhisperRecogniser(WhisperFiles("none", tmp_path, "", "folder"), device="cpu")
    text = call_text(CallSource("k1", None, path, 12.0), replace(tools, recogniser=broken))
    assert (text.how, text.outcome) == ("recognised", "no_answer")


def test_time_left_follows_the_audio_that_has_to_be_heard() -> None:
    sources = [CallSource(str(number), None, Path("x.mp3"), 60.0) for number in range(3)]
    ready = CallSource("r", Path("r.json"), None, 3000.0)
    tally = TranscriptionTally([*sources, ready])
    assert (tally.audio_total_s, tally.left_s) == (180.0, None)
    tally.add(CallText("r", "read", 3000.0))
    tally.add(CallText("0", "reused", 60.0))
    assert tally.left_s is None
    tally.add(CallText("1", "recognised", 60.0))
    assert tally.speed is not None
    assert tally.left_s == pytest.approx(60.0 / tally.speed, rel=0.5)
    assert tally.audio_done_s == 120.0
