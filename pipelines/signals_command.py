"""`dealforensics signals explain`: a call with its signals, and the words that carried each."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from classify.call_signals.explained_call import explain_call
from classify.model_files import CallModels, ModelsNotUsable, load_call_models
from deals.problems import ArchiveError
from pipelines.named_call import CallNotThere, NamedCall, cast_call, find_call
from pipelines.run_display import RunDisplay
from reports.explained_json import write_explanation
from reports.terminal_signals import print_explanation
from reports.texts import Texts
from transcribe.recording_digests import DigestsFailed
from transcribe.transcript_files import TranscriptError

DONE, BAD_INPUT = 0, 2


@dataclass(frozen=True, slots=True)
class ExplainRequest:
    """The command line as typed."""

    call: str  # a transcript file, or a call id
    archive: Path | None = None
    work: Path | None = None
    models: Path | None = None
    below_threshold: bool = False
    json_file: Path | None = None


def explain_command(request: ExplainRequest, texts: Texts) -> int:
    """Show the call, and write the same to a JSON file where one is named. Exit code 0, or 2 where the call, archive,
    models or file cannot be used, which one sentence says."""
    display = RunDisplay(Console(), texts)
    try:
        call = find_call(request.call, request.archive, request.work)
        with display.stage("model"):
            models = load_call_models(request.models, call.archive)
        _say_circumstances(call, models, display)
        with display.stage("explain"):
            cast = cast_call(call, models)
            lines = explain_call(cast, models.signals, models.embedder, below_threshold=request.below_threshold)
        if request.json_file is not None:
            write_explanation(request.json_file, call.transcript.call_id, lines, models)
    except (CallNotThere, TranscriptError, ArchiveError, ModelsNotUsable, DigestsFailed, OSError) as error:
        print(_complaint(error, request, texts), file=sys.stderr)
        return BAD_INPUT
    print_explanation(display.console, cast.transcript, lines, texts)
    if request.json_file is not None:
        display.say("signals-written", path=str(request.json_file))
    return DONE


def _say_circumstances(call: NamedCall, models: CallModels, display: RunDisplay) -> None:
    if call.archive is None:
        display.say("signals-no-archive")
    elif not call.in_log:
        display.warn("signals-not-in-log", archive=str(call.archive.path))
    if models.left_out is not None:
        display.say("problem-models-held-out", archive=models.left_out)


def _complaint(error: Exception, request: ExplainRequest, texts: Texts) -> str:
    match error:
        case CallNotThere():
            return texts.text(f"signals-{error.code}", call=error.call, place=error.place)
        case TranscriptError():
            return f"{request.call}: {texts.text(f'problem-{error.code}', detail=error.detail)}"
        case ArchiveError(problem=problem):
            return f"{texts.place(problem)}: {texts.problem(problem)}"
        case ModelsNotUsable():
            return texts.text("cli-models-not-usable", folder=str(error.folder), reason=error.reason)
        case DigestsFailed():
            return texts.text("signals-file-failed", path=request.call, reason=error.reason)
        case OSError():
            path = str(error.filename or request.call)
            return texts.text("signals-file-failed", path=path, reason=error.strerror or str(error))
    raise error
