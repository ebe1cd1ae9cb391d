"""Calls joined to deals: candidates found, evidence weighed, one probability for each and for "no deal"."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from deals.linking.candidates import MOST_BY_WORDS, CandidateFinder
from deals.linking.deal_index import DealIndex, hours
from deals.linking.evidence import DEAL_FEATURES, Pairs, deal_evidence
from deals.linking.link import AMBIGUOUS, LEAST_CONFIDENCE, LEAST_POSSIBLE, Candidate, Link
from deals.linking.link_model import LinkModel
from deals.linking.spoken_deals import Comparison, Speeches, SpokenDeals
from deals.linking.unknown_numbers import UnknownNumbers
from deals.records import Archive, CallRecord

RUN = 20_000  # calls weighed at once: enough for arrays to pay, little memory
# Before any comparison the CRM counts as right in nine of ten cases: telephony attaches a call to whichever deal of the
# contact it meets first.
_CRM_BEFORE = (9.0, 10.0)
_DIGITS = 9

# Kinds of evidence by which one of a number's deals is preferred to the others.
_DECIDERS = {
    "time": ("before", "long_before", "after", "gap", "noted"),
    "person": ("owner_now", "owner_once", "worker", "stranger"),
    "words": ("names", "likeness", "amount"),
    "crm": ("crm", "crm_alone"),
}
_DECIDER_NAMES = tuple(_DECIDERS)
# What a link without the client's number rests on: the first that is there.
_KINDS = (
    ("crm", ("crm",)),
    ("colleague", ("colleague",)),
    ("number", ("number_speaks",)),
    ("words", ("names", "likeness", "amount")),
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """Candidates of a run of calls; the pairs of call i are those from starts[i] to starts[i + 1]."""

    pairs: Pairs
    starts: np.ndarray
    evidence: np.ndarray  # (pairs, DEAL_FEATURES)
    call_rows: np.ndarray  # (calls, CALL_FEATURES)
    pair_probability: np.ndarray
    none_probability: np.ndarray

    def of_call(self, place: int) -> range:
        """The pairs of a call."""
        return range(int(self.starts[place]), int(self.starts[place + 1]))


class CallLinker:
    """Links calls of one archive, whose own calls are not looked at: they may be streamed from a database."""

    def __init__(
        self, archive: Archive, words: Mapping[str, str] | None = None, model: LinkModel | None = None
    ) -> None:
        """words: call id to all that was said in it. model: without one, weights as a clerk would put them."""
        self.model = model or LinkModel.prior()
        self.index = DealIndex(archive)
        self._archive = archive
        self._speeches = Speeches(words or {})
        self._numbers = UnknownNumbers()
        # Kinds of evidence by features, weighed: what each kind adds to a deal's score.
        self._decided = np.array(
            [[name in features for name in DEAL_FEATURES] * self.model.deal for features in _DECIDERS.values()]
        )
        self._finder = CandidateFinder(self.index, self._speeches, self._numbers)

    def survey(self, calls: Iterable[CallRecord]) -> None:
        """Learn from all calls which conversations describe which deals, and of which deals unknown numbers speak.

        calls: is walked over twice, so no iterator.
        """
        described = self._first_walk(calls)
        if self._speeches:
            self._finder.spoken = SpokenDeals(self._archive, self._speeches, described)
        pooled = UnknownNumbers()  # filled beside, so that no call is judged by those before it only
        for run in _runs(call for call in calls if self._numbers.has_others(call.client_phone or "")):
            weighed = self.weigh(run)
            for place, call in enumerate(run):
                own = weighed.of_call(place)
                deals = {weighed.pairs.deal[pair]: float(weighed.pair_probability[pair]) for pair in own}
                pooled.add_call(call.client_phone or "", call.call_id, deals)
        self._numbers.take_deals_of(pooled)

    def _first_walk(self, calls: Iterable[CallRecord]) -> dict[str, int]:
        """Call id to deal, of the conversations that surely belong to one.

        Unknown numbers are counted and their words put together, and the CRM's opinion is compared with numbers of a
        single deal.
        """
        described: dict[str, int] = {}
        right, stated = _CRM_BEFORE
        for call in calls:
            if call.client_phone is None:
                continue
            deals, contacts = self.index.deals_of_phone(call.client_phone)
            if len(deals) == contacts == 1:
                described[call.call_id] = deals[0]
                if call.stated_deal_id is not None:
                    stated += 1
                    right += self.index.place_of.get(call.stated_deal_id) == deals[0]
            elif not contacts and not self._finder.is_internal(call):
                self._numbers.meet(call.client_phone, self._speeches.get(call.call_id))
        self._finder.crm_trust = math.log(right / (stated - right))
        return described

    def spoken_of(self, call_id: str) -> list[tuple[str, Comparison]]:
        """The deals that share most with the words of a call, and how well they fit; none where nothing was said."""
        speech = self._speeches.get(call_id)
        if self._finder.spoken is None or speech is None:
            return []
        spoken = self._finder.spoken
        likely = spoken.likely(speech, MOST_BY_WORDS)
        return [(self.index.deal_ids[deal], spoken.comparison(speech, deal)) for deal in likely]

    def link(self, calls: Iterable[CallRecord]) -> Iterator[Link]:
        """One link per call, in their order. `survey` must have seen all calls before."""
        for run in _runs(calls):
            weighed = self.weigh(run)
            probability, none = weighed.pair_probability.tolist(), weighed.none_probability.tolist()
            starts = weighed.starts.tolist()
            for place, call in enumerate(run):
                order = sorted(range(starts[place], starts[place + 1]), key=lambda pair: -probability[pair])
                likely = [
                    Candidate(self.index.deal_ids[weighed.pairs.deal[pair]], probability[pair])
                    for pair in order
                    if probability[pair] >= LEAST_POSSIBLE
                ]
                yield self._link(call, likely, none[place], weighed, order)

    def weigh(self, calls: Sequence[CallRecord]) -> Weighed:
        """The candidates of each call with their evidence and probabilities."""
        pairs, starts, rows = Pairs(), [0], []
        for place, call in enumerate(calls):
            rows.append(self._finder.find(place, call, pairs))
            starts.append(len(pairs.call))
        at = np.array([np.nan if call.started_at is None else hours(call.started_at) for call in calls])
        users = np.array([self._finder.user(call) for call in calls], dtype=np.int64)
        evidence = deal_evidence(pairs, self.index, at, users)
        bounds, call_rows = np.array(starts), np.array(rows, dtype=np.float64)
        probability, none, _ = self.model.probabilities(evidence, bounds, call_rows)
        # Sums differ in the last digits by how many calls are weighed together, and ties must not be broken by that.
        return Weighed(pairs, bounds, evidence, call_rows, probability.round(_DIGITS), none.round(_DIGITS))

    def _link(
        self, call: CallRecord, likely: Sequence[Candidate], none: float, weighed: Weighed, order: Sequence[int]
    ) -> Link:
        """likely: the candidates worth naming; order: all its pairs. Both likeliest first."""
        if not likely or likely[0].probability < LEAST_CONFIDENCE:
            doubtful = bool(likely) and likely[0].probability > none
            method = AMBIGUOUS if doubtful else self._reason_for_none(call)
            return Link(call.call_id, None, none, method, alternatives=tuple(likely))
        best, method = likely[0], self._method(weighed, order)
        if method == "time":  # something was entered right after it: that happens after calls of suppliers, too
            return Link(call.call_id, None, none, AMBIGUOUS, alternatives=tuple(likely))
        return Link(
            call.call_id,
            best.deal_id,
            best.probability,
            method,
            contradicts_crm=call.stated_deal_id is not None and call.stated_deal_id != best.deal_id,
            alternatives=tuple(likely[1:]),
        )

    def _reason_for_none(self, call: CallRecord) -> str:
        if call.client_phone is None:
            return "no-phone"
        return "internal" if self._finder.is_internal(call) else "no-deal-of-phone"

    def _method(self, weighed: Weighed, order: Sequence[int]) -> str:
        """What the claim rests on: the kind of evidence, and what set the deal apart from the number's others."""
        if weighed.pairs.phone_contacts[order[0]]:
            rival = next((pair for pair in order[1:] if weighed.pairs.phone_contacts[pair]), None)
            if rival is None:
                return "phone"
            gains = self._decided @ (weighed.evidence[order[0]] - weighed.evidence[rival])
            return "phone+" + _DECIDER_NAMES[int(gains.argmax())]
        has = {name for name, value in zip(DEAL_FEATURES, weighed.evidence[order[0]].tolist(), strict=True) if value}
        return next((kind for kind, features in _KINDS if has.intersection(features)), "time")


def _runs(calls: Iterable[CallRecord]) -> Iterator[list[CallRecord]]:
    stream = iter(calls)
    while run := list(islice(stream, RUN)):
        yield run


def link_calls(
    archive: Archive, words: Mapping[str, str] | None = None, model: LinkModel | None = None
) -> tuple[Link, ...]:
    """One link per call of the archive, in the order of the calls; arguments as for CallLinker."""
    linker = CallLinker(archive, words, model)
    linker.survey(archive.calls)
    return tuple(linker.link(archive.calls))
