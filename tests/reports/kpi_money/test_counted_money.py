"""Every deal is counted once: over all KPIs, the tests of gaming and both lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from classify.records import ChanceToWin, ErrorLoss, NextStep, Rankings, Revival, RevivalValue
from reports.kpi_money.assumptions import MoneyAssumptions
from reports.kpi_money.counted_money import CountedMoney, DealSum, count_money
from reports.kpi_money.gaming_money import GamingMoney, ShareRange, money_of_fewer_won
from reports.kpi_money.money_range import MoneyRange
from tests.reports.better_scheme.months import period
from tests.reports.sample_run import AS_OF

HALF = ChanceToWin(0.5, "stage", 40, 20)


def loss(deal_id: str, kpi: str = "none", amount: int | None = 1000, probability: float = 0.9) -> ErrorLoss:
    """A flagged loss whose amount had half a chance to be won, so that the amount lost is half of it."""
    full = None if amount is None else Decimal(amount)
    lost = None if full is None else full / 2
    return ErrorLoss(deal_id, 1, True, probability, lost, "head", "H1_deferred_to_next_period", {}, kpi, "U1", (),
                     full_amount=full, chance_to_win=HALF)  # fmt: skip


def revival(deal_id: str, amount: int = 1000, probability: float = 0.6) -> Revival:
    value = RevivalValue(Decimal(amount), 0.3, "deal", date(2026, 1, 1), 0.5)
    step = NextStep("broken_promise", "Anna", AS_OF)
    return Revival(deal_id, 1, True, probability, None, "broken_promise", AS_OF, step, None, (), value=value)


def rankings(*losses: ErrorLoss, revive: tuple[Revival, ...] = ()) -> Rankings:
    return Rankings(AS_OF, 9, revive, losses)


def money(low: object, mid: object, high: object) -> MoneyRange:
    return MoneyRange(*(Decimal(str(end)) for end in (low, mid, high)))


def counted(
    of: Rankings, tests: tuple[GamingMoney, ...] = (), assumptions: MoneyAssumptions | None = None
) -> CountedMoney:
    return count_money(of, ("average_check", "plan_attainment"), tests, (), assumptions)


def test_losses_go_to_the_kpi_that_their_own_record_shows() -> None:
    sums = counted(rankings(loss("A", "plan_attainment"), loss("B", "average_check", probability=0.6), loss("C")))
    check, plan = sums.kpis
    # A: 500 × 0.9. B is not all but certain: nothing in the low end, 500 × 0.6, the whole amount at most.
    assert plan.money == money(450, 450, 1000)
    assert check.money == money(0, 300, 1000)
    assert sums.no_kpi == DealSum(money(450, 450, 1000), 1, 0)
    assert sums.total == money(900, 1200, 3000)
    assert sums.deals == 3


def test_a_kpi_that_the_scheme_lacks_is_blamed_for_nothing() -> None:
    sums = counted(rankings(loss("A", "activity_count")), (GamingMoney("activity_count", "x", {"B": money(1, 2, 3)}),))
    assert [kpi.money for kpi in sums.kpis] == [None, None]
    assert sums.total == sums.no_kpi.money == money(450, 450, 1000)


def test_only_flagged_deals_count() -> None:
    unflagged = replace(loss("A"), flagged=False)
    assert counted(rankings(unflagged, revive=(replace(revival("B"), flagged=False),))).total is None


def test_a_deal_on_both_lists_is_counted_as_lost_and_shown_as_recoverable() -> None:
    sums = counted(rankings(loss("A", "plan_attainment"), revive=(revival("A"), revival("B"))))
    assert sums.to_win_back == sums.both_lists == DealSum(money(0, 300, 1000), 1, 0)  # 1000 × 0.5 for age × 0.6
    assert sums.total == money(450, 750, 2000)


def test_what_a_test_says_of_a_deal_is_not_added_to_what_its_record_says() -> None:
    test = GamingMoney("average_check", "small-dropped", {"A": money(100, 200, 300), "N": money(10, 20, 30)})
    sums = counted(rankings(loss("A", "plan_attainment")), (test,))
    check, plan = sums.kpis
    assert (plan.money, check.money) == (money(450, 450, 1000), money(10, 20, 30))
    assert (check.from_tests[0].deals, check.from_tests[0].counted_before) == (1, 1)
    assert sums.deals == 2


def test_of_two_signs_the_surer_one_gets_the_deal_whatever_its_kpi() -> None:
    first = GamingMoney("plan_attainment", "slid", {"N": money(1, 2, 3)})
    second = GamingMoney("average_check", "dropped", {"N": money(10, 20, 30), "M": money(5, 5, 5)})
    check, plan = counted(rankings(), (first, second)).kpis
    assert (plan.money, check.money) == (money(1, 2, 3), money(5, 5, 5))


def test_a_deal_that_a_test_counts_is_not_counted_again_as_one_to_win_back() -> None:
    test = GamingMoney("plan_attainment", "slid", {"R": money(1, 2, 3)})
    sums = counted(rankings(revive=(revival("R"),)), (test,))
    assert sums.total == money(1, 2, 3)
    assert (sums.to_win_back.deals, sums.both_lists.deals) == (0, 1)


def test_sales_without_names_add_only_what_exceeds_the_deals_that_may_be_the_same() -> None:
    test = GamingMoney("plan_attainment", "slow-weeks", beside=money(500, 1000, 2000))
    sums = counted(rankings(loss("A", "plan_attainment"), loss("B"), loss("C", "average_check")), (test,))
    # A and B may be among them, C was shown to be of another KPI: 500 - 900 is nothing, 1000 - 900 is 100.
    assert sums.kpis[1].from_tests[0].money == money(0, 100, 2000)
    apart = counted(rankings(loss("A", "plan_attainment")), (test,), MoneyAssumptions(overlap_of_sums=Decimal(0)))
    assert apart.kpis[1].money == money(950, 1450, 3000)


def test_two_signs_without_names_are_not_added_up() -> None:
    signs = tuple(GamingMoney("plan_attainment", name, beside=money(300, 400, 500)) for name in ("slow", "slid"))
    assert counted(rankings(), signs).kpis[1].money == money(300, 400, 1000)


def test_deals_without_a_sum_are_told_apart() -> None:
    sums = counted(rankings(loss("A", amount=None), revive=(replace(revival("B"), value=None),)))
    assert sums.total is None
    assert (sums.no_kpi.without_sum, sums.to_win_back.without_sum) == (1, 1)


def test_assumptions_change_the_sums() -> None:
    unknown = replace(loss("A"), chance_to_win=None, amount_lost=Decimal(1000))
    usual = counted(rankings(unknown))
    assert (usual.total, usual.chance_unknown) == (money(900, 900, 1000), 1)
    assumed = MoneyAssumptions(certain_from=Decimal("0.95"), chance_where_unknown=Decimal("0.3"))
    assert counted(rankings(unknown), (), assumed).total == money(0, 270, 1000)


def test_margin_is_that_of_the_months_that_have_both() -> None:
    months = [
        period("2026-01"),
        period("2026-02", margin_fact=None),
        period("2026-03", fact=900_000, margin_fact=100_000),
    ]
    assert count_money(rankings(), (), (), months).margin_share == Decimal("0.2")
    assert count_money(rankings(), (), (), ()).margin_share is None


def test_leads_won_less_often_put_a_share_on_each_of_their_lost_deals() -> None:
    # 40 leads won 10 points less often: 4 deals too few, over 20 lost ones is a fifth of each.
    lost = {f"L{n}": Decimal(1000) for n in range(19)} | {"L19": None}
    found = money_of_fewer_won(
        "average_check", "dropped", 40, lost, ShareRange(Decimal("-0.1"), Decimal("0.1"), Decimal("0.9"))
    )
    assert found.deals["L0"] == money(0, 200, 1000)  # never below nothing, nor above the whole
    assert "L19" not in found.deals
    assert money_of_fewer_won("average_check", "x", 3, {}, ShareRange(*[Decimal(0)] * 3)).deals == {}
    with pytest.raises(ValueError, match="2 deals lost of 1 leads"):
        money_of_fewer_won("average_check", "x", 1, {"A": None, "B": None}, ShareRange(*[Decimal(0)] * 3))


def test_a_range_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not a range"):
        money(2, 1, 3)
    with pytest.raises(ValueError, match="not a range"):
        ShareRange(Decimal(1), Decimal(0), Decimal(1))
