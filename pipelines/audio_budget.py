"""How much audio a run may hear, as typed: `50h`, `90m`, or hours alone."""

from __future__ import annotations

import re

_BUDGET = re.compile(r"(\d+(?:[.,]\d+)?)\s*(h|m|ч|м)?", re.IGNORECASE)
_SECONDS = {"h": 3600.0, "ч": 3600.0, "m": 60.0, "м": 60.0}


def audio_budget_s(typed: str) -> float:
    """Seconds; ValueError where it is no amount of time, or none at all."""
    match = _BUDGET.fullmatch(typed.strip())
    seconds = float(match[1].replace(",", ".")) * _SECONDS[(match[2] or "h").lower()] if match else 0.0
    if seconds <= 0:
        raise ValueError(typed)
    return seconds
