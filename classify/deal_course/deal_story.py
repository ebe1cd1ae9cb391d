"""Everything the archive knows of one deal, in time order: what happened, and what was said and written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from classify.codebook import SIGNALS
from deals.records import CallRecord, Contact, Deal, Message, OwnerChange, StageChange, Task
from transcribe.utterance import Outcome, Utterance

NOTE = "note"  # a message channel that stays inside the CRM
# A call that ended so is an attempt, whatever its length and whatever the log calls answered.
REACHED_NOBODY: frozenset[Outcome] = frozenset({"voicemail", "no_answer", "ivr", "silence"})
SURE_LINK = 0.9  # below it, whoever reads a quote is told how sure it is that the call belongs to the deal


@dataclass(frozen=True, slots=True)
class Heard:
    """One utterance or message with its signals."""

    at: datetime
    text: str
    role: str  # "manager", "head", "client", or "unknown" where none is certain
    probability: np.ndarray  # shape (len(SIGNALS),)
    call_id: str | None = None
    utterance: Utterance | None = None
    message: Message | None = None
    link_confidence: float | None = None  # that its call belongs to the deal, where that is not sure

    def chance(self, *codes: str) -> float:
        """The highest probability among these signals."""
        return float(max(self.probability[_COLUMN[code]] for code in codes))


_COLUMN = {code: column for column, code in enumerate(SIGNALS)}


@dataclass(frozen=True, slots=True)
class DealStory:
    """One deal with all that belongs to it, each tuple in time order."""

    deal: Deal
    contact: Contact | None
    as_of: datetime  # the last moment of the archive's as_of day
    stages: tuple[StageChange, ...]
    owners: tuple[OwnerChange, ...]
    tasks: tuple[Task, ...]
    messages: tuple[Message, ...]
    calls: tuple[CallRecord, ...]  # linked to it, with a known time
    heard: tuple[Heard, ...]  # words of its calls and messages, notes included
    side_talk: tuple[Heard, ...]  # words of calls of no deal that speak about it
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)  # call id to what became of the call, where told
    possible_calls: tuple[datetime, ...] = ()  # calls that may or may not belong to it; they accuse and clear nobody
    unsure_calls: frozenset[str] = frozenset()  # call ids among `calls` that are linked with less than SURE_LINK

    @property
    def end(self) -> datetime:
        """When the deal was closed, or as_of while it is open: a closing date is then only planned."""
        closed_at = None if self.deal.status == "open" else self.deal.closed_at
        return min(closed_at or self.as_of, self.as_of)

    @property
    def calls_can_be_told(self) -> bool:
        """Whether there is anything to link calls by; without, that there are none says nothing."""
        return bool(self.calls) or (self.contact is not None and bool(self.contact.phones))

    def may_have_talked(self, after: datetime, until: datetime) -> bool:
        """Whether a call in that time may belong to the deal, so that its silence then is not proved."""
        return any(after < moment <= until for moment in self.possible_calls)

    def talks(self) -> list[CallRecord]:
        """The calls in which both sides were on the line: as the log says or, where it does not, by their words.

        A log counts as answered what a machine took, so a call whose recording holds nobody on the other side is none.
        """
        with_words = {heard.call_id for heard in self.heard}
        return [
            c for c in self.calls
            if (c.answered or (c.answered is None and c.call_id in with_words)) and not self.reached_nobody(c.call_id)
        ]  # fmt: skip

    def reached_nobody(self, call_id: str | None) -> bool:
        """Whether the call's own recording or transcript shows that nobody took it."""
        return self.outcomes.get(call_id or "") in REACHED_NOBODY

    def messages_left(self) -> list[datetime]:
        """When somebody of ours spoke to the client's answering machine: no contact, and yet it may have been heard."""
        spoken_to = {heard.call_id for heard in self.heard if self.outcomes.get(heard.call_id or "") == "voicemail"}
        return [
            c.started_at for c in self.calls if c.direction == "out" and c.call_id in spoken_to and c.started_at
        ]  # fmt: skip

    def reached(self) -> list[datetime]:
        """When something of ours reached the client: an answered call either way, or a message that left the house."""
        return [moment for moment, ours in self.contacts() if ours]

    def contacts(self) -> list[tuple[datetime, bool]]:
        """Moments of contact in either direction; True where something of ours reached the client."""
        talked = [(call.started_at, True) for call in self.talks() if call.started_at]
        written = [(m.at, not m.from_client) for m in self.messages if m.channel != NOTE]
        return sorted(talked + written)

    def unanswered_reaching_out(self) -> list[datetime]:
        """Client's messages and missed calls after which nothing of ours reached the client."""
        last = max(self.reached(), default=datetime.min.replace(tzinfo=self.as_of.tzinfo))
        wrote = [m.at for m in self.messages if m.from_client and m.at > last]
        rang = [c.started_at for c in self.missed_calls() if c.started_at and c.started_at > last]
        return sorted(wrote + rang)

    def missed_calls(self) -> list[CallRecord]:
        """Calls by the client that nobody took, or only a machine of ours.

        A recording without sound shows no machine: it may have failed, and is neither a talk nor a missed call. Nor is
        a call of which it is not sure that it belongs to the deal.
        """
        missed = [call for call in self.calls if call.direction == "in" and self._missed(call)]
        return [call for call in missed if call.call_id not in self.unsure_calls]

    def _missed(self, call: CallRecord) -> bool:
        return call.answered is False or self.outcomes.get(call.call_id) in REACHED_NOBODY - {"silence"}
