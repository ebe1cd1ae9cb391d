"""Percentages of money earned in an owner's words: "3% от валовой прибыли", "one percent of sales beyond the target".

Accelerated rates keep their limits: "1% с превышения до 120%, 2% дальше".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reports.kpi_scheme.figures import Figure, figures_in

Earned = Literal["revenue", "margin"]
OverWhat = Literal["nothing", "plan", "sum", "last_year"]
_HIGHEST_RATE = Decimal(50)  # per cent; above it a figure is an attainment or a share

_MARGIN = (
    r"(?:валов\w+ (?:прибыл|марж|доход)\w*|маржинальн\w+ (?:прибыл|доход)\w*|чист\w+ прибыл\w*|прибыл\w*"
    r"|марж\w*|валовк\w*|наценк\w*|\bВП\b|gross (?:profit|margin)|(?:net )?profit|contribution|margin)"
)
_REVENUE = (
    r"(?:выручк\w*|оборот\w*|продаж\w*|отгруз\w*|реализаци\w*|поступлен\w*|оплат\w*|денег|деньг\w*"
    r"|сборов|revenue|sales|turnover|bookings|billings|receipts|takings|shipments|dollar|pound|euro|рубл\w+)"
)
_EXCESS = r"(?:сверх|выше|свыше|поверх|превыш\w+|перевыполн\w+|переплан\w*|above|over|beyond|past|excess|in excess)"
_GROWTH = r"(?:прирост\w*|прибавк\w*|рост\w*|разниц\w*|increase|growth|incremental|added|difference)"
_RATED = re.compile(
    rf"\s*(?:(?:от|с|со|из|of|from|on)\s+)?(?:(?:кажд\w+|всей|всего|сумм\w+|общ\w+|месячн\w+|the|all|every|each"
    rf"|our|team|total|amount"
    rf"|of|тысяч\w*|department'?s?|year-on-year|revenue(?= growth))\s+){{0,4}}(?P<what>{_MARGIN}|{_REVENUE}"
    rf"|{_EXCESS}|{_GROWTH}|того|whatever|everything|the amount|сумм\w+)",
    re.IGNORECASE,
)  # fmt: skip
# "с валовки отдела 2%", "прибыль отдела, 4% от неё": the rate stands behind what it is of
_RATED_BEFORE = re.compile(
    rf"(?:^|\b(?:процент\w*|доля|share)\s+)(?:с|от|of|from)\s+(?:the\s+)?(?:\w+\s+){{0,2}}?(?:{_MARGIN}"
    rf"|{_REVENUE})[^.;\d]*$",
    re.IGNORECASE,
)
_OF_IT = re.compile(r"\s*(?:от|с|of) (?:не[её]|него|этого|it|that)\b", re.IGNORECASE)
_CONDITION_BEFORE = re.compile(
    r"(?:не (?:ниже|меньше|менее|больше|выше|более)|ниже|меньше|менее|больше|выше|\bдо|\bот|at least|under"
    r"|below|less than|more than"
    r"|no (?:more|less|lower|higher|fewer) than|at or (?:above|below)|within|цел\w+|порог\w*|target|goal"
    r"|[<>≤≥])\s*(?:(?:в|на|of|is)\s+)?$",
    re.IGNORECASE,
)
_GIVEN_BEFORE = re.compile(
    r"(?:процент\w*|комисси\w+|бонус\w*|преми\w+|получает|платим|плат\w+|начисля\w+|—|–"
    r"|=|:|→)\s*$",
    re.IGNORECASE,
)
_EACH_BEFORE = re.compile(r"(?:за кажд\w+|for (?:each|every)|\beach|\bevery|ещё на|another|by)\s*$", re.IGNORECASE)
_WEIGHT_BEFORE = re.compile(
    r"(?:\bвес\w*|weight\w*|дол[яи])(?:\s+(?:показателя|в преми\w+|of"
    r"|is))*[\s:=—–-]{0,4}$",
    re.IGNORECASE,
)
_UP_TO = re.compile(
    r"(?:\bдо|не (?:больше|выше|более)|максимум|потол\w+|up to|at most|capped at|cap of"
    r"|max\w*)\s*(?:до\s*|of\s*)?$",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\s*(?:дальше|далее|свыше|сверх|выше|после|потом|beyond|after|above|thereafter|over)\b", re.IGNORECASE
)
_PENNIES = re.compile(
    r"(?P<pennies>копе[йе]\w+|cents?|pence|penn\w+) (?:of|from|on|с|из|for)?\s*(?:each|every|кажд\w+)\s+(?:рубл"
    r"|dollar|pound|euro)\w*"
    r"|(?:с|from|of|for) (?:each|every|кажд\w+) (?:рубл|dollar|pound)\w*(?P<gap>[^.;\d]{0,60}?)$",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:от|с|со|of|on) (?:всей|всего|всех|all|the whole|total|entire)\b", re.IGNORECASE)
_OVER_PLAN = re.compile(
    rf"{_EXCESS}[^.;,]{{0,25}}(?:план\w*|цел\w*|норм\w*|квот\w*|plan|target|quota|goal|budget|objective|number)"
    rf"|превышен\w+|перевыполн\w+"
    r"|переплан\w*|сверхплан\w*|сверх\b(?! базы)|over-?plan|over-?quota|overshoot|overachiev\w*|(?:план\w*|plan"
    r"|target)[^.;]{0,40}(?:выше|above|over) (?:него|неё|it)",
    re.IGNORECASE,
)
_PLAN = re.compile(r"план|цел[ьи]|норм|квот|plan|target|quota|goal|budget|objective", re.IGNORECASE)
_BASE = re.compile(r"\b(?:баз\w+|планк\w+|порог\w*|base|line|threshold)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RatePart:
    rate: Decimal  # 0.03 for 3%
    from_: Decimal | None  # where it begins, in per cent of the plan or in money; None: from the beginning


@dataclass(frozen=True, slots=True)
class Rates:
    """Percentages of what was earned, lowest part first."""

    earned: Earned
    over: OverWhat
    parts: tuple[RatePart, ...]
    cap: Decimal | None  # nothing more is paid above, as the limits are
    on_all: bool  # the rate reached counts for all of it
    limits_in: Literal["percent", "money"]
    start: int
    end: int


def rates_in(name: str, description: str, kind: str) -> Rates | None:
    """The rates of a description; None where it has none. kind: one of classify.kpi_types.KPI_TYPES."""
    figures = figures_in(description)
    rated = [f for f in figures if _is_rate(description, f, kind)]
    if not rated:
        return None
    words = f"{name}. {description}"
    rated += [f for f in figures if f not in rated and _is_further_rate(description, f, rated[0])]
    rated.sort(key=lambda f: f.start)
    earned = _earned(description, rated, words, kind)
    over = _over(words, kind)
    limits, unit = _limits(description, figures, rated)
    if unit == "money" and limits and (over == "nothing" or not _PLAN.search(description)):
        over = "sum"
    if over == "plan" and earned == "margin" and not _PLAN.search(words):
        over = "nothing"
    if over == "last_year" and any(f.unit == "percent" and f not in rated for f in figures):
        return None  # rates by how large the growth is: not understood
    cap = _cap(description, limits) if len(rated) == 1 else None
    parts = _parts(description, rated, [f for f in limits if cap is None or f.value != cap], over)
    on_all = bool(_ALL.search(description)) and len(parts) > 1
    return Rates(earned, over, parts, cap, on_all, unit, rated[0].start, rated[-1].end)


def _is_rate(text: str, figure: Figure, kind: str) -> bool:
    after, before = text[figure.end :], text[: figure.start]
    if figure.unit == "none" and (match := _PENNIES.match(after.lstrip())) and match["pennies"]:
        return True
    if re.search(r"с каждого рубля[^.;\d]*$", before, re.IGNORECASE) and re.match(r"\s*копе", after):
        return True
    if figure.unit != "percent" or figure.value > _HIGHEST_RATE or _CONDITION_BEFORE.search(before):
        return False
    if _EACH_BEFORE.search(before) or _WEIGHT_BEFORE.search(before):
        return False
    if kind in ("healthy_margin", "healthy_revenue_above_plan") and figure.value <= 10 and (
        _OF_IT.match(after) or _RATED_BEFORE.search(before)
    ):  # fmt: skip
        return True
    match = _RATED.match(after)
    if match is None:
        # "сверх плана — 3%": the rate stands behind what it is of
        lone = re.match(
            r"\s*(?:$|[.,;]|руководител|РОП|без|no\b|uncapped|into\b|to the\b|goes\b|в фонд|засчит)",
            after,
            re.IGNORECASE,
        )
        return (
            kind == "healthy_revenue_above_plan"
            and bool(lone)
            and not re.match(
                r"\s*(?:преми|бонус"
                r"|of (?:the )?bonus)",
                after,
            )
        )
    if re.search(rf"{_EXCESS}", match["what"], re.IGNORECASE):
        return kind in ("healthy_revenue_above_plan", "healthy_margin") or bool(_OVER_PLAN.match(match["what"]))
    return not re.match(r"\s*(?:план|plan|target)", after, re.IGNORECASE)


def _is_further_rate(text: str, figure: Figure, first: Figure) -> bool:
    """A rate told in short behind or before another one: "1% с превышения до 120%, 2% дальше"."""
    if figure.unit != "percent" or figure.value > 20 or _CONDITION_BEFORE.search(text[: figure.start]):
        return False
    return (
        bool(_LATER.match(text, figure.end) or _GIVEN_BEFORE.search(text[: figure.start]))
        and figure.value != first.value
    )


def _earned(text: str, rated: Sequence[Figure], words: str, kind: str) -> Earned:
    match = _RATED.match(text, rated[0].end)
    told = match["what"] if match else ""
    if re.match(_MARGIN, told, re.IGNORECASE):
        return "margin"
    if re.match(_REVENUE, told, re.IGNORECASE):
        return "revenue"
    return "margin" if kind == "healthy_margin" or re.search(_MARGIN, words, re.IGNORECASE) else "revenue"


def _over(words: str, kind: str) -> OverWhat:
    if re.search(
        r"прошл\w+ (?:год|месяц)|last year|prior year|year-on-year|previous year|прирост|incremental",
        words,
        re.IGNORECASE,
    ):
        return "last_year"
    if _OVER_PLAN.search(words):
        return "plan"
    if kind == "healthy_revenue_above_plan" and not _BASE.search(words) and re.search(_GROWTH, words, re.IGNORECASE):
        return "last_year"
    return "nothing"


def _limits(
    text: str, figures: Sequence[Figure], rated: Sequence[Figure]
) -> tuple[list[Figure], Literal["percent", "money"]]:
    """The figures that say where a rate begins or ends."""
    others = [f for f in figures if f not in rated]
    percents = [f for f in others if f.unit == "percent" and 50 <= f.value <= 300]
    if not percents and len(rated) > 1:
        percents = [f for f in others if f.unit == "none" and 80 <= f.value <= 300]
    if percents:
        return percents, "percent"
    sums = [f for f in others if f.value >= 10_000 and f.unit in ("money", "none")]
    return sums[:1] if len(sums) == 1 else [], "money"


def _parts(text: str, rated: Sequence[Figure], limits: Sequence[Figure], over: OverWhat) -> tuple[RatePart, ...]:
    """Each rate with the limit that it begins at."""
    base = Decimal(100) if over == "plan" else None
    if len(rated) == 1:
        only = limits[0].value if limits and over == "sum" else base
        return (RatePart(rated[0].value / 100, only),)
    parts: list[RatePart] = []
    for place, figure in enumerate(rated):
        begins = base if place == 0 else None
        own = _own_limit(text, figure, limits)
        if own is not None:
            begins = own
        elif place and limits:
            begins = limits[-1].value if len(limits) < place + 1 else limits[place - 1].value
        elif place and over == "plan":
            begins = Decimal(100)
            parts = [RatePart(part.rate, None) for part in parts]
        parts.append(RatePart(figure.value / 100, begins))
    return tuple(sorted(parts, key=lambda part: part.from_ or Decimal(0)))


def _cap(text: str, limits: Sequence[Figure]) -> Decimal | None:
    """The end of a single rate: "5% с превышения, засчитываем до 150% плана"."""
    ends = [f.value for f in limits if f.value > 100 and _UP_TO.search(text[: f.start])]
    return ends[0] if ends else None


def _own_limit(text: str, figure: Figure, limits: Sequence[Figure]) -> Decimal | None:
    """The limit told directly beside a rate: "при 110% — 1,3%", "2% beyond 120%"."""
    for limit in limits:
        before, after = text[limit.end : figure.start], text[figure.end : limit.start]
        if limit.end <= figure.start and re.fullmatch(
            r"\s*(?:плана|of plan|of target)?\s*(?:[—–=:,-]|и больше"
            r"|и выше|or more)*\s*",
            before,
        ):
            if not re.search(r"до\s*$", text[: limit.start]):
                return limit.value
        elif figure.end <= limit.start and re.fullmatch(
            r"\s*(?:дальше|свыше|сверх|выше|после|от|при|beyond|above|over|after|from|at)?\s*", after, re.IGNORECASE
        ):
            return limit.value
    return None
