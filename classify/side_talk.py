"""Which deal a call speaks about that belongs to none: inside the office, with a supplier, on an answering machine.

The head's orders, the approval that lies about, the goods that came back into stock are said there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from datetime import datetime, timedelta

from deals.linking.name_stems import stems
from deals.linking.spoken_deals import DealNames
from deals.records import Archive, CallRecord, Deal

# Sum of rarity (nats) of the shared stems. Inside the office one rare name is enough; a stranger's call that is
# about no deal at all is the likelier case, so it needs about two.
LEAST_EVIDENCE_INSIDE, LEAST_EVIDENCE_OUTSIDE = 3.0, 5.0
LEAST_LEAD = 1.25  # times the runner-up
# Inside the office a deal on which something happens in these days is spoken of the sooner: on the labelled archives
# 30 of 37 calls said to be about a deal are right so, 27 of 38 without.
NEAR, NEAR_WEIGHT = timedelta(days=3), 2.0


def deals_spoken_of(archive: Archive, words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Call id to deal id, for the calls among `words` (call id to texts) that clearly speak about one deal.

    A deal is recognised by stems of its client's name, company and title, each weighed by its rarity among the
    deals; a deal created after the call, owned by none of the speakers, or at rest must be named more clearly.
    """
    names = DealNames(archive)
    extensions = {person.extension for person in archive.people.values() if person.extension}
    records = {call.call_id: call for call in archive.calls}
    moments = _moments_of_deals(archive)
    about = {}
    for call_id, texts in words.items():
        call, said = records[call_id], stems(" ".join(texts))
        there, inside = _user_ids_there(archive, call), call.client_phone in extensions
        # Only deals with a stem that was said: in a large archive, asking all would take longer than anything else.
        possible = {deal_id for stem in said & names.named_by.keys() for deal_id in names.named_by[stem]}
        scores = {
            deal_id: sum(names.rarity[stem] * weight for stem, weight in names.weights[deal_id].items() if stem in said)
            * _plausible(call, archive.deals[deal_id], there)
            * (NEAR_WEIGHT if inside and _any_near(moments[deal_id], call.started_at) else 1.0)
            for deal_id in possible
        }
        least = LEAST_EVIDENCE_INSIDE if inside else LEAST_EVIDENCE_OUTSIDE
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:2]
        runner_up = ranked[1][1] if len(ranked) > 1 else 0.0
        if ranked and ranked[0][1] >= least and ranked[0][1] >= LEAST_LEAD * runner_up:
            about[call_id] = ranked[0][0]
    return about


def _user_ids_there(archive: Archive, call: CallRecord) -> set[str | None]:
    """Our people in the call: who made or took it, and who has the other end's extension."""
    return {call.user_id} | {
        p.user_id for p in archive.people.values() if p.extension and p.extension == call.client_phone
    }


def _plausible(call: CallRecord, deal: Deal, there: Set[str | None]) -> float:
    if call.started_at is not None and call.started_at < deal.created_at:
        return 0.3
    return 1.3 if deal.owner_id is not None and deal.owner_id in there else 1.0


def _any_near(moments: Sequence[datetime], at: datetime | None) -> bool:
    if at is None:
        return False
    place = bisect_left(moments, at - NEAR)
    return place < len(moments) and moments[place] <= at + NEAR


def _moments_of_deals(archive: Archive) -> dict[str, list[datetime]]:
    found: dict[str, list[datetime]] = defaultdict(list)
    for deal in archive.deals.values():
        found[deal.deal_id].append(deal.created_at)
        if deal.closed_at is not None and deal.status != "open":
            found[deal.deal_id].append(deal.closed_at)
    for records in (archive.stage_history, archive.owner_history, archive.messages):
        for record in records:
            found[record.deal_id].append(record.at)
    for task in archive.tasks:
        found[task.deal_id] += [at for at in (task.created_at, task.due_at, task.completed_at) if at is not None]
    return {deal_id: sorted(of_deal) for deal_id, of_deal in found.items()}
