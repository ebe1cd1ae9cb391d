"""How much a person had to do at a given time, and whether they were there: facts that stand beside a claim about them.

Counted from the archive alone: a deal that the export lacks is in no count. Nothing here excuses or accuses anybody.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from classify.crm_work.working_hours import WorkingHours, working_hours_of
from deals.records import CLIENT_AUTHOR, Archive, Deal, OwnerChange, Person

LEAST_ABSENT_DAYS = 3  # working days in a row; fewer are a day at a fair or at home
BY_CHANCE = 0.01  # a gap is called an absence where chance makes one so long in one of a hundred records
TWO_WEEKS = 10  # working days: whose holiday of that length would not stand out leaves too few traces
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Absence:
    """Working days in a row without a call, message or completed task of a person, while others left some."""

    first: date
    last: date
    working_days: int


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """What lay on one person when something went wrong, and whether they were there in the deal's time."""

    user_id: str
    on: date  # the day that is counted
    open_deals: int  # theirs on that day
    colleagues_open: float | None  # median of the colleagues; None where there are none
    new_leads: int  # deals that came to them in the calendar week of that day
    colleagues_new: float | None
    absence: Absence | None  # the longest in the deal's time
    absence_known: bool  # False: they leave too few traces for an absence to show
    left: date | None  # their last day, where it lies before the end of the deal's time
    by_history: bool  # False: deals are counted with the owner they have now


@dataclass(frozen=True, slots=True)
class UsualLoad:
    """A person's load over their whole time in the archive."""

    open_deals: float  # median of the days, a week apart
    leads_a_week: float


@dataclass(frozen=True, slots=True)
class _Held:
    """The deals of one person: the days they came and went, each sorted."""

    starts: tuple[date, ...]
    ends: tuple[date, ...]  # of those that ended or were handed on

    def open_on(self, day: date) -> int:
        return bisect_right(self.starts, day) - bisect_left(self.ends, day)

    def came_between(self, first: date, last: date) -> int:
        return bisect_right(self.starts, last) - bisect_left(self.starts, first)


@dataclass(frozen=True, slots=True)
class _Presence:
    absences: tuple[Absence, ...] = ()
    known: bool = False
    days: tuple[date, ...] = ()  # working days on which others worked, in the person's time


@dataclass(frozen=True, slots=True)
class TeamLoad:
    """Loads of everybody who ever held a deal."""

    people: Mapping[str, Person]
    held: Mapping[str, _Held]
    presence: Mapping[str, _Presence]
    as_of: date
    by_history: bool
    _on_day: dict[date, dict[str, tuple[int, int]]] = field(default_factory=dict)

    def of(self, user_id: str | None, on: date, since: date, until: date) -> PersonLoad | None:
        """Load of a person on the day `on`, and absences between `since` and `until` (days, both included).

        None where nobody is named or the archive puts no deal to them.
        """
        if user_id is None or user_id not in self.held:
            return None
        counts = self._counts(on)
        others = [counts[other] for other in self._colleagues(user_id, on)]
        presence, person = self.presence.get(user_id, _Presence()), self.people.get(user_id)
        left = person.left if person is not None else None
        return PersonLoad(
            user_id=user_id,
            on=on,
            open_deals=counts[user_id][0],
            colleagues_open=median(count for count, _ in others) if others else None,
            new_leads=counts[user_id][1],
            colleagues_new=median(count for _, count in others) if others else None,
            absence=_longest(presence, since, until),
            absence_known=presence.known,
            left=left if left is not None and left < until else None,
            by_history=self.by_history,
        )

    def usual(self, user_id: str | None) -> UsualLoad | None:
        """Load over the person's whole time; None where the archive puts no deal to them."""
        if user_id is None or user_id not in self.held:
            return None
        held, person = self.held[user_id], self.people.get(user_id)
        last = min(self.as_of, person.left or self.as_of) if person is not None else self.as_of
        weeks = max(1, (last - held.starts[0]).days // 7 + 1)
        days = [held.starts[0] + n * _WEEK for n in range(weeks)]
        return UsualLoad(median(held.open_on(day) for day in days), len(held.starts) / weeks)

    def _counts(self, day: date) -> dict[str, tuple[int, int]]:
        """User id to open deals on the day and deals that came in its week; kept, as many losses share a day."""
        if day not in self._on_day:
            monday = day - day.weekday() * _DAY
            self._on_day[day] = {
                user_id: (held.open_on(day), held.came_between(monday, monday + 6 * _DAY))
                for user_id, held in self.held.items()
            }
        return self._on_day[day]

    def _colleagues(self, user_id: str, day: date) -> list[str]:
        """Others who sold on that day, of the person's own team where it has any; a head is no colleague."""
        there = [other for other in self.held if other != user_id and self._sold(other, day)]
        team = self.people[user_id].team if user_id in self.people else None
        of_team = [other for other in there if team and other in self.people and self.people[other].team == team]
        return of_team or there

    def _sold(self, user_id: str, day: date) -> bool:
        person = self.people.get(user_id)
        if self.held[user_id].starts[0] > day or (person is not None and person.role == "head"):
            return False
        return person is None or (person.hired or day) <= day <= (person.left or day)


def team_load(archive: Archive) -> TeamLoad:
    """The loads of an archive's people, by owner_history where there is one, else by the owners of now."""
    spans = defaultdict(list)
    changes = defaultdict(list)
    for change in archive.owner_history:
        changes[change.deal_id].append(change)
    for deal in archive.deals.values():
        for user_id, start, end in _holders(deal, changes.get(deal.deal_id, ())):
            spans[user_id].append((start, end))
    held = {
        user_id: _Held(tuple(sorted(s for s, _ in of_one)), tuple(sorted(e for _, e in of_one if e is not None)))
        for user_id, of_one in spans.items()
    }
    presence = _presences(active_days(archive), working_hours_of(archive), archive)
    return TeamLoad(archive.people, held, presence, archive.as_of, by_history=bool(archive.owner_history))


def active_days(archive: Archive) -> dict[str, list[date]]:
    """User id (or CLIENT_AUTHOR) to the days, in order, on which the record shows work of theirs."""
    seen: dict[str, set[date]] = defaultdict(set)
    for call in archive.calls:
        # A call that rang at an empty desk is no sign of anybody.
        if call.user_id is not None and call.started_at is not None and (call.direction == "out" or call.answered):
            seen[call.user_id].add(call.started_at.date())
    for message in archive.messages:
        seen[message.author].add(message.at.date())
    for task in archive.tasks:
        if task.assignee_id is not None and task.completed_at is not None:
            seen[task.assignee_id].add(task.completed_at.date())
    return {user_id: sorted(days) for user_id, days in seen.items()}


def _holders(deal: Deal, changes: Sequence[OwnerChange]) -> Iterator[tuple[str, date, date | None]]:
    """Who had the deal from which day to which; None: has it still. A deal closed nobody knows when counts nowhere."""
    if deal.status != "open" and deal.closed_at is None:
        return
    end = deal.closed_at.date() if deal.status != "open" and deal.closed_at is not None else None
    if not changes:
        if deal.owner_id is not None:
            yield deal.owner_id, deal.created_at.date(), end
        return
    for change, following in zip(changes, [*changes[1:], None], strict=True):
        start = change.at.date()
        if end is None or start <= end:
            yield change.user_id, start, following.at.date() if following is not None else end


def _presences(active: Mapping[str, Sequence[date]], hours: WorkingHours, archive: Archive) -> dict[str, _Presence]:
    worked: dict[date, int] = defaultdict(int)  # people who left a trace on the day
    for user_id, days in active.items():
        for day in days if user_id != CLIENT_AUTHOR else ():
            worked[day] += 1
    return {
        user_id: _presence(days, worked, hours, archive.people.get(user_id), archive.as_of)
        for user_id, days in active.items() if user_id != CLIENT_AUTHOR
    }  # fmt: skip


def _presence(
    days: Sequence[date], worked: Mapping[date, int], hours: WorkingHours, person: Person | None, as_of: date
) -> _Presence:
    """Gaps that chance hardly makes in somebody who leaves traces as often as this person does."""
    own = set(days)
    first = days[0] if person is None or person.hired is None else max(person.hired, min(worked))
    last = as_of if person is None else min(as_of, person.left or as_of)
    span = [day for day in sorted(worked) if first <= day <= last and hours.works_on(day)]
    span = [day for day in span if worked[day] > (day in own)]  # on which others worked
    share = sum(day in own for day in span) / max(1, len(span))
    long_enough = _telling_length(len(span), share)
    runs = (run for run in _runs_without(own, span) if long_enough is not None and run.working_days >= long_enough)
    return _Presence(tuple(runs), long_enough is not None and long_enough <= TWO_WEEKS, tuple(span))


def _telling_length(days: int, share: float) -> int | None:
    """Days in a row without a trace that chance makes with BY_CHANCE at most; None where even a year would not tell.

    days: working days looked at; share: of them with a trace. Days are taken to be independent of each other.
    """
    if share <= 0:
        return None
    for length in range(LEAST_ABSENT_DAYS, 250):
        if days * share * (1 - share) ** length <= BY_CHANCE:
            return length
    return None


def _runs_without(own: set[date], span: Sequence[date]) -> Iterator[Absence]:
    run: list[date] = []
    for day in [*span, None]:
        if day is not None and day not in own:
            run.append(day)
        elif run:
            yield Absence(run[0], run[-1], len(run))
            run = []


def _longest(presence: _Presence, since: date, until: date) -> Absence | None:
    """The absence with most working days between these days, cut to them."""
    found = []
    for absence in presence.absences:
        first, last = max(absence.first, since), min(absence.last, until)
        days = bisect_right(presence.days, last) - bisect_left(presence.days, first)
        if days >= LEAST_ABSENT_DAYS:
            found.append(Absence(first, last, days))
    return max(found, key=lambda absence: (absence.working_days, absence.first), default=None)
