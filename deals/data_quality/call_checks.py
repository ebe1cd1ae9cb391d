"""Checks of the calls: their length, their time, and whether the log says one call twice."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from deals.data_quality.deal_checks import problems_found
from deals.data_quality.finding import Example, Finding, cannot_judge, found
from deals.problem_codes import ProblemCode
from deals.records import Archive, CallRecord

CALLS = "calls.csv"
LONG_CALL_S = 3 * 3600.0
LONG_RINGING_S = 300.0  # the longest that an exchange lets a phone ring
NIGHT_HOURS = range(6)  # midnight to six
NIGHT_SHARE = 0.02  # of the calls; fewer are a courier or a client abroad
LEAST_CALLS = 20
DOUBLE_S = 3.0  # two systems write down the same call within seconds
LEAST_OFTEN = 100
OFTEN_SHARE = 0.05  # of all calls with one number


def calls_too_long(archive: Archive) -> Finding:
    """Calls of more than three hours: a line left open, or a length in other units."""
    timed = [call for call in archive.calls if call.duration_s is not None]
    if not timed:
        return cannot_judge("calls-too-long", "calls.csv: duration_s")
    long = (_example(call, call.duration_s or 0) for call in timed if (call.duration_s or 0) > LONG_CALL_S)
    return found("calls-too-long", long, len(timed))


def answered_without_length(archive: Archive) -> Finding:
    """Answered calls of no length: answered by a machine, or one of the two columns is wrong."""
    answered = [call for call in archive.calls if call.answered and call.duration_s is not None]
    if not answered:
        return cannot_judge("answered-without-length", "calls.csv: answered, duration_s")
    empty = (_example(call, call.started_at) for call in answered if call.duration_s == 0)
    return found("answered-without-length", empty, len(answered))


def unanswered_with_length(archive: Archive) -> Finding:
    """Calls that nobody answered and that last minutes: the length holds the ringing, or the answer is wrong."""
    missed = [call for call in archive.calls if call.answered is False and call.duration_s is not None]
    if not missed:
        return cannot_judge("unanswered-with-length", "calls.csv: answered, duration_s")
    long = (_example(call, call.duration_s) for call in missed if (call.duration_s or 0) > LONG_RINGING_S)
    return found("unanswered-with-length", long, len(missed))


def calls_at_night(archive: Archive) -> Finding:
    """Many calls between midnight and six: as a rule the clock of the log is in another time zone."""
    timed = [call for call in archive.calls if call.started_at is not None]
    if len(timed) < LEAST_CALLS:
        return cannot_judge("calls-at-night", "calls.csv: started_at")
    night = [call for call in timed if call.started_at and call.started_at.hour in NIGHT_HOURS]
    whole = len(timed)
    if len(night) < NIGHT_SHARE * whole:
        return Finding("calls-at-night", 0, whole)
    return found("calls-at-night", (_example(call, call.started_at) for call in night), whole)


def calls_twice(archive: Archive) -> Finding:
    """One number, one direction, the same seconds under two ids: the CRM and the phone log both brought the call."""
    seen: dict[tuple[str, str | None], CallRecord] = {}
    twice: list[Example] = []
    timed = 0
    for call in archive.calls:  # in time order
        if call.started_at is None or not call.client_phone:
            continue
        timed += 1
        key = (call.client_phone, call.direction)
        before = seen.get(key)
        if before is not None and before.started_at and _close(before, call):
            twice.append(_example(call, before.call_id, call.started_at))
        seen[key] = call
    if not timed:
        return cannot_judge("calls-twice", "calls.csv: started_at, client_phone")
    return found("calls-twice", twice, timed)


def _close(before: CallRecord, call: CallRecord) -> bool:
    if before.started_at is None or call.started_at is None:
        return False
    return (call.started_at - before.started_at).total_seconds() <= DOUBLE_S


def one_number_often(archive: Archive) -> Finding:
    """A client's number in every twentieth call: a line of the company's own taken for a client's, or a supplier."""
    phones = Counter(call.client_phone for call in archive.calls if call.client_phone)
    whole = phones.total()
    if not whole:
        return cannot_judge("one-number-often", "calls.csv: client_phone")
    often = [
        (phone, count) for phone, count in phones.most_common(20) if count >= max(LEAST_OFTEN, OFTEN_SHARE * whole)
    ]
    examples = tuple(Example(CALLS, str(phone), (count,)) for phone, count in often[:5])
    return Finding("one-number-often", sum(count for _, count in often), whole, examples, {"numbers": len(often)})


def recordings_unlisted(archive: Archive) -> Finding:
    """Recordings that the log does not know: when they were made is not known."""
    recordings = sum(call.recording is not None for call in archive.calls)
    if not recordings:
        return cannot_judge("recordings-unlisted", "recordings/")
    return problems_found(archive, "recordings-unlisted", ProblemCode.RECORDING_NOT_IN_CALL_LOG, "", recordings)


def recordings_missing(archive: Archive) -> Finding:
    """Recordings that the log names and that are not there."""
    finding = problems_found(archive, "recordings-missing", ProblemCode.RECORDING_MISSING, CALLS, len(archive.calls))
    return finding if archive.calls else cannot_judge("recordings-missing", CALLS)


def unknown_callers(archive: Archive) -> Finding:
    """Calls whose person people.csv does not know."""
    if "people.csv" in archive.absent_tables or not archive.calls:
        return cannot_judge("unknown-callers", "people.csv, calls.csv")
    return problems_found(archive, "unknown-callers", ProblemCode.UNKNOWN_USER, CALLS, len(archive.calls))


def events_in_future(archive: Archive) -> Finding:
    """Calls, messages and deals after the day of judgement: typing errors, or as_of is wrong."""
    end = archive.as_of + timedelta(days=1)
    examples = [
        *(Example("messages.csv", m.message_id, (m.at,)) for m in archive.messages if m.at.date() > end),
        *(
            Example(CALLS, c.call_id, (c.started_at,))
            for c in archive.calls
            if c.started_at and c.started_at.date() > end
        ),
        *(
            Example("deals.csv", d.deal_id, (d.created_at,))
            for d in archive.deals.values()
            if d.created_at.date() > end
        ),
    ]
    whole = len(archive.messages) + len(archive.calls) + len(archive.deals)
    return found("events-in-future", examples, whole, day=archive.as_of)


def _example(call: CallRecord, *facts: object) -> Example:
    shown = (call.client_phone, *facts)
    return Example(CALLS, call.call_id, tuple(fact for fact in shown if fact is not None))  # type: ignore[misc]
