"""`dealforensics run`: from the command line's words to a finished run or one clear sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from pipelines import __version__
from pipelines.flow_command import archive_folder, carry_out, check_device, results_folder
from pipelines.run_display import RunDisplay
from pipelines.run_settings import RunSettings, SpeechOptions, choose_work_folder, writable_folder
from reports.texts import Texts


@dataclass(frozen=True, slots=True)
class RunRequest:
    """The command line as typed."""

    archive: Path
    out: Path
    speech: SpeechOptions
    models: Path | None
    language_chosen: bool = True  # see RunSettings
    database: str | None = field(default=None, repr=False)  # see RunSettings
    audio_budget_s: float | None = None  # see RunSettings
    redact: bool | None = None  # see RunSettings


def run_command(request: RunRequest, texts: Texts) -> int:
    """Carry out the run. Returns the exit code, see `carry_out`."""
    display = RunDisplay(Console(), texts)
    display.say("run-start", version=__version__, archive=str(request.archive), out=str(request.out))
    return carry_out(display, lambda: settled(request, texts), run_flow)


def settled(request: RunRequest, texts: Texts) -> RunSettings:
    """Complete and check the request.

    Raises ArchiveError where there is no archive folder, OutIsArchive, NoGraphicsCard, FolderNotWritable.
    """
    archive = archive_folder(request.archive)
    out = results_folder(request.out, archive)
    check_device(request.speech.device)
    return RunSettings(
        archive=archive,
        out=writable_folder(out),
        work=choose_work_folder(archive, out, request.speech.work),
        speech=request.speech,
        models=request.models,
        interface_language=texts.language,
        language_chosen=request.language_chosen,
        database=request.database,
        audio_budget_s=request.audio_budget_s,
        redact=request.redact,
    )


def run_flow() -> Callable[[RunSettings, RunDisplay], None]:
    """The flow of a run; importing it takes seconds."""
    from pipelines.run_archive import run_archive

    return run_archive
