"""From an archive and its transcripts to links, roles, signals, promises and both lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from classify.call_texts import texts_of_calls
from classify.codebook import SIGNALS
from classify.deal_story import conversations_of, tell_stories
from classify.kpi_types import KpiReading
from classify.model_files import Models
from classify.promises import Promise, promises_of
from classify.ranking import rank_deals
from classify.records import Rankings
from classify.roles import cast_calls
from deals.linking import Link, link_calls
from deals.records import Archive
from transcribe.utterance import Transcript


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is concluded from an archive."""

    links: tuple[Link, ...]
    transcripts: Mapping[str, Transcript]  # with the roles written in that are certain
    signals: Mapping[str, tuple[dict[str, float], ...]]  # call id to one dict per utterance, above threshold only
    promises: tuple[Promise, ...]
    rankings: Rankings
    kpi_readings: tuple[KpiReading, ...] = ()  # one for each of the archive's KPIs, in their order


def analyse(archive: Archive, transcripts: Mapping[str, Transcript], models: Models) -> Analysis:
    """Analyse a whole archive. Equal inputs and models give equal results.

    transcripts: call id to transcript, as read or recognised; calls without words simply lack one.
    """
    # One thread: with several, sums come out differently by the number of cores, and so would the rankings.
    with threadpool_limits(limits=1, user_api="blas"):
        return _analyse(archive, transcripts, models)


def _analyse(archive: Archive, transcripts: Mapping[str, Transcript], models: Models) -> Analysis:
    links = link_calls(archive, texts_of_calls(transcripts), models.links)
    cast = cast_calls(archive, transcripts, models.roles, models.embedder)
    spoken = {call_id: member.transcript for call_id, member in cast.items()}
    roles = {call_id: member.roles for call_id, member in cast.items()}
    conversations, sources = conversations_of(archive, spoken, roles)
    probabilities = models.signals.predict_probability(conversations, models.embedder)
    stories = tell_stories(archive, links, spoken, sources, probabilities)
    threshold = float(models.signals.thresholds_[SIGNALS.index("promise")])
    promises = {deal_id: promises_of(story, threshold) for deal_id, story in stories.items()}
    return Analysis(
        links=links,
        transcripts=spoken,
        signals=_signals_of_calls(models, sources, probabilities),
        promises=tuple(promise for of_deal in promises.values() for promise in of_deal),
        rankings=rank_deals(archive, stories, promises, models.deals),
        kpi_readings=tuple(models.kpi_types.predict(archive.kpis, models.embedder)),
    )


def _signals_of_calls(
    models: Models, sources: list, probabilities: list[np.ndarray]
) -> dict[str, tuple[dict[str, float], ...]]:
    return {
        source: models.signals.above_threshold(rows)
        for source, rows in zip(sources, probabilities, strict=True) if isinstance(source, str)
    }  # fmt: skip
