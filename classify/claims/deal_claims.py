"""What is claimed of one deal on a list: first what its row of facts tells, then what takes its story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from classify.claims.case_file import CaseFile
from classify.claims.deal_evidence import evidence_for
from classify.claims.deal_money import expected_value
from classify.claims.error_day import error_day
from classify.claims.facts_against import against_error, against_revival
from classify.claims.missing_record import missing_in
from classify.claims.step_facts import step_facts
from classify.claims.toxic_kpi import toxic_kpi
from classify.codebook import HEAD_CAUSES
from classify.crm_work.person_load import PersonLoad, TeamLoad
from classify.deal_course.client_dates import date_named_by_client
from classify.records import Culprit, ErrorLoss, NextStep, Revival, RevivalValue
from classify.spoken_dates.working_days import working_day
from deals.phones import region_of
from deals.records import Archive, Deal

DUE_SOON = timedelta(days=30)  # a date the client named counts as due this long before it comes


@dataclass(frozen=True, slots=True)
class DealRow:
    """What both lists need of every deal, beside its features: kept when its story is dropped."""

    deal: Deal
    stalled: bool
    thin: bool
    unheard: bool  # too little of its recordings was heard to claim anything
    value: RevivalValue | None  # of reviving it
    named_on: date | None  # the day of contact that the client named


def revival_of(archive: Archive, row: DealRow, chance: float, reasons: Mapping[str, float]) -> Revival:
    """What is said of a deal on the revive list without its story; reasons: likeliest first."""
    reason, reopen_on = _reason(reasons, row.named_on, archive.as_of), _reopen_on(archive, row.named_on)
    return Revival(
        deal_id=row.deal.deal_id,
        rank=0,
        flagged=False,
        probability=chance,
        expected_value=expected_value(row.value, chance),
        reason=reason,
        reopen_on=reopen_on,
        next_step=NextStep(reason, _known_as(archive, row.deal), reopen_on),
        person_id=_person_to_call(archive, row.deal),
        evidence=(),
        thin=row.thin,
        unheard=row.unheard,
        value=row.value,
        told=False,
    )


def told_revival(revival: Revival, case: CaseFile) -> Revival:
    """The same with all that takes the deal's story."""
    named = date_named_by_client(case.story, region_of(case.archive.timezone.key, case.archive.language))
    return replace(
        revival,
        next_step=replace(revival.next_step, facts=step_facts(case, revival.reason, named)),
        evidence=evidence_for(case, revival.reason),
        against=against_revival(case),
        missing=missing_in(case),
        told=True,
    )


def _reason(reasons: Mapping[str, float], named: date | None, as_of: date) -> str:
    """The likeliest reason; a dated deferral only where the client did name a date that has come or comes soon."""
    due = named is not None and named <= as_of + DUE_SOON
    possible = [reason for reason in reasons if reason != "dated_deferral_due" or due]
    return possible[0]


def _reopen_on(archive: Archive, named: date | None) -> date:
    """The day the client named, or as_of where none was named or it has passed; moved to a working day."""
    day = max(named or archive.as_of, archive.as_of)
    return working_day(day, region_of(archive.timezone.key, archive.language))


def _known_as(archive: Archive, deal: Deal) -> str:
    contact = archive.contacts.get(deal.contact_id) if deal.contact_id else None
    client = (contact.name or contact.company) if contact else None
    return client or deal.title or deal.deal_id


def _person_to_call(archive: Archive, deal: Deal) -> str | None:
    """The deal's owner while he is with the company, else the head who has to hand it on."""
    owner = archive.people.get(deal.owner_id) if deal.owner_id else None
    if owner is not None and (owner.left is None or owner.left >= archive.as_of):
        return owner.user_id
    return _head(archive, owner.team if owner else None, archive.as_of)


def _head(archive: Archive, team: str | None, on: date) -> str | None:
    """The head of sales on that day, of this team where there are several; None where that leaves more than one."""
    heads = [
        person for person in archive.people.values()
        if person.role == "head" and (person.hired or on) <= on <= (person.left or on)
    ]  # fmt: skip
    of_team = [person for person in heads if team is not None and person.team == team]
    found = of_team or heads
    return found[0].user_id if len(found) == 1 else None


def person_at_fault(case: CaseFile, culprit: Culprit, cause: str) -> str | None:
    """Whoever had the deal when the error was made, or the head of his team when the deal ended.

    Not its last owner: who was handed a neglected lead has not neglected it.
    """
    holder = case.holder_on(error_day(case, cause))
    if culprit == "manager":
        return holder
    person = case.archive.people.get(holder) if holder else None
    return _head(case.archive, person.team if person else None, case.story.end.date())


def loss_of(
    row: DealRow, chance: float, causes: Mapping[str, float], features: Mapping[str, float]
) -> ErrorLoss:  # fmt: skip
    """What is said of a lost deal without its story; causes: likeliest first; features: by name."""
    culprit = _culprit(causes)
    cause = _cause(causes, culprit)
    return ErrorLoss(
        deal_id=row.deal.deal_id,
        rank=0,
        flagged=False,
        probability=chance,
        amount_lost=row.deal.amount,
        culprit=culprit,
        cause=cause,
        causes=causes,
        toxic_kpi=toxic_kpi(cause, features),
        person_id=None,
        evidence=(),
        thin=row.thin,
        unheard=row.unheard,
        full_amount=row.deal.amount,
        told=False,
    )


def told_loss(loss: ErrorLoss, case: CaseFile, loads: TeamLoad) -> ErrorLoss:
    """The same with all that takes the deal's story."""
    return replace(
        loss,
        person_id=person_at_fault(case, loss.culprit, loss.cause),
        evidence=evidence_for(case, loss.cause),
        against=against_error(case, loss.cause),
        missing=missing_in(case),
        load=_load(case, loads, loss.cause),
        told=True,
    )


def _load(case: CaseFile, loads: TeamLoad, cause: str) -> PersonLoad | None:
    """What lay on whoever had the deal on the day of the error."""
    story, day = case.story, error_day(case, cause)
    return loads.of(case.holder_on(day), day, story.deal.created_at.date(), story.end.date())


def _culprit(causes: Mapping[str, float]) -> Culprit:
    """Whose causes are the likelier together.

    "both" is not claimed: that each error alone would have lost the deal takes two proofs, and no rule of two proofs
    told the labelled ones from the head's.
    """
    return "head" if sum(causes[cause] for cause in causes if cause in HEAD_CAUSES) > 0.5 else "manager"


def _cause(causes: Mapping[str, float], culprit: Culprit) -> str:
    """The likeliest cause of the culprit's, so that claim and culprit never contradict each other."""
    return next(cause for cause in causes if (cause in HEAD_CAUSES) == (culprit == "head"))
