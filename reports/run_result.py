"""All that a run found, as the writers of reports take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from classify.analysis import Analysis
from deals.problems import Problem
from deals.records import Archive
from reports.kpi_audit import KpiAudit
from reports.run_figures import RunFigures, count_run


@dataclass(frozen=True, slots=True)
class ModelUse:
    """A model that took part in the run."""

    purpose: Literal["speech", "embeddings", "signals", "deals", "kpi_types"]
    name: str
    digest: str  # of the weights, or of the data it was trained on
    origin: str  # where it came from: "named", "folder", "hub", "package", "trained"


@dataclass(frozen=True, slots=True)
class Listening:
    """What a run within a budget of audio heard, and what its lists are worth all the same."""

    budget_h: float
    heard_h: float
    audio_h: float  # of all recordings
    calls_heard: int
    calls_unheard: int
    deals_ranked: int
    deals_hardly_heard: int  # of the ranked ones: too little of them was heard to flag them
    stop: Literal["all_heard", "budget_spent", "sure"]  # why no more was heard
    found: Mapping[str, float]  # list to the estimated share of its final flagged deals that are flagged


@dataclass(frozen=True, slots=True)
class RunInfo:
    """How the run went. Only `run.json` holds what differs between equal runs."""

    started_at: datetime
    versions: Mapping[str, str] = field(default_factory=dict)  # program or library to version
    models: tuple[ModelUse, ...] = ()
    settings: Mapping[str, str | int | float | bool | None] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    timings_s: Mapping[str, float] = field(default_factory=dict)  # stage to seconds, in the order of the run
    listening: Listening | None = None  # None: the run had no budget of audio
    list_limit: int = 20  # the most deals that either list shows to people


@dataclass(frozen=True, slots=True)
class RunResult:
    archive: Archive
    analysis: Analysis
    kpi_audit: KpiAudit
    problems: tuple[Problem, ...]  # of the archive and of its recordings and transcripts
    run_info: RunInfo
    figures: RunFigures | None = None  # of the whole archive, where archive and analysis are a part; see `figures_of`

    @property
    def problems_to_show(self) -> tuple[Problem, ...]:
        """Those that people have to know of: notes stand in run.json only."""
        return tuple(problem for problem in self.problems if problem.severity != "note")


def figures_of(result: RunResult) -> RunFigures:
    """Those that the result carries; counted anew where it carries none."""
    return count_run(result.archive, result.analysis) if result.figures is None else result.figures
