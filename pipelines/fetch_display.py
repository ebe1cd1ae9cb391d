"""What the user sees while a CRM is being fetched: one moving line, and a line for each list that is complete."""

from __future__ import annotations

import time

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn

from deals.connectors.fetch import FetchOutcome
from deals.connectors.fetch_store import FetchPlan
from deals.connectors.recordings import FINAL, Outcome, RecordingResult
from deals.connectors.walk import Progress
from pipelines.run_display import LINE_EVERY_S
from reports.texts import Texts


class FetchDisplay:
    """A deals.connectors.fetch.FetchWatcher. Into a file or pipe go plain lines, at most one in ten seconds."""

    def __init__(self, console: Console, texts: Texts, account: str, folder: str) -> None:
        self._console = console
        self._texts = texts
        self._account = account
        self._folder = folder
        self._bar = Bar(SpinnerColumn(), TextColumn("{task.description}"), console=console, transient=True)
        self._task = self._bar.add_task("")
        self._last_line = time.monotonic()
        self._step, self._began, self._share_at_start = "", time.monotonic(), 0.0

    def __enter__(self) -> FetchDisplay:
        if self._console.is_terminal:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._console.is_terminal:
            self._bar.stop()

    def begun(self, plan: FetchPlan) -> None:
        since = plan.since.astimezone() if plan.since else ""
        self._say("fetch-begun", scope=plan.scope, account=self._account, folder=self._folder, since=since)
        if plan.resumed:
            self._say("fetch-resumed")

    def read(self, progress: Progress) -> None:
        """A page more of a list; a line stays of lists that are complete and held something."""
        message = f"fetch-step-{progress.step.replace('_', '-')}"
        step = self._texts.text(message) if self._texts.has(message) else progress.step
        share = progress.share or 0.0
        minutes = self._minutes_left(progress.step, share)
        if progress.done:
            if progress.items:
                self._say("fetch-reading", step=step, items=progress.items)
        elif minutes is None:
            self._move(self._texts.text("fetch-reading", step=step, items=progress.items))
        else:
            self._move(self._texts.text("fetch-reading-left", step=step, items=progress.items, minutes=minutes))

    def writing(self) -> None:
        self._move(self._texts.text("fetch-writing"))

    def recording(self, result: RecordingResult, done: int, total: int) -> None:
        minutes = self._minutes_left("recordings", done / total)
        if minutes is None:
            self._move(self._texts.text("fetch-recordings", done=done, total=total))
        else:
            self._move(self._texts.text("fetch-recordings-left", done=done, total=total, minutes=minutes))

    def ended(self, outcome: FetchOutcome) -> None:
        """Say what has come of it."""
        for file, counts in outcome.tables.items():
            self._say("fetch-table", file=file, added=counts.added, changed=counts.changed, unchanged=counts.unchanged)
        if outcome.gone:
            self._say("fetch-gone", count=outcome.gone)
        for left in outcome.left_out:
            self._say(f"fetch-left-out-{left.code}", count=left.count, example=left.example)
        self._say_of_recordings(outcome)
        self._say("fetch-done", folder=self._folder)

    def _say_of_recordings(self, outcome: FetchOutcome) -> None:
        counts = outcome.recordings
        if counts:
            fetched, present = counts.get(Outcome.FETCHED, 0), counts.get(Outcome.PRESENT, 0)
            self._say("fetch-recordings-done", fetched=fetched, present=present)
        for way in sorted({*FINAL, Outcome.NO_ANSWER}):
            if count := counts.get(way, 0):
                self._say(f"fetch-recording-{way}", count=count, file=str(outcome.missing))

    def _minutes_left(self, step: str, share: float) -> int | None:
        """From the pace of this command alone: what earlier ones have read took no time of it."""
        now = time.monotonic()
        if step != self._step:
            self._step, self._began, self._share_at_start = step, now, share
        gained, spent_s = share - self._share_at_start, now - self._began
        return round(spent_s * (1 - share) / gained / 60) if gained > 0 and spent_s > LINE_EVERY_S else None

    def _say(self, message_id: str, **args: object) -> None:
        self._console.print(escape(self._texts.text(message_id, **args)), highlight=False, soft_wrap=True)

    def _move(self, sentence: str) -> None:
        if self._console.is_terminal:
            self._bar.update(self._task, description=escape(sentence))
        elif time.monotonic() - self._last_line >= LINE_EVERY_S:
            self._last_line = time.monotonic()
            self._console.print(escape(sentence), highlight=False, soft_wrap=True)
