"""Does the product write words where nobody spoke, and does it lose short replies that somebody did speak?

    python -m benchmarks.invented_text [--minutes 60] [--replies 200] [--seed 1] [--out FILE.json]

Made from the seed: recordings of 10 to 120 s without a word (noise, call signals, fax, music on hold, breath and
handling; mono, stereo, through telephone codecs), and replies of one to four words, each alone in a line's noise.
Bars: at most one utterance where nobody spoke, in both parts together; no reply where nothing was recognised.
Needs festival, festvox-ru, flite and sox.
"""

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.conditions import conditions
from benchmarks.short_replies import Reply, missing_programs, spoken_replies
from benchmarks.telephone_files import write_call
from benchmarks.wordless_sounds import KINDS, RATE, Draw, Sound, band, line_noise
from transcribe.model_files import find_whisper
from transcribe.recording import transcribe_recording
from transcribe.utterance import Transcript
from transcribe.whisper_recogniser import FasterWhisperRecogniser

LIBRARIES = ("faster-whisper", "ctranslate2", "av")
BEAM = 5
BESIDE_S = 1.0  # recognised times are off by so much at most


@dataclass(frozen=True, slots=True)
class Made:
    """A recording whose truth is known."""

    name: str
    path: Path
    language: str
    length_s: float
    reply: Reply | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What was heard wrongly: words where nobody spoke, or none where somebody did."""

    recording: str
    at_s: float
    text: str
    confidence: float | None
    outcome: str | None


def wordless_recordings(minutes: float, seed: int, folder: Path) -> Iterator[Made]:
    """Recordings without a word. Each kind comes in turn; every third recording holds another one on its other side."""
    draw = np.random.default_rng(seed)
    names = list(KINDS)
    total_s, number = 0.0, 0
    while total_s < minutes * 60:
        seconds = min(float(draw.uniform(10, 120)), max(10.0, minutes * 60 - total_s))
        chosen = [names[number % len(names)]]
        if number % 3 == 2:
            chosen.append(str(draw.choice([names[0], names[1], str(draw.choice(names))])))
        sides = [on_the_line(KINDS[name](draw, seconds), draw) for name in chosen]
        name = f"{number:03d} {' | '.join(chosen)}"
        path, codec = write_call(folder / f"w{number:03d}", sides, draw)
        yield Made(f"{name} ({codec})", path, "en" if number % 4 == 3 else "ru", seconds)
        total_s, number = total_s + seconds, number + 1


def reply_recordings(count: int, seed: int, folder: Path) -> Iterator[Made]:
    """One reply each; every other recording has a second side with nothing but its own noise."""
    draw = np.random.default_rng(seed + 1)
    for number, reply in enumerate(spoken_replies(count, seed)):
        seconds = len(reply.line) / RATE
        sides = [reply.line] + ([line_noise(draw, seconds)] if number % 2 else [])
        path, codec = write_call(folder / f"r{number:03d}", sides[:: 1 if number % 4 < 2 else -1], draw)
        yield Made(f"r{number:03d} {reply.text} ({codec})", path, reply.language, seconds, reply)


def on_the_line(sound: Sound, draw: Draw) -> Sound:
    return np.clip(band(sound, float(draw.choice([200, 300])), 3400), -1, 1)


class Product:
    """The way a run hears a recording. Only here is the product called."""

    def __init__(self, model: str | None, threads: int) -> None:
        self.files = find_whisper(model)
        self.recogniser = FasterWhisperRecogniser(self.files, "cpu", "int8", BEAM, cpu_threads=threads)

    def hear(self, made: Made) -> Transcript:
        return transcribe_recording(made.path, made.path.stem, self.recogniser, made.language)


def invented(made: Made, transcript: Transcript) -> list[Finding]:
    """Utterances that touch nothing that was spoken."""
    return [
        Finding(made.name, said.start_s, said.text, said.confidence, transcript.outcome)
        for said in transcript.utterances
        if not (made.reply and _touches(made.reply, said.start_s, said.end_s))
    ]


def lost(made: Made, transcript: Transcript) -> list[Finding]:
    """The reply, where nothing was recognised in its place."""
    reply = made.reply
    if reply is None or any(_touches(reply, said.start_s, said.end_s) for said in transcript.utterances):
        return []
    return [Finding(made.name, reply.start_s, reply.text, None, transcript.outcome)]


def _touches(reply: Reply, start_s: float, end_s: float) -> bool:
    return start_s < reply.end_s + BESIDE_S and end_s > reply.start_s - BESIDE_S


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60, help="of recordings without a word [60]")
    parser.add_argument("--replies", type=int, default=200, help="how many [200]")
    parser.add_argument("--seed", type=int, default=1, help="another one makes another set [1]")
    parser.add_argument("--threads", type=int, default=1, help="of the recogniser [1]")
    parser.add_argument("--model", help="Whisper model, by name or folder; default as in a run")
    parser.add_argument("--out", type=Path, help="everything that was heard, as JSON lines")
    arguments = parser.parse_args()
    if missing := missing_programs():
        parser.error(f"apt install {' '.join(missing)}")
    product = Product(arguments.model, arguments.threads)
    print(conditions(*LIBRARIES), f"{product.files.name}, int8, beam {BEAM}, seed {arguments.seed}", sep="\n")
    words_of_nobody: list[Finding] = []
    replies_lost: list[Finding] = []
    outcomes: Counter[str] = Counter()
    seconds = 0.0
    with TemporaryDirectory() as folder:
        wordless = wordless_recordings(arguments.minutes, arguments.seed, Path(folder))
        for made in chain(wordless, reply_recordings(arguments.replies, arguments.seed, Path(folder))):
            transcript = product.hear(made)
            words_of_nobody += invented(made, transcript)
            replies_lost += lost(made, transcript)
            outcomes[f"{'reply' if made.reply else 'wordless'}: {transcript.outcome}"] += 1
            seconds += made.length_s
            if arguments.out:
                _note(arguments.out, made, transcript)
    print(f"{seconds / 60:.0f} minutes heard, load {os.getloadavg()[2]:.1f}")
    print("outcomes:", ", ".join(f"{name} {count}" for name, count in sorted(outcomes.items())))
    _print(f"utterances where nobody spoke: {len(words_of_nobody)} (bar: at most 1)", words_of_nobody)
    _print(f"replies lost: {len(replies_lost)} of {arguments.replies} (bar: 0)", replies_lost)


def _print(title: str, findings: Sequence[Finding]) -> None:
    print(title)
    for one in findings:
        print(f"  {one.recording} at {one.at_s:.1f} s: {one.text!r} {one.confidence or ''} [{one.outcome}]")


def _note(path: Path, made: Made, transcript: Transcript) -> None:
    with path.open("a", encoding="utf-8") as file:
        said = [asdict(one) for one in transcript.utterances]
        cut = list(transcript.invented_cut)
        row = {"recording": made.name, "outcome": transcript.outcome, "cut": cut, "utterances": said}
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
