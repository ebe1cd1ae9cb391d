"""Which deal a call speaks about that belongs to none: inside the office, with a supplier, on an answering machine.

The head's orders, the approval that lies about, the goods that came back into stock are said there.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from deals.records import Archive, CallRecord, Deal

STEM_LETTERS = 5  # forgets Russian endings and most recognition errors
LEAST_WORD = 4  # letters; shorter words are grammar
# Sum of rarity (nats) of the shared stems. Inside the office one rare name is enough; a stranger's call that is
# about no deal at all is the likelier case, so it needs about two.
LEAST_EVIDENCE_INSIDE, LEAST_EVIDENCE_OUTSIDE = 3.0, 5.0
LEAST_LEAD = 1.25  # times the runner-up
TITLE_WEIGHT = 0.7  # words of a deal's title are products and places, which other deals share in fact if not in name
_WORD = re.compile(r"[^\W\d_]+")


def deals_spoken_of(archive: Archive, words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Call id to deal id, for the calls among `words` (call id to texts) that clearly speak about one deal.

    A deal is recognised by stems of its client's name, company and title, each weighed by its rarity among the
    deals; a deal created after the call, or owned by none of the speakers, must be named more clearly.
    """
    names = {deal.deal_id: _weighted_stems(archive, deal) for deal in archive.deals.values()}
    named_by: dict[str, list[str]] = defaultdict(list)  # stem to deal ids
    for deal_id, found in names.items():
        for stem in found:
            named_by[stem].append(deal_id)
    rarity = {stem: math.log(1 + len(names) / len(deal_ids)) for stem, deal_ids in named_by.items()}
    extensions = {person.extension for person in archive.people.values() if person.extension}
    records = {call.call_id: call for call in archive.calls}
    about = {}
    for call_id, texts in words.items():
        call, said = records[call_id], _stems(" ".join(texts))
        there = _user_ids_there(archive, call)
        # Only deals with a stem that was said: in a large archive, asking all would take longer than anything else.
        possible = {deal_id for stem in said & named_by.keys() for deal_id in named_by[stem]}
        scores = {
            deal_id: sum(rarity[stem] * weight for stem, weight in names[deal_id].items() if stem in said)
            * _plausible(call, archive.deals[deal_id], there)
            for deal_id in possible
        }
        least = LEAST_EVIDENCE_INSIDE if call.client_phone in extensions else LEAST_EVIDENCE_OUTSIDE
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:2]
        runner_up = ranked[1][1] if len(ranked) > 1 else 0.0
        if ranked and ranked[0][1] >= least and ranked[0][1] >= LEAST_LEAD * runner_up:
            about[call_id] = ranked[0][0]
    return about


def _weighted_stems(archive: Archive, deal: Deal) -> dict[str, float]:
    contact = archive.contacts.get(deal.contact_id) if deal.contact_id else None
    named = _stems(f"{contact.name or ''} {contact.company or ''}") if contact else set()
    # Sorted, so that the floats are added up in the same order in every run.
    return dict.fromkeys(sorted(_stems(deal.title or "")), TITLE_WEIGHT) | dict.fromkeys(sorted(named), 1.0)


def _stems(text: str) -> set[str]:
    words = _WORD.findall(text.lower().replace("ё", "е"))
    return {word[:STEM_LETTERS] for word in words if len(word) >= LEAST_WORD}


def _user_ids_there(archive: Archive, call: CallRecord) -> set[str | None]:
    """Our people in the call: who made or took it, and who has the other end's extension."""
    return {call.user_id} | {
        p.user_id for p in archive.people.values() if p.extension and p.extension == call.client_phone
    }


def _plausible(call: CallRecord, deal: Deal, there: Set[str | None]) -> float:
    if call.started_at is not None and call.started_at < deal.created_at:
        return 0.3
    return 1.3 if deal.owner_id is not None and deal.owner_id in there else 1.0
