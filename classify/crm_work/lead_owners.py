"""Whose a lead was while nothing happened to it, and whether that person was there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from classify.crm_work.working_hours import WorkingHours
from classify.deal_course.deal_story import DealStory
from deals.records import Archive, Person

LEFT_DAYS, ABSENT_DAYS = 2, 3  # working days without the person from which a lead was badly given
MONTH = timedelta(days=28)
ORDINARY_DAYS = 12  # of the 20 working days before, with a sign of work: somebody whose silence says something
LEAST_HELD = 0.5  # share of the wait for which a lead must have been somebody's, to be theirs


@dataclass(frozen=True, slots=True)
class AwayOwner:
    """The owner a lead was given to, who was not there."""

    name: str
    why: str  # "left" or "absent"
    given: datetime
    last_day: date  # that they were there


def held_by(story: DealStory, since: datetime, until: datetime, hours: WorkingHours) -> str | None:
    """Who owned the deal for most of that time; None where nobody did, or it was passed around."""
    if not story.owners:
        return story.deal.owner_id
    changes = [(max(change.at, since), change.user_id) for change in story.owners if change.at < until]
    ends = [*(at for at, _ in changes[1:]), until]
    whole = hours.hours_between(since, until)
    held: dict[str, float] = {}
    for (start, user_id), end in zip(changes, ends, strict=True):
        held[user_id] = held.get(user_id, 0.0) + hours.hours_between(start, end)
    longest = max(held, key=lambda user_id: held[user_id], default=None)
    return longest if longest is not None and held[longest] >= LEAST_HELD * whole else None


def was_there(days: Sequence[date], since: datetime, until: datetime, hours: WorkingHours) -> bool:
    """Whether somebody who worked on these days may be asked why nothing was done in that time.

    Not where it holds three working days or more without any work of theirs; its last day is left out, on which they
    may have come back.
    """
    first, last = since.date(), until.date()
    long = hours.days_between(first - timedelta(days=1), last) >= ABSENT_DAYS
    return not long or any(first <= day < last for day in days)


def away_owner(
    story: DealStory, archive: Archive, hours: WorkingHours, activity: Mapping[str, Sequence[date]], until: datetime
) -> AwayOwner | None:
    """The first owner, where they had left or show no work from the day the lead was theirs to `until`.

    activity: user id to the days, in order, on which the record shows work of theirs. Somebody who seldom leaves a
    trace is never said to be absent.
    """
    owner_id = story.owners[0].user_id if story.owners else story.deal.owner_id
    person = archive.people.get(owner_id or "")
    if person is None:
        return None
    given = story.owners[0].at if story.owners else story.deal.created_at
    if person.left is not None and hours.days_between(max(person.left, given.date()), until.date()) >= LEFT_DAYS:
        return AwayOwner(person.name, "left", given, person.left)
    return _absent(person, given, until, hours, activity.get(person.user_id, ()))


def _absent(
    person: Person, given: datetime, until: datetime, hours: WorkingHours, days: Sequence[date]
) -> AwayOwner | None:
    first, last = given.date(), until.date()
    before = [day for day in days if day < first]
    ordinary = sum(day >= first - MONTH for day in before) >= ORDINARY_DAYS
    if not ordinary or any(first <= day < last for day in days):
        return None
    away = hours.days_between(first - timedelta(days=1), last)
    return AwayOwner(person.name, "absent", given, before[-1]) if away >= ABSENT_DAYS else None
