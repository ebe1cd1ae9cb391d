"""`dealforensics kpi explain`: how the owner's words about the head's KPIs were understood."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console

from classify.model_files import ModelsNotUsable, load_kpi_model
from deals.archive_reader import read_archive
from deals.kpi_scheme import read_kpis
from deals.problem_log import ProblemLog
from deals.problems import ArchiveError, Problem
from deals.records import Archive
from pipelines.run_display import RunDisplay
from reports.kpi_scheme.scheme_audit import audit_scheme
from reports.terminal_kpi import print_scheme
from reports.texts import Texts

DONE, BAD_INPUT = 0, 2


def explain_kpis(file: Path, models: Path | None, texts: Texts) -> int:
    """Show every KPI as it was read, for an archive also the scheme replayed on its months.

    Exit code 0, or 2 where the file, archive or models cannot be used, which one sentence says.
    """
    display = RunDisplay(Console(), texts)
    if not file.exists():
        return _refuse(texts.text("kpi-file-missing", file=str(file)))
    try:
        archive, problems = _kpis_of(file)
        if not archive.kpis:
            return _refuse(_why_none(file, problems, texts))
        with display.stage("model"):
            classifier, embedder, left_out = load_kpi_model(models, archive)
        if left_out is not None:
            display.say("problem-models-held-out", archive=left_out)
        readings = classifier.predict(archive.kpis, embedder)
    except ArchiveError as error:
        return _refuse(f"{texts.place(error.problem)}: {texts.problem(error.problem)}")
    except ModelsNotUsable as error:
        return _refuse(texts.text("cli-models-not-usable", folder=str(error.folder), reason=error.reason))
    print_scheme(display.console, audit_scheme(archive, readings), archive.currency, texts)
    return DONE


def _kpis_of(file: Path) -> tuple[Archive, tuple[Problem, ...]]:
    """The archive of a folder; for a single file an archive that holds its KPIs and nothing else."""
    if file.is_dir():
        archive = read_archive(file)
        return archive, archive.problems
    log = ProblemLog()
    kpis = read_kpis(file.parent, log, stem=file.stem)
    bare = Archive(file.parent, "", "auto", ZoneInfo("UTC"), None, date.min)
    return replace(bare, kpis=kpis or ()), log.problems()


def _why_none(file: Path, problems: tuple[Problem, ...], texts: Texts) -> str:
    """What is wrong with the list of KPIs, in one sentence."""
    names = {file.name} if file.is_file() else {"kpi.yaml", "kpi.yml"}
    broken = next((p for p in problems if p.file in names and p.severity == "set_aside"), None)
    if broken is None:
        return texts.text("kpi-none-read", file=str(file))
    return f"{texts.place(broken)}: {texts.problem(broken)}"


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return BAD_INPUT
