"""A made-up company whose deals are won or lost by a known rule, or by the toss of a coin; equal for equal arguments.

The rule: clients who say what they need and that money is there, who come back by themselves and have bought before are
won more often; those who compare or refuse, and large sums, less often. Endings tell the outcome in both cases, as in
real CRMs: stages of closing, a contract shortly before the end, sums filled in for deals that were won, a long silence
before a lost deal is closed. Whoever finds something in the coins has looked at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from classify.codebook import SIGNALS
from classify.deal_course.deal_story import DealStory, Heard
from deals.records import Archive, CallRecord, Contact, Deal, DealStatus, Message, Person, StageChange
from transcribe.utterance import Utterance

ZONE = ZoneInfo("Europe/Moscow")
FIRST_DAY = datetime(2023, 1, 9, 10, tzinfo=ZONE)
AS_OF = date(2026, 9, 30)
STAGES = ("Новая", "Разговор", "Расчёт", "Согласование")
SOURCES = ("site", "call", "referral", "exhibition")
WORDS_IN = 0.5  # share of deals whose talks were transcribed
STILL_OPEN = 0.05
BUYING, LEAVING = ("need_stated", "budget_stated", "interest"), ("objection_competitor", "objection_need")


@dataclass(frozen=True, slots=True)
class _Client:
    """What the rule looks at."""

    keen: float  # standard normal: how much the client wants it
    amount: float  # logarithm against the usual sum, standard normal
    bought_before: bool


def made_history(deals: int, *, coins: bool = False, seed: int = 0) -> tuple[Archive, dict[str, DealStory]]:
    """An archive of that many deals and their stories. coins: outcomes have nothing to do with the deals."""
    random = np.random.default_rng(seed)
    stories = {story.deal.deal_id: story for story in _stories(random, deals, coins)}
    archive = Archive(
        path=Path("made-history"), company="Мебель на заказ", language="ru", timezone=ZONE, currency="RUB", as_of=AS_OF,
        people={"u1": Person("u1", "Пётр", "manager")},
        contacts={s.contact.contact_id: s.contact for s in stories.values() if s.contact},
        deals={deal_id: story.deal for deal_id, story in stories.items()},
        stage_history=tuple(change for story in stories.values() for change in story.stages),
    )  # fmt: skip
    return archive, stories


def chance_by_rule(keen: float, amount: float, bought_before: bool) -> float:
    """The true chance to win; about a third of all deals."""
    odds = -1.2 + 1.8 * keen - 0.5 * amount + 1.2 * bought_before
    return float(1 / (1 + np.exp(-odds)))


def _stories(random: np.random.Generator, deals: int, coins: bool) -> Iterator[DealStory]:
    buyers: list[str] = []  # contacts that a deal was won with, in the order of time
    span = datetime.combine(AS_OF, datetime.min.time(), ZONE) - FIRST_DAY
    for number, part in enumerate(np.sort(random.random(deals))):
        again = bool(buyers) and random.random() < 0.15
        contact = buyers[random.integers(len(buyers))] if again else f"c{number}"
        client = _Client(float(random.normal()), float(random.normal()), again)
        chance = 0.33 if coins else chance_by_rule(client.keen, client.amount, client.bought_before)
        won = bool(random.random() < chance)
        if won:
            buyers.append(contact)
        yield _story(random, f"d{number:06}", contact, client, FIRST_DAY + span * float(part), won)


def _story(
    random: np.random.Generator, deal_id: str, contact: str, client: _Client, created: datetime, won: bool
) -> DealStory:
    moments = created + timedelta(days=1) * np.cumsum(random.exponential(4.0, 1 + random.geometric(0.3)))
    closed = moments[-1] + timedelta(days=float(random.uniform(0.2, 3) if won else random.uniform(3, 45)))
    as_of = datetime.combine(AS_OF, datetime.max.time().replace(microsecond=0), ZONE)
    open_ = closed > as_of or random.random() < STILL_OPEN
    status: DealStatus = "open" if open_ else "won" if won else "lost"
    moments = [moment for moment in moments if moment <= as_of]
    calls = tuple(_call(random, f"{deal_id}-{n}", moment, client) for n, moment in enumerate(moments))
    heard = tuple(_heard(random, calls, client)) if random.random() < WORDS_IN else ()
    wrote = [moment + timedelta(hours=5) for moment in moments if random.random() < _often(client.keen)]
    amount = Decimal(int(300_000 * np.exp(0.8 * client.amount)))
    return DealStory(
        deal=Deal(
            deal_id, None, contact, amount if won or random.random() < 0.7 else None, None, str(random.choice(SOURCES)),
            bool(random.normal() < client.keen + 0.5), created, None if open_ else closed, status, None, None, "u1",
        ),
        contact=Contact(contact, phones=(f"+7{contact[1:]:0>10}",)),
        as_of=as_of,
        stages=tuple(_stages(random, deal_id, moments, None if open_ else closed, won)),
        owners=(), tasks=(),
        messages=tuple(
            Message(f"{deal_id}-m{n}", deal_id, at, "email", "client", "") for n, at in enumerate(wrote) if at <= as_of
        ),
        calls=calls, heard=heard, side_talk=(),
    )  # fmt: skip


def _often(keen: float) -> float:
    return float(np.clip(0.25 + 0.2 * keen, 0.02, 0.9))


def _call(random: np.random.Generator, call_id: str, at: datetime, client: _Client) -> CallRecord:
    direction = "in" if random.random() < _often(client.keen) else "out"
    return CallRecord(
        call_id, at, direction, "u1", duration_s=float(60 + 60 * random.exponential(3)), answered=True
    )  # fmt: skip


def _heard(random: np.random.Generator, calls: tuple[CallRecord, ...], client: _Client) -> Iterator[Heard]:
    """Three lines of the client in each call: keen ones say what buyers say, the others what those say who leave."""
    for call in calls:
        for index in range(3):
            codes = BUYING if random.normal() < client.keen else LEAVING
            row = random.beta(1, 20, len(SIGNALS))
            row[SIGNALS.index(codes[random.integers(len(codes))])] = random.beta(6, 3)
            at = call.started_at
            assert at is not None
            said = Utterance(index, 10.0 * index, 10.0 * index + 5, "", role="client")
            yield Heard(at + timedelta(seconds=said.start_s), "", "client", row, call.call_id, said)


def _stages(
    random: np.random.Generator, deal_id: str, moments: list[datetime], closed: datetime | None, won: bool
) -> Iterator[StageChange]:
    for stage, at in zip(STAGES, moments[: random.integers(1, len(STAGES) + 1)], strict=False):
        yield StageChange(deal_id, at, stage, "u1")
    if closed is not None:
        if won:
            yield StageChange(deal_id, closed - timedelta(hours=5), "Договор", "u1")
        yield StageChange(deal_id, closed - timedelta(hours=1), "Успех" if won else "Отказ", "u1")
