"""How fast is our transcription, and how well does it read, beside the plain ways of using faster-whisper?

    python -m benchmarks.transcription_speed [--calls 12] [--rounds 3]

Recordings of the demo archive, the same weights, compute type and beam in three ways, each with as many threads in
all as there are cores: one channel after the other by WhisperModel; the same by BatchedInferencePipeline; and our
transcribe_recording with one call per core at a time. Decoding counts, loading the model does not. Word error rates
compare each channel with the labelled text that was spoken there.
"""

import argparse
import os
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from faster_whisper import BatchedInferencePipeline, WhisperModel

from benchmarks.conditions import conditions
from benchmarks.word_error_rate import word_error_rate
from demo.labelled_archive import LabelledCall, read_labelled_archive
from demo.make_demo_archive import LABELLED, OUT
from transcribe.audio import SAMPLE_RATE, decode_recording
from transcribe.channels import Channel, select_channels
from transcribe.model_files import WhisperFiles, find_whisper
from transcribe.recogniser import BATCH_ROWS, FasterWhisperRecogniser
from transcribe.recording import transcribe_recording

LANGUAGE, COMPUTE_TYPE, BEAM = "ru", "int8", 5
CORES = os.cpu_count() or 1
LIBRARIES = ("faster-whisper", "ctranslate2", "av", "jiwer")

Sides = tuple[str, str]  # what was heard on channels 0 and 1


@dataclass(frozen=True, slots=True)
class Way:
    """One way to transcribe: from recordings to what was heard in each."""

    name: str
    transcribe: Callable[[Sequence[Path]], list[Sides]]


@dataclass(frozen=True, slots=True)
class Round:
    """One pass over all recordings."""

    clock_s: float
    processor_s: float  # of all threads
    heard: list[Sides]


def plain_way(files: WhisperFiles) -> Way:
    """WhisperModel with its voice activity filter, one channel after the other."""
    model = _model(files)

    def hear(channel: Channel) -> str:
        segments, _ = model.transcribe(channel.samples, language=LANGUAGE, beam_size=BEAM, vad_filter=True)
        return " ".join(segment.text for segment in segments)

    return Way("WhisperModel, per channel", lambda paths: [_sides(path, hear) for path in paths])


def batched_way(files: WhisperFiles) -> Way:
    """BatchedInferencePipeline, one channel after the other, with our batch size."""
    pipeline = BatchedInferencePipeline(_model(files))

    def hear(channel: Channel) -> str:
        options = {"language": LANGUAGE, "beam_size": BEAM, "batch_size": BATCH_ROWS}
        segments, _ = pipeline.transcribe(channel.samples, **options)
        return " ".join(segment.text for segment in segments)

    return Way("BatchedInferencePipeline, per channel", lambda paths: [_sides(path, hear) for path in paths])


def our_way(files: WhisperFiles) -> Way:
    """As a run does it: one worker of one thread for every core."""
    recogniser = FasterWhisperRecogniser(files, "cpu", COMPUTE_TYPE, BEAM, cpu_threads=1, workers=CORES)
    recogniser.recognise(np.zeros(SAMPLE_RATE, dtype=np.float32), LANGUAGE)  # loads the model

    def hear(path: Path) -> Sides:
        said = transcribe_recording(path, path.stem, recogniser, LANGUAGE).utterances
        first, second = (" ".join(u.text for u in said if u.channel == channel) for channel in (0, 1))
        return first, second

    def transcribe(paths: Sequence[Path]) -> list[Sides]:
        with ThreadPoolExecutor(CORES) as pool:
            return list(pool.map(hear, paths))

    return Way(f"ours, {CORES} calls at a time", transcribe)


def _model(files: WhisperFiles) -> WhisperModel:
    return WhisperModel(str(files.folder), device="cpu", compute_type=COMPUTE_TYPE, cpu_threads=CORES)


def _sides(path: Path, hear: Callable[[Channel], str]) -> Sides:
    heard = {channel.number: hear(channel) for channel in select_channels(decode_recording(path))}
    return heard.get(0, ""), heard.get(1, "")


def spoken_sides(call: LabelledCall) -> Sides:
    first, second = (" ".join(turn.text for turn in call.turns if turn.channel == channel) for channel in (0, 1))
    return first, second


def one_round(way: Way, paths: Sequence[Path]) -> Round:
    clock, processor = time.monotonic(), time.process_time()
    heard = way.transcribe(paths)
    return Round(time.monotonic() - clock, time.process_time() - processor, heard)


def measured(ways: Sequence[Way], paths: Sequence[Path], rounds: int) -> dict[str, list[Round]]:
    """All rounds of each way by its name. The ways take turns, so that a busy minute does not hit one of them only."""
    for way in ways:
        way.transcribe(paths[:1])  # what is loaded once in a process is loaded here
    found: dict[str, list[Round]] = {way.name: [] for way in ways}
    for _ in range(rounds):
        for way in ways:
            found[way.name].append(one_round(way, paths))
    return found


def chosen_recordings(count: int) -> tuple[list[LabelledCall], list[Path]]:
    """Recorded calls of the demo archive, evenly spread over it in time, with the paths of their recordings."""
    recorded = {path.stem: path for path in (OUT / "recordings").iterdir()}
    calls = [call for call in read_labelled_archive(LABELLED).calls if call.call_id in recorded]
    count = min(count, len(calls))
    chosen = [calls[number * len(calls) // count] for number in range(count)]
    return chosen, [recorded[call.call_id] for call in chosen]


def table(found: Mapping[str, Sequence[Round]], calls: Sequence[LabelledCall], audio_s: float) -> str:
    """The lowest times of each way, how often faster than real time and than the first way, and word error rates."""
    columns = f"{'clock s':>9}{'x real time':>13}{'x first':>9}{'processor s':>13}{'WER':>7}"
    lines = [f"{'':<38}{columns}"]
    first_s = min(one.clock_s for one in next(iter(found.values())))
    spoken = [text for call in calls for text in spoken_sides(call)]
    for name, rounds in found.items():
        clock_s, processor_s = min(one.clock_s for one in rounds), min(one.processor_s for one in rounds)
        errors = word_error_rate(spoken, [text for sides in rounds[0].heard for text in sides])
        speeds = f"{clock_s:>9.1f}{audio_s / clock_s:>13.1f}{first_s / clock_s:>9.2f}{processor_s:>13.1f}"
        lines.append(f"{name:<38}{speeds}{errors:>7.3f}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=12, help="how many recordings [12]")
    parser.add_argument("--rounds", type=int, default=3, help="the lowest of so many counts [3]")
    parser.add_argument("--model", help="Whisper model, by name or folder; default as in a run")
    arguments = parser.parse_args()
    files = find_whisper(arguments.model)
    calls, paths = chosen_recordings(arguments.calls)
    audio_s = sum(decode_recording(path).shape[1] / SAMPLE_RATE for path in paths)
    found = measured([plain_way(files), batched_way(files), our_way(files)], paths, arguments.rounds)
    print(conditions(*LIBRARIES), f"{files.name}, {COMPUTE_TYPE}, beam {BEAM}, load {os.getloadavg()[2]:.1f}", sep="\n")
    print(f"{len(calls)} stereo calls, {audio_s:.0f} s; lowest of {arguments.rounds} rounds")
    print(table(found, calls, audio_s))


if __name__ == "__main__":
    main()
