"""`dealforensics transcribe`: from the command line's words to a folder of transcripts or one clear sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from pipelines import __version__
from pipelines.flow_command import absolute, archive_folder, carry_out, check_device, results_folder
from pipelines.run_display import RunDisplay
from pipelines.run_settings import (
    ExportFormat,
    SpeechOptions,
    TranscribeSettings,
    choose_work_folder,
    writable_folder,
)
from reports.texts import Texts


@dataclass(frozen=True, slots=True)
class TranscribeRequest:
    """The command line as typed."""

    archive: Path
    out: Path | None
    speech: SpeechOptions
    formats: tuple[ExportFormat, ...]
    redact: bool | None = None  # see TranscribeSettings


def transcribe_command(request: TranscribeRequest, texts: Texts) -> int:
    """Transcribe an archive, or a folder of recordings. Returns the exit code, see `carry_out`."""
    display = RunDisplay(Console(), texts)
    display.say("run-start", version=__version__, archive=str(request.archive), out=str(out_of(request)))
    return carry_out(display, lambda: settled(request, texts), transcribe_flow)


def out_of(request: TranscribeRequest) -> Path:
    """The folder asked for, else one beside the archive: nothing is written among a client's files unasked."""
    if request.out is not None:
        return request.out
    archive = absolute(request.archive)
    return archive.with_name(f"{archive.name}_transcripts")


def settled(request: TranscribeRequest, texts: Texts) -> TranscribeSettings:
    """Complete and check the request.

    Raises ArchiveError where there is no such folder, OutIsArchive, NoGraphicsCard, FolderNotWritable.
    """
    archive = archive_folder(request.archive)
    out = results_folder(out_of(request), archive)
    check_device(request.speech.device)
    return TranscribeSettings(
        archive=archive,
        out=writable_folder(out),
        work=choose_work_folder(archive, out, request.speech.work),
        speech=request.speech,
        formats=request.formats,
        redact=request.redact,
        interface_language=texts.language,
    )


def transcribe_flow() -> Callable[[TranscribeSettings, RunDisplay], None]:
    """The flow of a transcription; importing it takes seconds."""
    from pipelines.transcribe_archive import transcribe_archive

    return transcribe_archive
