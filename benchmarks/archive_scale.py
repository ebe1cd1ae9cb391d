"""How long does a large archive take into the database, and its calls to their deals? How much memory, what growth?

    python -m benchmarks.archive_scale [--deals 10000 100000] [--database URL] [--again]

Ten calls for each deal. The bars: 100,000 deals and 1,000,000 calls in at most 90 s into SQLite and linked in at most
180 s, 2 GB, and at most 11 times a tenth of it. Each size is measured in a fresh process, whose start counts too.
Seconds are those of the clock, and beside them the processor's, which other programs disturb less. Linux only.
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
from benchmarks.made_archive import write_made_archive
from benchmarks.process_memory import own_peak_mb
from deals.database import link_stored_calls, load_archive, open_database

STEPS = ("load", "load again", "link")
LIBRARIES = ("sqlalchemy", "psycopg", "phonenumbers", "numpy")


def measure(folder: Path, location: str, again: bool) -> dict[str, float]:
    """Counts, seconds of each step, and the peak memory of this process in MB up to the end of each step."""
    found: dict[str, float] = {}

    @contextmanager
    def step(name: str) -> Iterator[None]:
        clock, processor = time.perf_counter(), time.process_time()
        yield
        found[f"{name} s"] = time.perf_counter() - clock
        found[f"{name} cpu"] = time.process_time() - processor
        found[f"{name} MB"] = own_peak_mb()

    with step("load"):
        engine = open_database(location)
        counts = load_archive(engine, folder)
    if again:
        with step("load again"):
            load_archive(engine, folder)
    with step("link"):
        found["links"] = link_stored_calls(engine, counts.archive_id).linked
    return {"deals": counts.tables["deals"].added, "calls": counts.tables["calls"].added, **found}


def measured_apart(folder: Path, location: str, again: bool) -> dict[str, float]:
    """`measure` in a fresh process; its start counts with the load."""
    started = time.perf_counter()
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        found = pool.submit(measure, folder, location, again).result()
    together = sum(found.get(f"{name} s", 0) for name in STEPS)
    found["load s"] += max(time.perf_counter() - started - together, 0)
    return found


def lines(found: dict[str, float], smaller: dict[str, float] | None) -> Iterator[str]:
    yield f"{found['deals']:,.0f} deals, {found['calls']:,.0f} calls, {found['links']:,.0f} links"
    for name in STEPS:
        if f"{name} s" not in found:
            continue
        growth = f", {found[f'{name} s'] / smaller[f'{name} s']:.1f} times the size before" if smaller else ""
        seconds, processor, peak_mb = (found[f"{name} {unit}"] for unit in ("s", "cpu", "MB"))
        yield f"  {name + ':':<12}{seconds:8.1f} s ({processor:.1f} s processor), peak {peak_mb:,.0f} MB{growth}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--deals", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--database", help="URL of an empty PostgreSQL database; without it SQLite files")
    parser.add_argument("--again", action="store_true", help="also load the same archive a second time")
    arguments = parser.parse_args()
    print(conditions(*LIBRARIES), flush=True)
    smaller = None
    for deals in arguments.deals:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "archive"
            write_made_archive(folder, deals)
            location = arguments.database or str(Path(scratch) / "archive.db")
            found = measured_apart(folder, location, arguments.again)
            print(*lines(found, smaller), sep="\n", flush=True)
            smaller = found


if __name__ == "__main__":
    main()
