"""Archives of a few months for the tests of the proposal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from deals.records import Archive, Deal, Period
from tests.reports.sample_run import moment, sample_archive

MONTHS = tuple(f"2026-{n:02}" for n in range(1, 7))


def period(month: str, **figures: int | None) -> Period:
    """Plan 1 000 000, revenue 1 100 000, margin 300 000 and bonus 100 000, unless figures say otherwise."""
    usual: dict[str, int | None] = {"plan": 1_000_000, "fact": 1_100_000, "margin_fact": 300_000,
                                    "head_bonus_paid": 100_000}  # fmt: skip
    return Period(month, **{k: None if v is None else Decimal(v) for k, v in {**usual, **figures}.items()})


def archive_of(*periods: Period, deals: tuple[Deal, ...] = ()) -> Archive:
    """The sample archive (as of 30 June 2026) with these months, and with these deals in place of its own."""
    return replace(sample_archive(), periods=periods, deals={deal.deal_id: deal for deal in deals})


def usual_year(**figures: int | None) -> Archive:
    return archive_of(*(period(month, **figures) for month in MONTHS))


def qualified_deals(won: int = 4, lost: int = 6, amount: int = 275_000) -> tuple[Deal, ...]:
    """So many won and lost qualified deals in each of MONTHS; four won of the usual amount are its whole revenue."""
    made = []
    for n in range(1, 7):
        for place in range(won + lost):
            closed = moment(n, 15)
            made.append(Deal(f"Q{n}-{place}", None, None, Decimal(amount), None, None, True, closed - timedelta(days=9),
                             closed, "won" if place < won else "lost", None, None, None))  # fmt: skip
    return tuple(made)
