"""From evidence to probabilities: a call's candidates, "no deal" and "a deal not among them" share one.

A conditional logit model, source: McFadden (1974), Conditional logit analysis of qualitative choice behavior. Few
archives are labelled, so the weights are drawn towards what is known of telephones and CRMs anyway (the priors below)
and learned only as far as the data speaks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from deals.linking.evidence import CALL_FEATURES, DEAL_FEATURES

# What a good clerk would say before seeing any data, in nats.
DEAL_PRIOR = {
    "phone": 7.0,
    "phone_sharing": -0.5,
    "colleague": 4.0,
    "other_number": -3.0,
    "owner_now": 2.5,
    "owner_once": 0.5,
    "worker": 0.7,
    "stranger": -0.5,
    "before": -0.4,
    "long_before": -2.0,
    "after": -0.2,
    "gap": -0.4,
    "noted": 1.0,
    "crm": 1.0,
    "crm_alone": 1.0,
    "names": 0.7,
    "likeness": 5.0,
    "amount": 1.0,
    "number_speaks": 4.0,
}
NONE_PRIOR = {
    "call": 1.5,
    "internal": 4.0,
    "unknown_number": 2.0,
    "no_number": 0.0,
    "contact_without_deals": 2.0,
    "wordless": 0.0,
    "sharing_number": 0.0,
}
OTHER_PRIOR = {
    "call": -5.0,
    "internal": -2.0,
    "unknown_number": 4.0,
    "no_number": 5.0,
    "contact_without_deals": 3.0,
    "wordless": 1.0,
    "sharing_number": 0.0,
}
# Evidence for a deal must not come to speak against it, nor the other way round, because few archives are labelled. And
# in these every call comes from some deal's history, so that calls without words or number look like sure ones; at a
# client's they are not.
LEAST_WEIGHTS = {
    **dict.fromkeys(("colleague", "noted", "likeness", "amount", "number_speaks"), 0.0),
    "crm": 1.0,  # its evidence is a log odds already
    # There, who gives a name says much else about the deal too, and "likeness" takes the credit. At a client's a name
    # may be all that is understood, and the CRM's opinion all that is known.
    "names": 0.5,
    "crm_alone": 1.0,
}
NEVER_POSITIVE = frozenset({"other_number", "phone_sharing", "before", "long_before", "after", "gap", "stranger"})
NONE_NEVER_NEGATIVE = frozenset({"no_number", "wordless"})
PRIOR_STRENGTH = 1.0  # an L2 penalty on the distance from the prior, per weight

NO_DEAL, OTHER_DEAL = -1, -2  # answers that are no pair


@dataclass(frozen=True, slots=True)
class LinkModel:
    """Weights in nats. deal: shape (len(DEAL_FEATURES),); none and other: shape (len(CALL_FEATURES),)."""

    deal: np.ndarray
    none: np.ndarray
    other: np.ndarray

    @classmethod
    def prior(cls) -> LinkModel:
        """The weights before anything was learned."""
        return cls(
            np.array([DEAL_PRIOR[name] for name in DEAL_FEATURES]),
            np.array([NONE_PRIOR[name] for name in CALL_FEATURES]),
            np.array([OTHER_PRIOR[name] for name in CALL_FEATURES]),
        )

    def probabilities(
        self, evidence: np.ndarray, starts: np.ndarray, calls: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(probability of each pair; of no deal and of a deal that is no candidate, for each call).

        evidence: (pairs, deal features); the pairs of call i are those from starts[i] to starts[i + 1], starts having
        one entry more than there are calls. calls: (calls, call features).
        """
        scores, none, other = evidence @ self.deal, calls @ self.none, calls @ self.other
        call_of = np.repeat(np.arange(len(calls)), np.diff(starts))
        highest = np.maximum(none, other)
        np.maximum.at(highest, call_of, scores)
        weights = np.exp(scores - highest[call_of])
        without, elsewhere = np.exp(none - highest), np.exp(other - highest)
        total = without + elsewhere + np.bincount(call_of, weights, minlength=len(calls))
        return weights / total[call_of], without / total, elsewhere / total

    def to_arrays(self) -> dict[str, np.ndarray]:
        """The state with the names of the weights, for numpy.savez."""
        return {
            "deal_features": np.array(DEAL_FEATURES),
            "call_features": np.array(CALL_FEATURES),
            "deal": self.deal,
            "none": self.none,
            "other": self.other,
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, np.ndarray]) -> LinkModel:
        """The inverse of to_arrays. ValueError where the weights are those of other evidence."""
        for kind, names in (("deal_features", DEAL_FEATURES), ("call_features", CALL_FEATURES)):
            if tuple(arrays[kind].tolist()) != names:
                raise ValueError(f"weights of other {kind}: {', '.join(arrays[kind].tolist())}")
        return cls(arrays["deal"], arrays["none"], arrays["other"])


@dataclass(frozen=True, slots=True)
class LinkExamples:
    """Calls whose deal is known; arrays as LinkModel.probabilities takes them.

    answer: for each call the place of the right pair among all pairs, NO_DEAL, or OTHER_DEAL where the right deal is
    no candidate.
    """

    evidence: np.ndarray
    starts: np.ndarray
    calls: np.ndarray
    answer: np.ndarray
    weight: float = 1.0  # of each call


def fit_link_model(examples: Sequence[LinkExamples], prior_strength: float = PRIOR_STRENGTH) -> LinkModel:
    """The weights of the highest penalised likelihood; the problem is concave, so they do not depend on the start."""
    from scipy.optimize import minimize  # takes half a second to import, and nobody who links needs it

    start = LinkModel.prior()
    prior = np.concatenate([start.deal, start.none, start.other])
    bounds: list[tuple[float | None, float | None]] = [
        (LEAST_WEIGHTS.get(name), 0.0 if name in NEVER_POSITIVE else None) for name in DEAL_FEATURES
    ]
    bounds += [(0.0, None) if name in NONE_NEVER_NEGATIVE else (None, None) for name in CALL_FEATURES]
    bounds += [(None, None)] * len(CALL_FEATURES)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        distance = weights - prior
        value, slope = prior_strength * float(distance @ distance) / 2, prior_strength * distance
        for part in examples:
            part_value, part_slope = _loss(_model(weights), part)
            value, slope = value + part.weight * part_value, slope + part.weight * part_slope
        return value, slope

    return _model(minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=bounds).x)


def _model(weights: np.ndarray) -> LinkModel:
    deals, calls = len(DEAL_FEATURES), len(CALL_FEATURES)
    return LinkModel(weights[:deals], weights[deals : deals + calls], weights[deals + calls :])


def _loss(model: LinkModel, part: LinkExamples) -> tuple[float, np.ndarray]:
    """Negative log-likelihood of the answers and its slope by all weights."""
    pairs, none, other = model.probabilities(part.evidence, part.starts, part.calls)
    linked, unlinked, elsewhere = part.answer >= 0, part.answer == NO_DEAL, part.answer == OTHER_DEAL
    chosen = np.where(unlinked, none, other)
    chosen[linked] = pairs[part.answer[linked]]
    right = np.zeros(len(pairs))
    right[part.answer[linked]] = 1.0
    slopes = (part.evidence.T @ (pairs - right), part.calls.T @ (none - unlinked), part.calls.T @ (other - elsewhere))
    return -float(np.sum(np.log(np.maximum(chosen, 1e-12)))), np.concatenate(slopes)
