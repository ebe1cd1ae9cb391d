"""From an archive and its transcripts to links, roles, signals, promises and both lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import numpy as np
from threadpoolctl import threadpool_limits

from classify.call_signals.signals import SignalClassifier
from classify.call_texts import texts_of_calls
from classify.company_history.history_model import NO_HISTORY, view_of_cuts
from classify.company_history.history_view import HistoryView
from classify.crm_work.work_check import check_work
from classify.crm_work.work_findings import WorkCheck
from classify.deal_course.deal_stories import DealStories
from classify.deal_course.heard_shares import AudioCall, call_shares, hardly_heard, unheard_shares
from classify.deal_judgement.deal_cuts import CutArchive
from classify.deal_judgement.deal_features import habits_of
from classify.deal_judgement.partly_heard import UnheardShares
from classify.kpi_types import KpiReading
from classify.model_files import Models
from classify.promises_kept.promise_settings import promise_settings
from classify.promises_kept.promises import Promise, promises_of
from classify.ranked_lists.history_ranking import with_history
from classify.ranked_lists.ranking import DealLists
from classify.records import Rankings
from classify.side_calls.side_talk import deals_spoken_of
from classify.speaker_roles.roles import casts
from classify.spooled_rows import SpooledRows
from classify.utterance_encoders.archive_conversations import conversations_of
from deals.linking import CallLinker, Link
from deals.records import Archive, Message
from transcribe.spooled_transcripts import SpooledTranscripts
from transcribe.utterance import Transcript


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is concluded from an archive."""

    links: tuple[Link, ...]
    transcripts: Mapping[str, Transcript]  # with the roles written in that are certain
    signals: Mapping[str, tuple[dict[str, float], ...]]  # call id to one dict per utterance, above threshold only
    promises: tuple[Promise, ...]
    rankings: Rankings
    work: WorkCheck = field(default_factory=WorkCheck)  # entries of calls against the log, and leads
    history: HistoryView = NO_HISTORY  # won against lost in the company's own deals
    kpi_readings: tuple[KpiReading, ...] = ()  # one for each of the archive's KPIs, in their order
    unheard: Mapping[str, float] = field(default_factory=dict)  # deal id to the share of its audio not heard, above 0

    @property
    def hardly_heard(self) -> frozenset[str]:
        """Deals that are not flagged, for too little of their audio has been heard."""
        return hardly_heard(self.unheard)


def analyse(
    archive: Archive,
    transcripts: Mapping[str, Transcript],
    models: Models,
    audio: Mapping[str, AudioCall] = MappingProxyType({}),
    folder: Path | None = None,
) -> Analysis:
    """Analyse a whole archive. Equal inputs and models give equal results.

    transcripts: call id to transcript, as read or recognised; calls without words simply lack one.
    audio: call id to each call that can be heard, where not all of them are: deals not heard in full are judged by
    models that learned from such deals, and those hardly heard are not flagged.
    folder: where words and signals lie meanwhile, see transcribe.spool. Raises SpoolFailed.
    """
    # One thread: with several, sums come out differently by the number of cores, and so would the rankings.
    with threadpool_limits(limits=1, user_api="blas"):
        return conclude(archive, tell(archive, transcripts, models, folder), models, audio)


@dataclass(frozen=True, slots=True)
class Told:
    """An archive with its calls joined and every line classified: what all conclusions are drawn from."""

    links: tuple[Link, ...]
    transcripts: Mapping[str, Transcript]  # with the roles written in that are certain
    sources: Sequence[str | Message]  # call id or message
    probabilities: Sequence[np.ndarray]  # of each source, shape (n_texts, len(SIGNALS))
    stories: DealStories


def tell(
    archive: Archive, transcripts: Mapping[str, Transcript], models: Models, folder: Path | None = None
) -> Told:  # fmt: skip
    """Links, roles and signals of an archive, ready to be told deal by deal. folder: as for `analyse`."""
    linker = CallLinker(archive, texts_of_calls(transcripts), models.links)
    linker.survey(archive.calls)
    links = tuple(linker.link(archive.calls))
    about = deals_spoken_of(archive, links, linker, models.side_talk)
    del linker  # with what every deal's calls are about: in a large archive a gigabyte
    spoken, roles = SpooledTranscripts(folder), {}
    for member in casts(archive, transcripts, models.roles, models.embedder):
        spoken.put(member.transcript)
        roles[member.transcript.call_id] = member.roles
    conversations, sources = conversations_of(archive, spoken, roles)
    probabilities = SpooledRows(models.signals.probabilities(conversations, models.embedder), folder)
    stories = DealStories(archive, links, spoken, sources, probabilities, about)
    return Told(links, spoken, sources, probabilities, stories)


def conclude(archive: Archive, told: Told, models: Models, audio: Mapping[str, AudioCall]) -> Analysis:
    """Promises, the check of the work, both lists and the KPIs' types; audio: as for `analyse`.

    The deals are walked over twice with their words: for the check of the work, whose findings count in what comes
    after, and for all the rest. The likeliest of each list are told a third time, for their evidence.
    """
    settings, habits = promise_settings(archive, models.signals.thresholds_), habits_of(archive)
    wordless_stories = told.stories.without_words()
    work = check_work(archive, told.links, told.stories, wordless_stories)
    shares = unheard_shares(call_shares(archive.calls, told.links, audio), audio)
    lists = DealLists(archive, habits, work, models.deals, UnheardShares(shares, models.partly_heard))
    cutter = CutArchive(archive, wordless_stories, habits)
    promises, cuts = {}, []
    for deal_id in sorted(archive.deals):
        story = told.stories[deal_id]
        promises[deal_id] = promises_of(story, settings)
        lists.put(story, promises[deal_id])
        cuts.append(cutter.cut(story))
    history = view_of_cuts(cuts)
    rankings = lists.ranked(told.stories, promises, history)
    return Analysis(
        links=told.links,
        transcripts=told.transcripts,
        signals=_SignalsOfCalls(models.signals, told.sources, told.probabilities),
        promises=tuple(promise for deal_id in archive.deals for promise in promises[deal_id]),
        rankings=with_history(rankings, wordless_stories, history),
        history=history,
        work=work,
        kpi_readings=tuple(models.kpi_types.predict(archive.kpis, models.embedder)),
        unheard=shares,
    )


class _SignalsOfCalls(Mapping[str, tuple[dict[str, float], ...]]):
    """Put together when asked for: as dicts, those of all utterances take gigabytes."""

    def __init__(
        self, classifier: SignalClassifier, sources: Sequence[str | Message], probabilities: Sequence[np.ndarray]
    ) -> None:
        self._classifier, self._probabilities = classifier, probabilities
        self._place = {source: place for place, source in enumerate(sources) if isinstance(source, str)}

    def __getitem__(self, call_id: str) -> tuple[dict[str, float], ...]:
        return self._classifier.above_threshold(self._probabilities[self._place[call_id]])

    def __iter__(self) -> Iterator[str]:
        return iter(self._place)

    def __len__(self) -> int:
        return len(self._place)
