"""Plans of a made-up company, deals held over once one is met, and what the months bring."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import numpy as np

from benchmarks.company_habits import Gaming, Habits
from benchmarks.made_calendar import DAY_H
from benchmarks.made_leads import MadeLead, Market
from deals.records import Period

LAST_DAYS, NEAR, HURRIED_WITHIN = 5, 0.75, 10  # working days; share of the plan from which it can still be met
SOON = 12  # working days: a client rarely waits for longer
# A head who is paid for the plan alone bargains for one that can be met: of the 54 months of the six labelled
# archives, written by hand, 51 were; of those made here about 80%.
EASY_PLAN = 0.2


class Plans:
    """The plan of every month, set from what the head could expect, and what the deals bring."""

    def __init__(self, random: np.random.Generator, market: Market, leads: list[MadeLead]) -> None:
        self.random, self.market = random, market
        months = sorted({(day.year, day.month) for day in market.calendar.days if day >= market.start})
        stretch = market.habits.stretch - EASY_PLAN * bool(market.gaming.held_over)
        level = sum(lead.amount for lead in leads if lead.won and lead.end.date() >= market.start) / len(months)
        expected = {month: self._expected(month, market.habits) for month in months}
        scale = level * stretch / float(np.mean(list(expected.values())))
        self.plan = {month: float(np.round(scale * value, -4)) for month, value in expected.items()}
        share = market.habits.other_revenue
        self.other = {month: float(random.uniform(0, share)) * level for month in months}

    def _expected(self, month: tuple[int, int], habits: Habits) -> float:
        places = [d for d in self.market.calendar.days if (d.year, d.month) == month]
        middle = places[len(places) // 2]
        season = 1 + habits.plan_knows_season * (self.market.season(middle) - 1)
        missed = float(self.random.normal(1, 0.07))  # nobody knows a month beforehand
        return season * self.market.growth(middle) ** 0.7 * missed * len(places)

    def hold_over(self, leads: list[MadeLead], gaming: Gaming) -> None:
        """After the plan is met, deals that could be signed wait for the next month; in the order of time.

        Where it is nearly met, deals of the next days are hurried in until it is.
        """
        if not gaming.held_over:
            return
        calendar, random = self.market.calendar, self.random
        for month, plan in self.plan.items():
            brought = self.other[month]
            won = [lead for lead in leads if lead.won and (lead.end.year, lead.end.month) == month]
            places = calendar.month_places(won[0].end.date()) if won else []
            for lead in sorted(won, key=lambda one: one.end):
                to_wait = places[-1] - calendar.place(lead.end.date())
                if brought >= plan and random.random() < gaming.held_over * (1 if to_wait <= SOON else 0.5):
                    if random.random() < gaming.lost_by_waiting:
                        lead.won = False
                    else:
                        lead.end = calendar.at(
                            places[-1] + 1 + int(random.integers(5)), float(random.uniform(1, DAY_H - 0.5))
                        )
                else:
                    brought += lead.amount
            if places and NEAR * plan <= brought < plan:
                self._hurry(leads, places, plan - brought, gaming.hurried)

    def _hurry(self, leads: list[MadeLead], places: list[int], lacking: float, hurried: float) -> None:
        calendar, random = self.market.calendar, self.random
        for lead in sorted((one for one in leads if one.won), key=lambda one: one.end):
            ahead = calendar.place(lead.end.date()) - places[-1]
            if lacking > 0 and 0 < ahead <= HURRIED_WITHIN and random.random() < hurried:
                day = calendar.at(places[-1] - int(random.integers(LAST_DAYS)), float(random.uniform(1, DAY_H - 0.5)))
                if day > (lead.first or lead.created):
                    lead.end, lacking = day, lacking - lead.amount

    def periods(self, leads: list[MadeLead]) -> tuple[Period, ...]:
        """As periods.csv has them, from the deals as they were signed in the end."""
        brought: dict[tuple[int, int], float] = defaultdict(float)
        for lead in leads:
            if lead.won and lead.end.date() <= self.market.last:
                brought[lead.end.year, lead.end.month] += lead.amount
        return tuple(
            Period(f"{month[0]}-{month[1]:02}", Decimal(int(plan)), Decimal(int(brought[month] + self.other[month])))
            for month, plan in self.plan.items()
        )  # fmt: skip
