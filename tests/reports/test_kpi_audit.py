"""The audit: what each KPI pays for, what it cost, every deal counted once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from classify.kpi_types import KpiReading
from deals.records import KpiItem
from reports.kpi_audit import audit_kpis
from reports.loss_money import loss_money
from reports.texts import Texts
from tests.reports.sample_run import (
    KPI_READINGS,
    many_losses,
    sample_archive,
    sample_rankings,
    without_flags,
)


def test_a_toxic_kpi_carries_the_flagged_deals_it_rewarded() -> None:
    plan, calls, margin = audit_kpis(sample_archive(), KPI_READINGS, sample_rankings()).kpis
    assert (plan.toxic, plan.verdict, plan.share) == (True, "toxic-shown", 0.6)
    assert [item.deal_id for item in plan.evidence] == ["S2"]
    assert plan.evidence[0].evidence.quote == "Расчёт пришлю завтра"
    assert plan.money is not None
    assert (plan.money.low, plan.money.mid, plan.money.high) == (
        Decimal("1125000"),
        Decimal("1125000"),
        Decimal(1_250_000),
    )
    assert plan.statistics == {"just_above_count": 5, "months_count": 6, "just_above_share": 0.03}
    assert (margin.toxic, margin.verdict, margin.money) == (False, "healthy", None)
    # Its only deal has neither an amount nor evidence: the verdict stands, a sum does not.
    assert (calls.verdict, calls.money, calls.evidence) == ("toxic-shown", None, ())


def test_a_toxic_kpi_without_a_flagged_deal_is_toxic_by_design_only() -> None:
    audit = audit_kpis(sample_archive(), KPI_READINGS, without_flags(sample_rankings()))
    assert [kpi.verdict for kpi in audit.kpis] == ["toxic-by-design", "toxic-by-design", "healthy"]
    assert (audit.loss_total, audit.loss_through_kpis) == (None, None)


def test_a_kpi_that_was_not_understood_is_neither_toxic_nor_blamed() -> None:
    readings = [KpiReading("other", 0.3, False), *KPI_READINGS[1:]]
    unclear = audit_kpis(sample_archive(), readings, sample_rankings()).kpis[0]
    assert (unclear.toxic, unclear.verdict, unclear.money) == (False, "unclear", None)


def test_two_kpis_of_one_type_do_not_both_claim_a_deal() -> None:
    kpis = (KpiItem("План А", "20% премии"), KpiItem("План Б", "50% премии"))
    archive = replace(sample_archive(), kpis=kpis)
    light, heavy = audit_kpis(archive, [KPI_READINGS[0]] * 2, sample_rankings()).kpis
    assert (light.money, light.evidence) == (None, ())
    assert heavy.money is not None
    assert heavy.money.deals == 1


def test_only_kpis_of_the_scheme_are_blamed_for_money() -> None:
    archive = replace(sample_archive(), kpis=sample_archive().kpis[1:])
    audit = audit_kpis(archive, KPI_READINGS[1:], sample_rankings())
    assert audit.loss_total is not None
    assert audit.loss_total.deals == 3
    assert audit.loss_through_kpis is None  # the plan KPI is gone, and the other deal has no amount


def test_the_low_end_holds_only_losses_that_are_all_but_certain() -> None:
    first, second = (replace(loss, probability=p) for loss, p in zip(many_losses(2, 2), (0.9, 0.5), strict=True))
    money = loss_money([first, second])
    assert money is not None
    assert (money.low, money.mid, money.high) == (Decimal(900), Decimal(1400), Decimal(2000))


def test_a_deal_given_twice_counts_once_and_one_without_amount_is_told_apart() -> None:
    (loss,) = many_losses(1, 1)
    money = loss_money([loss, loss, replace(loss, deal_id="X", amount_lost=None)])
    assert money is not None
    assert (money.high, money.deals, money.deals_without_amount) == (Decimal(1000), 2, 1)


def test_no_priced_loss_gives_no_sum() -> None:
    assert loss_money([]) is None
    assert loss_money([replace(many_losses(1, 1)[0], amount_lost=None)]) is None


def test_readings_must_match_the_scheme() -> None:
    with pytest.raises(ValueError, match="zip"):
        audit_kpis(sample_archive(), KPI_READINGS[:1], sample_rankings())


def test_an_archive_without_kpis_and_periods_says_what_is_missing() -> None:
    bare = replace(sample_archive(), kpis=(), periods=())
    audit = audit_kpis(bare, (), sample_rankings())
    assert (audit.kpis, audit.months, audit.simulation) == ((), (), None)
    assert [answer.answer for answer in audit.questions.values()] == ["cannot_tell"] * 3


def test_recommended_are_the_healthy_types_with_what_is_already_there() -> None:
    recommended = audit_kpis(sample_archive(), KPI_READINGS, sample_rankings()).recommended
    assert {item.type: item.present for item in recommended} == {
        "healthy_revenue_above_plan": False,
        "healthy_margin": True,
        "healthy_qualified_conversion": False,
    }


def test_the_simulation_spreads_the_same_sum_by_margin() -> None:
    simulation = audit_kpis(sample_archive(), KPI_READINGS, sample_rankings()).simulation
    assert simulation is not None
    assert simulation.basis == "margin"
    paid, following = (sum(getattr(m, name) for m in simulation.months) for name in ("paid", "following_money"))
    assert abs(paid - following) < Decimal("0.1")
    may, june = simulation.months[4], simulation.months[5]
    assert june.following_money / may.following_money == pytest.approx(
        Decimal(220) / Decimal(150), abs=Decimal("0.001")
    )


def test_without_every_margin_the_simulation_follows_revenue() -> None:
    archive = sample_archive()
    first, *rest = archive.periods
    periods = (replace(first, margin_fact=None), *rest)
    simulation = audit_kpis(replace(archive, periods=periods), KPI_READINGS, sample_rankings()).simulation
    assert simulation is not None
    assert simulation.basis == "revenue"
    no_revenue = (replace(first, margin_fact=None, fact=None), *rest)
    assert audit_kpis(replace(archive, periods=no_revenue), KPI_READINGS, sample_rankings()).simulation is None


def test_the_json_has_what_the_format_asks_for() -> None:
    json = audit_kpis(sample_archive(), KPI_READINGS, sample_rankings()).to_json(Texts("ru"))
    assert {"kpis", "questions", "loss_total", "recommended", "simulation"} <= json.keys()
    assert list(json["questions"]) == ["full_bonus_without_growth", "reason_to_sell_above_plan", "tied_to_money"]
    assert {"name", "type", "toxic", "evidence", "money"} <= json["kpis"][0].keys()
    assert json["questions"]["full_bonus_without_growth"]["months"] == ["2026-03"]
    assert json["recommended"]["instead_of"] == ["План месяца", "Наборы"]
