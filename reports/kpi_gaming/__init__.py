"""Signs that the head's KPIs are gamed: one test for each toxic KPI."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from classify.analysis import Analysis
from deals.records import Archive
from reports.kpi_gaming.activity_count import activity_gaming
from reports.kpi_gaming.average_check import check_gaming
from reports.kpi_gaming.crm_discipline import crm_gaming
from reports.kpi_gaming.finding import GamingFinding, GamingSign
from reports.kpi_gaming.low_turnover import turnover_gaming
from reports.kpi_gaming.plan_attainment import plan_gaming
from reports.kpi_gaming.sales_record import SalesRecord

__all__ = ["GAMING_TESTS", "GamingFinding", "GamingSign", "SalesRecord", "gaming_findings"]

GAMING_TESTS: Mapping[str, Callable[[SalesRecord], GamingFinding]] = {
    "plan_attainment": plan_gaming,
    "activity_count": activity_gaming,
    "low_turnover": turnover_gaming,
    "crm_discipline": crm_gaming,
    "average_check": check_gaming,
}


def gaming_findings(archive: Archive, analysis: Analysis) -> tuple[GamingFinding, ...]:
    """One finding for each toxic KPI, whether the scheme has it or not. Equal inputs give equal findings.

    analysis: of this archive; its links, the check of the work and the signals of calls are used.
    """
    record = SalesRecord(archive, analysis)
    return tuple(test(record) for test in GAMING_TESTS.values())
