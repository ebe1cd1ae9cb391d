"""The people and companies that an archive names, under every form in which a text may call them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from deals.records import Archive
from deals.vocabulary import company_names
from reports.redaction.first_names import FULL_NAME, SHORT_FORMS
from reports.redaction.name_readings import reading_of
from reports.redaction.personal_span import Kind
from transcribe.vocabulary import common_words

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NOBODY: frozenset[str] = frozenset()
_LEAST_LETTERS = 2
_STAFF_KINDS: dict[str, Kind] = {"manager": "manager", "head": "head", "other": "colleague"}


@dataclass(frozen=True, slots=True)
class KnownPerson:
    kind: Kind  # "name": of the client's side
    key: str


@dataclass(frozen=True, slots=True)
class KnownCompany:
    key: str
    words: tuple[frozenset[str], ...]  # the forms of each word of the name, in their order


class KnownNames:
    """Look-up by word form.

    Persons are told apart by their row in the archive: `user_id` or `contact_id`.
    """

    def __init__(self, archive: Archive) -> None:
        self.people: dict[str, KnownPerson] = {}
        self._by_form: dict[str, set[str]] = defaultdict(set)
        self.companies: dict[str, list[KnownCompany]] = defaultdict(list)  # by the forms of their first word
        for person in archive.people.values():
            self._add_person(KnownPerson(_STAFF_KINDS[person.role], f"user {person.user_id}"), person.name, whole=True)
        for contact in archive.contacts.values():
            self._add_person(KnownPerson("name", f"contact {contact.contact_id}"), contact.name or "", whole=False)
        for company in dict.fromkeys([archive.company, *(c.company or "" for c in archive.contacts.values())]):
            self._add_company(company)

    def persons_called(self, forms: Iterable[str]) -> frozenset[str]:
        """Keys of all who may be called by a word with these forms."""
        found = [self._by_form[form] for form in forms if form in self._by_form]
        return frozenset().union(*found) if found else _NOBODY

    def _add_person(self, person: KnownPerson, name: str, *, whole: bool) -> None:
        """whole: every word of the cell is a part of the name; else there may be a note in it ("Ирина Закупки")."""
        self.people[person.key] = person
        for word in WORD.findall(name):
            plain = word.lower()
            if len(word) < _LEAST_LETTERS or not word[0].isupper() or (not whole and plain in common_words()):
                continue
            for form in forms_of_name(plain):
                self._by_form[form].add(person.key)

    def _add_company(self, company: str) -> None:
        for name in company_names(company):
            readings = [reading_of(word.lower()) for word in WORD.findall(name)]
            if all(reading.name and not reading.ordinary for reading in readings):
                continue  # «ИП Гареев» is called by a person's name
            known = KnownCompany(company_key(company), tuple(reading.lemmas for reading in readings))
            for form in known.words[0]:
                self.companies[form].append(known)


def company_key(company: str) -> str:
    """Equal for a company however its legal form and quotation marks are written."""
    return " ".join(company_names(company)).casefold() or company.casefold()


def forms_of_name(word: str) -> set[str]:
    """The dictionary forms under which a part of a name may be met, short forms of a first name among them."""
    reading = reading_of(word)
    own = {reading.name, word.replace("ё", "е")} if reading.name else set(reading.lemmas)
    full = {name for form in own if (name := FULL_NAME.get(form))}
    short = {each for form in own | full for each in SHORT_FORMS.get(form, ())}
    return own | full | {form for each in short for form in _name_or_forms(each)}


def _name_or_forms(word: str) -> set[str]:
    reading = reading_of(word)
    return {reading.name} if reading.name else set(reading.lemmas)


def full_form(word: str) -> str:
    """One spelling for all cases of a name, and for its short forms where they belong to one name only."""
    reading = reading_of(word)
    name = reading.name or min(reading.lemmas, key=len).rstrip("-")
    return FULL_NAME.get(name) or name
