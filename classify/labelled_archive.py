"""Labelled archives: what the classifiers learn from.

A folder `classify/training/<name>/` holds one invented company's archive, written and labelled by hand after the
codebook: `company.json` and `deals_*.json`. It is read into the same records as a client's archive, so that what is
learned here meets the same features there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from deals.phones import normalise_phone, region_of
from deals.records import (
    Archive,
    CallRecord,
    Contact,
    Deal,
    KpiItem,
    Message,
    OwnerChange,
    Period,
    Person,
    StageChange,
    Task,
)  # fmt: skip
from transcribe.call_outcome import words_outcome
from transcribe.utterance import Role, Transcript, Utterance

TRAINING_FOLDER = Path(__file__).parent / "training"
ROLES: dict[str, Role] = {"m": "manager", "h": "head", "c": "client"}
WORDS_PER_SECOND = 2.6  # typed text has no times; this is an unhurried telephone pace


@dataclass(frozen=True, slots=True)
class DealLabels:
    """The labels of one deal (codebook, sections 2 and 3)."""

    revivable: int
    revive_reason: str
    reopen_on: date | None
    error: int
    culprit: str
    cause: str
    toxic_kpi: str
    evidence: tuple[str, ...]  # "CALL#index", "note#n", "task#n", "absence: ..."


@dataclass(frozen=True, slots=True)
class LabelledArchive:
    """An archive with transcripts (roles given) and everything a reader decided about it."""

    name: str
    archive: Archive
    transcripts: Mapping[str, Transcript]
    signals: Mapping[str, tuple[frozenset[str], ...]]  # call id to the codes of each utterance
    links: Mapping[str, str | None]  # call id to deal id, None for calls of no deal
    about: Mapping[str, frozenset[str]]  # calls of no deal that speak about some: call id to deal ids
    labels: Mapping[str, DealLabels]


def labelled_folders(root: Path = TRAINING_FOLDER) -> list[Path]:
    """The folders of labelled archives, in the order of their names."""
    return sorted(path.parent for path in root.glob("*/company.json"))


def digest_of(folders: Iterable[Path]) -> str:
    """SHA-256 over names and contents of all files of these folders: states what a model was trained on."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted([*folder.glob("*.json"), *folder.glob("*.txt")]):
            digest.update(f"{folder.name}/{path.name}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def read_labelled_archive(folder: Path) -> LabelledArchive:
    """Read one labelled archive. KeyError or ValueError if a file does not keep to the format: it is our own."""
    company = json.loads((folder / "company.json").read_text(encoding="utf-8"))
    deals = [d for path in sorted(folder.glob("deals_*.json")) for d in json.loads(path.read_text(encoding="utf-8"))]
    calls = [(call, d["deal_id"]) for d in deals for call in d["calls"]] + [(c, None) for c in company["other_calls"]]
    archive = _archive(folder, company, deals, [call for call, _ in calls])
    # A talk between two of ours belongs to no deal, however much it is about one; some writers put it among its calls.
    extensions = {person.extension for person in archive.people.values() if person.extension}
    inside = {call["call_id"]: deal_id for call, deal_id in calls if deal_id and call["phone"] in extensions}
    spoken = [call for call, _ in calls if call["turns"]]
    return LabelledArchive(
        name=folder.name,
        archive=archive,
        transcripts={call["call_id"]: _transcript(call, company["language"]) for call in spoken},
        signals={call["call_id"]: tuple(frozenset(turn[2]) for turn in call["turns"]) for call in spoken},
        links={call["call_id"]: None if call["call_id"] in inside else deal_id for call, deal_id in calls},
        about=_about(company, deals) | {call_id: frozenset({deal_id}) for call_id, deal_id in inside.items()},
        labels={d["deal_id"]: _labels(d["labels"]) for d in deals},
    )


def _about(company: dict[str, Any], deals: list[dict[str, Any]]) -> dict[str, frozenset[str]]:
    """A call speaks about the deals for which it is evidence, and the one that its label names."""
    found = {call["call_id"]: {call["about_deal"]} & {d["deal_id"] for d in deals} if call.get("about_deal") else set()
             for call in company["other_calls"]}  # fmt: skip
    for deal in deals:
        for place in deal["labels"]["evidence"]:
            if (call_id := place.rpartition("#")[0]) in found:
                found[call_id].add(deal["deal_id"])
    return {call_id: frozenset(deal_ids) for call_id, deal_ids in found.items() if deal_ids}


def _transcript(call: dict[str, Any], language: str) -> Transcript:
    utterances, start = [], 0.6
    for index, (who, text, _) in enumerate(call["turns"]):
        end = start + max(0.5, len(text.split()) / WORDS_PER_SECOND)
        utterances.append(Utterance(index, round(start, 2), round(end, 2), text, role=ROLES[who]))
        start = end + 0.4
    transcript = Transcript(call["call_id"], language, tuple(utterances))
    return replace(transcript, outcome=words_outcome(transcript))  # as a ready transcript gets it when it is read


def _labels(row: dict[str, Any]) -> DealLabels:
    return DealLabels(
        revivable=row["revivable"],
        revive_reason=row["revive_reason"],
        reopen_on=date.fromisoformat(row["reopen_on"][:10]) if row["reopen_on"] else None,
        error=row["error"],
        culprit=row["culprit"],
        cause=row["cause"],
        toxic_kpi=row["toxic_kpi"],
        evidence=tuple(row["evidence"]),
    )


def _archive(
    folder: Path, company: dict[str, Any], deals: list[dict[str, Any]], calls: list[dict[str, Any]]
) -> Archive:
    zone = ZoneInfo(company["timezone"])
    region = region_of(company["timezone"], company["language"])

    def at(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=zone)

    def maybe_at(text: str | None) -> datetime | None:
        return at(text) if text else None

    def phone(text: str) -> str | None:
        return normalise_phone(text, region)

    def contact_of(deal: dict[str, Any]) -> Contact:
        given = deal["contact"]
        phones = tuple(number for p in given.get("phones") or () if (number := phone(p)))
        return Contact("|".join((str(given.get("name")), str(given.get("company")), *phones)),
                       given.get("name"), given.get("company"), phones)  # fmt: skip

    contacts = {deal["deal_id"]: contact_of(deal) for deal in deals}
    return Archive(
        path=folder,
        company=company["company"],
        language=company["language"],
        timezone=zone,
        currency=company["currency"],
        as_of=date.fromisoformat(company["as_of"]),
        industry=company["industry"],
        products=tuple(company["products"]),
        people={p["id"]: _person(p) for p in company["people"]},
        contacts={contact.contact_id: contact for contact in contacts.values()},
        deals={
            d["deal_id"]: Deal(
                d["deal_id"], d["title"], contacts[d["deal_id"]].contact_id, _money(d["amount"]), d["margin_pct"],
                d["source"], d["qualified"], at(d["created_at"]), maybe_at(d["closed_at"]), d["status"], d["stage"],
                d["lost_reason"], d["owner"],
            )
            for d in deals
        },
        stage_history=_in_time(StageChange(d["deal_id"], at(s["at"]), s["stage"], s.get("by"))
                               for d in deals for s in d["stage_history"]),
        owner_history=_in_time(OwnerChange(d["deal_id"], at(o["at"]), o["owner"])
                               for d in deals for o in d["owner_history"]),
        tasks=tuple(
            Task(f"{d['deal_id']}-T{n}", d["deal_id"], t["type"], t["text"], at(t["created_at"]), maybe_at(t["due_at"]),
                 maybe_at(t.get("completed_at")), t.get("assignee"), t.get("result"))
            for d in deals for n, t in enumerate(d["tasks"])
        ),
        messages=_in_time(
            Message(f"{d['deal_id']}-M{n}", d["deal_id"], at(m["at"]), m["channel"], m["author"], m["text"])
            for d in deals for n, m in enumerate(d["notes"])
        ),
        calls=tuple(sorted(
            (CallRecord(c["call_id"], at(c["at"]), c["direction"], c["user"], phone(c["phone"] or ""),
                        answered=c["answered"])
             for c in calls),
            key=lambda call: (call.started_at, call.call_id),
        )),
        periods=tuple(Period(p["month"], _money(p.get("plan")), _money(p.get("fact")), _money(p.get("margin_fact")),
                             _money(p.get("head_bonus_paid"))) for p in company["plan"]),
        kpis=tuple(KpiItem(k["name"], k["description"]) for k in company["kpi_scheme"]),
    )  # fmt: skip


def _person(row: dict[str, Any]) -> Person:
    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    return Person(row["id"], row["name"], row["role"], row.get("team"), day(row.get("hired")), day(row.get("left")),
                  row.get("extension"))  # fmt: skip


def _money(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _in_time(records: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(records, key=lambda record: record.at))
