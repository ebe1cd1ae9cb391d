"""Labelled archives made harder to link: what goes wrong in clients' archives, with the truth still known.

Used to learn the weights of linking (classify.link_training) and to measure it (benchmarks/links.py).
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import phonenumbers

from classify.labelled_archive import LabelledArchive
from deals.phones import normalise_phone, region_of
from deals.records import Archive, CallRecord, Deal

_CRM_WRONG = 0.1


@dataclass(frozen=True, slots=True)
class Hardship:
    """Shares of the contacts or calls that meet each fault; 0 to 1."""

    calls_without_number: float = 0.0  # the number of a single call is withheld
    contacts_without_number: float = 0.0  # the CRM does not have the number
    shared_numbers: float = 0.0  # contacts whose number is another contact's too, as in an office
    merged_contacts: float = 0.0  # contacts that are one client with another contact's, who then has several deals
    other_notation: float = 0.0  # calls whose number the phone log writes in another way
    clock_ahead_h: float = 0.0  # of the phone log
    calls_by_others: float = 0.0  # calls that a colleague makes or takes
    calls_by_nobody: float = 0.0  # calls of which the log does not say whose they are
    crm_says: float = 0.0  # calls of deals for which the CRM states one; in one of ten cases a wrong one
    deals_only: bool = False  # the CRM's export has no history, tasks and messages


def changed(labelled: LabelledArchive, hardship: Hardship, seed: int) -> LabelledArchive:
    """The archive with those faults, drawn by `seed`. Calls keep their ids, so that labels and words stay valid."""
    rng = random.Random(f"{labelled.name} {seed}")
    archive = labelled.archive
    contacts = dict(archive.contacts)
    moved: dict[str, str] = {}  # number to the number called instead
    names = sorted(contact_id for contact_id, contact in contacts.items() if contact.phones)
    shared = rng.sample(names, round(hardship.shared_numbers * len(names)))
    for contact_id in shared:
        other = rng.choice([name for name in names if name not in shared])
        moved |= dict.fromkeys(contacts[contact_id].phones, contacts[other].phones[0])
        contacts[contact_id] = replace(contacts[contact_id], phones=contacts[other].phones[:1])
    deals, moved_too = _merged(archive, rng, hardship.merged_contacts, set(shared))
    moved |= moved_too
    for contact_id in rng.sample(names, round(hardship.contacts_without_number * len(names))):
        contacts[contact_id] = replace(contacts[contact_id], phones=())
    extensions = {person.extension for person in archive.people.values()}
    outside = [place for place, record in enumerate(archive.calls) if record.client_phone not in extensions]
    withheld = set(rng.sample(outside, round(hardship.calls_without_number * len(outside))))

    by_others = set(rng.sample(outside, round(hardship.calls_by_others * len(outside))))
    by_nobody = set(rng.sample(outside, round(hardship.calls_by_nobody * len(outside))))
    stated = _crm_opinions(labelled, deals, rng, hardship.crm_says)
    sellers = [person.user_id for person in archive.people.values() if person.role == "manager"]
    rewritten = set(rng.sample(outside, round(hardship.other_notation * len(outside))))
    region = region_of(archive.timezone.key, archive.language)

    def call(place: int, record: CallRecord) -> CallRecord:
        phone = record.client_phone and moved.get(record.client_phone, record.client_phone)
        if phone and place in rewritten:
            phone = normalise_phone(_rewritten(phone, rng), region)
        started = record.started_at and record.started_at + timedelta(hours=hardship.clock_ahead_h)
        person = rng.choice(sellers) if place in by_others else None if place in by_nobody else record.user_id
        number = None if place in withheld else phone
        return replace(
            record, client_phone=number, started_at=started, user_id=person, stated_deal_id=stated.get(record.call_id)
        )

    calls = tuple(call(place, record) for place, record in enumerate(archive.calls))
    made = replace(archive, contacts=contacts, deals=deals, calls=calls)
    if hardship.deals_only:
        made = replace(made, stage_history=(), owner_history=(), tasks=(), messages=())
    return replace(labelled, archive=made)


def _crm_opinions(
    labelled: LabelledArchive, deals: Mapping[str, Deal], rng: random.Random, share: float
) -> dict[str, str]:
    """Call id to the deal that the CRM attached it to: if not the right one, a sibling, else any of the same owner."""
    belonging = sorted((call_id, deal_id) for call_id, deal_id in labelled.links.items() if deal_id is not None)
    stated = dict(rng.sample(belonging, round(share * len(belonging))))
    for call_id in rng.sample(sorted(stated), round(_CRM_WRONG * len(stated))):
        own = deals[stated[call_id]]
        siblings = [d for d in deals if d != own.deal_id and deals[d].contact_id == own.contact_id]
        others = siblings or [d for d in deals if d != own.deal_id and deals[d].owner_id == own.owner_id]
        stated[call_id] = rng.choice(others or list(deals))
    return stated


def _rewritten(phone: str, rng: random.Random) -> str:
    """The number as other programs and people write it; phone is E.164."""
    number = phonenumbers.parse(phone)
    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    inter = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    digits = phone.lstrip("+")
    return rng.choice(
        [national, inter, digits, "00" + digits, f"sip:{digits}@pbx.local", f"{inter}, доб. 12", national]
    )


def _merged(archive: Archive, rng: random.Random, share: float, untouched: set[str]) -> tuple[dict, Mapping[str, str]]:
    """Deals of which some now belong to another deal's client, and the numbers that these clients' calls come from."""
    deals, moved = dict(archive.deals), dict[str, str]()
    free = [d for d in sorted(deals) if deals[d].contact_id not in untouched and deals[d].contact_id]
    rng.shuffle(free)
    count = min(round(share * len(free)), len(free) // 2)
    for first, second in zip(free[:count], free[count : 2 * count], strict=True):
        old, new = (archive.contacts[deals[d].contact_id or ""] for d in (first, second))
        if old.phones and new.phones:
            deals[first] = replace(deals[first], contact_id=new.contact_id)
            moved |= dict.fromkeys(old.phones, new.phones[0])
    return deals, moved
