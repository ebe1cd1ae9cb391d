"""Copies of a labelled archive side by side in one company, of any size: on disk, and the words of one copy at a time.

Five transcribed calls to a deal: the calls with words come over and over, hours later each time. Every text is made its
own by a word of its copy.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import yaml

from benchmarks.copied_archive import LETTERS
from classify.labelled_archive import LabelledArchive
from deals.archive_format import KPI_FILE, SETTINGS_FILE, TABLE_FORMS
from deals.records import Archive, CallRecord
from transcribe.utterance import Transcript

CALLS_PER_DEAL = 5
# Columns whose field has another name; a call's deal is what has to be found.
_FIELDS = {("tasks.csv", "type"): "kind", ("calls.csv", "deal_id"): None}
_SETTINGS = ("company", "language", "currency", "industry")
_OF_A_COPY = ("contacts", "deals", "stage_history", "owner_history", "tasks", "messages", "calls")


def write_copies(labelled: LabelledArchive, copies: int, folder: Path) -> None:
    """Write the company with that many times its deals, contacts and calls as an archive; its words are not written."""
    archive = labelled.archive
    folder.mkdir(parents=True, exist_ok=True)
    settings = {name: getattr(archive, name) for name in _SETTINGS}
    settings |= {"timezone": archive.timezone.key, "as_of": archive.as_of.isoformat(), "products": [*archive.products]}
    (folder / SETTINGS_FILE).write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    kpis = [{"name": kpi.name, "description": kpi.description, **kpi.structure} for kpi in archive.kpis]
    (folder / KPI_FILE).write_text(yaml.safe_dump(kpis, allow_unicode=True), encoding="utf-8")
    _write(folder, "people", [archive.people.values()])
    _write(folder, "periods", [archive.periods])
    for table in _OF_A_COPY:
        _write(folder, table, (_copied(labelled, table, number) for number in range(copies)))


def transcripts_of(labelled: LabelledArchive, number: int) -> Iterator[Transcript]:
    """The words of one copy's calls."""
    for call_id, again in _spoken(labelled):
        word = word_of(number) + LETTERS[again]
        said = tuple(replace(u, text=f"{u.text} {word}") for u in labelled.transcripts[call_id].utterances)
        yield replace(labelled.transcripts[call_id], call_id=f"{call_id}-{number}-{again}", utterances=said)


def word_of(number: int) -> str:
    """Letters, for a digit might be a day or an amount."""
    return "".join(LETTERS[int(digit)] for digit in str(number))


def _spoken(labelled: LabelledArchive) -> Iterator[tuple[str, int]]:
    """Calls with words over and over, until there are CALLS_PER_DEAL for each deal; beside each, which time it is."""
    wanted = CALLS_PER_DEAL * len(labelled.archive.deals)
    for place, call_id in enumerate(islice(cycle(labelled.transcripts), wanted)):
        yield call_id, place // len(labelled.transcripts)


def _copied(labelled: LabelledArchive, table: str, number: int) -> Iterable[Any]:
    phones = _new_phones(labelled.archive, number)
    if table == "calls":
        return _calls(labelled, number, phones)
    records = getattr(labelled.archive, table)
    return [_own(one, number, phones) for one in (records.values() if isinstance(records, Mapping) else records)]


def _new_phones(archive: Archive, number: int) -> dict[str, str]:
    used = dict.fromkeys(phone for contact in archive.contacts.values() for phone in contact.phones)
    used |= dict.fromkeys(c.client_phone for c in archive.calls if c.client_phone and len(c.client_phone) > 5)
    return {phone: f"+79{number:04d}{place:05d}" for place, phone in enumerate(used)}


def _own(record: Any, number: int, phones: Mapping[str, str]) -> Any:
    """The record with ids, numbers and words of its copy."""
    ids = ("deal_id", "contact_id", "task_id", "message_id")
    changes = {name: f"{value}-{number}" for name in ids if (value := getattr(record, name, None)) is not None}
    if hasattr(record, "phones"):
        changes["phones"] = tuple(phones[phone] for phone in record.phones)
    if hasattr(record, "message_id"):
        changes["text"] = f"{record.text} {word_of(number)}"
    return replace(record, **changes)


def _calls(labelled: LabelledArchive, number: int, phones: Mapping[str, str]) -> Iterator[CallRecord]:
    records = {call.call_id: call for call in labelled.archive.calls}
    for call in records.values():
        if call.call_id not in labelled.transcripts:
            yield _call(call, f"-{number}", phones)
    for call_id, again in _spoken(labelled):
        call = _call(records[call_id], f"-{number}-{again}", phones)
        assert call.started_at is not None
        yield replace(call, started_at=call.started_at + timedelta(hours=3 * again))


def _call(call: CallRecord, suffix: str, phones: Mapping[str, str]) -> CallRecord:
    phone = call.client_phone
    return replace(call, call_id=call.call_id + suffix, client_phone=phones.get(phone, phone) if phone else phone)


def _write(folder: Path, table: str, parts: Iterable[Iterable[Any]]) -> None:
    form = TABLE_FORMS[f"{table}.csv"]
    with (folder / form.file).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(form.columns)
        names = [_FIELDS.get((form.file, column), column) for column in form.columns]
        writer.writerows([_cell(one, name) for name in names] for part in parts for one in part)


def _cell(record: Any, name: str | None) -> str:
    value = getattr(record, name) if name is not None else None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ";".join(value)
    return "" if value is None else str(value)
