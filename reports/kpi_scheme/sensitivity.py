"""Which part of the bonus moves with the company's money: the months replayed with one figure 10% higher and lower.

Only what can be computed is compared, and only against itself; items whose result the archive does not tell are left
out of both sides and counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, get_args

from deals.records import Archive, Period
from reports.kpi_scheme.month_results import MonthResults, NotKnown
from reports.kpi_scheme.payout import Result
from reports.kpi_scheme.replay import ItemMonth, ReplayMonth, replay_months
from reports.kpi_scheme.scheme import Scheme, SchemeItem

Driver = Literal["revenue", "margin", "qualified_conversion"]
CHANGE = Decimal("0.1")
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How the computed bonus of all months follows one figure.

    up, down: change of the bonus relative to itself when the figure is 10% higher and lower. moving_share: of the
    bonus, from items whose payout changes in any month. computed: the bonus that is compared, in money.
    """

    driver: Driver
    up: Decimal
    down: Decimal
    moving_share: Decimal
    computed: Decimal


@dataclass(frozen=True)
class _Changed(MonthResults):
    """Results with the qualified conversion changed."""

    factor: Decimal = Decimal(1)

    def of(self, item: SchemeItem, month: str) -> Result | NotKnown | None:
        result = MonthResults.of(self, item, month)
        if isinstance(result, Result) and item.measure.quantity == "qualified_conversion":
            return replace(result, value=result.value * self.factor)
        return result


def sensitivities(scheme: Scheme, archive: Archive, total: Decimal | None) -> tuple[Sensitivity, ...]:
    """One for each driver; none where no month's bonus could be computed."""
    plain = _months(scheme, archive, "revenue", Decimal(1), total)
    found = (_sensitivity(driver, scheme, archive, plain, total) for driver in get_args(Driver))
    return tuple(sensitivity for sensitivity in found if sensitivity is not None)


def _sensitivity(
    driver: Driver, scheme: Scheme, archive: Archive, plain: Sequence[ReplayMonth], total: Decimal | None
) -> Sensitivity | None:
    computed = sum((item.paid.low for month in plain for item in month.items if _exact(item) and item.paid), _ZERO)
    if computed <= 0:
        return None
    higher = _changes(plain, _months(scheme, archive, driver, 1 + CHANGE, total))
    lower = _changes(plain, _months(scheme, archive, driver, 1 - CHANGE, total))
    moving = {name for name, change in (*higher, *lower) if change != 0}
    own = sum(
        (i.paid.low for month in plain for i in month.items if i.name in moving and _exact(i) and i.paid), _ZERO
    )  # fmt: skip
    up, down = (sum((change for _, change in changes), _ZERO) / computed for changes in (higher, lower))
    return Sensitivity(driver, up, down, own / computed, computed)


def _changes(plain: Sequence[ReplayMonth], changed: Sequence[ReplayMonth]) -> list[tuple[str, Decimal]]:
    """By how much each item's payout of each month changes, where both are known."""
    changes = []
    for before, after in zip(plain, changed, strict=True):
        for old, new in zip(before.items, after.items, strict=True):
            if old.paid is not None and new.paid is not None and _exact(old) and _exact(new):
                changes.append((old.name, new.paid.low - old.paid.low))
    return changes


def _exact(item: ItemMonth) -> bool:
    return item.paid is not None and item.paid.exact is not None


def _months(
    scheme: Scheme, archive: Archive, driver: Driver, factor: Decimal, total: Decimal | None
) -> tuple[ReplayMonth, ...]:  # fmt: skip
    periods = {period.month: _scaled(period, driver, factor) for period in archive.periods}
    results = _Changed(archive, periods, factor=factor if driver == "qualified_conversion" else Decimal(1))
    return replay_months(scheme, results, dict.fromkeys(periods), total)


def _scaled(period: Period, driver: Driver, factor: Decimal) -> Period:
    """Revenue takes its margin along, margin alone leaves revenue as it is."""
    if driver == "qualified_conversion":
        return period
    margin = None if period.margin_fact is None else period.margin_fact * factor
    if driver == "margin":
        return replace(period, margin_fact=margin)
    return replace(period, fact=None if period.fact is None else period.fact * factor, margin_fact=margin)
