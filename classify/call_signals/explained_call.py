"""A whole call with its signals and what carried them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from classify.call_signals.signal_explanation import ExplainedSignal, explain_signals
from classify.call_signals.signals import SignalClassifier
from classify.speaker_roles.roles import Cast
from classify.utterance_encoders.conversation import ROLE_ORDER, Conversation
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder
from transcribe.utterance import Role, Utterance


@dataclass(frozen=True, slots=True)
class ExplainedUtterance:
    utterance: Utterance  # its role is None where it is not certain
    chances: Mapping[Role, float]  # of each role, adding up to 1
    signals: tuple[ExplainedSignal, ...]  # likeliest first; rows of their lines are places in the call


def explain_call(
    cast: Cast, classifier: SignalClassifier, embedder: SentenceEmbedder, *, below_threshold: bool = False
) -> tuple[ExplainedUtterance, ...]:
    """Every utterance of a call, in time order; see `explain_signals`. A call of 25 lines takes about a second."""
    said = cast.transcript.utterances
    conversation = Conversation(tuple(utterance.text for utterance in said), cast.roles)
    signals = explain_signals(conversation, classifier, embedder, below_threshold=below_threshold)
    return tuple(
        ExplainedUtterance(utterance, dict(zip(ROLE_ORDER, map(float, chances), strict=True)), of_it)
        for utterance, chances, of_it in zip(said, cast.roles, signals, strict=True)
    )
