"""What an archive tells about each month: plan, revenue, margin, calls, leavers, average check, conversion.

A figure is given only where the archive holds all of it. A table of deals whose sums are far from the month's revenue,
or a phone log without most people's days, is a part, and a part has no average: the reason is then told instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from statistics import median

from classify.crm_work.working_hours import WorkingHours, working_hours_of
from deals.records import Archive, Deal, Period, Person
from reports.kpi_scheme.payout import Result
from reports.kpi_scheme.scheme import SchemeItem

DEALS_COVER = (Decimal("0.8"), Decimal("1.25"))  # of the month's revenue, for the deals to be all of it
LEAST_QUALIFIED = 5  # closed qualified deals in a month
LEAST_UNANSWERED = 0.02  # of the calls made; a log that holds fewer was exported without them
LEAST_DAYS = 0.5  # of a person's working days with a call in the log
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Why a month's result cannot be told: text `kpi-unknown-<code>`."""

    code: str


@dataclass(frozen=True)
class MonthResults:
    """The results of an archive's months."""

    archive: Archive
    periods: Mapping[str, Period] = field(default_factory=dict)

    def of(self, item: SchemeItem, month: str) -> Result | NotKnown | None:
        """The item's result in a month (YYYY-MM); None in a month in which the item is not paid by its own words."""
        span = _MONTHS[item.every or "month"]
        if int(month[5:]) % span:
            return None
        months = [month_before(month, back) for back in range(span)]
        if item.measure.whose == "individual" and item.measure.quantity != "unknown":
            return NotKnown("individual")
        value = self._value(item, months)
        if isinstance(value, NotKnown):
            return value
        plan, fact = self._sum("plan", months), self._sum("fact", months)
        by_plan = item.is_rate and item.measure.quantity == "plan_percent"
        attainment = fact / plan * 100 if plan and fact is not None else None
        return Result(value, fact if by_plan else None, plan if by_plan else None, attainment)

    def _value(self, item: SchemeItem, months: Sequence[str]) -> Decimal | NotKnown:
        fact, plan, margin = (self._sum(name, months) for name in ("fact", "plan", "margin_fact"))
        match item.measure.quantity:
            case "plan_percent":
                return NotKnown("no-plan") if not plan or fact is None else fact / plan * 100
            case "revenue":
                return NotKnown("no-revenue") if fact is None else fact
            case "revenue_above_plan":
                return NotKnown("no-plan") if plan is None or fact is None else max(fact - plan, Decimal(0))
            case "revenue_growth":
                before = self._sum("fact", [month_before(month, 12) for month in months])
                return NotKnown("no-year-before") if before is None or fact is None else fact - before
            case "margin":
                return NotKnown("no-margin") if margin is None else margin
            case "margin_percent":
                return NotKnown("no-margin") if margin is None or not fact else margin / fact * 100
            case "leavers" | "leaver_share":
                window = item.measure.window_months or len(months)
                return self._leavers(months[0], window, as_share=item.measure.quantity == "leaver_share")
            case "calls_per_day":
                return self._calls_a_day(months)
            case "average_check":
                return self._average_check(months)
            case "qualified_conversion":
                return self._conversion(months)
        return NotKnown("margin-plan" if item.measure.quantity == "margin_above_plan" else "not-in-archive")

    def _sum(self, name: str, months: Sequence[str]) -> Decimal | None:
        values: list[Decimal | None] = [
            getattr(self.periods[month], name) if month in self.periods else None for month in months
        ]
        known = [value for value in values if value is not None]
        return sum(known, Decimal(0)) if len(known) == len(values) else None

    @cached_property
    def _sellers(self) -> list[Person]:
        return [person for person in self.archive.people.values() if person.role == "manager"]

    def _leavers(self, month: str, window: int, *, as_share: bool) -> Decimal | NotKnown:
        """Sellers whose last day lies in the months up to this one; as a share of the average number of sellers.

        Source of the share: the usual turnover rate, leavers over the mean of the headcounts at both ends.
        """
        if not self._sellers:
            return NotKnown("no-people")
        if all(person.left is None for person in self._sellers):
            return NotKnown("no-leavers-named")
        first, last = first_day(month_before(month, window - 1)), last_day(month)
        left = sum(person.left is not None and first <= person.left <= last for person in self._sellers)
        if not as_share:
            return Decimal(left)
        staff = Decimal(sum(len(self._employed(day)) for day in (first, last))) / 2
        return NotKnown("no-people") if not staff else Decimal(left) / staff * 100

    def _employed(self, day: date) -> list[Person]:
        return [p for p in self._sellers if (p.hired is None or p.hired <= day) and (p.left is None or p.left >= day)]

    @cached_property
    def _hours(self) -> WorkingHours:
        return working_hours_of(self.archive)

    @cached_property
    def _calls_on(self) -> Counter[tuple[str, date]]:
        """Outgoing calls by person and day."""
        return Counter(
            (call.user_id, call.started_at.date())
            for call in self.archive.calls
            if call.direction == "out" and call.user_id is not None and call.started_at is not None
        )

    @cached_property
    def _holds_unanswered(self) -> bool:
        made = [call for call in self.archive.calls if call.direction == "out"]
        unanswered = sum(c.answered is False or (c.answered is None and c.duration_s == 0) for c in made)
        return unanswered >= max(1.0, LEAST_UNANSWERED * len(made))

    def _calls_a_day(self, months: Sequence[str]) -> Decimal | NotKnown:
        """Outgoing calls of all sellers over their working days; what the words leave open is averaged like this."""
        if not self._calls_on:
            return NotKnown("no-phone-log")
        if not self._holds_unanswered:
            return NotKnown("log-partial")
        days = [day for month in months for day in days_of(month) if self._hours.works_on(day)]
        calls = worked = 0
        covered = []
        for person in self._sellers:
            own = [d for d in days if (not person.hired or person.hired <= d) and (not person.left or d <= person.left)]
            if own:
                by_day = [self._calls_on[(person.user_id, day)] for day in own]
                covered.append(sum(map(bool, by_day)) / len(own))
                calls, worked = calls + sum(by_day), worked + len(own)
        if not covered or median(covered) < LEAST_DAYS:
            return NotKnown("log-partial")
        return Decimal(calls) / worked

    def _closed(self, months: Sequence[str]) -> list[Deal]:
        wanted = set(months)
        deals = self.archive.deals.values()
        return [d for d in deals if d.closed_at is not None and f"{d.closed_at:%Y-%m}" in wanted and d.status != "open"]

    def _won(self, months: Sequence[str]) -> list[Deal] | NotKnown:
        """The won deals with a sum, where they make up the months' revenue."""
        won = [deal for deal in self._closed(months) if deal.status == "won" and deal.amount]
        fact = self._sum("fact", months)
        if not won:
            return NotKnown("no-won-deals")
        total = sum((deal.amount for deal in won if deal.amount), Decimal(0))
        covers = fact is not None and DEALS_COVER[0] * fact <= total <= DEALS_COVER[1] * fact
        return won if covers else NotKnown("deals-partial")

    def _average_check(self, months: Sequence[str]) -> Decimal | NotKnown:
        won = self._won(months)
        if isinstance(won, NotKnown):
            return won
        return sum((deal.amount for deal in won if deal.amount), Decimal(0)) / len(won)

    def _conversion(self, months: Sequence[str]) -> Decimal | NotKnown:
        """Won deals among the qualified ones that were closed in these months."""
        won = self._won(months)
        if isinstance(won, NotKnown):
            return won
        qualified = [deal for deal in self._closed(months) if deal.qualified]
        if len(qualified) < LEAST_QUALIFIED:
            return NotKnown("few-qualified")
        return Decimal(sum(deal.status == "won" for deal in qualified)) / len(qualified) * 100


def month_results(archive: Archive) -> MonthResults:
    """The results of all months of the archive."""
    return MonthResults(archive, {period.month: period for period in archive.periods})


def month_before(month: str, back: int) -> str:
    """The month so many months before: 2026-01 and 2 are 2025-11."""
    count = int(month[:4]) * 12 + int(month[5:]) - 1 - back
    return f"{count // 12}-{count % 12 + 1:02}"


def first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def last_day(month: str) -> date:
    return first_day(month_before(month, -1)) - timedelta(days=1)


def days_of(month: str) -> list[date]:
    return [first_day(month) + timedelta(days=n) for n in range(last_day(month).day)]
