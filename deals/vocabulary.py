"""The names of an archive: people, companies, products, and what else its texts write like a name.

A recogniser mangles names more than any other words, and the CRM knows how they are written. No list of one
industry's words is needed: a name is what stands in a column for names, in quotation marks, in another script than
the archive's, or with a capital letter inside a sentence while the archive never writes it without.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from deals.records import Archive, CallRecord, Contact

TermKind = Literal["person", "company", "product", "name"]

MOST_TERMS = 5000  # held per archive, heaviest first; a recognised word is compared with all that sound alike
LONGEST_NAME = 4  # words: nobody says a longer company name in full
_LEAST_LETTERS = 3  # initials, "ИП" and "ОТ" sound like anything
_LEAST_USES = 2  # records in which a capitalised word must stand before it counts as a name

_KINDS: tuple[TermKind, ...] = ("person", "company", "product", "name")
# Forms of ownership and other abbreviations before a company's name are written, seldom said, and name nobody.
LEGAL_FORMS = frozenset(
    re.findall(
        r"\w+",
        "ооо оао зао пао нао ао ип чп тоо кфх муп гуп фгуп мбу гбу мку нко ано тсж снт ук гк тд тк llc ltd limited inc "
        "incorporated corp corporation company co plc llp lp gmbh ag kg ug sa sas srl spa bv nv oy ab",
    )
)
# English writes these with a capital letter, and everybody says them.
_CALENDAR = frozenset(
    re.findall(
        r"\w+",
        "january february march april may june july august september october november december "
        "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun "
        "monday tuesday wednesday thursday friday saturday sunday",
    )
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_QUOTED = re.compile(r"[«„“\"]([^«»„“”\"]+)[»“”\"]")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…\n(\[«„“\"—–]|\s-)\s*$")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Term:
    """One name as the archive writes it."""

    text: str  # one word, or up to LONGEST_NAME where only the whole is a name
    kind: TermKind  # "name": a place, a brand or whatever else is written like a name
    weight: int  # records of the archive that use it, at least 1


def archive_terms(archive: Archive, most: int = MOST_TERMS) -> tuple[Term, ...]:
    """The archive's names, heaviest first and then by alphabet; at most `most`. No name comes twice."""
    ordinary = words_written_small(archive)
    counted: dict[str, Counter[TermKind]] = {}
    for text, kind, weight in _weighed(archive, ordinary):
        counted.setdefault(text, Counter())[kind] += weight
    terms = [Term(text, _chief_kind(kinds), sum(kinds.values())) for text, kinds in counted.items()]
    return tuple(sorted(terms, key=lambda term: (-term.weight, term.text))[:most])


def names_by_call(archive: Archive) -> dict[str, tuple[str, ...]]:
    """Call id to the names of those who talk: contacts with the call's number, their companies, the call's person."""
    by_phone: dict[str, list[Contact]] = {}
    for contact in archive.contacts.values():
        for phone in contact.phones:
            by_phone.setdefault(phone, []).append(contact)
    known: dict[tuple[str | None, str | None], tuple[str, ...]] = {}  # the same people talk often
    named = {}
    for call in archive.calls:
        who = (call.user_id, call.client_phone)
        if who not in known:
            known[who] = _names_of(archive, call, by_phone.get(call.client_phone or "", ()))
        named[call.call_id] = known[who]
    return named


def _names_of(archive: Archive, call: CallRecord, contacts: Iterable[Contact]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    if call.user_id is not None and call.user_id in archive.people:
        names |= dict.fromkeys(person_names(archive.people[call.user_id].name))
    for contact in contacts:
        names |= dict.fromkeys(person_names(contact.name or ""))
        names |= dict.fromkeys(company_names(contact.company or ""))
    return tuple(names)


def person_names(name: str) -> tuple[str, ...]:
    """First name, patronymic and surname, each by itself as people say them; notes in small letters are left out."""
    return tuple(word for word in _WORD.findall(name) if word[0].isupper() and _can_be_told(word))


def company_names(company: str) -> tuple[str, ...]:
    """A company's name without its legal form: what stands in quotation marks, else the words before a comma."""
    quoted = _QUOTED.findall(company)
    parts = quoted or company.split(",")[:1]
    named = (_spoken_name(part) for part in parts)
    return tuple(name for name in named if name)


def _spoken_name(part: str) -> str | None:
    words = [word for word in _WORD.findall(part) if word.lower() not in LEGAL_FORMS]
    # «СК», "СПб" and a person's initials are not said either, but the name may begin with a preposition.
    named = words[:1] + [word for word in words[1:] if len(word) > 1 or word.islower()]
    name = " ".join(named[1:] if len(named) > 1 and len(named[0]) > 1 and named[0].isupper() else named)
    return name if 0 < len(named) <= LONGEST_NAME and name[0].isupper() and _can_be_told(name) else None


def _can_be_told(name: str) -> bool:
    return sum(map(str.isalpha, name)) >= _LEAST_LETTERS


def _weighed(archive: Archive, ordinary: frozenset[str]) -> Iterator[tuple[str, TermKind, int]]:
    """Every name with its kind and how many records use it there; a name may come more than once."""
    calls = Counter(call.user_id for call in archive.calls)
    deals = Counter(deal.contact_id for deal in archive.deals.values())
    owned = Counter(deal.owner_id for deal in archive.deals.values())
    for person in archive.people.values():
        uses = 1 + calls[person.user_id] + owned[person.user_id]
        yield from ((name, "person", uses) for name in person_names(person.name))
    for contact in archive.contacts.values():
        uses = 1 + deals[contact.contact_id]
        yield from ((name, "person", uses) for name in person_names(contact.name or ""))
        yield from ((name, "company", uses) for name in _company_words(contact.company or "", ordinary))
    # The seller's own name opens nearly every call.
    yield from ((name, "company", 1 + len(archive.calls)) for name in _company_words(archive.company, ordinary))
    yield from ((name, "product", 1) for name in _product_names(archive))
    yield from _written_names(archive, ordinary)


def _company_words(company: str, ordinary: frozenset[str]) -> Iterator[str]:
    """The whole name, and its first word where that is a name by itself: "Kestrel" of "Kestrel Hand Tools"."""
    for name in company_names(company):
        first, *others = name.split()
        if others or name.lower() not in ordinary:
            yield name
        if others and _is_name(first, ordinary):
            yield first


def _product_names(archive: Archive) -> Iterator[str]:
    for product in archive.products:
        for quoted in _QUOTED.findall(product):
            yield from filter(None, (_spoken_name(quoted),))
        if archive.language == "ru":
            yield from (word for word in _WORD.findall(product) if _LATIN.match(word) and _can_be_told(word))


def _written_names(archive: Archive, ordinary: frozenset[str]) -> Iterator[tuple[str, TermKind, int]]:
    """Names in titles, messages and tasks, by the number of these texts that hold them."""
    texts: Counter[str] = Counter()
    for text in _texts(archive):
        quoted = {name for part in _QUOTED.findall(text) if (name := _spoken_name(part)) and name[0].isupper()}
        texts.update(quoted | {word for word in _inside_sentences(text) if _is_name(word, ordinary)})
    yield from ((name, "name", uses) for name, uses in texts.items() if uses >= _LEAST_USES)


def _inside_sentences(text: str) -> Iterator[str]:
    """Words that do not begin a sentence: there a capital letter says something."""
    for found in _WORD.finditer(text):
        if not _SENTENCE_START.search(text[: found.start()]):
            yield found.group()


def _is_name(word: str, ordinary: frozenset[str]) -> bool:
    lower = word.lower()
    # Capitals only are abbreviations: spelled out letter by letter, or said as other words.
    capital = word[0].isupper() and word[1:2].isalpha() and not word.isupper()
    return capital and _can_be_told(word) and lower not in ordinary | _CALENDAR


def words_written_small(archive: Archive) -> frozenset[str]:
    """All words that the archive writes without a capital letter anywhere, so that «Встреча» is no name by itself."""
    return frozenset(word for text in _texts(archive) for word in _WORD.findall(text) if word.islower())


def _texts(archive: Archive) -> Iterator[str]:
    yield from (deal.title for deal in archive.deals.values() if deal.title)
    yield from (message.text for message in archive.messages)
    yield from (task.text for task in archive.tasks if task.text)
    yield from (task.result for task in archive.tasks if task.result)


def _chief_kind(kinds: Counter[TermKind]) -> TermKind:
    return max(_KINDS, key=lambda kind: kinds[kind])
