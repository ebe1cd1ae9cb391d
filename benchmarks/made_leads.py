"""The leads of a made-up company: who gets them, how long they wait, what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np

from benchmarks.company_habits import Gaming, Habits
from benchmarks.made_calendar import DAY_H, ZONE, MadeCalendar

COLD = "cold"
WARM = ("site", "ads", "referral", "repeat")
WARM_SHARES, WARM_LOGITS = (0.45, 0.25, 0.18, 0.12), {"site": 0.0, "ads": -0.1, "referral": 0.5, "repeat": 0.8}
COLD_LOGIT = -0.9
WAIT_LOGIT = -0.25  # for each doubling or so of the wait: leads cool
USUAL_LOGIT = 0.55  # makes up for what waiting, size and cold leads take off, so that a company wins its usual share
RAMP_MONTHS, RAMP_LOGIT = 4.0, -0.9  # a new manager's first months
FAKE_LOGIT, ALONE_LOGIT = -0.35, -4.0


@dataclass(slots=True)
class MadeManager:
    user_id: str
    hired: date
    left: date | None
    skill: float  # logits
    diligence: float  # logarithm, 0 for the usual
    weak: bool
    planner: bool
    writer: bool
    faker: bool
    away: frozenset[int]  # places of days of leave
    pushed: frozenset[int]  # places of days on which calls are made up
    cold_share: float  # how much of the cold leads come to them, against the others

    def works(self, day: date) -> bool:
        return self.hired <= day and (self.left is None or day < self.left)


@dataclass(slots=True)
class MadeLead:
    """One lead while it is being lived through; `made_work` writes its record."""

    deal_id: str
    created: datetime
    owner: MadeManager
    source: str
    amount: float
    first: datetime | None  # first contact; None where nobody ever made one
    ready: datetime  # when the work on it was done
    end: datetime  # when it was signed or given up
    won: bool
    reached: int  # how many stages it got to, 0 to 3
    follow_ups: list[tuple[float, bool]] = field(default_factory=list)  # part of the way, and whether only entered
    moved: bool = False  # one of its stages is set without contact
    upsold: bool = False


def made_managers(
    random: np.random.Generator, habits: Habits, gaming: Gaming, calendar: MadeCalendar, start: date
) -> list[MadeManager]:
    """start: of the period; the calendar begins earlier."""
    last, count = calendar.days[-1], habits.managers
    drives = _drives(random, gaming, calendar)
    weak = set(range(-(-count // 4))) if gaming.weak_less else set()
    managers = []
    for n in range(count):
        new = n >= count - habits.new_hires and n not in weak
        hired = start + (last - start) * float(random.uniform(0.05, 0.7)) if new else start - timedelta(
            days=float(random.uniform(400, 2500))
        )  # fmt: skip
        leaves = not new and n in range(len(weak), len(weak) + habits.leavers) and not gaming.weak_less
        left = start + (last - start) * float(random.uniform(0.4, 0.95)) if leaves else None
        away: set[int] = set()
        for _ in range(max(1, round((last - start).days / 180))):
            first = int(random.integers(len(calendar.days)))
            away.update(range(first, first + 10))
        own = {place for place in range(len(calendar.days)) if drives[place] and random.random() < 0.8}
        managers.append(
            MadeManager(
                f"u{n + 2}", hired, left, float(random.normal(0, habits.ability)),
                float(random.normal(0, habits.diligence)), n in weak,
                bool(random.random() < habits.planners), bool(random.random() < habits.writers),
                bool(random.random() < gaming.fakers), frozenset(away), frozenset(own),
                float(random.choice((0.3, 1.0, 2.5))),
            )
        )  # fmt: skip
    return managers


def _drives(random: np.random.Generator, gaming: Gaming, calendar: MadeCalendar) -> list[bool]:
    """Days on which the head presses for calls: stretches of a few days, as a norm falls behind and is caught up."""
    drives = [False] * len(calendar.days)
    place = 0
    while gaming.pushed_days and place < len(drives):
        on = max(1, round(float(random.exponential(4))))
        off = max(1, round(float(random.exponential(4 * (0.8 / gaming.pushed_days - 1)))))
        for n in range(place, min(place + on, len(drives))):
            drives[n] = True
        place += on + off
    return drives


class Market:
    """What comes in and what becomes of it, day by day."""

    def __init__(
        self, random: np.random.Generator, habits: Habits, gaming: Gaming, calendar: MadeCalendar, start: date,
        managers: list[MadeManager],
    ) -> None:  # fmt: skip
        self.random, self.habits, self.gaming = random, habits, gaming
        self.calendar, self.start, self.managers = calendar, start, managers
        self.last = calendar.days[-1]
        later = random.random() < gaming.check_later
        self.check_from = float(random.uniform(0.15, 0.5)) if later else -1.0  # part of the period
        self.small_below = habits.industry.amount * float(np.exp(-0.43 * habits.industry.spread))  # smallest third

    def part(self, day: date) -> float:
        """How much of the period has passed."""
        return (day - self.start).days / max((self.last - self.start).days, 1)

    def season(self, day: date) -> float:
        month = day.month - 1 + day.day / 31
        return 1 + self.habits.season * float(np.cos(2 * np.pi * (month - self.habits.season_peak) / 12))

    def growth(self, day: date) -> float:
        return float((1 + self.habits.growth) ** ((day - self.start).days / 365))

    def bad(self, day: date) -> bool:
        length = 30 / max((self.last - self.start).days, 1)
        return 0 <= self.habits.bad_month <= self.part(day) < self.habits.bad_month + length

    def leads(self, count: int) -> list[MadeLead]:
        """So many, in time order, from the calendar's first day on."""
        days = self.calendar.days
        weight = np.array([self.season(d) * self.growth(d) * (0.55 if self.bad(d) else 1) for d in days])
        places = np.sort(self.random.choice(len(days), count, p=weight / weight.sum()))
        return [self._lead(f"d{n:05}", int(place)) for n, place in enumerate(places)]

    def _lead(self, deal_id: str, place: int) -> MadeLead:
        random, habits = self.random, self.habits
        day = self.calendar.days[place]
        created = self.calendar.at(place, float(random.uniform(0, DAY_H - 0.5)))
        cold = random.random() < habits.cold_leads
        owner = self._owner(place, cold)
        source = COLD if cold else str(random.choice(WARM, p=WARM_SHARES))
        logit = (
            _logit(habits.industry.win)
            + USUAL_LOGIT
            + (COLD_LOGIT if cold else WARM_LOGITS[source])
            + self._skill(owner, day)
        )
        size = float(random.normal(0, habits.industry.spread))
        amount = habits.industry.amount * float(np.exp(size))
        logit -= 0.2 * size
        if habits.price_rise and self.part(day) >= habits.price_rise_at:
            amount, logit = amount * (1 + habits.price_rise), logit - 0.6 * habits.price_rise
        small = amount < self.small_below
        if habits.new_product and self.part(day) >= habits.new_product_at and random.random() < habits.new_product:
            amount, logit, small = amount * habits.new_product_price, logit - 0.2, False
        if self.bad(day):
            logit -= 0.6
        paid = self.part(day) >= self.check_from
        upsold = paid and not small and bool(random.random() < self.gaming.upsold)
        if upsold:
            amount, logit = amount * (1 + self.gaming.dearer), logit - 2.8 * self.gaming.dearer
        wait = 0.0 if cold else self._wait_h(owner, place)
        logit += WAIT_LOGIT * float(np.log1p(wait / 2))
        dropped = self.gaming.dropped if small and paid else 0.0
        forgets = habits.left_alone + self.gaming.weak_alone * owner.weak
        alone = bool(random.random() < dropped) or bool(random.random() < forgets)
        effort = habits.industry.follow_ups * (habits.small_effort if small else 1) * float(np.exp(owner.diligence))
        effort *= 1 - self.gaming.weak_contacts * owner.weak
        faked = self.gaming.faked if owner.faker else 0.0
        ups = [(float(p), bool(random.random() < faked)) for p in np.sort(random.random(random.poisson(effort)))]
        logit += ALONE_LOGIT * alone + FAKE_LOGIT * sum(fake for _, fake in ups)
        won = bool(random.random() < 1 / (1 + np.exp(-logit))) and not alone
        first = None if alone else created if cold else self.calendar.later(created, wait)
        ready = self._ready(created, first, won, alone)
        return MadeLead(
            deal_id, created, owner, source, amount, first, ready, self._signed(ready) if won else ready, won,
            3 if won else 0 if alone else int(random.integers(1, 4)), [] if alone else ups,
            moved=not won and bool(random.random() < (self.gaming.moved if owner.faker else 0.0)),
            upsold=upsold,
        )  # fmt: skip

    def _owner(self, place: int, cold: bool) -> MadeManager:
        day = self.calendar.days[place]
        there = [m for m in self.managers if m.works(day) and place not in m.away] or [
            m for m in self.managers if m.left is None and m.hired <= day
        ]
        weights = np.array([m.cold_share if cold else 1.0 for m in there])
        return there[int(self.random.choice(len(there), p=weights / weights.sum()))]

    def _skill(self, owner: MadeManager, day: date) -> float:
        months = (day - owner.hired).days / 30
        new = RAMP_LOGIT * max(0.0, 1 - months / RAMP_MONTHS)
        weak = np.log1p(-self.gaming.weak_less) * 1.25 if owner.weak else 0.0  # odds fall more than the chance
        return owner.skill + new + float(weak)

    def _wait_h(self, owner: MadeManager, place: int) -> float:
        """A day of many calls makes everybody a little slower; on a pushed day leads may wait for another day."""
        wait = float(self.random.exponential(self.habits.wait_h / np.log(2))) * float(np.exp(-owner.diligence))
        wait *= 1 + self.gaming.weak_later * owner.weak
        if self.calendar.days[place].weekday() == self.habits.cold_weekday:
            wait *= 1.3
        if place in owner.pushed and self.random.random() < self.gaming.leads_wait:
            wait += DAY_H * float(self.random.uniform(0.7, 2.5))
        return wait

    def _ready(self, created: datetime, first: datetime | None, won: bool, alone: bool) -> datetime:
        random = self.random
        days = float(np.exp(np.log(self.habits.industry.cycle_days) + random.normal(0, 0.5))) * (1 if won else 1.3)
        if alone:
            days = float(random.uniform(2, 1.5 * self.habits.industry.cycle_days))
        end = self.calendar.days_later(first or created, max(days, 0.5), float(random.uniform(1, DAY_H - 0.5)))
        return max(end, created + timedelta(hours=1))

    def _signed(self, ready: datetime) -> datetime:
        """Some clients sign in the last days of the month, when their budgets are spent."""
        random, places = self.random, self.calendar.month_places(ready.date())
        if random.random() >= self.habits.month_end or places[-1] - self.calendar.place(ready.date()) > 10:
            return ready
        return max(ready, self.calendar.at(int(places[-1] - random.integers(3)), float(random.uniform(1, DAY_H - 0.5))))


def _logit(share: float) -> float:
    return float(np.log(share / (1 - share)))


def as_of_moment(day: date) -> datetime:
    return datetime.combine(day, datetime.max.time().replace(microsecond=0), ZONE)
