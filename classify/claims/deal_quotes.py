"""Which words of a deal's calls and messages carry a claim about it, the heaviest first and no three of them alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from classify.codebook import SIGNALS
from classify.deal_course.deal_story import Heard
from classify.deal_course.talk_topics import sentence_topics, talk_topics
from classify.records import Evidence

LEAST_WEIGHT = 0.12  # a quote weaker than this says nothing by itself
SAID_BEFORE = 0.6  # what a further quote of the same signal weighs: it adds less than the first
ALIKE = 0.6  # share of common words from which two quotes are the same thing said twice
_WORD = re.compile(r"\w+")

_NEED = {"need_stated": 0.4, "interest": 0.7, "ready_to_buy": 0.9, "budget_stated": 0.6, "request_next_step": 0.6}
# Which signals carry which claim, with the weight of one certain signal.
CARRIES: Mapping[str, Mapping[str, float]] = {
    "dated_deferral_due": {**_NEED, "deferral_dated": 1.5},
    "broken_promise": {**_NEED, "complaint_no_contact": 1.3, "promise": 0.9},
    "unworked_lead": {**_NEED, "complaint_no_contact": 0.9, "head_order": 0.8},
    "price_gap": {**_NEED, "objection_price": 1.0, "asks_discount": 1.1, "discount_offered": 0.8},
    "approval_or_decider": {**_NEED, "waits_on_head": 1.2, "objection_authority": 1.2},
    "interest_no_next_step": _NEED | {"interest": 1.0, "ready_to_buy": 1.2},
    "competitor_window": {**_NEED, "chose_competitor": 0.9, "objection_competitor": 0.9, "deferral_dated": 1.0},
    "supply_restored": {**_NEED, "interest": 0.9},
    "M1_no_callback": {"promise": 1.0, "complaint_no_contact": 1.4, "request_next_step": 0.7},
    "M2_slow_first_contact": {"complaint_no_contact": 1.2, "chose_competitor": 0.8, "need_stated": 0.5},
    "M3_no_discovery": {"pressure_upsell": 0.8, "unsure_info": 0.8, "complaint_service": 0.9, "need_stated": 0.5},
    "M4_objection_dropped": {"objection_dropped": 1.4, "objection_price": 0.9, "objection_trust": 0.8,
                             "objection_competitor": 0.7, "brush_off": 0.8},
    "M5_no_next_step": {"interest": 1.1, "ready_to_buy": 1.2, "request_next_step": 0.7},
    "M6_quote_late_or_wrong": {"complaint_service": 1.3, "promise": 0.8, "complaint_no_contact": 0.9},
    "M7_rude_or_incompetent": {"rude": 1.3, "unsure_info": 1.2, "complaint_service": 1.0},
    "M8_wrong_person": {"objection_authority": 1.3},
    "M9_early_close": {"deferral_dated": 1.3, "interest": 1.0, "ready_to_buy": 1.0, "request_next_step": 0.8},
    "M10_fake_activity": {"complaint_no_contact": 1.3, "need_stated": 0.4},
    "H1_deferred_to_next_period": {"seller_defers": 1.4, "head_order": 1.3, "ready_to_buy": 0.8},
    "H2_bad_routing": {"complaint_no_contact": 1.2, "complaint_service": 0.9, "head_order": 0.9},
    "H3_approval_stuck": {"waits_on_head": 1.4, "asks_discount": 0.8, "chose_competitor": 0.5},
    "H4_activity_over_leads": {"head_order": 1.4, "complaint_no_contact": 1.0},
    "H5_no_control": {"complaint_service": 1.2, "complaint_no_contact": 1.1, "head_order": 1.1},
    "H6_small_deal_cut": {"brush_off": 1.4, "head_order": 1.1, "need_stated": 0.5},
    "H7_forced_upsell": {"pressure_upsell": 1.4, "head_order": 1.0, "objection_price": 0.6},
    "H8_crm_over_client": {"head_order": 1.2, "waits_on_head": 1.0, "complaint_no_contact": 0.7},
}  # fmt: skip

# Which matters carry which claim, where no signal does: a supplier who says that the goods have arrived promises and
# asks nothing. Matters of the house (deal_course.talk_topics) count in what was said outside the deal's own calls.
MATTERS: Mapping[str, Mapping[str, float]] = {
    "price_gap": {"lower_price": 1.1},
    "approval_or_decider": {"approved": 1.0, "approval": 0.9},
    "competitor_window": {"term_ends": 1.0, "supplier_fails": 1.0},
    "supply_restored": {"supply": 1.3, "not_available": 0.6},
    "M10_fake_activity": {"forms": 1.0},
    "H1_deferred_to_next_period": {"plan": 1.0},
    "H2_bad_routing": {"away": 1.0},
    "H3_approval_stuck": {"approval": 1.0},
    "H4_activity_over_leads": {"dials": 1.0},
    "H5_no_control": {"staff": 1.0},
    "H6_small_deal_cut": {"check": 0.9},
    "H7_forced_upsell": {"check": 0.9},
    "H8_crm_over_client": {"forms": 1.0},
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A piece of evidence with its weight for the claim: 1 is one certain signal of the ordinary kind."""

    weight: float
    piece: Evidence
    signal: str = ""  # of a quote, the one that weighs most, or its matter


def quotes_that_carry(claim: str, heard: Iterable[Heard], side_talk: Iterable[Heard]) -> list[Weighed]:
    """The words that carry a claim (a cause or a revive_reason code), by what each adds to those before it.

    side_talk: what was said outside the deal's own calls. What was said twice is given once.
    """
    weights, matters = _weights(CARRIES[claim]), MATTERS.get(claim, {})
    weighed = [_by_matter(_weighed(h, weights), sentence_topics(h.text), matters) for h in heard]
    weighed += [
        _by_matter(_weighed(h, weights), sentence_topics(h.text) | talk_topics([h.text]), matters) for h in side_talk
    ]
    return _varied(weighed)


def quotes_for(heard: Iterable[Heard], carries: Mapping[str, float]) -> list[Weighed]:
    """The same by signals alone. carries: signal code to the weight of one certain signal."""
    weights = _weights(carries)
    return _varied(_weighed(h, weights) for h in heard)


def _weights(carries: Mapping[str, float]) -> np.ndarray:
    return np.array([carries.get(code, 0.0) for code in SIGNALS])


def _by_matter(one: Weighed, topics: Iterable[str], matters: Mapping[str, float]) -> Weighed:
    """The same quote, by its matter where that weighs more than its signals."""
    topic = max(sorted(topics), key=lambda topic: matters.get(topic, 0.0), default="")
    weight = matters.get(topic, 0.0)
    return replace(one, weight=weight, signal=topic) if weight > one.weight else one


def _weighed(heard: Heard, weights: np.ndarray) -> Weighed:
    strongest = int(np.argmax(heard.probability * weights))
    return Weighed(float(heard.probability[strongest] * weights[strongest]), _quote(heard, weights), SIGNALS[strongest])


def _varied(weighed: Iterable[Weighed]) -> list[Weighed]:
    """Greedy: the heaviest of what is left, where another quote of a signal weighs less than the first."""
    left = sorted((one for one in weighed if one.weight >= LEAST_WEIGHT), key=lambda one: -one.weight)
    chosen: list[Weighed] = []
    said: Counter[str] = Counter()
    while left:
        best = max(left, key=lambda one: one.weight * SAID_BEFORE ** said[one.signal])
        left.remove(best)
        if not any(_alike(best.piece.quote, other.piece.quote) for other in chosen):
            chosen.append(Weighed(best.weight * SAID_BEFORE ** said[best.signal], best.piece, best.signal))
            said[best.signal] += 1
    return chosen


def _alike(text: str, other: str) -> bool:
    words, others = set(_WORD.findall(text.lower())), set(_WORD.findall(other.lower()))
    return len(words & others) >= ALIKE * max(1, len(words | others))


def quote_of(heard: Heard, signals: Sequence[str] = (), fact: str | None = None) -> Evidence:
    """The words as evidence. signals: codes to name beside them; fact: what they show, see Evidence.fact."""
    if heard.utterance is None:
        assert heard.message is not None
        return Evidence(
            "message", heard.text, at=heard.at, ref=heard.message.message_id, role=heard.role, signals=tuple(signals),
            fact=fact,
        )  # fmt: skip
    said = heard.utterance
    return Evidence(
        "utterance", said.text, at=heard.at, call_id=heard.call_id, index=said.index, start_s=said.start_s,
        end_s=said.end_s, role=said.role, signals=tuple(signals), doubtful=said.suspect is not None,
        link_confidence=heard.link_confidence, fact=fact,
    )  # fmt: skip


def _quote(heard: Heard, weights: np.ndarray) -> Evidence:
    strongest = np.argsort(-heard.probability * weights, kind="stable")[:2]
    return quote_of(heard, [SIGNALS[k] for k in strongest if heard.probability[k] * weights[k] >= LEAST_WEIGHT])
