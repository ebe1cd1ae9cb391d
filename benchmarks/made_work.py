"""The record of the work on made-up deals: calls, messages, tasks and stages, with what people forget or make up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from benchmarks.made_calendar import DAY_H
from benchmarks.made_leads import MadeLead, MadeManager, Market
from deals.linking import Link
from deals.records import CallRecord, Message, StageChange, Task

STAGES = ("Новая", "Переговоры", "Расчёт отправлен", "Договор на согласовании")
ANSWERED, WARM_ANSWERED = 0.45, 0.75
COLD_TALK_S, WARM_TALK_S = 60, 190
PUSHED_WORDS, USUAL_WORDS, HEARD = 0.6, 0.02, 0.5  # pressure_upsell recognised, wrongly so, and talks with words
TALKS = ("Созвонились, думает", "Поговорили, ждёт расчёт", "Созвонились, решает с партнёром")


@dataclass(slots=True)
class MadeWork:
    """Rows of the tables, not yet in time order."""

    calls: list[CallRecord] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    stages: list[StageChange] = field(default_factory=list)
    signals: dict[str, tuple[dict[str, float], ...]] = field(default_factory=dict)


class Recorder:
    """Writes down what a made-up company did."""

    def __init__(self, random: np.random.Generator, market: Market, as_of: datetime) -> None:
        self.random, self.market, self.as_of = random, market, as_of
        self.work = MadeWork()

    def deal(self, lead: MadeLead) -> None:
        """Contacts, tasks and stages of one deal, until it ended or the record was exported."""
        if lead.first is None:
            return
        self._contact(lead, lead.first, first=True)
        end = min(lead.end, self.as_of)
        done, entered = [lead.first], lead.first
        for part, fake in lead.follow_ups:
            moment = lead.first + (min(lead.ready, lead.end) - lead.first) * part
            moment = self.market.calendar.at(
                self.market.calendar.place(moment.date()), float(self.random.uniform(0.2, DAY_H - 0.3))
            )
            if not done[-1] < moment < end:
                continue
            real = not fake and self.random.random() >= self.market.habits.forgotten
            # Whoever did not call, and enters the task as done, enters a talk.
            result = self._contact(lead, moment, first=False) if real else str(self.random.choice(TALKS))
            if real:
                done.append(moment)
            closed = self._closed(lead.owner, moment, fake)
            if closed < end:
                self._task(lead, entered, moment, closed, result)
            entered = moment
        self._stages(lead, done, end)

    def _contact(self, lead: MadeLead, moment: datetime, *, first: bool) -> str:
        """Make it, and say what an honest person enters as its result."""
        random, habits = self.random, self.market.habits
        by_phone = random.random() < (habits.industry.by_phone + (1 if first else 0)) / (2 if first else 1)
        if by_phone and not (lead.owner.writer and not first and random.random() < 0.6):
            answered = bool(random.random() < WARM_ANSWERED)
            if random.random() >= habits.private_phone:
                self._call(lead, moment, answered)
            return str(random.choice(TALKS)) if answered else "Не берёт трубку"
        channel = "email" if first or random.random() < 0.7 else "note"
        text = "Добрый день, расчёт во вложении" if channel == "email" else "Встреча прошла, обсудили размеры"
        number = len(self.work.messages)
        self.work.messages.append(Message(f"m{number:06}", lead.deal_id, moment, channel, lead.owner.user_id, text))
        return "Выполнено"

    def _call(self, lead: MadeLead, moment: datetime, answered: bool) -> None:
        random = self.random
        seconds = float(WARM_TALK_S * np.exp(random.normal(0, 0.8))) if answered else 0.0
        call_id = f"k{len(self.work.calls):07}"
        direction = "in" if random.random() < 0.1 else "out"
        self.work.calls.append(
            CallRecord(call_id, moment, direction, lead.owner.user_id, phone_of(lead.deal_id), seconds, answered)
        )
        self.work.links.append(Link(call_id, lead.deal_id, 1.0, "phone"))
        if answered and random.random() < HEARD:
            chance = PUSHED_WORDS if lead.upsold else USUAL_WORDS
            self.work.signals[call_id] = ({"pressure_upsell": 0.8} if random.random() < chance else {},)

    def _closed(self, owner: MadeManager, moment: datetime, fake: bool) -> datetime:
        """When the task is closed: at once, on the weekly planning day, or, for a made-up one, before the report."""
        calendar = self.market.calendar
        place = calendar.place(moment.date())
        weekday = 4 if fake else self.market.habits.planning_weekday if owner.planner else -1
        if weekday < 0:
            return moment + timedelta(minutes=float(self.random.uniform(3, 40)))
        while place < len(calendar.days) - 1 and calendar.days[place].weekday() != weekday:
            place += 1
        sitting = int(owner.user_id[1:]) % 5 + 3  # hours after opening, the same on every such day
        return max(calendar.at(place, sitting + float(self.random.uniform(0, 0.15))), moment)

    def _task(self, lead: MadeLead, created: datetime, due: datetime, closed: datetime, result: str) -> None:
        number = len(self.work.tasks)
        self.work.tasks.append(
            Task(f"t{number:06}", lead.deal_id, "call", "Позвонить клиенту", created, due, closed,
                 lead.owner.user_id, result)
        )  # fmt: skip

    def _stages(self, lead: MadeLead, done: list[datetime], end: datetime) -> None:
        """Each stage follows a contact; a made-up one is set days after the last, before the report."""
        user_id, stages = lead.owner.user_id, self.work.stages
        stages.append(StageChange(lead.deal_id, lead.created, STAGES[0], user_id))
        for n, contact in enumerate(done[: lead.reached]):
            moment = contact + timedelta(minutes=float(self.random.uniform(5, 90)))
            if moment < end:
                stages.append(StageChange(lead.deal_id, moment, STAGES[n + 1], user_id))
        reached = min(len(done), lead.reached)
        moment = self._closed(lead.owner, done[-1] + timedelta(days=float(self.random.uniform(3, 9))), fake=True)
        if lead.moved and reached + 1 < len(STAGES) and moment < end:
            stages.append(StageChange(lead.deal_id, moment, STAGES[reached + 1], user_id))

    def cold_calls(self) -> None:
        """Calls to numbers of nobody, through every day of every manager."""
        market, random = self.market, self.random
        first = market.calendar.place(market.start)
        for manager in market.managers:
            for place in range(first, len(market.calendar.days)):
                day = market.calendar.days[place]
                if manager.works(day) and place not in manager.away:
                    self._cold_day(manager, place, random.gamma(4, market.habits.cold_a_day / 4))

    def _cold_day(self, manager: MadeManager, place: int, level: float) -> None:
        market, random = self.market, self.random
        if market.calendar.days[place].weekday() == market.habits.cold_weekday:
            level *= market.habits.cold_more
        if (market.calendar.days[place] - manager.hired).days < 90:
            level *= 1.4  # who is new has no clients yet
        pushed = place in manager.pushed
        level *= 1 + market.gaming.more_calls * pushed
        for hour in np.sort(random.uniform(0.2, DAY_H - 0.2, random.poisson(level))):
            answered = bool(random.random() < ANSWERED)
            seconds = COLD_TALK_S * (1 - market.gaming.shorter * pushed) * float(np.exp(random.normal(0, 0.9)))
            call_id = f"k{len(self.work.calls):07}"
            phone = f"+7495{random.integers(10**7):07}"
            self.work.calls.append(
                CallRecord(call_id, market.calendar.at(place, float(hour)), "out", manager.user_id, phone,
                           seconds if answered else 0.0, answered)
            )  # fmt: skip


def phone_of(deal_id: str) -> str:
    return f"+7900{int(deal_id[1:]):07}"
