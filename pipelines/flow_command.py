"""What every command that runs a flow does: checks first, Prefect's server, then the flow; or one clear sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from deals.problems import ArchiveError, Problem
from pipelines.flow_server import FlowServer, FlowServerError, FlowServerUnreachable
from pipelines.run_display import RunDisplay
from pipelines.run_settings import Device, FolderNotWritable, RunSettings, TranscribeSettings, log_file
from reports.texts import Texts

DONE, FAILED, BAD_INPUT = 0, 1, 2

Settings = TypeVar("Settings", RunSettings, TranscribeSettings)


class OutIsArchive(Exception):
    """The results would be written among the archive's own files."""


class NoGraphicsCard(Exception):
    """CUDA was asked for and is not there."""


def carry_out(
    display: RunDisplay, settle: Callable[[], Settings], flow: Callable[[], Callable[[Settings, RunDisplay], None]]
) -> int:
    """Settle what is asked for and run the flow. Returns the exit code; what a user can mend is said in one sentence on
    standard error. KeyboardInterrupt and faults of the program pass through.

    settle: completes and checks the request, before anything slow begins. flow: imports the flow; called while
    Prefect's server comes up.
    """
    try:
        settings = settle()
        display.say("run-work", folder=str(settings.work))
        server = FlowServer(log_file(settings.work))
        server.start()
        with display.stage("prepare"):
            run = flow()
            server.wait()
        run(settings, display)
    except Exception as error:
        complaint = early_complaint(error, display.texts) or late_complaint(error, display.texts)
        if complaint is None:
            raise
        print(complaint, file=sys.stderr)
        return FAILED if isinstance(error, FlowServerError | FlowServerUnreachable) else BAD_INPUT
    return DONE


def archive_folder(archive: Path) -> Path:
    """The archive's absolute path. Raises ArchiveError where it is no folder."""
    folder = absolute(archive)
    if not folder.is_dir():
        code = "archive-not-a-folder" if folder.exists() else "archive-missing"
        raise ArchiveError(Problem(code, str(folder)))
    return folder


def results_folder(out: Path, archive: Path) -> Path:
    """The absolute path for results. Raises OutIsArchive."""
    folder = absolute(out)
    if folder.resolve() == archive.resolve():
        raise OutIsArchive(str(archive))
    return folder


def absolute(path: Path) -> Path:
    """As typed, from the root; links stay what they are."""
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100  # resolve() would follow links


def check_device(device: Device) -> None:
    """Raises NoGraphicsCard."""
    if device == "cuda":
        import ctranslate2  # late: most runs do not ask

        if not ctranslate2.get_cuda_device_count():
            raise NoGraphicsCard


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
    """What to say of an error that comes out of a flow; None for a fault of the program."""
    from classify.model_files import ModelsNotUsable
    from deals.database import BadLocation, DatabaseError
    from pipelines.call_folder import NoRecordings
    from pipelines.speech_tools import ComputeTypeNotSupported
    from pipelines.transcription_stage import ArchiveLost
    from transcribe.diarization import DiarizationFailed
    from transcribe.model_files import ModelNotFound
    from transcribe.recogniser import LanguageNotSupported
    from transcribe.spool import SpoolFailed

    match error:
        case ModelNotFound():
            tried = "; ".join(f"{place}: {outcome}" for place, outcome in error.tried)
            return texts.text(f"cli-{error.code}", name=error.wanted or "", tried=tried)
        case ComputeTypeNotSupported():
            known = ", ".join(error.supported)
            return texts.text("cli-compute-type", name=error.compute_type, device=error.device, known=known)
        case SpoolFailed():
            return texts.text("cli-folder-not-writable", folder=str(error.folder), reason=error.reason)
        case DiarizationFailed():
            return texts.text("cli-diarization", reason=error.code, detail=error.detail)
        case ModelsNotUsable():
            return texts.text("cli-models-not-usable", folder=str(error.folder), reason=error.reason)
        case LanguageNotSupported():
            return texts.text("cli-language-not-supported", language=error.detail)
        case NoRecordings():
            return texts.text("cli-no-recordings", folder=str(error))
        case DatabaseError() | BadLocation():
            return f"{texts.place(error.problem)}: {texts.problem(error.problem)}"
        case ArchiveLost():
            return texts.text("cli-archive-lost", folder=str(error))
    return None
