"""Calls joined to deals by phone number, time and person, with a stated confidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from deals.records import Archive, CallRecord, Deal

# A manager often opens the deal while the first call is still going on, or after it.
BEFORE_CREATION = timedelta(days=3)
# Weeks after closing a call may still be about the deal; later it fades to the same client's next matter.
FADE_AFTER_CLOSING = timedelta(days=60)
UNLINKED_CERTAINTY = 0.95  # stated for calls with no deal of their number: the number may be a client's second one
LEAST_CONFIDENCE = 0.5  # below it, no link is claimed


@dataclass(frozen=True, slots=True)
class Link:
    """Where a call belongs. deal_id None: to no deal, or to none that could be told."""

    call_id: str
    deal_id: str | None
    confidence: float  # 0 to 1, of this deal, or of there being none
    method: str  # "phone", "phone+time", "crm", "no-phone", "no-deal-of-phone", "ambiguous"
    contradicts_crm: bool = False  # the CRM's own deal_id says otherwise


def link_calls(archive: Archive) -> tuple[Link, ...]:
    """One link per call of the archive, in the order of the calls.

    The client's number leads to the deals of its contacts; among several, the deal that was open at the time and
    whose owner made the call wins. The CRM's own deal_id counts as one more witness, and alone where the number
    says nothing.
    """
    by_phone = _deals_by_phone(archive)
    owners = _owners(archive)
    return tuple(_link(archive, call, by_phone.get(call.client_phone or "", []), owners) for call in archive.calls)


def _deals_by_phone(archive: Archive) -> dict[str, list[Deal]]:
    deals_of_contact = defaultdict(list)
    for deal in archive.deals.values():
        if deal.contact_id is not None:
            deals_of_contact[deal.contact_id].append(deal)
    found: dict[str, list[Deal]] = defaultdict(list)
    for contact in archive.contacts.values():
        for phone in contact.phones:
            found[phone].extend(deals_of_contact.get(contact.contact_id, ()))
    return found


def _owners(archive: Archive) -> dict[str, set[str]]:
    owners = defaultdict(set)
    for change in archive.owner_history:
        owners[change.deal_id].add(change.user_id)
    for deal in archive.deals.values():
        if deal.owner_id:
            owners[deal.deal_id].add(deal.owner_id)
    return owners


def _link(archive: Archive, call: CallRecord, candidates: list[Deal], owners: dict[str, set[str]]) -> Link:
    stated = archive.deals.get(call.stated_deal_id) if call.stated_deal_id else None
    if not candidates:
        if stated is not None:
            return Link(call.call_id, stated.deal_id, 0.8, "crm")
        if not call.client_phone:
            return Link(call.call_id, None, LEAST_CONFIDENCE, "no-phone")
        return Link(call.call_id, None, UNLINKED_CERTAINTY, "no-deal-of-phone")
    weights = {deal.deal_id: _weight(call, deal, owners.get(deal.deal_id, set())) for deal in candidates}
    best = max(weights, key=lambda deal_id: (weights[deal_id], deal_id))
    confidence = weights[best] / (sum(weights.values()) + _NO_DEAL_WEIGHT)
    if confidence < LEAST_CONFIDENCE:
        return Link(call.call_id, None, 1 - confidence, "ambiguous")
    method = "phone" if len(weights) == 1 else "phone+time"
    return Link(call.call_id, best, confidence, method, contradicts_crm=stated is not None and stated.deal_id != best)


_NO_DEAL_WEIGHT = 0.03  # against 1 for a call by the owner while the deal was open


def _weight(call: CallRecord, deal: Deal, owners: Iterable[str]) -> float:
    """How well the call fits the deal: 1 for a call by the deal's owner while it was open, less otherwise."""
    weight = 1.0 if call.user_id is None or call.user_id in owners else 0.5
    if call.stated_deal_id == deal.deal_id:
        weight *= 3
    return weight * _time_fit(call.started_at, deal)


def _time_fit(at: datetime | None, deal: Deal) -> float:
    if at is None:
        return 0.3
    if at < deal.created_at - BEFORE_CREATION:
        return 0.02
    closed_at = None if deal.status == "open" else deal.closed_at  # of an open deal it is only planned
    if closed_at is None or at <= closed_at + timedelta(days=1):
        return 1.0
    return 0.2 + 0.5 * 0.5 ** ((at - closed_at) / FADE_AFTER_CLOSING)
