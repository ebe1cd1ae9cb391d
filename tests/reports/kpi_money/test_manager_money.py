"""Sums by manager stand beside the workload, or not at all."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from classify.crm_work.person_load import PersonLoad, TeamLoad, team_load
from classify.records import ErrorLoss
from reports.kpi_money.manager_money import manager_sums
from reports.kpi_money.money_range import MoneyRange
from tests.reports.sample_run import AS_OF, sample_archive


def team() -> TeamLoad:
    """U2 with the seven deals of the sample archive."""
    return team_load(sample_archive())


def loss(deal_id: str, person: str | None = "U2", *, known: bool = True, culprit: str = "manager") -> ErrorLoss:
    load = PersonLoad(person or "", AS_OF, 30, 12.0, 4, 2.0, None, True, None, True) if known else None
    return ErrorLoss(deal_id, 1, True, 0.5, Decimal(700), culprit, "M1_no_callback", {}, "none", person, (),  # type: ignore[arg-type]
                     full_amount=Decimal(700), load=load)  # fmt: skip


def test_a_sum_stands_beside_the_workload_and_is_shared_out_over_all_leads() -> None:
    (manager,) = manager_sums([loss("S1"), loss("S2"), loss("S2")], team()).managers
    assert (manager.user_id, manager.deals) == ("U2", 2)
    assert manager.money == MoneyRange(Decimal(0), Decimal(700), Decimal(1400))
    assert (manager.load.leads, manager.for_each_lead) == (7, Decimal(100))
    assert (manager.load.open_deals, manager.load.colleagues_open, manager.load.absent) == (30, 12.0, 0)


def test_a_sum_without_workload_is_withheld() -> None:
    sums = manager_sums([loss("S1"), loss("S2", known=False)], team())
    assert (sums.managers, sums.withheld) == ((), ("U2",))
    assert manager_sums([loss("S1", "U9")], team()).withheld == ("U9",)  # somebody the archive puts no deal to


def test_losses_of_the_head_of_nobody_and_unflagged_ones_are_in_no_managers_sum() -> None:
    others = [loss("S1", "U1", culprit="head"), loss("S2", None), replace(loss("S3"), flagged=False)]
    sums = manager_sums([*others, replace(loss("S4"), amount_lost=None)], team())
    assert (sums.managers, sums.withheld) == ((), ())
