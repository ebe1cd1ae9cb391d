"""What each cause of loss would look like in the record: the codebook's section 3 as numbers from 0 to 1.

With two or three labelled examples of a cause, a model has to be told what to look at. These indicators are that
prior; what weight they deserve is learned in `classify.deal_judgement.deal_models`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

WORKING_DAY_HOURS = 8


def loss_indicators(features: Mapping[str, float]) -> dict[str, float]:
    """Indicator name to value, 0 to 1, from the features of one deal. Unknown features count as 0."""

    def value(name: str) -> float:
        known = features[name]
        return 0.0 if math.isnan(known) else known

    # Who called in was in contact before anybody had to try.
    first_hours = min(value("first_try_hours"), value("first_reach_hours"))
    late = _share((first_hours - math.log1p(WORKING_DAY_HOURS)) / 2)
    # Comparisons with NaN are false: what is not known gives no indication.
    few_tries = float(features["tries"] <= math.log1p(2) and features["talks"] == 0)
    lost_for_good = max(value("last_chose_competitor"), value("last_hard_refusal"))
    warm = max(value("last_interest"), value("last_deferral_dated"), value("after_positive"))
    ordered = value("side_head_order")
    complaint = max(value("max_complaint_no_contact"), value("last_complaint_no_contact"))
    return {
        "no_callback": _share(0.7 * value("promises_broken") + 0.8 * complaint + 0.5 * value("client_waits")),
        "slow_first_contact": late * (1 - ordered),
        "given_up": max(few_tries, value("lead_given_up")) * (1 - ordered),
        "no_discovery": 1 - value("max_discovery_question"),
        "objection_dropped": value("max_objection_dropped"),
        "objection_unanswered": max(value("max_objection_price"), value("max_objection_trust"))
        * (1 - value("max_objection_handled")),
        "no_next_step": max(value("max_interest"), value("max_ready_to_buy"))
        * (1 - value("max_next_step_set")) * (1 - value("tasks_ahead")),
        "quote_late_or_wrong": 0.6 * _share(value("tasks_late")) + 0.4 * value("max_complaint_service"),
        "rude_or_incompetent": max(value("max_rude"), value("max_unsure_info")),
        "wrong_person": value("max_objection_authority") * (1 - value("max_chose_competitor")),
        "early_close": warm * (1 - lost_for_good),
        "fake_activity": _share(value("calls_not_in_log") / 2),
        "deferred": max(value("max_seller_defers"), value("side_seller_defers")),
        "deferred_after_plan": max(value("max_seller_defers"), ordered) * value("plan_met"),
        "bad_routing": _share(value("owner_left") + 0.5 * (value("owners") > 1) + value("unassigned")),
        "approval_stuck": max(value("max_waits_on_head"), value("side_waits_on_head")),
        "ordered_elsewhere": ordered * late,
        "known_complaint": value("side_talk") * max(value("max_complaint_service"), complaint),
        "small_brushed_off": value("max_brush_off") * float(features["amount"] < math.log1p(0.5)),
        "forced_upsell": value("max_pressure_upsell"),
        "ordered_in_time": ordered * (1 - late),
    }  # fmt: skip


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))
