"""What does a whole run cost: time, memory, and how much of the time is not the work itself?

    python -m benchmarks.run_cost [--archive demo/archive]

`dealforensics run` twice on one archive: cold, with nothing transcribed yet, and warm, when all transcripts are kept.
`around` is the time outside all stages of run.json: starting Python and Prefect's server, writing outputs, ending.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.conditions import conditions
from benchmarks.process_memory import MemoryWatch

ROOT = Path(__file__).resolve().parents[1]
LIBRARIES = ("faster-whisper", "ctranslate2", "prefect", "scikit-learn", "numpy")


def measured_run(archive: Path, out: Path, work: Path) -> dict[str, float]:
    """Seconds of each stage and around them, seconds in all, and peak memory in MB. Raises CalledProcessError."""
    command = [sys.executable, "-m", "pipelines.cli", "run", str(archive), "--out", str(out), "--work", str(work)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = time.monotonic()
    with (work.parent / "terminal.txt").open("w") as terminal:
        process = subprocess.Popen(command, stdout=terminal, stderr=terminal, env=environment)
        watch = MemoryWatch(process.pid)
        watch.start()
        code = process.wait()
    seconds = time.monotonic() - started
    watch.stop()
    if code:
        print((work.parent / "terminal.txt").read_text(encoding="utf-8"), file=sys.stderr)
        raise subprocess.CalledProcessError(code, command)
    stages = json.loads((out / "run.json").read_text(encoding="utf-8"))["timings_s"]
    figures = {f"{stage} s": value for stage, value in stages.items()}
    figures |= {"around s": seconds - sum(stages.values()), "whole run s": seconds}
    return figures | {"peak MB, the run": watch.own_peak_mb, "peak MB, with Prefect's server": watch.peak_mb}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", type=Path, default=ROOT / "demo" / "archive")
    archive = parser.parse_args().archive
    with tempfile.TemporaryDirectory() as scratch:
        out, work = Path(scratch) / "out", Path(scratch) / "work"
        cold, warm = measured_run(archive, out, work), measured_run(archive, out, work)
        run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    print(conditions(*LIBRARIES), run["settings"]["recogniser"] or "no recogniser", run["counts"], sep="\n")
    print(f"{'':<32}{'cold':>10}{'warm':>10}")
    for name, value in cold.items():
        print(f"{name:<32}{value:>10.1f}{warm[name]:>10.1f}")


if __name__ == "__main__":
    main()
