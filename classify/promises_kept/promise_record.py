"""What followed a promise in the record: what may have kept it, and what the client said about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from classify.codebook import SIGNALS
from classify.deal_course.deal_story import NOTE, DealStory, Heard
from classify.promises_kept.done_words import (
    says_done,
    says_sent,
    says_visited,
    stage_says_sent,
    stage_says_visited,
    stage_went_on,
)
from classify.promises_kept.promise_finding import Undertaking
from classify.promises_kept.promise_kinds import ANSWERS, kind_of, may_be_about
from classify.promises_kept.promise_settings import PromiseSettings
from classify.promises_kept.promise_words import Missing, releases, says_came, says_missing, says_received
from deals.records import CallRecord, Message, Task

SAME_CALL = timedelta(minutes=2)  # one call may stand in a log twice, a leg each; the next one starts later
# Where no time was named, a complaint of later than this will be about something else.
TOO_LATE_TO_TELL = timedelta(days=45)
_COMPLAINT = SIGNALS.index("complaint_no_contact")
_REFUSALS = [SIGNALS.index(code) for code in ("hard_refusal", "chose_competitor")]
_VISIT_TASKS = frozenset({"meeting", "visit"})

DeedKind = Literal["call", "attempt", "message", "task", "note", "stage"]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something in the record after a promise that reached the client or shows that it was done."""

    at: datetime
    kind: DeedKind  # "call": a talk, whoever rang; "attempt": we rang and nobody took it
    ref: str  # call, message or task id; the stage's name
    quote: str = ""
    ours: bool = True  # False: the client rang


@dataclass(frozen=True, slots=True)
class ClientSays:
    """What the client said or wrote after a promise."""

    heard: Heard
    missing: frozenset[Missing]


def deeds_after(story: DealStory, promise: Undertaking) -> list[Deed]:
    """What can have kept the promise, in time order."""
    said = promise.heard.at
    found = [*_talks(story, said), *_written(story, said)]
    if promise.kind in (*ANSWERS, "other"):
        found += _attempts(story, said)
    if promise.kind not in ANSWERS:
        found += [*_notes(story, promise), *_tasks(story, promise), *_stages(story, promise)]
    return sorted(found, key=lambda deed: (deed.at, deed.kind, deed.ref))


def _talks(story: DealStory, said: datetime) -> Iterator[Deed]:
    """Talks, those included of which it is not quite sure that they belong to the deal: they may have kept it."""
    for call in story.talks():
        if call.started_at is not None and call.started_at > said + SAME_CALL:
            yield Deed(call.started_at, "call", call.call_id, ours=call.direction == "out")


def _attempts(story: DealStory, said: datetime) -> Iterator[Deed]:
    talks = {call.call_id for call in story.talks()}
    for call in story.calls:
        if call.call_id in talks or call.direction != "out" or call.started_at is None:
            continue
        # Word left on the client's machine is more than a try and may have been enough: see DealStory.messages_left.
        if call.started_at in story.messages_left():
            continue
        if call.started_at > said + SAME_CALL:
            yield Deed(call.started_at, "attempt", call.call_id)


def _written(story: DealStory, said: datetime) -> Iterator[Deed]:
    for message in story.messages:
        if message.at > said and not message.from_client and message.channel != NOTE:
            yield Deed(message.at, "message", message.message_id, message.text)


def _notes(story: DealStory, promise: Undertaking) -> Iterator[Deed]:
    for message in story.messages:
        own = message.channel == NOTE and not message.from_client and message.at > promise.heard.at
        if own and _tells_of_it(promise, message):
            yield Deed(message.at, "note", message.message_id, message.text)


def _tells_of_it(promise: Undertaking, note: Message) -> bool:
    if not may_be_about(note.text, promise.things):
        return False
    sent = promise.kind != "visit" and says_sent(note.text)
    return sent or (promise.kind != "send" and says_visited(note.text))


def _tasks(story: DealStory, promise: Undertaking) -> Iterator[Deed]:
    """Tasks of the promise's kind whose result says that it was done."""
    for task in story.tasks:
        if task.completed_at is not None and task.completed_at > promise.heard.at and _did_it(promise, task):
            yield Deed(task.completed_at, "task", task.task_id, ": ".join(filter(None, (task.text, task.result))))


def _did_it(promise: Undertaking, task: Task) -> bool:
    text, result = task.text or "", task.result or ""
    if not result or not may_be_about(f"{text} {result}", promise.things):
        return False
    of_a_visit = task.kind in _VISIT_TASKS or (task.kind != "quote" and kind_of(text, by_client=True) == "visit")
    if of_a_visit and promise.kind != "send":
        return says_visited(result) or says_done(result)
    of_sending = task.kind == "quote" or kind_of(text, by_client=True) == "send"
    if promise.kind == "visit" or not (of_sending or says_sent(result)):
        return False
    return says_sent(result) or (of_sending and says_done(result))


def _stages(story: DealStory, promise: Undertaking) -> Iterator[Deed]:
    for change in story.stages:
        if change.at <= promise.heard.at or not may_be_about(change.stage, promise.things):
            continue
        sent = promise.kind != "visit" and stage_says_sent(change.stage)
        if sent or (promise.kind != "send" and stage_says_visited(change.stage)):
            yield Deed(change.at, "stage", change.stage, change.stage)


def went_on(story: DealStory, promise: Undertaking) -> bool:
    """Whether the deal later got where it gets only with what was promised: paid, signed, won."""
    said, deal = promise.heard.at, story.deal
    if deal.status == "won" and deal.closed_at is not None and deal.closed_at > said:
        return True
    return any(change.at > said and stage_went_on(change.stage) for change in story.stages)


def followed_from(story: DealStory, promise: Undertaking, by: datetime | None) -> Deed | None:
    """A stage that shows in time that the invoice was there to be paid, or the contract to be signed."""
    if by is None or not promise.things & {"invoice", "contract"}:
        return None
    reached = (change for change in story.stages if promise.heard.at < change.at <= by)
    return next((Deed(c.at, "stage", c.stage, c.stage) for c in reached if stage_went_on(c.stage)), None)


def complaints_after(story: DealStory, promise: Undertaking, settings: PromiseSettings) -> list[ClientSays]:
    """Where the client says later that this has not come, or that they were kept waiting; in time order."""
    found = []
    for heard in _client_words(story, promise):
        missing = says_missing(heard.text)
        if promise.due is None and heard.at > promise.heard.at + TOO_LATE_TO_TELL:
            break
        if not missing and promise.due is not None and heard.probability[_COMPLAINT] >= settings.complaint_from:
            missing = frozenset({"any"})
        if missing & _about(promise) and may_be_about(heard.text, promise.things):
            found.append(ClientSays(heard, missing))
    return found


def _about(promise: Undertaking) -> frozenset[Missing]:
    """Which complaints can be about it."""
    if promise.kind in ANSWERS:
        return frozenset({"call", "any"})
    if promise.kind == "other":
        return frozenset({"send", "visit", "any"})
    return frozenset({"send", "any"}) if promise.kind == "send" else frozenset({"visit", "any"})


def receipt_after(story: DealStory, promise: Undertaking) -> Heard | None:
    """Where the client first says that it has come."""
    for heard in _client_words(story, promise):
        came = promise.kind != "send" and says_came(heard.text)
        got = promise.kind not in ("visit", *ANSWERS) and says_received(heard.text)
        wanted = not releases(heard.text) and may_be_about(heard.text, promise.things)
        if (came or got) and wanted:
            return heard
    return None


def release_before(story: DealStory, promise: Undertaking, until: datetime, settings: PromiseSettings) -> Heard | None:
    """Where the client, after the promise and before `until`, no longer wants it or has decided otherwise."""
    said = promise.heard
    for heard in story.heard:
        if heard.role != "client" or not _after(heard, said) or heard.at > until:
            continue
        if releases(heard.text) or float(heard.probability[_REFUSALS].max()) >= settings.refusal_from:
            return heard
    return None


def _after(heard: Heard, said: Heard) -> bool:
    return heard.at > said.at and (heard.message is None or heard.message.channel != NOTE)


def _client_words(story: DealStory, promise: Undertaking) -> Iterator[Heard]:
    """What the client said and wrote after the call of the promise."""
    for heard in story.heard:
        own = heard.role == "client" and heard.call_id not in story.unsure_calls
        if own and _after(heard, promise.heard) and heard.call_id != promise.heard.call_id:
            yield heard


def call_of(story: DealStory, call_id: str | None) -> CallRecord | None:
    """The deal's call of that id."""
    return next((call for call in story.calls if call.call_id == call_id), None)
