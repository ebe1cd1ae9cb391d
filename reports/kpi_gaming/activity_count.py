"""Activity: cold calls made while warm leads waited, short talks on days of many calls, fewer deals won from them."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from scipy.special import ndtr

from deals.records import Deal
from reports.kpi_gaming.exact_tests import Z95, Table, more_events_p, share_difference, shift_within, totals
from reports.kpi_gaming.finding import GamingFinding, GamingSign, decide
from reports.kpi_gaming.sales_record import SalesRecord, is_cold
from reports.kpi_gaming.sign_money import leads_lost_more

MOST_WAIT_H = 45.0  # five working days: who waits longer is not waiting for somebody's calls of one day
LEAST_DAYS, LEAST_LEADS = 20, 20  # days with cold calls of a person; leads of all
SHORT_S = 30.0  # a talk that is too short to have been one
MANY = 2 / 3  # of a person's days have fewer cold calls than a day of many
WORTH_WAIT, MARKED_WAIT = 1.3, 2.0  # times as long
WORTH_SHORT, MARKED_SHORT = 0.06, 0.15  # share of talks
WORTH_LOST, MARKED_LOST = 0.08, 0.15  # share of leads


@dataclass(frozen=True, slots=True)
class _Lead:
    deal: Deal
    wait_h: float  # working hours to the first try, at most MOST_WAIT_H
    many: bool  # it came on one of its owner's days of many cold calls
    calls_meanwhile: int  # cold calls of the owner before the first try


def activity_gaming(record: SalesRecord) -> GamingFinding:
    """Whether calls are made for the count.

    All three compare each person with themselves: the third of their days with most cold calls with their other days.
    Calls on warm leads do not count, for a day of many enquiries is a busy day, not a padded one. The harm of a late
    answer: Oldroyd, McElheran and Elkington, Harvard Business Review 89 (2011), no. 3.
    """
    missing = [] if record.archive.calls else ["phone-log"]
    usual = _many_from(record)
    if record.archive.calls and not usual:
        missing.append("cold-calls")
    leads = list(_leads(record, usual))
    if usual and len(leads) < LEAST_LEADS:
        missing.append("warm-leads")
    groups = [
        [sign] for sign in (_waiting(leads), _short(record, usual), _lost(leads)) if sign is not None
    ]  # fmt: skip
    return decide("activity_count", groups, missing, record.extent)


def _many_from(record: SalesRecord) -> dict[str, float]:
    """User id to the number of cold calls a day above which it is one of many, for those with enough days."""
    return {
        user_id: float(np.quantile(list(days.values()), MANY))
        for user_id, days in record.cold_calls_a_day.items() if len(days) >= LEAST_DAYS
    }  # fmt: skip


def _leads(record: SalesRecord, usual: Mapping[str, float]) -> Iterator[_Lead]:
    made = {user_id: [c.started_at for c in record.cold_calls[user_id] if c.started_at] for user_id in usual}
    as_of = datetime.combine(record.archive.as_of, time(23, 59), record.archive.timezone)
    for deal in record.archive.deals.values():
        owner, created = deal.owner_id or "", deal.created_at
        if is_cold(deal) or owner not in usual or created.time() == time(0):
            continue
        day = _next_working_day(record, created)
        count = record.cold_calls_a_day[owner].get(day, 0)
        if not made[owner][0].date() <= day <= made[owner][-1].date() or not count:
            continue  # before or after their time, or away that day
        first = next((t.at for t in record.touches.get(deal.deal_id, ()) if t.ours and t.at >= created), None)
        until = min(first or as_of, created + timedelta(days=14))
        wait = min(record.hours.hours_between(created, until), MOST_WAIT_H)
        end = created + timedelta(days=1) if first is None else first
        meanwhile = _count_between(made[owner], created, end)
        yield _Lead(deal, wait, count > usual[owner], meanwhile)


def _count_between(moments: list[datetime], start: datetime, end: datetime) -> int:
    return bisect_left(moments, end) - bisect_left(moments, start)


def _next_working_day(record: SalesRecord, moment: datetime) -> date:
    """The day on which a lead that came at that moment can be worked."""
    day = moment.date() if moment.hour < record.hours.closes else moment.date() + timedelta(days=1)
    while not record.hours.works_on(day):
        day += timedelta(days=1)
    return day


def _by_owner(leads: list[_Lead]) -> list[list[_Lead]]:
    groups: dict[str, list[_Lead]] = defaultdict(list)
    for lead in leads:
        groups[lead.deal.owner_id or ""].append(lead)
    return list(groups.values())


def _waiting(leads: list[_Lead]) -> GamingSign | None:
    """How much longer leads waited on days of many cold calls."""
    if len(leads) < LEAST_LEADS:
        return None
    strata = [
        (np.log1p([lead.wait_h for lead in own]), np.array([lead.many for lead in own])) for own in _by_owner(leads)
    ]
    shift = shift_within(strata)
    if shift is None:
        return None
    many, few = ([one for one in leads if one.many is kind] for kind in (True, False))
    ratio = math.exp(shift.difference)
    return GamingSign(
        "leads-waited", ratio, math.exp(shift.difference - Z95 * shift.error),
        math.exp(shift.difference + Z95 * shift.error), "ratio", shift.p_value, ratio >= WORTH_WAIT,
        math.log(MARKED_WAIT) / shift.error if shift.error else 0.0,
        {"many_h": round(float(np.mean([one.wait_h for one in many])), 1),
         "few_h": round(float(np.mean([one.wait_h for one in few])), 1),
         "leads_count": len(many), "calls_number": round(float(np.mean([one.calls_meanwhile for one in many])), 1)},
    )  # fmt: skip


def _short(record: SalesRecord, usual: Mapping[str, float]) -> GamingSign | None:
    """Share of cold talks under SHORT_S on days of many calls; talks of one day are one draw, for days differ."""
    score = weight = variance = 0.0
    many, few = np.zeros(2), np.zeros(2)
    for user_id, limit in usual.items():
        talks: dict[date, list[bool]] = defaultdict(list)
        for call in record.cold_calls[user_id]:
            if call.started_at and call.answered and call.duration_s is not None:
                talks[call.started_at.date()].append(call.duration_s < SHORT_S)
        days = np.array([(sum(short), len(short)) for short in talks.values()], float).reshape(-1, 2)
        mask = np.array([record.cold_calls_a_day[user_id][day] > limit for day in talks], bool)
        if min(mask.sum(), (~mask).sum()) < LEAST_DAYS // 2:
            continue
        (own, own_variance), (other, other_variance) = _share_of_days(days[mask]), _share_of_days(days[~mask])
        part = len(days) * mask.mean() * (1 - mask.mean())
        score, weight = score + part * (own - other), weight + part
        variance += part**2 * (own_variance + other_variance)
        many, few = many + days[mask].sum(axis=0), few + days[~mask].sum(axis=0)
    if not weight or not variance:
        return None
    difference, error = score / weight, math.sqrt(variance) / weight
    return GamingSign(
        "short-talks", difference, difference - Z95 * error, difference + Z95 * error,
        "difference", float(ndtr(-difference / error)), difference >= WORTH_SHORT, MARKED_SHORT / error,
        {"many_share": many[0] / many[1], "few_share": few[0] / few[1], "talks_count": int(many[1]),
         "seconds": int(SHORT_S)},
    )  # fmt: skip


def _share_of_days(days: np.ndarray) -> tuple[float, float]:
    """Share of talks, and the variance of a ratio over clusters (Cochran, Sampling Techniques, 1977, section 6.3).

    days: shape (days, 2): short talks and all talks of each.
    """
    short, talks = days.sum(axis=0)
    share = short / talks
    apart = days[:, 0] - share * days[:, 1]
    n = len(days)
    return float(share), float((apart**2).sum() * n / max(n - 1, 1) / talks**2)


def _lost(leads: list[_Lead]) -> GamingSign | None:
    """Share of leads lost among those that came on days of many cold calls."""
    tables, code = [], "fewer-won-on-busy-days"
    closed = [lead for lead in leads if lead.deal.status != "open"]
    for own in _by_owner(closed):
        many, few = ([one.deal.status == "lost" for one in own if one.many is kind] for kind in (True, False))
        tables.append(Table(sum(many), len(many), sum(few), len(few)))
    whole, difference = totals(tables), share_difference(tables)
    if whole.total < LEAST_LEADS or whole.other_total < LEAST_LEADS:
        return None
    return GamingSign(
        code, difference.value, difference.low, difference.high, "difference",
        more_events_p(tables), difference.value >= WORTH_LOST, MARKED_LOST / difference.error,
        {"many_share": 1 - whole.events / whole.total, "few_share": 1 - whole.other_events / whole.other_total,
         "leads_count": whole.total},
        leads_lost_more("activity_count", code, [lead.deal for lead in closed if lead.many], difference),
    )  # fmt: skip
