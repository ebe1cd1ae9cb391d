"""All that the archive holds of one deal in time order: calls with what was said in them, messages, tasks, changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from itertools import pairwise
from typing import Protocol

from classify.analysis import Analysis
from classify.deal_course.deal_story import NOTE, REACHED_NOBODY, SURE_LINK
from classify.records import Evidence
from deals.linking import Link
from deals.records import Archive, CallRecord, Deal, Message, Task
from reports.archive_names import ArchiveNames
from reports.snippets.snippet import NO_SNIPPETS
from reports.snippets.snippet_players import SnippetPlayers
from reports.terminal_text import shortened
from reports.texts import Texts
from transcribe.utterance import Transcript, Utterance

LONGEST_TEXT = 500  # characters of a message or an utterance; signals.jsonl and the CRM have it whole
LINES_OF_A_CALL = 3  # with the surest signals, beside those that the claims rest on
GAP_DAYS = 14  # without any record, from which the silence is said
MOST_EVENTS = 100  # of a deal; what the claims rest on is always shown


@dataclass(frozen=True, slots=True)
class SpokenLine:
    clock: str  # place in the recording
    who: str
    side: str  # manager, head, client, or empty
    words: str
    cited: bool  # a claim rests on it
    listen: str = ""  # anchor of where the page plays it


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    at: datetime
    kind: str  # call, message, note, task, stage, owner, milestone, gap: names a style
    when: str  # empty for a gap
    title: str
    details: tuple[str, ...] = ()
    text: str = ""  # written words
    lines: tuple[SpokenLine, ...] = ()  # spoken words
    cited: bool = False
    call_id: str = ""  # of a call


@dataclass(frozen=True, slots=True)
class _Records:
    """Of one deal."""

    calls: list[tuple[CallRecord, Link | None]] = field(default_factory=list)  # no link: the deal is spoken of in it
    messages: list[Message] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    changes: list[TimelineEvent] = field(default_factory=list)


class ToldRun(Protocol):
    """A run, or the part of it that one deal is told from."""

    @property
    def archive(self) -> Archive: ...

    @property
    def analysis(self) -> Analysis: ...


class DealTimelines:
    """Tells the timelines of some deals of one run; the rest of the archive is walked over once."""

    def __init__(
        self,
        result: ToldRun,
        cited: Mapping[str, Sequence[Evidence]],
        texts: Texts,
        players: SnippetPlayers | None = None,
    ) -> None:
        """cited: deal id to the evidence of its claims, for each deal that is wanted."""
        self._players = players or SnippetPlayers(NO_SNIPPETS, texts)
        self._archive: Archive = result.archive
        self._texts = texts
        self._names = ArchiveNames(result.archive, texts)
        self._transcripts, self._signals = result.analysis.transcripts, result.analysis.signals
        self._cited = cited
        self._records = {deal_id: _Records() for deal_id in cited}
        self._collect_calls(result.analysis.links)
        self._collect_records()

    def of(self, deal: Deal) -> tuple[list[TimelineEvent], int]:
        """The events in time order with the gaps between them, and how many older ones are left out."""
        records = self._records[deal.deal_id]
        lines = {(piece.call_id, piece.index) for piece in self._cited[deal.deal_id] if piece.kind == "utterance"}
        refs = {(piece.kind, piece.ref) for piece in self._cited[deal.deal_id]}
        events = [*self._of_deal(deal), *records.changes]
        events += [self._message(message, ("message", message.message_id) in refs) for message in records.messages]
        for task in records.tasks:
            events += self._task(task, ("task", task.task_id) in refs)
        events += [self._call(call, link, lines) for call, link in records.calls if call.started_at is not None]
        events.sort(key=lambda event: event.at)
        shown = _latest(events)
        return list(self._with_gaps(shown, deal)), len(events) - len(shown)

    def _collect_calls(self, links: Iterable[Link]) -> None:
        of_call: dict[str, list[tuple[str, Link | None]]] = {}
        for link in links:
            if link.deal_id in self._records:
                of_call.setdefault(link.call_id, []).append((link.deal_id, link))
        for deal_id, pieces in self._cited.items():  # calls of no deal in which this one is spoken of
            for call_id in dict.fromkeys(piece.call_id for piece in pieces if piece.call_id):
                if all(own != deal_id for own, _ in of_call.get(call_id, ())):
                    of_call.setdefault(call_id, []).append((deal_id, None))
        for call in self._archive.calls:
            for deal_id, its in of_call.get(call.call_id, ()):
                self._records[deal_id].calls.append((call, its))

    def _collect_records(self) -> None:
        say = self._texts.text
        for stage in self._archive.stage_history:
            if stage.deal_id in self._records:
                title = say("timeline-stage", stage=stage.stage)
                details = (self._names.person(stage.user_id),) if stage.user_id else ()
                self._records[stage.deal_id].changes.append(self._event(stage.at, "stage", title, details))
        for owner in self._archive.owner_history:
            if owner.deal_id in self._records:
                title = say("timeline-owner", name=self._names.person(owner.user_id))
                self._records[owner.deal_id].changes.append(self._event(owner.at, "owner", title))
        for message in self._archive.messages:
            if message.deal_id in self._records:
                self._records[message.deal_id].messages.append(message)
        for task in self._archive.tasks:
            if task.deal_id in self._records:
                self._records[task.deal_id].tasks.append(task)

    def _of_deal(self, deal: Deal) -> Iterator[TimelineEvent]:
        say = self._texts.text
        source = (say("timeline-source", source=deal.source),) if deal.source else ()
        yield self._event(deal.created_at, "milestone", say("timeline-created"), source)
        if deal.status != "open" and deal.closed_at is not None:
            reason = (say("timeline-stated-reason", reason=deal.lost_reason),) if deal.lost_reason else ()
            yield self._event(deal.closed_at, "milestone", say(f"timeline-{deal.status}"), reason)

    def _message(self, message: Message, cited: bool) -> TimelineEvent:
        kind = "note" if message.channel == NOTE else "message"
        side = "client" if message.from_client else "ours"
        title = self._texts.text(f"timeline-{kind}-{side}", channel=message.channel)
        author = () if message.from_client else (self._names.person(message.author),)
        text = shortened(message.text, LONGEST_TEXT)
        return replace(self._event(message.at, kind, title, author), text=text, cited=cited)

    def _task(self, task: Task, cited: bool) -> Iterator[TimelineEvent]:
        say = self._texts.text
        what = shortened(": ".join(part for part in (task.kind, task.text) if part), LONGEST_TEXT)
        person = (self._names.person(task.assignee_id),) if task.assignee_id else ()
        due = (say("timeline-task-due", due=task.due_at),) if task.due_at else ()
        yield replace(
            self._event(task.created_at, "task", say("timeline-task"), (*person, *due)), text=what, cited=cited
        )
        if task.completed_at is not None:
            done = self._event(task.completed_at, "task", say("timeline-task-done"), person)
            result = shortened(task.result or what, LONGEST_TEXT)
            yield replace(done, text=result, cited=cited)
        elif task.due_at is not None and task.due_at <= self._end():
            yield replace(self._event(task.due_at, "task", say("timeline-task-missed"), person), text=what, cited=cited)

    def _call(self, call: CallRecord, link: Link | None, cited: set[tuple[str | None, int | None]]) -> TimelineEvent:
        assert call.started_at is not None
        say, transcript = self._texts.text, self._transcripts.get(call.call_id)
        title = say("timeline-call-about") if link is None else say(f"timeline-call-{call.direction or 'unknown'}")
        lines = tuple(self._lines(call.call_id, transcript, cited)) if transcript is not None else ()
        event = self._event(call.started_at, "call", title, tuple(self._call_details(call, link, transcript)))
        return replace(event, lines=lines, cited=any(line.cited for line in lines), call_id=call.call_id)

    def _call_details(self, call: CallRecord, link: Link | None, transcript: Transcript | None) -> Iterator[str]:
        say = self._texts.text
        if call.user_id:
            yield self._names.person(call.user_id)
        if transcript is not None and transcript.outcome in REACHED_NOBODY:
            yield say("timeline-reached-nobody")
        elif call.answered is False:
            yield say("timeline-not-answered")
        elif call.duration_s:
            yield self._texts.clock(call.duration_s)
        if call.answered is not False and transcript is None:
            yield say("timeline-no-words")
        if link is not None and link.confidence < SURE_LINK:
            yield say("timeline-link-unsure", share=self._texts.percent(link.confidence))

    def _lines(
        self, call_id: str, transcript: Transcript, cited: set[tuple[str | None, int | None]]
    ) -> Iterator[SpokenLine]:  # fmt: skip
        rows = self._signals.get(call_id) or ({},) * len(transcript.utterances)
        surest = {u.index: max(row.values(), default=0.0) for u, row in zip(transcript.utterances, rows, strict=True)}
        told = {index for index in surest if (call_id, index) in cited}
        others = sorted((i for i in surest if surest[i] > 0 and i not in told), key=lambda i: (-surest[i], i))
        shown = told | set(others[:LINES_OF_A_CALL])
        return (self._line(call_id, said, said.index in told) for said in transcript.utterances if said.index in shown)

    def _line(self, call_id: str, said: Utterance, cited: bool) -> SpokenLine:
        who = self._texts.text(f"role-{said.role}") if said.role else ""
        words = shortened(said.text, LONGEST_TEXT)
        listen = self._players.anchor(call_id, said.index)
        return SpokenLine(self._texts.clock(said.start_s), who, said.role or "", words, cited, listen)

    def _event(self, at: datetime, kind: str, title: str, details: tuple[str, ...] = ()) -> TimelineEvent:
        return TimelineEvent(at, kind, self._texts.moment(at), title, details)

    def _end(self) -> datetime:
        return datetime.combine(self._archive.as_of, time(23, 59, 59), self._archive.timezone)

    def _with_gaps(self, events: Sequence[TimelineEvent], deal: Deal) -> Iterator[TimelineEvent]:
        """Silence up to the end of the record is told while the deal is open: a closed one may well be silent."""
        last = [TimelineEvent(self._end(), "end", "", "")] if deal.status == "open" else []
        for event, following in pairwise([*events, *last]):
            yield event
            days = (following.at.date() - event.at.date()).days
            if days >= GAP_DAYS:
                yield TimelineEvent(event.at, "gap", "", self._texts.text("timeline-gap", days=days))
        if events and not last:
            yield events[-1]


def _latest(events: Sequence[TimelineEvent]) -> list[TimelineEvent]:
    """Of many events the last ones, and those that the claims rest on."""
    first = len(events) - MOST_EVENTS
    return [event for place, event in enumerate(events) if place >= first or event.cited]
