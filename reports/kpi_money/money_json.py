"""The sums of losses as kpi_audit.json holds them."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from reports.kpi_money.counted_money import CountedMoney, DealSum, KpiSum, SignSum
from reports.kpi_money.manager_money import ManagerMoney, ManagerSums
from reports.kpi_money.money_range import MoneyRange

_CENT = Decimal("0.01")


def counted_json(counted: CountedMoney, managers: ManagerSums) -> dict[str, Any]:
    """`kpi_money` of kpi_audit.json."""
    return {
        "total": range_json(counted.total),
        "through_kpis": range_json(counted.through_kpis),
        "kpis": [_kpi_json(kpi) for kpi in counted.kpis],
        "no_kpi": _deals_json(counted.no_kpi),
        "to_win_back": _deals_json(counted.to_win_back),
        "both_lists": _deals_json(counted.both_lists),
        "deals": counted.deals,
        "chance_unknown": counted.chance_unknown,
        "margin_share": counted.margin_share,
        "managers": [_manager_json(manager) for manager in managers.managers],
        "managers_withheld": list(managers.withheld),
        "assumptions": asdict(counted.assumptions),
    }


def range_json(money: MoneyRange | None) -> dict[str, Decimal] | None:
    """low, mid and high to the hundredth; None where nothing is known."""
    if money is None:
        return None
    return {end: getattr(money, end).quantize(_CENT) for end in ("low", "mid", "high")}


def _deals_json(sum_: DealSum) -> dict[str, Any]:
    return {"money": range_json(sum_.money), "deals": sum_.deals, "without_sum": sum_.without_sum}


def _kpi_json(kpi: KpiSum) -> dict[str, Any]:
    return {
        "type": kpi.kpi,
        "money": range_json(kpi.money),
        "from_deals": _deals_json(kpi.from_deals),
        "from_tests": [_sign_json(sign) for sign in kpi.from_tests],
    }


def _sign_json(sign: SignSum) -> dict[str, Any]:
    return {
        "sign": sign.sign,
        "money": range_json(sign.money),
        "deals": sign.deals,
        "counted_before": sign.counted_before,
    }


def _manager_json(manager: ManagerMoney) -> dict[str, Any]:
    return {
        "user_id": manager.user_id,
        "money": range_json(manager.money),
        "deals": manager.deals,
        "for_each_lead": manager.for_each_lead.quantize(_CENT),
        "load": asdict(manager.load),
    }
