"""Schemes with payouts worked out by hand, to the rouble. The working stands beside each."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import pytest

from reports.kpi_scheme.payout import bonus_of_month, payout, payout_range
from tests.reports.kpi_scheme.readings import read, result


class Case(NamedTuple):
    words: str
    kind: str
    value: str  # in the KPI's unit
    pays: int
    working: str
    total: int | None = None  # the whole bonus, for shares
    fact: int | None = None
    plan: int | None = None
    attainment: str | None = None


PLAN, ABOVE, MARGIN, CALLS = "plan_attainment", "healthy_revenue_above_plan", "healthy_margin", "activity_count"
LEAVERS, CHECK, CONVERSION, CRM = "low_turnover", "average_check", "healthy_qualified_conversion", "crm_discipline"

STEPS_RU = "40% премии, 60 000 ₽. Ниже 92% — ноль, от 92 до 99,9% — половина, 100% и больше — вся сумма"
STEPS_MONEY = "Поступления к плану: 105% и выше — 75 000 руб., 100–105% — 60 000 руб., 95–100% — 20 000 руб."
LINE_RU = "30% премии, 45 000 ₽. Порог 80%, цель 100%, между ними линейно, ниже порога ноль, выше не доплачиваем"
LINE_EN = "Half of the variable. Nothing below 80 per cent, a straight line from 80 to 100, flat above it"
IN_PROPORTION = "60% премии, 90 000 ₽: до 85% ноль, дальше пропорционально, потолок 110%"
ACCELERATED = "1% с превышения плана до 120%, 2% дальше, потолка нет"
GROWING_RATE = "100% плана — 1%, 110% — 1,5%, 125% — 2% от всей выручки, предела нет"
PER_POINT = "10%. Цель 20 %, за каждый пункт сверху плюс 3 тысячи рублей, потолка нет"
CALLS_STEPS = (
    "25% премии, 40 000 ₽: 50 звонков в день на менеджера — полностью, от 45 до 50 — половина, меньше 45 — ноль"
)
LEAVER_STEPS = "0 увольнений — 12 т.р., 1 — 6 т.р., 2 и более — 0"
GATED = "20% премии, 30 000 ₽, если маржа не ниже 25%. Платится, только если план выполнен на 90%"

CASES = [
    Case(STEPS_RU, PLAN, "91.9", 0, "below the first step"),
    Case(STEPS_RU, PLAN, "92", 30_000, "half of 60 000"),
    Case(STEPS_RU, PLAN, "99.95", 30_000, "99.95 is not yet 100"),
    Case(STEPS_RU, PLAN, "130", 60_000, "the whole sum, no more"),
    Case(STEPS_MONEY, PLAN, "94", 0, "below 95"),
    Case(STEPS_MONEY, PLAN, "101", 60_000, "second step"),
    Case(STEPS_MONEY, PLAN, "105", 75_000, "first step"),
    Case(LINE_RU, PLAN, "90", 22_500, "(90-80)/(100-80) = 0.5 of 45 000"),
    Case(LINE_RU, PLAN, "80", 0, "the line begins at nothing"),
    Case(LINE_RU, PLAN, "118", 45_000, "flat above the target"),
    Case(LINE_EN, PLAN, "95", 1_875, "(95-80)/20 = 0.75 of half of 5 000", total=5_000),
    Case(LINE_EN, PLAN, "79", 0, "nothing below 80", total=5_000),
    Case(IN_PROPORTION, PLAN, "96.5", 86_850, "0.965 of 90 000"),
    Case(IN_PROPORTION, PLAN, "107", 96_300, "1.07 of 90 000"),
    Case(IN_PROPORTION, PLAN, "140", 99_000, "capped at 1.1 of 90 000"),
    Case("факт / план * 70 000, но не больше 70 000", PLAN, "83.337", 58_336, "0.83337 x 70 000 = 58 335.9"),
    Case("факт / план * 70 000, но не больше 70 000", PLAN, "120", 70_000, "not more than 70 000"),
    Case("$4,000 if the team reaches 100% of quota, otherwise nothing", PLAN, "99.9", 0, "all or nothing"),
    Case("$4,000 if the team reaches 100% of quota, otherwise nothing", PLAN, "100", 4_000, "all or nothing"),
    Case("3% от выручки сверх плана, без потолка", ABOVE, "113", 39_000, "13% of 10 m = 1.3 m; 3% of it",
         fact=11_300_000, plan=10_000_000),
    Case("3% от выручки сверх плана, без потолка", ABOVE, "97", 0, "below the plan", fact=9_700_000, plan=10_000_000),
    Case(ACCELERATED, ABOVE, "130", 40_000, "1% of 2 m + 2% of 1 m", fact=13_000_000, plan=10_000_000),
    Case(ACCELERATED, ABOVE, "110", 10_000, "1% of 1 m", fact=11_000_000, plan=10_000_000),
    Case("One percent of sales beyond the target, two percent beyond 120% of it, no ceiling", ABOVE, "125", 3_000,
         "1% of 200 k + 2% of 50 k", fact=1_250_000, plan=1_000_000),
    Case(GROWING_RATE, ABOVE, "112", 168_000, "1.5% of all 11.2 m", fact=11_200_000, plan=10_000_000),
    Case(GROWING_RATE, ABOVE, "99", 0, "no rate below 100%", fact=9_900_000, plan=10_000_000),
    Case("Everything sold over 800k a month earns 2%", ABOVE, "950000", 3_000, "2% of 150 000"),
    Case("Каждый миллион сверх плана = 20 тысяч рублей", ABOVE, "3700000", 60_000, "3 whole millions"),
    Case("2,5% валовой прибыли отдела", MARGIN, "2410000", 60_250, "0.025 x 2 410 000"),
    Case("0.5% of gross margin", MARGIN, "201830", 1_009, "1 009.15, rounded"),
    Case("за каждый пункт маржи выше 20% плюс 5 000 рублей", MARGIN, "23.9", 15_000, "3 whole points"),
    Case("15% премии, 27 000 ₽, если маржа не ниже 27% от отгрузки", MARGIN, "26.99", 0, "missed"),
    Case(GATED, MARGIN, "26", 30_000, "gate open at 90%", attainment="90"),
    Case(GATED, MARGIN, "26", 0, "gate shut below 90%", attainment="89.9"),
    Case(PER_POINT, CONVERSION, "23.8", 19_000, "10% of 100 000 and 3 whole points", total=100_000),
    Case("Close rate of qualified leads: each point above 28 adds $400", CONVERSION, "31", 1_200, "3 x 400"),
    Case(CALLS_STEPS, CALLS, "46.2", 20_000, "half of 40 000"),
    Case(CALLS_STEPS, CALLS, "50", 40_000, "all of it"),
    Case(LEAVER_STEPS, LEAVERS, "1", 6_000, "one leaver"),
    Case(LEAVER_STEPS, LEAVERS, "2", 0, "two leavers"),
    Case("За каждого ушедшего менеджера минус 15 000 из премии", LEAVERS, "2", -30_000, "a malus: 2 x 15 000"),
    Case("Просроченных дел не больше 3%, иначе минус 15 000", CRM, "4", -15_000, "a deduction as a whole"),
    Case("Просроченных дел не больше 3%, иначе минус 15 000", CRM, "3", 0, "kept, nothing is taken off"),
    Case("20% премии, 50 000 ₽: 380 тысяч и больше — полностью, от 340 до 380 — половина, ниже — ноль", CHECK,
         "351000", 25_000, "half of 50 000"),
    Case("10 000 pounds: all if the average order is 900 pounds or more, otherwise nothing", CHECK, "899", 0, "missed"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.words[:30]}|{case.value}")
def test_a_scheme_pays_what_was_worked_out_by_hand(case: Case) -> None:
    total = None if case.total is None else Decimal(case.total)
    item = read(case.words, case.kind)
    assert (
        payout(item, result(case.value, fact=case.fact, plan=case.plan, attainment=case.attainment), total) == case.pays
    )


def test_there_are_twenty_schemes_and_more() -> None:
    assert len({case.words for case in CASES}) >= 20


def test_a_head_is_paid_for_the_team_and_for_his_own_plan() -> None:
    team = read(
        "70% премии, 70 000 ₽. Ниже 90% ноль, от 90 до 100% — пропорционально, 100% — полностью", name="План отдела"
    )
    own = read("30% премии, 30 000 ₽, если личный план продаж руководителя выполнен на 100%", name="Личный план")
    assert (team.measure.whose, own.measure.whose) == ("team", "individual")
    paid = [payout(team, result("95")), payout(own, result("100"))]
    # 0.95 of 70 000 and all of 30 000
    assert bonus_of_month(paid, None, None) == 66_500 + 30_000


def test_a_month_s_bonus_is_nothing_behind_a_shut_gate_and_never_negative() -> None:
    paid = [Decimal(50_000), Decimal(-80_000)]
    assert bonus_of_month(paid, None, None) == 0
    assert bonus_of_month([Decimal(50_000)], Decimal("89"), Decimal(90)) == 0
    assert bonus_of_month([Decimal(50_000)], Decimal("90"), Decimal(90)) == 50_000
    assert bonus_of_month([Decimal(50_000)], None, Decimal(90)) is None
    assert bonus_of_month([Decimal(50_000), None], None, None) is None


def test_what_the_words_leave_open_is_a_range_and_no_payout() -> None:
    item = read("60% премии, от 90%, потолок 100%")
    total = Decimal(100_000)
    assert (payout(item, result("89"), total), payout(item, result("100"), total)) == (0, 60_000)
    assert payout(item, result("95"), total) is None
    paid = payout_range(item, result("95"), total)
    assert paid is not None
    assert (paid.low, paid.high, paid.stated) == (0, 60_000, False)
    assert "between_threshold_and_full" in item.not_stated


def test_without_the_whole_bonus_a_share_has_no_sum() -> None:
    assert payout(read("60% премии, при 100% — полностью"), result("100")) is None


def test_a_gate_needs_the_attainment() -> None:
    assert payout(read(GATED, MARGIN), result("26")) is None
