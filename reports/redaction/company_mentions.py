"""Companies of the archive in a text: as a whole name, in any case; one that is also a word only where it is a name."""

from __future__ import annotations

import re

from deals.vocabulary import LEGAL_FORMS
from reports.redaction.known_names import KnownCompany, KnownNames
from reports.redaction.name_words import NameWord
from reports.redaction.personal_span import PersonalSpan

_FORM = "|".join(sorted(LEGAL_FORMS, key=len, reverse=True))
_OPENING = re.compile(rf"(?:\b(?:{_FORM})\s+)?[«„“\"]?$", re.IGNORECASE)
_CLOSING = re.compile(rf"[»“”\"]?(?:,?\s+(?:{_FORM})\b\.?)?", re.IGNORECASE)
_ANNOUNCED = re.compile(rf"(?:\b(?:{_FORM}|компани\w+|фирм\w+|company|firm)\s+[«„“\"]?|[«„“\"])$", re.IGNORECASE)


def company_spans(text: str, words: list[NameWord], known: KnownNames) -> list[PersonalSpan]:
    """By place; words: all of the text."""
    found = []
    place = 0
    while place < len(words):
        company, taken = _called(text, words, place, known)
        if company is None:
            place += 1
            continue
        start, end = words[place].start, words[place + taken - 1].end
        opening, closing = _OPENING.search(text[max(0, start - 16) : start]), _CLOSING.match(text, end)
        assert opening is not None  # both may be empty
        assert closing is not None
        found.append(PersonalSpan(start - len(opening[0]), closing.end(), "company", company.key))
        place += taken
    return found


def _called(text: str, words: list[NameWord], place: int, known: KnownNames) -> tuple[KnownCompany | None, int]:
    """The company that these words name, and how many they are; the longest name first."""
    companies = {c.words: c for form in words[place].reading.lemmas for c in known.companies.get(form, ())}
    for company in sorted(companies.values(), key=lambda each: -len(each.words)):
        size = len(company.words)
        part = words[place : place + size]
        if len(part) == size and all(w.reading.lemmas & forms for w, forms in zip(part, company.words, strict=True)):
            if _is_meant(text, part):
                return company, size
        elif (
            size > 1
            and _is_meant(text, part[:1])
            and not words[place].reading.known
            and not words[place].reading.ordinary
        ):
            return company, 1  # "Kestrel" of "Kestrel Hand Tools"
    return None, 0


def _is_meant(text: str, words: list[NameWord]) -> bool:
    """Whether words with other meanings too are the company here."""
    first = words[0]
    if _ANNOUNCED.search(text[max(0, first.start - 16) : first.start]) and first.capital:
        return True
    if not first.capital:
        return len(words) > 1 and not all(word.reading.ordinary for word in words)
    return not first.begins or not first.reading.ordinary or (len(words) > 1 and words[1].capital)
