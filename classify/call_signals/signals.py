"""Which signals of the codebook an utterance carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from classify.call_signals.signal_features import SignalFeatures, signal_features
from classify.call_signals.signal_scores import SCORES, SignalScorer, columns, shares
from classify.codebook import SIGNALS
from classify.utterance_encoders.conversation import ROLE_ORDER, Conversation, in_groups
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder
from classify.utterance_encoders.utterance_encoder import UtteranceEncoder

_LEAST_THRESHOLD, _MOST_THRESHOLD = 0.03, 0.9
_LEAST_EXAMPLES = 3  # with fewer nothing can be learned of a code: it is never given
_NEVER = -6.0  # log-odds of such a code
_STACK_STRENGTH = 1.0  # inverse of the L2 penalty of the second stage
# Scale of what the second stage looks at, for the code in question and for the other codes: what a score says of its
# own code is trusted (100 times less penalty), what it says of others has to prove itself.
_OF_THIS_CODE, _OF_OTHERS = 3.0, 0.3
_STACK_TOLERANCE = 1e-3  # of the solver: finer changes no figure
# From the weights of all archives those without one must really be reached: within the tolerance above the solver would
# often stay where it is, and what is held out would have been seen.
_STARTED_TOLERANCE = 1e-6
_BESIDE_OF_THIS_CODE = 1.5  # of the texts beside it and of the call, where the other codes keep 1
# How much each score counts in the joint score that neighbours and the whole call are judged by.
_JOINT = {"sentence": 1.0, "letters": 0.7, "call": 0.7, "call_written": 0.7, "encoder": 0.7}
_OWN, _ENCODER = 2.0, 0.24
_NEIGHBOURS = ((1, 0.7), (2, 0.5), (-1, 0.5), (-2, 0.3))
_IN_CALL, _PLACE = 0.4, 0.3


class SignalClassifier:
    """Multi-label, in two stages.

    First, five scorers that look at different things give every code a score (`signal_scores`). Then one
    logistic regression per code weighs the scores of all codes, of the texts beside it and of the call. It is fitted
    on scores by models that had not seen the archive (stacking: Wolpert, 1992, "Stacked Generalization"), and so are
    the curve that turns its output into a probability (Platt, 1999) and the threshold.
    """

    def __init__(
        self, scorer: SignalScorer, encoder: UtteranceEncoder, stack: np.ndarray, curves: np.ndarray,
        thresholds: np.ndarray,
    ) -> None:  # fmt: skip
        """stack: shape (n_stack_features + 1, len(SIGNALS)), the constant last; curves: (len(SIGNALS), 2)."""
        self.scorer = scorer
        self.encoder = encoder
        self.stack = stack
        self.curves = curves
        self.thresholds_ = thresholds

    def predict_probability(
        self, conversations: Sequence[Conversation], embedder: SentenceEmbedder
    ) -> list[np.ndarray]:
        """For each conversation an array of shape (n_texts, len(SIGNALS)), columns in the order of SIGNALS."""
        return list(self.probabilities(conversations, embedder))

    def probabilities(
        self, conversations: Iterable[Conversation], embedder: SentenceEmbedder
    ) -> Iterator[np.ndarray]:  # fmt: skip
        """The same one after the other: in a large archive those of all texts take gigabytes."""
        for group in in_groups(conversations):
            yield from self._of_group(group, embedder)

    def _of_group(self, group: Sequence[Conversation], embedder: SentenceEmbedder) -> list[np.ndarray]:
        if not any(c.texts for c in group):
            return [np.empty((0, len(SIGNALS))) for _ in group]
        features = signal_features(group, embedder, self.encoder)
        probability = self.probability_of(stack_features(self.scorer.scores(features), features), features.roles)
        probability = probability.astype(np.float32)  # those of all texts are kept
        ends = np.cumsum([len(c.texts) for c in group])
        return np.split(probability, ends[:-1])

    def probability_of(self, stacked: np.ndarray, roles: np.ndarray) -> np.ndarray:
        """Calibrated probabilities, shape (n_texts, len(SIGNALS)), from `stack_features` and chances of the roles."""
        log_odds = stacked @ self.stack[:-1] + self.stack[-1]
        probability = 1 / (1 + np.exp(-(self.curves[:, 0] * log_odds + self.curves[:, 1])))
        return probability * open_share(roles)

    def above_threshold(self, probability: np.ndarray) -> tuple[dict[str, float], ...]:
        """The signals of each text that reach their code's threshold, with their probabilities."""
        return tuple(
            {SIGNALS[k]: float(row[k]) for k in np.flatnonzero(row >= self.thresholds_)} for row in probability
        )

    def to_arrays(self) -> dict[str, np.ndarray]:
        """Everything learned but the encoder, as arrays for `numpy.savez`: nothing that could run code."""
        return {
            "stack": self.stack.astype(np.float32), "curves": self.curves, "thresholds": self.thresholds_,
            "codes": np.array(SIGNALS), **self.scorer.to_arrays(),
        }  # fmt: skip

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any], encoder: UtteranceEncoder) -> SignalClassifier:
        """The inverse of to_arrays; ValueError if the arrays were made for another codebook."""
        if tuple(arrays["codes"].tolist()) != SIGNALS:
            raise ValueError("these signal weights were trained for another list of codes: train the models again")
        return cls(
            SignalScorer.from_arrays(arrays), encoder, arrays["stack"], arrays["curves"], arrays["thresholds"]
        )  # fmt: skip


def open_share(roles: np.ndarray) -> np.ndarray:
    """The chance that a side is speaking that can say the code: shape (n_texts, len(SIGNALS))."""
    found = np.zeros((len(roles), len(SIGNALS)))
    for side, share in shares(roles).items():
        found[:, columns(side)] += share[:, None]
    return found


def stack_features(scores: np.ndarray, features: SignalFeatures) -> np.ndarray:
    """What the second stage looks at, shape (n_texts, n_stack_features).

    scores: as `SignalScorer.scores` gives them.
    """
    joint = np.sum(
        [_JOINT[name] * (_chance(score, features) if name == "encoder" else score)
         for name, score in zip(SCORES, scores, strict=True)], axis=0
    )  # fmt: skip
    own = [(_ENCODER if name == "encoder" else _OWN) * score for name, score in zip(SCORES, scores, strict=True)]
    near = [weight * _moved(joint, by, features.lengths) for by, weight in _NEIGHBOURS]
    head = features.roles[:, [ROLE_ORDER.index("head")]]
    place = _PLACE * np.hstack([features.place, head])
    return np.hstack([*own, joint, *near, _IN_CALL * _highest(joint, features.lengths), place])


def _chance(logits: np.ndarray, features: SignalFeatures) -> np.ndarray:
    chance: np.ndarray = open_share(features.roles) / (1 + np.exp(-logits))
    return chance


def _moved(rows: np.ndarray, by: int, lengths: Sequence[int]) -> np.ndarray:
    """Each row becomes that of the text `by` places before (after, where negative) in its call, or zeros."""
    out = np.zeros_like(rows)
    start = 0
    for length in lengths:
        if abs(by) < length:
            call = rows[start : start + length]
            target = out[start : start + length]
            target[max(by, 0) : length + min(by, 0)] = call[max(-by, 0) : length - max(by, 0)]
        start += length
    return out


def _highest(rows: np.ndarray, lengths: Sequence[int]) -> np.ndarray:
    starts = np.cumsum([0, *lengths])[:-1]
    return np.repeat(np.maximum.reduceat(rows, starts, axis=0), lengths, axis=0)


def truth_table(labels: Sequence[Sequence[frozenset[str]]]) -> np.ndarray:
    """Bool, shape (n_texts of all conversations, len(SIGNALS))."""
    return np.array([[code in codes for code in SIGNALS] for call in labels for codes in call])


def fit_stack(
    stacked: np.ndarray, roles: np.ndarray, truth: np.ndarray, start: np.ndarray | None = None
) -> np.ndarray:  # fmt: skip
    """Weights of the second stage, shape (n_stack_features + 1, len(SIGNALS)); roles must be certain.

    start: weights of nearly the same texts, from which three steps suffice where it takes seven from nothing.
    """
    weights = np.zeros((stacked.shape[1] + 1, len(SIGNALS)))
    weights[-1] = _NEVER
    can_say = open_share(roles) > 0.5
    for code in range(len(SIGNALS)):
        rows = can_say[:, code]
        if truth[rows, code].sum() < _LEAST_EXAMPLES:
            continue
        scale = scale_for(code, stacked.shape[1])
        # Newton's method: the tables are tall and narrow, and it needs a dozen steps where others need hundreds
        tolerance = _STACK_TOLERANCE if start is None else _STARTED_TOLERANCE
        model = LogisticRegression(C=_STACK_STRENGTH, solver="newton-cholesky", tol=tolerance, warm_start=True)
        if start is not None:
            model.coef_, model.intercept_ = start[None, :-1, code] / scale, start[-1:, code]
        model.fit(stacked[rows] * scale, truth[rows, code])
        weights[:-1, code], weights[-1, code] = model.coef_[0] * scale, model.intercept_[0]
    return weights


def scale_for(code: int, width: int) -> np.ndarray:
    """Scale of each column of `stack_features` for one code, shape (width,): the larger, the less it is penalised."""
    codes = len(SIGNALS)
    own, beside = (len(SCORES) + 1) * codes, (len(_NEIGHBOURS) + 1) * codes
    scale = np.ones(width)
    scale[:own] = _OF_OTHERS
    scale[code:own:codes] = _OF_THIS_CODE
    scale[own + code : own + beside : codes] = _BESIDE_OF_THIS_CODE
    return scale


def fit_curves(log_odds: np.ndarray, roles: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The curve from log-odds to probability of each code, and the threshold: shapes (len(SIGNALS), 2) and (.., ).

    log_odds: of the second stage, for texts of archives that neither stage had seen.
    """
    curves = np.tile([1.0, 0.0], (len(SIGNALS), 1))
    can_say = open_share(roles) > 0.5
    probabilities: dict[int, np.ndarray] = {}
    for code in range(len(SIGNALS)):
        rows = can_say[:, code]
        given, score = truth[rows, code], log_odds[rows, code]
        if given.sum() < _LEAST_EXAMPLES:
            continue
        curve = LogisticRegression(C=10.0).fit(score[:, None], given)
        curves[code] = curve.coef_[0, 0], curve.intercept_[0]
        probabilities[code] = curve.predict_proba(score[:, None])[:, 1]
    return curves, _thresholds(probabilities)


def _thresholds(probabilities: Mapping[int, np.ndarray]) -> np.ndarray:
    """The threshold of each code, from its probabilities: between its own best and the best of all codes together.

    A threshold where a code's own F1 is highest gives rare codes their due and finds many of them wrongly; one
    threshold for all does the reverse. The geometric mean of the two costs either figure little.
    """
    thresholds = np.full(len(SIGNALS), 0.5)
    if probabilities:
        common = best_threshold(np.concatenate(list(probabilities.values())))
        for code, chances in probabilities.items():
            thresholds[code] = np.sqrt(common * best_threshold(chances))
    return np.clip(thresholds, _LEAST_THRESHOLD, _MOST_THRESHOLD)


def best_threshold(probability: np.ndarray) -> float:
    """Where F1 is to be expected highest, from calibrated probabilities alone, shape (n,).

    With some dozens of examples the best by their labels jumps about. Source: Lipton, Elkan and Naryanaswamy, 2014,
    "Optimal Thresholding of Classifiers to Maximize F1 Measure".
    """
    ordered = np.sort(probability)[::-1]
    expected = 2 * np.cumsum(ordered) / (np.arange(1, len(ordered) + 1) + ordered.sum())
    return float(ordered[int(np.argmax(expected))])
