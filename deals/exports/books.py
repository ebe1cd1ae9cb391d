"""What the tables of one import name together: people, clients, companies and deals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from deals.exports.contact_book import ContactBook, ContactFacts
from deals.exports.import_mapping import ImportMapping
from deals.exports.people_book import PeopleBook


@dataclass(slots=True)
class Company:
    name: str
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


@dataclass(slots=True)
class Books:
    """Filled table by table: those that others refer to come first.

    deals: ids of the deals that are imported. known: of those that the archive has from earlier. titles: title to the
    ids of the deals, of either, that have it.
    currency: ISO code of the archive's currency, None where not known. today: of the import, None where not stated.
    """

    people: PeopleBook
    contacts: ContactBook
    mapping: ImportMapping
    currency: str | None = None
    companies: dict[str, Company] = field(default_factory=dict)  # by id
    companies_by_name: dict[str, Company] = field(default_factory=dict)
    deals: set[str] = field(default_factory=set)
    known: frozenset[str] = frozenset()
    titles: dict[str, list[str]] = field(default_factory=dict)
    became: dict[str, str] = field(default_factory=dict)  # id of a lead to that of its deal
    lead_clients: dict[str, ContactFacts] = field(default_factory=dict)  # by id of the deal
    lead_contacts: dict[str, str] = field(default_factory=dict)  # id of a lead listed among contacts to its contact
    today: date | None = None

    def company_name(self, company_id: str | None, name: str | None) -> str | None:
        """The company's name, looked up by its id where the row has only that."""
        if name or company_id is None:
            return name
        known = self.companies.get(company_id)
        return known.name if known else None

    def deal_of(self, deal_id: str | None, title: str | None) -> str | None:
        """The deal that a row of another table means: by id, else by a title that one deal alone has."""
        if deal_id in self.deals or deal_id in self.known:
            return deal_id
        found = list(dict.fromkeys(self.titles.get(title_key(title or ""), ())))
        return found[0] if len(found) == 1 else None


def titles_of(deals: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    """deals: rows of deals.csv. Titles as Books keeps them."""
    titles: dict[str, list[str]] = {}
    for row in deals:
        if title := row.get("title"):
            titles.setdefault(title_key(title), []).append(row["deal_id"])
    return titles


def title_key(title: str) -> str:
    return " ".join(title.casefold().split())
