"""What the flagged losses add up to, as a range, every deal counted once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from classify.records import ErrorLoss
from reports.kpi_money.assumptions import MoneyAssumptions
from reports.kpi_money.deal_money import loss_range
from reports.kpi_money.money_range import sum_of


@dataclass(frozen=True, slots=True)
class LossMoney:
    """Amounts of deals lost, in the archive's currency: revenue, not margin.

    low: expected loss of the deals that are all but certain. mid: expected loss of all of them (amount lost, which is
    discounted by the chance to win, times probability). high: their full amounts.
    """

    low: Decimal
    mid: Decimal
    high: Decimal
    deals: int
    deals_without_amount: int  # known losses that no sum contains


def loss_money(losses: Iterable[ErrorLoss]) -> LossMoney | None:
    """The range over these deals, by the usual assumptions; None where there are none with an amount.

    A deal given twice counts once.
    """
    once = list({loss.deal_id: loss for loss in losses}.values())
    priced = [money for loss in once if (money := loss_range(loss, MoneyAssumptions())) is not None]
    total = sum_of(priced)
    if total is None:
        return None
    return LossMoney(total.low, total.mid, total.high, len(once), len(once) - len(priced))
