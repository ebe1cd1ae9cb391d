"""A conversation as the classifiers see it: texts in order, each with what is known of who said it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder
from transcribe.utterance import Role

ROLE_ORDER: tuple[Role, ...] = ("manager", "head", "client")
TEXTS_AT_A_TIME = 4000
# Scales of the parts, so that one penalty suits all: the utterance itself counts most, its neighbours less.
_OWN, _BEFORE, _BEFORE_THAT, _AFTER = 4.0, 2.5, 1.2, 1.2


@dataclass(frozen=True, slots=True)
class Conversation:
    """Texts in time order with the chance of each role.

    roles: shape (n_texts, 3) in ROLE_ORDER, rows sum to 1. A message is a conversation of one text.
    """

    texts: tuple[str, ...]
    roles: np.ndarray


def in_groups(conversations: Iterable[Conversation]) -> Iterator[list[Conversation]]:
    """The conversations in groups of about TEXTS_AT_A_TIME texts, in order: features of one text take 8 kB."""
    group: list[Conversation] = []
    size = 0
    for conversation in conversations:
        group.append(conversation)
        size += len(conversation.texts)
        if size >= TEXTS_AT_A_TIME:
            yield group
            group, size = [], 0
    if group:
        yield group


def context_features(conversations: Sequence[Conversation], embedder: SentenceEmbedder) -> np.ndarray:
    """Embedding of each text and of its neighbours, roles, place in the call.

    returns: float32, one row per text of all conversations in their order.
    """
    spoken = [conversation for conversation in conversations if conversation.texts]
    blocks = [_features_of(talk, own) for talk, own in zip(spoken, _vectors(spoken, embedder), strict=True)]
    return np.concatenate(blocks) if blocks else np.empty((0, 0), dtype=np.float32)


def _vectors(spoken: Sequence[Conversation], embedder: SentenceEmbedder) -> list[np.ndarray]:
    """Of each conversation's texts; all are embedded together, which takes half the time."""
    vectors = embedder.embed([text for talk in spoken for text in talk.texts])
    ends = np.cumsum([len(talk.texts) for talk in spoken], dtype=int)
    return [vectors[end - len(talk.texts) : end] for talk, end in zip(spoken, ends, strict=True)]


def _features_of(conversation: Conversation, own: np.ndarray) -> np.ndarray:
    beside = np.hstack([conversation.roles, _shifted(conversation.roles, 1), place_features(conversation)])
    return np.hstack([
        _OWN * own, _BEFORE * _shifted(own, 1), _BEFORE_THAT * _shifted(own, 2), _AFTER * _shifted(own, -1),
        beside.astype(np.float32),
    ])  # fmt: skip


def neighbour_features(conversations: Sequence[Conversation], embedder: SentenceEmbedder) -> np.ndarray:
    """Embedding of each text and of those beside it, and its place, without roles: for finding the roles."""
    spoken = [conversation for conversation in conversations if conversation.texts]
    blocks = []
    for talk, own in zip(spoken, _vectors(spoken, embedder), strict=True):
        place = place_features(talk)[:, :-1].astype(np.float32)  # the last column is made from the roles
        blocks.append(np.hstack([_OWN * own, _BEFORE * _shifted(own, 1), _AFTER * _shifted(own, -1), place]))
    return np.concatenate(blocks) if blocks else np.empty((0, 0), dtype=np.float32)


def place_features(conversation: Conversation) -> np.ndarray:
    """Where in the call a text stands and what it looks like: shape (n_texts, 6), each 0 to about 1."""
    count = len(conversation.texts)
    order = np.arange(count)
    return np.column_stack([
        order == 0,
        order / count,
        order >= count - 2,
        [len(text.split()) / 20 for text in conversation.texts],
        ["?" in text for text in conversation.texts],
        np.full(count, conversation.roles[:, ROLE_ORDER.index("head")].max(initial=0.0)),
    ]).astype(float)  # fmt: skip


def _shifted(rows: np.ndarray, by: int) -> np.ndarray:
    out = np.zeros_like(rows)
    if by > 0:
        out[by:] = rows[:-by]
    else:
        out[:by] = rows[-by:]
    return out
