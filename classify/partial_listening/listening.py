"""From an analysis to what to hear next: the outlook of both lists, what each call would settle, and when to stop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

import numpy as np

from classify.analysis import Analysis
from classify.deal_course.heard_shares import AudioCall
from classify.partial_listening.listening_order import SURE_ENOUGH, HeardTogether, ListOutlook, gains, next_calls
from classify.ranked_lists.ranking import MOST_FLAGGED, REPORTING_THRESHOLD
from classify.records import ErrorLoss, Revival
from classify.side_calls.inside_calls import inside_call_values
from deals.linking import Link
from deals.records import Archive

LEAST_WORTH, MOST_WORTH = 0.5, 2.0  # of a deal by its amount, beside one of the usual amount

Stop = Literal["all_heard", "budget_spent", "sure"]


@dataclass(frozen=True, slots=True)
class NextCalls:
    """What to hear now; where that is nothing, why."""

    call_ids: tuple[str, ...]
    stop: Stop | None
    found: Mapping[str, float]  # list to the estimated share of its final deals that are flagged already


def decide(
    archive: Archive, analysis: Analysis, audio: Mapping[str, AudioCall], left_s: float, batch_s: float
) -> NextCalls:
    """The calls to hear next, at most batch_s and left_s seconds of them; left_s: of the budget."""
    outlooks = outlooks_of(analysis)
    found = {name: outlook.found() for name, outlook in outlooks.items()}
    if all(call.heard for call in audio.values()):
        return NextCalls((), "all_heard", found)
    if min(*found.values(), *(outlook.stays() for outlook in outlooks.values())) >= SURE_ENOUGH:
        return NextCalls((), "sure", found)
    groups = groups_of_calls(archive, analysis, audio, gains(outlooks.values(), worth_of_deals(archive)))
    chosen = tuple(next_calls(groups, min(left_s, batch_s)))
    return NextCalls(chosen, None if chosen else "budget_spent", found)


def groups_of_calls(
    archive: Archive, analysis: Analysis, audio: Mapping[str, AudioCall], gain: Mapping[str, float]
) -> list[HeardTogether]:
    """Every unheard call in one group: with its deal's, or alone. gain: deal id to what hearing all of it would settle.

    What may belong to several deals is heard with the likeliest.
    """
    inside = inside_call_values(archive, audio, gain)
    deal_of = {link.call_id: _likeliest_deal(link) for link in analysis.links}
    of_deals: dict[str, list[AudioCall]] = defaultdict(list)
    alone = []
    for record in reversed(archive.calls):  # in time order
        call = audio.get(record.call_id)
        if call is None or call.heard:
            continue
        deal_id = deal_of.get(call.call_id)
        if deal_id is not None and call.call_id not in inside:
            of_deals[deal_id].append(call)
        else:
            alone.append(HeardTogether([call], inside.get(call.call_id, 0.0)))
    return alone + [HeardTogether(calls, gain.get(deal_id, 0.0)) for deal_id, calls in of_deals.items()]


def _likeliest_deal(link: Link) -> str | None:
    if link.deal_id is not None or not link.alternatives:
        return link.deal_id
    return max(link.alternatives, key=lambda other: other.probability).deal_id


def outlooks_of(analysis: Analysis) -> dict[str, ListOutlook]:
    """The outlook of each list."""
    lists: dict[str, Sequence[Revival | ErrorLoss]] = {
        "revive": analysis.rankings.revive,
        "error_loss": analysis.rankings.error_loss,
    }
    return {name: _outlook(listed, analysis.unheard) for name, listed in lists.items()}


def _outlook(listed: Sequence[Revival | ErrorLoss], unheard: Mapping[str, float]) -> ListOutlook:
    return ListOutlook(
        deal_ids=[item.deal_id for item in listed],
        chance=np.array([item.probability for item in listed]),
        unheard=np.array([unheard.get(item.deal_id, 0.0) for item in listed]),
        flagged=np.array([item.flagged for item in listed], dtype=bool),
        threshold=REPORTING_THRESHOLD,
        most=MOST_FLAGGED,
    )


def worth_of_deals(archive: Archive) -> dict[str, float]:
    """Deal id to its worth beside a deal of the usual amount: the root of the ratio, so no amount decides alone."""
    amounts = {deal.deal_id: float(deal.amount) for deal in archive.deals.values() if deal.amount}
    usual = median(amounts.values()) if amounts else 1.0
    return {
        deal_id: min(max((amount / usual) ** 0.5, LEAST_WORTH), MOST_WORTH)
        for deal_id, amount in amounts.items() if amount > 0
    }  # fmt: skip
