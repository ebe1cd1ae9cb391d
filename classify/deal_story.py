"""Everything the archive knows of one deal, in time order: what happened, and what was said and written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

import numpy as np

from classify.codebook import SIGNALS
from classify.conversation import Conversation
from deals.linking import LEAST_POSSIBLE, Link
from deals.records import Archive, CallRecord, Contact, Deal, Message, OwnerChange, StageChange, Task
from transcribe.utterance import Outcome, Transcript, Utterance

NOTE = "note"  # a message channel that stays inside the CRM
# A call that ended so is an attempt, whatever its length and whatever the log calls answered.
REACHED_NOBODY: frozenset[Outcome] = frozenset({"voicemail", "no_answer", "ivr", "silence"})
SURE_LINK = 0.9  # below it, whoever reads a quote is told how sure it is that the call belongs to the deal
WRITTEN_ROLES = {True: np.array([0.0, 0.0, 1.0]), False: np.array([1.0, 0.0, 0.0])}


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


def conversations_of(
    archive: Archive, transcripts: Mapping[str, Transcript], roles: Mapping[str, np.ndarray]
) -> tuple[list[Conversation], list[str | Message]]:
    """All that has to be classified: each call, and each message as a conversation of one text.

    returns: the conversations, and for each its call id or its message.
    """
    calls = [call_id for call_id, transcript in transcripts.items() if transcript.utterances]
    messages = [message for message in archive.messages if message.text]
    conversations = [
        Conversation(tuple(u.text for u in transcripts[call_id].utterances), roles[call_id]) for call_id in calls
    ] + [Conversation((message.text,), _writer(archive, message)[None, :]) for message in messages]
    return conversations, [*calls, *messages]


def _writer(archive: Archive, message: Message) -> np.ndarray:
    person = archive.people.get(message.author)
    if person is not None and person.role == "head":
        return np.array([0.0, 1.0, 0.0])
    return WRITTEN_ROLES[message.from_client]


def tell_stories(
    archive: Archive,
    links: Sequence[Link],
    transcripts: Mapping[str, Transcript],
    sources: Sequence[str | Message],
    probabilities: Sequence[np.ndarray],
    about: Mapping[str, Sequence[str]],
) -> dict[str, DealStory]:
    """Deal id to story, for every deal of the archive.

    transcripts: with roles; sources, probabilities: from conversations_of and the signal classifier; about: from
    deals_spoken_of.
    """
    as_of = datetime.combine(archive.as_of, time(23, 59, 59), archive.timezone)
    deal_of_call = {link.call_id: link.deal_id for link in links}
    confidence = {link.call_id: link.confidence for link in links}
    records = {call.call_id: call for call in archive.calls}
    possible = _possible_calls(archive, links, records)
    heard_in_call: dict[str, list[Heard]] = {}
    heard_of_deal: dict[str, list[Heard]] = defaultdict(list)
    for source, rows in zip(sources, probabilities, strict=True):
        if isinstance(source, Message):
            heard_of_deal[source.deal_id].append(_written(archive, source, rows[0]))
        elif (record := records.get(source)) is not None and record.started_at is not None:
            heard_in_call[source] = _spoken(record, record.started_at, transcripts[source], rows)
    for call_id, heard in heard_in_call.items():
        if (deal_id := deal_of_call.get(call_id)) is not None:
            heard_of_deal[deal_id].extend(_with_doubt(heard, confidence[call_id]))
    side_talk: dict[str, list[Heard]] = defaultdict(list)
    for call_id, deal_ids in about.items():
        for deal_id in deal_ids:
            side_talk[deal_id].extend(heard_in_call.get(call_id, ()))
    grouped = {
        name: _by_deal(getattr(archive, name)) for name in ("stage_history", "owner_history", "tasks", "messages")
    }
    calls: dict[str, list[CallRecord]] = defaultdict(list)
    for call in archive.calls:
        if (deal_id := deal_of_call.get(call.call_id)) is not None and call.started_at is not None:
            calls[deal_id].append(call)
    outcomes = {call_id: t.outcome for call_id, t in transcripts.items() if t.outcome is not None}
    return {
        deal.deal_id: DealStory(
            deal=deal,
            contact=archive.contacts.get(deal.contact_id) if deal.contact_id else None,
            as_of=as_of,
            stages=tuple(grouped["stage_history"].get(deal.deal_id, ())),
            owners=tuple(grouped["owner_history"].get(deal.deal_id, ())),
            tasks=tuple(sorted(grouped["tasks"].get(deal.deal_id, ()), key=lambda task: task.created_at)),
            messages=tuple(grouped["messages"].get(deal.deal_id, ())),
            calls=tuple(calls.get(deal.deal_id, ())),
            heard=_in_order(heard_of_deal.get(deal.deal_id, ())),
            side_talk=_in_order(side_talk.get(deal.deal_id, ())),
            outcomes={c.call_id: outcomes[c.call_id] for c in calls.get(deal.deal_id, ()) if c.call_id in outcomes},
            possible_calls=possible.get(deal.deal_id, ()),
            unsure_calls=frozenset(c.call_id for c in calls.get(deal.deal_id, ()) if confidence[c.call_id] < SURE_LINK),
        )
        for deal in archive.deals.values()
    }


def _with_doubt(heard: Sequence[Heard], confidence: float) -> Sequence[Heard]:
    return heard if confidence >= SURE_LINK else [replace(one, link_confidence=confidence) for one in heard]


def _possible_calls(
    archive: Archive, links: Iterable[Link], records: Mapping[str, CallRecord]
) -> dict[str, tuple[datetime, ...]]:
    """Deal id to the moments of calls that were linked elsewhere or nowhere, and may yet be the deal's.

    Also every call of the client's own number that was linked nowhere, whatever its probability says.
    """
    deals_of_contact = _deals_of_contact(archive)
    deals_of_phone: dict[str, list[str]] = defaultdict(list)
    for contact in archive.contacts.values():
        for phone in contact.phones:
            deals_of_phone[phone].extend(deal.deal_id for deal in deals_of_contact.get(contact.contact_id, ()))
    found: dict[str, list[datetime]] = defaultdict(list)
    for link in links:
        record = records[link.call_id]
        if record.started_at is None:
            continue
        maybe = {other.deal_id for other in link.alternatives if other.probability >= LEAST_POSSIBLE}
        if link.deal_id is None:
            maybe.update(deals_of_phone.get(record.client_phone or "", ()))
        for deal_id in maybe:
            found[deal_id].append(record.started_at)
    return {deal_id: tuple(sorted(moments)) for deal_id, moments in found.items()}


def _deals_of_contact(archive: Archive) -> dict[str, list[Deal]]:
    found: dict[str, list[Deal]] = defaultdict(list)
    for deal in archive.deals.values():
        if deal.contact_id is not None:
            found[deal.contact_id].append(deal)
    return found


def _in_order(heard: Sequence[Heard]) -> tuple[Heard, ...]:
    return tuple(sorted(heard, key=lambda h: (h.at, h.call_id or "", h.utterance.index if h.utterance else 0)))


def _spoken(call: CallRecord, started_at: datetime, transcript: Transcript, rows: np.ndarray) -> list[Heard]:
    """The words of a call; where a machine took it, the caller's alone: the others are nobody's."""
    return [
        Heard(
            started_at + timedelta(seconds=u.start_s), u.text, u.role or "unknown", row, transcript.call_id, utterance=u
        )
        for u, row in zip(transcript.utterances, rows, strict=True)
        if transcript.outcome not in REACHED_NOBODY or _by_the_caller(call, u)
    ]


def _by_the_caller(call: CallRecord, utterance: Utterance) -> bool:
    return utterance.role is not None and (utterance.role == "client") == (call.direction == "in")


def _written(archive: Archive, message: Message, row: np.ndarray) -> Heard:
    person = archive.people.get(message.author)
    role = "client" if message.from_client else "head" if person is not None and person.role == "head" else "manager"
    return Heard(message.at, message.text, role, row, message=message)


def _by_deal(records: Sequence[object]) -> dict[str, list]:
    grouped: dict[str, list] = defaultdict(list)
    for record in records:
        grouped[record.deal_id].append(record)  # type: ignore[attr-defined]
    return grouped
