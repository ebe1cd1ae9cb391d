"""Which quantity a KPI measures, told by its type, its words and the units of its limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reports.kpi_scheme.clauses import Limit
from reports.kpi_scheme.scheme import MeasureUnit, Quantity

Found = tuple[Quantity, MeasureUnit]


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_CALLS = _words(r"звон\w+|вызов\w*|исходящ\w+|набор\w*|дозвон\w*|холодн\w+|\bcalls?\b|\bdials?\b|\bcalling\b")
_NOT_CALLS = _words(
    r"встреч\w*|писем|письм\w*|минут\w*|час(?:а|ов)?\b|секунд|визит\w*|демо\b|касани\w*|meetings?|emails?"
    r"|visits?|minutes|hours"
    r"|talk time|seconds|demos?\b|touch\w*|отвеч|состоявш\w+|дозвон\w*|connect\w*|в неделю|per week|a week"
    r"|в месяц|a month"
)
_PER_DAY = _words(
    r"в день|за день|ежедневн\w*|рабоч\w+ день|в сутки|\ba day\b|per day|daily|each day|every day"
    r"|working day"
)
_PER_PERSON = _words(
    r"на (?:одного )?(?:менеджер|человек|сотрудник|продавц)\w*|кажд\w+|per (?:rep|person|head"
    r"|manager|agent|seller)|each|every(?:one|body)?|from each|apiece"
)
_PIECES = _words(r"штук\w*|\bшт\b|тонн\w*|машин\w*|брон[ьией]\w*|квадрат\w*|\bunits?\b|tonn?e?s?\b|cars\b|vehicles")
_GROWTH = _words(
    r"прирост\w*|рост\w*|вырос\w*|(?<!не )раст[иеё]\w*|к прошл\w+|прошл\w+ (?:год|квартал|месяц)\w*"
    r"|\bup by\b|\bup \d|growth|grow\w*|last year|quarter on quarter"
)
_PARTS = _words(
    r"дол[яи]\b|позици\w+|комплект\w*|пакет\w*|package|items per|share of|premium|\d+ trim"
    r"|upper trim|старш\w+ комплектац"
)
_COUNTED_OUT = _words(
    r"(?:ушедш|потер\w+|без покупки|без сделки|lost|without (?:an order|a deal)|end without"
    r"|wasted)\w*"
)
_STAYED = _words(
    r"остал\w+|оставш\w+|отработавш\w+|стаж\w*|удержан\w+|закрепл\w+|укомплект\w+|заняты"
    r"|на мест\w+|tenure|still with|still on|still work|retention|seats|retain\w*"
)
_PLAN = _words(r"план\w*|plan\w*|budget")
_AVERAGE = _words(r"средн\w+|average")
_SHARE_OF_SALES = _words(r"не ниже|от выручк|от отгруз|к оборот|к выручк|rate|of sales|of revenue")
_PER_CLIENT = _words(
    r"на (?:клиента|менеджера|сотрудника|заказ)|per (?:customer|client|load|job|order|rep)"
    r"|ключев\w+ клиент"
)
# Not all qualified leads but those of one stage or kind.
_NARROW = _words(
    r"замер\w*|КП\b|демо\w*|тендер\w*|расч[её]т\w*|demo|survey\w*|quote|proposal|site visit"
    r"|visited|bid\w*|by value"
)


@dataclass(frozen=True, slots=True)
class _Told:
    """The words, and which units their limits have."""

    words: str
    percent: bool
    money: bool
    attainment: bool  # bare figures that can be an attainment: "К<0,9", "90 to 100"

    @property
    def unit(self) -> MeasureUnit:
        return "money" if self.money and not self.percent else "percent" if self.percent else "number"


def quantity_of(words: str, kind: str, limits: Sequence[Limit]) -> Found:
    """The quantity and its unit; "unknown" where an archive has no such figure. kind: of classify.kpi_types."""
    told = _Told(
        words,
        percent=any(limit.figure.unit in ("percent", "share") for limit in limits),
        money=any(_is_money(limit, kind) for limit in limits),
        attainment=any(limit.figure.unit == "none" and limit.figure.value <= 200 for limit in limits),
    )
    reader = _BY_TYPE.get(kind)
    return ("unknown", told.unit) if reader is None else reader(told)


def _is_money(limit: Limit, kind: str) -> bool:
    in_money = kind in ("plan_attainment", "healthy_revenue_above_plan", "average_check", "healthy_margin")
    return limit.figure.unit == "money" or (in_money and limit.figure.unit == "none" and limit.figure.value >= 500)


def _plan(told: _Told) -> Found:
    if _PIECES.search(told.words):
        return "plan_units", "percent"  # periods.csv has the plan in money
    return ("revenue", "money") if told.unit == "money" and not told.attainment else ("plan_percent", "percent")


def _above_plan(told: _Told) -> Found:
    growth = _GROWTH.search(told.words) and not _PLAN.search(told.words)
    return ("unknown", "percent") if growth else _plan(told)


def _activity(told: _Told) -> Found:
    calls = _CALLS.search(told.words) and not _NOT_CALLS.search(told.words) and _PER_DAY.search(told.words)
    each = _PER_PERSON.search(told.words) or _AVERAGE.search(told.words)
    return ("calls_per_day", "number") if calls and each and not told.percent else ("unknown", told.unit)


def _turnover(told: _Told) -> Found:
    if not told.percent:
        return "leavers", "number"
    return "unknown" if _STAYED.search(told.words) else "leaver_share", "percent"


def _check(told: _Told) -> Found:
    other = _GROWTH.search(told.words) or _PARTS.search(told.words)
    return ("average_check", "money") if told.money and not other else ("unknown", told.unit)


def _margin(told: _Told) -> Found:
    if _PER_CLIENT.search(told.words):
        return "unknown", told.unit
    of_plan = _PLAN.search(told.words) and not _SHARE_OF_SALES.search(told.words)
    if (of_plan and not told.money) or _GROWTH.search(told.words):
        return "unknown", "percent"  # periods.csv has no plan of margin
    return ("margin", "money") if told.unit == "money" else ("margin_percent", "percent")


def _conversion(told: _Told) -> Found:
    narrow = _COUNTED_OUT.search(told.words) or _NARROW.search(told.words) or _GROWTH.search(told.words)
    return "unknown" if narrow else "qualified_conversion", "percent"


_BY_TYPE: dict[str, Callable[[_Told], Found]] = {
    "plan_attainment": _plan,
    "healthy_revenue_above_plan": _above_plan,
    "activity_count": _activity,
    "low_turnover": _turnover,
    "average_check": _check,
    "healthy_margin": _margin,
    "healthy_qualified_conversion": _conversion,
}
