"""Which date in a client's words says when to make contact again, and not when he opens, moves in or wants delivery.

A date says so by the words it stands with: coming back or talking ("ring me in March"), deciding and the money for it
("the board meets on the 12th"), somebody's absence ("away until the 5th"), the refusal of anything earlier ("not before
April"), the purchase itself, or no other words at all: an answer to the question when. ru and en.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from classify.spoken_dates.clause_words import DENIED, NOT_DENIED, PROPOSES
from classify.spoken_dates.contact_words import (
    ASKS,
    AWAY,
    BUYS,
    DECIDES,
    EMPTY,
    MAY_ASK,
    PLANS,
    PROMISED,
    RETURNS,
    SOONER,
    STOP,
    THEN,
    UNTIL,
)
from classify.spoken_dates.named_dates import NOON, PART_OF_MONTH, day_to_come
from classify.spoken_dates.time_clauses import Clause, clauses_of
from classify.spoken_dates.time_joining import joined_times
from classify.spoken_dates.time_mentions import time_mentions
from classify.spoken_dates.time_readings import Mention, Moment
from classify.spoken_dates.time_signs import may_name_time, time_signs

_AHEAD, _BACK = 2, 1  # clauses of the same sentence that may speak of the date beside its own
# asked: for contact on that day; told: he comes back, decides or buys then, or refuses sooner; unsaid: no word of it
Sense = Literal["asked", "told", "unsaid"]


@dataclass(frozen=True, slots=True)
class ContactDate:
    """The day on which to make contact, and how the client's words say so."""

    day: date
    sense: Sense


def contact_date(
    text: str, said_on: date, country: str | None = None, *, asked_only: bool = False
) -> ContactDate | None:  # fmt: skip
    """The date to make contact on that a client's line names; None where its dates, if any, are of his own plans.

    Of several the first that he asks for, else the first that his coming back or deciding hangs on, else the first.
    country: whose public holidays he means (ISO 3166). asked_only: where no other date would count; then None also of
    some lines that ask for none, which costs half as much.
    """
    if not may_name_time(text):
        return None
    now = Moment(datetime.combine(said_on, NOON), country)
    row = (signs := time_signs(text)).row
    if asked_only and not MAY_ASK.search(row):
        return None
    mentions = time_mentions(signs, now)
    if not mentions:
        return None
    clauses = clauses_of(row, mentions)
    named = [m for m in joined_times(row, mentions, clauses, now) if m.reading.kind != "past" and m.reading.first]
    line = _Line(row, clauses, named)
    found = [
        ContactDate(_day(m, row, said_on), sense)
        for m in named if m.reading.kind != "soon" and (sense := line.sense(m)) is not None
    ]  # fmt: skip
    return min(found, key=lambda one: get_args(Sense).index(one.sense), default=None)


def _day(mention: Mention, row: str, said_on: date) -> date:
    """Of "until May" and "give me a fortnight" the day on which that time is over, or what is named begins."""
    reading, day = mention.reading, day_to_come(mention.reading, said_on)
    assert reading.first is not None
    assert reading.last is not None
    until = UNTIL.search(row[: mention.start])
    if (until or reading.kind == "amount") and reading.first <= said_on:
        return reading.last
    named_whole = reading.vague or reading.last - reading.first > PART_OF_MONTH
    return reading.first if until and named_whole else day


@dataclass(frozen=True, slots=True)
class _Line:
    row: str
    clauses: Sequence[Clause]
    named: Sequence[Mention]

    def sense(self, mention: Mention) -> Sense | None:
        """What the date says of contact."""
        first, last = self._clause_at(mention.start), self._clause_at(mention.end - 1)
        own = self._words(self.clauses[first].start, self.clauses[last].end)
        if self.clauses[first].past or PROMISED.search(own):
            return None
        near, said = self._near(first, last), [own, *self._then(last)]
        planned = bool(PLANS.search(own))
        if not planned:
            said += near
        if any(map(ASKS.search, said)) or ASKS.search(self.row[mention.start : mention.end]):
            return "asked"
        if self._refuses_sooner(mention, [own, *near]) or AWAY.search(own):
            return "told"
        telling = (RETURNS, DECIDES) if planned else (RETURNS, DECIDES, BUYS)
        if any(about.search(words) for about in telling for words in said if not DENIED.search(words)):
            return "told"
        if planned:
            return None
        if self._answers(mention):
            return "told"
        return None if mention.reading.kind == "amount" else "unsaid"  # an amount alone is how long something takes

    def _refuses_sooner(self, mention: Mention, near: Sequence[str]) -> bool:
        """Whether nothing is wanted before the date: "not until May", «в сентябре, раньше никак»."""
        denied = any(DENIED.search(NOT_DENIED.sub(" ", words)) for words in near)
        until = denied and UNTIL.search(self.row[: mention.start])
        return bool(until) or any(SOONER.search(words) and DENIED.search(words) for words in near[1:])

    def _answers(self, mention: Mention) -> bool:
        """Whether nothing but times opens the sentence: "In March, when the snow is gone", «давайте в апреле»."""
        stops = [m for m in STOP.finditer(self.row, 0, mention.start) if not self._in_a_time(m.start())]
        start = stops[-1].end() if stops else 0
        stop = self.clauses[self._clause_at(mention.end - 1)].end
        return not PROPOSES.sub(" ", EMPTY.sub(" ", self._words(start, stop))).split()

    def _near(self, first: int, last: int) -> list[str]:
        """The clauses beside these in the same sentence, without dates of their own."""
        found = []
        for at, step, most in ((last, 1, _AHEAD), (first, -1, _BACK)):
            for n in range(at + step, at + step * (most + 1), step):
                if not 0 <= n < len(self.clauses) or self._dated(self.clauses[n]) or self._opens(max(n, n - step)):
                    break
                if not self.clauses[n].past:
                    found.append(self._words(self.clauses[n].start, self.clauses[n].end))
        return found

    def _then(self, last: int) -> list[str]:
        """What is said of "then", in the same sentence or the next: up to the next date."""
        rest = self.clauses[last + 1 :]
        dated = next((n for n, clause in enumerate(rest) if self._dated(clause)), len(rest))
        stops = [n for n in range(dated) if self._opens(last + 1 + n)][:3]
        end = stops[2] if len(stops) == 3 else dated
        said = self._words(rest[0].start, rest[end - 1].end) if end else ""
        return [said] if THEN.search(said) else []

    def _opens(self, clause: int) -> bool:
        """Whether the clause opens a sentence."""
        return bool(STOP.match(self.row[self.clauses[clause].start :]))

    def _dated(self, clause: Clause) -> bool:
        return any(clause.start <= m.start < clause.end for m in self.named)

    def _in_a_time(self, place: int) -> bool:
        return any(m.start <= place < m.end for m in self.named)

    def _clause_at(self, place: int) -> int:
        return next(n for n, c in enumerate(self.clauses) if c.start <= place < c.end or n == len(self.clauses) - 1)

    def _words(self, start: int, end: int) -> str:
        """A part of the row without its times."""
        words = list(self.row[start:end])
        for mention in self.named:
            for place in range(max(mention.start, start), min(mention.end, end)):
                words[place - start] = " "
        return " ".join("".join(words).split())
