"""Does the memory of a transcription grow with the archive, and what do Prefect's flow and the storage cost?

    python -m benchmarks.transcription_scale [--calls 200 2000] [--overhead-calls 200] [--seconds 20 60] [--rounds 2]

Memory: `dealforensics transcribe` on that many calls, all recognised by the real model: 24 of a minute, the others of 2
to 4 s. With short ones only the peak is a matter of chance: it comes when all workers hear a doubtful row again, padded
to 30 s, at the same moment. The long ones, first in both sizes, bring it for certain. Peak memory of the
command, which is one process with threads, and of it together with Prefect's server, its only child. Bar: 10 % more for
2,000 calls than for 200.

Overhead: the same calls through the bare recognition queue with the model loaded beforehand, and through the command:
its transcription stage by itself, which also loads the model, keeps the transcripts and writes the exports, and the
whole command with the start of Python and of Prefect's server. In turns, each in a fresh process; the fastest round of
each counts, and 1 to 2 rounds of an idle machine are enough. Bar: the stage takes 5 % more than the bare queue.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from benchmarks.conditions import conditions
from benchmarks.cut_calls import cut_calls
from benchmarks.process_memory import MemoryWatch
from transcribe.call_language import SpokenLanguages
from transcribe.model_files import find_whisper
from transcribe.prepared_recording import PreparedRecording, prepare_recording
from transcribe.recognition_queue import RecognitionQueue
from transcribe.utterance import Transcript
from transcribe.whisper_recogniser import FasterWhisperRecogniser

LIBRARIES = ("faster-whisper", "ctranslate2", "av", "prefect", "numpy")
LANGUAGE = "ru"
SHORT_S, LONG_S = (2.0, 4.0), (60.0, 60.0)
LONG_CALLS = 24  # enough for full batches of the longest rows on all workers at once


class NotAllRecognised(Exception):
    """Some calls had nothing to recognise or were set aside: the figures would be too good."""


@dataclass(frozen=True, slots=True)
class Command:
    """One `dealforensics transcribe`. stage_s: its transcription stage; memory in MB."""

    whole_s: float
    stage_s: float
    own_mb: float
    with_server_mb: float
    calls_with_words: int


@dataclass(slots=True)
class BareCall:
    """A call in the queue, as `transcribe.recording` has them; counts its words only."""

    call_id: str
    path: Path
    utterances: int = 0

    def prepare(self) -> PreparedRecording:
        return prepare_recording(self.path)

    def names(self) -> tuple[str, ...]:
        return ()

    def finish(self, transcript: Transcript) -> None:
        self.utterances = len(transcript.utterances)


def run_command(recordings: Path, workers: int, watched: bool) -> Command:
    """Transcribe all recordings of a folder, with nothing kept from before.

    watched: look at the memory, which takes time of its own. Raises CalledProcessError, NotAllRecognised.
    """
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "out"
        command = [sys.executable, "-m", "pipelines.cli", "transcribe", str(recordings), "--language", LANGUAGE]
        command += ["--out", str(out), "--work", str(Path(scratch) / "work"), "--workers", str(workers)]
        started = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        watch = MemoryWatch(process.pid)
        if watched:
            watch.start()
        code = process.wait()
        whole_s = time.monotonic() - started
        if watched:
            watch.stop()
        if code:
            raise subprocess.CalledProcessError(code, command)
        record = json.loads((out / "transcribe.json").read_text(encoding="utf-8"))
    counts, given = record["counts"], sum(1 for _ in recordings.rglob("*.wav"))
    if counts["recordings_recognised"] != given:
        raise NotAllRecognised(f"{counts['recordings_recognised']} of {given}")
    with_words = given - counts["outcome_silence"] - counts["outcome_no_answer"]
    return Command(whole_s, record["timings_s"]["transcribe"], watch.own_peak_mb, watch.peak_mb, with_words)


def bare_seconds(paths: Sequence[Path], workers: int) -> float:
    """Seconds of the recognition queue alone, in a fresh process with the model loaded."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_recognise_bare, paths, workers).result()


def _recognise_bare(paths: Sequence[Path], workers: int) -> float:
    # As pipelines.speech_tools makes it.
    recogniser = FasterWhisperRecogniser(find_whisper(None), cpu_threads=1, workers=workers)
    queue = RecognitionQueue(recogniser, SpokenLanguages((LANGUAGE,)), workers)
    queue.transcribe([BareCall(paths[0].stem, paths[0])])  # loads the model
    calls = [BareCall(path.stem, path) for path in paths]
    started = time.monotonic()
    queue.transcribe(calls)
    return time.monotonic() - started


def memory_table(sizes: Sequence[int], workers: int) -> str:
    heading = f"{'calls':>8}{'with words':>12}{'stage s':>10}{'peak MB':>10}{'with server':>13}"
    lines, first = [heading], None
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            long = min(size, LONG_CALLS)
            cut_calls(Path(scratch) / "1-long", long, LONG_S)  # calls are taken in the order of their names
            cut_calls(Path(scratch) / "2-short", size - long, SHORT_S)
            run = run_command(Path(scratch), workers, watched=True)
        first = first or run
        lines.append(
            f"{size:>8}{run.calls_with_words:>12}{run.stage_s:>10.1f}{run.own_mb:>10.0f}{run.with_server_mb:>13.0f}"
            f"   {run.own_mb / first.own_mb - 1:+.1%} and {run.with_server_mb / first.with_server_mb - 1:+.1%}"
        )
    return "\n".join(lines)


def overhead_table(count: int, seconds: tuple[float, float], workers: int, rounds: int) -> str:
    bare, commands = [], []
    with tempfile.TemporaryDirectory() as scratch:
        paths = cut_calls(Path(scratch), count, seconds)
        for _ in range(rounds):
            bare.append(bare_seconds(paths, workers))
            commands.append(run_command(Path(scratch), workers, watched=False))
    stage, whole = min(run.stage_s for run in commands), min(run.whole_s for run in commands)
    rows = (("bare queue", min(bare)), ("transcription stage", stage), ("whole command", whole))
    heading = f"{count} calls of {seconds[0]:g} to {seconds[1]:g} s, fastest of {rounds}"
    return "\n".join([heading, *(f"{name:<22}{s:>9.1f} s  {s / min(bare) - 1:+.1%}" for name, s in rows)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, nargs="*", default=[200, 2000], help="for memory; none: leave it out")
    parser.add_argument("--overhead-calls", type=int, default=200, help="0: leave it out [200]")
    parser.add_argument("--seconds", type=float, nargs=2, default=(20.0, 60.0), help="of those, from and to [20 60]")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--workers", type=int, default=2)
    wanted = parser.parse_args()
    print(conditions(*LIBRARIES), f"{wanted.workers} workers, {find_whisper(None).name}", sep="\n", flush=True)
    if wanted.calls:
        print(memory_table(wanted.calls, wanted.workers), flush=True)
    if wanted.overhead_calls:
        seconds = (wanted.seconds[0], wanted.seconds[1])
        print(overhead_table(wanted.overhead_calls, seconds, wanted.workers, wanted.rounds), flush=True)


if __name__ == "__main__":
    main()
