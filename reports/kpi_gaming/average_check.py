"""Average check: small leads dropped, options pushed on clients who leave, a higher check with fewer deals won."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

import numpy as np

from deals.records import Deal
from reports.kpi_gaming.exact_tests import Estimate, Table, more_events_p, share_difference, shift_within, totals
from reports.kpi_gaming.finding import GamingFinding, GamingSign, decide
from reports.kpi_gaming.sales_record import SalesRecord
from reports.kpi_gaming.sign_money import leads_lost_more

SMALLEST = 1 / 3  # of the leads
LEAST_LEADS, LEAST_HEARD, LEAST_WON = 20, 20, 20
WITH_AMOUNT = 0.5  # share of lost deals whose sum has to be known
WORTH_DROPPED, MARKED_DROPPED = 0.10, 0.20  # share of small leads, beyond that of others
WORTH_PUSHED, MARKED_PUSHED = 0.10, 0.20  # share lost, beyond that of others
LEAST_PUSHED = 0.1  # share of the deals with words, to be a policy
WORTH_FEWER, MARKED_FEWER = 0.05, 0.12  # share won, from the first half to the second


def check_gaming(record: SalesRecord) -> GamingFinding:
    """Whether the average check is raised by losing clients.

    A price rise or a dearer product raises the check and the revenue of a lead; neither leaves small clients without
    a single call.
    """
    leads = [d for d in record.closed if d.amount]
    lost = [d for d in record.closed if d.status == "lost"]
    missing = []
    if not lost or sum(d.amount is not None for d in lost) < WITH_AMOUNT * len(lost):
        missing.append("amounts")
    if not record.touches:
        missing.append("contacts")
    pushed, heard = record.heard_in_deals("pressure_upsell")
    if not heard:
        missing.append("words")
    signs = (
        _dropped(record, leads) if not {"amounts", "contacts"} & set(missing) else None,
        _pushed(record, pushed, heard),
        _dearer_and_fewer(record),
    )
    return decide("average_check", [[sign] for sign in signs if sign is not None], missing, record.extent)


def _half_year(deal: Deal) -> tuple[int, bool]:
    return deal.created_at.year, deal.created_at.month > 6


def _dropped(record: SalesRecord, leads: Sequence[Deal]) -> GamingSign | None:
    """Share of lost deals that nobody ever tried to reach, among the smallest third of the leads and the others.

    Small clients get fewer calls everywhere; not one is another matter.
    """
    if len(leads) < 2 * LEAST_LEADS:
        return None
    below = float(np.quantile([float(d.amount or 0) for d in leads], SMALLEST))
    own: dict[tuple[int, bool], list[Deal]] = defaultdict(list)
    for deal in leads:
        own[_half_year(deal)].append(deal)
    tables = []
    for deals in own.values():
        small, large = ([_left_alone(record, d) for d in deals if (float(d.amount or 0) < below) is k]
                        for k in (True, False))  # fmt: skip
        tables.append(Table(sum(small), len(small), sum(large), len(large)))
    whole, difference = totals(tables), share_difference(tables)
    if min(whole.total, whole.other_total) < LEAST_LEADS:
        return None
    smallest = [deal for deal in leads if float(deal.amount or 0) < below]
    dropped = [deal for deal in smallest if _left_alone(record, deal)]
    worked = [deal.status == "won" for deal in smallest if not _left_alone(record, deal)]
    chance = sum(worked) / len(worked) if worked else 0.0
    return GamingSign(
        "small-leads-dropped", difference.value, difference.low, difference.high, "difference",
        more_events_p(tables), difference.value >= WORTH_DROPPED, MARKED_DROPPED / difference.error,
        {"count": whole.events, "leads_count": whole.total, "small_share": whole.events / whole.total,
         "other_share": whole.other_events / whole.other_total, "below_money": round(below)},
        leads_lost_more("average_check", "small-leads-dropped", dropped, _of_dropped(difference, whole), chance),
    )  # fmt: skip


def _of_dropped(more: Estimate, whole: Table) -> Estimate:
    """The share beyond that of others, of the small leads, as a share of those that were dropped."""
    times = whole.total / whole.events if whole.events else 0.0
    return Estimate(more.value * times, more.low * times, more.high * times, more.error * times)


def _left_alone(record: SalesRecord, deal: Deal) -> bool:
    return deal.status == "lost" and not any(t.ours or t.noted for t in record.touches.get(deal.deal_id, ()))


def _pushed(record: SalesRecord, pushed: set[str], heard: set[str]) -> GamingSign | None:
    """Share lost among deals in whose calls the seller pushed what was not asked for, and the other heard deals."""
    closed = [d for d in record.closed if d.deal_id in heard]
    own: dict[tuple[int, bool], list[Deal]] = defaultdict(list)
    for deal in closed:
        own[_half_year(deal)].append(deal)
    tables = []
    for deals in own.values():
        yes, no = ([d.status == "lost" for d in deals if (d.deal_id in pushed) is kind] for kind in (True, False))
        tables.append(Table(sum(yes), len(yes), sum(no), len(no)))
    whole, difference = totals(tables), share_difference(tables)
    if whole.total + whole.other_total < 2 * LEAST_HEARD or not whole.total or not whole.other_total:
        return None
    often = whole.total >= LEAST_PUSHED * len(closed)
    return GamingSign(
        "options-pushed", difference.value, difference.low, difference.high, "difference", more_events_p(tables),
        often and difference.value >= WORTH_PUSHED, MARKED_PUSHED / difference.error,
        {"count": whole.total, "heard_count": len(closed), "pushed_share": whole.events / whole.total,
         "other_share": whole.other_events / whole.other_total},
        leads_lost_more("average_check", "options-pushed", [d for d in closed if d.deal_id in pushed], difference),
    )  # fmt: skip


def _dearer_and_fewer(record: SalesRecord) -> GamingSign | None:
    """A higher check and fewer deals won in the second half of the period, with no more revenue from a lead.

    Both have to be sure: the p-value is the larger of the two (intersection-union test: Berger, Technometrics 24
    (1982), 295). Leads that came too late to be closed by as_of are left out.
    """
    closed = [d for d in record.closed if d.closed_at and d.closed_at > d.created_at]
    won = [d for d in closed if d.status == "won" and d.amount]
    if len(won) < LEAST_WON:
        return None
    cycle = timedelta(days=2 * median((d.closed_at - d.created_at).days for d in closed if d.closed_at))
    as_of = datetime.combine(record.archive.as_of, datetime.min.time(), record.archive.timezone)
    told = [d for d in closed if d.created_at <= as_of - cycle and (d.status == "lost" or d.amount)]
    if len(told) < 2 * LEAST_LEADS:
        return None
    middle = median(d.created_at.timestamp() for d in told)
    halves = [[d for d in told if (d.created_at.timestamp() > middle) is late] for late in (False, True)]
    first, second = ([d for d in half if d.status == "won"] for half in halves)
    if min(len(first), len(second)) < LEAST_WON // 4:
        return None
    sums = np.log([float(d.amount or 1) for d in [*first, *second]])
    dearer = shift_within([(sums, np.arange(len(sums)) >= len(first))])
    if dearer is None:
        return None
    table = Table(len(halves[1]) - len(second), len(halves[1]), len(halves[0]) - len(first), len(halves[0]))
    fewer = share_difference([table])
    by_lead = [sum(float(d.amount or 0) for d in won) / len(half)
               for won, half in zip((first, second), halves, strict=True)]  # fmt: skip
    return GamingSign(
        "dearer-and-fewer", fewer.value, fewer.low, fewer.high, "difference",
        max(dearer.p_value, more_events_p([table])),
        fewer.value >= WORTH_FEWER and dearer.difference > 0 and by_lead[1] <= by_lead[0],
        MARKED_FEWER / fewer.error,
        {"check_ratio": math.exp(dearer.difference), "first_share": len(first) / len(halves[0]),
         "second_share": len(second) / len(halves[1]), "lead_ratio": by_lead[1] / by_lead[0] if by_lead[0] else 0.0},
    )  # fmt: skip
