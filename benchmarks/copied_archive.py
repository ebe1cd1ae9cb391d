"""Copies of a labelled archive side by side in one company: more deals, contacts and calls, the same people."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from demo.labelled_archive import Contact, LabelledArchive, LabelledCall

LETTERS = "абвгдежзик"
EXTENSION_DIGITS = 5  # numbers up to this length are the company's own: copies of its people are the same people


def copied(archive: LabelledArchive, copies: int) -> LabelledArchive:
    """The archive that many times over, with ids and telephone numbers of its own in each copy.

    Every spoken or written text ends in a word of its copy. Otherwise all texts but the first copy's would be known
    already when they are embedded, and a large archive would look cheaper than it is.
    """
    parts = [_copy(archive, number) for number in range(copies)]
    return LabelledArchive(
        company=archive.company,
        deals=tuple(deal for part in parts for deal in part.deals),
        contacts=tuple(contact for part in parts for contact in part.contacts),
        deal_contacts={deal_id: contact for part in parts for deal_id, contact in part.deal_contacts.items()},
        calls=tuple(sorted((call for part in parts for call in part.calls), key=lambda call: call.started_at)),
    )


def _copy(archive: LabelledArchive, number: int) -> LabelledArchive:
    phones = dict(_new_phones(archive, number))
    word = "".join(LETTERS[int(digit)] for digit in str(number))
    deals = archive.deals
    return LabelledArchive(
        company=archive.company,
        deals=tuple({**deal, "deal_id": _id(deal["deal_id"], number), **_texts(deal, word)} for deal in deals),
        contacts=tuple(_contact(contact, number, phones) for contact in archive.contacts),
        deal_contacts={_id(deal, number): _id(contact, number) for deal, contact in archive.deal_contacts.items()},
        calls=tuple(_call(call, number, phones, word) for call in archive.calls),
    )


def _new_phones(archive: LabelledArchive, number: int) -> Iterator[tuple[str, str]]:
    """Every number of the archive and the one it becomes: Russian mobile numbers, +7 9 copy(3) count(6)."""
    used = {phone: None for contact in archive.contacts for phone in contact.phones}
    used |= {call.phone: None for call in archive.calls if call.phone}
    for count, phone in enumerate(used):
        outside = sum(letter.isdigit() for letter in phone) > EXTENSION_DIGITS
        yield phone, f"+79{number:03d}{count:06d}" if outside else phone


def _id(name: str, number: int) -> str:
    return f"{name}-{number}"


def _texts(deal: Mapping[str, Any], word: str) -> dict[str, Any]:
    return {"notes": [{**note, "text": f"{note['text']} {word}"} for note in deal["notes"]]}


def _contact(contact: Contact, number: int, phones: Mapping[str, str]) -> Contact:
    return replace(
        contact, contact_id=_id(contact.contact_id, number), phones=tuple(phones[phone] for phone in contact.phones)
    )


def _call(call: LabelledCall, number: int, phones: Mapping[str, str], word: str) -> LabelledCall:
    return replace(
        call,
        call_id=_id(call.call_id, number),
        deal_id=_id(call.deal_id, number) if call.deal_id else None,
        contact_id=_id(call.contact_id, number) if call.contact_id else None,
        phone=phones.get(call.phone, call.phone),
        turns=tuple(replace(turn, text=f"{turn.text} {word}") for turn in call.turns),
    )
