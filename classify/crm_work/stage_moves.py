"""Stages that imply contact with the client, entered while the record holds none, or nothing since the stage before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations

from classify.crm_work.bulk_changes import in_bulk
from classify.crm_work.call_claims import is_call_task, plain
from classify.crm_work.client_contacts import ClientContacts, proof_of_words
from classify.crm_work.phone_log import PhoneLog
from classify.crm_work.work_findings import Verdict, WorkFinding, WorkProof
from classify.deal_course.deal_story import NOTE, DealStory
from deals.records import Archive, StageChange

BEFORE_CREATION = timedelta(days=30)  # a deal is often entered after the talks that began it
AFTERWARDS = timedelta(days=1)  # the letter may leave after the stage was set
ONE_SITTING = timedelta(days=1)  # moves so near each other enter the same piece of work
COMPLAINS_WITHIN = timedelta(days=30)
# In deals that were won something did pass. Where the record holds nothing between this share of their moves, or
# they made too few moves to tell, it does not hold all that passes.
USUALLY_BARE, LEAST_MOVES = 0.1, 5
_IMPLIES_CONTACT = re.compile(
    r"переговор|согласован|договор|контракт|\bкп\b|предложени|расчет|смет|счет|презентац|замер|осмотр|встреч"
    r"|показ|торг|контакт|бронь|оплат"
    r"|\bnegotiat|agreement|contract|quote|proposal|offer|invoice|presentation|demo|survey|meeting|contacted|visit"
)
# Stages of the same words before any contact, and the ends.
_IMPLIES_NONE = re.compile(
    r"\bнов|\bнераз|без\s|\bне\s|отказ|закрыт|проигр|lost|\bnew\b|\bno\b|\bnot\b|un|closed|won|успе|реализ|to be|ожида"
    r"|подготов|первичн|взят|prepar|draft"
)


def implies_contact(stage: str) -> bool:
    """Whether a deal can be in this stage only after something passed between the client and us."""
    words = plain(stage)
    return bool(_IMPLIES_CONTACT.search(words)) and not _IMPLIES_NONE.search(words)


@dataclass(frozen=True, slots=True)
class StageChecks:
    """What it takes to judge a stage."""

    log: PhoneLog
    people: Collection[str]  # user ids of ours: stages that nobody of these set, the CRM may have set itself
    writers: frozenset[str]  # people whose messages to clients the record holds: who writes from elsewhere shows none
    outside: frozenset[str]  # people whose calls are too often known from messages alone
    bulk: frozenset[tuple[str, datetime]]  # moves made together with many others
    order: Mapping[tuple[str, str], int]  # of how many deals the first stage of the pair came before the second
    work_is_kept: bool  # whether the record holds what happened between the moves of deals that were won


def stage_order(stories: Iterable[DealStory]) -> Counter[tuple[str, str]]:
    """Of how many deals the first stage of a pair came before the second."""
    counts: Counter[tuple[str, str]] = Counter()
    for story in stories:
        counts.update(combinations(dict.fromkeys(change.stage for change in story.stages), 2))
    return counts


def moves_with_work(client: ClientContacts, order: Mapping[tuple[str, str], int]) -> Iterator[bool]:
    """Of each move on to a stage that implies contact, whether the record holds work between it and the one before."""
    return (_worked(client, *move) for move in _moves(client, order))


def stage_checks(
    archive: Archive, log: PhoneLog, order: Mapping[tuple[str, str], int], moves: int, bare: int,
    outside: frozenset[str],
) -> StageChecks:  # fmt: skip
    """order: stage_order; moves, bare: moves of the deals that were won, and how many of them hold no work; outside:
    people whose calls are too often known from messages alone."""
    return StageChecks(
        log, archive.people, frozenset(m.author for m in archive.messages if m.channel != NOTE), outside,
        bulk=in_bulk((change.at, (change.deal_id, change.at)) for change in archive.stage_history),
        order=order,
        work_is_kept="tasks.csv" not in archive.absent_tables
        and moves >= LEAST_MOVES and bare < USUALLY_BARE * moves,
    )  # fmt: skip


def check_stages(client: ClientContacts, checks: StageChecks) -> list[WorkFinding]:
    """The first stage that implies contact while there was none before it; else all such moves on without work."""
    story = client.story
    first = next((change for change in story.stages if implies_contact(change.stage)), None)
    if story.deal.status == "won" or first is None:
        return []
    since = min(story.deal.created_at, first.at) - BEFORE_CREATION
    if not client.any_contact(since, first.at + AFTERWARDS):
        return [_without_contact(first, client, checks, since)]
    moves = [move for move in _moves(client, checks.order) if not _worked(client, *move)]
    return [_without_work(before, change, client, checks) for before, change in moves]


def _moves(
    client: ClientContacts, order: Mapping[tuple[str, str], int]
) -> Iterator[tuple[StageChange, StageChange]]:  # fmt: skip
    """Moves on to a stage that implies contact, each with the change before; none back, none of the same sitting."""
    seen: list[StageChange] = []
    for change in client.story.stages:
        before = next((one for one in reversed(seen) if change.at - one.at > ONE_SITTING), None)
        is_new = all(one.stage != change.stage for one in seen)
        seen.append(change)
        if before is None or not is_new or not implies_contact(change.stage):
            continue
        if order.get((before.stage, change.stage), 0) > order.get((change.stage, before.stage), 0):
            yield before, change


def _worked(client: ClientContacts, before: StageChange, change: StageChange) -> bool:
    """Whether the record holds any contact, attempt or completed task between both moves."""
    until = change.at + AFTERWARDS
    done = any(task.completed_at and before.at < task.completed_at <= until for task in client.story.tasks)
    return done or client.any_contact(before.at, until)


def _without_contact(
    change: StageChange, client: ClientContacts, checks: StageChecks, since: datetime
) -> WorkFinding:  # fmt: skip
    deal = client.story.deal
    proof = (_row(change), WorkProof("silence", deal.deal_id, min(deal.created_at, change.at), until=change.at))
    reasons = _reasons(change, client, checks, since, deal.created_at)
    # Clients are met in person, too. Where something reached this one at any time, that is the likelier story.
    reason = next(reasons, None) or ("other-channel" if _met(client, None) else None)
    return _finding("stage-without-contact", change, reason, proof, {"stage": change.stage})


def _without_work(
    before: StageChange, change: StageChange, client: ClientContacts, checks: StageChecks
) -> WorkFinding:  # fmt: skip
    complaint = client.complaint(change.at, change.at + COMPLAINS_WITHIN)
    nothing = WorkProof("nothing", change.deal_id, before.at, until=change.at)
    said = (proof_of_words(complaint),) if complaint is not None else ()
    reason = next(_reasons(change, client, checks, before.at, before.at), None)
    noted = any(before.at < m.at <= change.at + AFTERWARDS for m in client.story.messages)
    # A later contact may rest on one that the record lacks.
    if reason is None and (noted or _met(client, change.at + AFTERWARDS) or not checks.work_is_kept):
        reason = "other-channel"
    details: dict[str, str | int | float | date] = {
        "stage": change.stage, "before": before.stage, "start": before.at, "end": change.at,
    }  # fmt: skip
    proof = (_row(change), _row(before), nothing, *said)
    return _finding("stage-without-work", change, reason, proof, details, client_says_so=complaint is not None)


def _row(change: StageChange) -> WorkProof:
    return WorkProof("stage", change.deal_id, change.at, change.stage)


def _finding(
    code: str,
    change: StageChange,
    reason: str | None,
    proof: tuple[WorkProof, ...],
    details: Mapping[str, str | int | float | date],
    *,
    client_says_so: bool = False,
) -> WorkFinding:
    verdict: Verdict = "found" if reason is None else "unknown"
    return WorkFinding(
        code, verdict, reason, change.deal_id, change.user_id, change.at, proof, details, client_says_so
    )  # fmt: skip


def _reasons(
    change: StageChange, client: ClientContacts, checks: StageChecks, since: datetime, log_since: datetime
) -> Iterator[str]:
    if change.user_id not in checks.people:
        yield "owner-unknown"
    if missing := client.log_cannot_tell(checks.log, change.user_id, log_since, change.at):
        yield missing
    if change.user_id not in checks.writers:
        yield "no-messages-table"
    if (change.deal_id, change.at) in checks.bulk:
        yield "moved-in-bulk"
    if client.story.may_have_talked(since, change.at + AFTERWARDS):
        yield "call-may-belong"
    if client.calls_outside_log():
        yield "calls-outside-log"
    if change.user_id in checks.outside:
        yield "person-calls-outside-log"


def _met(client: ClientContacts, after: datetime | None) -> bool:
    """Whether something reached the client, or a task other than a call was completed (after that moment)."""
    tasks = (task.completed_at for task in client.story.tasks if not is_call_task(task.kind, task.text))
    moments = [*client.reached(), *(moment for moment in tasks if moment is not None)]
    return any(after is None or moment > after for moment in moments)
