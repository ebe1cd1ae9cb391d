"""Replaying a scheme month by month: what it would have paid on the real results, and how well that fits what was paid.

Items whose result or words are not known leave a range. What was paid then fits where it lies in the range; nothing is
tuned to make it fit but the whole bonus, where no words say it, and that is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from deals.records import Archive
from reports.kpi_scheme.month_results import MonthResults, NotKnown, month_results
from reports.kpi_scheme.payout import Paid, Result, most_paid, payout_range
from reports.kpi_scheme.scheme import Scheme, SchemeItem

FITS_WITHIN = Decimal("0.02")  # of what was paid: sums are often rounded to hundreds
GOOD_FIT = Decimal("0.95")  # share explained from which the reading is called right
POOR_FIT = Decimal("0.8")
LEAST_COMPUTED = Decimal("0.5")  # of what was paid; below it a fit says little
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ItemMonth:
    """What one item pays in one month. paid None: not known, `why` says the reason."""

    name: str
    value: Decimal | None  # the result, in the item's unit
    paid: Paid | None
    why: str | None  # code of text `kpi-unknown-<code>`
    most: Decimal | None  # what it could pay at most where paid is not known


@dataclass(frozen=True, slots=True)
class ReplayMonth:
    """One month replayed. low and high: the whole bonus; high None where an unknown item has no upper end."""

    month: str
    items: tuple[ItemMonth, ...]
    low: Decimal
    high: Decimal | None
    paid: Decimal | None  # head_bonus_paid
    error: Decimal | None  # paid minus the nearest end of the range; 0 inside it

    @property
    def computed(self) -> Decimal:
        """What the items with a known result pay."""
        return sum((item.paid.low for item in self.items if item.paid is not None), _ZERO)

    @property
    def fits(self) -> bool | None:
        return None if self.error is None or self.paid is None else abs(self.error) <= FITS_WITHIN * abs(self.paid)


@dataclass(frozen=True, slots=True)
class Fit:
    """How well the replay fits what was paid, over the months with a bonus.

    verdict: "fits" or "partly" by the share explained, "does_not_fit", or "cannot_tell" where too little of what was
    paid could be computed for a fit to mean anything.
    """

    months: int
    fitting: int
    mean_absolute_error: Decimal
    explained_share: Decimal  # 1 - sum of errors / sum paid
    computed_share: Decimal  # of what was paid, from items with a known result
    verdict: Literal["fits", "partly", "does_not_fit", "cannot_tell"]


@dataclass(frozen=True, slots=True)
class Replay:
    months: tuple[ReplayMonth, ...]
    total: Decimal | None  # the whole bonus that shares are of
    total_from: Literal["words", "payments", "not_known"]
    fit: Fit | None  # None where no bonus is given


def replay(scheme: Scheme, archive: Archive) -> Replay:
    """The scheme over all months of periods.csv."""
    results = month_results(archive)
    paid = {p.month: p.head_bonus_paid for p in archive.periods}
    total, origin = _total(scheme, list(paid.values()))
    months = replay_months(scheme, results, paid, total)
    return Replay(months, total, origin, _fit(months))


def replay_months(
    scheme: Scheme, results: MonthResults, paid: Mapping[str, Decimal | None], total: Decimal | None
) -> tuple[ReplayMonth, ...]:
    """The scheme over the months of `paid`, on these results."""
    missed: dict[str, str] = {}  # item to the month from which it lies still
    months = []
    for month in sorted(paid):
        items = [_stopped(item, _item(item, results, month, total), month, missed) for item in scheme.items]
        months.append(_month(scheme, results, month, paid[month], [item for item in items if item is not None]))
    return tuple(months)


def _stopped(item: SchemeItem, found: ItemMonth | None, month: str, missed: dict[str, str]) -> ItemMonth | None:
    """The item's month, with nothing paid while an earlier miss lasts."""
    if item.after_miss is None or found is None:
        return found
    if item.name in missed and _lasts(item, missed[item.name], month):
        return replace(found, paid=Paid(_ZERO, _ZERO), why=None)
    if found.paid is not None and found.paid.high <= 0:
        missed[item.name] = month
    return found


def _lasts(item: SchemeItem, missed: str, month: str) -> bool:
    since = (int(month[:4]) - int(missed[:4])) * 12 + int(month[5:]) - int(missed[5:])
    if item.after_miss == "half_year":
        return since < 6
    span = 3 if item.after_miss == "quarter" else 12
    return since < span and (int(month[5:]) - 1) // span == (int(missed[5:]) - 1) // span and month[:4] == missed[:4]


def _total(
    scheme: Scheme, paid: Sequence[Decimal | None]
) -> tuple[Decimal | None, Literal["words", "payments", "not_known"]]:
    """The whole bonus by the words, else the highest sum ever paid, since a month in which all is reached pays it."""
    if scheme.total is not None:
        return scheme.total.value, "words"
    by_share = [item for item in scheme.items if item.share is not None and item.amount is None]
    highest = max((sum_ for sum_ in paid if sum_ is not None), default=None)
    if not by_share or highest is None:
        return None, "not_known"
    if any(item.extras or item.is_rate for item in scheme.items):
        return None, "not_known"  # what was paid then holds more than the shares
    return highest, "payments"


def _month(
    scheme: Scheme, results: MonthResults, month: str, paid: Decimal | None, known: Sequence[ItemMonth]
) -> ReplayMonth:
    low = sum((item.paid.low for item in known if item.paid is not None), _ZERO)
    tops = [item.paid.high if item.paid is not None else item.most for item in known]
    high = None if None in tops else sum((top for top in tops if top is not None), _ZERO)
    if scheme.gate is not None:
        low, high = _gated(scheme, results, month, low, high)
    low = max(low, _ZERO)
    high = None if high is None else max(high, _ZERO)
    return ReplayMonth(month, tuple(known), low, high, paid, _error(paid, low, high))


def _item(item: SchemeItem, results: MonthResults, month: str, total: Decimal | None) -> ItemMonth | None:
    result = results.of(item, month)
    if result is None:
        return None
    most = most_paid(item, total)
    if isinstance(result, NotKnown):
        return ItemMonth(item.name, None, None, result.code, most)
    paid = payout_range(item, result, total)
    if paid is None:
        return ItemMonth(item.name, result.value, None, _why(item, result, total), most)
    return ItemMonth(item.name, result.value, paid, None, most)


def _why(item: SchemeItem, result: Result, total: Decimal | None) -> str:
    if item.gate is not None and result.attainment is None:
        return "no-plan"
    if item.curve is None:
        return "curve-not-stated"
    if item.amount is None and item.share is None and not item.is_rate:
        return "share-not-stated"
    return "total-not-known" if item.amount is None and total is None else "curve-not-stated"


def _gated(
    scheme: Scheme, results: MonthResults, month: str, low: Decimal, high: Decimal | None
) -> tuple[Decimal, Decimal | None]:  # fmt: skip
    assert scheme.gate is not None
    period = results.periods[month]
    if period.fact is None or not period.plan:
        return _ZERO, high
    return (low, high) if period.fact / period.plan * 100 >= scheme.gate.at_least else (_ZERO, _ZERO)


def _error(paid: Decimal | None, low: Decimal, high: Decimal | None) -> Decimal | None:
    if paid is None:
        return None
    if paid < low:
        return paid - low
    return paid - high if high is not None and paid > high else _ZERO


def _fit(months: Sequence[ReplayMonth]) -> Fit | None:
    with_bonus = [(m, m.paid, m.error) for m in months if m.paid is not None and m.error is not None]
    total = sum((paid for _, paid, _ in with_bonus), _ZERO)
    if not with_bonus or total <= 0:
        return None
    off = sum((abs(error) for _, _, error in with_bonus), _ZERO)
    computed = min(sum((m.computed for m, _, _ in with_bonus), _ZERO) / total, Decimal(1))
    explained = 1 - off / total
    return Fit(
        months=len(with_bonus),
        fitting=sum(bool(m.fits) for m, _, _ in with_bonus),
        mean_absolute_error=(off / len(with_bonus)).quantize(Decimal(1), ROUND_HALF_UP),
        explained_share=explained,
        computed_share=computed,
        verdict=_verdict(explained, computed),
    )


def _verdict(explained: Decimal, computed: Decimal) -> Literal["fits", "partly", "does_not_fit", "cannot_tell"]:
    if explained < POOR_FIT:
        return "does_not_fit"
    if computed < LEAST_COMPUTED:
        return "cannot_tell"
    return "fits" if explained >= GOOD_FIT else "partly"
