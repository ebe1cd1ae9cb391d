"""Clients as the tables of an export name them, joined only by what tells a client for certain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from deals.exports.row_digest import content_id
from deals.phones import normalise_phone, split_phones


@dataclass(slots=True)
class BookedContact:
    contact_id: str
    name: str | None = None
    company: str | None = None
    phones: dict[str, str] = field(default_factory=dict)  # normalised to as written
    emails: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """What one row says of a client."""

    contact_id: str | None = None
    name: str | None = None
    company: str | None = None
    phones: tuple[str, ...] = ()  # one number each, as written
    emails: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.contact_id or self.name or self.company or self.phones or self.emails)


class ContactBook:
    """Two rows are one contact by an equal id, or by an equal phone or e-mail where their names do not differ.

    A shared office number joins no two people. Without any of these, name and company together are the contact; a
    name alone is one too, but only for rows that say no company and no number either.
    """

    def __init__(self, region: str | None) -> None:
        """region: where a phone number without a country code belongs, see deals.phones."""
        self._region = region
        self._contacts: dict[str, BookedContact] = {}
        self._by_key: dict[tuple[str, str], list[str]] = {}
        self._listed: dict[str, list[str]] = {}  # name to ids

    def add(self, facts: ContactFacts, *, listed: bool = False) -> str | None:
        """The contact's id, with what the row says of it taken in; None for a row that names no client.

        listed: the row is of a table of contacts, to whose names other tables refer.
        """
        if facts.empty:
            return None
        found = self._find(facts)
        if found is None:
            found = BookedContact(facts.contact_id or self._made_id(facts))
            found = self._contacts.setdefault(found.contact_id, found)
        found.name = found.name or facts.name
        found.company = found.company or facts.company
        for phone in facts.phones:
            found.phones.setdefault(self._normal(phone), phone)
        found.emails.update(email.casefold() for email in facts.emails)
        self._note_keys(found, facts)
        if listed and facts.name:
            self._listed.setdefault(_plain(facts.name), []).append(found.contact_id)
        return found.contact_id

    def id_of_listed(self, name: str, company: str | None) -> str | None:
        """The one listed contact of that name; None where there are more, or where it is of another company."""
        found = dict.fromkeys(self._listed.get(_plain(name), ()))
        fitting = [one for one in found if _plain(company) in ("", _plain(self._contacts[one].company))]
        return fitting[0] if len(found) == len(fitting) == 1 else None

    def id_by_email(self, email: str) -> str | None:
        return next(iter(self._by_key.get(("email", email.casefold()), [])), None)

    def rows(self) -> list[dict[str, str]]:
        """Rows for contacts.csv."""
        return [
            {
                "contact_id": contact.contact_id,
                "name": contact.name or "",
                "company": contact.company or "",
                "phones": ";".join(contact.phones.values()),
            }
            for contact in self._contacts.values()
        ]

    def _find(self, facts: ContactFacts) -> BookedContact | None:
        if facts.contact_id is not None:
            return self._contacts.get(facts.contact_id)
        for key in self._certain_keys(facts):
            for contact_id in self._by_key.get(key, ()):
                if _may_be_one(self._contacts[contact_id].name, facts.name):
                    return self._contacts[contact_id]
        if not facts.phones and not facts.emails:
            key = ("name+company", f"{_plain(facts.name)}|{_plain(facts.company)}")
            return next((self._contacts[one] for one in self._by_key.get(key, ())), None)
        return None

    def _certain_keys(self, facts: ContactFacts) -> list[tuple[str, str]]:
        phones = [("phone", self._normal(phone)) for phone in facts.phones]
        return phones + [("email", email.casefold()) for email in facts.emails]

    def _note_keys(self, contact: BookedContact, facts: ContactFacts) -> None:
        keys = [*self._certain_keys(facts), ("name+company", f"{_plain(facts.name)}|{_plain(facts.company)}")]
        for key in keys:
            ids = self._by_key.setdefault(key, [])
            if contact.contact_id not in ids:
                ids.append(contact.contact_id)

    def _made_id(self, facts: ContactFacts) -> str:
        """Of the name and the first thing that is the client's own."""
        own = next(iter(map(self._normal, facts.phones)), None) or next(iter(facts.emails), None) or facts.company
        return content_id("c-", (facts.name, own))

    def _normal(self, phone: str) -> str:
        return normalise_phone(phone, self._region) or phone


def _may_be_one(one: str | None, other: str | None) -> bool:
    return not one or not other or _name_words(one) == _name_words(other)


def _name_words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", name.casefold().replace("ё", "е")))


def _plain(text: str | None) -> str:
    return " ".join((text or "").casefold().replace("ё", "е").split())


def phones_of(cells: Iterable[str]) -> tuple[str, ...]:
    """The numbers of several cells, each of which may hold several; Excel's apostrophe and ".0" are taken off."""
    pieces = (piece.lstrip("'").strip() for cell in cells for piece in split_phones(cell))
    bare = (re.sub(r"^(\d{7,15})\.0$", r"\1", piece) for piece in pieces)
    return tuple(dict.fromkeys(piece for piece in bare if any(map(str.isdigit, piece))))
