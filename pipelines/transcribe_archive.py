"""The flow of `dealforensics transcribe`: read, transcribe, write each call as it is finished."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from prefect import flow, task

from pipelines.call_folder import CallFolder, read_call_folder
from pipelines.export_folder import RECORD, ExportFolder
from pipelines.masking import masks
from pipelines.run_display import RunDisplay
from pipelines.run_settings import TranscribeSettings
from pipelines.speech_tools import SpeechTools, speech_tools
from pipelines.transcribe_calls import CallText
from pipelines.transcription_record import (
    SPEECH_LIBRARIES,
    call_counts,
    speech_models,
    speech_problems,
    speech_settings,
    versions_of,
)
from pipelines.transcription_stage import announce_work, settle_languages, transcribe_all, whole
from pipelines.transcription_tally import TranscriptionTally
from reports.redaction.redacted_transcripts import TranscriptRedaction
from reports.texts import LANGUAGES, Language, Texts
from transcribe.atomic_file import write_whole
from transcribe.model_files import find_whisper

read = task(name="read calls")(read_call_folder)


@flow(name="transcribe archive", validate_parameters=False)
def transcribe_archive(settings: TranscribeSettings, display: RunDisplay) -> None:
    """From a folder of calls to one file for each call and format in `settings.out`, and a record of the whole.

    Holds no transcripts: what it keeps of each call is a few hundred bytes.
    Raises ArchiveError, NoRecordings, ModelNotFound, ComputeTypeNotSupported, ArchiveLost, FolderNotWritable and what
    the recogniser raises.
    """
    started_at = datetime.now().astimezone()
    with display.stage("read"):
        folder = read(whole(settings.archive))
    display.found_calls(folder)
    with display.stage("model"):
        # Unlike a run, which has the CRM too, this is nothing without a model: none found is an error.
        needed = any(source.recording and not source.transcript for source in folder.sources)
        model = find_whisper(settings.speech.model) if needed or settings.speech.model is not None else None
        tools = speech_tools(settings.archive, settings.work, settings.speech, folder.language, model, folder.archive)
    tools = settle_languages(folder.sources, tools, display)
    announce_work(folder.sources, tools, display)
    fallback = next((code for code in LANGUAGES if code == folder.language), settings.interface_language)
    texts = Texts(fallback)
    settings = replace(settings, redact=masks(settings.redact, folder.archive or folder.path, display))
    redaction = TranscriptRedaction(folder.archive, texts) if settings.redact else None
    tally, exports = export_all(folder, tools, settings, display, fallback, redaction)
    display.transcribed(tally)
    exports.settle()
    record = {
        "started_at": started_at.isoformat(),
        **record_of(folder, tools, settings, tally, exports, texts, redaction),
    }
    record["timings_s"] = {stage: round(seconds, 3) for stage, seconds in display.timings_s.items()}
    write_whole(settings.out / RECORD, (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode())
    display.say("transcribe-done", folder=str(settings.out), written=exports.written, unchanged=exports.unchanged)


def export_all(
    folder: CallFolder,
    tools: SpeechTools,
    settings: TranscribeSettings,
    display: RunDisplay,
    fallback: Language,
    redaction: TranscriptRedaction | None,
) -> tuple[TranscriptionTally, ExportFolder]:
    """Transcribe and write call by call; redaction: masks each before it is written."""
    call_ids = [redaction.call_id(s.call_id) if redaction else s.call_id for s in folder.sources]
    exports = ExportFolder(settings.out, settings.formats, call_ids, fallback)
    exports.forget_record()
    tally = TranscriptionTally(folder.sources)

    def take(text: CallText) -> None:
        if text.transcript:
            exports.write(redaction.transcript(text.transcript) if redaction else text.transcript)

    transcribe_all(folder.sources, tools, tally, display, take)
    return tally, exports


def record_of(
    folder: CallFolder,
    tools: SpeechTools,
    settings: TranscribeSettings,
    tally: TranscriptionTally,
    exports: ExportFolder,
    texts: Texts,
    redaction: TranscriptRedaction | None = None,
) -> dict[str, Any]:
    """What transcribe.json says, but for times. Sentences in the language of `texts`; redaction: masks them."""
    problems = [*folder.problems, *speech_problems(tally, tools)]
    path, work = str(folder.path), str(settings.work)
    if redaction is not None:
        problems = [redaction.problem(problem) for problem in problems]
        path, work = redaction.folder(folder.path), redaction.folder(settings.work)
    models = [
        {"purpose": "speech", "name": model.name, "digest": model.digest, "origin": model.origin}
        for model in speech_models(tools)
    ]
    stated = speech_settings(settings.speech, tools) | {
        "work": work, "redact": settings.redact, "text_language": texts.language,
    }  # fmt: skip
    return {
        "archive": {"path": path, "is_archive": folder.is_archive, "language": folder.language},
        "versions": versions_of(SPEECH_LIBRARIES),
        "models": models,
        "settings": {**stated, "formats": list(settings.formats)},
        "counts": call_counts(tally) | {"files_written": exports.written, "files_unchanged": exports.unchanged},
        "file_names": exports.changed_names,
        "problems": [asdict(problem) | {"sentence": texts.problem(problem)} for problem in problems],
    }
