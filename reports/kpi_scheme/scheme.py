"""A bonus scheme as it was understood: its items, what each measures and pays, and where that was read.

Values are measured in the item's unit: per cent as they are said (95 for 95%), money in the archive's currency, plain
numbers else. What the words do not say is None, and its code stands in `not_stated`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

# What is measured. The first group can be computed from an archive, `classify` types tell which one is meant.
Quantity = Literal[
    "plan_percent", "plan_units", "revenue", "revenue_above_plan", "revenue_growth", "margin", "margin_above_plan",
    "margin_percent", "calls_per_day", "leavers", "leaver_share", "average_check", "qualified_conversion", "unknown",
]  # fmt: skip
MeasureUnit = Literal["percent", "money", "number"]
Every = Literal["month", "quarter", "half_year", "year"]
AfterMiss = Literal["quarter", "half_year", "year"]
PaidIn = Literal["share", "money", "rate_on_part", "rate_on_all"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read: words of the name or description, or a field of the given structure."""

    field: str  # "name", "description", or the key of the structure: "weight", "cap", ...
    start: int | None = None  # of the words in that text; None: the field as a whole
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A number with the place it was read from."""

    value: Decimal
    source: Source


@dataclass(frozen=True, slots=True)
class Band:
    """What one stretch of values pays: `pay` at the value `at`, and `slope` more for each unit above it.

    pay: None where the words do not say; it then lies between `least` and `most` (None: no bound is known).
    `low` and `high` are the ends, None without one; an end belongs to the stretch where `_in` is true.
    """

    low: Decimal | None
    high: Decimal | None
    pay: Decimal | None
    low_in: bool = True
    high_in: bool = False
    slope: Decimal = Decimal(0)
    at: Decimal = Decimal(0)
    least: Decimal | None = None
    most: Decimal | None = None
    stated: bool = True  # False: the words stop short of it, and it is taken to pay what its neighbour pays

    def holds(self, value: Decimal) -> bool:
        above = self.low is None or value > self.low or (self.low_in and value == self.low)
        return above and (self.high is None or value < self.high or (self.high_in and value == self.high))


@dataclass(frozen=True, slots=True)
class Curve:
    """Payout over the measured value: bands without gaps, lowest first.

    paid_in: "share" of the item's sum, "money", or a rate (0.03 for 3%) of what was earned: "rate_on_part" pays each
    band's rate on the part that lies in it, "rate_on_all" the rate of the reached band on all of it.
    """

    bands: tuple[Band, ...]
    paid_in: PaidIn
    source: Source


@dataclass(frozen=True, slots=True)
class Extra:
    """So much for each whole `step` above `start`; below zero a malus. "+2 000 for each point above 28"."""

    start: Decimal
    step: Decimal
    pay: Decimal  # for each step
    paid_in: Literal["share", "money"]
    source: Source
    stated_start: bool = True


@dataclass(frozen=True, slots=True)
class Gate:
    """Nothing is paid unless this much of the plan is reached: "only if plan >= 90%"."""

    at_least: Decimal  # per cent of the plan
    source: Source


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured, and over what time."""

    quantity: Quantity
    unit: MeasureUnit
    whose: Literal["team", "individual", "each", "not_stated"]
    window_months: int | None  # months looked back on where the words say ("over the last twelve months")
    higher_is_better: bool

    @property
    def is_plan(self) -> bool:
        """Whether 100 per cent is the plan of sales."""
        return self.quantity in ("plan_percent", "plan_units")


@dataclass(frozen=True, slots=True)
class SchemeItem:
    """One KPI of the scheme. share, amount and a rate tell how much it can pay; None where not said."""

    name: str
    description: str
    type: str  # of classify.kpi_types
    probability: float
    sure: bool
    measure: Measure
    share: Stated | None  # of the bonus, 0 to 1
    amount: Stated | None  # money for full achievement
    target: Stated | None
    threshold: Stated | None  # nothing is paid below (above, where lower is better)
    cap: Stated | None  # nothing more is paid above
    curve: Curve | None
    extras: tuple[Extra, ...]
    gate: Gate | None
    every: Every | None
    after_miss: AfterMiss | None  # how long nothing is paid once it was missed: "ушёл второй — ноль до конца квартала"
    not_stated: tuple[str, ...]  # codes, texts `kpi-ask-<code>`

    @property
    def healthy(self) -> bool:
        return self.type.startswith("healthy_")

    @property
    def is_rate(self) -> bool:
        """Paid as a share of money earned, without a sum of its own."""
        return self.curve is not None and self.curve.paid_in.startswith("rate")


@dataclass(frozen=True, slots=True)
class Scheme:
    """All items, the whole bonus where it is said, and a gate over everything."""

    items: tuple[SchemeItem, ...]
    total: Stated | None  # money for everything reached in full
    total_item: int | None  # whose words say the total
    gate: Gate | None = None
