"""The promises in the calls of a deal: what our side undertook there, to do what and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from classify.codebook import SIGNALS
from classify.deal_course.deal_story import DealStory, Heard
from classify.promises_kept.promise_kinds import PromiseKind, kind_of, leaves_trace, things_in
from classify.promises_kept.promise_settings import PromiseSettings
from classify.promises_kept.promise_words import asks_when, nods
from classify.spoken_dates.due_times import DueTime, due_time

SHORT_LINE = 8  # words; "by Friday, mind" is all that such a line says
REPEATED_WITHIN = 4  # lines
LINES_AFTER = 3  # how soon a question about the time follows the promise that left it open
_REQUEST, _PROMISE = (SIGNALS.index(code) for code in ("request_next_step", "promise"))
# Where one undertaking may end and the next begin.
_CLAUSE = re.compile(r"(?<=[.!?;])\s+|,\s+(?=(?:а|и|then)\b)|\s+(?=(?:и|а|and)\s)", re.IGNORECASE)
# "I'll just work it out now and ring you tomorrow" is one promise.
_AT_ONCE = re.compile(r"сейчас|прям|сразу|\bnow\b|right\s+away|straight|minute")
_CLOCK_WORD = re.compile(
    r"до|к|ко|с|со|в|во|после|около|часов?|часа|часу|часам|утр\w*|вечер\w*|обед\w*|дн[яю]|полд\w+|ровно|не|позже|позднее"
    r"|час|дв\w+|тр[иеё]\w*|четыр\w+|пят[ьи]|шест[ьи]|сем[ьи]|восьми|восемь|девят[ьи]|десят[ьи]|одиннадцат[ьи]|двенадцат[ьи]"
    r"|at|by|before|after|in|the|o'?clock|half|past|quarter|to|noon|lunch\w*|morning|afternoon|evening|am|pm|first|thing"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}"
)


@dataclass(frozen=True, slots=True)
class Undertaking:
    """Something that our side undertook in a call."""

    heard: Heard  # the line of ours; it has an utterance and a call
    text: str  # the line, or the part of it that holds this undertaking
    asked: Heard | None  # the client's line that it answers, where that says what or by when
    kind: PromiseKind
    things: frozenset[str]  # see promise_kinds.things_in
    due: DueTime | None


def undertakings(story: DealStory, settings: PromiseSettings) -> list[Undertaking]:
    """What our side promised in the calls of the deal, and what the client asked for and we accepted; in time order."""
    calls: dict[str, list[Heard]] = {}
    for heard in story.heard:
        if heard.utterance is not None and heard.call_id is not None:
            calls.setdefault(heard.call_id, []).append(heard)
    found = [one for lines in calls.values() for one in _repeated(list(_in_call(lines, settings)), settings.country)]
    return sorted(found, key=lambda one: one.heard.at)


def undertaking_at(lines: Sequence[Heard], place: int, settings: PromiseSettings) -> Undertaking:
    """The undertaking of the line at this place among the lines of a call, whatever the classifier says of it."""
    return _undertaking(lines, place, lines[place].text, settings)


def _repeated(made: Sequence[Undertaking], country: str | None) -> list[Undertaking]:
    """The promises of a call, where one that says again what was promised a moment before has its time."""
    found: list[Undertaking] = []
    for one in made:
        if not _names_a_day(one, country):
            same = (other.due for other in reversed(found) if other.due is not None and _repeats(one, other))
            one = replace(one, due=next(same, one.due))
        found.append(one)
    return found


def _names_a_day(one: Undertaking, country: str | None) -> bool:
    """Whether the line itself says on which day: "Before lunch, for sure" does not."""
    due = due_time(one.text, one.heard.at, country)
    if due is None:
        return False
    return not all(_CLOCK_WORD.fullmatch(word) for word in re.findall(r"[\w']+", due.words.lower()))


def _repeats(later: Undertaking, earlier: Undertaking) -> bool:
    assert later.heard.utterance is not None
    assert earlier.heard.utterance is not None
    near = later.heard.utterance.index - earlier.heard.utterance.index <= REPEATED_WITHIN
    same_things = not later.things or later.things == earlier.things
    return near and later.kind in (earlier.kind, "other") and same_things


def _in_call(lines: Sequence[Heard], settings: PromiseSettings) -> Iterator[Undertaking]:
    for place, line in enumerate(lines):
        if line.role == "client":
            continue
        if line.probability[_PROMISE] >= settings.promise_from:
            yield from _promised(lines, place, settings)
        elif place and _accepts(lines[place - 1], line, settings.request_from):
            accepted = _undertaking(lines, place, line.text, settings)
            # "Yes" to "so your people will be in on Monday?" undertakes nothing that could be checked.
            if accepted.kind != "other":
                yield accepted


def _accepts(request: Heard, answer: Heard, threshold: float) -> bool:
    return request.role == "client" and request.probability[_REQUEST] >= threshold and nods(answer.text)


def _promised(lines: Sequence[Heard], place: int, settings: PromiseSettings) -> Iterator[Undertaking]:
    """One undertaking, or several where clauses of the line name different things to do at different times."""
    text, said_at = lines[place].text, lines[place].at
    clauses = [clause for clause in _CLAUSE.split(text) if clause and kind_of(clause) != "other"]
    dues = [due_time(clause, said_at, settings.country) for clause in clauses] if len(clauses) > 1 else []
    days = {due.latest.date() for due in dues if due is not None}
    if len(days) < 2 or None in dues or any(due is not None and _AT_ONCE.search(due.words.lower()) for due in dues):
        yield _undertaking(lines, place, text, settings)
        return
    for clause, due in zip(clauses, dues, strict=True):
        yield Undertaking(lines[place], clause, None, kind_of(clause), things_in(clause), due)


def _undertaking(lines: Sequence[Heard], place: int, text: str, settings: PromiseSettings) -> Undertaking:
    line, said_at = lines[place], lines[place].at
    before = _client_before(lines, place)
    kind, asked = kind_of(text), None
    if kind == "other" and leaves_trace(text) and before is not None and _asks_something(before, settings):
        kind = kind_of(before.text, by_client=True)
        asked = None if kind == "other" else before
    due = due_time(text, said_at, settings.country)
    if due is None:
        due, named_by = _due_beside(lines, place, settings)
        asked = asked or named_by
    things = things_in(text) or (things_in(before.text) if before is not None else frozenset())
    return Undertaking(line, text, asked, kind, things, due)


def _client_before(lines: Sequence[Heard], place: int) -> Heard | None:
    """The client's line that this one answers: the nearest before it, past lines of the same speaker."""
    for line in reversed(lines[max(0, place - 2) : place]):
        if line.role == "client":
            return line
    return None


def _due_beside(lines: Sequence[Heard], place: int, settings: PromiseSettings) -> tuple[DueTime | None, Heard | None]:
    """The time that the lines around a promise without one give it, and the client's line where that is who named it.

    Our own line just before (speech is cut where people breathe), the client's words that are answered, and what is
    settled right after: "When?" "Tomorrow", or "Today?" "Yes".
    """
    said_at, country = lines[place].at, settings.country
    own = lines[place - 1] if place and lines[place - 1].role == lines[place].role else None
    if own is not None and (due := due_time(own.text, said_at, country)) is not None:
        return due, None
    before = _client_before(lines, place)
    asks = before is not None and _asks_something(before, settings)
    named = due_time(before.text, said_at, country, undertaking=False) if before is not None and asks else None
    return (named, before) if named is not None else _due_after(lines, place, country)


def _asks_something(line: Heard, settings: PromiseSettings) -> bool:
    """Whether what the client's line names is asked of us or proposed to us, not told in passing."""
    short = len(line.text.split()) <= SHORT_LINE
    return short or asks_when(line.text) or bool(line.probability[_REQUEST] >= settings.request_from)


def _due_after(lines: Sequence[Heard], place: int, country: str | None) -> tuple[DueTime | None, Heard | None]:
    said_at = lines[place].at
    for here in range(place + 1, min(place + LINES_AFTER, len(lines) - 1)):
        question, answer = lines[here], lines[here + 1]
        if question.role != "client" or answer.role == "client" or not asks_when(question.text):
            continue
        if (due := due_time(answer.text, said_at, country, undertaking=False)) is not None:
            return due, None
        if nods(answer.text) and (due := due_time(question.text, said_at, country, undertaking=False)) is not None:
            return due, question
    return None, None
