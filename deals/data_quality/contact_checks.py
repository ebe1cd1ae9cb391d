"""Checks of contacts and people: doubles, shared numbers, and people with calls on one side only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from deals.data_quality.finding import Example, Finding, cannot_judge, found
from deals.records import Archive, Contact

CONTACTS, PEOPLE = "contacts.csv", "people.csv"
SHARED_BY = 5  # contacts with one number: a company's exchange, or a number typed to get past a form
LEAST_CALLS = 10  # of a person, before having no deals is odd


def contacts_of_one_phone(archive: Archive) -> Finding:
    """Two to four contacts with one number: doubles of one person, or colleagues."""
    shared = {phone: ids for phone, ids in _by_phone(archive).items() if 2 <= len(ids) < SHARED_BY}
    return _contacts("contacts-of-one-phone", archive, shared)


def phones_of_many(archive: Archive) -> Finding:
    """Five and more contacts with one number: calls of that number cannot be told apart by it."""
    shared = {phone: ids for phone, ids in _by_phone(archive).items() if len(ids) >= SHARED_BY}
    return _contacts("phones-of-many", archive, shared)


def contacts_alike(archive: Archive) -> Finding:
    """Contacts of one name and company under several ids."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for contact in archive.contacts.values():
        if contact.name and contact.company:
            alike[f"{_folded(contact.name)}, {_folded(contact.company)}"].append(contact.contact_id)
    if not alike:
        return cannot_judge("contacts-alike", "contacts.csv: name, company")
    return _contacts("contacts-alike", archive, {name: ids for name, ids in alike.items() if len(ids) > 1})


def _by_phone(archive: Archive) -> Mapping[str, list[str]]:
    found_ids: defaultdict[str, list[str]] = defaultdict(list)
    for contact in archive.contacts.values():
        for phone in contact.phones:
            found_ids[phone].append(contact.contact_id)
    return found_ids


def _contacts(code: str, archive: Archive, groups: Mapping[str, list[str]]) -> Finding:
    """Counted are the contacts; each group gives one example, the largest first."""
    if not any(contact.phones or contact.name for contact in archive.contacts.values()):
        return cannot_judge(code, CONTACTS)
    ids = {contact_id for group in groups.values() for contact_id in group}
    largest = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))[:5]
    examples = tuple(Example(CONTACTS, ", ".join(group[:3]), (key, len(group))) for key, group in largest)
    return Finding(code, len(ids), len(archive.contacts), examples, {"groups": len(groups)})


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").replace('"', "").replace("«", "").replace("»", "").split())


def contacts_without_phone(archive: Archive) -> Finding:
    """Contacts of deals that no call can be joined to."""
    if CONTACTS in archive.absent_tables:
        return cannot_judge("contacts-without-phone", CONTACTS)
    used = {deal.contact_id for deal in archive.deals.values()}
    contacts: Iterable[Contact] = [contact for contact in archive.contacts.values() if contact.contact_id in used]
    lacking = (Example(CONTACTS, contact.contact_id, _name(contact)) for contact in contacts if not contact.phones)
    return found("contacts-without-phone", lacking, len(list(contacts)))


def _name(contact: Contact) -> tuple[str, ...]:
    name = contact.name or contact.company
    return (name,) if name else ()


def callers_without_deals(archive: Archive) -> Finding:
    """People with calls and no deal: not sellers, or their deals stand under another name."""
    calls = Counter(call.user_id for call in archive.calls if call.user_id)
    if not calls or not archive.deals:
        return cannot_judge("callers-without-deals", "calls.csv: user_id, deals.csv")
    owners = {deal.owner_id for deal in archive.deals.values()} | {change.user_id for change in archive.owner_history}
    odd = [
        Example(PEOPLE, user_id, (archive.people[user_id].name, count))
        for user_id, count in calls.most_common()
        if count >= LEAST_CALLS and user_id not in owners and user_id in archive.people
        if archive.people[user_id].role == "manager"
    ]
    return found("callers-without-deals", odd, len(calls))


def owners_without_calls(archive: Archive) -> Finding:
    """Owners of deals for whom the log has no call: a private phone, or an extension that leads to nobody."""
    callers = {call.user_id for call in archive.calls if call.user_id}
    deals = Counter(deal.owner_id for deal in archive.deals.values() if deal.owner_id)
    if not callers or not deals:
        return cannot_judge("owners-without-calls", "calls.csv: user_id, deals.csv: owner_id")
    odd = [
        Example(PEOPLE, user_id, (archive.people[user_id].name, count))
        for user_id, count in deals.most_common()
        if user_id not in callers and user_id in archive.people
    ]
    return found("owners-without-calls", odd, len(deals))


def events_after_leaving(archive: Archive) -> Finding:
    """Calls put to people after their last day: the extension went on to somebody else."""
    left = {person.user_id: person.left for person in archive.people.values() if person.left}
    if not left:
        return cannot_judge("events-after-leaving", "people.csv: left")
    calls = [call for call in archive.calls if call.user_id in left and call.started_at]
    late = (
        Example("calls.csv", call.call_id, (call.user_id or "", call.started_at))
        for call in calls
        if call.started_at and call.user_id and call.started_at.date() > (left[call.user_id] or archive.as_of)
    )
    return found("events-after-leaving", late, len(calls))
