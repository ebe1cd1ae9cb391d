"""What an archive says, as typed records.

These are the CRM's and the phone system's facts. They are never rewritten: what we infer lives in `classify`.
Every datetime is timezone-aware, in the archive's timezone. Money is Decimal in the archive's currency.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from deals.problems import Problem

PersonRole = Literal["manager", "head", "other"]
DealStatus = Literal["open", "won", "lost"]
CallDirection = Literal["in", "out"]

CLIENT_AUTHOR = "client"  # the author the archive format uses for messages written by the client


@dataclass(frozen=True, slots=True)
class Person:
    """One of the company's own people."""

    user_id: str
    name: str
    role: PersonRole
    team: str | None = None
    hired: date | None = None
    left: date | None = None  # last working day, None while employed
    extension: str | None = None  # internal number, digits


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody on the client's side."""

    contact_id: str
    name: str | None = None
    company: str | None = None
    phones: tuple[str, ...] = ()  # E.164 where the number could be parsed, else its bare digits


@dataclass(frozen=True, slots=True)
class Deal:
    """A row of deals.csv."""

    deal_id: str
    title: str | None
    contact_id: str | None
    amount: Decimal | None
    margin_pct: float | None  # share of the amount, 0 to 1
    source: str | None
    qualified: bool | None
    created_at: datetime
    closed_at: datetime | None
    status: DealStatus
    stage: str | None
    lost_reason: str | None  # what was typed into the CRM: evidence of what was typed, nothing more
    owner_id: str | None


@dataclass(frozen=True, slots=True)
class StageChange:
    deal_id: str
    at: datetime
    stage: str
    user_id: str | None = None


@dataclass(frozen=True, slots=True)
class OwnerChange:
    deal_id: str
    at: datetime
    user_id: str


@dataclass(frozen=True, slots=True)
class Task:
    task_id: str
    deal_id: str
    kind: str | None  # the format's column `type`
    text: str | None
    created_at: datetime
    due_at: datetime | None = None
    completed_at: datetime | None = None
    assignee_id: str | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    message_id: str
    deal_id: str
    at: datetime
    channel: str  # note, email, whatsapp, ...; a note never reaches the client
    author: str  # a user_id, or CLIENT_AUTHOR
    text: str

    @property
    def from_client(self) -> bool:
        return self.author == CLIENT_AUTHOR


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One row of the phone log, or a recording or transcript that the log does not list.

    The words, if any, are a transcript. A file that the log does not list says neither when the call was nor who
    called: started_at and direction are then None, since a date must never be guessed. The same holds for a row
    whose time or direction cannot be read while its words can. Such calls come last in Archive.calls.
    """

    call_id: str
    started_at: datetime | None
    direction: CallDirection | None
    user_id: str | None = None
    client_phone: str | None = None  # normalised like Contact.phones; an internal extension stays as it is
    duration_s: float | None = None
    answered: bool | None = None
    recording: str | None = None  # path relative to the archive folder
    stated_deal_id: str | None = None  # the CRM's opinion of where the call belongs


@dataclass(frozen=True, slots=True)
class Period:
    month: str  # YYYY-MM
    plan: Decimal | None = None
    fact: Decimal | None = None
    margin_fact: Decimal | None = None
    head_bonus_paid: Decimal | None = None


@dataclass(frozen=True, slots=True)
class KpiItem:
    """One KPI of the head of sales, as the owner words it."""

    name: str
    description: str = ""
    structure: Mapping[str, Any] = field(default_factory=dict)  # metric, weight, target, threshold, cap, payout


@dataclass(frozen=True, slots=True)
class Archive:
    """A whole archive in memory. Dicts keep the file's order; tuples are in time order."""

    path: Path
    company: str
    language: Literal["ru", "en", "auto"]
    timezone: ZoneInfo
    currency: str | None
    as_of: date
    industry: str | None = None
    products: tuple[str, ...] = ()
    phone_log_ahead_h: float | None = None  # as archive.yaml states it; None: to be found, see deals.clock_shift
    leaves_company: bool = False  # as archive.yaml states it: then personal data are masked unless a command says no
    assumptions: Mapping[str, Any] = field(default_factory=dict)  # as archive.yaml states them; see reports.assumptions
    people: Mapping[str, Person] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    deals: Mapping[str, Deal] = field(default_factory=dict)
    stage_history: tuple[StageChange, ...] = ()
    owner_history: tuple[OwnerChange, ...] = ()
    tasks: tuple[Task, ...] = ()
    messages: tuple[Message, ...] = ()
    calls: tuple[CallRecord, ...] = ()
    periods: tuple[Period, ...] = ()
    kpis: tuple[KpiItem, ...] = ()
    absent_tables: frozenset[str] = frozenset()  # file names of the format that the archive lacks
    problems: tuple[Problem, ...] = ()
