"""The archive's people, clients and deals under the names that people know them by."""

from __future__ import annotations

from classify.records import Evidence
from deals.records import Archive, Contact, Deal
from reports.texts import Texts


class ArchiveNames:
    """Names out of an archive; what the archive does not say is `deal-unknown`."""

    def __init__(self, archive: Archive, texts: Texts) -> None:
        self._archive = archive
        self._texts = texts
        self._seller_of_call = {call.call_id: call.user_id for call in archive.calls}
        self._author_of_message = {message.message_id: message.author for message in archive.messages}

    def person(self, user_id: str | None) -> str:
        """The person's name; the id of somebody whom people.csv does not list."""
        if user_id is None:
            return self._texts.text("deal-unknown")
        person = self._archive.people.get(user_id)
        return person.name if person is not None else user_id

    def title(self, deal: Deal) -> str:
        return deal.title or self._texts.text("deal-no-title", deal=deal.deal_id)

    def contact(self, deal: Deal) -> Contact | None:
        return self._archive.contacts.get(deal.contact_id) if deal.contact_id else None

    def client(self, deal: Deal) -> str:
        """Contact and company, as far as they are known."""
        contact = self.contact(deal)
        known = [name for name in (contact.name, contact.company) if name] if contact is not None else []
        return ", ".join(known) or self._texts.text("deal-unknown")

    def speaker(self, evidence: Evidence) -> str:
        """Who said or wrote it: the role, and the name of one of the company's own people; empty if not known."""
        if evidence.role is None:
            return ""
        role = self._texts.text(f"role-{evidence.role}")
        user_id = self._seller_of_call.get(evidence.call_id or "") or self._author_of_message.get(evidence.ref or "")
        person = self._archive.people.get(user_id or "")
        if person is None or person.role != evidence.role:
            return role
        return self._texts.text("evidence-said-by", role=role, name=person.name)
