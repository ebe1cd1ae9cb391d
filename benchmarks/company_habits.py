"""How made-up companies sell: industries, innocent habits drawn at random, and gaming of known strength.

Nothing here was set by looking at what a test of reports.kpi_gaming finds: the habits are ranges that sales people
would call ordinary, and the strengths of gaming were fixed, with the reasons beside them, before the first run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Industry:
    name: str
    amount: int  # median sum of a deal
    spread: float  # standard deviation of the sum's logarithm
    cycle_days: float  # median from first contact to the end
    win: float  # share of warm leads that are won
    by_phone: float  # share of contacts that are calls; the others are letters and messages
    follow_ups: float  # contacts after the first, on average


INDUSTRIES = (
    Industry("Кухни на заказ", 320_000, 0.6, 24, 0.32, 0.75, 3.0),
    Industry("Окна и остекление", 140_000, 0.7, 14, 0.35, 0.85, 2.2),
    Industry("Грузоперевозки", 90_000, 0.8, 10, 0.30, 0.70, 2.0),
    Industry("Корпоративное обучение", 260_000, 0.7, 35, 0.28, 0.60, 3.2),
    Industry("Спецтехника", 2_400_000, 0.8, 45, 0.22, 0.80, 4.0),
    Industry("Программы для бухгалтерии", 110_000, 0.6, 20, 0.30, 0.65, 3.0),
    Industry("Стройматериалы оптом", 480_000, 0.9, 12, 0.38, 0.80, 2.0),
    Industry("Медицинское оборудование", 1_300_000, 0.7, 50, 0.25, 0.65, 4.0),
)


@dataclass(frozen=True, slots=True)
class Habits:
    """One company's innocent habits. Shares are of 0 to 1."""

    industry: Industry
    managers: int
    season: float  # height of the yearly wave, share of the level
    season_peak: float  # month of its peak, 0 to 12
    plan_knows_season: float  # how much of the wave is in the plan
    growth: float  # a year
    price_rise: float  # share, 0 for none: prices go up once
    price_rise_at: float  # part of the period
    new_product: float  # share of leads that ask for it from its start, 0 for none
    new_product_at: float
    new_product_price: float  # times the usual sum
    bad_month: float  # part of the period at which one month goes badly; below 0 for none
    month_end: float  # share of ready deals whose client signs in the last days of the month, for budgets
    ability: float  # standard deviation of the managers' skill, in logits
    diligence: float  # standard deviation, in logarithms, of how often they call and how fast
    new_hires: int  # hired within the period
    leavers: int  # left within it
    cold_a_day: float  # cold calls of a manager on an ordinary day
    cold_weekday: int  # a day with more of them, -1 for none
    cold_more: float  # times as many on it
    cold_leads: float  # share of deals that began with a cold call
    wait_h: float  # median working hours to the first try
    planning_weekday: int  # a day on which tasks are closed together, -1 for none
    planners: float  # share of managers who close their tasks on it
    writers: float  # share of managers who meet people and log it as messages
    private_phone: float  # share of calls that are not in the log
    forgotten: float  # share of tasks closed without the work
    left_alone: float  # share of leads that nobody works, by mistake
    small_effort: float  # contacts with a small client, times those with others
    no_amount: float  # share of lost deals without a sum
    other_revenue: float  # of a month, beside the deals, share
    stretch: float  # plan against what can be expected


def draw_habits(random: np.random.Generator) -> Habits:
    """A company at random. Every range is meant to be wider than what one consultant meets in a year."""

    def some(chance: float, low: float, high: float) -> float:
        value = float(random.uniform(low, high))
        return value if random.random() < chance else 0.0

    def one_of(chance: float) -> int:
        day = int(random.integers(5))
        return day if random.random() < chance else -1

    return Habits(
        industry=INDUSTRIES[int(random.integers(len(INDUSTRIES)))],
        managers=int(random.integers(4, 13)),
        season=float(random.uniform(0, 0.5)),
        season_peak=float(random.uniform(0, 12)),
        plan_knows_season=float(random.uniform(0.3, 1)),
        growth=float(random.uniform(-0.15, 0.5)),
        price_rise=some(0.4, 0.05, 0.25),
        price_rise_at=float(random.uniform(0.2, 0.8)),
        new_product=some(0.3, 0.1, 0.3),
        new_product_at=float(random.uniform(0.1, 0.8)),
        new_product_price=float(random.uniform(1.3, 2.5)),
        bad_month=float(random.uniform(0, 1)) if random.random() < 0.6 else -1.0,
        month_end=float(random.uniform(0, 0.5)),
        ability=float(random.uniform(0.05, 0.3)),
        diligence=float(random.uniform(0.05, 0.25)),
        new_hires=int(random.integers(0, 3)),
        leavers=int(random.integers(0, 2)),
        cold_a_day=float(random.uniform(3, 10)),
        cold_weekday=one_of(0.5),
        cold_more=float(random.uniform(1.5, 3)),
        cold_leads=float(random.uniform(0.05, 0.25)),
        wait_h=float(random.uniform(0.4, 4)),
        planning_weekday=one_of(0.6),
        planners=float(random.uniform(0.2, 1)),
        writers=float(random.uniform(0, 0.5)),
        private_phone=float(random.uniform(0, 0.08)),
        forgotten=float(random.uniform(0.01, 0.06)),
        left_alone=float(random.uniform(0.02, 0.08)),
        small_effort=float(random.uniform(0.6, 1)),
        no_amount=float(random.uniform(0, 0.3)),
        other_revenue=float(random.uniform(0, 0.2)),
        stretch=float(random.uniform(0.85, 1.1)),
    )


@dataclass(frozen=True, slots=True)
class Gaming:
    """How a company games one KPI; all zero in an honest one. Half the strength halves every number."""

    # Plan: of the deals that could be signed after the plan is met, this share is held over to the first days of the
    # next month. Larkin (2014) shows salesmen who move deals between quarters for their commission as a rule, not as
    # an exception; more than half, and not all, since some clients do not wait.
    held_over: float = 0.0
    lost_by_waiting: float = 0.0  # of those held over: the client does not wait
    # In the last days before the plan is met, deals of the next weeks are hurried in (Oyer 1998 finds both).
    hurried: float = 0.0
    # Activity: on this share of days (the norm is behind, a week of cold calls is called) managers make up numbers:
    # more calls, shorter ones, and leads of that day wait until the next. Norms are counted by the week or month, so
    # they press on some days and not on others.
    pushed_days: float = 0.0
    more_calls: float = 0.0  # calls on such a day, times the ordinary, minus 1
    shorter: float = 0.0  # their talks, share of length cut
    leads_wait: float = 0.0  # share of that day's leads that wait until a later day
    # Turnover: managers of the weakest quarter are kept for years. Hunter, Schmidt and Judiesch (1990) give a standard
    # deviation of output in sales of about half the mean; the weakest quarter of a normal distribution lies 1.27 of
    # these below, that is at 0.33 to 0.43 of what the others bring (for 0.48 and 0.40 of the mean). They win less
    # since they work less on their leads, and less well: together they
    # win 0.44 of the share of leads that the others win (counted over 36,000 made-up leads).
    weak_less: float = 0.0  # chance to win of the weakest quarter, share cut
    weak_later: float = 0.0  # their first try, share of time added
    weak_contacts: float = 0.0  # their contacts with a client, share cut
    weak_alone: float = 0.0  # share of their leads that they never try
    # CRM: follow-ups that are entered and do not take place, in the hands of most managers.
    faked: float = 0.0  # share of follow-ups
    fakers: float = 0.0  # share of managers
    moved: float = 0.0  # share of deals moved on to a stage without contact
    # Average check: small clients are dropped, and the others offered more than they asked for.
    dropped: float = 0.0  # share of leads of the smallest third
    upsold: float = 0.0  # share of the other leads
    dearer: float = 0.0  # their sum, share added; every second of them who would have bought goes
    check_later: float = 0.0  # chance that the average check was first paid for within the period, not before it

    def times(self, strength: float) -> Gaming:
        """The same with every number multiplied; who does it stays."""
        fields = {name: getattr(self, name) * strength for name in self.__slots__}
        return Gaming(**fields | {name: getattr(self, name) for name in _WHO_AND_WHEN})


_WHO_AND_WHEN = ("fakers", "pushed_days", "check_later")
HONEST = Gaming()
GAMING = {
    "plan_attainment": Gaming(held_over=0.6, lost_by_waiting=0.08, hurried=0.4),
    "activity_count": Gaming(pushed_days=0.4, more_calls=1.2, shorter=0.4, leads_wait=0.6),
    "low_turnover": Gaming(weak_less=0.55, weak_later=1.0, weak_contacts=0.4, weak_alone=0.08),
    "crm_discipline": Gaming(faked=0.35, fakers=0.7, moved=0.3),
    "average_check": Gaming(dropped=0.4, upsold=0.4, dearer=0.25, check_later=0.5),
}
