"""Which deal a call speaks about that belongs to none: inside the office, with a supplier, on an answering machine.

The head's orders, the approval that lies about, the goods that came back into stock are said there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from deals.linking.name_stems import stems
from deals.linking.spoken_deals import DealNames
from deals.records import Archive, CallRecord, Deal

# Sum of rarity (nats) of the shared stems. Inside the office one rare name is enough; a stranger's call that is
# about no deal at all is the likelier case, so it needs about two.
LEAST_EVIDENCE_INSIDE, LEAST_EVIDENCE_OUTSIDE = 3.0, 5.0
LEAST_LEAD = 1.25  # times the runner-up


def deals_spoken_of(archive: Archive, words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Call id to deal id, for the calls among `words` (call id to texts) that clearly speak about one deal.

    A deal is recognised by stems of its client's name, company and title, each weighed by its rarity among the
    deals; a deal created after the call, or owned by none of the speakers, must be named more clearly.
    """
    names = DealNames(archive)
    extensions = {person.extension for person in archive.people.values() if person.extension}
    records = {call.call_id: call for call in archive.calls}
    about = {}
    for call_id, texts in words.items():
        call, said = records[call_id], stems(" ".join(texts))
        there = _user_ids_there(archive, call)
        # Only deals with a stem that was said: in a large archive, asking all would take longer than anything else.
        possible = {deal_id for stem in said & names.named_by.keys() for deal_id in names.named_by[stem]}
        scores = {
            deal_id: sum(names.rarity[stem] * weight for stem, weight in names.weights[deal_id].items() if stem in said)
            * _plausible(call, archive.deals[deal_id], there)
            for deal_id in possible
        }
        least = LEAST_EVIDENCE_INSIDE if call.client_phone in extensions else LEAST_EVIDENCE_OUTSIDE
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
