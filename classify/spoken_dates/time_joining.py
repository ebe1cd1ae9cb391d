"""Times that belong together made one: a day and its hour, a week and its day, one day or another. ru and en."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from classify.spoken_dates.calendar_spans import monday_of
from classify.spoken_dates.holiday_times import after_block
from classify.spoken_dates.time_clauses import Clause
from classify.spoken_dates.time_readings import COARSE, Clock, Mention, Moment, Reading

# What may stand between two times that are one: "завтра, где-то часам к трём", "Monday at about three".
_GLUE = re.compile(
    r"(?: |[,(-]|в|на|к|до|около|с|по|где|то|так|там|уже|прямо|прям|точно|примерно|этак|ближе|в "
    r"районе|числа|часов|the|of|in|at|sometime|say|maybe|первой|и|не|позже|позднее|latest|just|now"
    r"|первым|делом|самого|утра|или|от|from|for|this|любое|время|скажем|например|допустим|наверное"
    r"|видимо|скорее|всего|можно|probably|i think|думаю|first|some time|any time|anytime|к|hour"
    r"|hourish|working|какой|нибудь|числа|само|максимум|крайний|срок|же|ну|то есть|т е|это|which "
    r"is|that's|вроде|is|am|or|a|be|максимально)*"
)
_EITHER = re.compile(
    r"(?:^| |\b)(?:-|или|либо|or|to|and|и|по|,|to be|максимум|крайний|крайнем|позднее|позже|latest"
    r"|maybe|может|possibly|worst|at a push|failing|в худшем)(?:\b| |$)"
)
_EITHER_ONLY = re.compile(
    r"(?: |,|-|или|либо|or|to|и|по|до|and|в|на|к|the|ну|может|быть|maybe|possibly|perhaps|максимум"
    r"|самое|позднее|позже|крайний|срок|случай|в крайнем случае|крайнем|случае|at the latest"
    r"|latest|worst|case|at a push|failing that|худшем|скорее|всего|возможно|even|even the|тогда"
    r"|там|уж|уже|hopefully|if not|not|ближе|если|не|то)*"
)
_INSTEAD = re.compile(
    r"(?:^| |, )(?:нет|вернее|точнее|ой|а лучше|лучше|i mean|sorry|rather|scratch|actually|make "
    r"that|то есть|хотя|no wait|wait|no)(?= |,|$)"
)
_FROM_THEN = re.compile(r"(?<!\S)since (?:the )?$")
_SINCE = re.compile(
    r"(?:не раньше|не ранее|начиная с|not before|no earlier than|any time from|starting)(?: (?:чем|в|на|с|the))* ?$"
)
_AFTER = re.compile(r"(?<!\S)после(?: (?:the|of))* ?$")
_AFTER_THAT = re.compile(r" после(?: (?:that|this|it|этого))?(?=$| [,.;:!?])")  # behind a weekday
_BEFORE = re.compile(r"(?<!\S)(?:перед)(?: (?:the|our|my|your))* ?$")
_UNTIL = re.compile(r"(?<!\S)до (?:the |начала )?$")
_LIMIT_BEFORE = re.compile(
    r"(?:край|крайний срок|максимум|самое позднее|в крайнем случае|(?:the )?latest|worst case|в "
    r"худшем случае)(?: (?:-|это|в|на|к|до|ну|is|that's))* ?$"
)
_LIMIT_AFTER = re.compile(
    r" (?:, )?(?:в the (?:very )?(?:late|outside|latest)|latest|late в the|максимум|край|крайний "
    r"срок|самое позднее|tops|worst case)\b"
)
_GOVERNS = re.compile(
    r"(?<!\S)(?:(?:до|к|после|перед|на|в|с|ближе к|не позже|не позднее|in|from|during|over|next) )(?:the )?$"
)
_DENIED = re.compile(r"(?<!\S)(?:не|not)(?: (?:в|на|к|до|the|this))* ?$")
_BY = re.compile(r"(?<!\S)(?:до|к|ближе к|не позже|не позднее|no late than)(?: (?:the|самого))* ?$")
_DIRECT: frozenset[str] = frozenset({"day", "weekday", "date", "amount"})


def joined_times(row: str, mentions: Sequence[Mention], clauses: Sequence[Clause], now: Moment) -> list[Mention]:
    """The mentions with those joined that make one time, in the order of the text."""
    times: list[Mention] = []
    for mention in mentions:
        times.append(_directed(row, _counted_on(row, mention, times), now))
    out: list[Mention] = []
    for mention in times:
        if out and (one := _one(row, out[-1], mention, clauses, now)) is not None:
            out[-1] = one
        else:
            out.append(mention)
    return _with_hours(out, clauses)


def _counted_on(row: str, mention: Mention, before: Sequence[Mention]) -> Mention:
    """A weekday after the time named last: "I'm off next week, I'll ring you the Monday after"."""
    last = before[-1].reading.last if before else None
    day = mention.reading.first
    if mention.reading.kind != "weekday" or not last or not day or not _AFTER_THAT.match(row[mention.end :]):
        return mention
    day = last + timedelta(days=(day.weekday() - last.weekday() - 1) % 7 + 1)
    return replace(mention, reading=replace(mention.reading, first=day, last=day))


def _directed(row: str, mention: Mention, now: Moment) -> Mention:
    """The time before or after what is named: «после пятницы», "before Thursday", «до мая»."""
    reading, before = mention.reading, row[: mention.start]
    if reading.first is None or reading.last is None or reading.kind in ("amount", "soon"):
        return mention
    if _FROM_THEN.search(before):
        return replace(mention, reading=Reading("past"))
    if _SINCE.search(before):
        friday = reading.first + timedelta(days=(4 - reading.first.weekday()) % 7)
        return replace(mention, reading=replace(reading, last=max(friday, reading.first), vague=True))
    if _AFTER.search(before) and reading.clock is None:
        return replace(mention, reading=after_block(reading.last, now))
    ends_before = _BEFORE.search(before) and reading.kind in ("weekday", "date") and reading.clock is None
    if ends_before or (reading.kind == "month" and reading.first.day == 1 and _ends_before_month(before, row)):
        last = max(reading.first - timedelta(days=1), now.today)
        return replace(mention, reading=Reading("date", now.today, last))
    return replace(mention, reading=replace(reading, by=True)) if _BY.search(before) else mention


def _ends_before_month(before: str, row: str) -> bool:
    """«До мая» and "before May"; "by May" may mean in May, as "until May" does."""
    return bool(_BEFORE.search(before)) or (bool(_UNTIL.search(before)) and not row.isascii())


def _one(row: str, first: Mention, second: Mention, clauses: Sequence[Clause], now: Moment) -> Mention | None:
    between = row[first.end : second.start]
    a, b = first.reading, second.reading
    if "past" in (a.kind, b.kind):
        return None
    if _DENIED.search(row[: first.start]) and len(between) < 12:
        return second
    if len(between) < 30 and _INSTEAD.search(between) and a.kind != "clock":
        return second
    reading = None
    if _GLUE.fullmatch(between):
        reading = _specified(a, b, between, now)
    # "I'm out tomorrow, the day after I'll send it": what is told of the first is over with its clause.
    told = between.strip() == "," and any(c.start <= first.start < c.end <= second.start and c.weight for c in clauses)
    if reading is None and not told and _EITHER_ONLY.fullmatch(between):
        reading = _either(a, b, between)
    return Mention(first.start, second.end, reading) if reading else None


def _specified(a: Reading, b: Reading, between: str, now: Moment) -> Reading | None:
    if "clock" in (a.kind, b.kind):
        return _with_clock(a, b)
    either = bool(_EITHER.search(between.replace(",", " ")))
    for coarse, fine in ((a, b), (b, a)):
        if coarse.kind in COARSE and fine.kind in ("weekday", "date", "day") and not either:
            return _within(coarse, fine)
    if (a.kind == "month" and b.kind == "span" and a.last and b.first and b.first > a.last) or (
        a.kind == "month" and b.vague
    ):
        return a if not (a.first and b.first and a.last and a.first <= b.first <= a.last) else b
    if a.kind == "span" and b.kind == "month" and a.first and b.first and a.last and a.first <= b.first <= a.last:
        return b  # «весной, ближе к маю»
    if a.vague and a.kind == "amount" and b.kind == "date" and not either:
        return b
    if {a.kind, b.kind} == {"weekday", "date"} and not either:
        return replace(a if a.kind == "date" else b, clock=a.clock or b.clock)
    if a.kind == "day" and b.kind in ("weekday", "date") and not either and a.first == b.first:
        return replace(a, clock=a.clock or b.clock)
    if a.kind == "soon" and b.kind in _DIRECT and not between.strip(" ,"):
        return b
    return None


def _with_clock(a: Reading, b: Reading) -> Reading | None:
    day, clock = (b, a.clock) if a.kind == "clock" else (a, b.clock)
    if day.kind == "clock" and day.clock and clock:
        return _exact(a, b)
    if day.until is not None or clock is None or (day.kind == "soon" and day.vague):
        return None
    if day.clock is not None:
        exact = day.clock if clock.part else _hour_of(day.clock, clock)
        return replace(day, clock=exact)
    return replace(day, kind="day" if day.kind == "soon" else day.kind, clock=clock)


def _exact(a: Reading, b: Reading) -> Reading:
    """Of a part of the day and an hour the hour; of two hours from the first to the second."""
    assert a.clock
    assert b.clock
    if a.clock.part != b.clock.part:
        part, hour = (a.clock, b.clock) if a.clock.part else (b.clock, a.clock)
        return Reading("clock", clock=_hour_of(part, hour))
    if a.clock.until <= b.clock.until:
        return Reading("clock", clock=Clock(a.clock.since, b.clock.until, a.clock.part))
    return b


def _hour_of(part: Clock, hour: Clock) -> Clock:
    """An hour in its part of the day: "вечером, часов в девять"."""
    if part.part and part.until > 13 * 60 and hour.until < 12 * 60:
        return Clock(hour.since and hour.since + 720, hour.until + 720)
    return hour


def _within(coarse: Reading, fine: Reading) -> Reading:
    """A weekday of the week that is named beside it; any other day as it is."""
    assert coarse.first
    assert coarse.last
    assert fine.first
    if fine.kind == "weekday" and coarse.kind == "week":
        day = monday_of(coarse.first) + timedelta(days=fine.first.weekday())
        if fine.last and fine.last != fine.first:
            return replace(fine, first=day, last=day + (fine.last - fine.first), clock=fine.clock or coarse.clock)
        return replace(fine, first=day, last=day, clock=fine.clock or coarse.clock)
    return replace(fine, clock=fine.clock or coarse.clock)


def _either(a: Reading, b: Reading, between: str) -> Reading | None:
    """One day or another; of two amounts from the lesser to the greater."""
    if a.first is None or b.last is None or a.last is None or b.first is None:
        return None
    if not (between.strip() in ("", "-") or _EITHER.search(between)):
        return None
    last = _not_before(a.first, b) if b.kind == "weekday" else b.last
    if last < a.first or (a.until and not b.until):
        return None
    vague = a.vague or b.vague
    if a.since and b.until:
        return Reading("amount", a.first, b.last, since=a.since, until=b.until)
    kind = a.kind if a.kind != "soon" else b.kind
    return Reading(kind, a.first, max(last, a.last), vague, clock=b.clock if b.clock else None)


def _not_before(first: date, other: Reading) -> date:
    """«В пятницу или понедельник»: the weekday that comes after the first; "next Monday or Tuesday" likewise."""
    assert other.last
    return other.last if other.last >= first else first + (other.last - first) % timedelta(days=7)


def _with_hours(times: list[Mention], clauses: Sequence[Clause]) -> list[Mention]:
    """Times of day given to the day in the same clause, or to one in the clause before that has no hour."""
    out: list[Mention] = []
    for mention in times:
        last = out[-1] if out else None
        if last is not None and _near(clauses, last, mention):
            hour_of_day = mention.reading.kind == "clock" and last.reading.first and _open(last.reading)
            day_of_hour = last.reading.kind == "clock" and mention.reading.first and mention.reading.clock is None
            one = _with_clock(last.reading, mention.reading) if hour_of_day or day_of_hour else None
            if one is not None:
                out[-1] = Mention(last.start, mention.end, one)
                continue
        out.append(mention)
    return out


def _open(reading: Reading) -> bool:
    return reading.clock is None or reading.clock.part


def _near(clauses: Sequence[Clause], first: Mention, second: Mention) -> bool:
    """In one clause; an hour also where no clause between them has a verb of its own."""
    a, b = _clause_at(clauses, first.end - 1), _clause_at(clauses, second.start)
    if second.reading.kind != "clock" or a == b:
        return a == b
    return b - a == 1 or (0 < b - a < 4 and all(clauses[n].weight == 0.0 for n in range(a, b)))


def _clause_at(clauses: Sequence[Clause], at: int) -> int:
    return next((n for n, clause in enumerate(clauses) if clause.start <= at < clause.end), -1)


def is_limit(row: str, mention: Mention) -> bool:
    """Whether the time is said to be the last that is possible: «ну край во вторник», "Friday at the outside"."""
    return bool(_LIMIT_BEFORE.search(row[: mention.start]) or _LIMIT_AFTER.match(row[mention.end :]))


def governed_from(row: str, mention: Mention) -> int:
    """Where the words of a time begin together with the preposition that governs them."""
    match = _GOVERNS.search(row[: mention.start])
    return match.start() if match else mention.start
