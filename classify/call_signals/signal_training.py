"""Training of the signal classifier, with any archive left out: see `signals` for its two stages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from classify.call_signals.signal_features import SignalFeatures, signal_features
from classify.call_signals.signal_scores import SIDES, RidgeSums, SignalScorer, columns, letter_weights, shares
from classify.call_signals.signals import SignalClassifier, fit_curves, fit_stack, stack_features, truth_table
from classify.utterance_encoders.conversation import Conversation
from classify.utterance_encoders.letter_features import rarity, weighted
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder
from classify.utterance_encoders.utterance_encoder import UtteranceEncoder
from classify.utterance_encoders.written_calls import WrittenCall

WRITTEN = "written calls"  # as a source, beside the archives' names
# What one written line counts against one of an archive: 0.5 and 1 came out alike, 2 worse. Penalties were chosen
# among 20 and 80.
_WRITTEN_WEIGHT = {"sentence": 0.6, "call_written": 0.3}
_PENALTY = {"sentence": 80.0, "call": 20.0, "call_written": 20.0}


@dataclass(frozen=True, slots=True)
class LabelledTexts:
    """Features and labels of one source. truth: shape (n_texts, len(SIGNALS)), bool."""

    features: SignalFeatures
    truth: np.ndarray


class SignalWorkshop:
    """Fits scorers and classifiers for any choice of archives; what two of them share is computed once."""

    def __init__(
        self,
        archives: Mapping[str, tuple[Sequence[Conversation], Sequence[Sequence[frozenset[str]]]]],
        written: Sequence[WrittenCall],
        embedder: SentenceEmbedder,
        encoder: UtteranceEncoder,
    ) -> None:
        """archives: name to conversations and their labels; roles must be certain."""
        self._encoder = encoder
        self._texts = {
            name: LabelledTexts(signal_features(conversations, embedder, encoder), truth_table(labels))
            for name, (conversations, labels) in archives.items()
        }
        self.archives = tuple(archives)
        if written:
            features = signal_features([call.conversation for call in written], embedder, encoder)
            self._texts[WRITTEN] = LabelledTexts(features, truth_table([call.labels for call in written]))
        # from the written calls, or a left-out archive's words would have a say
        common = [self._texts[WRITTEN]] if written else list(self._texts.values())
        self._rarity = rarity(sparse.vstack([texts.features.letters for texts in common]))
        self._letters = {name: weighted(t.features.letters, self._rarity) for name, t in self._texts.items()}
        self._sums = {(part, side): self._sums_of(part, side) for part in _PENALTY for side in SIDES}
        self._scorers: dict[frozenset[str], SignalScorer] = {}
        self._stacked: dict[tuple[frozenset[str], str], np.ndarray] = {}

    def _rows(self, source: str, side: str) -> np.ndarray:
        return np.flatnonzero(shares(self._texts[source].features.roles)[side] > 0.5)

    def _sums_of(self, part: str, side: str) -> RidgeSums:
        sums = RidgeSums()
        for source, texts in self._texts.items():
            if source == WRITTEN and part not in _WRITTEN_WEIGHT:
                continue
            rows = self._rows(source, side)
            table = texts.features.sentence if part == "sentence" else texts.features.call
            weight = _WRITTEN_WEIGHT[part] if source == WRITTEN else 1.0
            sums.add(source, table[rows], texts.truth[rows][:, columns(side)], weight)
        return sums

    def scorer(self, unseen: Iterable[str]) -> SignalScorer:
        """The first stage, knowing nothing of these archives."""
        without = frozenset(unseen)
        if without not in self._scorers:
            sources = [source for source in self._texts if source not in without]
            weights = {key: sums.solve(sources, _PENALTY[key[0]]) for key, sums in self._sums.items()}
            for side in SIDES:
                rows = {source: self._rows(source, side) for source in sources}
                weights["letters", side] = letter_weights(
                    sparse.vstack([self._letters[source][rows[source]] for source in sources]).tocsr(),
                    np.concatenate([self._texts[s].truth[rows[s]][:, columns(side)] for s in sources]),
                )
            # as it will be stored, so that later stages meet the same scores
            self._scorers[without] = SignalScorer.from_arrays(SignalScorer(weights, self._rarity).to_arrays())
        return self._scorers[without]

    def stack_rows(self, unseen: Iterable[str], name: str) -> np.ndarray:
        """Second-stage features of an archive by scorers that know neither it nor these."""
        key = frozenset({*unseen, name}), name
        if key not in self._stacked:
            features = self._texts[name].features
            self._stacked[key] = stack_features(self.scorer(key[0]).scores(features), features)
        return self._stacked[key]

    def classifier(self, unseen: Iterable[str]) -> SignalClassifier:
        """Both stages, knowing nothing of these archives (at most one): calibrated on the others, held out in turn."""
        without = frozenset(unseen)
        names = [name for name in self.archives if name not in without]
        rows = {name: self.stack_rows(without, name) for name in names}
        truth = {name: self._texts[name].truth for name in names}
        roles = {name: self._texts[name].features.roles for name in names}

        def stack_of(chosen: Sequence[str], start: np.ndarray | None = None) -> np.ndarray:
            stacked, spoken, said = (np.concatenate([table[n] for n in chosen]) for table in (rows, roles, truth))
            return fit_stack(stacked, spoken, said, start)

        whole = stack_of(names)

        def log_odds_of(name: str) -> np.ndarray:
            stack = stack_of([other for other in names if other != name], whole)
            odds: np.ndarray = rows[name] @ stack[:-1] + stack[-1]
            return odds

        # Each is a fit of its own on one thread (the caller sees to that), so that two at a time give equal numbers.
        with ThreadPoolExecutor(2) as pool:
            held_out = list(pool.map(log_odds_of, names))
        curves, thresholds = fit_curves(
            np.concatenate(held_out), *(np.concatenate(list(table.values())) for table in (roles, truth))
        )
        return SignalClassifier(self.scorer(without), self._encoder, whole, curves, thresholds)

    def held_out(self, classifier: SignalClassifier, unseen: Iterable[str]) -> SignalClassifier:
        """The classifier's second stage over scorers that know nothing of these archives."""
        return SignalClassifier(
            self.scorer(unseen), self._encoder, classifier.stack, classifier.curves, classifier.thresholds_
        )
