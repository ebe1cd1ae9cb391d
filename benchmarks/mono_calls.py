"""Mono telephone calls whose turns are known: labelled conversations in machine voices, mixed to one channel."""

import random
import subprocess
import tempfile
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from shutil import which

import numpy as np
from numpy.typing import NDArray

from demo.labelled_archive import LabelledCall, Turn, read_labelled_archive
from demo.phone_recording import SAMPLE_RATE
from demo.spoken_text import spoken_text
from demo.voices import SILENCE_LEVEL, SpeechError, Voice, missing_debian_packages, speak_as, synthesise
from transcribe.audio import decode_recording
from transcribe.diarization import SpeakerTurn
from transcribe.rttm import turns_from_rttm

TRAINING = Path(__file__).resolve().parents[1] / "classify" / "training"
PAUSE_S = 0.5  # a longer one within a turn ends a turn of the reference, as in NIST's own references
WORDS = range(90, 200)  # of a conversation: calls of about 45 to 90 s
FEWEST_TURNS = 6
LINE_NOISE_DB = -55.0
MU = 255  # of G.711 in America; each call goes through its quantisation once


@dataclass(frozen=True, slots=True)
class Speaker:
    """engine: "festival" (Russian) or the name of one of flite's English voices."""

    engine: str
    voice: Voice


@dataclass(frozen=True, slots=True)
class CallPlan:
    name: str
    archive: str  # folder of TRAINING
    speakers: tuple[Speaker, ...]  # by channel; with three, every second client turn is the third's; with one, all his


@dataclass(frozen=True, slots=True)
class Word:
    """A spoken word: where in the call it must have been, and whose it is."""

    start_s: float
    end_s: float
    speaker: str


@dataclass(frozen=True, slots=True)
class MonoCall:
    name: str
    samples: NDArray[np.float32]  # 16 kHz
    turns: tuple[SpeakerTurn, ...]
    words: tuple[Word, ...]  # spaced evenly over the sound of their turn; empty where only turns are known


def _russian(pitch_cents: int, tempo: float = 1.15, level_db: float = -22.0) -> Speaker:
    return Speaker("festival", Voice(pitch_cents, tempo, level_db))


def _english(engine: str, pitch_cents: int = 0, level_db: float = -22.0) -> Speaker:
    return Speaker(engine, Voice(pitch_cents, 1.0, level_db))


# Festival's one Russian voice is moved up or down for each speaker; flite's five English ones are five people.
PLANS = (
    CallPlan("ru-1", "d1_kitchen", (_russian(-60), _russian(350, 1.2))),
    CallPlan("ru-2", "d3_training", (_russian(330, 1.1, -26.0), _russian(-30))),
    CallPlan("ru-3", "d4_building", (_russian(-300, 1.1), _russian(100, 1.2, -19.0))),
    CallPlan("ru-4", "d5_trucks", (_russian(20, 1.25), _russian(390, 1.1, -25.0))),
    CallPlan("ru-5", "d1_kitchen", (_russian(-250), _russian(250, 1.2))),
    CallPlan("ru-6", "d4_building", (_russian(300, 1.2), _russian(-90, 1.0, -27.0))),
    CallPlan("en-1", "d2_logistics_en", (_english("rms"), _english("slt"))),
    CallPlan("en-2", "d6_heatpumps_en", (_english("awb", 0, -25.0), _english("slt"))),
    CallPlan("en-3", "d2_logistics_en", (_english("rms"), _english("awb"))),
    CallPlan("en-4", "d6_heatpumps_en", (_english("kal16"), _english("rms", 0, -19.0))),
    CallPlan("en-5", "d2_logistics_en", (_english("slt", 0, -19.0), _english("kal16", 0, -26.0))),
    CallPlan("en-6", "d6_heatpumps_en", (_english("awb"), _english("kal16"))),
    CallPlan("en-three", "d2_logistics_en", (_english("rms"), _english("slt"), _english("awb"))),
    CallPlan("ru-one", "d3_training", (_russian(0),)),
)


def missing_packages() -> list[str]:
    """The Debian packages that have to be installed before the calls can be spoken."""
    return missing_debian_packages() + ([] if which("flite") else ["flite"])


def mono_calls(plans: Sequence[CallPlan], seed: int) -> Iterator[MonoCall]:
    """The calls of the plans, spoken one after the other. seed: other conversations, pauses and overlaps.

    SpeechError where a program that speaks failed.
    """
    for plan in plans:
        draw = random.Random(f"{seed} {plan.name}")
        conversation = draw.choice(list(_conversations(plan)))
        yield _call(plan, conversation.turns, draw)


def _conversations(plan: CallPlan) -> Iterator[LabelledCall]:
    for call in read_labelled_archive(TRAINING / plan.archive).calls:
        sides = {turn.channel for turn in call.turns}
        if call.word_count in WORDS and len(call.turns) >= FEWEST_TURNS and len(sides) == 2 and _speakable(plan, call):
            yield call


def _speakable(plan: CallPlan, call: LabelledCall) -> bool:
    if plan.speakers[0].engine != "festival":
        return True
    try:
        return all(spoken_text(turn.text) for turn in call.turns)
    except ValueError:  # a Latin word, which the Russian voice cannot say
        return False


def _call(plan: CallPlan, turns: Sequence[Turn], draw: random.Random) -> MonoCall:
    who = list(_speaker_numbers(plan, turns))
    spoken = _speak([plan.speakers[number] for number in who], [turn.text for turn in turns])
    starts = _starts(spoken, who, draw)
    mixed = _line(max(start + len(sound) for start, sound in zip(starts, spoken, strict=True)), plan.name)
    for start, sound in zip(starts, spoken, strict=True):
        mixed[start : start + len(sound)] += sound
    known, words = [], []
    for turn, number, start, sound in zip(turns, who, starts, spoken, strict=True):
        parts = list(_sounding(sound, start))
        known += [SpeakerTurn(from_s, to_s, f"T{number}") for from_s, to_s in parts]
        words += _words(turn.text, parts, f"T{number}")
    known.sort(key=lambda turn: (turn.start_s, turn.end_s))
    return MonoCall(plan.name, _through_the_line(mixed), tuple(known), tuple(words))


def _speaker_numbers(plan: CallPlan, turns: Sequence[Turn]) -> Iterator[int]:
    clients = 0
    for turn in turns:
        number = min(int(turn.by_client), len(plan.speakers) - 1)
        clients += turn.by_client
        yield 2 if turn.by_client and len(plan.speakers) == 3 and clients % 2 == 0 else number


def _speak(speakers: Sequence[Speaker], texts: Sequence[str]) -> list[NDArray[np.float32]]:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        if speakers[0].engine == "festival":
            wavs = synthesise([spoken_text(text) for text in texts], folder)
        else:
            wavs = [folder / f"{number}.wav" for number in range(len(texts))]
            for speaker, text, wav in zip(speakers, texts, wavs, strict=True):
                _flite(speaker.engine, text, wav)
        return [speak_as(speaker.voice, wav) for speaker, wav in zip(speakers, wavs, strict=True)]


def _flite(voice: str, text: str, wav: Path) -> None:
    done = subprocess.run(["flite", "-voice", voice, "-t", text, "-o", str(wav)], capture_output=True, check=False)
    if done.returncode or not wav.exists():
        raise SpeechError(f"flite stopped at: {text}\n{done.stderr.decode(errors='replace').strip()}")


def _starts(spoken: Sequence[NDArray], who: Sequence[int], draw: random.Random) -> list[int]:
    """Where each turn begins: mostly after a pause, one in five before the other has ended."""
    starts, at = [], round(0.6 * SAMPLE_RATE)
    for place, sound in enumerate(spoken):
        if place:
            overlaps = who[place] != who[place - 1] and draw.random() < 0.2
            longest_s = min(1.0, len(sound) / SAMPLE_RATE / 2, len(spoken[place - 1]) / SAMPLE_RATE / 2)
            at += round((-draw.uniform(0.1, longest_s) if overlaps else draw.uniform(0.1, 0.9)) * SAMPLE_RATE)
        starts.append(at)
        at += len(sound)
    return starts


def _line(length: int, seed: str) -> NDArray[np.float32]:
    noise = np.random.default_rng(list(seed.encode())).standard_normal(length + SAMPLE_RATE // 2, dtype=np.float32)
    return noise * np.float32(10 ** (LINE_NOISE_DB / 20))


def _sounding(sound: NDArray[np.float32], start: int) -> Iterator[tuple[float, float]]:
    """The parts of a turn between pauses of PAUSE_S and more, in seconds of the call."""
    heard = np.flatnonzero(np.abs(sound) > SILENCE_LEVEL)
    breaks = np.flatnonzero(np.diff(heard) >= PAUSE_S * SAMPLE_RATE)
    edges = [-1, *breaks.tolist(), len(heard) - 1]
    for before, last in pairwise(edges):
        yield (start + int(heard[before + 1])) / SAMPLE_RATE, (start + int(heard[last]) + 1) / SAMPLE_RATE


def _words(text: str, parts: Sequence[tuple[float, float]], speaker: str) -> Iterator[Word]:
    words = text.split()
    total_s = sum(to_s - from_s for from_s, to_s in parts)
    for number in range(len(words)):
        start_s, end_s = (_at(parts, total_s * place / len(words)) for place in (number + 0.05, number + 0.95))
        yield Word(start_s, max(start_s, end_s), speaker)


def _at(parts: Sequence[tuple[float, float]], sounding_s: float) -> float:
    """The time in the call after that much sound of the turn."""
    for from_s, to_s in parts:
        if sounding_s <= to_s - from_s:
            return from_s + sounding_s
        sounding_s -= to_s - from_s
    return parts[-1][1]


def _through_the_line(mixed: NDArray[np.float32]) -> NDArray[np.float32]:
    """G.711's quantisation at 8 kHz, then read as any recording is."""
    clipped = np.clip(mixed, -1.0, 1.0)
    pressed = np.round(np.sign(clipped) * np.log1p(MU * np.abs(clipped)) / np.log1p(MU) * 127) / 127
    heard = np.sign(pressed) * (np.expm1(np.abs(pressed) * np.log1p(MU))) / MU
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "call.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(SAMPLE_RATE)
            file.writeframes((heard * 32767).astype("<i2").tobytes())
        return decode_recording(path)[0]


def pyannotes_sample() -> MonoCall:
    """The telephone conversation that pyannote.audio brings along, 30 s, two real people."""
    # Found without importing the package, whose module for it needs a decoder that often is not there.
    spec = find_spec("pyannote.audio")
    if spec is None or spec.origin is None:
        raise SpeechError("pyannote.audio is not installed: pip install '.[diarization]'")
    folder = Path(spec.origin).parent / "sample"
    (turns,) = turns_from_rttm((folder / "sample.rttm").read_text(encoding="utf-8")).values()
    return MonoCall("pyannote's sample", decode_recording(folder / "sample.wav")[0], turns, ())
