"""What the signal classifier looks at: sentence vectors in context, letters, and the utterance encoder's view."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from classify.utterance_encoders.conversation import Conversation, context_features, place_features
from classify.utterance_encoders.letter_features import letter_counts
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder
from classify.utterance_encoders.utterance_encoder import UtteranceEncoder


@dataclass(frozen=True, slots=True)
class SignalFeatures:
    """Features of the texts of some conversations, one row per text in their order.

    sentence: `context_features`; letters: `letter_counts`; call, logits: of the encoder; place: `place_features`;
    roles: chances in ROLE_ORDER; lengths: texts of each conversation.
    """

    sentence: np.ndarray
    letters: sparse.csr_matrix
    call: np.ndarray
    logits: np.ndarray
    place: np.ndarray
    roles: np.ndarray
    lengths: tuple[int, ...]


def signal_features(
    conversations: Sequence[Conversation], embedder: SentenceEmbedder, encoder: UtteranceEncoder
) -> SignalFeatures:
    """Features of at least one text; conversations without texts have no rows."""
    spoken = [c for c in conversations if c.texts]
    with ThreadPoolExecutor(1) as beside:  # letters are counted in Python, while the networks compute outside of it
        letters = beside.submit(letter_counts, [c.texts for c in spoken])
        encoded = encoder.encode(spoken)
        sentence = context_features(spoken, embedder)
    return SignalFeatures(
        sentence=sentence,
        letters=letters.result(),
        call=encoded.features,
        logits=encoded.logits,
        place=np.concatenate([place_features(c) for c in spoken]),
        roles=np.concatenate([c.roles for c in spoken]),
        lengths=tuple(len(c.texts) for c in spoken),
    )
