"""The proposal as a whole: the scheme, what it is made of, its months and scenarios beside today's, its weak spots."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from deals.records import Archive
from reports.better_scheme.assumptions import SchemeAssumptions
from reports.better_scheme.gaming_gains import GamingGain, gaming_gains
from reports.better_scheme.new_scheme import NewScheme, PartsPaid
from reports.better_scheme.scenarios import Scenario, replayed, scenarios
from reports.better_scheme.scheme_months import PayoutRange, TodaysMonth, TodaysPayout
from reports.better_scheme.solved_rates import SolvedPart, solve_rates
from reports.better_scheme.year_choice import YearChoice, choose_year
from reports.company_margin import margin_share


@dataclass(frozen=True, slots=True)
class MonthBeside:
    """One month under both schemes."""

    today: TodaysMonth
    new: PartsPaid


@dataclass(frozen=True, slots=True)
class ProposedScheme:
    """A scheme that costs what today's did on the same months."""

    scheme: NewScheme
    parts: tuple[SolvedPart, ...]
    months: tuple[MonthBeside, ...]
    scenarios: tuple[Scenario, ...]
    replayed: PayoutRange | None  # today's scheme replayed on the real months, to be held against what it cost
    gains: tuple[GamingGain, ...]
    above_plan_brings: Decimal | None  # pay for one more unit of revenue above plan; None without that part


@dataclass(frozen=True, slots=True)
class BetterScheme:
    """What is proposed, on which months, under which assumptions. proposed: None where year.refusal says why not."""

    year: YearChoice
    proposed: ProposedScheme | None
    assumptions: SchemeAssumptions

    def to_json(self) -> dict[str, Any]:
        """`better_scheme` of kpi_audit.json."""
        proposed, year = self.proposed, self.year
        return {
            "refusal": year.refusal,
            "cost": year.cost if proposed else None,
            "scheme": None if proposed is None else _scheme_json(proposed.scheme),
            "parts": [asdict(part) for part in proposed.parts] if proposed else [],
            "left_out": [asdict(part) for part in year.left_out],
            "skipped_months": [asdict(month) for month in year.skipped],
            "months": [_month_json(month) for month in proposed.months] if proposed else [],
            "scenarios": [_scenario_json(scenario) for scenario in proposed.scenarios] if proposed else [],
            "replayed": asdict(proposed.replayed) if proposed and proposed.replayed else None,
            "gaming": [asdict(gain) for gain in proposed.gains] if proposed else [],
            "above_plan_brings": proposed.above_plan_brings if proposed else None,
            "assumptions": asdict(self.assumptions),
        }


def propose_scheme(
    archive: Archive, payout: TodaysPayout | None = None, assumptions: SchemeAssumptions | None = None
) -> BetterScheme:
    """Solve the scheme on last year's months.

    payout: today's scheme, for months without a bonus in periods.csv and for other revenues; None where it cannot be
    replayed.
    """
    assumed = assumptions or SchemeAssumptions()
    year = choose_year(archive, payout, assumed)
    if year.refusal is not None:
        return BetterScheme(year, None, assumed)
    margin = margin_share(archive.periods)
    solution = solve_rates(year, margin, assumed)
    scheme, figures = solution.scheme, [month.figures for month in year.months]
    proposed = ProposedScheme(
        scheme=scheme,
        parts=solution.parts,
        months=tuple(MonthBeside(m, scheme.pays(m.figures, place)) for place, m in enumerate(year.months)),
        scenarios=scenarios(scheme, year.months, payout, assumed),
        replayed=replayed([replace(month, paid=None) for month in figures], payout),
        gains=gaming_gains(scheme, figures),
        above_plan_brings=_above_plan_brings(scheme, margin, assumed),
    )
    return BetterScheme(year, proposed, assumed)


def _above_plan_brings(scheme: NewScheme, margin: Decimal | None, assumptions: SchemeAssumptions) -> Decimal | None:
    if scheme.above_plan is None:
        return None
    of_margin = (scheme.margin or Decimal(0)) * (margin or Decimal(0)) * assumptions.margin_follows
    return scheme.above_plan + of_margin


def _scheme_json(scheme: NewScheme) -> dict[str, Any]:
    return {**asdict(scheme), "base_a_month": scheme.base_a_month}


def _month_json(month: MonthBeside) -> dict[str, Any]:
    figures = month.today.figures
    return {
        "month": figures.month,
        "plan": figures.plan,
        "revenue": figures.revenue,
        "margin": figures.margin,
        "conversion": figures.conversion,
        "today": month.today.cost,
        "origin": month.today.origin,
        "new": _paid_json(month.new),
    }


def _scenario_json(scenario: Scenario) -> dict[str, Any]:
    return {**asdict(scenario), "new": _paid_json(scenario.new)}


def _paid_json(paid: PartsPaid) -> dict[str, Any]:
    return {**asdict(paid), "total": paid.total}
