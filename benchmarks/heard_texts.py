"""Typed utterances as they come out of a telephone line and our recognition: spoken, coded, heard by Whisper.

Russian by Debian's festival voice, English by flite's, both made into many people with sox, as the other benchmarks do.
Each utterance is one row for the recogniser, so that each has one heard text and keeps its labels.
"""

import random
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

from benchmarks.short_replies import FLITE_VOICES
from benchmarks.telephone_calls import CODECS, LEVELS_DB, LINE_BAND_HZ, NOISE_DB, coded
from demo.phone_recording import SAMPLE_RATE
from demo.spoken_text import spoken_text
from demo.voices import Voice, speak_as, synthesise
from transcribe.doubtful_rows import heard_for_certain
from transcribe.model_files import find_whisper
from transcribe.speech_rows import SpeechRow
from transcribe.whisper_recogniser import FasterWhisperRecogniser

PITCHES_CENTS = {"ru": (-120, 390), "en": (-60, 60)}
TEMPOS = {"ru": (1.0, 1.25), "en": (1.0, 1.2)}
MOST_SECONDS = 28.0  # of a row


@dataclass(frozen=True, slots=True)
class Said:
    """One typed utterance. person: who speaks, the same voice wherever the name comes back; line: the call."""

    text: str
    language: str
    person: str
    line: str


class Hearing:
    """Our recognition with the bundled Whisper, one thread."""

    def __init__(self) -> None:
        files = find_whisper(None, allow_hub=False)
        self.recogniser = FasterWhisperRecogniser(files, device="cpu", cpu_threads=1)

    @property
    def made_with(self) -> dict[str, object]:
        """What the heard texts depend on beside the typed ones."""
        return {
            "recogniser": self.recogniser.identity, "voices": ["festvox-ru msu_ru_nsh", *FLITE_VOICES],
            "pitches_cents": PITCHES_CENTS, "tempos": TEMPOS, "band_hz": LINE_BAND_HZ, "levels_db": LEVELS_DB,
            "noise_db": NOISE_DB, "codecs": CODECS,
        }  # fmt: skip

    def heard(self, said: Sequence[Said]) -> list[str]:
        """The heard text of each; empty where nothing was understood. Raises SpeechError and ValueError."""
        rows = [_row(sound) for sound in _spoken(said)]
        texts = [""] * len(said)
        for numbers in self._batches(said, rows):
            language = said[numbers[0]].language
            first = self.recogniser.recognise([rows[number].samples for number in numbers], language)
            for number, heard in zip(numbers, first, strict=True):
                texts[number] = heard_for_certain(self.recogniser, rows[number], language, heard).text
        return texts

    def _batches(self, said: Sequence[Said], rows: Sequence[SpeechRow]) -> Iterator[list[int]]:
        classes: dict[tuple[str, int], list[int]] = {}
        for number, (each, row) in enumerate(zip(said, rows, strict=True)):
            key = each.language, self.recogniser.length_class(len(row.samples))
            classes.setdefault(key, []).append(number)
        size = self.recogniser.batch_rows
        for numbers in classes.values():
            yield from (numbers[at : at + size] for at in range(0, len(numbers), size))


def can_be_said(text: str, language: str) -> bool:
    """Whether the voice of this language reads the whole text."""
    if language == "en":
        return text.isascii() or not any(letter.isalpha() and ord(letter) > 0x24F for letter in text)
    try:
        spoken_text(text)
    except ValueError:
        return False
    return True


def _row(sound: NDArray[np.float32]) -> SpeechRow:
    """A row of one piece, at the recogniser's rate."""
    samples = resample_poly(sound, 2, 1).astype(np.float32)
    return SpeechRow(samples, ((0, len(samples)),), (0,))


def _spoken(said: Sequence[Said]) -> Iterator[NDArray[np.float32]]:
    """Each utterance as it comes off its line: shape (n,), 8 kHz."""
    with tempfile.TemporaryDirectory() as folder:
        for each, wav in zip(said, _waves(said, Path(folder)), strict=True):
            line = random.Random(each.line)
            noise_db, codec = line.uniform(*NOISE_DB), line.choice(CODECS)
            clear = speak_as(_voice(each), wav, LINE_BAND_HZ)
            noise = np.random.default_rng(len(clear)).standard_normal(len(clear), dtype=np.float32)
            noisy = np.clip(clear + noise * np.float32(10 ** (noise_db / 20)), -1, 1)
            yield coded(noisy[None, : round(MOST_SECONDS * SAMPLE_RATE)], codec)[0]


def _voice(said: Said) -> Voice:
    drawn = random.Random(f"{said.line} {said.person}")
    pitch = drawn.randint(*PITCHES_CENTS[said.language])
    return Voice(pitch, round(drawn.uniform(*TEMPOS[said.language]), 2), drawn.uniform(*LEVELS_DB))


def _waves(said: Sequence[Said], folder: Path) -> list[Path]:
    russian = iter(synthesise([spoken_text(each.text) for each in said if each.language == "ru"], folder))
    return [
        next(russian) if each.language == "ru" else _flite(each, folder / f"en{number}.wav")
        for number, each in enumerate(said)
    ]


def _flite(said: Said, path: Path) -> Path:
    voice = random.Random(f"{said.line} {said.person} flite").choice(FLITE_VOICES)
    subprocess.run(["flite", "-voice", voice, "-t", said.text, "-o", str(path)], check=True, capture_output=True)
    return path
