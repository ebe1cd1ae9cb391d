"""The audit holds the sums and the proposal, on the assumptions of the archive."""

from __future__ import annotations

from dataclasses import replace

from reports.kpi_audit import audit_kpis
from reports.texts import Texts
from tests.reports.sample_run import KPI_READINGS, sample_archive, sample_rankings


def test_the_audit_counts_each_deal_once_over_kpis_and_lists() -> None:
    counted = audit_kpis(sample_archive(), KPI_READINGS, sample_rankings()).counted
    # S2 is the plan's, S4 the activity's without an amount and on both lists, S3 nobody's; S1 may be won back.
    assert {kpi.kpi: (kpi.from_deals.deals, kpi.from_deals.without_sum) for kpi in counted.kpis} == {
        "activity_count": (1, 1),
        "plan_attainment": (1, 0),
    }
    assert (counted.no_kpi.deals, counted.to_win_back.deals, counted.both_lists.deals, counted.deals) == (1, 1, 1, 4)


def test_the_proposal_of_the_audit_costs_what_was_paid() -> None:
    better = audit_kpis(sample_archive(), KPI_READINGS, sample_rankings()).better_scheme.to_json()
    assert better["cost"] == 260_000
    assert sum(month["new"]["total"] for month in better["months"]) == 260_000


def test_assumptions_of_the_archive_reach_both_and_refused_ones_are_told() -> None:
    stated = {"certain_from": 0.95, "base_weight": 80, "most": 1}
    audit = audit_kpis(replace(sample_archive(), assumptions=stated), KPI_READINGS, sample_rankings())
    assert audit.counted.total is not None
    assert audit.counted.total.low == 0  # the surest claim has 0.9
    written = audit.to_json(Texts("en"))
    assert float(written["better_scheme"]["assumptions"]["base_weight"]) == 80
    assert len(written["refused_assumptions"]) == 1
    assert "“most”" in written["refused_assumptions"][0]
