"""The stories of all deals, each told when it is asked for: side by side, they take ten times as much as the CRM."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import datetime, time, timedelta

import numpy as np

from classify.deal_course.deal_story import REACHED_NOBODY, SURE_LINK, DealStory, Heard
from deals.linking import LEAST_POSSIBLE, Link
from deals.records import Archive, CallRecord, Deal, Message
from transcribe.spooled_transcripts import outcomes_of
from transcribe.utterance import Transcript, Utterance


class DealStories(Mapping[str, DealStory]):
    """Deal id to story, for every deal of the archive and in its order.

    A story is told anew each time, from words and signals that may be on disk: walk over the deals once for all that is
    wanted of them, and keep what was concluded, not the story.
    """

    def __init__(
        self,
        archive: Archive,
        links: Sequence[Link],
        transcripts: Mapping[str, Transcript],
        sources: Sequence[str | Message],
        probabilities: Sequence[np.ndarray],
        about: Mapping[str, Sequence[str]],
    ) -> None:
        """links: one of each call, in the calls' order; transcripts: with roles; sources, probabilities: from
        conversations_of and the signal classifier; about: from deals_spoken_of."""
        self._archive, self._transcripts, self._probabilities = archive, transcripts, probabilities
        self._as_of = datetime.combine(archive.as_of, time(23, 59, 59), archive.timezone)
        self._outcomes = outcomes_of(transcripts)
        self._stages, self._owners = _by_deal(archive.stage_history), _by_deal(archive.owner_history)
        self._tasks, self._messages = _by_deal(archive.tasks), _by_deal(archive.messages)
        records = {call.call_id: call for call in archive.calls}
        self._possible = _possible_calls(archive, links, records)
        self._place: dict[str, int] = {}  # in sources, of each call with words and a known time
        self._written: dict[str, list[tuple[Message, int]]] = defaultdict(list)  # by deal, with places in sources
        for place, source in enumerate(sources):
            if isinstance(source, Message):
                self._written[source.deal_id].append((source, place))
            elif (record := records.get(source)) is not None and record.started_at is not None:
                self._place[source] = place
        self._calls: dict[str, list[CallRecord]] = defaultdict(list)
        self._doubt: dict[str, float] = {}  # confidence of the links that are not sure
        for link in links:
            if link.deal_id is not None:
                if link.confidence < SURE_LINK:
                    self._doubt[link.call_id] = link.confidence
                if (record := records[link.call_id]).started_at is not None:
                    self._calls[link.deal_id].append(record)
        self._about: dict[str, list[CallRecord]] = defaultdict(list)  # calls of no deal that speak about one
        for call_id, deal_ids in about.items():
            for deal_id in deal_ids:
                self._about[deal_id].append(records[call_id])
        self._with_words = True

    def without_words(self) -> DealStories:
        """The same stories without `heard` and `side_talk`, which are told in no time."""
        bare = copy(self)
        bare._with_words = False
        return bare

    def __getitem__(self, deal_id: str) -> DealStory:
        archive, deal, calls = self._archive, self._archive.deals[deal_id], self._calls.get(deal_id, [])
        return DealStory(
            deal=deal,
            contact=archive.contacts.get(deal.contact_id) if deal.contact_id else None,
            as_of=self._as_of,
            stages=tuple(self._stages.get(deal_id, ())),
            owners=tuple(self._owners.get(deal_id, ())),
            tasks=tuple(sorted(self._tasks.get(deal_id, ()), key=lambda task: task.created_at)),
            messages=tuple(self._messages.get(deal_id, ())),
            calls=tuple(calls),
            heard=_in_order(self._heard(deal_id, calls)) if self._with_words else (),
            side_talk=_in_order(self._aside(deal_id)) if self._with_words else (),
            outcomes={c.call_id: self._outcomes[c.call_id] for c in calls if c.call_id in self._outcomes},
            possible_calls=self._possible.get(deal_id, ()),
            unsure_calls=frozenset(c.call_id for c in calls if c.call_id in self._doubt),
        )

    def __contains__(self, deal_id: object) -> bool:
        return deal_id in self._archive.deals

    def __iter__(self) -> Iterator[str]:
        return iter(self._archive.deals)

    def __len__(self) -> int:
        return len(self._archive.deals)

    def _heard(self, deal_id: str, calls: Iterable[CallRecord]) -> list[Heard]:
        heard = [
            _written(self._archive, message, self._probabilities[place][0])
            for message, place in self._written.get(deal_id, ())
        ]
        for call in calls:
            said, doubt = self._spoken(call), self._doubt.get(call.call_id)
            heard += said if doubt is None else (replace(one, link_confidence=doubt) for one in said)
        return heard

    def _aside(self, deal_id: str) -> list[Heard]:
        return [heard for call in self._about.get(deal_id, ()) for heard in self._spoken(call)]

    def _spoken(self, call: CallRecord) -> list[Heard]:
        if (place := self._place.get(call.call_id)) is None or call.started_at is None:
            return []
        return _spoken(call, call.started_at, self._transcripts[call.call_id], self._probabilities[place])


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
