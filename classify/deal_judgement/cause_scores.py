"""How much each cause of loss looks like what the codebook says of it: one score from 0 to 1 for each.

The head's causes rest on what was said inside the house or on what only he decides; an error in a manager's hand that
the head ordered is the head's.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from classify.deal_judgement.loss_indicators import loss_indicators

_WEEK = math.log1p(7)
_SMALL = math.log1p(0.5)  # of the company's median amount


def cause_scores(features: Mapping[str, float]) -> dict[str, float]:
    """Cause code to score, from the features of one deal. Unknown features count as 0."""

    def value(name: str) -> float:
        known = features[name]
        return 0.0 if math.isnan(known) else known

    seen = loss_indicators(features)
    ordered = max(value("inside_order"), value("side_head_order"))
    inside = value("inside_before_end")
    small = float(features["amount"] < _SMALL)
    complaint = max(value("max_complaint_no_contact"), value("max_complaint_service"))
    waited = _share(value("waits_days") / _WEEK)
    # Closed before the day the client named, which has come, and nobody has a task for it or has called since: a card
    # put away until its day is still in play.
    dropped = value("closed_before_named") * (1 - value("tasks_ahead")) * (1 - value("we_after_end"))
    # What a manager was told to do, or had no means to do, is less his own error.
    own = 1 - 0.5 * max(ordered * inside, value("work_lead-of-absent-owner"), value("owner_swamped"))
    return {
        "M1_no_callback": own * seen["no_callback"],
        "M2_slow_first_contact": own * max(seen["slow_first_contact"], seen["given_up"]),
        "M3_no_discovery": 0.5 * seen["no_discovery"] + 0.5 * value("max_complaint_service") * seen["no_discovery"],
        "M4_objection_dropped": own * max(
            value("objection_then_dropped"), 0.7 * value("max_objection_dropped"), 0.6 * seen["objection_unanswered"]
        ),
        "M5_no_next_step": own * value("warm_without_step"),
        "M6_quote_late_or_wrong": own * _share(
            0.5 * value("sending_missed") + 0.5 * value("max_complaint_service") + 0.2 * value("tasks_late")
        ),
        "M7_rude_or_incompetent": own * seen["rude_or_incompetent"],
        "M8_wrong_person": own * value("max_objection_authority") * (1 - value("max_chose_competitor")),
        "M9_early_close": own * max(dropped * (1 - 0.5 * value("named_far")), 0.7 * seen["early_close"]),
        "M10_fake_activity": seen["fake_activity"],
        "H1_deferred_to_next_period": max(value("our_delay"), value("inside_plan") * max(0.5, ordered)),
        "H2_bad_routing": max(
            value("work_lead-of-absent-owner"), value("held_by_gone"), 0.8 * value("owner_left"),
            0.7 * value("unassigned"), 0.8 * inside * value("inside_away"),
            0.8 * value("owner_swamped") * seen["slow_first_contact"],
        ),
        "H3_approval_stuck": _share(
            0.4 * seen["approval_stuck"] + 0.3 * waited + 0.2 * _share(value("waits_told") - 1)
            + 0.3 * inside * value("inside_approval")
        ),
        "H4_activity_over_leads": max(0.5, ordered) * value("inside_dials"),
        "H5_no_control": max(
            value("complaint_to_head"), 0.8 * value("inside_staff"), 0.6 * inside * ordered * complaint
        ),
        "H6_small_deal_cut": small * _share(
            0.6 * value("inside_check") + 0.6 * value("max_brush_off") + 0.3 * ordered
        ),
        "H7_forced_upsell": _share(value("max_pressure_upsell") * (0.6 + 0.4 * ordered) + 0.3 * value("inside_check")),
        "H8_crm_over_client": max(0.5, ordered) * value("inside_forms"),
    }  # fmt: skip


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))
