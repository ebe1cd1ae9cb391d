"""What the user sees while a run is going on: one line per stage, and a progress line for the transcription.

On a terminal the line in work moves; into a file or pipe go plain lines, at least one every ten seconds of progress.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from deals.problems import Problem
from deals.records import Archive
from reports.texts import Texts

if TYPE_CHECKING:  # at run time these bring in the speech engine, and the first line would wait for it
    from pipelines.call_folder import CallFolder
    from pipelines.transcribe_calls import CallSource, How
    from pipelines.transcription_tally import TranscriptionTally
    from pipelines.work_ahead import Recordings, WorkAhead

LINE_EVERY_S = 10.0


class RunDisplay:
    """Writes to `console`, in the language of `texts`.

    `__slots__`, because Prefect would write a flow's parameters into its database, attribute by attribute, where it
    can; of an object without `__dict__` it keeps the name of the type.
    """

    __slots__ = ("console", "texts", "timings_s")

    def __init__(self, console: Console, texts: Texts) -> None:
        self.console = console
        self.texts = texts
        self.timings_s: dict[str, float] = {}  # stage to seconds over all its turns, in the order of the run

    def say(self, message_id: str, **args: object) -> None:
        """Print a sentence."""
        self._print(self.texts.text(message_id, **args), "")

    def warn(self, message_id: str, **args: object) -> None:
        """Print a sentence that must not be overlooked."""
        self._print(self.texts.text(message_id, **args), "bold yellow")

    def warn_of(self, problem: Problem) -> None:
        """Print what is wrong with an input; for the few that the whole run depends on."""
        self._print(self.texts.problem(problem), "yellow")

    def _print(self, sentence: str, style: str) -> None:
        self.console.print(escape(sentence), style=style, highlight=False, soft_wrap=True)

    def storage_failed(self, file: Path, error: OSError) -> None:
        """Say that a file could not be read for now, and that the run waits and tries again."""
        self.warn("run-storage-failed", file=str(file), reason=error.strerror or str(error))

    def found(self, archive: Archive, sources: Sequence[CallSource]) -> None:
        """Say what the archive holds."""
        ready = sum(source.transcript is not None for source in sources)
        counts = {"deals": len(archive.deals), "calls": len(archive.calls)}
        self.say("run-found", **counts, transcripts=ready, recordings=len(sources) - ready)
        if serious := sum(problem.severity != "note" for problem in archive.problems):
            self.say("run-problems", count=serious)

    def found_calls(self, folder: CallFolder) -> None:
        """Say what there is to transcribe, and what is not known of a folder that is no archive."""
        ready = sum(source.transcript is not None for source in folder.sources)
        self.say("transcribe-found", transcripts=ready, recordings=len(folder.sources) - ready)
        if not folder.is_archive:
            self.say("transcribe-bare-folder")

    def ahead(self, work: WorkAhead) -> None:
        """Say how many recordings have to be heard, and how many of them only because a setting changed."""
        parts = [("kept", work.kept), ("new", work.new), ("changed", work.changed)]
        if not (work.kept.count or work.changed.count):
            if work.new.count:
                self.say("ahead-first", count=work.new.count, audio=self._audio(work.new))
            return
        changes = dict.fromkeys(self._setting(name) for name in work.changes)
        sentence = "; ".join(
            self.texts.text(f"ahead-{kind}", count=some.count, audio=self._audio(some), changes=", ".join(changes))
            for kind, some in parts
            if some.count
        )
        self._print(self.texts.text("ahead", parts=sentence), "bold yellow" if work.changed.count else "")

    def _audio(self, recordings: Recordings) -> str:
        """A space and `(12.5 h)`, or nothing where the length is not known."""
        if not recordings.audio_s:
            return ""
        unit, seconds = audio_unit(recordings.audio_s)
        return " " + self.texts.text(f"ahead-audio-{unit}", audio=round(recordings.audio_s / seconds, 1))

    def _setting(self, name: str) -> str:
        message = f"setting-{name.replace('_', '-')}"
        return self.texts.text(message) if self.texts.has(message) else name

    def transcribed(self, tally: TranscriptionTally) -> None:
        """Say what became of the calls."""
        ways: tuple[How, ...] = ("read", "recognised", "reused", "failed")
        self.say("run-transcribed", **{way: tally.count(way) for way in ways})

    def without_words(self, tally: TranscriptionTally) -> None:
        """Say loudly what the lists will have to do without."""
        if unheard := tally.count("no_model"):
            self.warn("run-no-model", count=unheard, budgeted="yes" if tally.budgeted else "no")
        if not tally.count("read") + tally.count("recognised") + tally.count("reused"):
            self.warn("run-no-words")

    def budgeted(self, budget_s: float, audio_s: float) -> None:
        """Say how much of the audio is heard at most."""
        self.say("run-audio-budget", budget=round(budget_s / 3600, 1), audio=round(audio_s / 3600, 1))

    def sure_of(self, found: Mapping[str, float]) -> None:
        """Say which share of each final list is estimated to be found."""
        self.say("run-sure-of", revive=round(100 * found["revive"]), error=round(100 * found["error_loss"]))

    @contextmanager
    def stage(self, stage: str) -> Iterator[None]:
        """Show that a stage (text id `stage-<stage>`) is going on, and afterwards how long it took."""
        text = escape(self.texts.text(f"stage-{stage}"))
        started = time.monotonic()
        if self.console.is_terminal:
            with self.console.status(text):
                yield
        else:
            self.console.print(text, highlight=False)
            yield
        passed_s = time.monotonic() - started
        self.timings_s[stage] = self.timings_s.get(stage, 0.0) + passed_s
        if self.console.is_terminal:
            seconds = self.texts.text("stage-seconds", seconds=round(passed_s, 1))
            self.console.print(f"[green]✓[/] {text} [dim]{escape(seconds)}[/]", highlight=False)

    @contextmanager
    def transcription(self, tally: TranscriptionTally) -> Iterator[TranscriptionLine]:
        """Show how far the transcription is; call `update` on what this gives after each change of the tally."""
        started = time.monotonic()
        line = TranscriptionLine(self.console, self.texts, tally)
        with line:
            yield line
        self.timings_s["transcribe"] = self.timings_s.get("transcribe", 0.0) + time.monotonic() - started


def audio_unit(audio_s: float) -> tuple[str, int]:
    """The unit to state an amount of audio in, and its seconds."""
    return ("hours", 3600) if audio_s >= 3600 else ("minutes", 60)


class TranscriptionLine:
    """One moving line on a terminal; elsewhere a line every ten seconds and one at the end."""

    def __init__(self, console: Console, texts: Texts, tally: TranscriptionTally) -> None:
        self._console = console
        self._texts = texts
        self._tally = tally
        self._last_line = time.monotonic()
        self._bar = Progress(
            SpinnerColumn(), BarColumn(bar_width=24), TextColumn("{task.description}"), console=console, transient=True
        )
        self._task = self._bar.add_task(escape(self._sentence()), total=tally.audio_total_s or tally.calls_total)

    def __enter__(self) -> TranscriptionLine:
        if self._console.is_terminal:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._console.is_terminal:
            self._bar.stop()
        self._console.print(escape(self._sentence()), highlight=False, soft_wrap=True)

    def update(self) -> None:
        """Show the tally as it is now."""
        if self._console.is_terminal:
            done = self._tally.audio_done_s if self._tally.audio_total_s else self._tally.calls_done
            self._bar.update(self._task, completed=done, description=escape(self._sentence()))
        elif time.monotonic() - self._last_line >= LINE_EVERY_S:
            self._last_line = time.monotonic()
            self._console.print(escape(self._sentence()), highlight=False, soft_wrap=True)

    def _sentence(self) -> str:
        tally = self._tally
        parts = [self._texts.text("progress-calls", done=tally.calls_done, total=tally.calls_total)]
        if tally.audio_total_s:
            unit, seconds = audio_unit(tally.audio_total_s)
            done, total = round(tally.audio_done_s / seconds, 1), round(tally.audio_total_s / seconds, 1)
            parts.append(self._texts.text(f"progress-audio-{unit}", done=done, total=total))
        elif tally.audio_done_s:  # no phone log says how much there is
            parts.append(self._texts.text("progress-audio-done", done=round(tally.audio_done_s / 60, 1)))
        if tally.speed is not None:
            parts.append(self._texts.text("progress-speed", times=round(tally.speed, 1)))
        if tally.left_s is not None and tally.calls_done < tally.calls_total:
            minutes = round(tally.left_s / 60)
            parts.append(self._texts.text("progress-left", hours=minutes // 60, minutes=minutes % 60))
        return " · ".join(parts)
