"""How much each reason to revive looks like what the codebook says of it: one score from 0 to 1 for each."""

from __future__ import annotations

import math
from collections.abc import Mapping

from classify.deal_judgement.loss_indicators import loss_indicators


def reason_scores(features: Mapping[str, float]) -> dict[str, float]:
    """Reason code to score, from the features of one deal. Unknown features count as 0."""

    def value(name: str) -> float:
        known = features[name]
        return 0.0 if math.isnan(known) else known

    seen = loss_indicators(features)
    unheard = max(value("client_waits"), _share(value("in_vain_before_end") / 2), _share(value("in_vain_after_end")))
    bought = max(value("max_chose_competitor"), value("last_chose_competitor"))
    waits = max(value("max_waits_on_head"), value("side_waits_on_head"))
    news = value("inside_after_end")  # something was spoken of inside the house when the deal was over
    never_spoke = float(features["talks"] == 0)
    return {
        "dated_deferral_due": max(value("named_due"), 0.4 * value("last_deferral_dated")),
        "broken_promise": _share(
            0.6 * value("promises_broken") + 0.3 * value("promises_late") + 0.4 * unheard
            + 0.3 * value("max_complaint_no_contact")
        ),
        "unworked_lead": max(never_spoke, seen["given_up"], 0.6 * value("owner_left"), value("work_no-first-contact"),
                             value("work_lead-given-up"), 0.5 * value("work_first-contact-late")),
        "price_gap": _share(
            0.5 * max(value("last_objection_price"), value("max_asks_discount")) + 0.4 * value("way_lower_price")
            + 0.2 * news
        ),
        "approval_or_decider": _share(
            0.7 * max(waits, 0.7 * value("max_objection_authority")) + 0.3 * value("way_approved")
            + 0.2 * waits * news
        ),
        "interest_no_next_step": value("warm_without_step"),
        "competitor_window": _share(
            0.5 * bought + 0.5 * max(value("way_term_ends"), value("way_supplier_fails"))
            + 0.2 * value("max_objection_competitor")
        ),
        "supply_restored": _share(
            0.3 * value("way_supply") + 0.3 * value("not_available") + 0.5 * value("stated_missing") + 0.3 * news
        ),
    }  # fmt: skip


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))
