"""Which deal a thing belongs to that hangs on a contact or company instead of a deal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from deals.connectors.amocrm.values import embedded, mapping, moment_at

WON, LOST = 142, 143  # the same in every sales pipeline of every account
# A chat or a call makes the deal as often as the other way round: what came shortly before it belongs to it.
BEFORE_CREATION = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DealSpan:
    """When a deal was open. closed_at: None while it is."""

    deal_id: str
    created_at: datetime
    closed_at: datetime | None

    def begun(self, at: datetime) -> bool:
        return self.created_at - BEFORE_CREATION <= at

    def open_at(self, at: datetime) -> bool:
        return self.begun(at) and (self.closed_at is None or at <= self.closed_at)


@dataclass(frozen=True, slots=True)
class DealIndex:
    """All deals, by id and by the contacts and companies they are joined to.

    main_contacts: those that deals.csv names; a deal's other contacts stand in no table beside it.
    """

    deals: Mapping[str, DealSpan]
    main_contacts: frozenset[str] = frozenset()
    of_contact: Mapping[str, list[DealSpan]] = field(default_factory=dict)
    of_company: Mapping[str, list[DealSpan]] = field(default_factory=dict)

    def deal_of(self, entity_type: str, entity_id: str, at: datetime | None) -> str | None:
        """The deal itself; of a contact or company its only deal, or the only one open at that moment.

        None where that leaves several or none: guessing would put words into another deal. entity_type: "leads",
        "contacts" or "companies", in the singular as well.
        """
        kind = entity_type.rstrip("s")
        if kind == "lead":
            return entity_id if entity_id in self.deals else None
        spans = {"contact": self.of_contact, "company": self.of_company, "companie": self.of_company}.get(kind, {})
        candidates = spans.get(entity_id, [])
        if at is None:
            return candidates[0].deal_id if len(candidates) == 1 else None
        if len(candidates) > 1:
            candidates = [span for span in candidates if span.open_at(at)]
        return candidates[0].deal_id if len(candidates) == 1 and candidates[0].begun(at) else None


def deal_index(leads: Iterable[Mapping[str, Any]]) -> DealIndex:
    """leads: as the API gives them, with contacts."""
    deals: dict[str, DealSpan] = {}
    main_contacts: set[str] = set()
    of_contact: dict[str, list[DealSpan]] = {}
    of_company: dict[str, list[DealSpan]] = {}
    for lead in leads:
        created_at = moment_at(lead.get("created_at"))
        if created_at is None:
            continue
        closed_at = moment_at(lead.get("closed_at")) if lead.get("status_id") in (WON, LOST) else None
        span = DealSpan(str(lead["id"]), created_at, closed_at)
        deals[span.deal_id] = span
        main_contacts.add(main_contact(lead))
        for contact in embedded(lead, "contacts"):
            of_contact.setdefault(str(contact.get("id")), []).append(span)
        for company in embedded(lead, "companies"):
            of_company.setdefault(str(company.get("id")), []).append(span)
    return DealIndex(deals, frozenset(main_contacts), of_contact, of_company)


def main_contact(lead: Mapping[str, Any]) -> str:
    """The id of the deal's main contact, else of its first, else ""."""
    contacts = embedded(lead, "contacts")
    chosen = next((one for one in contacts if one.get("is_main")), contacts[0] if contacts else mapping(None))
    return str(chosen.get("id", ""))
