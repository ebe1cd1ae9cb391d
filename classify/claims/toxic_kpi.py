"""Which of the head's indicators rewards the behaviour behind a loss, where the record of the deal shows it."""

from __future__ import annotations

from collections.abc import Mapping

from classify.codebook import KPI_OF_CAUSE

_ENTRIES_IN_A_ROW = 3  # entered calls that the log lacks, from which somebody keeps the cards tidy and not the client


def toxic_kpi(cause: str, features: Mapping[str, float]) -> str:
    """KPI type or "none". features: of the deal; what is unknown shows nothing."""

    def shows(*names: str, least: float = 0.5) -> bool:
        return any(features[name] >= least for name in names)  # comparisons with NaN are false

    inside = shows("inside_before_end")
    if cause == "M2_slow_first_contact":
        return "activity_count" if shows("inside_dials") and shows("inside_order", "side_head_order") else "none"
    if cause == "M10_fake_activity":
        entries = shows("calls_not_in_log", least=_ENTRIES_IN_A_ROW)
        return "crm_discipline" if entries or shows("inside_forms") else "none"
    if cause == "H1_deferred_to_next_period":
        told = shows("inside_plan", "plan_met") or shows("our_delay", least=0.3)
        return "plan_attainment" if told else "none"
    if cause == "H3_approval_stuck":
        return "crm_discipline" if inside and shows("inside_forms") else "none"
    if cause == "H5_no_control":
        return "low_turnover" if inside or shows("inside_staff") else "none"
    return KPI_OF_CAUSE.get(cause, "none")
