"""All checks of an archive together."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from deals.data_quality import call_checks, contact_checks, deal_checks
from deals.data_quality.archive_facts import ArchiveFacts, archive_facts
from deals.data_quality.clock_check import clocks_apart
from deals.data_quality.data_gaps import Gap, find_gaps
from deals.data_quality.finding import Finding
from deals.records import Archive

Check = Callable[[Archive], Finding]

# In the order in which people read them: what makes wrong accusations first.
CHECKS: tuple[Check, ...] = (
    clocks_apart,
    call_checks.calls_twice,
    call_checks.one_number_often,
    deal_checks.closing_before_creation,
    deal_checks.closings_on_one_day,
    deal_checks.creations_on_one_day,
    deal_checks.won_without_amount,
    deal_checks.one_lost_reason,
    deal_checks.deals_without_contact,
    deal_checks.deals_without_owner,
    deal_checks.unknown_owners,
    deal_checks.deals_without_traces,
    contact_checks.contacts_of_one_phone,
    contact_checks.phones_of_many,
    contact_checks.contacts_alike,
    contact_checks.contacts_without_phone,
    contact_checks.callers_without_deals,
    contact_checks.owners_without_calls,
    contact_checks.events_after_leaving,
    call_checks.unknown_callers,
    call_checks.calls_at_night,
    call_checks.calls_too_long,
    call_checks.answered_without_length,
    call_checks.unanswered_with_length,
    call_checks.recordings_unlisted,
    call_checks.recordings_missing,
    call_checks.events_in_future,
)


@dataclass(frozen=True, slots=True)
class DataCheck:
    """What is there, what is missing, and what looks wrong."""

    facts: ArchiveFacts
    gaps: tuple[Gap, ...]
    findings: tuple[Finding, ...]  # of every check, those that found nothing or could not judge too

    @property
    def suspicious(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.judged and finding.count)


def check_archive(archive: Archive, transcribed: Collection[str] = frozenset()) -> DataCheck:
    """Look at an archive as it was read. transcribed: ids of calls whose words are known without a recording, too."""
    facts = archive_facts(archive, transcribed)
    return DataCheck(facts, find_gaps(archive, facts, transcribed), tuple(check(archive) for check in CHECKS))
