"""Masks what says who somebody is, in every text of one archive and of what was found in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from deals.phones import region_of
from deals.records import Archive
from reports.redaction.company_mentions import company_spans
from reports.redaction.dictation import is_filler
from reports.redaction.digit_groups import digit_groups
from reports.redaction.email_addresses import email_spans
from reports.redaction.known_names import KnownNames, company_key
from reports.redaction.masks import Masks
from reports.redaction.name_mentions import NameMentions
from reports.redaction.name_words import name_words
from reports.redaction.personal_numbers import PersonalNumbers
from reports.redaction.personal_span import BREAK, NUMBERS, PersonalSpan, without_overlaps
from reports.texts import Texts

_LETTER_OR_DIGIT = re.compile(r"\w")


class Redactor:
    """One archive's redactor. Equal people, numbers and addresses get equal masks in all that it is given.

    Feed it in a fixed order and equal runs give equal masks.
    """

    def __init__(self, archive: Archive, texts: Texts) -> None:
        self._archive = archive
        self._known = KnownNames(archive)
        self._names = NameMentions(self._known)
        phones = {phone for contact in archive.contacts.values() for phone in contact.phones}
        phones |= {call.client_phone for call in archive.calls if call.client_phone}
        region = region_of(archive.timezone.key, archive.language)
        self._numbers = PersonalNumbers(region, archive.language, phones)
        one_head = sum(person.role == "head" for person in archive.people.values()) == 1
        self._masks = Masks(texts, one_head=one_head, own_company=company_key(archive.company))
        self._ids: dict[str, str] = {}
        self._masked_ids: Counter[str] = Counter()

    def spans(self, text: str, party: Collection[str] | None = None) -> list[PersonalSpan]:
        """Places of the text by their order; party: see `NameMentions.spans`. A line break parts two utterances."""
        if not _LETTER_OR_DIGIT.search(text):
            return []
        numbers = [*email_spans(text), *self._numbers.spans(text)]
        words = name_words(text, self._known)
        named = [*company_spans(text, words, self._known), *self._names.spans(text, words, party)]
        # The longer one: "Ruth Atherton" of "Atherton Ltd" is a person, "Atherton Tools" a company.
        named.sort(key=lambda span: span.start - span.end)
        return without_overlaps([*numbers, *named])

    def redact_text(self, text: str, party: Collection[str] | None = None) -> str:
        """The text with masks in the place of personal data."""
        return self._masks.masked(text, self.spans(text, party))

    def utterance_spans(self, texts: Sequence[str], party: Collection[str] | None = None) -> list[list[PersonalSpan]]:
        """Spans of each utterance of a call, of which a number may be said in several.

        Every part of such a number is a span of its own with the same key.
        """
        lines = [text.replace(BREAK, " ") for text in texts]
        whole = self.spans(BREAK.join(lines), party)
        found: list[list[PersonalSpan]] = []
        start = 0
        for line in lines:
            inside = (span for span in whole if span.start < start + len(line) and start < span.end)
            parts = (_part(span, line, start) for span in inside)
            found.append([part for part in parts if part is not None])
            start += len(line) + len(BREAK)
        return found

    def redact_utterances(self, texts: Sequence[str], party: Collection[str] | None = None) -> list[str]:
        """The utterances of a call, masked."""
        spans = self.utterance_spans(texts, party)
        return [self._masks.masked(text, its) for text, its in zip(texts, spans, strict=True)]

    def masked(self, text: str, spans: Sequence[PersonalSpan]) -> str:
        """The text with masks for spans that were found in it before."""
        return self._masks.masked(text, spans)

    def person(self, user_id: str) -> str:
        """The mask of one of the company's own people, which names their role."""
        return self._of_person(f"user {user_id}")

    def contact(self, contact_id: str) -> str:
        return self._of_person(f"contact {contact_id}")

    def _of_person(self, key: str) -> str:
        return self._masks.mask(self._known.people[key].kind, key)

    def company(self, company: str) -> str:
        """The mask of a company, whatever words its name consists of."""
        return self._masks.mask("company", company_key(company))

    def phone(self, phone: str) -> str:
        """The mask of a number as the archive normalises it."""
        return self._masks.mask("phone", phone)

    def redact_id(self, name: str) -> str:
        """An id or file name: as it is, but for phone numbers, addresses and names that it was made of.

        No two ids become one.
        """
        if name not in self._ids:
            masked = self._masks.masked(name, self._id_spans(name))
            self._ids[name] = masked if masked == name else self._unlike_others(masked)
        return self._ids[name]

    def _id_spans(self, name: str) -> list[PersonalSpan]:
        spans = [*email_spans(name), *self._numbers.id_spans(name)]
        words = name_words(name, self._known)
        if any(word.persons for word in words):
            spans += self._names.spans(name, words)
        return without_overlaps(spans)

    def _unlike_others(self, masked: str) -> str:
        alike = self._masked_ids[masked]
        self._masked_ids[masked] += 1
        return f"{masked}~{alike + 1}" if alike else masked


def _part(span: PersonalSpan, line: str, start: int) -> PersonalSpan | None:
    """What of a span is said in the line that begins at `start` of the whole text, counted within the line.

    Without what the sides say while one dictates and the other writes; None where that is all.
    """
    first, last = max(span.start - start, 0), min(span.end - start, len(line))
    if span.kind in NUMBERS:
        groups = digit_groups(line[first:last])
        return replace(span, start=first + groups[0].start, end=first + groups[-1].end) if groups else None
    return None if is_filler(line[first:last]) else replace(span, start=first, end=last)
