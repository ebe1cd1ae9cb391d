"""Figures that follow the verdicts, without every verdict costing a reckoning of all of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock

from reports.review.store.records import ReviewFigures

# What is reckoned within this time is always that of the latest verdict. Thousands of verdicts take longer: then the
# figures may be behind by ten times what they take, so that a full room of reviewers spends a tenth of a processor on
# them and not all of it.
QUICK_S = 0.05
RESTED = 10.0


@dataclass(frozen=True, slots=True)
class _Reckoned:
    newest: Hashable
    figures: ReviewFigures
    at: float  # time.monotonic when it was done
    took_s: float

    @property
    def rested(self) -> bool:
        return self.took_s < QUICK_S or time.monotonic() - self.at >= RESTED * self.took_s


class LiveFigures:
    """The latest figures of each run, and of all runs together (None), for any number of threads."""

    def __init__(self) -> None:
        self._reckoning = Lock()
        self._kept: dict[int | None, _Reckoned] = {}

    def get(self, run_id: int | None, newest: Hashable, reckon: Callable[[], ReviewFigures]) -> ReviewFigures:
        """newest: what changes with each verdict."""
        kept = self._kept.get(run_id)
        if kept is not None and (kept.newest == newest or not kept.rested):
            return kept.figures
        # One thread reckons; the others show what there is, or wait where there is nothing yet.
        if not self._reckoning.acquire(blocking=kept is None or kept.took_s < QUICK_S):
            return kept.figures if kept is not None else reckon()
        try:
            started = time.monotonic()
            figures = reckon()
            ended = time.monotonic()
            self._kept[run_id] = _Reckoned(newest, figures, ended, ended - started)
            return figures
        finally:
            self._reckoning.release()
