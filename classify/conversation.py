"""A conversation as the classifiers see it: texts in order, each with what is known of who said it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from classify.sentence_embeddings import SentenceEmbedder
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


def in_groups(conversations: Sequence[Conversation]) -> Iterator[list[Conversation]]:
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
    blocks = [_features_of(conversation, embedder) for conversation in conversations if conversation.texts]
    return np.concatenate(blocks).astype(np.float32) if blocks else np.empty((0, 0), dtype=np.float32)


def _features_of(conversation: Conversation, embedder: SentenceEmbedder) -> np.ndarray:
    own = embedder.embed(conversation.texts)
    return np.hstack([
        _OWN * own, _BEFORE * _shifted(own, 1), _BEFORE_THAT * _shifted(own, 2), _AFTER * _shifted(own, -1),
        conversation.roles, _shifted(conversation.roles, 1), place_features(conversation),
    ])  # fmt: skip


def neighbour_features(conversations: Sequence[Conversation], embedder: SentenceEmbedder) -> np.ndarray:
    """Embedding of each text and of those beside it, and its place, without roles: for finding the roles."""
    blocks = []
    for conversation in conversations:
        if not conversation.texts:
            continue
        own = embedder.embed(conversation.texts)
        place = place_features(conversation)[:, :-1]  # the last column is made from the roles
        blocks.append(np.hstack([_OWN * own, _BEFORE * _shifted(own, 1), _AFTER * _shifted(own, -1), place]))
    return np.concatenate(blocks).astype(np.float32) if blocks else np.empty((0, 0), dtype=np.float32)


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
