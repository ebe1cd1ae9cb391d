"""Figures that follow the verdicts, without every verdict costing a reckoning of all of them."""

from __future__ import annotations

import time
from collections import defaultdict
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

    def serves(self, newest: Hashable) -> bool:
        """Whether it may be shown though this is the newest: it knows it, or has not rested yet."""
        rested = self.took_s < QUICK_S or time.monotonic() - self.at >= RESTED * self.took_s
        return self.newest == newest or not rested


class LiveFigures:
    """The latest figures of each run, and of all runs together (None), for any number of threads."""

    def __init__(self) -> None:
        self._reckoning: defaultdict[int | None, Lock] = defaultdict(Lock)
        self._kept: dict[int | None, _Reckoned] = {}

    def get(self, run_id: int | None, newest: Hashable, reckon: Callable[[], ReviewFigures]) -> ReviewFigures:
        """run_id: of a run that there is. newest: what changes with each verdict."""
        kept = self._kept.get(run_id)
        if kept is not None and kept.serves(newest):
            return kept.figures
        # One thread reckons. The others show what there is, or wait where that is nothing or takes no time.
        lock = self._reckoning[run_id]
        if not lock.acquire(blocking=kept is None or kept.took_s < QUICK_S):
            assert kept is not None
            return kept.figures
        try:
            meanwhile = self._kept.get(run_id)
            if meanwhile is not None and meanwhile is not kept and meanwhile.serves(newest):
                return meanwhile.figures
            started = time.monotonic()
            figures = reckon()
            ended = time.monotonic()
            self._kept[run_id] = _Reckoned(newest, figures, ended, ended - started)
            return figures
        finally:
            lock.release()
