"""How much of what the calls of a deal say has been heard, and how much each call would add."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deals.linking import Link
from deals.records import CallRecord

LONG_TALK_S = 300.0  # beyond five minutes a call says little more of how the deal stands
FADES = 0.8  # of the call after it: the last calls tell how a deal ended
LEAST_S = 5.0  # a call costs this much, however short: opening, decoding
HARDLY_HEARD = 0.5  # below this share of a deal's calls, by what they say, it is not flagged


@dataclass(frozen=True, slots=True)
class AudioCall:
    """A call that can be heard, or has been."""

    call_id: str
    seconds: float
    heard: bool


def call_shares(
    records: Iterable[CallRecord], links: Iterable[Link], audio: Mapping[str, AudioCall]
) -> dict[str, dict[str, float]]:
    """Deal id to call id to the share of the deal's audio, by what it says; the shares of a deal add up to 1.

    A long call says more than a short one, a late one more than an early one. What may belong to the deal counts as
    much as it is likely to. Deals of which no call can be heard are left out.
    """
    chances: dict[str, dict[str, float]] = {
        link.call_id: {other.deal_id: other.probability for other in link.alternatives}
        | ({link.deal_id: link.confidence} if link.deal_id is not None else {})
        for link in links
    }
    calls: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for record in records:  # in time order
        if (call := audio.get(record.call_id)) is not None:
            for deal_id, chance in chances.get(record.call_id, {}).items():
                calls[deal_id].append((record.call_id, chance * min(call.seconds + LEAST_S, LONG_TALK_S)))
    return {deal_id: _shares(of_deal) for deal_id, of_deal in calls.items()}


def _shares(calls: list[tuple[str, float]]) -> dict[str, float]:
    weights = {call_id: weight * FADES**age for age, (call_id, weight) in enumerate(reversed(calls))}
    total = sum(weights.values())
    return {call_id: weight / total for call_id, weight in weights.items()}


def unheard_shares(shares: Mapping[str, Mapping[str, float]], audio: Mapping[str, AudioCall]) -> dict[str, float]:
    """Deal id to the share of its audio, by what it says, that nobody has heard, where there is any."""
    found = {
        deal_id: sum(share for call_id, share in of_deal.items() if not audio[call_id].heard)
        for deal_id, of_deal in shares.items()
    }
    return {deal_id: share for deal_id, share in found.items() if share > 0}


def hardly_heard(unheard: Mapping[str, float]) -> frozenset[str]:
    """The deals of which too little was heard to claim anything; unheard: share of each."""
    return frozenset(deal_id for deal_id, share in unheard.items() if 1 - share < HARDLY_HEARD)
