"""What calls inside the office would settle: there the head gives orders that decide the deals of those who hear.

Such a call speaks about one deal of its people, who knows which: it counts as their deals do on average, and more, for
deals that end up on a list are spoken of more than others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta

from classify.speaker_roles.call_evidence import people_by_extension
from deals.records import Archive

# Deals flagged in the end that calls inside the office speak about, over as many as if the deal were drawn by lot from
# their people's; benchmarks/audio_budget.py measures it.
SPOKEN_OF = 2.0
BEFORE, AFTER = timedelta(days=30), timedelta(days=1)  # the deal was alive then, give or take


def inside_call_values(archive: Archive, call_ids: Mapping[str, object], gain: Mapping[str, float]) -> dict[str, float]:
    """Call id to what it would settle, of the calls among call_ids whose both ends are ours; gain: of each deal."""
    people = people_by_extension(archive)
    owned = defaultdict(list)
    for deal in archive.deals.values():
        if deal.owner_id is not None:
            owned[deal.owner_id].append(deal)
    values = {}
    for call in archive.calls:
        if call.call_id in call_ids and call.started_at is not None and (other := people.get(call.client_phone or "")):
            alive = [
                gain.get(deal.deal_id, 0.0)
                for user_id in sorted({call.user_id or other.user_id, other.user_id})
                for deal in owned[user_id]
                if deal.created_at - AFTER <= call.started_at
                and (deal.closed_at is None or call.started_at <= deal.closed_at + BEFORE)
            ]  # fmt: skip
            values[call.call_id] = SPOKEN_OF * sum(alive) / len(alive) if alive else 0.0
    return values
