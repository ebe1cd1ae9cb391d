"""What a sign of gaming puts into the sums: leads that were won less often, or sales that never came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from deals.records import Deal
from reports.kpi_gaming.exact_tests import Estimate
from reports.kpi_gaming.finding import ALARM, GamingFinding
from reports.kpi_money.gaming_money import GamingMoney, ShareRange, money_of_fewer_won
from reports.kpi_money.money_range import MoneyRange

_ZERO, _ONE = Decimal(0), Decimal(1)


def shown_money(findings: Iterable[GamingFinding]) -> list[GamingMoney]:
    """Of the KPIs that are gamed, the money of every sign that is sure and large enough by itself, the surest first."""
    signs = [
        sign for finding in findings if finding.verdict == "found"
        for sign in finding.signs if sign.worth and sign.p_value < ALARM and sign.money is not None
    ]  # fmt: skip
    return [sign.money for sign in sorted(signs, key=lambda sign: sign.p_value) if sign.money is not None]


def leads_lost_more(kpi: str, sign: str, leads: Sequence[Deal], fewer: Estimate, chance: float = 1.0) -> GamingMoney:
    """Money of closed leads of which more were lost, by this share, than of comparable ones.

    chance: to win one of them, where `fewer` counts leads that nobody worked rather than leads lost.
    """
    lost = {deal.deal_id: deal.amount for deal in leads if deal.status == "lost"}
    return money_of_fewer_won(kpi, sign, len(leads), lost, _share(fewer, chance))


def sales_not_made(kpi: str, sign: str, fewer: Estimate, won: Iterable[Deal]) -> GamingMoney | None:
    """Money of so many sales that a slower pace left unmade, each of the usual sum; None where no sum is known."""
    sums = [deal.amount for deal in won if deal.amount]
    if not sums:
        return None
    usual = sum(sums, _ZERO) / len(sums)
    low, mid, high = (max(_ZERO, _decimal(count)) * usual for count in (fewer.low, fewer.value, fewer.high))
    return GamingMoney(kpi, sign, beside=MoneyRange(low, mid, high))


def _share(fewer: Estimate, chance: float) -> ShareRange:
    low, mid, high = (min(_ONE, max(_ZERO, _decimal(end * chance))) for end in (fewer.low, fewer.value, fewer.high))
    return ShareRange(low, mid, high)


def _decimal(value: float) -> Decimal:
    return Decimal(str(round(value, 9)))
