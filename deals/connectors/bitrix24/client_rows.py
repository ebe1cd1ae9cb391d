"""People, contacts and companies as rows of the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from deals.connectors.bitrix24.entity import COMPANY_PREFIX, LEAD_PREFIX, ROBOT, Data, id_of, text_of
from deals.connectors.connector import Row
from deals.format_words import parse_role
from deals.values import UnreadableValue

UNSAID_HEADS = frozenset({"руководитель", "head"})  # as a position; as a role in an archive they say enough


def person_rows(users: Iterable[Data], departments: Mapping[str, Data], owners: frozenset[str]) -> Iterator[Row]:
    """users: as the API gives them. owners: ids of those who are responsible for a deal.

    role: by the position in words; else `head` for whoever heads a department in which others own deals, by the
    company's own structure. Otherwise the column is left out, and keeps what a person wrote there.
    """
    known = list(users)
    heads = _heads(known, departments, owners)
    for user in known:
        yield _person_row(user, departments, heads)


def _heads(users: Iterable[Data], departments: Mapping[str, Data], owners: frozenset[str]) -> set[str]:
    sellers = [(id_of(user.get("ID")), _departments(user)) for user in users if id_of(user.get("ID")) in owners]
    heads = {place: id_of(department.get("UF_HEAD")) for place, department in departments.items()}
    return {heads.get(place, "") for seller, places in sellers for place in places if heads.get(place) != seller} - {""}


def _departments(user: Data) -> list[str]:
    places = user.get("UF_DEPARTMENT")
    return [text_of(place) for place in places] if isinstance(places, list) else []


def _person_row(user: Data, departments: Mapping[str, Data], heads: set[str]) -> Row:
    user_id = id_of(user.get("ID"))
    name = " ".join(filter(None, (text_of(user.get(part)) for part in ("LAST_NAME", "NAME", "SECOND_NAME"))))
    row = {"user_id": user_id, "name": name or text_of(user.get("EMAIL")) or user_id}
    teams = [text_of(departments[place].get("NAME")) for place in _departments(user) if place in departments]
    if team := ", ".join(filter(None, teams)):
        row["team"] = team
    if hired := text_of(user.get("UF_EMPLOYMENT_DATE"))[:10]:
        row["hired"] = hired
    if extension := text_of(user.get("UF_PHONE_INNER")):
        row["extension"] = extension
    if role := _role(text_of(user.get("WORK_POSITION"))) or ("head" if user_id in heads else None):
        row["role"] = role
    return row


def _role(position: str) -> str | None:
    """None for a head of nobody knows what."""
    try:
        return None if position.casefold() in UNSAID_HEADS else parse_role(position).value
    except UnreadableValue:
        return None


def unlisted_people(used: Iterable[str], listed: set[str]) -> Iterator[Row]:
    """Users whom the list leaves out (integrators, robots, guests): only their ids are known."""
    for user_id in sorted(set(used) - listed - {""}, key=lambda one: (len(one), one)):
        yield {"user_id": user_id, "name": "robot" if user_id == ROBOT else user_id, "role": "other"}


def phones(client: Data) -> str:
    """All numbers of a contact, company or lead, as they are written; the format's own mark stands between them."""
    fields = client.get("fm")
    numbers = [
        text_of(field.get("value")).replace(";", ",")
        for field in (fields if isinstance(fields, list) else ())
        if isinstance(field, Mapping) and field.get("typeId") == "PHONE"
    ]
    return "; ".join(filter(None, numbers))


def full_name(client: Data) -> str:
    return " ".join(filter(None, (text_of(client.get(part)) for part in ("lastName", "name", "secondName"))))


def contact_row(contact: Data, company_names: Mapping[str, str]) -> Row:
    """company_names: by id."""
    return {
        "contact_id": id_of(contact.get("id")),
        "name": full_name(contact),
        "company": company_names.get(id_of(contact.get("companyId")), ""),
        "phones": phones(contact),
    }


def company_row(company: Data) -> Row:
    """A contact without a name: a company has phones of its own, and deals can hang on it alone."""
    return {
        "contact_id": COMPANY_PREFIX + id_of(company.get("id")),
        "name": "",
        "company": text_of(company.get("title")),
        "phones": phones(company),
    }


def lead_contact_row(lead: Data) -> Row | None:
    """Who asked, as the lead itself says; None where that is nobody."""
    row = {
        "contact_id": LEAD_PREFIX + id_of(lead.get("id")),
        "name": full_name(lead),
        "company": text_of(lead.get("companyTitle")),
        "phones": phones(lead),
    }
    return row if row["name"] or row["company"] or row["phones"] else None
