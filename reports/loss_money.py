"""What the flagged losses add up to, as a range, every deal counted once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from classify.records import ErrorLoss

CERTAIN = 0.8  # a loss from this probability on counts into the low end of the range


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
    """The range over these deals; None where there are none with an amount. A deal given twice counts once."""
    once = list({loss.deal_id: loss for loss in losses}.values())
    priced = [(loss.amount_lost, loss.probability) for loss in once if loss.amount_lost is not None]
    if not priced:
        return None
    expected = [(amount * Decimal(repr(probability)), probability) for amount, probability in priced]
    return LossMoney(
        low=sum((loss for loss, probability in expected if probability >= CERTAIN), Decimal(0)),
        mid=sum((loss for loss, _ in expected), Decimal(0)),
        high=sum((loss.full_amount or loss.amount_lost or Decimal(0) for loss in once), Decimal(0)),
        deals=len(once),
        deals_without_amount=len(once) - len(priced),
    )
