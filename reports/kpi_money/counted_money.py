"""All losses in one sum: flagged deals, tests of gaming, and deals that may be won back, every deal counted once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from classify.records import ErrorLoss, Rankings, Revival
from deals.records import Period
from reports.company_margin import margin_share
from reports.kpi_money.assumptions import MoneyAssumptions
from reports.kpi_money.deal_money import loss_range, revival_range
from reports.kpi_money.gaming_money import GamingMoney
from reports.kpi_money.money_range import MoneyRange, sum_of

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class DealSum:
    """Deals with what they add up to. money: None where none of them has a known sum."""

    money: MoneyRange | None
    deals: int
    without_sum: int  # of the deals: in no sum, since their amount (or margin, for one to win back) is not known


@dataclass(frozen=True, slots=True)
class SignSum:
    """What one sign of gaming adds to the deals that were counted before it."""

    sign: str
    deals: int  # counted for it
    counted_before: int  # its other deals: flagged with a record of their own, or claimed by a surer sign
    money: MoneyRange | None


@dataclass(frozen=True, slots=True)
class KpiSum:
    """One toxic KPI of the scheme."""

    kpi: str
    from_deals: DealSum  # flagged losses whose own record shows that it rewarded them
    from_tests: tuple[SignSum, ...]

    @property
    def money(self) -> MoneyRange | None:
        """All of it; None where nothing is known of it in money."""
        return sum_of(m for m in (self.from_deals.money, *(sign.money for sign in self.from_tests)) if m is not None)


@dataclass(frozen=True, slots=True)
class CountedMoney:
    """Losses through error and deals to win back. All sums are revenue, over the time that the archive covers."""

    kpis: tuple[KpiSum, ...]
    no_kpi: DealSum  # flagged losses that no KPI of this scheme rewarded
    to_win_back: DealSum  # flagged deals worth reviving that are in none of the sums above
    both_lists: DealSum  # what may come back of the deals counted as lost: part of the sums above, not beside them
    chance_unknown: int  # flagged losses whose chance to win is not known
    margin_share: Decimal | None  # of revenue, over the months that have both
    assumptions: MoneyAssumptions = field(default_factory=MoneyAssumptions)

    @property
    def through_kpis(self) -> MoneyRange | None:
        return sum_of(kpi.money for kpi in self.kpis if kpi.money is not None)

    @property
    def total(self) -> MoneyRange | None:
        parts = (self.through_kpis, self.no_kpi.money, self.to_win_back.money)
        return sum_of(money for money in parts if money is not None)

    @property
    def deals(self) -> int:
        """All deals counted, with a sum or without."""
        return self.no_kpi.deals + self.to_win_back.deals + sum(
            kpi.from_deals.deals + sum(sign.deals for sign in kpi.from_tests) for kpi in self.kpis
        )  # fmt: skip


def count_money(
    rankings: Rankings,
    kpis: Sequence[str],
    tests: Sequence[GamingMoney],
    periods: Sequence[Period],
    assumptions: MoneyAssumptions | None = None,
) -> CountedMoney:
    """Count every deal once.

    kpis: the toxic types that the owner's scheme holds, each once. tests: signs of gaming that were found, the surest
    first; those of a KPI that the scheme lacks are not counted, for nobody is paid for them.

    What a deal's own record shows goes before what a test says of a group, and losses before deals to win back. A sum
    without deals (`beside`) may be made of deals counted before it for the same KPI or for none: the assumed share of
    those is taken off its low and middle figure; the high one leaves it whole, since they may be others.
    """
    assumed = assumptions or MoneyAssumptions()
    losses = _once(loss for loss in rankings.error_loss if loss.flagged)
    revivals = {revival.deal_id: revival for revival in rankings.revive if revival.flagged}
    of_kpi = {loss.deal_id: loss.toxic_kpi if loss.toxic_kpi in kpis else None for loss in losses}
    no_kpi = _losses_sum([loss for loss in losses if of_kpi[loss.deal_id] is None], assumed)
    counted = set(of_kpi)
    sums = []
    for kpi in kpis:
        from_deals = _losses_sum([loss for loss in losses if of_kpi[loss.deal_id] == kpi], assumed)
        sums.append(KpiSum(kpi, from_deals, ()))
    signs = _sign_sums(tests, {kpi.kpi: kpi.from_deals.money for kpi in sums}, no_kpi.money, counted, assumed)
    return CountedMoney(
        kpis=tuple(KpiSum(kpi.kpi, kpi.from_deals, tuple(signs[kpi.kpi])) for kpi in sums),
        no_kpi=no_kpi,
        to_win_back=_revivals_sum([r for r in revivals.values() if r.deal_id not in counted], assumed),
        both_lists=_revivals_sum([r for r in revivals.values() if r.deal_id in counted], assumed),
        chance_unknown=sum(loss.chance_to_win is None and loss.amount_lost is not None for loss in losses),
        margin_share=margin_share(periods),
        assumptions=assumed,
    )


def _once(losses: Iterable[ErrorLoss]) -> list[ErrorLoss]:
    return list({loss.deal_id: loss for loss in losses}.values())


def _losses_sum(losses: Collection[ErrorLoss], assumptions: MoneyAssumptions) -> DealSum:
    return _deal_sum([loss_range(loss, assumptions) for loss in losses])


def _revivals_sum(revivals: Collection[Revival], assumptions: MoneyAssumptions) -> DealSum:
    return _deal_sum([revival_range(revival, assumptions) for revival in revivals])


def _deal_sum(ranges: Sequence[MoneyRange | None]) -> DealSum:
    priced = [money for money in ranges if money is not None]
    return DealSum(sum_of(priced), len(ranges), len(ranges) - len(priced))


def _sign_sums(
    tests: Sequence[GamingMoney],
    from_deals: Mapping[str, MoneyRange | None],
    no_kpi: MoneyRange | None,
    counted: set[str],
    assumptions: MoneyAssumptions,
) -> dict[str, list[SignSum]]:
    """KPI to its signs; `counted` gets the deals that the tests claim."""
    found: dict[str, list[SignSum]] = {kpi: [] for kpi in from_deals}
    for test in (test for test in tests if test.kpi in found):
        own = [deal_id for deal_id in test.deals if deal_id not in counted]
        counted.update(own)
        before = [from_deals[test.kpi], no_kpi, *(sign.money for sign in found[test.kpi])]
        ranges = [test.deals[deal_id] for deal_id in own]
        ranges += _rest(test.beside, sum_of([*_known(before), *ranges]), assumptions)
        found[test.kpi].append(SignSum(test.sign, len(own), len(test.deals) - len(own), sum_of(ranges)))
    return found


def _known(ranges: Iterable[MoneyRange | None]) -> Iterator[MoneyRange]:
    return (money for money in ranges if money is not None)


def _rest(beside: MoneyRange | None, before: MoneyRange | None, assumptions: MoneyAssumptions) -> list[MoneyRange]:
    """What a sum without deals adds to what was counted before it."""
    if beside is None or before is None:
        return [] if beside is None else [beside]
    same = before.times(assumptions.overlap_of_sums)
    low, mid = max(beside.low - same.low, _ZERO), max(beside.mid - same.mid, _ZERO)
    return [MoneyRange(min(low, mid), mid, beside.high)]
