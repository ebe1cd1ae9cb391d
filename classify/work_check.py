"""The whole check of the work: entries against the log, leads, stages, and one row for each person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from classify.bulk_changes import in_bulk
from classify.call_entries import CallEntry, call_entries, check_entry, closed_together
from classify.client_contacts import ClientContacts, contacts_with_client, phones_of_companies
from classify.deal_story import DealStory
from classify.lead_handling import (
    Lead,
    LeadChecks,
    check_lead,
    lead_of,
    usual_wait_h,
)
from classify.person_load import active_days
from classify.phone_log import PhoneLog, read_phone_log
from classify.stage_moves import check_stages, stage_checks
from classify.work_findings import LEAD_CODES, PersonWork, WorkCheck, WorkFinding, WorkProof
from classify.working_hours import working_hours_of
from deals.linking import Link
from deals.phones import region_of
from deals.records import CLIENT_AUTHOR, Archive

# Share of a person's known calls that only messages know of, and in how many deals, from which a call that the log
# lacks proves nothing.
OUTSIDE_SHARE, OUTSIDE_DEALS = 0.1, 2


@dataclass(frozen=True, slots=True)
class _Checked:
    entry: CallEntry
    finding: WorkFinding | None


def check_work(archive: Archive, links: Sequence[Link], stories: Mapping[str, DealStory]) -> WorkCheck:
    """Check every deal. Equal inputs give equal results."""
    log = read_phone_log(archive, links)
    region = region_of(archive.timezone.key, archive.language)
    colleagues = phones_of_companies(archive.contacts.values())
    clients = {deal_id: contacts_with_client(story, log, region, colleagues) for deal_id, story in stories.items()}
    outside = _calls_outside_log(clients.values())
    often = _mostly_outside(outside, log)
    checked = {
        deal_id: [
            _Checked(entry, check_entry(entry, client, log, person_is_outside=entry.user_id in often))
            for entry in call_entries(client.story)
        ]
        for deal_id, client in clients.items()
    }
    leads, by_lead = _check_leads(archive, log, clients, checked, often)
    of_stages = stage_checks(archive, log, clients.values(), often)
    stages = [finding for client in clients.values() for finding in check_stages(client, of_stages)]
    of_entries = [finding for of_deal in checked.values() for finding in _findings(of_deal)]
    together = [_together(group) for group in closed_together(of_entries)]
    findings = [*of_entries, *by_lead, *stages, *together]
    return WorkCheck(
        tuple(sorted(findings, key=lambda f: (f.deal_id, f.at, f.code, f.proof[0].ref))),
        _people(archive, log, [one for of_deal in checked.values() for one in of_deal], leads, by_lead, outside),
    )


def _calls_outside_log(clients: Iterable[ClientContacts]) -> dict[str, list[str]]:
    """User id to the deals in which messages tell of a call of theirs that the log lacks, once for each message."""
    found: dict[str, list[str]] = defaultdict(list)
    for client in clients:
        for message in client.calls_outside_log():
            who = client.story.deal.owner_id if message.author == CLIENT_AUTHOR else message.author
            if who is not None:
                found[who].append(client.story.deal.deal_id)
    return dict(found)


def _mostly_outside(outside: Mapping[str, Sequence[str]], log: PhoneLog) -> frozenset[str]:
    return frozenset(
        user_id for user_id, deals in outside.items()
        if len(set(deals)) >= OUTSIDE_DEALS
        and len(deals) >= OUTSIDE_SHARE * (len(deals) + len(log.made_by.get(user_id, ())))
    )  # fmt: skip


def _check_leads(
    archive: Archive,
    log: PhoneLog,
    clients: Mapping[str, ClientContacts],
    checked: Mapping[str, Sequence[_Checked]],
    outside: frozenset[str],
) -> tuple[list[Lead], list[WorkFinding]]:
    hours = working_hours_of(archive)
    leads = [lead for client in clients.values() if (lead := lead_of(client, hours)) is not None]
    bulk = in_bulk((deal.created_at, deal.deal_id) for deal in archive.deals.values())
    checks = LeadChecks(archive, log, hours, usual_wait_h(leads), active_days(archive), bulk, outside)
    return leads, [
        finding for lead in leads
        for finding in check_lead(
            lead, checks, [one.entry for one in checked[lead.deal_id]], _findings(checked[lead.deal_id])
        )
    ]  # fmt: skip


def _findings(checked: Iterable[_Checked]) -> list[WorkFinding]:
    return [one.finding for one in checked if one.finding is not None]


def _together(group: Sequence[WorkFinding]) -> WorkFinding:
    """One finding for tasks closed together; it stands in the deal of the first."""
    first, last = group[0], group[-1]
    proof = tuple(WorkProof("task", f.proof[0].ref, f.at, f.proof[0].text) for f in group)
    minutes = round((last.at - first.at).total_seconds() / 60)
    return WorkFinding(
        "tasks-closed-together", "found", None, first.deal_id, first.user_id, first.at, proof,
        details={"count": len(group), "minutes": minutes},
    )  # fmt: skip


def _people(
    archive: Archive,
    log: PhoneLog,
    checked: Sequence[_Checked],
    leads: Sequence[Lead],
    by_lead: Sequence[WorkFinding],
    outside: Mapping[str, Sequence[str]],
) -> tuple[PersonWork, ...]:
    entries, to_contact, late = defaultdict(list), defaultdict(list), defaultdict(list)
    for one in checked:
        if one.entry.claim is not None:
            entries[one.entry.user_id].append(one.finding)
    for lead in leads:
        to_contact[lead.owner_id].append(lead)
    for finding in by_lead:
        if finding.verdict == "found" and finding.code in LEAD_CODES:
            late[finding.user_id].append(finding)
    rows = (
        _person(i, log, entries[i], to_contact[i], len(late[i]), len(outside.get(i, ()))) for i in archive.people
    )  # fmt: skip
    return tuple(row for row in rows if row.entries or row.leads)


def _person(
    user_id: str,
    log: PhoneLog,
    mine: Sequence[WorkFinding | None],
    to_contact: Sequence[Lead],
    late: int,
    outside: int,
) -> PersonWork:
    """mine: what was found of each entry of a call, None where the log confirms it; late: leads handled too late."""
    waits = [lead.waited_h for lead in to_contact if lead.tries]
    return PersonWork(
        user_id=user_id,
        calls_logged=len(log.made_by.get(user_id, ())),
        calls_outside_log=outside,
        entries=len(mine),
        entries_confirmed=sum(finding is None for finding in mine),
        entries_without_call=sum(finding is not None and finding.verdict == "found" for finding in mine),
        entries_unknown=sum(finding is not None and finding.verdict == "unknown" for finding in mine),
        leads=len(to_contact),
        leads_late=late,
        first_contact_h=median(waits) if waits else None,
    )
