"""The signal classifier, taught by corrections of single utterances.

Only the second stage learns, starting from the weights it has: the most probable weights given the corrections, where
what it knew before is the prior (a normal distribution about the old weights, by Laplace's rule). So neither the
training data nor minutes are needed, few corrections move little, and a code nobody judged stays as it was. A
correction speaks of the codes it names and of no other: what is not named is not known, which is not absent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from classify.call_signals.signal_features import signal_features
from classify.call_signals.signals import SignalClassifier, open_share, scale_for, stack_features
from classify.codebook import SIGNALS
from classify.learning_from_verdicts.reviewed_run import SpokenCall
from classify.learning_from_verdicts.verdict_agreement import LineDecision
from classify.model_files import CallModels

LEAST_LINES = 3  # of a code; with fewer it is left as it is
# How strongly the old weights are believed, in units of the second stage's own penalty: with 5 calls that were held
# out lost F1, with 30 not.
_PRIOR = 30.0
_CONSTANT_SCALE = 1.0  # how freely the base rate of a code moves, beside the scales of the columns
_STEPS, _CLOSE = 30, 1e-5
_NOTHING = 1e-12
_MOST_LOG_ODDS = 30.0


@dataclass(frozen=True, slots=True)
class JudgedLines:
    """All utterances of the calls in which codes were judged.

    stacked: shape (n_lines, n_stack_features); roles: (n_lines, 3); truth: (n_lines, len(SIGNALS)), 1.0 for there, 0.0
    for not there, NaN where not judged; groups: (n_lines,) str, the deal (or the call, where it has none); calls:
    (n_lines,) str.
    """

    stacked: np.ndarray
    roles: np.ndarray
    truth: np.ndarray
    groups: np.ndarray
    calls: np.ndarray

    def at(self, rows: np.ndarray) -> JudgedLines:
        return JudgedLines(*(getattr(self, name)[rows] for name in self.__slots__))

    def joined(self, other: JudgedLines) -> JudgedLines:
        pairs = ((getattr(self, name), getattr(other, name)) for name in self.__slots__)
        return JudgedLines(*(np.concatenate(pair) for pair in pairs))


def no_lines(classifier: SignalClassifier) -> JudgedLines:
    width = len(classifier.stack) - 1
    names = np.empty(0, dtype=str)
    return JudgedLines(np.empty((0, width)), np.empty((0, 3)), np.empty((0, len(SIGNALS))), names, names)


def judged_lines(
    decisions: Sequence[LineDecision], calls: Mapping[str, SpokenCall], groups: Mapping[str, str], models: CallModels
) -> JudgedLines:
    """What the second stage sees of the calls with judged lines. groups: call id to group."""
    call_ids = list(dict.fromkeys(decision.call_id for decision in decisions))
    if not call_ids:
        return no_lines(models.signals)
    features = signal_features([calls[i].conversation for i in call_ids], models.embedder, models.signals.encoder)
    stacked = stack_features(models.signals.scorer.scores(features), features)
    place = {(i, index): row for row, (i, index) in enumerate((i, index) for i in call_ids for index in calls[i].texts)}
    truth = np.full((len(stacked), len(SIGNALS)), np.nan)
    for decision in decisions:
        for code, present in decision.codes.items():
            truth[place[decision.call_id, decision.index], SIGNALS.index(code)] = float(present)
    counts = [len(calls[i].texts) for i in call_ids]
    names = (np.repeat(some, counts) for some in ([groups[i] for i in call_ids], call_ids))
    return JudgedLines(stacked, features.roles, truth, *names)


def taught(classifier: SignalClassifier, lines: JudgedLines) -> SignalClassifier:
    """The classifier with its second stage moved by these lines; the rest, thresholds too, stays."""
    stack = np.array(classifier.stack, dtype=float)
    share = open_share(lines.roles)
    target = _targets(classifier, lines)
    for code in range(len(SIGNALS)):
        rows = np.flatnonzero(share[:, code] > 0.5)
        if np.count_nonzero(~np.isnan(lines.truth[rows, code])) >= LEAST_LINES:
            stack[:, code] += _moved_by(classifier, code, lines.stacked[rows], target[rows, code])
    return SignalClassifier(
        classifier.scorer, classifier.encoder, stack, classifier.curves, classifier.thresholds_
    )  # fmt: skip


def _targets(classifier: SignalClassifier, lines: JudgedLines) -> np.ndarray:
    """What each line should have of each code, shape (n_lines, len(SIGNALS)): the verdict, else what is believed.

    Reviewers add what they happen to see missing, so that lines below the threshold are judged only where they carry
    the code. Taken alone these would say that all such lines carry it. The classifier expects a number of them there
    (the sum of its chances); those found are some of these, and the others are that much less likely.
    """
    believed = classifier.probability_of(lines.stacked, lines.roles)
    open_pairs = np.isnan(lines.truth)
    below = believed < classifier.thresholds_
    added = (below & (lines.truth == 1)).sum(axis=0)
    expected = np.where(below, believed, 0).sum(axis=0)
    elsewhere = np.where(below & open_pairs, believed, 0).sum(axis=0)
    left = np.clip((expected - added) / np.maximum(elsewhere, _NOTHING), 0, 1)
    target: np.ndarray = np.where(open_pairs, np.where(below, believed * left, believed), lines.truth)
    return target


def _moved_by(classifier: SignalClassifier, code: int, stacked: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """What to add to the weights of one code, the constant last: Newton's method on the penalised log-likelihood."""
    slope, shift = classifier.curves[code]
    before = slope * (stacked @ classifier.stack[:-1, code] + classifier.stack[-1, code]) + shift
    scale = np.append(scale_for(code, stacked.shape[1]), _CONSTANT_SCALE)
    table = slope * np.hstack([stacked, np.ones((len(stacked), 1))]) * scale
    move = np.zeros(table.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(before + table @ move, -_MOST_LOG_ODDS, _MOST_LOG_ODDS)))
        gradient = table.T @ (chance - truth) + _PRIOR * move
        curvature = (table * (chance * (1 - chance))[:, None]).T @ table + _PRIOR * np.eye(len(move))
        step = np.linalg.solve(curvature, gradient)
        move -= step
        if np.abs(step).max() < _CLOSE:
            break
    moved: np.ndarray = move * scale
    return moved
