"""How history and money come into the lists: refused, it changes no rank; used, it shifts and is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from classify.claims.deal_money import StageShares, amount_lost, expected_value, revival_value
from classify.company_history.history_figures import HistoryFigures, Interval
from classify.company_history.history_view import MOST_SHIFT, HistoryChance, HistoryView
from classify.deal_course.deal_story import DealStory
from classify.deal_judgement.deal_features import habits_of
from classify.ranked_lists.history_ranking import with_history
from classify.records import ChanceToWin, ErrorLoss, Evidence, NextStep, Rankings, Revival
from deals.records import Deal, StageChange
from tests.classify.made_archive import AS_OF, archive, at, call, deal, lost_deal, stories_of, won_deal

DAY = date(2026, 9, 12)
SHOWN = Evidence("absence", "", ref="d1", fact="no-next-step")
INFORMATION = Interval(0.15, 0.1, 0.2)
SURE = Interval(0.7, 0.65, 0.75)
FIGURES = HistoryFigures(400, 120, date(2026, 1, 1), SURE, Interval(0.18, 0.17, 0.19), 0.21, SURE, INFORMATION)
FEW = HistoryView("too-few", 6, 30, 100)


def used(**chances: tuple[float, int]) -> HistoryView:
    """A view of 300 won and 700 lost deals. chances: deal id to its chance, and how many of 100 like it were won."""
    said = {deal_id: HistoryChance(chance, DAY, 100, won) for deal_id, (chance, won) in chances.items()}
    return HistoryView("used", 300, 700, 100, FIGURES, (), said)


def loss(deal_id: str, probability: float, *evidence: Evidence) -> ErrorLoss:
    cause, amount = "M1_no_callback", Decimal(100_000)
    return ErrorLoss(
        deal_id, 0, False, probability, amount, "manager", cause, {cause: 1.0}, "none", "u1", evidence or (SHOWN,),
        full_amount=amount,
    )  # fmt: skip


def losses(*listed: ErrorLoss) -> Rankings:
    return Rankings(AS_OF, len(listed), (), listed)


def stories(*deals: Deal) -> dict[str, DealStory]:
    return stories_of(archive(deals))


TWO = stories(lost_deal("d1"), lost_deal("d2"))


def test_a_refused_history_leaves_every_judgement_and_rank_as_it_is() -> None:
    before = losses(replace(loss("d1", 0.7), rank=1, flagged=True), replace(loss("d2", 0.2), rank=2))
    assert with_history(before, TWO, FEW) == before


def test_a_deal_like_the_won_ones_rises_and_one_like_the_lost_ones_falls() -> None:
    before = losses(loss("d1", 0.52), loss("d2", 0.51))
    first, second = with_history(before, TWO, used(d1=(0.05, 5), d2=(0.8, 80))).error_loss
    assert (first.deal_id, first.rank, second.deal_id, second.rank) == ("d2", 1, "d1", 2)
    assert first.probability > 0.51
    assert second.probability < 0.52
    assert (first.flagged, second.flagged) == (True, False)


def test_the_shift_is_the_log_odds_against_the_usual_times_what_the_view_surely_knows() -> None:
    view = used(d1=(0.5, 50))
    assert view.weight == INFORMATION.low
    assert view.shift("d1") == pytest.approx(0.1 * 0.8473, abs=1e-4)  # odds of 1 against 3 to 7
    assert view.shift("unknown") == 0.0
    sure = replace(view, figures=replace(FIGURES, information=Interval(1, 1, 1)))
    assert replace(sure, chances={"d1": HistoryChance(0.999, DAY, 100, 99)}).shift("d1") == MOST_SHIFT


def test_like_deals_are_shown_for_the_claim_or_against_it_or_not_at_all() -> None:
    three = stories(*(lost_deal(f"d{n}") for n in (1, 2, 3)))
    view = used(d1=(0.61, 61), d2=(0.04, 4), d3=(0.33, 33))
    listed = with_history(losses(*(loss(f"d{n}", 0.6) for n in (1, 2, 3))), three, view).error_loss
    found = {one.deal_id: one for one in listed}
    shown = found["d1"].evidence[-1]
    assert (shown.kind, shown.fact, shown.ref) == ("history", "won-alike", "d1")
    assert shown.details == {"deals": 100, "won": 61, "usual": 30, "day": DAY}
    assert (found["d2"].evidence, [piece.kind for piece in found["d2"].against]) == ((SHOWN,), ["history"])
    assert (found["d3"].evidence, found["d3"].against) == ((SHOWN,), ())


def test_history_takes_the_place_of_the_weakest_of_five_pieces_and_flags_no_deal_alone() -> None:
    five = tuple(replace(SHOWN, ref=str(n)) for n in range(5))
    full = loss("d1", 0.6, *five)
    bare = replace(loss("d2", 0.9), evidence=())
    view = used(d1=(0.61, 61), d2=(0.61, 61))
    bare_now, full_now = with_history(losses(full, bare), TWO, view).error_loss
    assert [piece.kind for piece in full_now.evidence] == ["absence"] * 4 + ["history"]
    assert (bare_now.evidence, bare_now.flagged) == ((), False)


def test_the_amount_lost_is_discounted_by_the_history_where_it_is_used() -> None:
    (found,) = with_history(losses(loss("d1", 0.6)), TWO, used(d1=(0.61, 61))).error_loss
    assert (found.amount_lost, found.full_amount) == (Decimal("61000.00"), Decimal(100_000))
    assert found.chance_to_win == ChanceToWin(0.61, "history", 100, 61, day=DAY)


def closed(won: int, lost: int, stage: str, name: str) -> list[tuple[Deal, StageChange]]:
    return [
        (make(f"{name}{kind}{n}"), StageChange(f"{name}{kind}{n}", at("09-02 10:00"), stage))
        for kind, make, count in (("w", won_deal, won), ("l", lost_deal, lost)) for n in range(count)
    ]  # fmt: skip


def shares(*groups: list[tuple[Deal, StageChange]]) -> tuple[StageShares, dict[str, DealStory]]:
    pairs = [pair for group in groups for pair in group]
    going_on = [deal(f"o{n}") for n in range(2)]  # an open deal in each stage: neither is an end
    moves = [StageChange("o0", at("09-02 10:00"), "Новая"), StageChange("o1", at("09-02 10:00"), "Расчёт")]
    told = stories_of(
        archive([*(one for one, _ in pairs), *going_on], stage_history=(*(move for _, move in pairs), *moves))
    )
    return StageShares(told), told


def test_without_history_the_share_won_of_deals_at_the_same_stage_counts_drawn_to_that_of_all() -> None:
    found, told = shares(closed(4, 20, "Новая", "a"), closed(16, 5, "Расчёт", "b"))
    early, late = found.chance(told["al0"]), found.chance(told["bl0"])
    assert early is not None
    assert late is not None
    assert (early.deals, early.won, early.stage) == (23, 4, "Новая")  # the deal itself is not counted
    assert 4 / 23 < early.value < 20 / 44 < late.value < 16 / 20


def test_a_stage_that_few_have_reached_tells_no_more_than_all_closed_deals() -> None:
    found, told = shares(closed(8, 12, "Новая", "a"), closed(0, 9, "Расчёт", "b"))
    assert found.chance(told["bl0"]) == ChanceToWin(8 / 28, "stage", deals=28, won=8)


def test_too_few_closed_or_won_deals_discount_nothing() -> None:
    for found, told in (shares(closed(6, 9, "Новая", "a")), shares(closed(4, 30, "Новая", "a"))):
        assert found.chance(told["al0"]) is None
    assert amount_lost(Decimal(500), None) == Decimal(500)
    assert amount_lost(None, ChanceToWin(0.5, "stage", 10, 5)) is None
    assert amount_lost(Decimal(0), ChanceToWin(0.5, "stage", 10, 5)) == 0


def value_of(one: Deal, *calls: datetime) -> Decimal | None:
    made = archive(
        [one, won_deal("w", contact_id=None, margin_pct=0.2)],
        calls=tuple(call(f"k{n}", m) for n, m in enumerate(calls)),
    )
    return expected_value(revival_value(stories_of(made)["d1"], habits_of(made)), 0.5)


def test_an_open_deal_ages_from_its_last_contact_and_a_lost_one_from_its_end() -> None:
    long_ago = at("09-30 10:00").replace(year=2025)
    assert value_of(deal(created_at=long_ago)) == Decimal("15000.00")  # 0.5 x 200 000 x 0.3, halved
    assert value_of(deal(created_at=long_ago), at("09-30 10:00")) == Decimal("30000.00")
    assert value_of(lost_deal(created_at=long_ago, closed_at=at("09-30 12:00"))) == Decimal("30000.00")


def test_what_a_value_is_made_of_says_whose_margin_it_is() -> None:
    made = archive([lost_deal("d1"), lost_deal("d2", margin_pct=None), lost_deal("d3", amount=None)])
    told, habits = stories_of(made), habits_of(made)
    own, usual = revival_value(told["d1"], habits), revival_value(told["d2"], habits)
    assert own is not None
    assert usual is not None
    assert (own.margin_from, usual.margin_from, usual.margin) == ("deal", "company", 0.3)
    assert revival_value(told["d3"], habits) is None


def test_a_shifted_revival_has_the_expected_value_of_its_new_chance() -> None:
    told = stories(lost_deal("d1"))
    value = revival_value(told["d1"], habits_of(archive([lost_deal("d1")])))
    step = NextStep("price_gap", "", AS_OF)
    revival = Revival("d1", 1, True, 0.5, Decimal(0), "price_gap", AS_OF, step, None, (SHOWN,), value=value)
    (found,) = with_history(Rankings(AS_OF, 1, (revival,), ()), told, used(d1=(0.8, 80))).revive
    assert found.probability > 0.5
    assert found.expected_value == expected_value(value, found.probability)
