"""The flow of a run: read, transcribe, analyse, audit, write. Its tasks are plain functions of the other packages.

What is worth keeping between runs is kept by `transcribe.transcript_store`; the rest takes seconds and is done anew,
so that a run that was killed and started again ends with the same rankings, byte for byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast

from prefect import flow, task
from prefect.utilities.annotations import quote

from classify.analysis import analyse
from classify.model_files import load_models
from deals.archive_reader import read_archive
from pipelines.output_folder import whole_outputs
from pipelines.run_display import RunDisplay
from pipelines.run_record import (
    call_counts,
    classifier_models,
    model_problems,
    report_language,
    speech_models,
    speech_problems,
    stated_settings,
    versions,
)
from pipelines.run_settings import RunSettings
from pipelines.speech_tools import SpeechTools, find_model, speech_tools
from pipelines.transcribe_calls import CallSource, CallText, batches, call_sources, may_pass, transcribe_batch
from pipelines.transcription_tally import TranscriptionTally
from reports.deal_workbook import write_workbook
from reports.html_report import write_html_report
from reports.kpi_audit import audit_kpis
from reports.machine_outputs import write_machine_outputs
from reports.run_result import RunInfo, RunResult
from reports.terminal_lists import print_lists
from reports.texts import Texts

T = TypeVar("T")

REPORT, WORKBOOK = "report.html", "deals.xlsx"


class ArchiveLost(Exception):
    """The archive folder went away during the run; the argument is its path."""


def whole(value: T) -> T:
    """Hand `value` to a task as it is. Prefect would otherwise walk through every call of it, looking for futures."""
    return cast(T, quote(value))


def storage_may_recover(_task: Any, _run: Any, state: Any) -> bool:
    """Whether a batch that failed is worth another try: only a network share's hiccup is."""
    return may_pass(state.data)


def write_outputs(out: Path, result: RunResult, texts: Texts) -> None:
    """All outputs of a run, which appear in `out` together."""
    with whole_outputs(out) as folder:
        write_machine_outputs(folder, result, texts)
        write_html_report(folder / REPORT, result, texts)
        write_workbook(folder / WORKBOOK, result, texts)


read = task(name="read archive")(read_archive)
transcribe = task(
    name="transcribe calls",
    retries=2,
    retry_delay_seconds=[5, 30],  # a share that comes back does so within seconds; a longer loss ends the run
    retry_condition_fn=storage_may_recover,
)(transcribe_batch)
analyse_calls = task(name="analyse")(analyse)
audit = task(name="audit KPIs")(audit_kpis)
write = task(name="write outputs")(write_outputs)


def transcribe_all(
    sources: Sequence[CallSource], tools: SpeechTools, tally: TranscriptionTally, display: RunDisplay
) -> list[CallText]:
    """The words of all calls, in their order. Raises ArchiveLost when the archive's folder is gone."""
    texts: list[CallText] = []
    with display.transcription(tally) as line:

        def finished(text: CallText) -> None:
            tally.add(text)
            line.update()

        for batch in batches(sources):
            arguments = (whole(batch), whole(tools), whole(finished), whole(display.storage_failed))
            try:
                texts += transcribe(*arguments)
            except OSError as error:
                if not tools.root.is_dir():
                    raise ArchiveLost(str(tools.root)) from error
                texts += transcribe(*arguments, last_try=True)
    return texts


@flow(name="run archive", validate_parameters=False)
def run_archive(settings: RunSettings, display: RunDisplay) -> None:
    """Everything from the archive folder to the outputs in `settings.out`; prints both lists at the end.

    Raises ArchiveError, ModelNotFound, ModelsNotUsable, ArchiveLost, FolderNotWritable and what the recogniser raises.
    """
    started_at = datetime.now().astimezone()
    with display.stage("read"):
        archive = read(settings.archive)
        sources = call_sources(archive)
    display.found(archive, sources)
    with display.stage("model"):
        needed = settings.model is not None or any(source.recording and not source.transcript for source in sources)
        tools = speech_tools(settings, archive.language, find_model(settings) if needed else None)
        models = load_models(settings.models, archive)  # now, since a bad folder must not show after hours of hearing
    if tools.model is not None:
        display.say("run-model", name=tools.model.name, origin=tools.model.origin, digest=tools.model.digest[:12])
    for problem in model_problems(models):
        display.warn_of(problem)
    tally = TranscriptionTally(sources)
    texts = transcribe_all(sources, tools, tally, display)
    display.transcribed(tally)
    transcripts = {text.call_id: text.transcript for text in texts if text.transcript}
    with display.stage("analyse"):
        analysis = analyse_calls(whole(archive), whole(transcripts), whole(models))
    with display.stage("audit"):
        kpi_audit = audit(whole(archive), whole(analysis.kpi_readings), whole(analysis.rankings))
    info = RunInfo(
        started_at=started_at,
        versions=versions(),
        models=(*speech_models(tools), *classifier_models(models)),
        settings=stated_settings(settings, tools),
        counts=call_counts(tally),
        timings_s=dict(display.timings_s),
    )
    problems = (*archive.problems, *speech_problems(texts), *model_problems(models))
    result = RunResult(archive, analysis, kpi_audit, problems, info)
    with display.stage("write"):
        report_texts = Texts(report_language(archive, transcripts.values(), settings.interface_language))
        write(whole(settings.out), whole(result), whole(report_texts))
    seconds = round(sum(display.timings_s.values()))
    display.say("run-done", minutes=seconds // 60, seconds=seconds % 60)
    list_texts = display.texts if settings.language_chosen else report_texts
    print_lists(display.console, result, list_texts, settings.out / REPORT)
