"""KPIs read from words, for tests that are not about telling their type."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from classify.kpi_types import KpiReading
from deals.records import KpiItem
from reports.kpi_scheme.payout import Result
from reports.kpi_scheme.reader import read_item
from reports.kpi_scheme.scheme import SchemeItem


def read(
    words: str, kind: str = "plan_attainment", *, name: str = "KPI", sure: bool = True, **structure: Any
) -> SchemeItem:
    """The item as it is read; structure: fields of kpi.yaml beside the words."""
    item, _ = read_item(KpiItem(name, words, structure), KpiReading(kind, 0.9, sure))
    return item


def result(value: str, *, fact: int | None = None, plan: int | None = None, attainment: str | None = None) -> Result:
    def number(given: str | int | None) -> Decimal | None:
        return None if given is None else Decimal(given)

    return Result(Decimal(value), number(fact), number(plan), number(attainment))
