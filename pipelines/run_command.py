"""`dealforensics run`: from the command line's words to a finished run or one clear sentence."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from deals.problems import ArchiveError, Problem
from pipelines import __version__
from pipelines.flow_server import FlowServer, FlowServerError, FlowServerUnreachable
from pipelines.run_display import RunDisplay
from pipelines.run_settings import (
    Device,
    FolderNotWritable,
    RunSettings,
    choose_work_folder,
    writable_folder,
)
from reports.texts import Texts

DONE, FAILED, BAD_INPUT = 0, 1, 2


class OutIsArchive(Exception):
    """The results would be written among the archive's own files."""


class NoGraphicsCard(Exception):
    """CUDA was asked for and is not there."""


@dataclass(frozen=True, slots=True)
class RunRequest:
    """The command line as typed."""

    archive: Path
    out: Path
    work: Path | None
    model: str | None
    device: Device
    language: str | None
    models: Path | None
    threads: int
    language_chosen: bool = True  # see RunSettings


def run_command(request: RunRequest, texts: Texts) -> int:
    """Carry out the run. Returns the exit code; what a user can mend is said in one sentence on standard error.

    KeyboardInterrupt and faults of the program pass through.
    """
    display = RunDisplay(Console(), texts)
    display.say("run-start", version=__version__, archive=str(request.archive), out=str(request.out))
    try:
        settings = settled(request, texts)
        display.say("run-work", folder=str(settings.work))
        run_in_flow(settings, display)
    except Exception as error:
        complaint = early_complaint(error, texts) or late_complaint(error, texts)
        if complaint is None:
            raise
        print(complaint, file=sys.stderr)
        return FAILED if isinstance(error, FlowServerError | FlowServerUnreachable) else BAD_INPUT
    return DONE


def early_complaint(error: Exception, texts: Texts) -> str | None:
    """What to say of an error that can come before a run's imports."""
    match error:
        case ArchiveError(problem=problem):
            return f"{texts.place(problem)}: {texts.problem(problem)}"
        case FolderNotWritable():
            return texts.text("cli-folder-not-writable", folder=str(error.folder), reason=error.reason)
        case OutIsArchive():
            return texts.text("cli-out-is-archive", example=f"{error}_results")
        case NoGraphicsCard():
            return texts.text("cli-no-cuda")
        case FlowServerUnreachable():
            return texts.text("cli-flow-server-unreachable", url=str(error))
        case FlowServerError():
            return texts.text("cli-flow-server", log=str(error.log))
    return None


def late_complaint(error: Exception, texts: Texts) -> str | None:
    """What to say of an error that comes out of the flow; None for a fault of the program."""
    from classify.model_files import ModelsNotUsable
    from pipelines.run_archive import ArchiveLost
    from transcribe.model_files import ModelNotFound
    from transcribe.recogniser import LanguageNotSupported

    match error:
        case ModelNotFound():
            tried = "; ".join(f"{place}: {outcome}" for place, outcome in error.tried)
            return texts.text(f"cli-{error.code}", name=error.wanted or "", tried=tried)
        case ModelsNotUsable():
            return texts.text("cli-models-not-usable", folder=str(error.folder), reason=error.reason)
        case LanguageNotSupported():
            return texts.text("cli-language-not-supported", language=error.detail)
        case ArchiveLost():
            return texts.text("cli-archive-lost", folder=str(error))
    return None


def settled(request: RunRequest, texts: Texts) -> RunSettings:
    """Complete and check the request, before anything slow begins.

    Raises ArchiveError where there is no archive folder, OutIsArchive, NoGraphicsCard, FolderNotWritable.
    """
    archive, out = (Path(os.path.abspath(path.expanduser())) for path in (request.archive, request.out))  # noqa: PTH100
    if not archive.is_dir():
        code = "archive-not-a-folder" if archive.exists() else "archive-missing"
        raise ArchiveError(Problem(code, str(archive)))
    if out.resolve() == archive.resolve():
        raise OutIsArchive(str(request.archive))
    if request.device == "cuda":
        import ctranslate2  # late: most runs do not ask

        if not ctranslate2.get_cuda_device_count():
            raise NoGraphicsCard
    return RunSettings(
        archive=archive,
        out=writable_folder(out),
        work=choose_work_folder(archive, out, request.work),
        model=request.model,
        device=request.device,
        language=request.language,
        models=request.models,
        threads=request.threads,
        interface_language=texts.language,
        language_chosen=request.language_chosen,
    )


def run_in_flow(settings: RunSettings, display: RunDisplay) -> None:
    """Start Prefect's server, import what a run needs while it comes up, and run the flow."""
    server = FlowServer(settings.log)
    server.start()
    with display.stage("prepare"):
        from pipelines.run_archive import run_archive

        server.wait()
    run_archive(settings, display)
