"""The three questions: answered where the archive allows, left open with a reason where it does not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from deals.records import Period
from reports.bonus_months import bonus_months, correlation
from reports.kpi_cards import answer_sentence
from reports.kpi_questions import (
    Answer,
    full_bonus_without_growth,
    reason_to_sell_above_plan,
    tied_to_money,
)
from reports.kpi_scheme.replay import Replay, replay
from reports.kpi_scheme.scheme import Scheme, SchemeItem, Source, Stated
from reports.kpi_scheme.scheme_audit import SchemeAudit
from reports.texts import LANGUAGES, Language, Texts
from tests.reports.kpi_scheme.readings import read
from tests.reports.sample_run import sample_archive, sample_periods


def kpi(kind: str, share: float | None = None, words: str = "", sure: bool = True) -> SchemeItem:
    item = read(words, kind, name=kind, sure=sure)
    return replace(item, share=None if share is None else Stated(Decimal(str(share)), Source("weight")))


def audited(*kpis: SchemeItem, rows: tuple[Period, ...] | None = None) -> SchemeAudit:
    """The scheme, replayed on the rows where there are some."""
    scheme = Scheme(tuple(kpis), None, None)
    replayed = Replay((), None, "not_known", None)
    if rows is not None:
        replayed = replay(scheme, replace(sample_archive(), periods=rows))
    return SchemeAudit(scheme, replayed, (), ())


FLAT_PLAN = kpi("plan_attainment", 0.6, "Выше 100% не доплачивается")
OPEN_PLAN = kpi("plan_attainment", 0.6, "При 100% — полностью")


def periods(*rows: tuple[str, int | None, int | None]) -> tuple[Period, ...]:
    """(month, fact, bonus); the plan is always 100."""

    def money(value: int | None) -> Decimal | None:
        return None if value is None else Decimal(value)

    return tuple(Period(month, Decimal(100), money(fact), None, money(bonus)) for month, fact, bonus in rows)


# Revenue falls in February, and the plan is still met.
UNPAID = tuple(
    replace(p, margin_fact=Decimal(20))
    for p in periods(*((f"2026-0{n}", fact, None) for n, fact in ((1, 120), (2, 110), (3, 130))))
)
STEPS = read("100 ₽. До 100% плана ноль, 100% — полностью, выше не платится")
MARGIN_RATE = read("1% валовой прибыли", "healthy_margin", name="ВП")


def test_a_scheme_that_pays_all_in_a_month_without_growth_is_a_yes_without_any_payment() -> None:
    answer = full_bonus_without_growth(bonus_months(UNPAID), audited(STEPS, rows=UNPAID))
    assert (answer.answer, answer.reason, answer.months) == ("yes", "replayed", ("2026-02",))


def test_a_replay_that_does_not_fit_the_payments_proves_nothing() -> None:
    rows = tuple(replace(p, head_bonus_paid=Decimal(bonus)) for p, bonus in zip(UNPAID, (20, 10, 300), strict=True))
    answer = full_bonus_without_growth(bonus_months(rows), audited(STEPS, rows=rows))
    assert answer.answer == "cannot_tell"


def test_a_rate_on_all_margin_is_a_reason_to_sell_above_plan() -> None:
    answer = reason_to_sell_above_plan(audited(STEPS, MARGIN_RATE), ())
    assert (answer.answer, answer.reason, answer.figures["kpi_names"]) == ("yes", "rate-on-money", "ВП")


def test_without_shares_the_replay_tells_whether_the_bonus_is_tied_to_money() -> None:
    # Each month 100 for the plan, and 1% of 20, which is 0.2 and rounds to nothing.
    answer = tied_to_money(audited(STEPS, MARGIN_RATE, rows=UNPAID), None, None)
    assert (answer.answer, answer.reason, answer.figures["healthy_share"]) == ("no", "replayed-share", 0)
    more = tuple(replace(p, margin_fact=Decimal(30_000)) for p in UNPAID)
    answer = tied_to_money(audited(STEPS, MARGIN_RATE, rows=more), None, None)
    assert (answer.answer, answer.figures["healthy_share"]) == ("yes", 0.75)  # 300 beside 100


def test_a_full_bonus_in_a_month_whose_revenue_fell_is_a_yes() -> None:
    answer = full_bonus_without_growth(bonus_months(sample_periods()), audited())
    assert (answer.answer, answer.months) == ("yes", ("2026-03",))


def test_a_small_bonus_in_a_month_whose_revenue_fell_is_none() -> None:
    rows = periods(("2026-01", 100, 50), ("2026-02", 110, 50), ("2026-03", 90, 44), ("2026-04", 120, 50))
    answer = full_bonus_without_growth(bonus_months(rows), audited())
    assert (answer.answer, answer.months) == ("no", ())


def test_the_same_month_of_the_year_before_counts_before_the_month_before() -> None:
    rows = periods(("2025-02", 50, None), ("2026-01", 100, 50), ("2026-02", 60, 50))
    february = bonus_months(rows)[-1]
    assert (february.basis, february.compared_with) == ("year_before", "2025-02")
    assert february.growth == pytest.approx(0.2)
    assert not february.without_growth


def test_january_is_compared_with_december() -> None:
    january = bonus_months(periods(("2026-01", 100, 50), ("2025-12", 120, 50)))[-1]
    assert (january.basis, january.compared_with) == ("month_before", "2025-12")


def test_a_gap_between_months_is_not_bridged() -> None:
    assert [month.growth for month in bonus_months(periods(("2026-01", 100, 50), ("2026-03", 90, 50)))] == [None, None]


def test_without_bonuses_or_with_few_months_nothing_is_claimed_about_growth() -> None:
    no_bonus = full_bonus_without_growth(
        bonus_months(periods(("2026-01", 100, None), ("2026-02", 90, None))), audited()
    )
    few = full_bonus_without_growth(bonus_months(periods(("2026-01", 100, 50), ("2026-02", 90, 50))), audited())
    assert (no_bonus.answer, no_bonus.reason) == ("cannot_tell", "no-bonus")
    assert (few.answer, few.reason) == ("cannot_tell", "few-months")
    assert full_bonus_without_growth((), audited()).reason == "no-bonus"


def test_a_flat_plan_gives_no_reason_to_sell_above_it() -> None:
    answer = reason_to_sell_above_plan(audited(FLAT_PLAN, kpi("activity_count", 0.4)), bonus_months(sample_periods()))
    assert (answer.answer, answer.reason) == ("no", "nothing-above-plan-seen")
    assert answer.figures["just_above_count"] == 5  # January to June but May, which missed the plan
    assert reason_to_sell_above_plan(audited(FLAT_PLAN), ()).reason == "nothing-above-plan"


def test_a_kpi_for_revenue_above_plan_is_a_reason() -> None:
    assert reason_to_sell_above_plan(audited(FLAT_PLAN, kpi("healthy_revenue_above_plan")), ()).answer == "yes"


def test_a_plan_paid_up_to_a_higher_cap_is_a_reason() -> None:
    answer = reason_to_sell_above_plan(audited(kpi("plan_attainment", words="потолок 130%")), ())
    assert (answer.answer, answer.figures["cap_share"]) == ("yes", 1.3)


def test_a_kpi_that_was_not_understood_leaves_the_question_open() -> None:
    answer = reason_to_sell_above_plan(audited(FLAT_PLAN, kpi("other", sure=False)), ())
    assert (answer.answer, answer.reason) == ("cannot_tell", "kpi-unclear")


def test_a_margin_kpi_that_is_no_share_of_the_bonus_may_pay_for_more() -> None:
    assert reason_to_sell_above_plan(audited(FLAT_PLAN, kpi("healthy_margin")), ()).answer == "cannot_tell"
    assert reason_to_sell_above_plan(audited(FLAT_PLAN, kpi("healthy_margin", 0.1)), ()).answer == "no"


def test_payments_tell_whether_a_plan_is_flat_where_the_words_do_not() -> None:
    flat = bonus_months(periods(("2026-01", 101, 50), ("2026-02", 110, 50), ("2026-03", 120, 49)))
    rising = bonus_months(periods(("2026-01", 101, 50), ("2026-02", 110, 60), ("2026-03", 120, 70)))
    assert reason_to_sell_above_plan(audited(OPEN_PLAN), flat).answer == "no"
    assert reason_to_sell_above_plan(audited(OPEN_PLAN), rising).reason == "plan-payout-open"
    assert reason_to_sell_above_plan(audited(OPEN_PLAN), ()).reason == "plan-payout-open"


@pytest.mark.parametrize(
    ("kpis", "answer", "reason"),
    [
        ([kpi("plan_attainment", 0.5), kpi("healthy_margin", 0.5)], "yes", "healthy-share"),
        ([kpi("plan_attainment", 0.9), kpi("healthy_margin", 0.1)], "no", "healthy-share"),
        ([kpi("healthy_margin", 0.6), kpi("other")], "yes", "healthy-share-at-least"),
        ([kpi("plan_attainment", 0.6), kpi("other", sure=False)], "no", "other-share-at-least"),
        ([kpi("plan_attainment", 0.4), kpi("healthy_margin")], "cannot_tell", "shares-unknown"),
        ([], "cannot_tell", "no-kpis"),
    ],
)
def test_shares_of_the_bonus_decide_whether_it_is_tied_to_money(
    kpis: list[SchemeItem], answer: str, reason: str
) -> None:
    found = tied_to_money(audited(*kpis), None, None)
    assert (found.answer, found.reason) == (answer, reason)


def test_shares_that_do_not_sum_to_one_are_scaled() -> None:
    found = tied_to_money(audited(kpi("plan_attainment", 0.3), kpi("healthy_margin", 0.3)), None, None)
    assert found.figures["healthy_share"] == pytest.approx(0.5)


def test_correlations_stand_beside_the_answer() -> None:
    moves = correlation([p.head_bonus_paid for p in sample_periods()], [p.fact for p in sample_periods()])
    assert moves is not None
    figures = tied_to_money(audited(FLAT_PLAN), moves, None).figures
    assert (figures["revenue_r"], figures["revenue_months"]) == (moves.r, 6)
    assert "margin_r" not in figures


def test_the_interval_of_a_correlation_holds_it_and_narrows_with_months() -> None:
    def column(count: int, seed: int) -> list[Decimal | None]:
        return [Decimal(float(value)) for value in np.random.default_rng(seed).normal(size=count)]

    short, long = correlation(column(8, 1), column(8, 2)), correlation(column(80, 1), column(80, 2))
    assert short is not None
    assert long is not None
    assert short.low <= short.r <= short.high
    assert long.high - long.low < short.high - short.low


def test_few_months_or_a_bonus_that_never_moves_have_no_correlation() -> None:
    moving: list[Decimal | None] = [Decimal(n) for n in range(6)]
    assert correlation(moving, [Decimal(1)] * 6) is None
    assert correlation(moving[:5], moving[:5]) is None
    assert correlation([*moving[:5], None], moving) is None
    same = correlation(moving, moving)
    assert same is not None
    assert same.r == pytest.approx(1, abs=1e-5)


def every_answer() -> dict[tuple[str, str], Answer]:
    """One answer of each reason."""
    months = bonus_months(sample_periods())
    no_growth_seen = bonus_months(tuple(replace(p, fact=Decimal(n)) for n, p in enumerate(sample_periods(), start=9)))
    growth = "full_bonus_without_growth", "reason_to_sell_above_plan", "tied_to_money"
    answers = [
        *((growth[0], full_bonus_without_growth(m, audited())) for m in (months, no_growth_seen, (), months[:2])),
        *(
            (growth[1], reason_to_sell_above_plan(audited(*kpis), m))
            for kpis, m in (
                ([kpi("healthy_revenue_above_plan")], ()),
                ([kpi("plan_attainment", words="потолок 130%")], ()),
                ([kpi("healthy_margin", words="2% валовой прибыли")], ()),
                ([FLAT_PLAN], ()),
                ([FLAT_PLAN], months),
                ([kpi("other", sure=False)], ()),
                ([OPEN_PLAN], ()),
                ([], ()),
            )
        ),
        *(
            (growth[2], tied_to_money(audited(*kpis), None, None))
            for kpis in (
                [FLAT_PLAN],
                [kpi("healthy_margin", 0.6), kpi("other")],
                [FLAT_PLAN, kpi("other")],
                [kpi("other")],
                [],
            )
        ),
        (growth[0], full_bonus_without_growth(bonus_months(UNPAID), audited(STEPS, rows=UNPAID))),
        (growth[2], tied_to_money(audited(STEPS, MARGIN_RATE, rows=UNPAID), None, None)),
    ]
    return {(question, answer.reason): answer for question, answer in answers}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_has_its_sentence(language: Language) -> None:
    texts, answers = Texts(language), every_answer()
    sentences = {answer_sentence(question, answer, texts) for (question, _), answer in answers.items()}
    without = {"answer-yes", "answer-no", "answer-cannot_tell", "answer-moves-revenue", "answer-moves-margin"}
    written = {m for m in (f"answer-{question}-{reason}" for question, reason in answers) if texts.has(m)}
    assert len(written) == len(answers) == 19
    assert all(texts.has(message) for message in without)
    assert len(sentences) >= 18  # "no KPIs" is one sentence for two questions
