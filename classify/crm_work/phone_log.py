"""What the phone log can tell: calls by number and by person, and where it is silent about somebody altogether."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from deals.linking import Link
from deals.records import Archive, CallRecord

WEEK = timedelta(days=7)
# The log speaks of a time that it holds from the first day on, and to its end but for these days (a long weekend), or
# for most of it.
QUIET_END, MOST = timedelta(days=3), 0.5
LEAST_UNANSWERED = 0.02  # of the outgoing calls; a log that holds fewer was exported without them


@dataclass(frozen=True, slots=True)
class PhoneLog:
    """The calls with a known time, each list in time order."""

    calls_of_number: Mapping[str, list[CallRecord]]
    moments: list[datetime]  # of all calls
    made_by: Mapping[str, list[datetime]]  # user id to moments of outgoing calls
    strange_by: Mapping[str | None, list[datetime]]  # the same of those that went nowhere known; None: by anybody
    holds_unanswered: bool

    def silent_about(self, user_id: str | None, since: datetime, until: datetime) -> str | None:
        """Why the log cannot tell whether this person called then, None where it can.

        A person who telephones by the logged line is in the log within a fortnight before or after.
        """
        if not self.moments:
            return "no-phone-log"
        if not self._covers(since, until) or not any_between(self.moments, since - WEEK, until + WEEK):
            return "outside-log-period"
        if user_id is not None and not any_between(self.made_by.get(user_id, []), since - 2 * WEEK, until + 2 * WEEK):
            return "person-not-in-log"
        return None

    def _covers(self, since: datetime, until: datetime) -> bool:
        """Whether the log was kept then; a CRM is often older than its phone log, or exported later."""
        first, last = self.moments[0], self.moments[-1]
        after_end = until - last
        return since.date() >= first.date() and (
            after_end <= QUIET_END or (since <= last and after_end <= MOST * (until - since))
        )

    def with_numbers(self, numbers: Iterable[str]) -> list[CallRecord]:
        """All calls with these numbers, whatever deal they were linked to."""
        return [call for number in numbers for call in self.calls_of_number.get(number, ())]

    def may_hold(self, user_id: str | None, since: datetime, until: datetime) -> bool:
        """Whether this person (anybody, where None) called a number that tells nothing then: it may be the client's."""
        return any_between(self.strange_by.get(user_id, []), since, until)


def read_phone_log(archive: Archive, links: Iterable[Link]) -> PhoneLog:
    """The archive's log; links: to tell calls that belong to a deal from those that belong nowhere."""
    calls = [call for call in archive.calls if call.started_at is not None]
    placed = {link.call_id for link in links if link.deal_id is not None or link.method == "internal"}
    known = {phone for contact in archive.contacts.values() for phone in contact.phones}
    made = [call for call in calls if call.direction == "out"]
    strange = [c for c in made if c.call_id not in placed and c.client_phone not in known]
    return PhoneLog(
        calls_of_number=_by_number(calls),
        moments=sorted(_moment(call) for call in calls),
        made_by=_by_person(made),
        strange_by={None: sorted(_moment(call) for call in strange)} | dict(_by_person(strange).items()),
        holds_unanswered=sum(map(unanswered, made)) >= max(1.0, LEAST_UNANSWERED * len(made)),
    )


def unanswered(call: CallRecord) -> bool:
    """Whether nobody took the call, as the log says or as its length does."""
    return call.answered is False or (call.answered is None and call.duration_s == 0)


def any_between(moments: list[datetime], since: datetime, until: datetime) -> bool:
    """Whether one of the sorted moments lies in that time, both ends included."""
    return bisect_left(moments, since) < bisect_right(moments, until)


def _moment(call: CallRecord) -> datetime:
    assert call.started_at is not None
    return call.started_at


def _by_number(calls: Iterable[CallRecord]) -> dict[str, list[CallRecord]]:
    found: dict[str, list[CallRecord]] = defaultdict(list)
    for call in calls:
        if call.client_phone is not None:
            found[call.client_phone].append(call)
    return dict(found)


def _by_person(made: Iterable[CallRecord]) -> dict[str, list[datetime]]:
    found: dict[str, list[datetime]] = defaultdict(list)
    for call in made:
        if call.user_id is not None:
            found[call.user_id].append(_moment(call))
    return {user_id: sorted(moments) for user_id, moments in found.items()}
