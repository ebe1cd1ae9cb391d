"""Losses by manager, never without the workload: who has many leads loses many, and who has none loses none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from classify.crm_work.person_load import PersonLoad, TeamLoad, UsualLoad
from classify.records import ErrorLoss
from reports.kpi_money.assumptions import MoneyAssumptions
from reports.kpi_money.deal_money import loss_range
from reports.kpi_money.money_range import MoneyRange, sum_of


@dataclass(frozen=True, slots=True)
class ManagerLoad:
    """What lay on a manager, beside the colleagues. Medians over the days of the errors."""

    usual: UsualLoad  # over the whole time in the archive
    leads: int  # all deals that ever came to them
    open_deals: float
    colleagues_open: float | None  # None where there were no colleagues
    absent: int  # of the losses: they were away for days in the deal's time


@dataclass(frozen=True, slots=True)
class ManagerMoney:
    """Flagged losses whose error is the manager's own. Losses of the head's are in nobody's sum."""

    user_id: str
    money: MoneyRange
    deals: int
    load: ManagerLoad

    @property
    def for_each_lead(self) -> Decimal:
        """The middle figure over all leads: what makes people comparable who had more of them and less."""
        return self.money.mid / self.load.leads


@dataclass(frozen=True, slots=True)
class ManagerSums:
    managers: tuple[ManagerMoney, ...]  # by loss for each lead, highest first
    withheld: tuple[str, ...]  # user ids with losses whose workload is not known: no sum is given


def manager_sums(
    losses: Iterable[ErrorLoss], team: TeamLoad, assumptions: MoneyAssumptions | None = None
) -> ManagerSums:  # fmt: skip
    """Sums of the flagged losses that are put down to a manager. Those without an amount are in none."""
    by_manager: dict[str, list[tuple[ErrorLoss, MoneyRange]]] = defaultdict(list)
    for loss in {loss.deal_id: loss for loss in losses if loss.flagged and loss.culprit == "manager"}.values():
        money = loss_range(loss, assumptions or MoneyAssumptions())
        if loss.person_id is not None and money is not None:
            by_manager[loss.person_id].append((loss, money))
    loads = {user_id: _load(user_id, [loss for loss, _ in own], team) for user_id, own in by_manager.items()}
    managers = [
        ManagerMoney(user_id, total, len(by_manager[user_id]), load)
        for user_id, load in loads.items()
        if load is not None and (total := sum_of(money for _, money in by_manager[user_id])) is not None
    ]
    return ManagerSums(
        managers=tuple(sorted(managers, key=lambda one: (-one.for_each_lead, one.user_id))),
        withheld=tuple(sorted(user_id for user_id, load in loads.items() if load is None)),
    )


def _load(user_id: str, losses: Sequence[ErrorLoss], team: TeamLoad) -> ManagerLoad | None:
    """None where the load of the person, or that on the day of any of the errors, is not known."""
    usual, held = team.usual(user_id), team.held.get(user_id)
    then = [loss.load for loss in losses if loss.load is not None and loss.load.user_id == user_id]
    if usual is None or held is None or len(then) < len(losses):
        return None
    return ManagerLoad(
        usual=usual,
        leads=len(held.starts),
        open_deals=median(load.open_deals for load in then),
        colleagues_open=_median_known(then),
        absent=sum(load.absence is not None for load in then),
    )


def _median_known(loads: Sequence[PersonLoad]) -> float | None:
    known = [load.colleagues_open for load in loads if load.colleagues_open is not None]
    return median(known) if known else None
