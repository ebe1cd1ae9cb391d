"""Conditions that stand before any payout: "платится, только если план выполнен на 90%", "only if plan >= 90%"."""

from __future__ import annotations

import re
from decimal import Decimal

from reports.kpi_scheme.figures import figures_in
from reports.kpi_scheme.scheme import Gate, Source

_IF = (
    r"(?:только (?:если|при)|лишь (?:если|при)|при условии|при выполнении|при невыполнении|если|only (?:if|when"
    r"|once)|provided"
    r"|as long as|on condition|conditional on|unless|not paid if|if)"
)
_PLAN = r"(?:план\w*|plan|quota|budget|target(?! \d)|выручк\w* к плану)"
_ONLY = re.compile(rf"{_IF}(?:,\s*(?:что|that)\b)?[^.;,]{{0,40}}?\b{_PLAN}\b[^.;]{{0,60}}", re.IGNORECASE)
_MET = re.compile(
    r"выполн\w+|сделан\w*|закры\w+|достигнут\w*|не выполн\w+|met\b|reached|made|hit\b|achieved"
    r"|missed",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"вся преми\w+|весь бонус|прем\w+ (?:в целом|целиком|вообще)|остальны\w+ показател\w+|все показател\w+"
    r"|любая преми\w+"
    r"|(?:the )?(?:whole|entire|any|all) (?:of the )?(?:bonus|variable|payout|kpis)|no bonus at all",
    re.IGNORECASE,
)


def gate_in(text: str) -> Gate | None:
    """The part of the plan that must be reached before this KPI pays; None where the words set no such condition.

    Only for KPIs that do not measure the plan themselves. A plan that has to be "met" is 100 per cent of it.
    """
    match = _ONLY.search(text)
    if match is None:
        return None
    source = Source("description", match.start(), match.end())
    percents = [
        f for f in figures_in(text) if f.unit == "percent" and match.start() <= f.start and f.end <= match.end()
    ]
    if percents:
        return Gate(percents[0].value, source)
    return Gate(Decimal(100), source) if _MET.search(match[0]) else None


def is_gate_of_all(text: str) -> bool:
    """Whether the condition is said about the whole bonus."""
    return _WHOLE.search(text) is not None
