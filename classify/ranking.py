"""The two lists: deals worth reviving, and deals lost through error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

import numpy as np

from classify.case_file import CaseFile
from classify.client_dates import ClientDate, date_named_by_client
from classify.codebook import HEAD_CAUSES
from classify.deal_evidence import evidence_for
from classify.deal_features import deal_features, feature_table, habits_of
from classify.deal_models import DealModels
from classify.deal_money import expected_value, revival_value
from classify.deal_story import DealStory
from classify.error_day import error_day
from classify.facts_against import against_error, against_revival
from classify.heard_shares import hardly_heard
from classify.missing_record import missing_in
from classify.partly_heard import Question, UnheardShares
from classify.person_load import PersonLoad, TeamLoad, team_load
from classify.promises import Promise
from classify.records import Culprit, DealTable, ErrorLoss, NextStep, Rankings, Revival
from classify.step_facts import step_facts
from classify.toxic_kpi import toxic_kpi
from classify.work_findings import WorkCheck
from classify.working_days import working_day
from deals.phones import region_of
from deals.records import Archive

MOST_FLAGGED = 20
REPORTING_THRESHOLD = 0.5  # more likely than not: below it, nobody is accused and nobody is called
STALLED_AFTER = 2.0  # times the company's median time from creation to won (codebook, section 2)
DUE_SOON = timedelta(days=30)  # a date the client named counts as due this long before it comes
SURELY_REFUSED, LEAST_CHANCE = 0.5, 0.01  # of a hard refusal; of a sale to whom we may not call
THIN_WORDS = 3  # utterances and messages; with fewer, a judgement stands on dates alone

Listed = TypeVar("Listed", Revival, ErrorLoss)


@dataclass(frozen=True, slots=True)
class _Candidate:
    case: CaseFile
    row: np.ndarray  # features


def rank_deals(
    archive: Archive,
    stories: Mapping[str, DealStory],
    promises: Mapping[str, Sequence[Promise]],
    work: WorkCheck,
    models: DealModels,
    unheard: UnheardShares | None = None,
) -> Rankings:
    """Both lists over every deal that can be ranked, best first; equal scores in the order of deal ids.

    Revive: lost and stalled deals. Error: lost deals. Flagged are at most MOST_FLAGGED of each, above the reporting
    threshold and with evidence, so a flagged list may be short or empty. unheard: where not all recordings were
    heard; who is behind a deal that was hardly heard is not accused, and its client not called, before it has been.
    """
    if not archive.deals:
        return Rankings(archive.as_of, 0, (), ())
    habits = habits_of(archive)
    of_work = work.by_deal()
    rows = [
        deal_features(archive, stories[i], habits, promises.get(i, ()), of_work.get(i, ()))
        for i in sorted(archive.deals)
    ]
    table, names = feature_table(rows)
    if names != models.names:
        raise ValueError("the deal models were trained on other features: train the models again")
    candidates = [
        _Candidate(
            CaseFile(archive, stories[deal_id], promises.get(deal_id, ()), habits, of_work.get(deal_id, ())), row
        )
        for deal_id, row in zip(sorted(archive.deals), table, strict=True)
    ]
    lost = [c for c in candidates if c.case.story.deal.status == "lost"]
    stalled = [c for c in candidates if _is_stalled(c.case.story, STALLED_AFTER * habits.won_days)]
    return Rankings(
        archive.as_of,
        len(archive.deals),
        _revive_list([*lost, *stalled], models, unheard),
        _error_list(lost, team_load(archive), models, unheard),
        _deal_table(archive, names, table),
    )


def _deal_table(archive: Archive, names: tuple[str, ...], table: np.ndarray) -> DealTable:
    deals = [archive.deals[deal_id] for deal_id in sorted(archive.deals)]
    statuses, titles = (tuple(deal.status for deal in deals), tuple(deal.title or "" for deal in deals))
    return DealTable(names, tuple(deal.deal_id for deal in deals), statuses, titles, table)


def _is_stalled(story: DealStory, days: float) -> bool:
    """Open, and no contact in either direction for longer than these days."""
    if story.deal.status != "open":
        return False
    last = max((moment for moment, _ in story.contacts()), default=story.deal.created_at)
    return (story.as_of - last) > timedelta(days=days)


def _revive_list(
    candidates: Sequence[_Candidate], models: DealModels, unheard: UnheardShares | None
) -> tuple[Revival, ...]:
    if not candidates:
        return ()
    table = np.stack([c.row for c in candidates])
    chances, reasons = _chances("revive", candidates, table, models, unheard), models.reasons_of(table)
    listed = [_revival(c.case, float(p), r) for c, p, r in zip(candidates, chances, reasons, strict=True)]
    return _ranked(listed, unheard)


def _error_list(
    candidates: Sequence[_Candidate], loads: TeamLoad, models: DealModels, unheard: UnheardShares | None
) -> tuple[ErrorLoss, ...]:
    if not candidates:
        return ()
    table = np.stack([c.row for c in candidates])
    chances, causes = _chances("error", candidates, table, models, unheard), models.causes_of(table)
    named = [dict(zip(models.names, row, strict=True)) for row in table.tolist()]
    listed = [
        _error_loss(c.case, loads, float(p), r, of)
        for c, p, r, of in zip(candidates, chances, causes, named, strict=True)
    ]
    return _ranked(listed, unheard)


def _chances(
    question: Question,
    candidates: Sequence[_Candidate],
    table: np.ndarray,
    models: DealModels,
    unheard: UnheardShares | None,
) -> np.ndarray:
    """Chance of each row; equal rows get equal chances, which floating point gives only up to the last digits."""
    ranker = models.revive if question == "revive" else models.error
    chances = ranker.predict_proba(table)[:, 1]
    if unheard is not None:
        chances = unheard.rejudged(question, [c.case.story.deal.deal_id for c in candidates], table, chances)
    if question == "revive":
        chances = np.where(_not_to_be_called(table, models.names), np.minimum(chances, LEAST_CHANCE), chances)
    return np.round(chances, 9)


def _not_to_be_called(table: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """Clients who said to be called no more: final, whatever else their deals show (codebook, section 4)."""
    refused, no_calls = (table[:, names.index(name)] for name in ("last_hard_refusal", "way_no_calls"))
    return np.asarray((refused >= SURELY_REFUSED) & (no_calls > 0))


def _ranked(listed: Sequence[Listed], unheard: UnheardShares | None) -> tuple[Listed, ...]:
    hardly = hardly_heard(unheard.shares) if unheard is not None else frozenset()
    marked = [replace(item, unheard=True) if item.deal_id in hardly else item for item in listed]
    return ranked_and_flagged(sorted(marked, key=lambda item: (-item.probability, item.deal_id)))


def ranked_and_flagged(listed: Sequence[Listed]) -> tuple[Listed, ...]:
    """Ranks given, and the best flagged: above the threshold, and with something to show for the claim.

    Not those whose recordings nobody has heard: what was said there may be the opposite of what the record looks like.
    """
    worthy = [
        item for item in listed
        if item.probability >= REPORTING_THRESHOLD and item.evidence and not item.unheard
    ]  # fmt: skip
    chosen = {item.deal_id for item in worthy[:MOST_FLAGGED]}
    return tuple(replace(item, rank=rank, flagged=item.deal_id in chosen) for rank, item in enumerate(listed, start=1))


def _revival(case: CaseFile, chance: float, reasons: Mapping[str, float]) -> Revival:
    story, deal = case.story, case.story.deal
    named = date_named_by_client(story, region_of(case.archive.timezone.key, case.archive.language))
    reason = _reason(reasons, named.day if named else None, case.archive.as_of)
    reopen_on = _reopen_on(case.archive, named.day if named else None)
    value = revival_value(story, case.habits)
    return Revival(
        deal_id=deal.deal_id,
        rank=0,
        flagged=False,
        probability=chance,
        expected_value=expected_value(value, chance),
        reason=reason,
        reopen_on=reopen_on,
        next_step=_next_step(case, reason, reopen_on, named),
        person_id=_person_to_call(case),
        evidence=evidence_for(case, reason),
        against=against_revival(case),
        thin=len(story.heard) < THIN_WORDS,
        value=value,
        missing=missing_in(case),
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


def _next_step(case: CaseFile, reason: str, reopen_on: date, named: ClientDate | None) -> NextStep:
    contact = case.story.contact
    client = (contact.name or contact.company) if contact else None
    known_as = client or case.story.deal.title or case.story.deal.deal_id
    return NextStep(reason, known_as, reopen_on, step_facts(case, reason, named))


def _person_to_call(case: CaseFile) -> str | None:
    """The deal's owner while he is with the company, else the head who has to hand it on."""
    deal = case.story.deal
    owner = case.archive.people.get(deal.owner_id) if deal.owner_id else None
    if owner is not None and (owner.left is None or owner.left >= case.archive.as_of):
        return owner.user_id
    return _head(case.archive, owner.team if owner else None, case.archive.as_of)


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


def _error_loss(
    case: CaseFile, loads: TeamLoad, chance: float, causes: Mapping[str, float], features: Mapping[str, float]
) -> ErrorLoss:
    deal = case.story.deal
    culprit = _culprit(causes)
    cause = _cause(causes, culprit)
    return ErrorLoss(
        deal_id=deal.deal_id,
        rank=0,
        flagged=False,
        probability=chance,
        amount_lost=deal.amount,
        culprit=culprit,
        cause=cause,
        causes=causes,
        toxic_kpi=toxic_kpi(cause, features),
        person_id=person_at_fault(case, culprit, cause),
        evidence=evidence_for(case, cause),
        against=against_error(case, cause),
        thin=len(case.story.heard) < THIN_WORDS,
        full_amount=deal.amount,
        missing=missing_in(case),
        load=_load(case, loads, cause),
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
