"""The test table of utterances with personal data, and how much of it a redactor finds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from deals.records import Archive, Contact, Person
from reports.redaction.personal_span import PersonalSpan
from reports.redaction.redactor import Redactor
from reports.texts import Texts

HERE = Path(__file__).parent
STAFF = {"manager", "head", "colleague"}
_MARK = re.compile(r"\{(\w+):([^{}]*)\}")
_TURN = " ¦ "


@dataclass(frozen=True, slots=True)
class Marked:
    """A line of the table: its utterances, and what is personal in each as (utterance, start, end, kind)."""

    utterances: tuple[str, ...]
    personal: tuple[tuple[int, int, int, str], ...]


def archive(language: str) -> Archive:
    """The archive whose people the lines of that language name."""
    if language == "ru":
        people = [("U1", "Ольга Сергеевна Руднева", "head"), ("U2", "Игорь Пак", "manager"),
                  ("U3", "Светлана Мельник", "manager")]  # fmt: skip
        contacts = [("C1", "Белова Анна Викторовна", "ООО «Ладья»", "+79035550101"),
                    ("C2", "Тимур Гареев", "ИП Гареев Т. Р.", "+79273110844"),
                    ("C3", "Роза Ахметова", "Гостиница «Ветла»", ""), ("C4", "Павел Жук", None, ""),
                    ("C5", "Ирина Лаптева", "АО «Северный кедр»", "")]  # fmt: skip
    else:
        people = [("U1", "Daniel Okafor", "head"), ("U2", "Priya Nair", "manager"), ("U3", "Tom Whitfield", "manager")]
        contacts = [("C1", "Grace Holloway", "Kestrel Hand Tools Ltd", "+447700900412"),
                    ("C2", "Mark Benson", "Bluebell Dental", ""),
                    ("C3", "Siobhan O'Leary", "Larkspur Catering", "")]  # fmt: skip
    zone = "Europe/Moscow" if language == "ru" else "Europe/London"
    return Archive(
        path=Path("lines"), company="Столярный двор «Брус»" if language == "ru" else "Northway Supplies",
        language=language, timezone=ZoneInfo(zone), currency="RUB", as_of=date(2026, 6, 30),  # type: ignore[arg-type]
        people={key: Person(key, name, role) for key, name, role in people},  # type: ignore[arg-type]
        contacts={k: Contact(k, name, company, (phone,) if phone else ()) for k, name, company, phone in contacts},
    )  # fmt: skip


def redactor(language: str) -> Redactor:
    return Redactor(archive(language), Texts(language))  # type: ignore[arg-type]


def marked_lines(table: str, language: str) -> Iterator[Marked]:
    for line in (HERE / f"{table}_{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield marked(line)


def marked(line: str) -> Marked:
    utterances, personal = [], []
    for number, turn in enumerate(line.split(_TURN)):
        plain, end = "", 0
        for match in _MARK.finditer(turn):
            plain += turn[end : match.start()]
            personal.append((number, len(plain), len(plain) + len(match[2]), match[1]))
            plain += match[2]
            end = match.end()
        utterances.append(plain + turn[end:])
    return Marked(tuple(utterances), tuple(personal))


@dataclass(slots=True)
class Found:
    """Counts by kind; staff count as names."""

    wanted: Counter[str]
    found: Counter[str]  # every letter and digit of it masked, whatever kind the mask names
    named: Counter[str]  # ... by a mask of its own kind
    masked: Counter[str]  # masks set
    right: Counter[str]  # ... on something personal
    missed: list[str]
    wrong: list[str]


def measure(table: str, language: str) -> Found:
    """What a redactor finds in a table, "lines" or "unseen", of that language."""
    counts = Found(Counter(), Counter(), Counter(), Counter(), Counter(), [], [])
    masker = redactor(language)
    for line in marked_lines(table, language):
        spans = masker.utterance_spans(line.utterances)
        for number, start, end, kind in line.personal:
            text = line.utterances[number]
            over = [span for span in spans[number] if span.start < end and start < span.end]
            covered = {at for span in over for at in range(span.start, span.end)}
            counts.wanted[kind] += 1
            if all(at in covered or not text[at].isalnum() for at in range(start, end)):
                counts.found[kind] += 1
                counts.named[kind] += all(_kind(span) == kind for span in over)
            else:
                counts.missed.append(f"{kind}: {text[start:end]} | {' ¦ '.join(line.utterances)}")
        for number, its in enumerate(spans):
            for span in its:
                counts.masked[_kind(span)] += 1
                if any(n == number and span.start < end and start < span.end for n, start, end, _ in line.personal):
                    counts.right[_kind(span)] += 1
                else:
                    text = line.utterances[number]
                    counts.wrong.append(f"{_kind(span)}: {text[span.start : span.end]} | {text}")
    return counts


def _kind(span: PersonalSpan) -> str:
    return "name" if span.kind in STAFF else span.kind
