"""From an archive and its transcripts to links, roles, signals, promises and both lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from threadpoolctl import threadpool_limits

from classify.call_texts import texts_of_calls
from classify.deal_features import habits_of
from classify.deal_story import DealStory, conversations_of, tell_stories
from classify.heard_shares import AudioCall, call_shares, hardly_heard, unheard_shares
from classify.history_model import NO_HISTORY, view_of_history
from classify.history_ranking import with_history
from classify.history_view import HistoryView
from classify.kpi_types import KpiReading
from classify.model_files import Models
from classify.partly_heard import UnheardShares
from classify.promise_settings import promise_settings
from classify.promises import Promise, promises_of
from classify.ranking import rank_deals
from classify.records import Rankings
from classify.roles import cast_calls
from classify.side_talk import deals_spoken_of
from classify.work_check import check_work
from classify.work_findings import WorkCheck
from deals.linking import CallLinker, Link
from deals.records import Archive, Message
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
) -> Analysis:
    """Analyse a whole archive. Equal inputs and models give equal results.

    transcripts: call id to transcript, as read or recognised; calls without words simply lack one.
    audio: call id to each call that can be heard, where not all of them are: deals not heard in full are judged by
    models that learned from such deals, and those hardly heard are not flagged.
    """
    # One thread: with several, sums come out differently by the number of cores, and so would the rankings.
    with threadpool_limits(limits=1, user_api="blas"):
        return conclude(archive, tell(archive, transcripts, models), models, audio)


@dataclass(frozen=True, slots=True)
class Told:
    """An archive with its calls joined and every line classified: what all conclusions are drawn from."""

    links: tuple[Link, ...]
    transcripts: Mapping[str, Transcript]  # with the roles written in that are certain
    sources: list[str | Message]  # call id or message
    probabilities: list[np.ndarray]  # of each source, shape (n_texts, len(SIGNALS))
    stories: Mapping[str, DealStory]  # deal id to its story


def tell(archive: Archive, transcripts: Mapping[str, Transcript], models: Models) -> Told:
    """Links, roles and signals of an archive, told deal by deal."""
    linker = CallLinker(archive, texts_of_calls(transcripts), models.links)
    linker.survey(archive.calls)
    links = tuple(linker.link(archive.calls))
    cast = cast_calls(archive, transcripts, models.roles, models.embedder)
    spoken = {call_id: member.transcript for call_id, member in cast.items()}
    roles = {call_id: member.roles for call_id, member in cast.items()}
    conversations, sources = conversations_of(archive, spoken, roles)
    probabilities = models.signals.predict_probability(conversations, models.embedder)
    about = deals_spoken_of(archive, links, linker, models.side_talk)
    stories = tell_stories(archive, links, spoken, sources, probabilities, about)
    return Told(links, spoken, sources, probabilities, stories)


def conclude(archive: Archive, told: Told, models: Models, audio: Mapping[str, AudioCall]) -> Analysis:
    """Promises, the check of the work, both lists and the KPIs' types; audio: as for `analyse`."""
    settings = promise_settings(archive, models.signals.thresholds_)
    promises = {deal_id: promises_of(story, settings) for deal_id, story in told.stories.items()}
    work = check_work(archive, told.links, told.stories)
    shares = unheard_shares(call_shares(archive.calls, told.links, audio), audio)
    unheard = UnheardShares(shares, models.partly_heard) if shares else None
    rankings = rank_deals(archive, told.stories, promises, work, models.deals, unheard)
    history = view_of_history(archive, told.stories, habits_of(archive))
    return Analysis(
        links=told.links,
        transcripts=told.transcripts,
        signals=_signals_of_calls(models, told.sources, told.probabilities),
        promises=tuple(promise for of_deal in promises.values() for promise in of_deal),
        rankings=with_history(rankings, told.stories, history),
        history=history,
        work=work,
        kpi_readings=tuple(models.kpi_types.predict(archive.kpis, models.embedder)),
        unheard=shares,
    )


def _signals_of_calls(
    models: Models, sources: list, probabilities: list[np.ndarray]
) -> dict[str, tuple[dict[str, float], ...]]:
    return {
        source: models.signals.above_threshold(rows)
        for source, rows in zip(sources, probabilities, strict=True) if isinstance(source, str)
    }  # fmt: skip
