"""The whole check of the work: entries against the log, leads, stages, and one row for each person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from classify.crm_work.bulk_changes import in_bulk
from classify.crm_work.call_entries import CallEntry, call_entries, check_entry, closed_together
from classify.crm_work.client_contacts import ClientContacts, contacts_with_client, phones_of_companies
from classify.crm_work.lead_handling import LeadChecks, check_lead, lead_of, usual_wait_h
from classify.crm_work.person_load import active_days
from classify.crm_work.phone_log import PhoneLog, read_phone_log
from classify.crm_work.stage_moves import StageChecks, check_stages, moves_with_work, stage_checks, stage_order
from classify.crm_work.work_findings import LEAD_CODES, PersonWork, WorkCheck, WorkFinding, WorkProof
from classify.crm_work.working_hours import working_hours_of
from classify.deal_course.deal_story import DealStory
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


@dataclass(slots=True)
class _Survey:
    """What of all deals it takes to judge the work on one."""

    outside: dict[str, list[str]]  # user id to deals whose messages tell of a call of theirs that the log lacks
    waits_h: dict[str | None, list[float | None]]  # owner to each lead's wait for the first try, None: never tried
    moves: int = 0  # on to stages that take contact, of deals that were won
    bare: int = 0  # of them without work since the stage before

    def usual_wait_h(self) -> float:
        return usual_wait_h([wait for of_owner in self.waits_h.values() for wait in of_owner if wait is not None])


class _Record:
    """The archive as the checks look at it."""

    def __init__(self, archive: Archive, links: Sequence[Link]) -> None:
        self.archive = archive
        self.log = read_phone_log(archive, links)
        self.hours = working_hours_of(archive)
        self._region = region_of(archive.timezone.key, archive.language)
        self._colleagues = phones_of_companies(archive.contacts.values())

    def client_of(self, story: DealStory) -> ClientContacts:
        return contacts_with_client(story, self.log, self._region, self._colleagues)


def check_work(
    archive: Archive,
    links: Sequence[Link],
    stories: Mapping[str, DealStory],
    wordless: Mapping[str, DealStory] | None = None,
) -> WorkCheck:
    """Check every deal. Equal inputs give equal results.

    wordless: the same stories without words, where these are sooner told: they are walked over twice, and then the
    stories once.
    """
    record, bare = _Record(archive, links), stories if wordless is None else wordless
    order = stage_order(bare.values())
    survey = _surveyed(record, bare, order)
    checks, tally = _checks(record, survey, order), _Tally(survey)
    of_entries: list[WorkFinding] = []
    others: list[WorkFinding] = []
    for story in stories.values():
        checked, by_lead, by_stage = checks.of(story)
        of_entries += _findings(checked)
        others += [*by_lead, *by_stage]
        tally.add(checked, by_lead)
    together = [_together(group) for group in closed_together(of_entries)]
    findings = [*of_entries, *others, *together]
    return WorkCheck(
        tuple(sorted(findings, key=lambda f: (f.deal_id, f.at, f.code, f.proof[0].ref))),
        tally.people(archive, record.log),
    )


@dataclass(frozen=True, slots=True)
class _Checks:
    """What it takes to check a deal."""

    record: _Record
    leads: LeadChecks
    stages: StageChecks
    often_outside: frozenset[str]  # people whose calls are too often known from messages alone

    def of(self, story: DealStory) -> tuple[list[_Checked], list[WorkFinding], list[WorkFinding]]:
        """Its entries, each with what was found of it, and the findings about the lead and about its stages."""
        client, log = self.record.client_of(story), self.record.log
        checked = [
            _Checked(entry, check_entry(entry, client, log, person_is_outside=entry.user_id in self.often_outside))
            for entry in call_entries(story)
        ]
        lead = lead_of(client, self.record.hours)
        entries = [one.entry for one in checked]
        by_lead = check_lead(lead, self.leads, entries, _findings(checked)) if lead is not None else []
        return checked, by_lead, check_stages(client, self.stages)


def _checks(record: _Record, survey: _Survey, order: Mapping[tuple[str, str], int]) -> _Checks:
    archive, log = record.archive, record.log
    often = _mostly_outside(survey.outside, log)
    bulk = in_bulk((deal.created_at, deal.deal_id) for deal in archive.deals.values())
    return _Checks(
        record,
        LeadChecks(archive, log, record.hours, survey.usual_wait_h(), active_days(archive), bulk, often),
        stage_checks(archive, log, order, survey.moves, survey.bare, often),
        often,
    )


def _surveyed(record: _Record, stories: Mapping[str, DealStory], order: Mapping[tuple[str, str], int]) -> _Survey:
    survey = _Survey(defaultdict(list), defaultdict(list))
    for story in stories.values():
        client = record.client_of(story)
        for message in client.calls_outside_log():
            who = story.deal.owner_id if message.author == CLIENT_AUTHOR else message.author
            if who is not None:
                survey.outside[who].append(story.deal.deal_id)
        if (lead := lead_of(client, record.hours)) is not None:
            survey.waits_h[lead.owner_id].append(lead.waited_h if lead.tries else None)
        if story.deal.status == "won":
            worked = list(moves_with_work(client, order))
            survey.moves += len(worked)
            survey.bare += worked.count(False)
    return survey


def _mostly_outside(outside: Mapping[str, Sequence[str]], log: PhoneLog) -> frozenset[str]:
    return frozenset(
        user_id for user_id, deals in outside.items()
        if len(set(deals)) >= OUTSIDE_DEALS
        and len(deals) >= OUTSIDE_SHARE * (len(deals) + len(log.made_by.get(user_id, ())))
    )  # fmt: skip


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


class _Tally:
    """Counts each person's entries and leads, deal by deal."""

    def __init__(self, survey: _Survey) -> None:
        self._survey = survey
        self._entries: Counter[tuple[str | None, str]] = Counter()  # by person and verdict; "confirmed" by the log
        self._late: Counter[str | None] = Counter()

    def add(self, checked: Iterable[_Checked], by_lead: Iterable[WorkFinding]) -> None:
        """What was found in one deal."""
        for one in checked:
            if one.entry.claim is not None:
                verdict = "confirmed" if one.finding is None else one.finding.verdict
                self._entries[one.entry.user_id, verdict] += 1
        for finding in by_lead:
            if finding.verdict == "found" and finding.code in LEAD_CODES:
                self._late[finding.user_id] += 1

    def people(self, archive: Archive, log: PhoneLog) -> tuple[PersonWork, ...]:
        """Those of the archive's people who have entries or leads."""
        rows = (self._person(user_id, log) for user_id in archive.people)
        return tuple(row for row in rows if row.entries or row.leads)

    def _person(self, user_id: str, log: PhoneLog) -> PersonWork:
        confirmed, found, unknown = (self._entries[user_id, verdict] for verdict in ("confirmed", "found", "unknown"))
        leads = self._survey.waits_h.get(user_id, [])
        waits = [wait for wait in leads if wait is not None]
        return PersonWork(
            user_id=user_id,
            calls_logged=len(log.made_by.get(user_id, ())),
            calls_outside_log=len(self._survey.outside.get(user_id, ())),
            entries=confirmed + found + unknown,
            entries_confirmed=confirmed,
            entries_without_call=found,
            entries_unknown=unknown,
            leads=len(leads),
            leads_late=self._late[user_id],
            first_contact_h=median(waits) if waits else None,
        )
