"""What the words say of who speaks: log-odds for each text, learned from labelled calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.linear_model import LogisticRegression, Ridge

from classify.speaker_roles.role_words import COLUMNS, Words, hashed
from classify.utterance_encoders.conversation import ROLE_ORDER, Conversation, neighbour_features
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder

QUESTIONS = ("client", "head")  # the two questions asked of each text
_HELD_OUT_SLOPE = 0.7  # the curve is fitted on texts the regression has seen, and is that much too steep for others
# Shares of the two models in the sum, fitted on archives that neither had seen: the embedding knows what is meant in
# either language, the words with their names know who is who.
_EMBEDDING_SHARE, _WORDS_SHARE = 0.42, 0.84
_HEAD, _CLIENT = ROLE_ORDER.index("head"), ROLE_ORDER.index("client")


class RoleClassifier(BaseEstimator):
    """Log-odds that a text is the client's, and that a text of ours is the head's (in calls among ourselves).

    penalty: L2 weight of the ridge regression on embeddings. words_freedom: inverse L2 weight of the logistic
    regression on words.
    """

    def __init__(self, *, penalty: float = 80.0, words_freedom: float = 8.0) -> None:
        self.penalty = penalty
        self.words_freedom = words_freedom

    def fit(
        self, conversations: Sequence[Conversation], words: Sequence[Words], embedder: SentenceEmbedder
    ) -> RoleClassifier:
        """conversations: with certain roles (0 or 1). words: of the same calls, as NameBook.words_of gives them."""
        roles = np.concatenate([c.roles for c in conversations])
        among_us = np.concatenate([np.full(len(c.texts), c.roles[:, _CLIENT].sum() == 0) for c in conversations])
        features = neighbour_features(conversations, embedder)
        said = hashed([of_text for of_call in words for of_text in of_call])
        self.weights_: dict[str, np.ndarray] = {}
        self.word_weights_: dict[str, np.ndarray] = {}
        for question, rows, target in (
            ("client", np.arange(len(roles)), roles[:, _CLIENT]),
            ("head", np.flatnonzero(among_us), roles[among_us, _HEAD]),
        ):
            self.weights_[question] = _EMBEDDING_SHARE * self._of_embeddings(features[rows], target)
            self.word_weights_[question] = _WORDS_SHARE * self._of_words(said[rows], target)
        return self

    def _of_embeddings(self, features: np.ndarray, target: np.ndarray) -> np.ndarray:
        ridge = Ridge(alpha=self.penalty, solver="cholesky").fit(features, target)
        curve = LogisticRegression(C=1000.0).fit(ridge.predict(features)[:, None], target > 0.5)
        slope = _HELD_OUT_SLOPE * curve.coef_[0, 0]
        return np.append(slope * ridge.coef_, slope * (ridge.intercept_ - 0.5)).astype(np.float32)

    def _of_words(self, said: Any, target: np.ndarray) -> np.ndarray:
        model = LogisticRegression(C=self.words_freedom, max_iter=300).fit(said, target > 0.5)
        return np.append(model.coef_[0], model.intercept_[0]).astype(np.float32)

    def log_odds(self, conversation: Conversation, words: Words, embedder: SentenceEmbedder) -> dict[str, np.ndarray]:
        """Question ("client", "head") to an array of shape (n_texts,)."""
        features, said = neighbour_features([conversation], embedder), hashed(words)
        found = {}
        for question in QUESTIONS:
            meant, worded = self.weights_[question], self.word_weights_[question]
            found[question] = features @ meant[:-1] + meant[-1] + said @ worded[:COLUMNS] + worded[COLUMNS]
        return found

    def to_arrays(self) -> dict[str, np.ndarray]:
        parts = {question: self.weights_[question] for question in QUESTIONS}
        parts |= {f"{question}_words": self.word_weights_[question] for question in QUESTIONS}
        stated = {"penalty": np.array(self.penalty), "words_freedom": np.array(self.words_freedom)}
        return stated | {name: weights.astype(np.float16) for name, weights in parts.items()}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> RoleClassifier:
        model = cls(penalty=float(arrays["penalty"]), words_freedom=float(arrays["words_freedom"]))
        model.weights_ = {question: arrays[question].astype(np.float32) for question in QUESTIONS}
        model.word_weights_ = {question: arrays[f"{question}_words"].astype(np.float32) for question in QUESTIONS}
        return model
