"""Names of the archive never appear where nobody said them: the real recogniser behind a queue that knows the names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from tests.transcribe.test_recording import write_wav
from transcribe.call_language import SpokenLanguages
from transcribe.prepared_recording import PreparedRecording, prepare_recording
from transcribe.recognition_queue import RecognitionQueue
from transcribe.utterance import Transcript
from transcribe.vocabulary import Vocabulary, is_form
from transcribe.whisper_recogniser import FasterWhisperRecogniser

pytestmark = pytest.mark.slow

NAMES = (
    "Ковригина", "Тарабрин", "Мингазова", "Закиров", "Хакимуллин", "Вячеслав", "Кристина", "Лилия", "Рашитовна",
    "Фаритовна", "Гастротех", "Окский Камбуз", "Ашхана", "Пельменная Волна", "Вольво", "Елабуга", "Бугульма",
)  # fmt: skip


@dataclass
class Call:
    path: Path
    call_id: str = "C1"
    transcripts: list[Transcript] = field(default_factory=list)

    def prepare(self) -> PreparedRecording:
        return prepare_recording(self.path)

    def names(self) -> tuple[str, ...]:
        return NAMES[:4]  # those who talk are expected, so that less has to be alike

    def finish(self, transcript: Transcript) -> None:
        self.transcripts.append(transcript)


def heard(path: Path, recogniser: FasterWhisperRecogniser, vocabulary: Vocabulary | None) -> Transcript:
    call = Call(path)
    RecognitionQueue(recogniser, SpokenLanguages(("ru",)), vocabulary=vocabulary).transcribe([call])
    return call.transcripts[0]


def names_in(text: str) -> list[str]:
    words = text.split()
    spans = [" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(i + 2, len(words)) + 1)]
    return [name for name in NAMES if any(is_form(span, name) for span in spans)]


def music(path: Path) -> Path:
    """A chord that sways like voices do, so that it is given to the recogniser."""
    at = np.arange(8000 * 24) / 8000
    vibrato = 1 + 0.002 * np.sin(2 * np.pi * 5 * at)
    chord = sum(0.1 * np.sin(2 * np.pi * tone * at * vibrato) for tone in (262, 330, 392))
    return write_wav(path, chord * np.exp(-(at % 2)))


def hiss(path: Path) -> Path:
    return write_wav(path, 0.05 * np.random.default_rng(1).standard_normal(8000 * 24))


def silence(path: Path) -> Path:
    return write_wav(path, np.zeros(8000 * 24))


@pytest.mark.parametrize("sound", [music, hiss, silence])
def test_no_name_is_heard_where_nobody_speaks(
    sound: Callable[[Path], Path], tmp_path: Path, recogniser: FasterWhisperRecogniser
) -> None:
    transcript = heard(sound(tmp_path / "sound.wav"), recogniser, Vocabulary(NAMES))
    assert names_in(" ".join(said.text for said in transcript.utterances)) == []
    assert transcript.renamed == ()


def test_the_same_names_in_a_prompt_would_be_heard_in_the_music(
    tmp_path: Path, recogniser: FasterWhisperRecogniser
) -> None:
    rows = prepare_recording(music(tmp_path / "music.wav")).rows
    prompts = [", ".join(NAMES[first : first + 3]) for first in range(0, len(NAMES), 3)]
    leaked = [recogniser.recognise([row.samples], "ru", prompt)[0].text for row in rows for prompt in prompts]
    assert any(map(names_in, leaked)), "the sound above proves nothing if no prompt leaks on it"


@pytest.mark.parametrize("name", ["client_only.opus", "window_order.opus"])
def test_speech_without_these_names_stays_as_it_was_heard(
    name: str, data: Path, recogniser: FasterWhisperRecogniser
) -> None:
    with_names, without = (heard(data / name, recogniser, known) for known in (Vocabulary(NAMES), None))
    assert with_names == without
    assert without.utterances
