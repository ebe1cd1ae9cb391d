"""Real recognition with the packaged Whisper base: what the words are, whose they are, and that they never vary."""

from __future__ import annotations

import os
import subprocess
import sys
import wave
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from transcribe.audio import RecordingError
from transcribe.model_files import WhisperFiles
from transcribe.recogniser import LanguageNotSupported
from transcribe.recording import transcribe_recording
from transcribe.transcript_json import to_json
from transcribe.utterance import Transcript
from transcribe.whisper_recogniser import FasterWhisperRecogniser

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def order(data: Path, recogniser: FasterWhisperRecogniser) -> Transcript:
    return transcribe_recording(data / "window_order.opus", "C1", recogniser, "ru")


def said_by(transcript: Transcript, channel: int | None) -> str:
    return " ".join(said.text for said in transcript.utterances if said.channel == channel).lower()


def write_wav(path: Path, sound: np.ndarray) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes((sound * 32767).astype("<i2").tobytes())
    return path


@pytest.mark.slow
def test_each_side_of_the_call_is_recognised_on_its_channel(order: Transcript) -> None:
    seller, client = said_by(order, 0), said_by(order, 1)
    assert all(words in seller for words in ("добрый день", "компания", "зовут андрей", "могу помочь", "завтра"))
    assert all(words in client for words in ("здравствуйте", "сколько это стоит", "хорошо", "буду ждать"))
    assert "андрей" not in client
    assert "стоит" not in seller


@pytest.mark.slow
def test_utterances_are_the_turns_of_the_call_in_time_order(order: Transcript) -> None:
    assert [(said.index, said.channel) for said in order.utterances] == [(0, 0), (1, 1), (2, 0), (3, 1)]
    assert [said.start_s for said in order.utterances] == pytest.approx([0.5, 6.8, 13.5, 15.6], abs=0.4)
    assert [said.end_s for said in order.utterances] == pytest.approx([6.2, 12.5, 15.7, 17.4], abs=0.4)
    assert all(0.4 < (said.confidence or 0) <= 1 for said in order.utterances)
    assert (order.call_id, order.language, order.source) == ("C1", "ru", "recognised")


@pytest.mark.slow
def test_mixed_call_has_no_channels_however_it_is_stored(data: Path, recogniser: FasterWhisperRecogniser) -> None:
    for name in ("window_order_mono.wav", "window_order_mono_twice.mp3"):
        transcript = transcribe_recording(data / name, "C1", recogniser, "ru")
        assert {(said.channel, said.speaker) for said in transcript.utterances} == {(None, None)}
        text = said_by(transcript, None)
        assert text.count("добрый день") == text.count("буду ждать") == 1


@pytest.mark.slow
def test_language_is_detected_where_none_is_given(data: Path, recogniser: FasterWhisperRecogniser) -> None:
    assert transcribe_recording(data / "client_only.opus", "C1", recogniser, None).language == "ru"


@pytest.mark.slow
def test_client_on_a_bad_line_is_heard_to_the_end(data: Path, recogniser: FasterWhisperRecogniser) -> None:
    client = said_by(transcribe_recording(data / "thin_voice.opus", "C1", recogniser, "ru"), 1)
    assert "здравствуйте" in client
    assert "буду ждать" in client


def test_call_in_which_nobody_speaks_has_no_utterances(tmp_path: Path, recogniser: FasterWhisperRecogniser) -> None:
    at = np.arange(8000 * 20) / 8000
    ringing = write_wav(tmp_path / "ringing.wav", 0.2 * np.sin(2 * np.pi * 425 * at) * (at % 5 < 1))
    silence = write_wav(tmp_path / "silence.wav", np.zeros(8000))
    for recording, outcome in ((ringing, "no_answer"), (silence, "silence")):
        transcript = transcribe_recording(recording, "C1", recogniser, "ru")
        assert (transcript.language, transcript.utterances, transcript.outcome) == ("ru", (), outcome)


def test_unusable_recording_is_refused_before_any_model_is_needed(tmp_path: Path) -> None:
    nothing = WhisperFiles("none", tmp_path, "", "folder")
    with pytest.raises(RecordingError, match="recording-missing"):
        transcribe_recording(tmp_path / "nowhere.wav", "C1", FasterWhisperRecogniser(nothing, device="cpu"), "ru")


def test_language_the_model_does_not_know_is_refused(data: Path, recogniser: FasterWhisperRecogniser) -> None:
    with pytest.raises(LanguageNotSupported) as caught:
        transcribe_recording(data / "client_only.opus", "C1", recogniser, "rus")
    assert (caught.value.code, caught.value.detail) == ("language-not-supported", "rus")


@pytest.mark.slow
def test_what_is_invented_over_music_is_cut_and_told(tmp_path: Path, recogniser: FasterWhisperRecogniser) -> None:
    at = np.arange(8000 * 8) / 8000
    vibrato = 1 + 0.002 * np.sin(2 * np.pi * 5 * at)
    chord = sum(0.1 * np.sin(2 * np.pi * tone * at * vibrato) for tone in (262, 330, 392))
    music = write_wav(tmp_path / "music.wav", chord * np.exp(-(at % 2)))
    transcript = transcribe_recording(music, "C1", recogniser, "ru")
    assert transcript.utterances == ()
    assert transcript.invented_cut == ("caption",)  # СПОКОЙНАЯ МУЗЫКА


@pytest.mark.slow
def test_another_process_recognises_the_same_to_the_last_byte(data: Path, order: Transcript) -> None:
    program = (
        "import sys; from pathlib import Path; from transcribe.model_files import find_whisper\n"
        "from transcribe.whisper_recogniser import FasterWhisperRecogniser; from transcribe.recording import *\n"
        "from transcribe.transcript_json import to_json\n"
        "recogniser = FasterWhisperRecogniser(find_whisper(None, allow_hub=False), device='cpu')\n"
        "sys.stdout.buffer.write(to_json(transcribe_recording(Path(sys.argv[1]), 'C1', recogniser, 'ru')).encode())"
    )
    environment: Mapping[str, str] = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    finished = subprocess.run(
        [sys.executable, "-c", program, str(data / "window_order.opus")],
        env=environment,
        capture_output=True,
        check=True,
        timeout=300,
    )
    assert finished.stdout.decode() == to_json(order)


@pytest.mark.slow
def test_two_calls_at_once_come_out_as_one_after_the_other(
    data: Path, whisper: WhisperFiles, order: Transcript
) -> None:
    two_at_once = FasterWhisperRecogniser(whisper, device="cpu", cpu_threads=1, workers=2)
    with ThreadPoolExecutor(2) as threads:
        recordings = [data / "window_order.opus"] * 2
        heard = list(threads.map(lambda path: transcribe_recording(path, "C1", two_at_once, "ru"), recordings))
    assert heard == [order, order]


def test_identity_tells_every_setting_apart(whisper: WhisperFiles, tmp_path: Path) -> None:
    other_model = WhisperFiles("other", tmp_path, "0" * 64, "folder")
    made = [
        FasterWhisperRecogniser(whisper, "cpu"),
        FasterWhisperRecogniser(other_model, "cpu"),
        FasterWhisperRecogniser(whisper, "cuda"),
        FasterWhisperRecogniser(whisper, "cpu", "float32"),
        FasterWhisperRecogniser(whisper, "cpu", beam_size=1),
    ]
    assert len({recogniser.identity for recogniser in made}) == len(made)
    assert FasterWhisperRecogniser(whisper, "cpu", "int8", cpu_threads=1, workers=2).identity == made[0].identity
