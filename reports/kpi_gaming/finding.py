"""What a test of gaming found, and how several signs become one decision."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from scipy.special import ndtr, ndtri

from reports.kpi_money.gaming_money import GamingMoney

Verdict = Literal["found", "not_found", "cannot_tell"]
Scale = Literal["ratio", "difference"]

ALARM = 0.02  # chance of an alarm in an honest company, for each KPI; the bar is 0.05, and five are tested
POWER = 0.8  # to show a marked effect; with less, that nothing was found says nothing
MEASURED = (12, 300)  # months and deals that the tests were measured on: asked for where nothing could be computed
MOST_MONTHS = 60  # more than that will not be waited for, nor be one and the same company


@dataclass(frozen=True, slots=True)
class GamingSign:
    """One sign. Text `gaming-sign-<code>` says it in a sentence; `figures` are its variables.

    Names ending in _share are shares of 0 to 1, in _count whole numbers, in _h hours, in _money sums of money.
    """

    code: str
    effect: float  # "ratio": 1 is none; "difference" of two shares: 0 is none
    low: float  # 95% interval
    high: float
    scale: Scale
    p_value: float  # one-sided, against no effect in this direction
    worth: bool  # the effect is large enough to be called gaming, however sure it is
    information: float  # effect that must not be missed, in standard errors
    figures: Mapping[str, float | int] = field(default_factory=dict)
    money: GamingMoney | None = None  # that it cost, where leads or sales say so; see reports.kpi_gaming.sign_money


@dataclass(frozen=True, slots=True)
class GamingFinding:
    """One toxic KPI: whether the record shows that it is gamed.

    found: p_value is below ALARM and a sign is large enough; not_found: it could have been seen and was not;
    cannot_tell: needed_months and needed_deals say how much data it would take (MEASURED where no sign could be
    computed), None where more of the same would not do; `missing` are codes of text `gaming-missing-<code>`.
    """

    kpi: str  # one of classify.codebook.TOXIC_KPIS
    verdict: Verdict
    p_value: float | None  # of all signs together; None without any
    signs: tuple[GamingSign, ...]  # the surest first
    missing: tuple[str, ...]
    months: int  # that the record covers
    deals: int
    needed_months: int | None = None
    needed_deals: int | None = None

    def without_money(self) -> GamingFinding:
        """The same without the deals behind its sums, of which there may be thousands."""
        return replace(self, signs=tuple(replace(sign, money=None) for sign in self.signs))

    def to_json(self) -> dict[str, Any]:
        """Plain values for kpi_audit.json; an end that is not bounded is None."""
        signs = [
            {name: _finite(value) for name, value in asdict(sign).items() if name != "money"}
            | {"figures": dict(sign.figures)}
            for sign in self.signs
        ]  # money is counted with that of the deals, each deal once
        return asdict(self) | {"signs": signs, "missing": list(self.missing)}


def _finite(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a record holds."""

    months: int
    deals: int


def decide(
    kpi: str,
    groups: Sequence[Sequence[GamingSign]],
    missing: Sequence[str],
    extent: Extent,
    weights: Sequence[float] | None = None,
) -> GamingFinding:
    """One decision from all signs of a KPI, with at most ALARM false alarms.

    groups: signs that are independent of each other in an honest company stand in one group and are combined by
    Stouffer's sum of z (The American Soldier, 1949); groups may depend on each other in any way and are combined by
    Bonferroni's rule, the first step of Holm (Scandinavian Journal of Statistics 6 (1979), 65; with weights its
    section 4), which holds for any dependence.
    weights: of the groups; all equal where not given. Those of groups without a sign go to the others.
    """
    filled = [(group, weight) for group, weight in zip(groups, weights or [1.0] * len(groups), strict=True) if group]
    signs = tuple(sorted((sign for group, _ in filled for sign in group), key=lambda sign: sign.p_value))
    if not filled:
        needed = MEASURED if extent.months < MEASURED[0] or extent.deals < MEASURED[1] else (None, None)
        return GamingFinding(kpi, "cannot_tell", None, (), tuple(missing), extent.months, extent.deals, *needed)
    whole = sum(weight for _, weight in filled)
    joint = [(stouffer([sign.p_value for sign in group]) * whole / weight, group) for group, weight in filled]
    p_value = min(1.0, min(p for p, _ in joint))
    if any(p < ALARM and any(sign.worth for sign in group) for p, group in joint):
        return GamingFinding(kpi, "found", p_value, signs, tuple(missing), extent.months, extent.deals)
    times = min(
        more_data(max(sign.information for sign in group), ALARM * weight / whole) for group, weight in filled
    )  # fmt: skip
    if times <= 1:
        return GamingFinding(kpi, "not_found", p_value, signs, tuple(missing), extent.months, extent.deals)
    months = math.ceil(times * extent.months) if times < MOST_MONTHS else MOST_MONTHS + 1
    needed = (months, math.ceil(times * extent.deals)) if months <= MOST_MONTHS else (None, None)
    return GamingFinding(kpi, "cannot_tell", p_value, signs, tuple(missing), extent.months, extent.deals, *needed)


def more_data(information: float, level: float) -> float:
    """How many times the data it takes to show a marked effect with POWER at that level; infinite if nothing does.

    A standard error falls with the root of the data, so that the usual formula of sample size applies:
    (z of the level + z of the power) squared, over the effect in standard errors squared.
    """
    if information <= 0:
        return math.inf
    return float(((-ndtri(level) + ndtri(POWER)) / information) ** 2)


def stouffer(p_values: Sequence[float]) -> float:
    """The p-value of several independent one-sided ones together."""
    z = [-float(ndtri(min(max(p, 1e-12), 0.999))) for p in p_values]
    return float(ndtr(-sum(z) / math.sqrt(len(z))))
