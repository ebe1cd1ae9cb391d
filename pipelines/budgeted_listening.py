"""A run within a budget of audio: the calls that say most are heard first, and the lists judged anew after each batch.

What to hear follows from what was heard so far and from nothing else, and what was heard is kept by the transcript
store. So a run that was killed, or that is given more hours later, goes the same way again without hearing anything
twice. Kept transcripts count against the budget like the others, or the second run would go another way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from prefect import task

from classify.analysis import Analysis, analyse
from classify.deal_course.heard_shares import AudioCall
from classify.model_files import Models
from classify.partial_listening.listening import NextCalls, decide
from deals.problems import Problem
from deals.records import Archive
from pipelines.run_display import RunDisplay
from pipelines.speech_tools import SpeechTools
from pipelines.transcribe_calls import CallSource, CallText
from pipelines.transcription_stage import transcribe_all, whole
from pipelines.transcription_tally import TranscriptionTally
from reports.run_result import Listening
from transcribe.spooled_transcripts import SpooledTranscripts
from transcribe.utterance import Transcript

BATCHES = 12  # of a budget: the lists are judged anew so often
LEAST_BATCH_S = 900.0
USUAL_S = 180.0  # of a recording where the phone log tells no lengths at all

judge = task(name="judge what was heard")(analyse)


@dataclass(frozen=True, slots=True)
class HeardWithin:
    transcripts: Mapping[str, Transcript]
    analysis: Analysis
    listening: Listening


def hear_within(
    budget_s: float,
    archive: Archive,
    sources: Sequence[CallSource],
    tools: SpeechTools,
    models: Models,
    tally: TranscriptionTally,
    display: RunDisplay,
    folder: Path,
) -> HeardWithin:
    """Ready transcripts are read first and cost nothing. Raises SpoolFailed and what `transcribe_all` raises.

    folder: where the words lie meanwhile, see transcribe.spool.
    """
    found = SpooledTranscripts(folder)

    def take(text: CallText) -> None:
        if text.transcript:
            found.put(text.transcript)

    transcribe_all([source for source in sources if source.transcript], tools, tally, display, take)
    by_id = {source.call_id: source for source in sources if source.transcript is None}
    audio = planned_audio(list(by_id.values()))
    display.budgeted(budget_s, sum(call.seconds for call in audio.values()))
    heard_s, batch_s = 0.0, max(budget_s / BATCHES, LEAST_BATCH_S)
    while True:
        ordered = found.in_order(source.call_id for source in sources)
        with display.stage("judge"):
            analysis = judge(whole(archive), whole(ordered), whole(models), whole(audio), folder)
        decision = decide(archive, analysis, audio, budget_s - heard_s, batch_s)
        display.sure_of(decision.found)
        if decision.stop is not None:
            listening = _listening(budget_s, heard_s, audio, analysis, decision)
            return HeardWithin(ordered, analysis, listening)
        transcribe_all([by_id[call_id] for call_id in decision.call_ids], tools, tally, display, take)
        for call_id in decision.call_ids:
            audio[call_id] = replace(audio[call_id], heard=True, seconds=_seconds(by_id[call_id], found, audio))
            heard_s += audio[call_id].seconds


def planned_audio(sources: Sequence[CallSource]) -> dict[str, AudioCall]:
    """Each recording with its length; where the log does not tell it, the usual one."""
    known = [source.audio_s for source in sources if source.audio_s is not None]
    usual = median(known) if known else USUAL_S
    return {
        source.call_id: AudioCall(source.call_id, usual if source.audio_s is None else source.audio_s, heard=False)
        for source in sources
    }


def _seconds(source: CallSource, found: Mapping[str, Transcript], audio: Mapping[str, AudioCall]) -> float:
    """As the log says, else to the end of what was said: both are the same when the transcript was kept."""
    transcript = found.get(source.call_id)
    if source.audio_s is None and transcript is not None and transcript.utterances:
        return max(utterance.end_s for utterance in transcript.utterances)
    return audio[source.call_id].seconds


def _listening(
    budget_s: float, heard_s: float, audio: Mapping[str, AudioCall], analysis: Analysis, decision: NextCalls
) -> Listening:
    assert decision.stop is not None
    ranked = {item.deal_id for listed in (analysis.rankings.revive, analysis.rankings.error_loss) for item in listed}
    return Listening(
        budget_h=budget_s / 3600,
        heard_h=heard_s / 3600,
        audio_h=sum(call.seconds for call in audio.values()) / 3600,
        calls_heard=sum(call.heard for call in audio.values()),
        calls_unheard=sum(not call.heard for call in audio.values()),
        deals_ranked=len(ranked),
        deals_hardly_heard=len(ranked & analysis.hardly_heard),
        stop=decision.stop,
        found=decision.found,
    )


def listening_problems(listening: Listening | None) -> tuple[Problem, ...]:
    """That calls were left unheard, where some were, and how sure the lists are all the same."""
    if listening is None or not listening.calls_unheard:
        return ()
    details = {
        "heard": f"{listening.heard_h:.1f}",
        "audio": f"{listening.audio_h:.1f}",
        "calls": str(listening.calls_unheard),
        "hardly": str(listening.deals_hardly_heard),
        "deals": str(listening.deals_ranked),
        "stop": listening.stop,
        "revive": f"{100 * listening.found['revive']:.0f}",
        "error": f"{100 * listening.found['error_loss']:.0f}",
    }
    return (Problem("audio-budget", "recordings", severity="warning", details=details),)
