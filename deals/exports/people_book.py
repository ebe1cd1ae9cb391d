"""Our own people as the tables of an export name them: by id, by name or by address; one entry for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from deals.exports.cell_shapes import EMAIL

Role = Literal["manager", "head", "other"]
_HEAD_TITLE = re.compile(
    r"\b(?:head|director|vp|vice president|chief|team\s*lead(?:er)?|supervisor)\b|руковод|начальник|директор|\bроп\b"
    r"|тимлид|заведующ|управляющ",
    re.IGNORECASE,
)
# What CRMs write where a deal has no owner.
_NOBODY = re.compile(
    r"unassigned|none|nobody|no owner|not assigned|\(?no value\)?|нет|никто|не назначен[аоы]?|без ответственного"
)
_SALES_TITLE = re.compile(
    r"sales|account|\brep\b|\bagent\b|\bsdr\b|\bae\b|\bbdr\b|manager|менеджер|продаж|продав", re.IGNORECASE
)


@dataclass(slots=True)
class BookedPerson:
    user_id: str
    name: str
    emails: set[str] = field(default_factory=set)
    role: Role | None = None  # as a title says; None where only deals can tell
    owns_deals: bool = False
    facts: dict[str, str] = field(default_factory=dict)  # team, hired, left, extension


class PeopleBook:
    """A person whose id is not known gets one made of the name: «Иванов Иван» is «иванов-иван».

    Names that are equal but for case, spaces and the order of words are one person: within one company a CRM shows
    its users by name, and an export has nothing better.
    """

    def __init__(self, known: Iterable[Mapping[str, str]] = ()) -> None:
        """known: rows of the archive's people.csv, so that a later import keeps their ids."""
        self._people: dict[str, BookedPerson] = {}
        self._by_name: dict[str, str] = {}
        self._by_email: dict[str, str] = {}
        self._kept_roles = frozenset(row["user_id"] for row in known if row.get("role"))
        self._known = frozenset(row["user_id"] for row in known)
        for row in known:
            self._add(row["user_id"], row.get("name") or row["user_id"])

    def add(self, user_id: str | None, name: str | None, emails: Iterable[str] = ()) -> BookedPerson | None:
        """The person of a users table, new or known. None where nothing names one."""
        addresses = [email.casefold() for email in emails]
        found = self._find(user_id, name, addresses)
        if found is None:
            shown = name or next(iter(addresses), None) or user_id
            if shown is None:
                return None
            found = self._add(user_id or _id_of(shown), shown)
        elif name and found.name in (found.user_id, *found.emails):
            found.name = name
            self._by_name.setdefault(_name_key(name), found.user_id)
        for address in addresses:
            found.emails.add(address)
            self._by_email.setdefault(address, found.user_id)
        return found

    def id_of(self, who: str | None, user_id: str | None = None) -> str | None:
        """The id of a person given as a name, an address, an id, or "Name (address)"; None for no person."""
        if who is not None and _NOBODY.fullmatch(who.strip().casefold()):
            who = None
        if who is None and user_id is None:
            return None
        addresses = [found.group().casefold() for found in EMAIL.finditer(who or "")]
        name = re.sub(r"\s*[<(\[].*$", "", who or "").strip() or None
        if name and EMAIL.fullmatch(name):
            name = None
        if user_id is None and name in self._people:
            return name
        person = self.add(user_id, name, addresses)
        return person.user_id if person else None

    def owner(self, who: str | None, user_id: str | None = None) -> str | None:
        """id_of, of somebody who owns a deal."""
        found = self.id_of(who, user_id)
        if found is not None:
            self._people[found].owns_deals = True
        return found

    def state_title(self, person: BookedPerson, title: str) -> None:
        """Take the role from a job title where it says one."""
        if _HEAD_TITLE.search(title):
            person.role = "head"
        elif person.role is None and _SALES_TITLE.search(title):
            person.role = "manager"

    def everyone(self) -> list[BookedPerson]:
        """All who are known by now, those of the archive's people.csv too."""
        return list(self._people.values())

    def rows(self) -> list[dict[str, str]]:
        """Rows for people.csv. A role that people.csv already states is kept unless a title says another."""
        return [self._row(person) for person in self._people.values() if self._is_news(person)]

    def _is_news(self, person: BookedPerson) -> bool:
        return person.user_id not in self._known or bool(person.role or person.facts or person.owns_deals)

    def _row(self, person: BookedPerson) -> dict[str, str]:
        row = {"user_id": person.user_id, "name": person.name, **person.facts}
        if person.role is not None or person.user_id not in self._kept_roles:
            row["role"] = person.role or ("manager" if person.owns_deals else "other")
        return row

    def _find(self, user_id: str | None, name: str | None, addresses: Iterable[str]) -> BookedPerson | None:
        if user_id is not None:
            if user_id in self._people:
                return self._people[user_id]
            return None
        ids = [self._by_email.get(address) for address in addresses]
        ids.append(self._by_name.get(_name_key(name)) if name else None)
        found = next((one for one in ids if one is not None), None)
        return self._people[found] if found is not None else None

    def _add(self, user_id: str, name: str) -> BookedPerson:
        person = self._people.setdefault(user_id, BookedPerson(user_id, name))
        self._by_name.setdefault(_name_key(name), user_id)
        return person


def _name_key(name: str) -> str:
    return " ".join(sorted(re.findall(r"[^\W_]+", name.casefold().replace("ё", "е"))))


def _id_of(name: str) -> str:
    return "-".join(re.findall(r"[^\W_]+", name.casefold().replace("ё", "е"))) or name
