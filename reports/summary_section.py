"""How much it is about, on one screen: the whole, its two parts, and the deals that carry most of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from classify.records import ErrorLoss, Revival
from reports.deal_cards import DealCard
from reports.kpi_money.counted_money import CountedMoney, DealSum
from reports.kpi_money.deal_money import loss_range, revival_range
from reports.kpi_money.money_range import MoneyRange, sum_of
from reports.money_text import range_words
from reports.run_result import RunResult
from reports.texts import Texts

FIRST = 3  # deals of each list that the summary names


@dataclass(frozen=True, slots=True)
class FirstDeal:
    """A deal at the top of a list. worth: its part of the sum above it, or of the losses where `among_losses`."""

    anchor: str
    title: str
    worth: str
    among_losses: bool = False


@dataclass(frozen=True, slots=True)
class SummaryFigure:
    """One sum. All three of them come from `count_money`, so that the parts add up to the whole."""

    part: str  # total, revive, error
    amount: str
    range: str  # empty where no sum is known
    notes: tuple[str, ...]
    first: tuple[FirstDeal, ...]


def summary_figures(
    result: RunResult, texts: Texts, revivals: Sequence[DealCard], losses: Sequence[DealCard]
) -> list[SummaryFigure]:
    """The whole, what may come back, and the losses; cards: of the flagged deals."""
    summary = _Summary(result, texts)
    return [summary.total(), summary.revive(revivals), summary.error(losses)]


class _Summary:
    def __init__(self, result: RunResult, texts: Texts) -> None:
        self._counted: CountedMoney = result.kpi_audit.counted
        self._rankings = result.analysis.rankings
        self._currency = result.archive.currency
        self._texts = texts

    def total(self) -> SummaryFigure:
        counted, total = self._counted, self._counted.total
        notes = [self._texts.text("summary-total-note", deals=counted.deals)]
        if total is not None and counted.margin_share is not None and counted.margin_share > 0:
            margin = self._rough(total.mid * counted.margin_share)
            share = self._texts.percent(float(counted.margin_share), digits=1)
            notes.append(self._texts.text("summary-total-margin", margin=margin, share=share))
        if (through := counted.through_kpis) is not None and through.mid > 0:
            notes.append(self._texts.text("summary-through-kpis", sum=self._rough(through.mid)))
        return self._figure("total", total, counted.deals, notes, ())

    def error(self, cards: Sequence[DealCard]) -> SummaryFigure:
        counted, say = self._counted, self._texts.text
        notes = [say("summary-error-note", count=len(cards))]
        from_tests = sum_of(
            sign.money for kpi in counted.kpis for sign in kpi.from_tests if sign.money is not None
        )  # fmt: skip
        if from_tests is not None and from_tests.mid > 0:
            notes.append(say("summary-from-tests", sum=self._rough(from_tests.mid)))
        notes += self._without("amount", [counted.no_kpi, *(kpi.from_deals for kpi in counted.kpis)])
        lost = {loss.deal_id: self._loss_words(loss) for loss in self._rankings.error_loss if loss.flagged}
        return self._figure("error", losses_of(counted), len(cards), notes, _first(cards, lost))

    def revive(self, cards: Sequence[DealCard]) -> SummaryFigure:
        counted, say = self._counted, self._texts.text
        notes = [say("summary-revive-note", count=len(cards))]
        if (both := counted.both_lists).money is not None:
            notes.append(say("summary-both-lists", sum=self._rough(both.money.mid), deals=both.deals))
        notes += self._without("profit", [counted.to_win_back, both])
        worth = {revival.deal_id: self._revival_words(revival) for revival in self._rankings.revive if revival.flagged}
        lost = {loss.deal_id for loss in self._rankings.error_loss if loss.flagged}
        first = _first(cards, worth, lost)
        return self._figure("revive", counted.to_win_back.money, len(cards), notes, first)

    def _figure(
        self, part: str, money: MoneyRange | None, deals: int, notes: Sequence[str], first: Sequence[FirstDeal]
    ) -> SummaryFigure:
        if money is not None:
            words = range_words(money.low, money.high, self._currency, self._texts)
            return SummaryFigure(part, self._rough(money.mid), words, tuple(notes), tuple(first))
        if part == "revive" and self._counted.both_lists.money is not None:
            name = "summary-among-losses"
        else:
            name = "summary-no-amount" if deals else "summary-nothing"
        return SummaryFigure(part, self._texts.text(name), "", tuple(notes), tuple(first))

    def _without(self, of: str, sums: Sequence[DealSum]) -> list[str]:
        without = sum(one.without_sum for one in sums)
        return [self._texts.text(f"summary-without-{of}", count=without)] if without else []

    def _loss_words(self, loss: ErrorLoss) -> str:
        return self._worth(loss_range(loss, self._counted.assumptions), "summary-no-amount")

    def _revival_words(self, revival: Revival) -> str:
        return self._worth(revival_range(revival, self._counted.assumptions), "summary-no-profit")

    def _worth(self, money: MoneyRange | None, unknown: str) -> str:
        return self._texts.text(unknown) if money is None else self._rough(money.mid)

    def _rough(self, amount: Decimal) -> str:
        return self._texts.rough_money(amount, self._currency)


def profit_sentence(revivals: Sequence[Revival], currency: str | None, texts: Texts) -> str:
    """Expected profit of all deals on the list, those among the losses too; empty where it is known of none."""
    values = [revival.expected_value for revival in revivals if revival.flagged]
    priced = [value for value in values if value is not None]
    return texts.text("summary-profit", sum=texts.rough_money(sum(priced, Decimal(0)), currency)) if priced else ""


def losses_of(counted: CountedMoney) -> MoneyRange | None:
    """All losses, whether a KPI rewarded them or not; None where no sum is known."""
    return sum_of(money for money in (counted.through_kpis, counted.no_kpi.money) if money is not None)


def _first(cards: Sequence[DealCard], worth: Mapping[str, str], lost: Collection[str] = ()) -> list[FirstDeal]:
    """lost: deals that are in the sum of losses."""
    return [FirstDeal(card.anchor, card.title, worth[card.deal_id], card.deal_id in lost) for card in cards[:FIRST]]
