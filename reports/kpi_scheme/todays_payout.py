"""Today's scheme as a function of a month's figures, for months that never were."""

from __future__ import annotations

from deals.records import Archive, Period
from reports.better_scheme.scheme_months import MonthFigures, PayoutRange, TodaysPayout
from reports.kpi_scheme.month_results import MonthResults
from reports.kpi_scheme.replay import replay_months
from reports.kpi_scheme.scheme_audit import SchemeAudit


def todays_payout(archive: Archive, audit: SchemeAudit) -> TodaysPayout:
    """What the scheme as it was read would pay.

    A month's plan, revenue and margin are taken from what it is asked for, all else (calls, leavers, conversion, other
    months) from the archive. What was missed and is paid later counts for nothing here.
    """
    real = {period.month: period for period in archive.periods}

    def payout(month: MonthFigures) -> PayoutRange | None:
        asked = Period(month.month, month.plan, month.revenue, month.margin, None)
        results = MonthResults(archive, {**real, month.month: asked})
        (replayed,) = replay_months(audit.scheme, results, {month.month: None}, audit.replay.total)
        return None if replayed.high is None else PayoutRange(replayed.low, replayed.high)

    return payout
