"""Training rows of one labelled archive: its deals as the whole record shows them, and as parts of it do."""

from __future__ import annotations

import random
from collections.abc import Set
from dataclasses import dataclass
from functools import reduce

import numpy as np

from classify.call_signals.signals import SignalClassifier
from classify.call_texts import texts_of_calls
from classify.crm_work.work_check import check_work
from classify.deal_course.deal_stories import DealStories
from classify.deal_course.heard_shares import AudioCall, call_shares, unheard_shares
from classify.deal_judgement.deal_features import deal_features, feature_table, habits_of
from classify.deal_judgement.deal_models import LabelledDeals
from classify.deal_judgement.partly_heard import HEARD_LEVELS, PartlyHeardDeals
from classify.labelled_archive import LabelledArchive
from classify.promises_kept.promise_settings import promise_settings
from classify.promises_kept.promises import promises_of
from classify.side_calls.side_talk import deals_spoken_of
from classify.side_calls.side_talk_model import SideTalkModel
from classify.speaker_roles.roles import stated_roles
from classify.utterance_encoders.archive_conversations import conversations_of
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder
from deals.linking import CallLinker
from deals.linking.link_model import LinkModel
from deals.records import Message


@dataclass(frozen=True, slots=True)
class UnseenModels:
    """Models that have not seen the archive which they read."""

    signals: SignalClassifier
    links: LinkModel
    side_talk: SideTalkModel


def deals_as_heard(
    labelled: LabelledArchive, models: UnseenModels, embedder: SentenceEmbedder
) -> tuple[LabelledDeals, PartlyHeardDeals]:
    """The archive's deals with all calls heard, and with HEARD_LEVELS of them."""
    roles = {call_id: stated_roles(t.utterances) for call_id, t in labelled.transcripts.items()}
    conversations, sources = conversations_of(labelled.archive, labelled.transcripts, roles)
    told = list(zip(sources, models.signals.predict_probability(conversations, embedder), strict=True))
    whole, _ = _rows(labelled, told, frozenset(labelled.transcripts), models)
    parts = [
        PartlyHeardDeals(*_rows(labelled, told, _heard_part(labelled, level), models))
        for level in HEARD_LEVELS
    ]  # fmt: skip
    return whole, reduce(PartlyHeardDeals.joined, parts)


def _heard_part(labelled: LabelledArchive, level: float) -> frozenset[str]:
    return frozenset(call_id for call_id in labelled.transcripts if random.Random(call_id).random() < level)


def _rows(
    labelled: LabelledArchive,
    told: list[tuple[str | Message, np.ndarray]],
    heard: Set[str],
    models: UnseenModels,
) -> tuple[LabelledDeals, np.ndarray]:
    """The deals, and the share of what the calls of each say that was heard: 1 where it has none."""
    archive, labels = labelled.archive, labelled.labels
    transcripts = {call_id: one for call_id, one in labelled.transcripts.items() if call_id in heard}
    known = [(source, rows) for source, rows in told if not isinstance(source, str) or source in heard]
    linker = CallLinker(archive, texts_of_calls(transcripts), models.links)
    linker.survey(archive.calls)
    links = tuple(linker.link(archive.calls))
    about = deals_spoken_of(archive, links, linker, models.side_talk)
    sources, probabilities = [source for source, _ in known], [rows for _, rows in known]
    stories = dict(DealStories(archive, links, transcripts, sources, probabilities, about))
    settings, habits = promise_settings(archive, models.signals.thresholds_), habits_of(archive)
    work = check_work(archive, links, stories).by_deal()
    table, columns = feature_table([
        deal_features(archive, stories[i], habits, promises_of(stories[i], settings), work.get(i, ()))
        for i in archive.deals
    ])  # fmt: skip
    audio = {
        call.call_id: AudioCall(call.call_id, call.duration_s or 0.0, call.call_id in heard)
        for call in archive.calls if call.call_id in labelled.transcripts
    }  # fmt: skip
    unheard = unheard_shares(call_shares(archive.calls, links, audio), audio)
    deals = LabelledDeals(
        names=columns,
        features=table,
        archive=np.full(len(archive.deals), labelled.name),
        status=np.array([deal.status for deal in archive.deals.values()]),
        revivable=np.array([labels[i].revivable for i in archive.deals]),
        error=np.array([labels[i].error for i in archive.deals]),
        revive_reason=np.array([labels[i].revive_reason for i in archive.deals]),
        cause=np.array([labels[i].cause for i in archive.deals]),
    )
    return deals, np.array([1 - unheard.get(i, 0.0) for i in archive.deals])
