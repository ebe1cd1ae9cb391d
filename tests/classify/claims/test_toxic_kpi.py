"""The toxic KPI of a loss: named only where the deal's record shows it."""

from __future__ import annotations

import math

import pytest

from classify.claims.toxic_kpi import toxic_kpi
from classify.codebook import CAUSES
from classify.deal_judgement.deal_models import LabelledDeals


@pytest.fixture(scope="module")
def nothing(labelled_deals: LabelledDeals) -> dict[str, float]:
    return dict.fromkeys(labelled_deals.names, 0.0)


@pytest.mark.parametrize(
    ("cause", "shown", "kpi"),
    [
        ("H1_deferred_to_next_period", {"inside_plan": 1.0}, "plan_attainment"),
        ("H1_deferred_to_next_period", {"plan_met": 1.0}, "plan_attainment"),
        ("M2_slow_first_contact", {"inside_dials": 1.0, "inside_order": 0.9}, "activity_count"),
        ("M10_fake_activity", {"calls_not_in_log": 4.0}, "crm_discipline"),
        ("M10_fake_activity", {"inside_forms": 1.0}, "crm_discipline"),
        ("H3_approval_stuck", {"inside_forms": 1.0, "inside_before_end": 1.0}, "crm_discipline"),
        ("H5_no_control", {"inside_staff": 1.0}, "low_turnover"),
    ],
)
def test_a_kpi_is_named_where_the_record_shows_it(
    cause: str, shown: dict[str, float], kpi: str, nothing: dict[str, float]
) -> None:
    assert toxic_kpi(cause, nothing | shown) == kpi
    assert toxic_kpi(cause, nothing) == "none"
    assert toxic_kpi(cause, dict.fromkeys(nothing, math.nan)) == "none"


def test_causes_that_are_a_kpis_own_need_no_further_word(nothing: dict[str, float]) -> None:
    named = {cause: toxic_kpi(cause, nothing) for cause in CAUSES}
    assert {cause: kpi for cause, kpi in named.items() if kpi != "none"} == {
        "H4_activity_over_leads": "activity_count", "H6_small_deal_cut": "average_check",
        "H7_forced_upsell": "average_check", "H8_crm_over_client": "crm_discipline",
    }  # fmt: skip
