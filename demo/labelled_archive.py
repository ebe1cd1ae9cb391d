"""A labelled archive as a CRM would export it: company, deals and calls, with every label left behind at the door."""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROLES = {"m": "manager", "h": "head", "c": "client"}


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side says without a break; channel is the side's in a stereo recording, 0 or 1."""

    channel: int
    role: str
    text: str

    @property
    def by_client(self) -> bool:
        return self.role == "client"


@dataclass(frozen=True, slots=True)
class LabelledCall:
    """One call of the phone log. Calls of no deal lack deal_id, deal_status and contact_id; unanswered ones turns."""

    call_id: str
    started_at: str
    direction: str
    user_id: str
    phone: str
    answered: bool
    deal_id: str | None
    deal_status: str | None
    contact_id: str | None
    turns: tuple[Turn, ...]

    @property
    def word_count(self) -> int:
        return sum(len(turn.text.split()) for turn in self.turns)


@dataclass(frozen=True, slots=True)
class Contact:
    contact_id: str
    name: str
    company: str | None
    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelledArchive:
    """company and deals are the JSON objects as written, deals without their `labels`; calls run oldest first.

    deal_contacts: the contact_id of each deal_id.
    """

    company: Mapping[str, Any]
    deals: tuple[Mapping[str, Any], ...]
    contacts: tuple[Contact, ...]
    deal_contacts: Mapping[str, str]
    calls: tuple[LabelledCall, ...]


def read_labelled_archive(folder: Path) -> LabelledArchive:
    """Read company.json and deals_*.json. OSError or KeyError where the folder is not a labelled archive."""
    company = json.loads((folder / "company.json").read_text(encoding="utf-8"))
    deals = [deal for path in sorted(folder.glob("deals_*.json")) for deal in json.loads(path.read_text("utf-8"))]
    for deal in deals:
        del deal["labels"]
    contacts, deal_contacts = _contacts(deals)
    # The phone system puts its own side on the same channel in every call; which one, differs from archive to archive.
    own_channel = random.Random(company["archive_id"]).randrange(2)
    calls = []
    for deal in deals:
        calls += [_call(raw, own_channel, deal, deal_contacts[deal["deal_id"]]) for raw in deal["calls"]]
    calls += [_call(raw, own_channel) for raw in company["other_calls"]]
    calls.sort(key=lambda call: call.started_at)
    return LabelledArchive(company, tuple(deals), contacts, deal_contacts, tuple(calls))


def _contacts(deals: list[dict[str, Any]]) -> tuple[tuple[Contact, ...], dict[str, str]]:
    """Number the contacts in the order of their first deal; deals with the same name, company and phones share one."""
    known: dict[tuple[str, str | None, tuple[str, ...]], Contact] = {}
    deal_contacts = {}
    for deal in deals:
        raw = deal["contact"]
        key = (raw["name"], raw.get("company"), tuple(raw.get("phones") or ()))
        contact = known.setdefault(key, Contact(f"C{len(known) + 1:04d}", *key))
        deal_contacts[deal["deal_id"]] = contact.contact_id
    return tuple(known.values()), deal_contacts


def _call(
    raw: Mapping[str, Any], own_channel: int, deal: Mapping[str, Any] | None = None, contact_id: str | None = None
) -> LabelledCall:
    turns = []
    for speaker, text, _signals in raw["turns"]:
        turns.append(Turn(1 - own_channel if speaker == "c" else own_channel, ROLES[speaker], text))
    return LabelledCall(
        call_id=raw["call_id"],
        started_at=raw["at"],
        direction=raw["direction"],
        user_id=raw["user"],
        phone=raw["phone"],
        answered=raw["answered"],
        deal_id=deal["deal_id"] if deal else None,
        deal_status=deal["status"] if deal else None,
        contact_id=contact_id,
        turns=tuple(turns),
    )
