"""Findings of gaming in plain words."""

from __future__ import annotations

import math
from decimal import Decimal

from reports.kpi_gaming.finding import GamingFinding, GamingSign
from reports.texts import Texts

LEAST_P = 0.001  # smaller chances are not told apart


def gaming_sentences(finding: GamingFinding, currency: str | None, texts: Texts) -> list[str]:
    """The verdict; of one that was found the surest signs with their intervals, of one that cannot be told what it
    would take."""
    say = texts.text
    lines = [say(f"gaming-{finding.verdict}-{finding.kpi}")]
    if finding.verdict == "found":
        for sign in shown(finding):
            lines += [sign_sentence(sign, currency, texts), interval_sentence(sign, texts)]
        if finding.p_value is not None:
            lines.append(say("gaming-chance", p_value=_chance(finding.p_value, texts)))
    if finding.verdict == "cannot_tell":
        lines.append(say("gaming-have", months=finding.months, deals=finding.deals))
        if finding.needed_months is not None and finding.needed_deals is not None:
            lines.append(say("gaming-needed", months=finding.needed_months, deals=finding.needed_deals))
        lines += [say(f"gaming-missing-{code}") for code in finding.missing]
    return lines


def shown(finding: GamingFinding) -> list[GamingSign]:
    """Signs that are large enough and more than chance each for itself; the surest where the sum alone is sure."""
    worth = [sign for sign in finding.signs if sign.worth]
    return [sign for sign in worth if sign.p_value < 0.05] or worth[:1]


def sign_sentence(sign: GamingSign, currency: str | None, texts: Texts) -> str:
    """The numbers behind a sign, in a sentence."""
    return texts.text(f"gaming-sign-{sign.code}", **{
        name: _worded(name, value, currency, texts) for name, value in sign.figures.items()
    })  # fmt: skip


def interval_sentence(sign: GamingSign, texts: Texts) -> str:
    """Size of the effect with its 95% interval."""
    write = texts.number if sign.scale == "ratio" else texts.change
    parts = {
        name: "∞" if math.isinf(value) else write(value)
        for name, value in (("effect", sign.effect), ("low", sign.low), ("high", sign.high))
    }
    return texts.text(f"gaming-interval-{sign.scale}", **parts)


def _worded(name: str, value: float | int, currency: str | None, texts: Texts) -> float | int | str:
    if name.endswith("_share"):
        return texts.percent(float(value))
    if name.endswith("_money"):
        return texts.rough_money(Decimal(int(value)), currency)
    if name.endswith(("_number", "_h", "_ratio")):
        return texts.number(value)
    return value


def _chance(p_value: float, texts: Texts) -> str:
    """At least LEAST_P."""
    return texts.percent(max(p_value, LEAST_P), digits=1)
