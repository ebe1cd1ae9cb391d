"""Made-up companies of known behaviour, as archives in memory: honest ones, and ones that game a KPI.

    made_company("honest", seed=3, months=12, deals=300)
    made_company("plan_attainment", seed=3, months=12, deals=300, strength=0.5)

All have the innocent habits of benchmarks.company_habits, drawn by the seed; equal arguments give equal companies.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np

from benchmarks.company_habits import GAMING, HONEST, draw_habits
from benchmarks.made_calendar import ZONE, MadeCalendar
from benchmarks.made_leads import MadeLead, MadeManager, Market, as_of_moment, made_managers
from benchmarks.made_plan import Plans
from benchmarks.made_work import MadeWork, Recorder, phone_of
from classify.analysis import Analysis
from classify.crm_work.work_check import check_work
from classify.deal_course.deal_stories import DealStories
from classify.records import Rankings
from deals.records import Archive, Contact, Deal, DealStatus, Person

AS_OF = date(2026, 9, 30)
RUN_IN_DAYS = 90  # leads from before the period, so that its first months have deals to close


@dataclass(frozen=True, slots=True)
class MadeCompany:
    archive: Archive
    analysis: Analysis  # what the product's own steps make of it; links as they are, no words but one signal


def made_company(
    behaviour: str, seed: int, *, months: int = 12, deals: int = 300, strength: float = 1.0, **habit: float
) -> MadeCompany:
    """behaviour: "honest" or a toxic KPI; strength: of the gaming, 1 as in GAMING; habit: fields of Habits to set."""
    random = np.random.default_rng([seed, months, deals])
    habits = replace(draw_habits(random), **habit)  # type: ignore[arg-type]
    gaming = HONEST if behaviour == "honest" else GAMING[behaviour].times(strength)
    start = _months_before(AS_OF, months)
    calendar = MadeCalendar(start - timedelta(days=RUN_IN_DAYS), AS_OF)
    managers = made_managers(random, habits, gaming, calendar, start)
    market = Market(random, habits, gaming, calendar, start, managers)
    leads = _exactly(random, market, deals, months)
    plans = Plans(random, market, leads)
    plans.hold_over(leads, gaming)
    recorder = Recorder(random, market, as_of_moment(AS_OF))
    for lead in leads:
        recorder.deal(lead)
    recorder.cold_calls()
    return _with_analysis(_archive(random, market, leads, plans, recorder.work), recorder.work)


def _months_before(day: date, months: int) -> date:
    """The first day of the period: so many whole months that end with the month of the day."""
    number = day.year * 12 + day.month - months
    return date(number // 12, number % 12 + 1, 1)


def _exactly(random: np.random.Generator, market: Market, deals: int, months: int) -> list[MadeLead]:
    """So many deals that were alive within the period; what had ended before is not exported."""
    run_in = RUN_IN_DAYS / 30
    alive = [
        lead for lead in market.leads(round(1.1 * deals * (months + run_in) / months))
        if lead.end.date() >= market.start
    ]  # fmt: skip
    kept = np.sort(random.choice(len(alive), min(deals, len(alive)), replace=False))
    return [alive[n] for n in kept]


def _archive(
    random: np.random.Generator, market: Market, leads: list[MadeLead], plans: Plans, work: MadeWork
) -> Archive:
    deals = [_deal(random, market, lead) for lead in leads]
    return Archive(
        path=Path("made-company"), company=market.habits.industry.name, language="ru", timezone=ZONE, currency="RUB",
        as_of=AS_OF, industry=market.habits.industry.name,
        people={"u1": Person("u1", "Громов", "head")} | {m.user_id: _person(m) for m in market.managers},
        contacts={f"c{d.deal_id}": Contact(f"c{d.deal_id}", phones=(phone_of(d.deal_id),)) for d in deals},
        deals={deal.deal_id: deal for deal in deals},
        stage_history=tuple(sorted(work.stages, key=lambda row: row.at)),
        tasks=tuple(sorted(work.tasks, key=lambda row: row.created_at)),
        messages=tuple(sorted(work.messages, key=lambda row: row.at)),
        calls=tuple(sorted(work.calls, key=lambda row: row.started_at or as_of_moment(AS_OF))),
        periods=plans.periods(leads),
    )  # fmt: skip


def _person(manager: MadeManager) -> Person:
    return Person(manager.user_id, manager.user_id.upper(), "manager", hired=manager.hired, left=manager.left)


def _deal(random: np.random.Generator, market: Market, lead: MadeLead) -> Deal:
    over = lead.end.date() <= AS_OF
    status: DealStatus = "open" if not over else "won" if lead.won else "lost"
    amount = None if status == "lost" and random.random() < market.habits.no_amount else Decimal(int(lead.amount))
    return Deal(
        lead.deal_id, None, f"c{lead.deal_id}", amount, 0.25, lead.source, None, lead.created,
        lead.end if over else None, status, None, "Дорого" if status == "lost" else None, lead.owner.user_id,
    )  # fmt: skip


def _with_analysis(archive: Archive, work: MadeWork) -> MadeCompany:
    links = tuple(work.links)
    stories = DealStories(archive, links, {}, (), (), {})
    nothing = Rankings(archive.as_of, len(archive.deals), (), ())
    return MadeCompany(
        archive,
        Analysis(links, {}, work.signals, (), nothing, work=check_work(archive, links, stories)),
    )
