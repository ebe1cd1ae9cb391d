"""A verdict that was acknowledged is there after SIGKILL."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from reports.review.store.review_store import open_review, open_store
from tests.reports.review.store.conftest import person
from tests.reports.review.store.made_run import write_made_run

ROOT = Path(__file__).parents[4]
JUDGES = """
import sys
from reports.review.store.records import Judgement, Viewer
from reports.review.store.review_store import open_store
store = open_store(sys.argv[1])
viewer = Viewer(store.accounts()[0])
while case_id := store.next_case(viewer):
    print(store.judge(viewer, case_id, Judgement("confirm")).verdict_id, flush=True)
"""


def test_no_acknowledged_verdict_is_lost(tmp_path: Path) -> None:
    database = tmp_path / "review.db"
    store = open_review([write_made_run(tmp_path / "out", 400, 0)], database)
    person(store, "Anna")
    store.close()
    command = [sys.executable, "-c", JUDGES, str(database)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as judging:
        assert judging.stdout is not None
        acknowledged = [int(judging.stdout.readline()) for _ in range(25)]
        judging.send_signal(signal.SIGKILL)
        acknowledged += [int(line) for line in judging.stdout if line.endswith("\n")]
    again = open_store(database)
    kept = len(again.export_verdicts())
    assert acknowledged == list(range(1, len(acknowledged) + 1))
    assert len(acknowledged) <= kept <= len(acknowledged) + 1
    assert again.filter_choices().states["confirmed"] == kept
    assert again.audit_broken_at() is None
    again.close()
