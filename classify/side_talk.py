"""Which deal a call speaks about that belongs to none: inside the office, with a supplier, on an answering machine.

The head's orders, the approval that lies about, the goods that came back into stock are said there.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

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
    common = Counter(stem for found in names.values() for stem in found)
    rarity = {stem: math.log(1 + len(names) / count) for stem, count in common.items()}
    extensions = {person.extension for person in archive.people.values()}
    records = {call.call_id: call for call in archive.calls}
    about = {}
    for call_id, texts in words.items():
        said = _stems(" ".join(texts))
        scores = {
            deal_id: sum(rarity[stem] * weight for stem, weight in found.items() if stem in said)
            * _plausible(archive, records[call_id], archive.deals[deal_id])
            for deal_id, found in names.items()
        }
        inside = records[call_id].client_phone in extensions
        least = LEAST_EVIDENCE_INSIDE if inside else LEAST_EVIDENCE_OUTSIDE
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:2]
        runner_up = ranked[1][1] if len(ranked) > 1 else 0.0
        if ranked and ranked[0][1] >= least and ranked[0][1] >= LEAST_LEAD * runner_up:
            about[call_id] = ranked[0][0]
    return about


def _weighted_stems(archive: Archive, deal: Deal) -> dict[str, float]:
    contact = archive.contacts.get(deal.contact_id) if deal.contact_id else None
    named = _stems(f"{contact.name or ''} {contact.company or ''}") if contact else set()
    return dict.fromkeys(_stems(deal.title or ""), TITLE_WEIGHT) | dict.fromkeys(named, 1.0)


def _stems(text: str) -> set[str]:
    words = _WORD.findall(text.lower().replace("ё", "е"))
    return {word[:STEM_LETTERS] for word in words if len(word) >= LEAST_WORD}


def _plausible(archive: Archive, call: CallRecord, deal: Deal) -> float:
    if call.started_at is not None and call.started_at < deal.created_at:
        return 0.3
    there = {call.user_id} | {p.user_id for p in archive.people.values() if p.extension == call.client_phone}
    return 1.3 if deal.owner_id in there else 1.0
