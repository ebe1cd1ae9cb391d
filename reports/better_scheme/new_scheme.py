"""The proposed scheme: a fixed base, a percentage of revenue above plan and of margin, and pay for conversion."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import ROUND_DOWN, Decimal
from typing import Literal

from reports.better_scheme.scheme_months import MonthFigures, rounded

Part = Literal["base", "above_plan", "margin", "conversion"]
MONEY_PARTS: tuple[Part, ...] = ("above_plan", "margin", "conversion")  # paid by result
PARTS: tuple[Part, ...] = ("base", *MONEY_PARTS)
_ZERO, _POINTS = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class PartsPaid:
    """What a month pays, part by part, in whole units of the currency."""

    base: Decimal
    above_plan: Decimal = _ZERO
    margin: Decimal = _ZERO
    conversion: Decimal = _ZERO

    @property
    def total(self) -> Decimal:
        return self.base + self.above_plan + self.margin + self.conversion

    def __add__(self, other: PartsPaid) -> PartsPaid:
        return PartsPaid(*(getattr(self, part.name) + getattr(other, part.name) for part in fields(self)))


@dataclass(frozen=True, slots=True)
class NewScheme:
    """The rates; None for a part that was left out. There is no ceiling and no step anywhere."""

    base: Decimal  # for all the months together
    months: int
    above_plan: Decimal | None  # of each unit of revenue above the month's plan
    margin: Decimal | None  # of each unit of margin
    conversion: Decimal | None  # money for each point (per cent) of the month's conversion

    @property
    def base_a_month(self) -> Decimal:
        """Rounded: the months differ by one unit, so that their sum is right."""
        return rounded(self.base / self.months)

    def rate(self, part: Part) -> Decimal | None:
        """The rate of a part that is paid by result. KeyError for the base, which has none."""
        return {"above_plan": self.above_plan, "margin": self.margin, "conversion": self.conversion}[part]

    def pays(self, figures: MonthFigures, place: int) -> PartsPaid:
        """The month's pay. place: of the month in the year, from 0.

        A figure that is not known, or below zero, pays nothing; more of any figure never pays less.
        """
        return PartsPaid(
            base=rounded(self.base * (place + 1) / self.months) - rounded(self.base * place / self.months),
            **{part: _pays(self.rate(part), basis_of(part, figures)) for part in MONEY_PARTS},
        )


def basis_of(part: Part, figures: MonthFigures) -> Decimal | None:
    """What the part's rate is multiplied with; KeyError for the base."""
    points = None if figures.conversion is None else figures.conversion * _POINTS
    return {"above_plan": figures.above_plan, "margin": figures.margin, "conversion": points}[part]


def presentable(rate: Decimal) -> Decimal:
    """Three significant digits, never rounded up: a rate that can be said, and the base takes the rest."""
    return rate.quantize(Decimal(1).scaleb(rate.adjusted() - 2), ROUND_DOWN) if rate else _ZERO


def _pays(rate: Decimal | None, basis: Decimal | None) -> Decimal:
    return _ZERO if rate is None or basis is None else rounded(rate * max(basis, _ZERO))
