"""How fast is our transcription, and how well does it read, beside the plain ways of using faster-whisper?

    python -m benchmarks.transcription_speed [--calls 24] [--rounds 3] [--demo]

Short stereo telephone calls (benchmarks/telephone_calls.py; --demo: recordings of the demo archive), the same weights,
compute type and beam in three ways, each with as many threads in all as there are cores: one channel after the other
by WhisperModel with its voice activity filter; the same by BatchedInferencePipeline; and our queue, with a worker for
every core, which also finds the time of every word. Decoding counts, loading the model does not. Word error rates
compare each channel with the text that was spoken there.
"""

import argparse
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from faster_whisper import BatchedInferencePipeline, WhisperModel

from benchmarks.conditions import conditions
from benchmarks.telephone_calls import TelephoneCall, spoken_sides, telephone_calls
from benchmarks.word_error_rate import word_error_rate
from demo.labelled_archive import read_labelled_archive
from demo.make_demo_archive import LABELLED, OUT
from transcribe.audio import SAMPLE_RATE, decode_recording
from transcribe.call_language import SpokenLanguages
from transcribe.channels import Channel, select_channels
from transcribe.model_files import WhisperFiles, find_whisper
from transcribe.prepared_recording import PreparedRecording, prepare_recording
from transcribe.recognition_queue import RecognitionQueue
from transcribe.utterance import Transcript
from transcribe.whisper_recogniser import FasterWhisperRecogniser

LANGUAGE, COMPUTE_TYPE, BEAM = "ru", "int8", 5
CORES = os.cpu_count() or 1
BATCH_ROWS = 8  # of faster-whisper's own batched way; its default, and ours
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


@dataclass(frozen=True, slots=True)
class _Call:
    """A recording on its way through our queue."""

    path: Path
    transcripts: dict[Path, Transcript]

    @property
    def call_id(self) -> str:
        return self.path.stem

    def prepare(self) -> PreparedRecording:
        return prepare_recording(self.path)

    def names(self) -> tuple[str, ...]:
        return ()

    def finish(self, transcript: Transcript) -> None:
        self.transcripts[self.path] = transcript


def our_way(files: WhisperFiles) -> Way:
    """As a run does it: one worker of one thread for every core."""
    recogniser = FasterWhisperRecogniser(files, "cpu", COMPUTE_TYPE, BEAM, cpu_threads=1, workers=CORES)
    recogniser.recognise([np.zeros(SAMPLE_RATE, dtype=np.float32)], LANGUAGE)  # loads the model

    def transcribe(paths: Sequence[Path]) -> list[Sides]:
        transcripts: dict[Path, Transcript] = {}
        queue = RecognitionQueue(recogniser, SpokenLanguages((LANGUAGE,)), CORES)
        queue.transcribe(_Call(path, transcripts) for path in paths)
        return [_heard_sides(transcripts[path]) for path in paths]

    return Way(f"ours, one queue, {CORES} workers", transcribe)


def _heard_sides(transcript: Transcript) -> Sides:
    said = transcript.utterances
    first, second = (" ".join(u.text for u in said if u.channel == channel) for channel in (0, 1))
    return first, second


def _model(files: WhisperFiles) -> WhisperModel:
    return WhisperModel(str(files.folder), device="cpu", compute_type=COMPUTE_TYPE, cpu_threads=CORES)


def _sides(path: Path, hear: Callable[[Channel], str]) -> Sides:
    heard = {channel.number: hear(channel) for channel in select_channels(decode_recording(path))}
    return heard.get(0, ""), heard.get(1, "")


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


def demo_recordings(count: int) -> list[TelephoneCall]:
    """Recorded calls of the demo archive, evenly spread over it in time."""
    recorded = {path.stem: path for path in (OUT / "recordings").iterdir()}
    calls = [call for call in read_labelled_archive(LABELLED).calls if call.call_id in recorded]
    count = min(count, len(calls))
    chosen = [calls[number * len(calls) // count] for number in range(count)]
    return [TelephoneCall(recorded[call.call_id], spoken_sides(call)) for call in chosen]


def table(found: Mapping[str, Sequence[Round]], calls: Sequence[TelephoneCall], audio_s: float) -> str:
    """The lowest times of each way, its speed against real time, how many times faster ours is, word error rates."""
    columns = f"{'clock s':>9}{'x real time':>13}{'ours is':>9}{'processor s':>13}{'WER':>8}"
    lines = [f"{'':<40}{columns}"]
    ours_s = min(one.clock_s for one in list(found.values())[-1])
    spoken = [text for call in calls for text in call.sides]
    for name, rounds in found.items():
        clock_s, processor_s = min(one.clock_s for one in rounds), min(one.processor_s for one in rounds)
        errors = word_error_rate(spoken, [text for sides in rounds[0].heard for text in sides])
        speeds = f"{clock_s:>9.1f}{audio_s / clock_s:>13.1f}{clock_s / ours_s:>8.2f}x{processor_s:>13.1f}"
        lines.append(f"{name:<40}{speeds}{errors:>8.4f}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=24, help="how many recordings [24]")
    parser.add_argument("--rounds", type=int, default=3, help="the lowest of so many counts [3]")
    parser.add_argument("--demo", action="store_true", help="recordings of the demo archive")
    parser.add_argument("--model", help="Whisper model, by name or folder; default as in a run")
    arguments = parser.parse_args()
    files = find_whisper(arguments.model)
    calls = demo_recordings(arguments.calls) if arguments.demo else telephone_calls(arguments.calls)
    paths = [call.path for call in calls]
    audio_s = sum(decode_recording(path).shape[1] / SAMPLE_RATE for path in paths)
    found = measured([plain_way(files), batched_way(files), our_way(files)], paths, arguments.rounds)
    print(conditions(*LIBRARIES), f"{files.name}, {COMPUTE_TYPE}, beam {BEAM}, load {os.getloadavg()[2]:.1f}", sep="\n")
    print(f"{len(calls)} stereo calls, {audio_s:.0f} s; lowest of {arguments.rounds} rounds")
    print(table(found, calls, audio_s))


if __name__ == "__main__":
    main()
