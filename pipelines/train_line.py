"""How far a training is: one moving line on a terminal; elsewhere a line every ten seconds."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from pipelines.run_display import LINE_EVERY_S
from reports.texts import Texts

if TYPE_CHECKING:  # at run time this brings in scikit-learn, and the first line would wait for it
    from classify.model_training import TrainingProgress

SOON_S = 5.0  # before that, a guess at the time left is worth nothing


class TrainLine:
    """Call `update` at each step of `classify.model_training.train_all`."""

    def __init__(self, console: Console, texts: Texts) -> None:
        self._console = console
        self._texts = texts
        self._started = self._last_line = time.monotonic()
        self._bar = Progress(
            SpinnerColumn(), BarColumn(bar_width=24), TextColumn("{task.description}"), console=console, transient=True
        )
        self._task = self._bar.add_task(escape(texts.text("stage-train")), total=1.0)

    def __enter__(self) -> TrainLine:
        if self._console.is_terminal:
            self._bar.start()
        else:
            self._print(self._texts.text("stage-train"))
        return self

    def __exit__(self, *_: object) -> None:
        if self._console.is_terminal:
            self._bar.stop()

    def update(self, reached: TrainingProgress) -> None:
        """The first and the last step, and each that is ten seconds after the line before, have a line of their own
        where nothing can move."""
        sentence = self._sentence(reached)
        if self._console.is_terminal:
            self._bar.update(self._task, completed=reached.share, description=escape(sentence))
        elif reached.share in (0.0, 1.0) or time.monotonic() - self._last_line >= LINE_EVERY_S:
            self._print(sentence)

    def _print(self, sentence: str) -> None:
        self._last_line = time.monotonic()
        self._console.print(sentence, highlight=False, markup=False, soft_wrap=True)

    def _sentence(self, reached: TrainingProgress) -> str:
        parts = [self._texts.text(f"progress-train-{reached.step}", done=reached.done, total=reached.total)]
        passed_s = time.monotonic() - self._started
        if 0 < reached.share < 1 and passed_s >= SOON_S:
            minutes = round(passed_s * (1 - reached.share) / reached.share / 60)
            parts.append(self._texts.text("progress-left", hours=minutes // 60, minutes=minutes % 60))
        return " · ".join(parts)
