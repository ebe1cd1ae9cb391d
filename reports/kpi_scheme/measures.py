"""What a KPI measures, whose work it counts and over what time, from its type and words.

The type says the field; the words say whether it is something that an archive can tell: calls per person and day can
be counted, minutes on the line cannot. What cannot is "unknown", never the nearest thing that can.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from reports.kpi_scheme.clauses import Clause, Limit
from reports.kpi_scheme.quantities import quantity_of
from reports.kpi_scheme.rates import Rates
from reports.kpi_scheme.scheme import Every, Measure, MeasureUnit, Quantity


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_TWELVE = _words(
    r"(?:12|двенадцат\w+)\s*мес\w*|за (?:последн\w+ )?год|в год\b|скользящ\w+ год|годов\w+"
    r"|per year|a year|twelve|12[- ]month|rolling year|annual"
)
_HALF_YEAR = _words(r"полгод\w*|полугоди\w*|half[- ]year|six months")
_QUARTER = _words(r"квартал\w*|quarter\w*")
_MONTH = _words(r"в месяц|за месяц|месячн\w+|ежемесячн\w*|\bмесяц\w*|month\w*")

_EVERY: tuple[tuple[Every, re.Pattern[str]], ...] = (
    ("year", _words(r"годов\w+ (?:прем|бонус|вознагр)\w+|раз в год|по итогам года"
        r"|annual (?:bonus|award|variable|incentive)|yearly bonus")),
    ("half_year", _words(r"раз в полгода|по итогам полугоди\w+|half-yearly")),
    ("quarter", _words(r"квартальн\w+ (?:прем|бонус|вознагр)\w+|раз в квартал|ежеквартальн\w*|закрыть квартал"
        r"|по итогам квартала|задание на квартал"
                       r"|quarterly|the quarter closes|goal of the quarter|за квартал —|план\w* квартала")),
    ("month", _words(r"ежемесячн\w*|в месяц|каждый месяц|за месяц|месячн\w+|план\w* месяца|monthly|each month"
        r"|a month\b|every month|month's|of the month")),
)  # fmt: skip
_INDIVIDUAL = _words(
    r"\bличн\w+ (?:план|продаж)\w*|собственн\w+ (?:план|продаж)\w*|сам руководител\w*|(?:own"
    r"|personal) (?:quota|sales|target|plan)"
)
_TEAM = _words(
    r"отдел\w*|команд\w*|групп\w*|филиал\w*|магазин\w*|коллектив\w*|team\w*|department\w*|branch\w*"
    r"|desk|office|floor|company|crew"
)
_EACH = _words(
    r"кажд\w+|на (?:менеджер|человек|сотрудник|агент)\w*|с менеджера|per (?:rep|person|head|agent)"
    r"|each|every rep|from every"
)


def measure_of(
    name: str, description: str, kind: str, clauses: Sequence[Clause], rates: Rates | None
) -> Measure:  # fmt: skip
    """kind: one of classify.kpi_types.KPI_TYPES."""
    words = f"{name}. {description}"
    limits = [limit for clause in clauses for limit in clause.limits if not limit.of_target]
    quantity, unit = _rated(rates) if rates is not None else quantity_of(words, kind, limits)
    higher = quantity not in ("leavers", "leaver_share") and not _lower_is_better(limits, kind)
    return Measure(quantity, unit, _whose(words), _window(description), higher)


def every_of(words: str) -> Every | None:
    """How often the KPI is paid, where the words say."""
    return next((every for every, pattern in _EVERY if pattern.search(words)), None)


def _rated(rates: Rates) -> tuple[Quantity, MeasureUnit]:
    if rates.over == "plan":
        return ("margin_above_plan", "percent") if rates.earned == "margin" else ("plan_percent", "percent")
    if rates.limits_in == "percent":
        return "plan_percent", "percent"
    if rates.over == "last_year":
        return ("revenue_growth", "money") if rates.earned == "revenue" else ("unknown", "money")
    return rates.earned, "money"


def _lower_is_better(limits: Sequence[Limit], kind: str) -> bool:
    if kind in ("plan_attainment", "healthy_revenue_above_plan", "healthy_margin", "average_check", "activity_count"):
        return False
    kinds = [limit.kind for limit in limits]
    return any(k in ("up_to", "below") for k in kinds) and not any(k in ("from", "above", "between") for k in kinds)


def _whose(words: str) -> Literal["team", "individual", "each", "not_stated"]:
    if _INDIVIDUAL.search(words):
        return "individual"
    if _EACH.search(words):
        return "each"
    return "team" if _TEAM.search(words) else "not_stated"


def _window(words: str) -> int | None:
    for months, pattern in ((12, _TWELVE), (6, _HALF_YEAR), (3, _QUARTER), (1, _MONTH)):
        if pattern.search(words):
            return months
    return None
