"""The three questions an owner asks about the bonus of the head of sales, answered from the archive or left open.

Two proofs are looked at: what was paid, and what the scheme, as it is read, pays on the real results (the replay).
Whatever neither tells stays open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from reports.bonus_months import FULL_FROM, BonusMonth, Correlation, just_above_plan
from reports.kpi_scheme.payout import most_paid
from reports.kpi_scheme.replay import ReplayMonth
from reports.kpi_scheme.scheme import SchemeItem
from reports.kpi_scheme.scheme_audit import SchemeAudit

LEAST_MONTHS = 3  # that can be compared with an earlier one
LEAST_HEALTHY_SHARE = 0.5  # of the bonus, to call it tied to the company's money
ABOVE_PLAN_FROM = 105  # per cent; a cap up to here gives no reason worth the name to sell above the plan


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


def full_bonus_without_growth(months: Sequence[BonusMonth], audit: SchemeAudit) -> Answer:
    """Can the head get the full bonus without growth of revenue?

    Full is a bonus of at least FULL_FROM of the highest that was paid in any month; without growth is a month whose
    revenue was not above the same month of the year before, or, where that is not known, the month before. One such
    month is a yes, and so is one in which the scheme, replayed, pays that part of everything it can pay. Without a
    single one in at least LEAST_MONTHS comparable months it is a no for these months.
    """
    paid = [month for month in months if month.bonus_of_highest is not None]
    comparable = [month for month in paid if month.growth is not None]
    seen = tuple(month.month for month in comparable if month.full_bonus and month.without_growth)
    replayed = _replayed_full(months, audit)
    figures = {
        "found_count": len(seen),
        "full_count": sum(month.full_bonus for month in comparable),
        "months_count": len(comparable),
        "replayed_count": len(replayed),
    }
    if len(comparable) >= LEAST_MONTHS and seen:
        return Answer("yes", "seen", figures, seen)
    if replayed:
        return Answer("yes", "replayed", figures, replayed)
    if not paid:
        return Answer("cannot_tell", "no-bonus")
    if len(comparable) < LEAST_MONTHS:
        return Answer("cannot_tell", "few-months", {"months_count": len(comparable), "needed_count": LEAST_MONTHS})
    return Answer("no", "not-seen", figures)


def _replayed_full(months: Sequence[BonusMonth], audit: SchemeAudit) -> tuple[str, ...]:
    """Months without growth in which the scheme pays (almost) all it can, whatever its unknown items pay.

    Nothing is taken from a replay that does not fit what was paid.
    """
    most, fit = audit.most, audit.replay.fit
    if not most or (fit is not None and fit.verdict == "does_not_fit"):
        return ()
    full = {month.month for month in audit.replay.months if month.low >= Decimal(str(FULL_FROM)) * most}
    return tuple(month.month for month in months if month.without_growth and month.month in full)


def reason_to_sell_above_plan(audit: SchemeAudit, months: Sequence[BonusMonth]) -> Answer:
    """Does the scheme pay for revenue above the plan?

    Yes with a KPI of that type, a rate on money that has no upper end, or a plan KPI whose payout goes on above the
    plan. No where the plan KPIs are flat above the plan, by their words or by what was paid, and no other KPI could
    pay for more.
    """
    kpis = audit.scheme.items
    if not kpis:
        return Answer("cannot_tell", "no-kpis")
    if growing := [kpi for kpi in kpis if kpi.type == "healthy_revenue_above_plan"]:
        return Answer("yes", "kpi-above-plan", {"kpi_names": _names(growing)})
    if rates := [kpi for kpi in kpis if _is_open_rate(kpi)]:
        return Answer("yes", "rate-on-money", {"kpi_names": _names(rates)})
    plan_kpis = [kpi for kpi in kpis if kpi.type == "plan_attainment"]
    caps = [_cap(kpi) for kpi in plan_kpis]
    if highest := max((cap for cap in caps if cap is not None and cap > ABOVE_PLAN_FROM), default=None):
        return Answer("yes", "paid-up-to-cap", {"cap_share": float(highest) / 100, "kpi_names": _names(plan_kpis)})
    if open_kpis := [kpi for kpi in kpis if not kpi.sure or (kpi.type == "healthy_margin" and not _has_sum(kpi))]:
        return Answer("cannot_tell", "kpi-unclear", {"kpi_names": _names(open_kpis)})
    if None in caps and not _paid_no_more_for_more(months):
        return Answer("cannot_tell", "plan-payout-open", {"kpi_names": _names(plan_kpis)})
    seen = just_above_plan(months)
    return Answer("no", "nothing-above-plan-seen" if seen else "nothing-above-plan", seen)


def _cap(kpi: SchemeItem) -> Decimal | None:
    """Per cent of the plan above which no more is paid; None where nothing says so."""
    return kpi.cap.value if kpi.cap is not None and kpi.measure.quantity == "plan_percent" else None


def _is_open_rate(kpi: SchemeItem) -> bool:
    """Whether every further unit of money is paid for: a rate without an upper end."""
    return kpi.sure and kpi.is_rate and kpi.curve is not None and bool(kpi.curve.bands[-1].pay) and kpi.cap is None


def _has_sum(kpi: SchemeItem) -> bool:
    return kpi.share is not None or kpi.amount is not None


def _paid_no_more_for_more(months: Sequence[BonusMonth]) -> bool:
    """Whether the highest bonus was paid at some attainment, and two or more months went beyond that for no more."""
    paid = [(m.attainment, m.bonus_of_highest) for m in months if m.attainment is not None and m.bonus_of_highest]
    at_highest = [attainment for attainment, of_highest in paid if attainment >= 1 and of_highest >= 0.999]
    return bool(at_highest) and sum(attainment > min(at_highest) for attainment, _ in paid) >= 2


def tied_to_money(audit: SchemeAudit, with_revenue: Correlation | None, with_margin: Correlation | None) -> Answer:
    """Is at least half of the bonus paid for revenue above plan, margin or qualified conversion?

    By the shares of the words, or, where they state none, by what the replay pays if all of it could be computed.
    Shares that the words do not state, and KPIs that were not understood, are left open: they can make the answer
    "cannot tell", never a yes or a no. Beside it stand the correlations of the bonus paid with revenue and margin,
    and how the replayed bonus moves when revenue, margin or conversion are 10% higher.
    """
    kpis = audit.scheme.items
    if not kpis:
        return Answer("cannot_tell", "no-kpis")
    known = [(share, kpi) for kpi in kpis if (share := _share(kpi, audit)) is not None and kpi.sure]
    total = sum(share for share, _ in known)
    healthy = sum(share for share, kpi in known if kpi.healthy)
    figures: dict[str, float | int | str] = {"healthy_share": healthy, **_moves(with_revenue, with_margin)}
    figures |= {f"{s.driver}_up": float(s.up) for s in audit.sensitivity}
    if len(known) == len(kpis) and total:
        figures["healthy_share"] = healthy / total
        is_tied = healthy / total >= LEAST_HEALTHY_SHARE
        return Answer("yes", "healthy-share", figures) if is_tied else Answer("no", "healthy-share", figures)
    if (replayed := _replayed_share(audit)) is not None:
        is_tied = replayed >= LEAST_HEALTHY_SHARE
        return Answer("yes" if is_tied else "no", "replayed-share", {**figures, "healthy_share": replayed})
    if healthy >= LEAST_HEALTHY_SHARE:
        return Answer("yes", "healthy-share-at-least", figures)
    if total - healthy > 1 - LEAST_HEALTHY_SHARE:
        return Answer("no", "other-share-at-least", {**figures, "other_share": total - healthy})
    unknown = [kpi for kpi in kpis if _share(kpi, audit) is None or not kpi.sure]
    return Answer("cannot_tell", "shares-unknown", {**figures, "kpi_names": _names(unknown)})


def _share(kpi: SchemeItem, audit: SchemeAudit) -> float | None:
    """A KPI's part of the bonus: as stated, or its sum over all that the scheme can pay."""
    if kpi.share is not None:
        return float(kpi.share.value)
    most, own = audit.most, most_paid(kpi, audit.replay.total)
    return float(own / most) if most and own is not None and kpi.amount is not None else None


def _replayed_share(audit: SchemeAudit) -> float | None:
    """The healthy KPIs' part of all that the replay pays; None unless every month of it is known to the unit."""
    if not all(kpi.sure for kpi in audit.scheme.items) or len(audit.replay.months) < LEAST_MONTHS:
        return None
    if any(month.high is None or month.low != month.high for month in audit.replay.months):
        return None
    healthy_names = {kpi.name for kpi in audit.scheme.items if kpi.healthy}
    everything = sum((_paid_of(month, None) for month in audit.replay.months), Decimal(0))
    healthy = sum((_paid_of(month, healthy_names) for month in audit.replay.months), Decimal(0))
    return float(healthy / everything) if everything > 0 else None


def _paid_of(month: ReplayMonth, names: set[str] | None) -> Decimal:
    own = (item.paid.low for item in month.items if item.paid is not None and (names is None or item.name in names))
    return sum(own, Decimal(0))


def _moves(with_revenue: Correlation | None, with_margin: Correlation | None) -> dict[str, float | int]:
    given = {"revenue": with_revenue, "margin": with_margin}
    return {
        f"{name}_{part}": value
        for name, found in given.items()
        if found is not None
        for part, value in (("r", found.r), ("r_low", found.low), ("r_high", found.high), ("months", found.months))
    }


def _names(kpis: Sequence[SchemeItem]) -> str:
    return ", ".join(kpi.name for kpi in kpis)
