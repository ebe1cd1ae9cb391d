"""A run that is killed at any moment goes on when it is started again, and ends as if nothing had happened."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

DEMO = Path(__file__).parents[2] / "demo" / "archive"
RECORDINGS, READY = 24, 5
KILLS_AFTER = (1, 5, 9)  # finished transcripts; a batch may finish several, so far from all of them
SEED = 20260930


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo archive with all its tables, its two dozen shortest recordings and five of its ready transcripts."""
    folder = tmp_path_factory.mktemp("kill") / "archive"
    shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns("recordings", ".dealforensics"))
    for path in sorted((folder / "transcripts").iterdir())[READY:]:
        path.unlink()
    with (folder / "calls.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    recorded = sorted(
        (row["recording"] for row in rows if row["recording"]), key=lambda path: (DEMO / path).stat().st_size
    )
    kept = set(recorded[:RECORDINGS])
    for path in kept:
        (folder / path).parent.mkdir(exist_ok=True)
        shutil.copy(DEMO / path, folder / path)
    with (folder / "calls.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(row | {"recording": row["recording"] if row["recording"] in kept else ""} for row in rows)
    return folder


def start(archive: Path, out: Path, work: Path, *more: str) -> subprocess.Popen[bytes]:
    arguments = ["run", str(archive), "--out", str(out), "--work", str(work), "--model", "packaged-base", *more]
    log = out.with_suffix(".log").open("ab")
    return subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", "--lang", "en", *arguments],
        stdout=log,
        stderr=log,
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
        start_new_session=True,
    )


def finish(archive: Path, out: Path, work: Path, *more: str) -> dict[str, int]:
    """Run to the end; the counts of run.json."""
    code = start(archive, out, work, *more).wait(timeout=600)
    assert code == 0, out.with_suffix(".log").read_text(encoding="utf-8")
    counts: dict[str, int] = json.loads((out / "run.json").read_text(encoding="utf-8"))["counts"]
    return counts


def finished_transcripts(work: Path) -> dict[str, tuple[int, bytes]]:
    """Path to time of writing and content of every finished transcript."""
    files = [path for path in work.glob("transcripts/**/*.json") if not path.name.startswith(".")]
    return {path.relative_to(work).as_posix(): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def kill_after(process: subprocess.Popen[bytes], work: Path, transcripts: int, wait_s: float) -> None:
    """SIGKILL the run `wait_s` after that many transcripts are finished; before that it must not have ended."""
    deadline = time.monotonic() + 300
    while len(finished_transcripts(work)) < transcripts:
        assert process.poll() is None, "the run ended before it could be killed"
        assert time.monotonic() < deadline, "no transcript was finished in five minutes"
        time.sleep(0.02)
    time.sleep(wait_s)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_three_kills_change_nothing_and_nothing_is_transcribed_twice(archive: Path, tmp_path: Path) -> None:
    undisturbed = finish(archive, tmp_path / "undisturbed", tmp_path / "undisturbed_work")
    assert undisturbed["recordings_recognised"] == RECORDINGS

    chance = random.Random(SEED)
    # From the first finished transcript on: a kill before it would fall into the imports, and prove little.
    moments = [(number, round(chance.uniform(0.0, 0.5), 2)) for number in KILLS_AFTER]
    print(f"seed {SEED}: killed after (transcripts finished, then seconds) {moments}")
    out, work = tmp_path / "killed", tmp_path / "killed_work"
    before: dict[str, tuple[int, bytes]] = {}
    for transcripts, wait_s in moments:
        kill_after(start(archive, out, work), work, transcripts, wait_s)
        assert not (out / "rankings.json").exists()
        now = finished_transcripts(work)
        assert before.items() <= now.items(), "a finished transcript was written again"
        before = now
    assert len(before) < RECORDINGS, "every recording was finished before the last kill: it proved nothing"

    counts = finish(archive, out, work)
    assert counts["recordings_reused"] == len(before)
    assert counts["recordings_recognised"] == RECORDINGS - len(before)
    after = finished_transcripts(work)
    assert before.items() <= after.items(), "a finished transcript was written again"
    assert len(after) == RECORDINGS
    for name in (
        "rankings.json",
        "links.csv",
        "signals.jsonl",
        "promises.jsonl",
        "work_findings.jsonl",
        "kpi_audit.json",
    ):
        assert (out / name).read_bytes() == (tmp_path / "undisturbed" / name).read_bytes(), name
    assert not list(out.glob(".unfinished-*"))


def test_a_budgeted_run_that_is_killed_hears_the_same_calls_and_no_more(archive: Path, tmp_path: Path) -> None:
    budget = ("--audio-budget", "5m")
    counts = finish(archive, tmp_path / "undisturbed", tmp_path / "undisturbed_work", *budget)
    listening = json.loads((tmp_path / "undisturbed" / "run.json").read_text(encoding="utf-8"))["listening"]
    assert 0 < counts["recordings_recognised"] < RECORDINGS
    assert counts["recordings_recognised"] == listening["calls_heard"] == RECORDINGS - listening["calls_unheard"]
    assert listening["heard_h"] <= listening["budget_h"]

    out, work = tmp_path / "killed", tmp_path / "killed_work"
    kill_after(start(archive, out, work, *budget), work, 1, 0.0)
    kept = len(finished_transcripts(work))
    again = finish(archive, out, work, *budget)
    assert again["recordings_reused"] == kept
    assert again["recordings_recognised"] == counts["recordings_recognised"] - kept
    assert (out / "rankings.json").read_bytes() == (tmp_path / "undisturbed" / "rankings.json").read_bytes()
