"""The codes of the codebook: stable identifiers that go into files and databases.

What each code means to a person is in `docs/codebook.md` and, as display names, in `reports/locale/*/codes.ftl`.
"""

from __future__ import annotations

CLIENT_SIGNALS = (
    "need_stated", "interest", "ready_to_buy", "budget_stated", "request_next_step", "asks_discount",
    "objection_price", "objection_timing", "deferral_dated", "objection_authority", "objection_competitor",
    "objection_trust", "objection_need", "chose_competitor", "hard_refusal", "not_a_buyer",
    "complaint_no_contact", "complaint_service",
)  # fmt: skip
SELLER_SIGNALS = (
    "discovery_question", "value_argument", "objection_handled", "objection_dropped", "discount_offered",
    "promise", "brush_off", "pressure_upsell", "rude", "unsure_info", "seller_defers", "waits_on_head", "head_order",
)  # fmt: skip
EITHER_SIGNALS = ("next_step_set",)
SIGNALS = CLIENT_SIGNALS + SELLER_SIGNALS + EITHER_SIGNALS

REVIVE_REASONS = (
    "dated_deferral_due", "broken_promise", "unworked_lead", "price_gap", "approval_or_decider",
    "interest_no_next_step", "competitor_window", "supply_restored",
)  # fmt: skip

MANAGER_CAUSES = (
    "M1_no_callback", "M2_slow_first_contact", "M3_no_discovery", "M4_objection_dropped", "M5_no_next_step",
    "M6_quote_late_or_wrong", "M7_rude_or_incompetent", "M8_wrong_person", "M9_early_close", "M10_fake_activity",
)  # fmt: skip
HEAD_CAUSES = (
    "H1_deferred_to_next_period", "H2_bad_routing", "H3_approval_stuck", "H4_activity_over_leads", "H5_no_control",
    "H6_small_deal_cut", "H7_forced_upsell", "H8_crm_over_client",
)  # fmt: skip
CAUSES = MANAGER_CAUSES + HEAD_CAUSES

TOXIC_KPIS = ("plan_attainment", "activity_count", "low_turnover", "crm_discipline", "average_check")
# Which indicator rewards the behaviour behind a cause (codebook, section 3). Whether the record of a deal shows it, is
# looked at in `classify.claims.toxic_kpi`.
KPI_OF_CAUSE = {
    "H1_deferred_to_next_period": "plan_attainment",
    "H4_activity_over_leads": "activity_count",
    "H5_no_control": "low_turnover",
    "H8_crm_over_client": "crm_discipline",
    "M10_fake_activity": "crm_discipline",
    "H6_small_deal_cut": "average_check",
    "H7_forced_upsell": "average_check",
}


def codes_open_to(side: str | None) -> tuple[str, ...]:
    """Signals that somebody on this side ("client", "seller", None = not known) can give."""
    if side == "client":
        return CLIENT_SIGNALS + EITHER_SIGNALS
    if side == "seller":
        return SELLER_SIGNALS + EITHER_SIGNALS
    return SIGNALS
