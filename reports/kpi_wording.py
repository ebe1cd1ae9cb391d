"""What an owner's words say about a KPI's payout: its share of the bonus, and what is paid above the plan.

Read from the words by patterns, in Russian and English. Unknown rather than guessed.
"""

from __future__ import annotations

import re

from deals.records import KpiItem

_NUMBER = r"(\d{1,3}(?:[.,]\d+)?)"
_PERCENT = rf"{_NUMBER}\s*(?:%|процент\w*|per\s?cent\b|pct\b)"
_BONUS = (
    r"(?:преми\w*|бонус\w*|переменн\w*|вознагражден\w*|мотиваци\w*|"
    r"bonus\w*|variable\w*|incentive\w*|pot\b|pay at risk|award\w*)"
)
_FRACTION = r"(полов\w+|треть|трети|четверть|half|(?:a |one )?third|(?:a |one )?quarter)"
# A few words may stand between a share and what it is a share of, but no end of a sentence: "50% премии",
# "45 per cent of the 3,600 pounds monthly variable", and not "95% of plan. The bonus ...".
_SPAN = r"(?:месячн\w*|годов\w*|квартальн\w*|monthly|annual|quarterly)"
_SUM = r"(?:[$£€]?\d[\d\s.,]*\s?(?:pounds?|dollars?|euros?|руб\w*\.?|[₽$£€])?)"
_BETWEEN = rf"\s+(?:(?:of|от|the|{_SPAN}|руководител\w*|\w+'s)\s+)*(?:{_SUM}\s+)?(?:{_SPAN}\s+)*"
_NOT_A_DEDUCTION = r"(?<!минус )(?<!minus )"

_SHARES = (
    re.compile(_NOT_A_DEDUCTION + _PERCENT + rf"(?:{_BETWEEN}{_BONUS}|\s+weight\b)", re.IGNORECASE),
    re.compile(_BONUS + r"[:\s—–-]{1,3}" + _PERCENT, re.IGNORECASE),
)
_FRACTION_OF_BONUS = re.compile(rf"{_NOT_A_DEDUCTION}\b{_FRACTION}{_BETWEEN}{_BONUS}", re.IGNORECASE)
_WEIGHT = re.compile(
    r"\b(?:вес\w*|weight\w*|доля в премии)(?:\s+показателя)?[:\s—–-]{0,4}" + _NUMBER + r"(?!\d)\s*(%)?", re.IGNORECASE
)
_LEADING_SHARE = re.compile(rf"^\s*{_PERCENT}\s*(?:[.;:,—–-]|$)", re.IGNORECASE)
_FRACTIONS = {"полов": 0.5, "half": 0.5, "трет": 1 / 3, "third": 1 / 3, "четверт": 0.25, "quarter": 0.25}

_CAP = re.compile(
    r"(?:потол\w+|максимум\w*|не (?:больше|выше|более)|cap\w*|ceiling|max\w*)[^\d.;]{0,20}(\d{2,3})\s*"
    r"(?:%|процент\w*|per\s?cent|$|[.,;])",
    re.IGNORECASE,
)
_FLAT = re.compile(
    r"(?:выше|сверх|сверху|больше|перевыполн\w+|переплан\w*)[^.;]{0,60}"
    r"(?:не (?:допл|опл|пл|учит|начисл|счит|поощр|идёт|идет)\w*|столько же|без доплат|ничего не|не больше)"
    r"|(?:nothing|no extra|no credit|none|nothing more|not paid|flat)[^.;]{0,40}(?:above|over|beyond|after|added|extra)"
    r"|(?:above|over\w*|beyond|extra)[^.;]{0,40}(?:nothing|not paid|no extra|no credit|flat)",
    re.IGNORECASE,
)


def bonus_share(kpi: KpiItem) -> float | None:
    """Share of the bonus, 0 to 1. None where neither `weight` nor the words state one, or the words state several.

    A stated `weight` counts as per cent above 1. In words: "50% премии", "вес 20", "Half of the variable", or a
    per cent figure that opens the description ("25 %. Средняя сумма ...").
    """
    stated = _stated_number(kpi, "weight")
    if stated is not None:
        return _as_share(stated, per_cent=stated > 1)
    for text in (kpi.description, kpi.name):
        if (leading := _LEADING_SHARE.match(text)) is not None:
            return _as_share(_number(leading[1]))
        if found := _shares_in(text):
            return found.pop() if len(found) == 1 else None
    return None


def payout_cap(kpi: KpiItem) -> float | None:
    """Attainment above which nothing more is paid, 1.0 being the plan. None where nothing says so.

    `cap` counts as per cent from 10 on. In words: "потолок 102 %", "capped at 100%", or that what is above the plan
    is not paid, which is a cap of 1.0. Of several the highest counts.
    """
    stated = _stated_number(kpi, "cap")
    if stated is not None:
        return stated / 100 if stated >= 10 else stated
    caps = [int(match[1]) / 100 for match in _CAP.finditer(kpi.description)]
    if _FLAT.search(kpi.description):
        caps.append(1.0)
    return max((cap for cap in caps if cap >= 1), default=None)


def _stated_number(kpi: KpiItem, key: str) -> float | None:
    value = kpi.structure.get(key)
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _shares_in(text: str) -> set[float]:
    found = {_as_share(_number(match[1])) for pattern in _SHARES for match in pattern.finditer(text)}
    found |= {_as_share(w := _number(match[1]), per_cent=bool(match[2]) or w > 1) for match in _WEIGHT.finditer(text)}
    found |= {_fraction(match[1]) for match in _FRACTION_OF_BONUS.finditer(text)}
    return {share for share in found if share is not None}


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _as_share(value: float, per_cent: bool = True) -> float | None:
    share = round(value / 100 if per_cent else value, 6)
    return share if 0 < share <= 1 else None


def _fraction(words: str) -> float:
    return next(share for stem, share in _FRACTIONS.items() if stem in words.casefold())
