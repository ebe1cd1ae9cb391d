"""The product as a user starts it: the command in a process of its own, and what it leaves behind."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "pipelines.cli")
OUTPUTS = {
    "rankings.json",
    "links.csv",
    "signals.jsonl",
    "promises.jsonl",
    "work_findings.jsonl",
    "kpi_audit.json",
    "learning.npz",
    "run.json",
    "report.html",
    "report_data.json",
    "report_snippets.zip",
    "review_data.jsonl",
    "deals.xlsx",
}
CYRILLIC = re.compile("[А-Яа-яЁё]")
# What Prefect, its server, other libraries or Python itself would print behind the run's back; times of log lines too.
NOISE = re.compile(r"[Pp]refect|uvicorn|sqlite|asyncio|INFO|WARNING|ERROR|Traceback|Warning:|\d\d:\d\d:\d\d")
LANGUAGE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "DEALFORENSICS_LANG")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished command. out: the results folder of a run."""

    code: int
    said: str  # standard output
    complained: str  # standard error
    out: Path
    seconds: float

    def json(self, name: str) -> Any:
        return json.loads((self.out / name).read_text(encoding="utf-8"))

    @property
    def counts(self) -> dict[str, float]:
        return dict(self.json("run.json")["counts"])

    def problems(self, section: str) -> list[dict[str, Any]]:
        """section: `skipped` or `warnings`."""
        return list(self.json("run.json")[section])


def environment(**changes: str) -> dict[str, str]:
    """This process's environment, without language and without a model hub."""
    kept = {name: value for name, value in os.environ.items() if name not in LANGUAGE_VARIABLES}
    fixed = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "HF_HUB_OFFLINE": "1", "COLUMNS": "110"}
    return {**kept, **fixed, **changes}


def dealforensics(*arguments: str | Path, out: Path = Path(), **changes: str) -> Outcome:
    started = time.monotonic()
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
        env=environment(**changes),
    )
    return Outcome(done.returncode, done.stdout, done.stderr, out, time.monotonic() - started)


def run(archive: Path, out: Path, *options: str | Path, lang: str = "en", **changes: str) -> Outcome:
    """A run that has to succeed, with all its outputs and without a word on standard error."""
    arguments = ("--lang", lang, "run", archive, "--out", out, "--model", "packaged-base", *options)
    outcome = dealforensics(*arguments, out=out, **changes)
    assert (outcome.code, outcome.complained) == (0, ""), outcome.said + outcome.complained
    assert {path.name for path in out.iterdir() if path.is_file()} >= OUTPUTS
    return outcome
