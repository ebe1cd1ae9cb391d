"""Payouts written as a formula: "факт / план * 70 000", "К = факт/план", "fact divided by plan, times 3,000".

Also what is taken off as a whole where a limit is not kept: "иначе минус 15 000".
"""

from __future__ import annotations

import re
from decimal import Decimal

from reports.kpi_scheme.figures import figures_in
from reports.kpi_scheme.scheme import Band, Curve, Source, Stated

_RATIO = re.compile(
    r"(?:факт\w*|выручк\w*|продаж\w*|fact|actuals?|revenue|sales)\s*(?:/|÷|:|делим на|дел[её]н\w* на"
    r"|разделить на|divided by|over)\s*"
    r"(?:(?:the|месячн\w+)\s+)?(?:план\w*|plan|target|quota|budget)",
    re.IGNORECASE,
)  # fmt: skip
_TIMES = re.compile(
    r"(?:[*×]|\bх|умнож\w+ на|times|multiplied by|баз[аы]\b(?: преми\w+)?"
    r"|base(?: of)?)\s*[:=—–-]?\s*$",
    re.IGNORECASE,
)
_ELSE_MINUS = re.compile(
    r"(?:иначе|в противном случае|не (?:выполн|сдела|дотян)\w+|otherwise|if not)[\s:,—–-]{1,3}(?:минус|вычет\w*"
    r"|штраф\w*|minus|less|deduct\w*)\s+$",
    re.IGNORECASE,
)


def is_ratio_paid(text: str) -> bool:
    """Whether the payout is the attainment times a sum: a ratio of fact and plan with something it multiplies."""
    return _RATIO.search(text) is not None and factor_in(text) is not None


def factor_in(text: str) -> Stated | None:
    """The sum that the ratio multiplies."""
    for figure in figures_in(text):
        if figure.value >= 100 and figure.unit in ("money", "none") and _TIMES.search(text[: figure.start]):
            return Stated(figure.value, Source("description", figure.start, figure.end))
    return None


def with_malus(curve: Curve, text: str) -> Curve | None:
    """The curve of a KPI that pays nothing and takes off a sum where its limit is not kept; None without such words."""
    for figure in figures_in(text):
        if _ELSE_MINUS.search(text[: figure.start]) and figure.unit in ("money", "none", "percent", "share"):
            value = figure.value / 100 if figure.unit == "percent" else figure.value
            in_money = figure.unit == "money" or value > 5
            bands = tuple(_malus(band, value) for band in curve.bands)
            return Curve(bands, "money" if in_money else "share", Source("description", figure.start, figure.end))
    return None


def _malus(band: Band, value: Decimal) -> Band:
    kept = band.pay is not None and band.pay > 0
    return Band(band.low, band.high, Decimal(0) if kept else -value, band.low_in, band.high_in)
