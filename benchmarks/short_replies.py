"""Short replies of real calls, each spoken alone into a quiet telephone line.

Russian by festival's voice made into several people with sox, English by three voices of flite.
"""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from benchmarks.wordless_sounds import RATE, band, level, line_noise
from demo.voices import Voice, missing_debian_packages, speak_as, synthesise

RUSSIAN = """да|нет|алло|угу|ага|ну да|до свидания|спасибо|хорошо|хорошо, давайте|нет, не надо|да, слушаю|слушаю вас
не сейчас|я подумаю|перезвоните завтра|дорого|сколько стоит|кто это|какая компания|не интересно|мы уже купили
Продолжение следует обсуждать|Субтитры делал подрядчик|спасибо за внимание|всего доброго|до встречи|пока|понятно
договорились|конечно|ладно|я занят|не слышно|повторите, пожалуйста|да, удобно|нет, неудобно|в четверг|после обеда
двадцать пять тысяч|отправьте на почту|музыка громко играет|продолжение будет завтра|корректор проверит договор
подпишитесь на договор|спасибо за просмотр презентации|с вами говорит менеджер|ставьте печать|смотрите продолжение"""
ENGLISH = """yes|no|hello|okay|thank you|bye|goodbye|not now|I will think about it|call me tomorrow|too expensive
who is this|how much is it|thanks for watching the demo|the end of the month|yes please|no thanks|sure|of course
can you hear me|I am busy|we already bought it|send it by mail|to be continued on Friday|subscribe to the service"""
# Same people in every run: from a low man to a high woman, slow to fast.
PEOPLE = (Voice(-120, 1.0, 0), Voice(0, 1.1, 0), Voice(60, 1.25, 0), Voice(330, 1.12, 0), Voice(390, 1.2, 0))
FLITE_VOICES = ("slt", "rms", "awb")
LEVELS_DBFS = (-38.0, -14.0)  # faint to loud
LOW_CUTS_HZ = (200.0, 300.0)


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply and where it stands in its line. Times in seconds."""

    text: str
    language: str
    line: NDArray[np.float64]  # shape (n,), at wordless_sounds.RATE
    start_s: float
    end_s: float


def missing_programs() -> list[str]:
    return missing_debian_packages() + ([] if which("flite") else ["flite"])


def spoken_replies(count: int, seed: int) -> Iterator[Reply]:
    """So many replies, three of four in Russian, in voices, loudness, band and place drawn from the seed."""
    draw = np.random.default_rng(seed)
    english = count // 4
    with TemporaryDirectory() as folder:
        sources = [*_russian(count - english, Path(folder), draw), *_english(english, Path(folder))]
    for text, language, speech in sources:
        heard = level(band(speech, draw.choice(LOW_CUTS_HZ), 3400), draw.uniform(*LEVELS_DBFS))
        line = line_noise(draw, len(heard) / RATE + draw.uniform(6, 20))
        at = int(draw.integers(RATE, len(line) - len(heard) - RATE))
        line[at : at + len(heard)] += heard
        yield Reply(text, language, np.clip(line, -1, 1), at / RATE, (at + len(heard)) / RATE)


def _russian(count: int, folder: Path, draw: np.random.Generator) -> list[tuple[str, str, NDArray]]:
    texts = _phrases(RUSSIAN)
    waves = synthesise(texts, folder)
    spoken = []
    for number in range(count):
        person = PEOPLE[(number + number // len(texts)) % len(PEOPLE)]
        voice = replace(person, pitch_cents=person.pitch_cents + int(draw.integers(-30, 31)), level_db=-20.0)
        place = number % len(texts)
        spoken.append((texts[place], "ru", speak_as(voice, waves[place]).astype(np.float64)))
    return spoken


def _english(count: int, folder: Path) -> list[tuple[str, str, NDArray]]:
    texts = _phrases(ENGLISH)
    spoken = []
    for number in range(count):
        text = texts[number % len(texts)]
        voice = FLITE_VOICES[(number + number // len(texts)) % len(FLITE_VOICES)]
        wav = folder / f"en{number}.wav"
        subprocess.run(["flite", "-voice", voice, "-t", text, "-o", str(wav)], check=True, capture_output=True)
        spoken.append((text, "en", speak_as(Voice(0, 1.0, -20.0), wav).astype(np.float64)))
    return spoken


def _phrases(text: str) -> list[str]:
    return [phrase for line in text.splitlines() for phrase in line.split("|")]
