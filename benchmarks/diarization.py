"""How fast and how right is diarization of mono calls, beside pyannote's defaults with the same weights?

    python -m benchmarks.diarization

Speaks calls with known turns (Debian's festival, festvox-ru, flite and sox), adds pyannote's own sample, and runs both
on each call, one processor core each. "Defaults" is pyannote's SpeakerDiarization as it comes: windows a second apart,
one at a time. Both use the same two networks and the same threshold, and neither is told the number of speakers;
ours has its bounds (1 to 4). Processor seconds are compared, so that other programs on the machine do not count.
DER counts everything: overlapped speech too, without collar, and again with 0.25 s around each change forgiven. The
words of a call are known by its text, spaced evenly over the sound of their turn; the recogniser takes no part.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.mono_calls import PLANS, MonoCall, missing_packages, mono_calls, pyannotes_sample
from demo.voices import SpeechError
from transcribe.audio import SAMPLE_RATE
from transcribe.diarization import Diarization, SpeakerTurn
from transcribe.diarization_files import find_diarization
from transcribe.pyannote_diariser import PyannoteDiariser, as_diarization
from transcribe.pyannote_import import import_pyannote
from transcribe.speaker_words import speakers_of_words

COLLAR_S = 0.25  # on each side of a change; pyannote.metrics counts both sides together
SEED = 2  # calls of seeds 0 and 1 were used to find the settings
DEFAULT_MIN_CLUSTER_SIZE = 12  # of the published pipelines with this clustering, for windows a second apart


@dataclass(frozen=True, slots=True)
class Outcome:
    cpu_s: float
    clock_s: float
    found: Diarization


@dataclass(frozen=True, slots=True)
class Score:
    """Parts of speech time that are wrong, over the call's speech time; and words with the right speaker."""

    der: float
    der_collar: float
    speakers: int
    right_words: int


def pyannotes_defaults() -> Callable[[Any], Diarization]:
    """pyannote's pipeline with its default steps and batches, on the weights that PyannoteDiariser uses."""
    import_pyannote()
    import torch
    from pyannote.audio.core.plda import PLDA
    from pyannote.audio.pipelines import SpeakerDiarization

    from transcribe.quick_diarization import load_networks, parameters

    segmentation, embedding = load_networks(find_diarization(None).folder)
    pipeline = SpeakerDiarization(
        segmentation=segmentation, embedding=embedding, plda=PLDA.__new__(PLDA), clustering="AgglomerativeClustering"
    )
    pipeline.instantiate(parameters(DEFAULT_MIN_CLUSTER_SIZE))
    torch.set_num_threads(1)
    return lambda samples: as_diarization(
        pipeline({"waveform": torch.from_numpy(samples.copy())[None], "sample_rate": SAMPLE_RATE, "uri": "call"})
    )


def timed(diarise: Callable[[Any], Diarization], call: MonoCall) -> Outcome:
    cpu_s, clock_s = time.process_time(), time.perf_counter()
    found = diarise(call.samples)
    return Outcome(time.process_time() - cpu_s, time.perf_counter() - clock_s, found)


class Scores:
    """Error rates over several calls: pyannote.metrics adds up the parts before it divides."""

    def __init__(self) -> None:
        from pyannote.metrics.diarization import DiarizationErrorRate

        self._der = DiarizationErrorRate(collar=0.0, skip_overlap=False)
        self._der_collar = DiarizationErrorRate(collar=2 * COLLAR_S, skip_overlap=False)
        self.cpu_s = self.clock_s = self.audio_s = 0.0
        self.words = self.right_words = 0

    def add(self, call: MonoCall, outcome: Outcome) -> Score:
        from pyannote.core import Segment, Timeline

        known, found = _annotation(call.turns), _annotation(outcome.found.turns)
        length_s = len(call.samples) / SAMPLE_RATE
        whole = Timeline([Segment(0.0, length_s)])
        names = self._der.optimal_mapping(known, found)
        right = _right_words(call, outcome.found, names)
        self.cpu_s, self.clock_s = self.cpu_s + outcome.cpu_s, self.clock_s + outcome.clock_s
        self.audio_s, self.words, self.right_words = (
            self.audio_s + length_s,
            self.words + len(call.words),
            self.right_words + right,
        )
        der, der_collar = self._der(known, found, uem=whole), self._der_collar(known, found, uem=whole)
        return Score(der, der_collar, len(found.labels()), right)

    def line(self, name: str) -> str:
        der, collar = 100 * abs(self._der), 100 * abs(self._der_collar)
        words = f"{100 * self.right_words / self.words:.1f}%" if self.words else "-"
        speed = f"{self.audio_s / self.cpu_s:.1f}x real time by processor time"
        return f"{name}: DER {der:.2f}, with collar {collar:.2f}, words {words}, {self.cpu_s:.1f} s, {speed}"


def _annotation(turns: Iterable[SpeakerTurn]) -> Any:
    from pyannote.core import Annotation, Segment

    annotation = Annotation()
    for number, turn in enumerate(turns):
        annotation[Segment(turn.start_s, turn.end_s), number] = turn.speaker
    return annotation


def _right_words(call: MonoCall, found: Diarization, names: dict[str, str]) -> int:
    speakers = speakers_of_words(call.words, found)
    return sum(names.get(str(speaker)) == word.speaker for word, speaker in zip(call.words, speakers, strict=True))


def compare(calls: Iterable[MonoCall], ways: dict[str, Callable[[Any], Diarization]]) -> None:
    every, two = {way: Scores() for way in ways}, {way: Scores() for way in ways}
    for call in calls:
        speakers = len({turn.speaker for turn in call.turns})
        for way, diarise in ways.items():
            outcome = timed(diarise, call)
            score = every[way].add(call, outcome)
            if speakers == 2 and call.words:
                two[way].add(call, outcome)
            told = f"{score.speakers} of {speakers} speakers, words {score.right_words} of {len(call.words)}"
            print(f"{call.name} {way}: DER {100 * score.der:.1f}, {told}, {outcome.cpu_s:.1f} s", flush=True)
    for title, scores in (("All calls", every), ("Synthetic calls of two", two)):
        print(f"\n{title}, {next(iter(scores.values())).audio_s:.0f} s")
        print(*(found.line(way) for way, found in scores.items()), sep="\n")
        print("\n".join(_ratios(scores)))


def _ratios(scores: dict[str, Scores]) -> Iterable[str]:
    if {"defaults", "ours"} <= scores.keys():
        defaults, ours = scores["defaults"], scores["ours"]
        clock = defaults.clock_s / ours.clock_s if ours.clock_s else 0.0
        yield f"ours is {defaults.cpu_s / ours.cpu_s:.2f} times faster ({clock:.2f} by the clock)"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=len(PLANS), help="how many of the synthetic calls (default: all)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"other conversations and pauses (default: {SEED})")
    parser.add_argument("--ours-only", action="store_true", help="leave out pyannote's defaults, which take longest")
    chosen = parser.parse_args(arguments)
    if missing := missing_packages():
        print(f"Missing Debian packages: sudo apt-get install {' '.join(missing)}", file=sys.stderr)
        return 1
    ways: dict[str, Callable[[Any], Diarization]] = {} if chosen.ours_only else {"defaults": pyannotes_defaults()}
    ways["ours"] = PyannoteDiariser().diarise
    try:
        sample = pyannotes_sample()
        for diarise in ways.values():
            diarise(sample.samples[: 5 * SAMPLE_RATE])  # loads what is loaded at the first recording
        compare([sample, *mono_calls(PLANS[: chosen.calls], chosen.seed)], ways)
    except SpeechError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
