"""The three questions an owner asks about the bonus of the head of sales, answered from the archive or left open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from deals.records import KpiItem
from reports.bonus_months import BonusMonth, Correlation, just_above_plan
from reports.kpi_wording import payout_cap

LEAST_MONTHS = 3  # that can be compared with an earlier one
LEAST_HEALTHY_SHARE = 0.5  # of the bonus, to call it tied to the company's money
ABOVE_PLAN_FROM = 1.05  # a cap up to here gives no reason worth the name to sell above the plan


@dataclass(frozen=True, slots=True)
class ReadKpi:
    """A KPI with how it was understood."""

    item: KpiItem
    type: str
    sure: bool
    share: float | None  # of the bonus

    @property
    def healthy(self) -> bool:
        return self.type.startswith("healthy_")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its ground.

    reason: text id `answer-<question>-<reason>` says it in a sentence; `figures` are that sentence's variables.
    A name ending in _share is a share of 0 to 1, in _count a number, in _names a list of KPI names joined by commas.
    """

    answer: Literal["yes", "no", "cannot_tell"]
    reason: str
    figures: Mapping[str, float | int | str] = field(default_factory=dict)
    months: tuple[str, ...] = ()


def full_bonus_without_growth(months: Sequence[BonusMonth]) -> Answer:
    """Can the head get the full bonus without growth of revenue?

    Full is a bonus of at least FULL_FROM of the highest that was paid in any month; without growth is a month whose
    revenue was not above the same month of the year before, or, where that is not known, the month before. One such
    month is a yes. Without a single one in at least LEAST_MONTHS comparable months it is a no for these months.
    """
    paid = [month for month in months if month.bonus_of_highest is not None]
    if not paid:
        return Answer("cannot_tell", "no-bonus")
    comparable = [month for month in paid if month.growth is not None]
    if len(comparable) < LEAST_MONTHS:
        return Answer("cannot_tell", "few-months", {"months_count": len(comparable), "needed_count": LEAST_MONTHS})
    found = tuple(month.month for month in comparable if month.full_bonus and month.without_growth)
    figures = {
        "found_count": len(found),
        "full_count": sum(month.full_bonus for month in comparable),
        "months_count": len(comparable),
    }
    return Answer("yes", "seen", figures, found) if found else Answer("no", "not-seen", figures)


def reason_to_sell_above_plan(kpis: Sequence[ReadKpi], months: Sequence[BonusMonth]) -> Answer:
    """Does the scheme pay for revenue above the plan?

    Yes with a KPI of that type, or a plan KPI whose payout goes on above the plan. No where the plan KPIs are
    flat above the plan, by their words or by what was paid, and no other KPI could pay for more.
    """
    if not kpis:
        return Answer("cannot_tell", "no-kpis")
    if growing := [kpi for kpi in kpis if kpi.type == "healthy_revenue_above_plan"]:
        return Answer("yes", "kpi-above-plan", {"kpi_names": _names(growing)})
    plan_kpis = [kpi for kpi in kpis if kpi.type == "plan_attainment"]
    caps = [payout_cap(kpi.item) for kpi in plan_kpis]
    if highest := max((cap for cap in caps if cap is not None and cap > ABOVE_PLAN_FROM), default=None):
        return Answer("yes", "paid-up-to-cap", {"cap_share": highest, "kpi_names": _names(plan_kpis)})
    if open_kpis := [kpi for kpi in kpis if not kpi.sure or (kpi.type == "healthy_margin" and kpi.share is None)]:
        return Answer("cannot_tell", "kpi-unclear", {"kpi_names": _names(open_kpis)})
    if None in caps and not _paid_no_more_for_more(months):
        return Answer("cannot_tell", "plan-payout-open", {"kpi_names": _names(plan_kpis)})
    seen = just_above_plan(months)
    return Answer("no", "nothing-above-plan-seen" if seen else "nothing-above-plan", seen)


def _paid_no_more_for_more(months: Sequence[BonusMonth]) -> bool:
    """Whether the highest bonus was paid at some attainment, and two or more months went beyond that for no more."""
    paid = [(m.attainment, m.bonus_of_highest) for m in months if m.attainment is not None and m.bonus_of_highest]
    at_highest = [attainment for attainment, of_highest in paid if attainment >= 1 and of_highest >= 0.999]
    return bool(at_highest) and sum(attainment > min(at_highest) for attainment, _ in paid) >= 2


def tied_to_money(kpis: Sequence[ReadKpi], with_revenue: Correlation | None, with_margin: Correlation | None) -> Answer:
    """Is at least half of the bonus paid for revenue above plan, margin or qualified conversion?

    Shares that the words do not state, and KPIs that were not understood, are left open: they can make the answer
    "cannot tell", never a yes or a no. Correlations of the bonus paid with revenue and margin stand beside it.
    """
    if not kpis:
        return Answer("cannot_tell", "no-kpis")
    known = [(kpi.share, kpi) for kpi in kpis if kpi.share is not None and kpi.sure]
    total = sum(share for share, _ in known)
    healthy = sum(share for share, kpi in known if kpi.healthy)
    figures: dict[str, float | int | str] = {"healthy_share": healthy, **_moves(with_revenue, with_margin)}
    if len(known) == len(kpis):
        figures["healthy_share"] = healthy / total
        is_tied = healthy / total >= LEAST_HEALTHY_SHARE
        return Answer("yes", "healthy-share", figures) if is_tied else Answer("no", "healthy-share", figures)
    if healthy >= LEAST_HEALTHY_SHARE:
        return Answer("yes", "healthy-share-at-least", figures)
    if total - healthy > 1 - LEAST_HEALTHY_SHARE:
        return Answer("no", "other-share-at-least", {**figures, "other_share": total - healthy})
    unknown = [kpi for kpi in kpis if kpi.share is None or not kpi.sure]
    return Answer("cannot_tell", "shares-unknown", {**figures, "kpi_names": _names(unknown)})


def _moves(with_revenue: Correlation | None, with_margin: Correlation | None) -> dict[str, float | int]:
    given = {"revenue": with_revenue, "margin": with_margin}
    return {
        f"{name}_{part}": value
        for name, found in given.items()
        if found is not None
        for part, value in (("r", found.r), ("r_low", found.low), ("r_high", found.high), ("months", found.months))
    }


def _names(kpis: Sequence[ReadKpi]) -> str:
    return ", ".join(kpi.item.name for kpi in kpis)
