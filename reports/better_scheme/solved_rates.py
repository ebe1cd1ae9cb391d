"""The rates at which the proposed scheme would have cost, in the chosen months, exactly what today's does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.better_scheme.assumptions import SchemeAssumptions
from reports.better_scheme.new_scheme import PARTS, NewScheme, Part, PartsPaid, basis_of, presentable
from reports.better_scheme.scheme_months import MonthFigures
from reports.better_scheme.year_choice import YearChoice, weight_of

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class SolvedPart:
    """One part of the proposal, and what it pays on the chosen months."""

    part: Part
    rate: Decimal | None  # None for the base
    cost: Decimal
    share: Decimal  # of the whole cost
    at_ceiling: bool  # the rate above plan that its weight asks for would hand over too much of a rouble's margin


@dataclass(frozen=True, slots=True)
class Solution:
    scheme: NewScheme
    parts: tuple[SolvedPart, ...]  # in the order of PARTS, without those left out


def solve_rates(year: YearChoice, margin: Decimal | None, assumptions: SchemeAssumptions) -> Solution:
    """Split the cost by the weights and divide each part's share by what it is paid for.

    margin: share of the company's revenue, None where it is not known. Rates are cut to three digits, and the base
    takes what is left, so that the sum over the months equals today's cost to the unit of the currency.

    The rate above plan is the one that its weight asks for, or the highest that leaves enough of the margin with the
    company; where revenue was never above plan any rate costs nothing, and it is the highest. What that leaves of the
    part's weight goes to the others.
    """
    figures = [month.figures for month in year.months]
    weights = {part: weight_of(part, assumptions) for part in PARTS if part == "base" or part in year.parts}
    rates: dict[Part, Decimal] = {}
    rest, at_ceiling = year.cost, False
    if "above_plan" in weights:
        excess = _basis("above_plan", figures)
        asked = year.cost * weights["above_plan"] / sum(weights.values())
        most = assumptions.most_of_revenue if margin is None else assumptions.most_of_margin * margin
        at_ceiling = most * excess <= asked
        rates["above_plan"] = presentable(most if at_ceiling else asked / excess)
        rest -= (most if at_ceiling else asked / excess) * excess
        del weights["above_plan"]
    for part, weight in weights.items():
        if part != "base":
            rates[part] = presentable(rest * weight / sum(weights.values()) / _basis(part, figures))
    scheme = NewScheme(_ZERO, len(figures), rates.get("above_plan"), rates.get("margin"), rates.get("conversion"))
    paid = sum_of_months(scheme, figures)
    scheme = NewScheme(year.cost - paid.total, len(figures), scheme.above_plan, scheme.margin, scheme.conversion)
    whole = sum_of_months(scheme, figures)
    return Solution(scheme, tuple(_solved(part, rates.get(part), whole, at_ceiling)
                                  for part in PARTS if part == "base" or part in rates))  # fmt: skip


def sum_of_months(scheme: NewScheme, figures: Sequence[MonthFigures]) -> PartsPaid:
    """What the scheme pays over these months, in their order."""
    return sum((scheme.pays(month, place) for place, month in enumerate(figures)), PartsPaid(_ZERO))


def _basis(part: Part, figures: Sequence[MonthFigures]) -> Decimal:
    return sum((max(basis_of(part, month) or _ZERO, _ZERO) for month in figures), _ZERO)


def _solved(part: Part, rate: Decimal | None, whole: PartsPaid, at_ceiling: bool) -> SolvedPart:
    cost: Decimal = getattr(whole, part)
    return SolvedPart(part, rate, cost, cost / whole.total, at_ceiling and part == "above_plan")
