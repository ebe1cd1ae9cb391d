"""Learning from the page: a process of its own, so that pages stay quick while models are fitted."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock, Thread

from reports.texts import Language

# Runs to learn from, folder for the new set, language of what it says: the command line of such a process.
LearnCommand = Callable[[Sequence[Path], Path, Language], Sequence[str]]
MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class LearningState:
    """What the latest learning has said so far. exit_code: None while it runs."""

    started_at: datetime
    models: Path
    lines: tuple[str, ...] = ()
    exit_code: int | None = None

    @property
    def running(self) -> bool:
        return self.exit_code is None


@dataclass(slots=True)
class LearningJob:
    """At most one learning at a time."""

    command: LearnCommand
    folder: Path  # each learning makes a folder of its own in it
    _state: LearningState | None = None
    _process: subprocess.Popen[str] | None = None
    _lock: Lock = field(default_factory=Lock)

    @property
    def state(self) -> LearningState | None:
        """None: nothing has been learned since the start."""
        return self._state

    def start(self, runs: Sequence[Path], language: Language) -> bool:
        """False where one is running already. Raises OSError where no process can be started."""
        with self._lock:
            if self._state is not None and self._state.running:
                return False
            now = datetime.now(UTC)
            models = self.folder / f"{now:%Y-%m-%d_%H%M%S}"
            self._process = subprocess.Popen(
                self.command(runs, models, language),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
                errors="replace",
            )
            self._state = LearningState(now, models)
        Thread(target=self._follow, args=(self._process,), daemon=True).start()
        return True

    def stop(self) -> None:
        """With the server: nobody would read what it learned, and a folder of models appears only when it is whole."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait()

    def _follow(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        assert self._state is not None
        state = self._state
        lines: list[str] = []
        with process.stdout:
            for line in process.stdout:
                lines = [*lines, line.rstrip()][-MOST_LINES:]
                self._state = LearningState(state.started_at, state.models, tuple(lines))
        self._state = LearningState(state.started_at, state.models, tuple(lines), process.wait())
