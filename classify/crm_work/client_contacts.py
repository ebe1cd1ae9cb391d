"""Every contact with one client and every attempt at one, whoever of ours made it and whichever deal it was put to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from classify.crm_work.call_claims import client_tells_of_call, names_own_phone, plain, tells_client_of_call
from classify.crm_work.phone_log import PhoneLog, unanswered
from classify.crm_work.work_findings import WorkProof
from classify.deal_course.deal_story import NOTE, REACHED_NOBODY, DealStory, Heard
from deals.phones import normalise_phone
from deals.records import CallRecord, Contact, Message

FEW_SECONDS = 7.0  # an answered call no longer than this holds a greeting, not a conversation
MOST_COLLEAGUES = 50  # contacts of one company; a name that more bear stands for none
_NUMBER = re.compile(r"\+?\d[\d ()-]{8,16}\d")
DENIES = 0.3  # probability from which the client complains that nobody got in touch
_TOLD_WITHIN = timedelta(days=3)  # who writes "as we spoke" means the last days


@dataclass(frozen=True, slots=True)
class ClientContacts:
    """The calls with a client's numbers and of its deal, beside the deal's messages."""

    story: DealStory
    calls: tuple[CallRecord, ...]  # in time order

    def calls_between(self, since: datetime, until: datetime) -> list[CallRecord]:
        """Calls and attempts in either direction."""
        return [call for call in self.calls if call.started_at is not None and since <= call.started_at <= until]

    def took_place(self, call: CallRecord) -> bool:
        """Whether somebody took the call, as far as the log or its words tell; True where neither does.

        A recording without sound may have failed, so it shows nothing.
        """
        return not unanswered(call) and self.story.outcomes.get(call.call_id) not in REACHED_NOBODY - {"silence"}

    def held_talk(self, call: CallRecord) -> bool:
        """Whether words may have been exchanged in it."""
        with_words = any(heard.call_id == call.call_id for heard in self.story.heard)
        long_enough = call.duration_s is None or call.duration_s > FEW_SECONDS
        return self.took_place(call) and (long_enough or with_words)

    def tries_of_ours(self) -> list[datetime]:
        """When somebody of ours telephoned the client or wrote to them."""
        rang = [c.started_at for c in self.calls if c.started_at and c.direction == "out"]
        return sorted(rang + [m.at for m in self.written_by_us()])

    def tries(self) -> list[datetime]:
        """The same, and when a call of theirs was taken."""
        taken = [c.started_at for c in self.calls if c.started_at and c.direction != "out" and self.took_place(c)]
        return sorted(self.tries_of_ours() + taken)

    def reached(self) -> list[datetime]:
        """When a talk took place or a message of ours went out."""
        rang = [c.started_at for c in self.calls if c.started_at and self.took_place(c)]
        return sorted(rang + [m.at for m in self.written_by_us()])

    def any_contact(self, since: datetime, until: datetime) -> bool:
        """Whether anything passed between client and us in either direction, attempts included."""
        wrote = any(since <= m.at <= until for m in self.story.messages if m.channel != NOTE)
        return wrote or bool(self.calls_between(since, until))

    def log_cannot_tell(self, log: PhoneLog, user_id: str | None, since: datetime, until: datetime) -> str | None:
        """Why the log cannot tell whether this person telephoned the client then, None where it can."""
        if not self.story.calls_can_be_told and log.moments:
            return "no-client-number"
        return log.silent_about(user_id, since, until)

    def written_by_us(self) -> list[Message]:
        return [m for m in self.story.messages if not m.from_client and m.channel != NOTE]

    def written_by_client(self) -> list[Message]:
        return [m for m in self.story.messages if m.from_client]

    def complaint(self, after: datetime, until: datetime) -> Heard | None:
        """The client's first complaint in that time that nothing of ours reached them."""
        said = (one for one in self.story.heard if one.role == "client" and after < one.at <= until)
        return next((one for one in said if one.chance("complaint_no_contact") >= DENIES), None)

    def calls_outside_log(self) -> list[Message]:
        """Messages and notes that speak of a call with this client that the log lacks."""
        told = [m for m in self.story.messages if _tells_of_call(m)]
        return [m for m in told if not self.calls_between(m.at - _TOLD_WITHIN, m.at + timedelta(hours=1))]


def proof_of_words(heard: Heard) -> WorkProof:
    """The row of the record in which the words stand."""
    if heard.message is not None:
        return WorkProof("message", heard.message.message_id, heard.at, heard.text)
    index = heard.utterance.index if heard.utterance is not None else None
    return WorkProof("utterance", heard.call_id or "", heard.at, heard.text, index=index)


def _tells_of_call(message: Message) -> bool:
    if message.from_client:
        return client_tells_of_call(message.text)
    return names_own_phone(message.text) if message.channel == NOTE else tells_client_of_call(message.text)


def phones_of_companies(contacts: Collection[Contact]) -> dict[str, set[str]]:
    """Company name to the numbers of everybody there.

    A name that more than MOST_COLLEAGUES contacts bear ("частное лицо", "no company", a bank) is nobody's: a call with
    one of them is no contact with another.
    """
    found: dict[str, set[str]] = {}
    borne_by = Counter(plain(contact.company) for contact in contacts if contact.company)
    for contact in contacts:
        if contact.company and borne_by[company := plain(contact.company)] <= MOST_COLLEAGUES:
            found.setdefault(company, set()).update(contact.phones)
    return found


def contacts_with_client(
    story: DealStory, log: PhoneLog, region: str | None, colleagues: Mapping[str, Collection[str]]
) -> ClientContacts:
    """The contacts of a deal's client, or with a colleague of theirs.

    region: whose dialling rules apply to numbers in texts (deals.phones); colleagues: phones_of_companies.
    """
    contact = story.contact
    phones = set(contact.phones if contact else ()) | _numbers_written(story, region)
    if contact is not None and contact.company:
        phones |= set(colleagues.get(plain(contact.company), ()))
    calls = {call.call_id: call for call in (*log.with_numbers(phones), *story.calls)}
    return ClientContacts(story, tuple(sorted(calls.values(), key=lambda c: (c.started_at or story.as_of, c.call_id))))


def _numbers_written(story: DealStory, region: str | None) -> set[str]:
    """Numbers that a message or a task names: "звоните на второй номер, ..."."""
    texts: Iterable[str | None] = (
        *(message.text for message in story.messages),
        *(text for task in story.tasks for text in (task.text, task.result)),
    )
    found = [match for text in texts if text for match in _NUMBER.findall(text)]
    return {number for text in found if (number := normalise_phone(text, region)) is not None and len(number) > 9}
