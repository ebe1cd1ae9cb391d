"""How much a deal looks like each cause of loss and each reason to revive: by the codebook's own description of it."""

from __future__ import annotations

import math

import pytest

from classify.codebook import CAUSES, REVIVE_REASONS
from classify.deal_judgement.cause_scores import cause_scores
from classify.deal_judgement.deal_models import LabelledDeals
from classify.deal_judgement.reason_scores import reason_scores

NOTHING = math.log1p(0)


@pytest.fixture(scope="module")
def plain(labelled_deals: LabelledDeals) -> dict[str, float]:
    """A deal of which nothing bad is known: a quick call, a talk, no signal."""
    return dict.fromkeys(labelled_deals.names, 0.0) | {
        "max_discovery_question": 1.0, "tries": math.log1p(3), "talks": math.log1p(2), "amount": math.log1p(1.0),
    }  # fmt: skip


CAUSE_SIGNS = {
    "M1_no_callback": {"promises_broken": 1.0, "client_waits": 1.0},
    "M2_slow_first_contact": {"first_try_hours": math.log1p(200), "first_reach_hours": math.log1p(300)},
    "M3_no_discovery": {"max_discovery_question": 0.0, "max_complaint_service": 0.9},
    "M4_objection_dropped": {"objection_then_dropped": 0.9},
    "M5_no_next_step": {"warm_without_step": 0.9},
    "M6_quote_late_or_wrong": {"sending_missed": 1.0, "tasks_late": 1.0, "max_complaint_service": 0.5},
    "M7_rude_or_incompetent": {"max_rude": 0.9},
    "M8_wrong_person": {"max_objection_authority": 0.9},
    "M9_early_close": {"closed_before_named": 1.0},
    "M10_fake_activity": {"calls_not_in_log": 3.0},
    "H1_deferred_to_next_period": {"our_delay": 0.9},
    "H2_bad_routing": {"held_by_gone": 1.0},
    "H3_approval_stuck": {"max_waits_on_head": 0.9, "waits_days": math.log1p(14), "waits_told": 3.0},
    "H4_activity_over_leads": {"inside_dials": 1.0, "inside_order": 0.9},
    "H5_no_control": {"complaint_to_head": 0.9},
    "H6_small_deal_cut": {"amount": math.log1p(0.1), "max_brush_off": 0.9, "inside_check": 1.0},
    "H7_forced_upsell": {"max_pressure_upsell": 0.9, "inside_order": 0.9},
    "H8_crm_over_client": {"inside_forms": 1.0, "inside_order": 0.9},
}
REASON_SIGNS = {
    "dated_deferral_due": {"named_due": 1.0},
    "broken_promise": {"promises_broken": 1.0, "client_waits": 1.0},
    "unworked_lead": {"talks": NOTHING},
    "price_gap": {"last_objection_price": 0.9, "way_lower_price": 1.0},
    "approval_or_decider": {"max_waits_on_head": 0.9},
    "interest_no_next_step": {"warm_without_step": 0.9},
    "competitor_window": {"max_chose_competitor": 0.9, "way_term_ends": 1.0},
    "supply_restored": {"stated_missing": 1.0, "inside_after_end": 1.0},
}


@pytest.mark.parametrize("cause", CAUSES)
def test_a_deal_with_the_signs_of_a_cause_looks_like_it_most(cause: str, plain: dict[str, float]) -> None:
    scores = cause_scores(plain | CAUSE_SIGNS[cause])
    assert set(scores) == set(CAUSES)
    assert max(scores, key=lambda code: scores[code]) == cause
    assert scores[cause] >= cause_scores(plain)[cause] + 0.4


@pytest.mark.parametrize("reason", REVIVE_REASONS)
def test_a_deal_with_the_signs_of_a_reason_looks_like_it_most(reason: str, plain: dict[str, float]) -> None:
    scores = reason_scores(plain | REASON_SIGNS[reason])
    assert set(scores) == set(REVIVE_REASONS)
    assert max(scores, key=lambda code: scores[code]) == reason
    assert scores[reason] >= reason_scores(plain)[reason] + 0.4


def test_what_the_head_ordered_or_left_without_means_is_less_the_managers_error(plain: dict[str, float]) -> None:
    broken = plain | CAUSE_SIGNS["M1_no_callback"]
    alone = cause_scores(broken)["M1_no_callback"]
    for means in ({"inside_order": 0.9, "inside_before_end": 1.0}, {"owner_swamped": 1.0},
                  {"work_lead-of-absent-owner": 1.0}):  # fmt: skip
        assert cause_scores(broken | means)["M1_no_callback"] < 0.7 * alone
    late = plain | CAUSE_SIGNS["M2_slow_first_contact"] | {"owner_swamped": 1.0}
    assert cause_scores(late)["H2_bad_routing"] > cause_scores(late)["M2_slow_first_contact"]


def test_who_called_in_himself_was_not_contacted_late(plain: dict[str, float]) -> None:
    called_in = plain | {"first_try_hours": math.log1p(200), "first_reach_hours": 0.0}
    assert cause_scores(called_in)["M2_slow_first_contact"] == 0


def test_scores_lie_between_0_and_1_and_unknown_features_count_as_nothing(labelled_deals: LabelledDeals) -> None:
    rows = [dict(zip(labelled_deals.names, row, strict=True)) for row in labelled_deals.features.tolist()]
    for row in (*rows, dict.fromkeys(labelled_deals.names, math.nan)):
        assert all(0 <= value <= 1 for value in (*cause_scores(row).values(), *reason_scores(row).values()))


@pytest.mark.parametrize("sign", ["tasks_ahead", "we_after_end"])
def test_a_card_put_away_until_its_day_was_not_closed_too_early(sign: str, plain: dict[str, float]) -> None:
    closed = plain | {"closed_before_named": 1.0}
    assert cause_scores(closed | {sign: 1.0})["M9_early_close"] <= 0.1
    assert cause_scores(closed)["M9_early_close"] > cause_scores(closed | {"named_far": 1.0})["M9_early_close"] > 0.1
