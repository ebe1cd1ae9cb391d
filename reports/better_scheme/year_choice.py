"""Which months and which parts a proposal can stand on: what is missing is left out and named, never filled in."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from deals.records import Archive
from reports.better_scheme.assumptions import SchemeAssumptions
from reports.better_scheme.new_scheme import MONEY_PARTS, Part, basis_of
from reports.better_scheme.scheme_months import TodaysMonth, TodaysPayout, last_year, todays_cost
from reports.company_margin import margin_share

LEAST_MONTHS = 6
LEAST_SHARE = 0.75  # of the months must have a figure; then the others are dropped, else the part is
LEAST_COST = Decimal(100)  # a month, in units of the currency: rounding would weigh more than a rate
_ZERO = Decimal(0)

Refusal = Literal["no-months", "few-months", "no-bonus", "no-result-part"]


@dataclass(frozen=True, slots=True)
class SkippedMonth:
    """A month of the year that is not counted. reason: text `scheme-skipped-<reason>`."""

    month: str
    reason: str


@dataclass(frozen=True, slots=True)
class LeftOutPart:
    """A part that the proposal lacks. reason: text `scheme-left-out-<part>-<reason>`."""

    part: Part
    reason: str


@dataclass(frozen=True, slots=True)
class YearChoice:
    """The months that count, each with today's cost, and the parts that can be solved on them."""

    months: tuple[TodaysMonth, ...]
    parts: tuple[Part, ...]  # of MONEY_PARTS
    skipped: tuple[SkippedMonth, ...]
    left_out: tuple[LeftOutPart, ...]
    refusal: Refusal | None  # why nothing can be proposed: text `scheme-refused-<refusal>`

    @property
    def cost(self) -> Decimal:
        return sum((month.cost for month in self.months), _ZERO)


def choose_year(archive: Archive, payout: TodaysPayout | None, assumptions: SchemeAssumptions) -> YearChoice:
    """Months with revenue and today's cost, and parts whose figure most of these months have."""
    year, why_no_conversion = last_year(archive)
    months, skipped = [], []
    for figures in year:
        today = todays_cost(figures, payout)
        if figures.revenue is None or today is None:
            skipped.append(SkippedMonth(figures.month, "no-revenue" if figures.revenue is None else "no-bonus"))
        else:
            months.append(today)
    left_out, parts = [], []
    reasons = {"above_plan": "no-plan", "margin": "no-margin", "conversion": why_no_conversion or "few-qualified"}
    share = margin_share(archive.periods)
    for part in MONEY_PARTS:
        known = [month for month in months if basis_of(part, month.figures) is not None]
        reason = _why_not(part, known, len(months), share, assumptions, reasons)
        if reason is not None:
            left_out.append(LeftOutPart(part, reason))
            continue
        parts.append(part)
        skipped += [SkippedMonth(m.figures.month, reasons[part]) for m in months if m not in known]
        months = known
    refusal = _refusal(len(year), months, parts)
    return YearChoice(tuple(months), tuple(parts), tuple(skipped), tuple(left_out), refusal)


def _why_not(
    part: Part,
    known: Sequence[TodaysMonth],
    months: int,
    margin: Decimal | None,
    assumptions: SchemeAssumptions,
    reasons: Mapping[str, str],
) -> str | None:
    if weight_of(part, assumptions) == 0:
        return "not-wanted"
    if len(known) < max(LEAST_MONTHS, math.ceil(LEAST_SHARE * months)):
        return reasons[part]
    if part == "above_plan":
        return "no-margin-earned" if margin is not None and margin <= 0 else None  # more revenue would bring nothing
    earned = sum((max(basis_of(part, month.figures) or _ZERO, _ZERO) for month in known), _ZERO)
    return None if earned else "no-margin-earned" if part == "margin" else "nothing-won"


def weight_of(part: Part, assumptions: SchemeAssumptions) -> Decimal:
    """The assumed weight of a part."""
    weight: Decimal = getattr(assumptions, f"{part}_weight")
    return weight


def _refusal(year: int, months: Sequence[TodaysMonth], parts: Sequence[Part]) -> Refusal | None:
    if not year:
        return "no-months"
    if not months or sum((month.cost for month in months), _ZERO) < LEAST_COST * len(months):
        return "no-bonus"
    if len(months) < LEAST_MONTHS:
        return "few-months"
    return None if {"above_plan", "margin"} & set(parts) else "no-result-part"
