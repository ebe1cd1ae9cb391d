"""What the tests of gaming look at: the archive's facts, sorted by deal, person and day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from classify.analysis import Analysis
from classify.crm_work.call_claims import plain
from classify.crm_work.work_findings import WorkFinding
from classify.crm_work.working_hours import WorkingHours, working_hours_of
from classify.deal_course.deal_story import NOTE
from deals.records import Archive, CallRecord, Deal
from reports.kpi_gaming.finding import Extent

OUTSIDE_DIGITS = 7  # shorter numbers are extensions
# Deals that began with a call of ours: nobody waits for an answer.
_COLD = re.compile(r"\bcold|холодн|исходящ|outbound|\bбаз[аыеу]\b|обзвон|\bimport|импорт")


@dataclass(frozen=True, slots=True)
class Touch:
    """One contact or try on a deal."""

    at: datetime
    ours: bool  # from us to the client: a call out, a message that left the house
    noted: bool  # only a note says so


class SalesRecord:
    """One company's record. Nothing is decided here."""

    def __init__(self, archive: Archive, analysis: Analysis) -> None:
        self.archive = archive
        self.hours: WorkingHours = working_hours_of(archive)
        self.findings: tuple[WorkFinding, ...] = analysis.work.findings
        self._analysis = analysis

    @cached_property
    def deal_of_call(self) -> Mapping[str, str]:
        """Call id to its deal, for the calls that belong to one."""
        return {link.call_id: link.deal_id for link in self._analysis.links if link.deal_id is not None}

    @cached_property
    def extent(self) -> Extent:
        """Months from the first deal closed or plan known to as_of, and all deals."""
        days = [d.closed_at.date() for d in self.closed if d.closed_at] or [self.archive.as_of]
        first = sorted(days)[len(days) // 50]  # a deal of years ago does not make a long record
        last = self.archive.as_of
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        return Extent(months, len(self.archive.deals))

    @cached_property
    def closed(self) -> list[Deal]:
        """Won and lost deals with the day of their end."""
        return [d for d in self.archive.deals.values() if d.status != "open" and d.closed_at is not None]

    @cached_property
    def touches(self) -> Mapping[str, list[Touch]]:
        """Deal id to its contacts and tries, in time order."""
        found: dict[str, list[Touch]] = defaultdict(list)
        for call in self.archive.calls:
            deal_id = self.deal_of_call.get(call.call_id)
            if deal_id is not None and call.started_at is not None:
                found[deal_id].append(Touch(call.started_at, call.direction == "out", False))
        for message in self.archive.messages:
            noted = message.channel == NOTE
            found[message.deal_id].append(Touch(message.at, not message.from_client and not noted, noted))
        return {deal_id: sorted(rows, key=lambda touch: touch.at) for deal_id, rows in found.items()}

    @cached_property
    def cold_calls(self) -> Mapping[str, list[CallRecord]]:
        """User id to the calls they made outside the house to nobody's deal, or to one that began cold; by time."""
        open_numbers = {
            phone
            for deal in self.archive.deals.values() if deal.contact_id in self.archive.contacts and not is_cold(deal)
            for phone in self.archive.contacts[deal.contact_id or ""].phones
        }  # fmt: skip
        found: dict[str, list[CallRecord]] = defaultdict(list)
        for call in self.archive.calls:
            deal = self.archive.deals.get(self.deal_of_call.get(call.call_id, ""))
            outside = len(re.sub(r"\D", "", call.client_phone or "")) >= OUTSIDE_DIGITS
            known = deal is None and call.client_phone in open_numbers  # whose call it is, nobody could tell
            ours = call.direction == "out" and outside and not known and (deal is None or is_cold(deal))
            if ours and call.user_id and call.started_at:
                found[call.user_id].append(call)
        return found

    @cached_property
    def cold_calls_a_day(self) -> Mapping[str, Mapping[date, int]]:
        """User id to the number of these calls on each day with any."""
        counts: dict[str, dict[date, int]] = {}
        for user_id, calls in self.cold_calls.items():
            own: dict[date, int] = defaultdict(int)
            for call in calls:
                if call.started_at is not None:
                    own[call.started_at.date()] += 1
            counts[user_id] = own
        return counts

    def heard_in_deals(self, code: str) -> tuple[set[str], set[str]]:
        """Deals in whose calls the signal was heard, and all deals with calls whose words are known."""
        with_words, with_signal = set(), set()
        for call_id, utterances in self._analysis.signals.items():
            if (deal_id := self.deal_of_call.get(call_id)) is not None:
                with_words.add(deal_id)
                if any(code in signals for signals in utterances):
                    with_signal.add(deal_id)
        return with_signal, with_words


def is_cold(deal: Deal) -> bool:
    """Whether the deal's source says that we called first."""
    return bool(_COLD.search(plain(deal.source)))
