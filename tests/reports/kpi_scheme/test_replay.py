"""A scheme replayed on an archive's months: what it pays, what cannot be computed and why, and how well that fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from classify.kpi_types import KpiReading
from deals.records import Archive, CallRecord, Deal, KpiItem, Period, Person
from reports.kpi_scheme.marginal import marginal_rewards, typical_month
from reports.kpi_scheme.month_results import NotKnown, month_results
from reports.kpi_scheme.payout import Result
from reports.kpi_scheme.reader import read_scheme
from reports.kpi_scheme.replay import Replay, replay
from reports.kpi_scheme.scheme import Scheme
from reports.kpi_scheme.sensitivity import sensitivities
from tests.reports.kpi_scheme.readings import read
from tests.reports.sample_run import ZONE, sample_archive

STEPS = ("План", "60% премии, 60 000 ₽. Ниже 95% ноль, от 95 до 99,9% — половина, 100% — полностью, выше не платится",
         "plan_attainment")  # fmt: skip
MARGIN = ("Маржа", "40% премии, 40 000 ₽, если маржа не ниже 20% от отгрузки", "healthy_margin")
SURVEY = ("Опрос", "10% премии, 10 000 ₽, если оценка клиентов не ниже 4,5", "other")
# attainment 98, 101, 94, 110; margin 21, 19, 20, 25 per cent
MONTHS = [("2026-01", 1000, 980, "205.8"), ("2026-02", 1000, 1010, "191.9"), ("2026-03", 1000, 940, "188"),
          ("2026-04", 1000, 1100, "275")]  # fmt: skip


def scheme(*kpis: tuple[str, str, str]) -> Scheme:
    items = [KpiItem(name, words) for name, words, _ in kpis]
    return read_scheme(items, [KpiReading(kind, 0.9, True) for *_, kind in kpis])


def archive(paid: tuple[int | None, ...] = (None,) * 4, **changes: object) -> Archive:
    periods = tuple(
        Period(month, Decimal(plan * 1000), Decimal(fact * 1000), Decimal(margin) * 1000,
               None if bonus is None else Decimal(bonus))
        for (month, plan, fact, margin), bonus in zip(MONTHS, paid, strict=True)
    )  # fmt: skip
    return replace(sample_archive(), periods=periods, **changes)


def run(paid: tuple[int | None, ...], *kpis: tuple[str, str, str]) -> Replay:
    return replay(scheme(*kpis), archive(paid))


def test_each_month_pays_what_the_scheme_says() -> None:
    found = run((70_000, 60_000, 40_000, 100_000), STEPS, MARGIN)
    # half of 60 000 and 40 000; 60 000 alone; 40 000 alone; both
    assert [(month.low, month.high) for month in found.months] == [
        (70_000,) * 2,
        (60_000,) * 2,
        (40_000,) * 2,
        (100_000,) * 2,
    ]
    assert found.fit is not None
    assert (found.fit.verdict, found.fit.fitting, found.fit.mean_absolute_error) == ("fits", 4, 0)
    assert (found.total, found.total_from) == (100_000, "words")


def test_payments_that_follow_other_rules_do_not_fit() -> None:
    found = run((100_000, 20_000, 100_000, 30_000), STEPS, MARGIN)
    assert found.fit is not None
    assert found.fit.verdict == "does_not_fit"
    # errors: 30 000, 40 000, 60 000, 70 000 of 250 000 paid
    assert found.fit.mean_absolute_error == 50_000
    assert found.fit.explained_share == pytest.approx(Decimal(1) - Decimal(200) / 250)


def test_what_cannot_be_computed_leaves_a_range_with_its_reason() -> None:
    found = run((75_000, None, 40_000, 100_000), STEPS, MARGIN, SURVEY)
    january = found.months[0]
    assert (january.low, january.high, january.error) == (70_000, 80_000, 0)
    assert [item.why for item in january.items] == [None, None, "not-in-archive"]
    assert found.fit is not None
    assert found.fit.months == 3


def test_a_fit_says_nothing_where_little_could_be_computed() -> None:
    big = ("Опрос", "80% премии, 400 000 ₽, если оценка клиентов не ниже 4,5", "other")
    found = run((200_000,) * 4, MARGIN, big)
    assert found.fit is not None
    assert found.fit.verdict == "cannot_tell"


def test_without_payments_there_is_no_fit_and_without_words_no_total() -> None:
    found = replay(scheme(("План", "60% премии, 100% — полностью, выше не платится", "plan_attainment")), archive())
    assert (found.fit, found.total, found.total_from) == (None, None, "not_known")
    assert found.months[1].items[0].why == "total-not-known"


def test_the_highest_payment_stands_for_the_whole_bonus_where_no_words_name_it() -> None:
    words = (
        "План",
        "100% премии. Ниже 95% ноль, 95–99,9% — половина, 100% — полностью, выше не платится",
        "plan_attainment",
    )
    found = run((25_000, 50_000, 0, 50_000), words)
    assert (found.total, found.total_from) == (50_000, "payments")
    assert [month.error for month in found.months] == [0, 0, 0, 0]


def test_a_gate_over_everything_shuts_the_month() -> None:
    gate = ("Условие", "Вся премия платится, только если план выполнен на 95%", "other")
    found = run((70_000, 60_000, 0, 100_000), STEPS, MARGIN, gate)
    assert (found.months[2].low, found.months[2].high) == (0, 0)


def test_a_quarterly_kpi_is_paid_once_on_the_whole_quarter() -> None:
    quarter = ("Квартал", "Квартальная премия 90 000 ₽, если план квартала выполнен на 97%", "plan_attainment")
    found = replay(scheme(quarter), archive())
    assert [len(month.items) for month in found.months] == [0, 0, 1, 0]
    # 980 + 1010 + 940 of 3000 is 97.7%
    assert found.months[2].low == 90_000


def leaving(*left: date | None) -> dict[str, Person]:
    return {
        f"U{n}": Person(f"U{n}", f"M{n}", "manager", hired=date(2024, 1, 1), left=day) for n, day in enumerate(left)
    }


def test_leavers_are_counted_over_the_window_that_the_words_name() -> None:
    item = read("За последние двенадцать месяцев ушло не больше одного", "low_turnover")
    month = read("20 000 ₽, если за месяц никто не ушёл", "low_turnover")
    results = month_results(archive(people=leaving(date(2025, 6, 1), date(2026, 2, 10), None)))
    assert results.of(item, "2026-02") == Result(Decimal(2), attainment=Decimal(101))
    assert results.of(month, "2026-03") == Result(Decimal(0), attainment=Decimal(94))
    nobody = month_results(archive(people=leaving(None, None)))
    assert nobody.of(item, "2026-02") == NotKnown("no-leavers-named")


def test_a_miss_that_lasts_pays_nothing_until_it_is_over() -> None:
    words = ("Люди", "20 000 ₽, если за месяц никто не ушёл. Кто-то ушёл — ноль до конца квартала", "low_turnover")
    people = leaving(date(2026, 1, 20), None)
    found = replay(scheme(words), archive(people=people))
    assert [month.low for month in found.months] == [0, 0, 0, 20_000]


def calls(per_day: int, *, unanswered: bool = True) -> tuple[CallRecord, ...]:
    start = datetime(2026, 1, 1, 10, tzinfo=ZONE)
    days = [start + timedelta(days=n) for n in range(120)]
    return tuple(
        CallRecord(f"{day:%m%d}-{n}", day, "out", "U0", "+7903", 60.0, answered=not (unanswered and n == 0))
        for day in days if day.weekday() < 5 for n in range(per_day)
    )  # fmt: skip


def test_calls_are_averaged_over_working_days_and_a_partial_log_tells_nothing() -> None:
    item = read(
        "45 000 ₽: в среднем 12 исходящих на менеджера в рабочий день — полностью, меньше — ноль", "activity_count"
    )
    people = {"U0": Person("U0", "M", "manager")}
    whole = month_results(archive(people=people, calls=calls(10)))
    found = whole.of(item, "2026-02")
    assert isinstance(found, Result)
    assert found.value == pytest.approx(10, abs=0.6)  # a holiday more or less
    # Two people, and the log holds the calls of one of them; or no call that nobody took.
    part = month_results(archive(people={**people, "U1": Person("U1", "N", "manager")}, calls=calls(10)[:40]))
    taken = month_results(archive(people=people, calls=calls(10, unanswered=False)))
    assert part.of(item, "2026-03") == NotKnown("log-partial")
    assert taken.of(item, "2026-02") == NotKnown("log-partial")
    assert month_results(archive(people=people, calls=())).of(item, "2026-02") == NotKnown("no-phone-log")


def deals(*rows: tuple[str, int, bool]) -> dict[str, Deal]:
    """(status, amount, qualified), all closed in February."""
    at = datetime(2026, 2, 10, tzinfo=ZONE)
    return {
        f"D{n}": Deal(f"D{n}", None, None, Decimal(amount), None, None, qualified, at, at, status, None, None, None)  # type: ignore[arg-type]
        for n, (status, amount, qualified) in enumerate(rows)
    }


def test_average_check_and_conversion_need_all_deals_of_the_month() -> None:
    check = read("20 000 ₽, если средний чек не ниже 200 тыс.", "average_check")
    conversion = read("20 000 ₽, если доля выигранных квалифицированных не ниже 40%", "healthy_qualified_conversion")
    won = [("won", 505_000, True), ("won", 505_000, True)]
    whole = month_results(archive(deals=deals(*won, *[("lost", 1, True)] * 3, ("lost", 1, False))))
    assert whole.of(check, "2026-02") == Result(Decimal(505_000), attainment=Decimal(101))
    assert whole.of(conversion, "2026-02") == Result(Decimal(40), attainment=Decimal(101))
    part = month_results(archive(deals=deals(won[0], *[("lost", 1, True)] * 6)))
    assert part.of(check, "2026-02") == NotKnown("deals-partial")
    assert whole.of(check, "2026-03") == NotKnown("no-won-deals")
    few = month_results(archive(deals=deals(*won)))
    assert few.of(conversion, "2026-02") == NotKnown("few-qualified")


def test_growth_needs_the_month_of_the_year_before() -> None:
    item = read("4% от прироста выручки к прошлому году", "healthy_revenue_above_plan")
    assert month_results(archive()).of(item, "2026-02") == NotKnown("no-year-before")


def test_one_more_rouble_at_each_point_of_the_plan() -> None:
    line = (
        "План",
        "60% премии, 50 000 ₽. До 90% ноль, от 90 до 100% линейно, 100% полностью, выше не платится",
        "plan_attainment",
    )
    above = ("Сверх", "3% от выручки сверх плана, без потолка", "healthy_revenue_above_plan")
    month = typical_month(archive().periods)
    assert month is not None
    found = {reward.at_percent: reward for reward in marginal_rewards(scheme(line, above), month, None)}
    # 50 000 over 10% of a plan of 1 m is 0.5 a rouble; above the plan 3%
    assert {at: reward.per_unit for at, reward in found.items()} == {
        80: 0,
        95: Decimal("0.5"),
        100: Decimal("0.03"),
        120: Decimal("0.03"),
    }
    steps = {r.at_percent: r.next_step for r in marginal_rewards(scheme(STEPS), month, None)}
    assert steps[80] is not None
    assert (steps[80].at_percent, steps[80].pays) == (95, 30_000)
    assert steps[95] is not None
    assert (steps[95].at_percent, steps[95].pays) == (100, 30_000)
    assert steps[120] is None


def test_a_rate_on_margin_pays_for_each_rouble_in_proportion_to_the_margin() -> None:
    month = typical_month(archive().periods)
    assert month is not None
    assert month.margin_share is not None
    rewards = marginal_rewards(scheme(("ВП", "2% валовой прибыли отдела", "healthy_margin")), month, None)
    assert [reward.per_unit for reward in rewards] == [month.margin_share * Decimal("0.02")] * 4


def test_what_is_not_said_above_plan_is_left_open_by_name() -> None:
    month = typical_month(archive().periods)
    assert month is not None
    words = ("План", "50 000 ₽: ниже 100% ноль, 100% полностью", "plan_attainment")
    rewards = {reward.at_percent: reward for reward in marginal_rewards(scheme(words), month, None)}
    assert (rewards[95].open_names, rewards[120].open_names) == ((), ("План",))


def test_what_part_of_the_bonus_moves_with_revenue_and_margin() -> None:
    found = {s.driver: s for s in sensitivities(scheme(STEPS, MARGIN), archive(), Decimal(100_000))}
    # Revenue +10%: 30 000 more in January, 60 000 in March. -10%: January and February fall by 30 000 and 60 000,
    # April (99%) by 30 000. Of 270 000 paid in all 150 000 are the plan's.
    assert found["revenue"].computed == 270_000
    assert found["revenue"].up == pytest.approx(Decimal(90) / 270)
    assert found["revenue"].down == pytest.approx(-Decimal(120) / 270)
    assert found["revenue"].moving_share == pytest.approx(Decimal(150) / 270)
    # Margin +10%: February passes 20%. -10%: January and March fail.
    assert found["margin"].up == pytest.approx(Decimal(40) / 270)
    assert found["margin"].down == pytest.approx(-Decimal(80) / 270)
    assert found["qualified_conversion"].moving_share == 0
