"""Which deals a call may belong to, before anything is weighed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deals.linking.deal_index import DealIndex, hours
from deals.linking.evidence import AFTER_CLOSING_H, BEFORE_CREATION_H, NOTED_WITHIN_H, Pairs
from deals.linking.spoken_deals import Speech, SpokenDeals
from deals.linking.unknown_numbers import UnknownNumbers
from deals.records import CallRecord

MOST_BY_WORDS = 8  # candidates taken from what was said
MOST_BY_TIME = 8  # candidates taken from what the call's person entered in the CRM just after it


@dataclass(slots=True)
class CandidateFinder:
    """spoken: None until the calls have been surveyed, or where nothing is known of what was said."""

    index: DealIndex
    speeches: Mapping[str, Speech]  # by call id
    numbers: UnknownNumbers
    spoken: SpokenDeals | None = None
    crm_trust: float = math.log(0.9 / 0.1)  # log odds of the CRM's opinion being right, see CallLinker.survey

    def user(self, call: CallRecord) -> int:
        """The place of the call's person, -1 where not known."""
        return self.index.user_places.get(call.user_id or "", -1)

    def is_internal(self, call: CallRecord) -> bool:
        return call.client_phone in self.index.extensions

    def is_unknown(self, call: CallRecord) -> bool:
        """Whether the other end has a number that is neither a contact's nor our own."""
        phone = call.client_phone
        return phone is not None and phone not in self.index.extensions and not self.index.deals_of_phone(phone)[1]

    def find(self, place: int, call: CallRecord, pairs: Pairs) -> tuple[float, ...]:
        """Add the candidates of the call at this place to `pairs`; gives its row of CALL_FEATURES."""
        phone = call.client_phone or ""
        deals, contacts = self.index.deals_of_phone(phone)
        # Whose own deals are known needs no colleagues'.
        colleagues = self.index.deals_of_colleagues(phone) if contacts and not deals else ()
        stated = self.index.place_of.get(call.stated_deal_id) if call.stated_deal_id else None
        internal = phone in self.index.extensions
        unknown = bool(phone) and not contacts and not internal
        speaks = self.numbers.speaks(phone, call.call_id) if unknown else {}
        speech = (self.numbers.speech(phone) if unknown else None) or self.speeches.get(call.call_id)
        candidates = dict.fromkeys((*deals, *colleagues, *(() if stated is None else (stated,)), *speaks))
        if not self._in_time(deals, call):
            candidates |= dict.fromkeys(self._beyond_the_number(call, speech, internal=internal))
        # A number with one deal needs no words; comparing them in every call would only take time.
        spoken = self.spoken if speech is not None and len(candidates) > (len(deals) == 1) else None
        for deal in candidates:
            pairs.add(
                place,
                deal,
                phone_contacts=contacts if deal in deals else 0,
                colleague=deal in colleagues,
                known_number=contacts > 0,
                crm=self.crm_trust if deal == stated else 0.0,
                crm_alone=self.crm_trust if deal == stated and not contacts else 0.0,
                words=spoken.comparison(speech, deal) if spoken is not None and speech is not None else None,
                number_speaks=speaks.get(deal, 0.0),
            )
        return (
            1.0,
            float(internal),
            float(unknown and stated is None),  # whose deal the CRM knows is no stranger
            float(not phone),
            float(contacts > 0 and not deals),
            float(speech is None),
            math.log(contacts) if contacts else 0.0,
        )

    def _in_time(self, deals: Sequence[int], call: CallRecord) -> bool:
        """Whether one of the number's deals was alive at the time; else the call is probably about another one."""
        if call.started_at is None or not deals:
            return bool(deals)
        return self.index.alive(deals, hours(call.started_at), BEFORE_CREATION_H, AFTER_CLOSING_H)

    def _beyond_the_number(self, call: CallRecord, speech: Speech | None, *, internal: bool) -> list[int]:
        """Deals of which the call speaks, and those that its person entered something in just after it."""
        found = self.spoken.likely(speech, MOST_BY_WORDS) if self.spoken is not None and speech is not None else []
        user = self.user(call)
        if call.started_at is None or user < 0 or internal:
            return found
        return found + self.index.deals_touched(user, hours(call.started_at), NOTED_WITHIN_H)[:MOST_BY_TIME]
