"""How far a load is: one moving line on a terminal; elsewhere a line every ten seconds."""

from __future__ import annotations

import time

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from pipelines.run_display import LINE_EVERY_S
from reports.texts import Texts

SOON_S = 5.0  # before that, a guess at the time left is worth nothing


class LoadLine:
    """Call `update` with a table's name and how many of its rows are in.

    expected_calls: how many calls there are about, None where that is not known. Only they take long enough for an
    estimate.
    """

    def __init__(self, console: Console, texts: Texts, expected_calls: int | None) -> None:
        self._console = console
        self._texts = texts
        self._expected = expected_calls
        self._started = self._last_line = time.monotonic()
        self._bar = Progress(
            SpinnerColumn(), BarColumn(bar_width=24), TextColumn("{task.description}"), console=console, transient=True
        )
        self._task = self._bar.add_task("", total=expected_calls)

    def __enter__(self) -> LoadLine:
        if self._console.is_terminal:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._console.is_terminal:
            self._bar.stop()

    def update(self, table: str, rows: int) -> None:
        sentence = self._sentence(table, rows)
        if self._console.is_terminal:
            done = rows if table == "calls" else self._expected
            self._bar.update(self._task, completed=done, description=escape(sentence))
        elif time.monotonic() - self._last_line >= LINE_EVERY_S:
            self._last_line = time.monotonic()
            self._console.print(sentence, highlight=False, markup=False, soft_wrap=True)

    def _sentence(self, table: str, rows: int) -> str:
        if table != "calls" or self._expected is None:
            return self._texts.text("load-progress-rows", table=self._texts.text(f"load-table-{table}"), done=rows)
        parts = [self._texts.text("load-progress-calls", done=rows, total=max(rows, self._expected))]
        passed_s = time.monotonic() - self._started
        if passed_s >= SOON_S and rows:
            minutes = round(passed_s / rows * max(self._expected - rows, 0) / 60)
            parts.append(self._texts.text("progress-left", hours=minutes // 60, minutes=minutes % 60))
        return " · ".join(parts)
