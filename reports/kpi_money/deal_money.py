"""What one flagged deal puts into the sums."""

from __future__ import annotations

from decimal import Decimal

from classify.records import ErrorLoss, Revival
from reports.kpi_money.assumptions import MoneyAssumptions
from reports.kpi_money.money_range import MoneyRange

_ZERO = Decimal(0)


def loss_range(loss: ErrorLoss, assumptions: MoneyAssumptions) -> MoneyRange | None:
    """Revenue lost with the deal; None without an amount.

    mid: amount × chance it had to be won × probability that our error lost it. low: the same where that probability
    is all but certain, else nothing. high: the deal's full amount.
    """
    if loss.amount_lost is None:
        return None
    chance = assumptions.chance_where_unknown if loss.chance_to_win is None else Decimal(1)  # else it is in the amount
    expected = loss.amount_lost * chance * Decimal(repr(loss.probability))
    return _range(expected, loss.full_amount or loss.amount_lost, loss.probability, assumptions)


def revival_range(revival: Revival, assumptions: MoneyAssumptions) -> MoneyRange | None:
    """Revenue that the deal may still bring; None where its value is not known.

    mid: amount × what its age has left of it × probability. low and high as for a loss.
    """
    if revival.value is None:
        return None
    expected = revival.value.amount * Decimal(repr(revival.value.decay)) * Decimal(repr(revival.probability))
    return _range(expected, revival.value.amount, revival.probability, assumptions)


def _range(expected: Decimal, full: Decimal, probability: float, assumptions: MoneyAssumptions) -> MoneyRange:
    certain = Decimal(repr(probability)) >= assumptions.certain_from
    return MoneyRange(expected if certain else _ZERO, expected, max(full, expected))
