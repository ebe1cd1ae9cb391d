"""Stages that imply contact with the client, entered while the record holds none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from classify.call_claims import is_call_task, plain
from classify.client_contacts import ClientContacts
from classify.phone_log import PhoneLog
from classify.work_findings import Verdict, WorkFinding, WorkProof
from deals.records import StageChange

BEFORE_CREATION = timedelta(days=30)  # a deal is often entered after the talks that began it
AFTERWARDS = timedelta(days=1)  # the letter may leave after the stage was set
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
    writers: frozenset[str]  # people whose messages to clients the record holds: who writes from elsewhere shows none
    outside: frozenset[str]  # people whose calls are too often known from messages alone


def check_stages(client: ClientContacts, checks: StageChecks) -> list[WorkFinding]:
    """The first stage of the deal that implies contact while there was none in either direction before it."""
    story = client.story
    if story.deal.status == "won":
        return []
    for change in story.stages:
        if implies_contact(change.stage):
            since = min(story.deal.created_at, change.at) - BEFORE_CREATION
            if client.any_contact(since, change.at + AFTERWARDS):
                return []
            return [_finding(change, client, next(_reasons(change, client, checks, since), None))]
    return []


def _finding(change: StageChange, client: ClientContacts, reason: str | None) -> WorkFinding:
    deal = client.story.deal
    proof = (
        WorkProof("stage", deal.deal_id, change.at, change.stage),
        WorkProof("silence", deal.deal_id, min(deal.created_at, change.at), until=change.at),
    )
    verdict: Verdict = "found" if reason is None else "unknown"
    return WorkFinding(
        "stage-without-contact", verdict, reason, deal.deal_id, change.user_id, change.at, proof,
        details={"stage": change.stage},
    )  # fmt: skip


def _reasons(change: StageChange, client: ClientContacts, checks: StageChecks, since: datetime) -> Iterator[str]:
    story = client.story
    if not story.calls_can_be_told and checks.log.moments:
        yield "no-client-number"
    if silent := checks.log.silent_about(change.user_id, story.deal.created_at, change.at):
        yield silent
    if change.user_id is None:
        yield "owner-unknown"
    if change.user_id not in checks.writers:
        yield "no-messages-table"
    if story.may_have_talked(since, change.at + AFTERWARDS):
        yield "call-may-belong"
    # Clients are met in person, too. Where something reached this one later, that is the likelier story.
    if client.reached() or any(task.completed_at and not is_call_task(task.kind, task.text) for task in story.tasks):
        yield "other-channel"
    if change.user_id in checks.outside:
        yield "person-calls-outside-log"
