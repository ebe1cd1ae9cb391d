"""Where the proposed scheme can be gamed too, and what that would bring the head on last year's months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from reports.better_scheme.new_scheme import NewScheme
from reports.better_scheme.scheme_months import MonthFigures
from reports.better_scheme.solved_rates import sum_of_months

TENTH = Decimal("0.1")
_ONE, _TWO = Decimal(1), Decimal(2)

Trick = Literal["low-plan", "pulled-revenue", "dropped-volume", "small-qualified"]


@dataclass(frozen=True, slots=True)
class GamingGain:
    """One trick. Text `scheme-trick-<trick>` tells it with its gain and what stops it.

    gain: pay over the months with the trick less that without; for dropped-volume it is what is lost by it, so small
    that a head may think it worth the quiet.
    """

    trick: Trick
    gain: Decimal
    share: Decimal  # of the pay of these months, with the same sign


def gaming_gains(scheme: NewScheme, figures: Sequence[MonthFigures]) -> tuple[GamingGain, ...]:
    """Each trick that one of the scheme's parts invites and that would have paid on these months.

    low-plan: all plans a tenth lower. pulled-revenue: of each two months, a tenth of one's revenue booked in the other
    where that pays more. dropped-volume: a tenth of revenue given up that brought no margin. small-qualified: half of
    the qualified leads that were lost are said not to have been qualified.
    """
    tried: list[tuple[Trick, list[MonthFigures]]] = []
    if scheme.above_plan:
        tried.append(("low-plan", [_with_plan(month, _ONE - TENTH) for month in figures]))
        tried.append(("pulled-revenue", _pulled(scheme, figures)))
    if scheme.margin:
        tried.append(("dropped-volume", [_with_revenue(month, -(month.revenue or 0) * TENTH) for month in figures]))
    if scheme.conversion:
        tried.append(("small-qualified", [_with_fewer_qualified(month) for month in figures]))
    before = sum_of_months(scheme, figures).total
    gains = ((trick, sum_of_months(scheme, months).total - before) for trick, months in tried)
    return tuple(
        GamingGain(trick, gain, gain / before) for trick, gain in gains if gain > 0 or trick == "dropped-volume"
    )


def _with_plan(month: MonthFigures, times: Decimal) -> MonthFigures:
    return replace(month, plan=None if month.plan is None else month.plan * times)


def _with_revenue(month: MonthFigures, more: Decimal) -> MonthFigures:
    return replace(month, revenue=None if month.revenue is None else month.revenue + more)


def _with_fewer_qualified(month: MonthFigures) -> MonthFigures:
    share = month.conversion
    return replace(month, conversion=None if share is None else _TWO * share / (_ONE + share))


def _pulled(scheme: NewScheme, figures: Sequence[MonthFigures]) -> list[MonthFigures]:
    """Months in pairs, each pair as it pays most: as it was, or with revenue of one booked in the other."""
    best = list(figures)
    for place in range(0, len(figures) - 1, 2):
        first, second = figures[place : place + 2]
        ways = [(first, second)]
        ways += [(_with_revenue(first, sum_), _with_revenue(second, -sum_))
                 for sum_ in ((second.revenue or 0) * TENTH, -(first.revenue or 0) * TENTH)]  # fmt: skip
        best[place : place + 2] = max(ways, key=lambda pair: sum(scheme.pays(m, place).total for m in pair))
    return best
