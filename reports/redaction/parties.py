"""Whom a call or a deal is about, so that a first name that several people have is the right one's."""

from __future__ import annotations

from collections import defaultdict

from deals.records import Archive


class Parties:
    """Keys of persons, as `KnownNames` has them."""

    def __init__(self, archive: Archive) -> None:
        of_phone: dict[str, list[str]] = defaultdict(list)
        for contact in archive.contacts.values():
            for phone in contact.phones:
                of_phone[phone].append(f"contact {contact.contact_id}")
        self._of_deal = {deal.deal_id: _keys(deal.owner_id, deal.contact_id) for deal in archive.deals.values()}
        self._of_call = {
            call.call_id: _keys(call.user_id, None) | frozenset(of_phone.get(call.client_phone or "", ()))
            for call in archive.calls
        }

    def of(self, call_id: object, deal_id: object) -> frozenset[str] | None:
        """Of a call, a deal, or both; None where neither says anything."""
        call = self._of_call.get(call_id) if isinstance(call_id, str) else None
        deal = self._of_deal.get(deal_id) if isinstance(deal_id, str) else None
        return (call or frozenset()) | (deal or frozenset()) if call or deal else None


def _keys(user_id: str | None, contact_id: str | None) -> frozenset[str]:
    user = [f"user {user_id}"] if user_id else []
    return frozenset([*user, f"contact {contact_id}"] if contact_id else user)
