"""How a lead was handled: when it was first contacted, in working hours, and how long it was tried."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from classify.crm_work.call_claims import plain
from classify.crm_work.call_entries import CallEntry, tries_claimed
from classify.crm_work.client_contacts import ClientContacts
from classify.crm_work.lead_owners import AwayOwner, away_owner, held_by, was_there
from classify.crm_work.phone_log import PhoneLog
from classify.crm_work.stage_moves import implies_contact
from classify.crm_work.work_findings import WorkFinding, WorkProof
from classify.crm_work.working_hours import WorkingHours
from classify.deal_course.deal_story import DealStory
from classify.spoken_dates.named_dates import named_days
from deals.records import Archive, Deal

# Late is what takes more than two working days, and more than three times the company's own median; one working day
# where the client asked again in the meantime. A working week is late whatever is usual.
LATE_DAYS, LATE_DAYS_ASKED, LATE_ANYWHERE, USUAL_TIMES = 2, 1, 5, 3.0
LEAST_LEADS = 5  # that were tried, for their median to say what is usual
GIVEN_UP_DAYS = 4  # working days without a try
MOST_TRIES = 2  # codebook, section 4: two attempts in the first hour and none after; seven over ten days are not
KNOWN_BEFORE = timedelta(days=3)  # a deal is often entered after the call that began it
SAME_ENQUIRY = timedelta(hours=1)  # what the client writes within it belongs to the enquiry
# Deals that were never an enquiry, or never a client's.
_COLD = re.compile(r"\bcold|холодн|исходящ|outbound|\bбаз[аыеу]\b|обзвон|\bimport|импорт")
_NO_LEAD = re.compile(r"\bдубл|\bспам|\bтест(?:ов|$|\b)|\bduplicate|\bdupe\b|\bspam|\btest\b")
_CALL_ASKED = re.compile(r"зв[ао]н|набер|наберите|свяж|\bcall\b|\bring\b|\bphone\b|напиш|contact me|get in touch")
_WRITTEN_WORK = re.compile(
    r"встреч|замер|выезд|визит|meet|visit|survey|demo|quote|email|mail|письм|message|кп\b|sms|смс"
)


@dataclass(frozen=True, slots=True)
class Lead:
    """A deal as a lead: from when it had to be contacted, and what was done."""

    client: ClientContacts
    start: datetime  # creation, or the day from which the client asked to be contacted
    until: datetime  # when it was closed, else as_of
    tries: tuple[datetime, ...]  # of ours, after creation, until it was closed
    reached: datetime | None  # first talk, message of ours or answer of the client
    waited_h: float  # working hours to the first try or, where there is none, to `until`
    owner_id: str | None
    client_asked: bool  # the client rang or wrote again before the first try

    @property
    def deal_id(self) -> str:
        return self.client.story.deal.deal_id

    @property
    def first(self) -> datetime | None:
        return self.tries[0] if self.tries else None


def lead_of(client: ClientContacts, hours: WorkingHours) -> Lead | None:
    """The deal as a lead; None where it was no enquiry (cold, a duplicate) or contact came before its creation."""
    story = client.story
    created, until = story.deal.created_at, story.end
    if not _is_enquiry(story.deal) or any(created - KNOWN_BEFORE <= at <= created for at in client.tries()):
        return None
    start = max(created, _asked_for(story, until) or created)
    tries = tuple(at for at in client.tries() if created < at <= until)
    answers = [m.at for m in client.written_by_client() if tries and m.at > tries[0]]
    reached = min((at for at in [*client.reached(), *answers] if created < at <= until), default=None)
    waited = hours.hours_between(start, tries[0] if tries else until)
    return Lead(client, start, until, tries, reached, waited, _first_owner(story), _asked_again(client, created, tries))


def _is_enquiry(deal: Deal) -> bool:
    stated = " ".join(plain(text) for text in (deal.lost_reason, deal.title))
    return deal.status != "won" and not _COLD.search(plain(deal.source)) and not _NO_LEAD.search(stated)


def _asked_for(story: DealStory, until: datetime) -> datetime | None:
    """The day from which the client asked to be contacted, where they named one."""
    for message in story.messages:
        if message.from_client and message.at <= until:
            for sentence in re.split(r"[.!?\n]+", message.text):
                days = named_days(sentence, message.at.date()) if _CALL_ASKED.search(plain(sentence)) else None
                if days is not None and days.first > message.at.date():
                    return datetime.combine(days.first, time(0), message.at.tzinfo)
    return None


def _asked_again(client: ClientContacts, created: datetime, tries: Sequence[datetime]) -> bool:
    wrote = [message.at for message in client.written_by_client()]
    rang = [call.started_at for call in client.calls if call.direction == "in" and call.started_at is not None]
    return any(created + SAME_ENQUIRY < at and (not tries or at < tries[0]) for at in [*wrote, *rang])


def _first_owner(story: DealStory) -> str | None:
    return story.owners[0].user_id if story.owners else story.deal.owner_id


def usual_wait_h(waits_h: Sequence[float]) -> float:
    """Median working hours to the first try in this company, of the leads that were tried; 0 where too few tell."""
    return median(waits_h) if len(waits_h) >= LEAST_LEADS else 0.0


@dataclass(frozen=True, slots=True)
class LeadChecks:
    """What it takes to judge a lead."""

    archive: Archive
    log: PhoneLog
    hours: WorkingHours
    usual_h: float  # usual_wait_h
    activity: Mapping[str, Sequence[date]]  # user id to the days on which the record shows work of theirs
    bulk: frozenset[str]  # deals created together with many others
    outside: frozenset[str]  # people whose calls are too often known from messages alone


def check_lead(
    lead: Lead, checks: LeadChecks, entries: Sequence[CallEntry], of_entries: Sequence[WorkFinding]
) -> list[WorkFinding]:
    """At most one finding about how the lead was handled, and one about its owner.

    entries: those of the deal; of_entries: findings about them: where it is not known whether they are true, the lead
    is not, either.
    """
    found = _handling(lead, checks)
    if found is None:
        return []
    code, details, since, until = found
    claims = [entry for entry in entries if entry.claim == "attempt" and lead.start <= entry.at <= until]
    details = details | _tries(lead, claims, until)
    reason = next(_reasons(lead, checks, of_entries, until), None)
    away = away_owner(lead.client.story, checks.archive, checks.hours, checks.activity, until) if not reason else None
    whose = held_by(lead.client.story, since, until, checks.hours) if away is None else None
    # What lay with somebody who may not have been there is not theirs.
    whose = whose if was_there(checks.activity.get(whose or "", ()), since, until, checks.hours) else None
    finding = WorkFinding(
        code, "found" if reason is None else "unknown", reason, lead.deal_id, whose, since,
        proof=(*_proof(lead, since, until), *(entry.proof for entry in claims)), details=details,
    )  # fmt: skip
    return [finding, _of_absent_owner(lead, away, until)] if away is not None else [finding]


def _of_absent_owner(lead: Lead, away: AwayOwner, until: datetime) -> WorkFinding:
    proof = (WorkProof("idle", lead.deal_id, away.given, until=until),)
    details: dict[str, str | int | float | date] = {"name": away.name, "why": away.why, "date": away.last_day}
    return WorkFinding("lead-of-absent-owner", "found", None, lead.deal_id, None, away.given, proof, details)


_Handling = tuple[str, dict[str, str | int | float | date], datetime, datetime]


def _handling(lead: Lead, checks: LeadChecks) -> _Handling | None:
    """Code, details, and the time in which nothing was done."""
    waited: dict[str, str | int | float | date] = {
        "hours": round(lead.waited_h, 1), "usual": round(checks.usual_h, 1),
    }  # fmt: skip
    if lead.waited_h > _late_from_h(lead, checks):
        if lead.first is None:
            return "no-first-contact", waited, lead.start, lead.until
        ours = any(at == lead.first for at in lead.client.tries_of_ours())
        return "first-contact-late", waited | {"by": "us" if ours else "client"}, lead.start, lead.first
    end = lead.reached or lead.until
    tries = [moment for moment in lead.tries if moment < end]
    for count, (moment, following) in enumerate(zip(tries, [*tries[1:], end], strict=False), start=1):
        one_day = tries[0].date() == moment.date()
        idle = checks.hours.hours_between(max(moment, lead.start), following) / checks.hours.day_length
        if (count <= MOST_TRIES or one_day) and idle >= GIVEN_UP_DAYS:
            return "lead-given-up", {"count": count, "days": int(idle)}, moment, following
    return None


def _tries(lead: Lead, claims: Sequence[CallEntry], until: datetime) -> dict[str, int]:
    """Tries by telephone in the log and as entered; days with tries of any kind, and the most of one day."""
    rang = [call for call in lead.client.calls_between(lead.start, until) if call.direction == "out"]
    days = Counter(moment.date() for moment in lead.tries if moment <= until)
    return {
        "logged": len(rang), "claimed": tries_claimed(claims), "on_days": len(days),
        "most_a_day": max(days.values(), default=0),
    }  # fmt: skip


def _late_from_h(lead: Lead, checks: LeadChecks) -> float:
    days = LATE_DAYS_ASKED if lead.client_asked else LATE_DAYS
    return max(
        days * checks.hours.day_length, min(USUAL_TIMES * checks.usual_h, LATE_ANYWHERE * checks.hours.day_length)
    )


def _proof(lead: Lead, since: datetime, until: datetime) -> tuple[WorkProof, ...]:
    calls = [WorkProof("call", c.call_id, c.started_at) for c in lead.client.calls_between(lead.start, until)]
    return (WorkProof("idle", lead.deal_id, since, until=until), *calls)


def _reasons(lead: Lead, checks: LeadChecks, entries: Sequence[WorkFinding], until: datetime) -> Iterator[str]:
    story, created = lead.client.story, lead.client.story.deal.created_at
    if missing := lead.client.log_cannot_tell(checks.log, lead.owner_id, created, until):
        yield missing
    if not checks.log.holds_unanswered and not lead.reached:
        yield "log-without-unanswered"
    if lead.deal_id in checks.bulk:
        yield "created-in-bulk"
    if created.time() == time(0) and lead.waited_h < _late_from_h(lead, checks) + checks.hours.day_length:
        yield "date-without-time"
    if story.may_have_talked(created, until):
        yield "call-may-belong"
    if lead.client.calls_outside_log():
        yield "calls-outside-log"
    yield from (f.reason for f in entries if f.reason not in (None, "result-names-no-call") and f.at <= until)
    if "messages.csv" in checks.archive.absent_tables:
        yield "no-messages-table"
    if _worked_otherwise(lead, until):
        yield "other-channel"
    if lead.owner_id in checks.outside:
        yield "person-calls-outside-log"


def _worked_otherwise(lead: Lead, until: datetime) -> bool:
    """Whether a meeting, a letter, a quote or a stage was entered that takes contact, by a way that leaves no call."""
    story = lead.client.story
    done = any(t.completed_at and t.completed_at <= until and _WRITTEN_WORK.search(plain(t.kind)) for t in story.tasks)
    return done or any(change.at < until and implies_contact(change.stage) for change in story.stages)
