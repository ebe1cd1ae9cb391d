"""The flow of a run: read, transcribe, analyse, audit, write. Its tasks are plain functions of the other packages.

What is worth keeping between runs is kept by `transcribe.transcript_store`; the rest takes seconds and is done anew,
so that a run that was killed and started again ends with the same rankings, byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from prefect import flow, task

from classify.analysis import analyse
from classify.model_files import load_models
from deals.archive_reader import read_archive
from deals.clock_shift import on_one_clock, shift_problem
from pipelines.budgeted_listening import hear_within, listening_problems
from pipelines.masking import masks
from pipelines.output_folder import whole_outputs
from pipelines.report_command import write_reports
from pipelines.run_database import keep_in_database, open_run_database
from pipelines.run_display import RunDisplay
from pipelines.run_record import model_problems, models_in_use, report_language, stated_settings, versions
from pipelines.run_settings import RunSettings
from pipelines.speech_tools import SpeechTools, find_model, speech_tools
from pipelines.transcribe_calls import CallSource, CallText, call_sources
from pipelines.transcription_record import call_counts, speech_problems
from pipelines.transcription_stage import announce_work, settle_languages, transcribe_all, whole
from pipelines.transcription_tally import TranscriptionTally
from reports.kpi_audit import audit_kpis
from reports.kpi_gaming import gaming_findings
from reports.machine_outputs import write_machine_outputs
from reports.redaction.redacted_result import redacted_result
from reports.run_result import RunInfo, RunResult
from reports.snippets.cut_snippets import cut_snippets
from reports.snippets.masked_snippets import masked_snippets
from reports.snippets.snippet import NO_SNIPPETS, Snippets
from reports.terminal_lists import print_lists
from reports.texts import Texts
from transcribe.spooled_transcripts import SpooledTranscripts
from transcribe.utterance import Transcript

REPORT = "report.html"


def write_outputs(
    out: Path, result: RunResult, texts: Texts, redacted: bool = False, snippets: Snippets = NO_SNIPPETS
) -> None:
    """All outputs of a run, which appear in `out` together. redacted: result and snippets are masked already."""
    with whole_outputs(out) as folder:
        write_machine_outputs(folder, result, texts)
        write_reports(folder, result, texts, redacted=redacted, snippets=snippets)


read = task(name="read archive")(read_archive)
analyse_calls = task(name="analyse")(analyse)
audit = task(name="audit KPIs")(audit_kpis)
write = task(name="write outputs")(write_outputs)


def words_of(
    sources: Sequence[CallSource], tools: SpeechTools, tally: TranscriptionTally, display: RunDisplay, folder: Path
) -> Mapping[str, Transcript]:
    """Call id to transcript, in the order of the sources, for the calls that have words or were heard to have none.

    folder: where they lie meanwhile, see transcribe.spool. Raises SpoolFailed and what `transcribe_all` raises.
    """
    found = SpooledTranscripts(folder)

    def take(text: CallText) -> None:
        if text.transcript:
            found.put(text.transcript)

    transcribe_all(sources, tools, tally, display, take)
    return found.in_order(source.call_id for source in sources)


@flow(name="run archive", validate_parameters=False)
def run_archive(settings: RunSettings, display: RunDisplay) -> None:
    """Everything from the archive folder to the outputs in `settings.out`; prints both lists at the end.

    Raises ArchiveError, ModelNotFound, ComputeTypeNotSupported, ModelsNotUsable, ArchiveLost, FolderNotWritable,
    SpoolFailed and what the recogniser raises.
    """
    started_at = datetime.now().astimezone()
    with display.stage("read"):
        database = open_run_database(settings)
        as_read = read(settings.archive)
        archive, shift = on_one_clock(as_read)
        sources = call_sources(archive)
    display.found(archive, sources)
    redact = masks(settings.redact, archive, display)
    settings = replace(settings, redact=redact)  # as run.json states it
    with display.stage("model"):
        needed = settings.speech.model is not None or any(
            source.recording and not source.transcript for source in sources
        )
        model = find_model(settings.speech) if needed else None
        tools = speech_tools(settings.archive, settings.work, settings.speech, archive.language, model, archive)
        models = load_models(settings.models, archive)  # now, since a bad folder must not show after hours of hearing
    for problem in model_problems(models):
        display.warn_of(problem)
    tools = settle_languages(sources, tools, display)
    announce_work(sources, tools, display)
    tally = TranscriptionTally(sources, settings.audio_budget_s)
    heard = None
    if settings.audio_budget_s is not None and tools.recogniser is not None:
        heard = hear_within(
            settings.audio_budget_s, archive, sources, tools, models, tally, display, settings.work
        )  # fmt: skip
    transcripts = heard.transcripts if heard else words_of(sources, tools, tally, display, settings.work)
    display.transcribed(tally)
    display.without_words(tally)
    if heard:
        analysis = heard.analysis
    else:
        with display.stage("analyse"):
            analysis = analyse_calls(whole(archive), whole(transcripts), whole(models), folder=settings.work)
    with display.stage("audit"):
        gaming = gaming_findings(archive, analysis)
        kpi_audit = audit(whole(archive), whole(analysis.kpi_readings), whole(analysis.rankings), whole(gaming))
    with display.stage("store"):
        database_problems = keep_in_database(database, as_read, analysis.links)
    for problem in database_problems:
        display.warn_of(problem)
    info = RunInfo(
        started_at=started_at,
        versions=versions(),
        models=models_in_use(models, tools),
        settings=stated_settings(settings, tools),
        counts=call_counts(tally),
        timings_s=dict(display.timings_s),
        listening=heard.listening if heard else None,
    )
    clock = (shift_problem(shift),) if shift is not None and not shift.stated else ()
    heard_problems = (*speech_problems(tally, tools), *listening_problems(info.listening))
    problems = (*archive.problems, *clock, *heard_problems, *model_problems(models), *database_problems)
    for problem in listening_problems(info.listening):
        display.warn_of(problem)
    result = RunResult(archive, analysis, kpi_audit, problems, info)
    with display.stage("write"):
        report_texts = Texts(report_language(archive, transcripts.values(), settings.interface_language))
        snippets = cut_snippets(result)
        if redact:
            masked = redacted_result(result, report_texts)
            snippets, result = masked_snippets(snippets, result, masked, report_texts), masked
        write(
            whole(settings.out), whole(result), whole(report_texts),
            redacted=redact, snippets=whole(snippets),
        )  # fmt: skip
    seconds = round(sum(display.timings_s.values()))
    display.say("run-done", minutes=seconds // 60, seconds=seconds % 60)
    list_texts = display.texts if settings.language_chosen else report_texts
    print_lists(display.console, result, list_texts, settings.out / REPORT)
