"""What a revival is worth and what a loss cost, with what was taken for granted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from classify.deal_course.deal_story import DealStory
from classify.deal_judgement.deal_cuts import closing_stages
from classify.deal_judgement.deal_features import CompanyHabits
from classify.records import ChanceToWin, RevivalValue

HALF_VALUE_DAYS = 365  # a deal silent for a year is worth half of a fresh one
LEAST_CLOSED, LEAST_WON = 20, 5  # with fewer, the company's deals do not say how many are usually won
OVERALL_COUNTS_AS = 10  # deals: a stage that few have reached is judged by the share of all, as if so many stood by
_CENT = Decimal("0.01")


def revival_value(story: DealStory, habits: CompanyHabits) -> RevivalValue | None:
    """What winning the deal would bring by now; None without an amount or any margin.

    It halves for every year since the deal was lost or, while it is open, since the last contact. A deal without a
    margin of its own has the company's usual one.
    """
    deal = story.deal
    margin = habits.margin if deal.margin_pct is None else deal.margin_pct
    if deal.amount is None or margin is None:
        return None
    since = story.end
    if deal.status == "open":
        since = max((moment for moment, _ in story.contacts()), default=deal.created_at)
    decay = 0.5 ** (max(0, (story.as_of - since).days) / HALF_VALUE_DAYS)
    return RevivalValue(
        deal.amount, margin, "company" if deal.margin_pct is None else "deal", since.date(), round(decay, 6)
    )  # fmt: skip


def expected_value(value: RevivalValue | None, chance: float) -> Decimal | None:
    """Probability x amount x margin x what is left of it by its age."""
    if value is None:
        return None
    return (value.amount * Decimal(str(round(value.margin * chance * value.decay, 6)))).quantize(_CENT)


def amount_lost(amount: Decimal | None, chance: ChanceToWin | None) -> Decimal | None:
    """The amount times the chance to win it; the whole amount where that chance cannot be told."""
    if amount is None or chance is None:
        return amount
    return (amount * Decimal(str(round(chance.value, 6)))).quantize(_CENT)


class StageShares:
    """How many of the deals that reached a stage this company has won: a plain chance where no history is used."""

    def __init__(self, stories: Mapping[str, DealStory]) -> None:
        self._closing = closing_stages(stories)
        self._reached: Counter[str] = Counter()
        self._won: Counter[str] = Counter()
        closed = [story for story in stories.values() if story.deal.status != "open"]
        for story in closed:
            stages = {change.stage for change in story.stages} - self._closing
            self._reached.update(stages)
            if story.deal.status == "won":
                self._won.update(stages)
        self._closed = len(closed)
        self._won_of_all = sum(story.deal.status == "won" for story in closed)

    def chance(self, story: DealStory) -> ChanceToWin | None:
        """Of a lost deal, which is not counted itself; None where too few deals are closed or won to tell."""
        if self._closed < LEAST_CLOSED or self._won_of_all < LEAST_WON:
            return None
        overall = self._won_of_all / (self._closed - 1)
        stages = [change.stage for change in story.stages if change.stage not in self._closing]
        reached, won = (self._reached[stages[-1]] - 1, self._won[stages[-1]]) if stages else (0, 0)
        if reached < OVERALL_COUNTS_AS:
            return ChanceToWin(overall, "stage", deals=self._closed - 1, won=self._won_of_all)
        share = (won + OVERALL_COUNTS_AS * overall) / (reached + OVERALL_COUNTS_AS)
        return ChanceToWin(share, "stage", deals=reached, won=won, stage=stages[-1])
