"""Verdicts out as labelled data, in from tables, and back to the models."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Query, UploadFile
from fastapi.responses import RedirectResponse, Response

from classify.learning_from_verdicts.verdicts import VerdictsRead, verdicts_text
from deals.problems import Problem
from reports.review.store.records import ReviewRefused
from reports.review.web.site import Asking, AskingNow
from reports.verdict_tables import read_verdict_file

routes = APIRouter()
SEE_OTHER, CONFLICT = 303, 409
RunId = Annotated[int, Form(ge=0, le=2**31)]


@routes.get("/data")
def data_page(asking: AskingNow) -> Response:
    return _page(asking)


@routes.get("/data/verdicts.jsonl")
def export_verdicts(asking: AskingNow, run: Annotated[str, Query(pattern=r"^\d{0,9}$")] = "") -> Response:
    """In the format of verdicts.jsonl, which `dealforensics learn` takes."""
    verdicts = asking.site.store.export_verdicts(int(run) if run else None)
    asking.site.store.record("export", asking.who, run, verdicts=len(verdicts))
    headers = {"content-disposition": 'attachment; filename="verdicts.jsonl"'}
    return Response(verdicts_text(verdicts), media_type="application/x-ndjson", headers=headers)


@routes.post("/data/import")
def import_verdicts(asking: AskingNow, run: RunId, file: Annotated[UploadFile, File()]) -> Response:
    read = _read(file)
    result = asking.site.store.import_verdicts(asking.who, run, read)
    texts = asking.texts
    problems = [(texts.place(problem), texts.problem(problem)) for problem in (*read.problems, *result.problems)]
    return _page(asking, {"imported": result, "problems": list(dict.fromkeys(problems))})


@routes.post("/learning")
def start_learning(asking: AskingNow, runs: Annotated[list[int], Form(max_length=100)] = []) -> Response:  # noqa: B006
    job, store = asking.site.learning, asking.site.store
    if job is None or not runs:
        raise ReviewRefused("nothing-to-learn")
    chosen = list(dict.fromkeys(runs))
    folders = [store.write_run_verdicts(run_id).parent for run_id in chosen]
    if not job.start(folders, asking.language):
        raise ReviewRefused("learning-runs")
    store.record("learn-started", asking.who, ", ".join(map(str, chosen)))
    return RedirectResponse("/data#learning", SEE_OTHER)


@routes.get("/learning")
def learning_state(asking: AskingNow) -> dict[str, Any]:
    """For the page's script: how far it is."""
    state = asking.site.learning.state if asking.site.learning is not None else None
    if state is None:
        return {"running": False, "lines": [], "exit_code": None}
    return {"running": state.running, "lines": list(state.lines), "exit_code": state.exit_code}


def _page(asking: Asking, values: dict[str, Any] | None = None) -> Response:
    job = asking.site.learning
    shown: dict[str, Any] = {
        "runs": asking.site.store.runs(),
        "learning": job.state if job is not None else None,
        "learns": job is not None,
        "imported": None,
        "problems": [],
    }
    return asking.page("data", shown | (values or {}))


def _read(file: UploadFile) -> VerdictsRead:
    """The table that was sent. Only its name's ending tells a CSV from lines of JSON."""
    name = Path(file.filename or "").name[-100:] or "verdicts"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"verdicts{Path(name).suffix[:10]}"
        path.write_bytes(file.file.read())
        try:
            return read_verdict_file(path)
        except (UnicodeError, ValueError) as error:
            problem = Problem("verdict-file-unreadable", name, details={"reason": str(error)})
            return VerdictsRead((), (problem,))
