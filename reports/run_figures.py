"""What a report says of a whole archive, counted once: with it a report needs only the deals that it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from classify.analysis import Analysis
from classify.crm_work.person_load import team_load
from deals.data_quality.data_check import DataCheck, check_archive
from deals.linking import AMBIGUOUS, Link
from deals.records import Archive, CallRecord
from reports.promise_figures import PromiseFigures, count_promises
from reports.stated_table import StatedRow, stated_rows
from reports.work_figures import WorkFigures, count_work
from transcribe.utterance import Transcript

SUREST_NAMED = 3  # calls that the CRM puts elsewhere that are named


@dataclass(frozen=True, slots=True)
class ElsewhereInCrm:
    """A call that the CRM puts to another deal than the evidence does."""

    call_id: str
    stated_deal_id: str
    deal_id: str
    confidence: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class LinkFigures:
    calls: int
    linked: int
    ambiguous: int
    against_crm: int
    surest_against: tuple[ElsewhereInCrm, ...]  # the first few


@dataclass(frozen=True, slots=True)
class RunFigures:
    deals: int
    calls: int
    calls_with_words: int
    hours_of_talk: float
    revivals_ranked: int
    losses_ranked: int
    links: LinkFigures
    stated: tuple[StatedRow, ...]
    promises: PromiseFigures
    work: WorkFigures
    check: DataCheck


def count_run(archive: Archive, analysis: Analysis) -> RunFigures:
    """Count all that the reports say of the whole archive; takes some seconds for 100,000 deals."""
    loads, rankings = team_load(archive), analysis.rankings
    return RunFigures(
        deals=len(archive.deals),
        calls=len(archive.calls),
        calls_with_words=len(analysis.transcripts),
        hours_of_talk=hours_of_talk(archive.calls, analysis.transcripts),
        revivals_ranked=len(rankings.revive),
        losses_ranked=len(rankings.error_loss),
        links=_count_links(archive, analysis.links),
        stated=tuple(stated_rows(archive, rankings)),
        promises=count_promises(analysis.promises, loads),
        work=count_work(analysis.work, loads),
        check=check_archive(archive, analysis.transcripts.keys()),
    )


def hours_of_talk(calls: Sequence[CallRecord], transcripts: Mapping[str, Transcript]) -> float:
    """Length of all conversations whose words are known, in hours."""
    stated = {call.call_id: call.duration_s for call in calls}
    # A transcript is looked at only where the log states no length: those of a large archive lie on disk.
    return sum(stated.get(call_id) or _end_s(transcripts[call_id]) for call_id in transcripts) / 3600


def _end_s(transcript: Transcript) -> float:
    return max((utterance.end_s for utterance in transcript.utterances), default=0.0)


def _count_links(archive: Archive, links: Sequence[Link]) -> LinkFigures:
    against = sorted((link for link in links if link.contradicts_crm), key=lambda link: -link.confidence)
    stated = {call.call_id: call.stated_deal_id or "" for call in archive.calls}
    return LinkFigures(
        calls=len(links),
        linked=sum(link.deal_id is not None for link in links),
        ambiguous=sum(link.method == AMBIGUOUS for link in links),
        against_crm=len(against),
        surest_against=tuple(
            ElsewhereInCrm(link.call_id, stated[link.call_id], link.deal_id or "", link.confidence)
            for link in against[:SUREST_NAMED]
        ),
    )
