"""Calls that somebody entered (in a task's result, in a note), held against the phone log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from classify.crm_work.call_claims import CallClaim, attempts_named, claimed_call, is_call_task
from classify.crm_work.client_contacts import ClientContacts, proof_of_words
from classify.crm_work.phone_log import PhoneLog
from classify.crm_work.work_findings import WorkFinding, WorkProof
from classify.deal_course.deal_story import NOTE, DealStory
from deals.records import CallRecord, Message, Task

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SAME_DAY_ENTRY = HOUR  # a task made and closed within it records what was done before
NOTE_LOOKS_BACK = 14 * DAY  # a note may sum up a fortnight
STRANGE_CALL = HOUR  # a call to a number that nobody has, so shortly before the entry, may have been the one entered
WITH_THE_DEAL = timedelta(minutes=10)  # tasks closed so near the deal's end are closed by it, often by the CRM itself
DENIED_WITHIN = 30 * DAY
TOGETHER, LEAST_TOGETHER = timedelta(minutes=3), 3


@dataclass(frozen=True, slots=True)
class CallEntry:
    """An entry that says that the client was telephoned."""

    proof: WorkProof
    user_id: str | None
    at: datetime  # when it was entered
    since: datetime  # the call it speaks of was made from here
    until: datetime  # to here
    claim: CallClaim | None  # None: a call task closed with a result that names no call
    text: str
    attempts: int = 1  # that it names


def call_entries(story: DealStory) -> list[CallEntry]:
    """The deal's entries of calls, in time order."""
    tasks = [entry for task in story.tasks if (entry := _of_task(task, story)) is not None]
    notes = [entry for note in story.messages if (entry := _of_note(note, story)) is not None]
    return sorted([*tasks, *notes], key=lambda entry: (entry.at, entry.proof.ref))


def _of_task(task: Task, story: DealStory) -> CallEntry | None:
    done = task.completed_at
    if done is None or not is_call_task(task.kind, task.text):
        return None
    claim = claimed_call(task.result, about_a_call=True)
    with_the_deal = story.deal.status != "open" and abs(story.end - done) <= WITH_THE_DEAL
    if claim is None and with_the_deal:
        return None
    started = min(task.created_at, done)
    since = started if done - started > SAME_DAY_ENTRY else started - DAY
    text = ": ".join(part for part in (task.text, task.result) if part)
    proof = WorkProof("task", task.task_id, done, text)
    until = min(done + DAY, max(done, story.as_of))
    return CallEntry(proof, task.assignee_id, done, since, until, claim, text, attempts_named(task.result))


def _of_note(note: Message, story: DealStory) -> CallEntry | None:
    if note.channel != NOTE or note.from_client:
        return None
    claim = claimed_call(note.text, about_a_call=False)
    if claim is None:
        return None
    proof = WorkProof("message", note.message_id, note.at, note.text)
    until = min(note.at + DAY, max(note.at, story.as_of))
    since = note.at - NOTE_LOOKS_BACK
    return CallEntry(proof, note.author, note.at, since, until, claim, note.text, attempts_named(note.text))


def tries_claimed(entries: Iterable[CallEntry]) -> int:
    """How many attempts these entries of attempts claim: each task its own; a note sums up what came before it."""
    tasks, notes = 0, 0
    for entry in entries:
        if entry.proof.kind == "task":
            tasks += entry.attempts
        else:
            notes = max(notes, entry.attempts)
    return max(tasks, notes)


def check_entry(
    entry: CallEntry, client: ClientContacts, log: PhoneLog, *, person_is_outside: bool
) -> WorkFinding | None:
    """What the log says of an entry; None where a call bears it out.

    person_is_outside: so many calls of this person are known from messages alone that a missing one proves nothing.
    """
    calls = client.calls_between(entry.since, entry.until)
    if _borne_out(entry, calls, client):
        return None
    code = _code(entry, calls, client)
    reason = _why_unknown(entry, client, log, person_is_outside=person_is_outside)
    denial = _denial(entry, client)
    tries = [WorkProof("call", call.call_id, call.started_at) for call in calls]
    silence = [] if calls else [WorkProof("silence", client.story.deal.deal_id, entry.since, until=entry.until)]
    return WorkFinding(
        code, "found" if reason is None else "unknown", reason, client.story.deal.deal_id, entry.user_id, entry.at,
        proof=(entry.proof, *tries, *silence, *([denial] if denial is not None else [])),
        details=_details(entry, calls),
        client_says_so=denial is not None,
    )  # fmt: skip


def _borne_out(entry: CallEntry, calls: list[CallRecord], client: ClientContacts) -> bool:
    if entry.claim == "talk":
        return any(client.held_talk(call) for call in calls)
    if entry.claim == "reached":
        return any(client.took_place(call) for call in calls)
    if entry.claim is None:  # the result may be known from a letter
        return client.any_contact(entry.since, entry.until)
    return bool(calls)


def _code(entry: CallEntry, calls: list[CallRecord], client: ClientContacts) -> str:
    if not calls:
        return "call-not-in-log"
    if any(client.took_place(call) for call in calls):
        return "talk-of-seconds"
    return "talk-with-machine" if any(call.answered for call in calls) else "talk-not-in-log"


def _details(entry: CallEntry, calls: list[CallRecord]) -> dict[str, str | int | float | date]:
    seconds = max((call.duration_s or 0.0 for call in calls), default=0.0)
    return {
        "entry": entry.text, "count": len(calls), "seconds": round(seconds), "start": entry.since, "end": entry.until,
    }  # fmt: skip


def _why_unknown(entry: CallEntry, client: ClientContacts, log: PhoneLog, *, person_is_outside: bool) -> str | None:
    return next(_reasons(entry, client, log, person_is_outside=person_is_outside), None)


def _reasons(entry: CallEntry, client: ClientContacts, log: PhoneLog, *, person_is_outside: bool) -> Iterator[str]:
    story = client.story
    if missing := client.log_cannot_tell(log, entry.user_id, entry.since, entry.until):
        yield missing
    if entry.claim == "attempt" and not log.holds_unanswered:
        yield "log-without-unanswered"
    if story.may_have_talked(entry.since - HOUR, entry.until) or log.may_hold(
        entry.user_id, entry.at - STRANGE_CALL, entry.at
    ):
        yield "call-may-belong"
    if client.calls_outside_log():
        yield "calls-outside-log"
    if entry.claim is None:
        yield "result-names-no-call"
    if _wrote_meanwhile(entry, client):
        yield "other-channel"
    if person_is_outside:
        yield "person-calls-outside-log"


def _wrote_meanwhile(entry: CallEntry, client: ClientContacts) -> bool:
    """Whether client and manager wrote to each other: "обсудили" may mean that. Nobody dials in writing."""
    if entry.claim == "attempt":
        return False
    return any(entry.since <= message.at <= entry.until for message in client.written_by_client())


def _denial(entry: CallEntry, client: ClientContacts) -> WorkProof | None:
    """The client's complaint within a month after the call they should have had; it decides nothing."""
    heard = client.complaint(entry.since, entry.at + DENIED_WITHIN)
    return proof_of_words(heard) if heard is not None else None


def closed_together(findings: Iterable[WorkFinding]) -> list[list[WorkFinding]]:
    """Groups of at least three tasks without their calls that one person closed within minutes of each other.

    Tasks whose calls are in the log are in no group: who closes a day's honest work in the evening has none.
    """
    tasks = sorted(
        (f for f in findings if f.verdict == "found" and f.user_id is not None and f.proof[0].kind == "task"),
        key=lambda finding: (finding.user_id or "", finding.at),
    )
    groups: list[list[WorkFinding]] = []
    for finding in tasks:
        last = groups[-1][-1] if groups else None
        near = last is not None and last.user_id == finding.user_id and finding.at - last.at <= TOGETHER
        groups[-1].append(finding) if near else groups.append([finding])
    return [group for group in groups if len(group) >= LEAST_TOGETHER]
