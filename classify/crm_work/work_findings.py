"""What a check of the work found: calls entered that the log lacks, and leads that were left, as typed records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

# "found": the record shows it. "unknown": something is missing, and so is the record that would show it.
Verdict = Literal["found", "unknown"]

# Entries without the work (codebook: M10).
ENTRY_CODES = (
    "call-not-in-log",  # a call was entered, the log holds none
    "talk-not-in-log",  # a talk was entered, the log holds only calls that nobody took
    "talk-with-machine",  # ..., or that a machine took
    "talk-of-seconds",  # ..., or that lasted a few seconds
    "tasks-closed-together",  # such tasks, closed by one person within minutes
    "stage-without-contact",  # a stage that takes contact, and there was none
    "stage-without-work",  # ..., and nothing was done since the stage before
)
# Leads without work (codebook: M2, and H2 for the last).
LEAD_CODES = (
    "no-first-contact",
    "first-contact-late",
    "lead-given-up",  # after one or two tries, or all on one day
    "lead-of-absent-owner",
)
GIVEN_UP_CODES = ("no-first-contact", "lead-given-up")
WORK_CODES = (*ENTRY_CODES, *LEAD_CODES)

# Why a verdict is "unknown".
UNKNOWN_REASONS = (
    "no-phone-log",  # the archive has no calls
    "no-client-number",  # nothing to look for in the log
    "outside-log-period",  # the log holds no call of anybody around that time
    "person-not-in-log",  # it holds none of this person around that time
    "log-without-unanswered",  # it holds answered calls only
    "call-may-belong",  # a call of that time may be the client's: doubtful link, no number, a stranger's number
    "calls-outside-log",  # messages or notes show calls with this client that the log lacks
    "person-calls-outside-log",  # they show many such calls of this person
    "other-channel",  # client and manager wrote to each other at that time
    "result-names-no-call",  # a call task was closed with a result that claims no call
    "date-without-time",  # the hour of the enquiry is not known
    "moved-in-bulk",  # deals moved together, by a clean-up: the move tells of no single deal
    "created-in-bulk",  # deals entered together, by an import: their creation is not the enquiry
    "no-messages-table",  # the contact may have been written
    "owner-unknown",
)


@dataclass(frozen=True, slots=True)
class WorkProof:
    """One thing that shows the finding: an entry of the record, or a time in which the record holds nothing.

    kind "silence": no call with this client between `at` and `until`, in either direction; "idle": no call and no
    message of ours to them; "nothing": no call, message or completed task of anybody. ref is then the deal's. The
    others are rows: ref is the id of the task, message, call, or, for a stage, the deal.
    """

    kind: Literal["task", "message", "call", "stage", "utterance", "silence", "idle", "nothing"]
    ref: str
    at: datetime | None
    text: str = ""
    until: datetime | None = None
    index: int | None = None  # of an utterance in the call `ref`


@dataclass(frozen=True, slots=True)
class WorkFinding:
    """One finding about the work on a deal."""

    code: str  # of WORK_CODES
    verdict: Verdict
    reason: str | None  # of UNKNOWN_REASONS, where the verdict is "unknown"
    deal_id: str
    user_id: str | None  # whose entry or lead it is; None where the record does not say
    at: datetime
    proof: tuple[WorkProof, ...]
    details: Mapping[str, str | int | float | date] = field(default_factory=dict)  # variables of its sentence
    client_says_so: bool = False  # the client complains of having heard nothing after it


@dataclass(frozen=True, slots=True)
class PersonWork:
    """One person's entries and leads, and how far the phone log can speak about them."""

    user_id: str
    calls_logged: int  # outgoing calls of this person
    calls_outside_log: int  # calls or attempts known from messages and notes that the log lacks
    entries: int  # tasks and notes that claim a call
    entries_confirmed: int
    entries_without_call: int  # found
    entries_unknown: int
    leads: int  # deals whose first contact was this person's to make
    leads_late: int  # found: late, without contact, or given up
    first_contact_h: float | None  # median, working hours from creation to the first attempt

    @property
    def log_share(self) -> float | None:
        """Share of this person's known calls that the log holds; None where no call of theirs is known."""
        known = self.calls_logged + self.calls_outside_log
        return self.calls_logged / known if known else None


@dataclass(frozen=True, slots=True)
class WorkCheck:
    """All findings, by deal and time, and one row for each person with entries or leads."""

    findings: tuple[WorkFinding, ...] = ()
    people: tuple[PersonWork, ...] = ()

    def by_deal(self) -> dict[str, list[WorkFinding]]:
        """Deal id to its findings, for the deals that have any."""
        found: dict[str, list[WorkFinding]] = {}
        for finding in self.findings:
            found.setdefault(finding.deal_id, []).append(finding)
        return found
