"""People, contacts and deals as rows of the archive."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from deals.connectors.amocrm.deal_index import LOST, WON, main_contact
from deals.connectors.amocrm.values import ROBOT, embedded, identifier, mapping, moment, phones, text
from deals.connectors.connector import Row
from deals.format_words import parse_role
from deals.values import UnreadableValue

COMPANY_PREFIX = "company-"  # companies are contacts without a name: their ids must not meet those of contacts
STATUSES = {WON: "won", LOST: "lost"}


def stage_key(pipeline_id: Any, status_id: Any) -> str:
    """142 and 143 exist in every pipeline, so a stage is known only together with its pipeline."""
    return f"{pipeline_id}/{status_id}"


def stage_names(pipelines: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Name of each stage by stage_key."""
    return {
        stage_key(pipeline["id"], status.get("id")): text(status.get("name"))
        for pipeline in pipelines
        for status in embedded(pipeline, "statuses")
    }


def person_row(user: Mapping[str, Any]) -> Row:
    """A row without a role where the user's role has no name that says it: the table keeps what a person wrote there.

    A right of the CRM (administrator) is no position, and taking it for one would blame the wrong person.
    """
    row = {"user_id": str(user["id"]), "name": text(user.get("name")) or text(user.get("email")) or str(user["id"])}
    groups = [text(group.get("name")) for group in embedded(user, "groups")]
    if team := ", ".join(filter(None, groups)):
        row["team"] = team
    for role in embedded(user, "roles"):
        try:
            row["role"] = parse_role(text(role.get("name"))).value
        except UnreadableValue:
            continue
    return row


def unlisted_people(used: Iterable[str], listed: set[str], met: Container[str]) -> Iterator[Row]:
    """Users whom the account no longer lists: dismissed ones, and the robot. Only their ids are known.

    met: those whom an earlier fetch has written already; what a person has put into their rows since stays.
    """
    for user_id in sorted(set(used) - listed - {""}, key=lambda one: (len(one), one)):
        if user_id in met:
            yield {"user_id": user_id}
        else:
            yield {"user_id": user_id, "name": "robot" if user_id == ROBOT else user_id, "role": "other"}


def contact_row(contact: Mapping[str, Any], company_names: Mapping[str, str]) -> Row:
    """company_names: by id."""
    companies = [company_names.get(str(one.get("id")), "") for one in embedded(contact, "companies")]
    return {
        "contact_id": str(contact["id"]),
        "name": text(contact.get("name")),
        "company": next(filter(None, companies), ""),
        "phones": "; ".join(phones(contact)),
    }


def company_row(company: Mapping[str, Any]) -> Row:
    """A company has phones of its own, and deals and calls can hang on it alone."""
    return {
        "contact_id": COMPANY_PREFIX + str(company["id"]),
        "name": "",
        "company": text(company.get("name")),
        "phones": "; ".join(phones(company)),
    }


def deal_row(lead: Mapping[str, Any], stages: Mapping[str, str], reasons: Mapping[str, str]) -> Row:
    """A row of deals.csv. A budget of 0 is one that nobody filled in: the API knows no other way to say it."""
    status = STATUSES.get(lead.get("status_id") or 0, "open")
    contact, companies = main_contact(lead), embedded(lead, "companies")
    if not contact and companies:
        contact = COMPANY_PREFIX + str(companies[0].get("id"))
    price = lead.get("price_with_minor_units") or lead.get("price")
    return {
        "deal_id": str(lead["id"]),
        "title": text(lead.get("name")),
        "contact_id": contact,
        "amount": str(price) if price else "",
        "created_at": moment(lead.get("created_at")),
        "closed_at": moment(lead.get("closed_at")) if status != "open" else "",
        "status": status,
        "stage": stages.get(stage_key(lead.get("pipeline_id"), lead.get("status_id")), ""),
        "lost_reason": _lost_reason(lead, reasons) if status == "lost" else "",
        "owner_id": identifier(lead.get("responsible_user_id")),
    }


def _lost_reason(lead: Mapping[str, Any], reasons: Mapping[str, str]) -> str:
    named = next((text(mapping(one).get("name")) for one in embedded(lead, "loss_reason")), "")
    return named or reasons.get(identifier(lead.get("loss_reason_id")), "")
