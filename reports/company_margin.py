"""How much of the company's revenue is margin."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from deals.records import Period

_ZERO = Decimal(0)


def margin_share(periods: Iterable[Period]) -> Decimal | None:
    """Margin over revenue of all months that have both; None without any."""
    both = [(p.margin_fact, p.fact) for p in periods if p.margin_fact is not None and p.fact is not None]
    revenue = sum((fact for _, fact in both), _ZERO)
    return sum((margin for margin, _ in both), _ZERO) / revenue if revenue > 0 else None
