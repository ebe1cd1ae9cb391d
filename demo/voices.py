"""One lasting voice per person, all derived from Debian's Russian festival voice with sox."""

import random
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which

import numpy as np
from numpy.typing import NDArray

from demo.phone_recording import SAMPLE_RATE

FESTIVAL_VOICE = "voice_msu_ru_nsh_clunits"
FESTIVAL_VOICE_FOLDER = Path("/usr/share/festival/voices/russian/msu_ru_nsh_clunits")
# From 200 Hz rather than the 300 Hz of a telephone line: Silero VAD drops speech that has no low frequencies.
PASS_BAND_HZ = (200, 3400)
SILENCE_LEVEL = 0.004  # of full scale; the pauses of the festival voice lie below


class SpeechError(Exception):
    """festival or sox is missing or failed; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How one person's speech differs from the festival voice."""

    pitch_cents: int  # 100 cents are a semitone; sox moves the formants too, so +350 turns the man into a woman
    tempo: float  # 1.2 is a fifth faster at the same pitch
    level_db: float  # root mean square below full scale


def voice_of(person_id: str, name: str) -> Voice:
    """A person's voice, the same in every call: higher for women, with small differences drawn from the id."""
    drawn = random.Random(person_id)
    pitch_cents = drawn.randrange(300, 391, 15) if is_womans_name(name) else drawn.randrange(-90, 61, 15)
    return Voice(pitch_cents, round(drawn.uniform(1.12, 1.22), 2), round(drawn.uniform(-24.0, -20.0), 1))


def is_womans_name(name: str) -> bool:
    """Whether a Russian or Tatar name is a woman's: surname, given name or patronymic ends in а or я.

    Holds for every person of the demo archive; a general rule would know men such as Илья.
    """
    return any(word.endswith(("а", "я")) for word in name.split())


def missing_debian_packages() -> list[str]:
    """The Debian packages that have to be installed before anything can be spoken."""
    needed = {"festival": which("festival"), "festvox-ru": FESTIVAL_VOICE_FOLDER.is_dir(), "sox": which("sox")}
    return [package for package, found in needed.items() if not found]


def synthesise(sentences: Sequence[str], folder: Path) -> list[Path]:
    """Speak all sentences in one festival process; returns one 16 kHz wav in `folder` for each.

    sentences: as `spoken_text` returns them. SpeechError where festival stopped at one of them.
    """
    paths = [folder / f"{number:04d}.wav" for number in range(len(sentences))]
    lines = [f"({FESTIVAL_VOICE})"]
    for sentence, path in zip(sentences, paths, strict=True):
        lines.append(f'(utt.save.wave (utt.synth (eval (list \'Utterance \'Text "{sentence}"))) "{path}" \'riff)')
    script = folder / "sentences.scm"
    script.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = subprocess.run(["festival", "-b", str(script)], capture_output=True, text=True, check=False)
    for sentence, path in zip(sentences, paths, strict=True):
        if not path.exists():
            raise SpeechError(f"festival stopped at: {sentence}\n{done.stderr.strip()}")
    return paths


def speak_as(voice: Voice, wav: Path, band_hz: tuple[int, int] = PASS_BAND_HZ) -> NDArray[np.float32]:
    """Turn festival's speech into a person's on the telephone: shape (n,), 8 kHz, within -1 and 1, no silent ends."""
    low_hz, high_hz = band_hz
    effects = ["pitch", str(voice.pitch_cents), "tempo", "-s", str(voice.tempo)]
    effects += ["highpass", str(low_hz), "lowpass", str(high_hz), "rate", "-h", str(SAMPLE_RATE)]
    command = ["sox", "-D", str(wav), "-t", "f32", "-c", "1", "-", *effects]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise SpeechError(f"{' '.join(command)}\n{done.stderr.decode(errors='replace').strip()}")
    speech = _without_silent_ends(np.frombuffer(done.stdout, dtype="<f4"))
    level = 10 ** (voice.level_db / 20) / np.sqrt(np.mean(speech**2))
    return np.clip(speech * level, -0.98, 0.98).astype(np.float32)


def _without_silent_ends(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cut the silence at both ends, but leave 50 ms of it, so that no quiet consonant is clipped."""
    heard = np.flatnonzero(np.abs(samples) > SILENCE_LEVEL)
    margin = SAMPLE_RATE // 20
    return samples[max(0, heard[0] - margin) : heard[-1] + margin]
