"""What is added or taken off for each step: "за каждый пункт сверху плюс 2 тысячи", "минус 5% за каждый пропуск".

Only whole steps count: "за каждый" says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from reports.kpi_scheme.figures import Figure, figures_in
from reports.kpi_scheme.scheme import Extra, MeasureUnit, Source

_EACH = re.compile(
    r"\b(?:за|на|с)\s+кажд\w+|\bкажд(?:ый|ая|ое|ые|ую)\b(?=[^.;,]{0,60}(?:плюс|минус|добавл|снима|растёт|растет"
    r"|=|[−–-]\s?\d))"
    r"|\bза (?=(?:пропуск|опоздани|ошибк|просрочк|нарушени|жалоб|пункт)\w*)|\b(?:for|off for)\s+(?:each|every)\b"
    r"|\b(?:each|every)\b(?=[^.;]{0,50}\b(?:adds?|costs?|takes?|earns?)\b)|\beach extra\b",
    re.IGNORECASE,
)
_MINUS = re.compile(
    r"минус|вычита\w+|снима\w+|штраф\w*|сниж\w+|теря\w+|minus|costs?|off\b|deduct\w*|lose\w*"
    r"|less\b",
    re.IGNORECASE,
)
_MINUS_SIGN = re.compile(r"(?:^|\s)[−–-]\s?$")
_SPAN = re.compile(r"[^.;]*")
_NOT_A_STEP = re.compile(
    r"\s*(?:[^\W\d]+\s+){0,2}(?:месяц\w*|квартал\w*|год\w*|month|quarter|year"
    r"|менеджер\w* (?:дел|сове)|rep makes)",
    re.IGNORECASE,
)
_POINT = re.compile(r"(?:процент\w*|пункт\w*|п\.\s?п\.|%|percent\w*|per cent|points?)", re.IGNORECASE)
_FROM = re.compile(r"(?:сверх|выше|больше|свыше|above|over|past|beyond)\s*$", re.IGNORECASE)
_ABOVE_PLAN = re.compile(
    r"(?:сверх|выше|свыше|above|over)\s+(?:the\s+|месячн\w+\s+)?(?:план\w*|цел\w*|plan"
    r"|target|quota)",
    re.IGNORECASE,
)


def extras_in(
    text: str, unit: MeasureUnit, target: Decimal | None, taken: Sequence[tuple[int, int]]
) -> tuple[Extra, ...]:
    """The steps of a description.

    target: where steps are counted from if no figure of their own says so. taken: places read as shares or sums.
    """
    return tuple(_extras(text, unit, target, taken))


def each_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Places that speak of steps: their figures are no limits and no sums."""
    return tuple(_span(text, match) for match in _EACH.finditer(text) if not _NOT_A_STEP.match(text, match.end()))


def _span(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The clause around "for each": from the comma before it to the end of the sentence."""
    start = max(text.rfind(sign, 0, match.start()) for sign in (".", ";", ",", ":", "(")) + 1
    while (
        start > 1
        and text[start - 1] in ".,"
        and start < len(text)
        and text[start].isdigit()
        and text[start - 2].isdigit()
    ):
        start = max(text.rfind(sign, 0, start - 1) for sign in (".", ";", ",", ":", "(")) + 1
    rest = _SPAN.match(text, match.start())
    return start, rest.end() if rest else len(text)


def _extras(text: str, unit: MeasureUnit, target: Decimal | None, taken: Sequence[tuple[int, int]]) -> Iterator[Extra]:
    figures = [f for f in figures_in(text) if not any(a < f.end and f.start < b for a, b in taken)]
    for match in _EACH.finditer(text):
        if _NOT_A_STEP.match(text, match.end()):
            continue
        start, end = _span(text, match)
        own = [f for f in figures if start <= f.start and f.end <= end]
        if (extra := _extra(text, (start, end), own, match, unit, target)) is not None:
            yield extra


def _extra(
    text: str, place: tuple[int, int], figures: list[Figure], match: re.Match[str], unit: MeasureUnit,
    target: Decimal | None,
) -> Extra | None:  # fmt: skip
    start, end = place
    step, begin = _step(text, figures, match)
    left = [f for f in figures if f is not step and f is not begin]
    paid = next((f for f in left if _is_pay(f)), None)
    if paid is None:
        return None
    size = Decimal(1) if step is None else step.value
    if step is None and unit == "money" and re.match(r"\s*(?:тысяч|thousand)", text[match.end() :], re.IGNORECASE):
        size = Decimal(1000)
    if step is None and re.match(r"\s*(?:миллион|million)", text[match.end() :], re.IGNORECASE):
        size = Decimal(1_000_000)
    value = paid.value / 100 if paid.unit == "percent" else paid.value
    takes_off = (
        _MINUS.search(text, start, paid.start)
        or _MINUS.match(text, paid.end + 1)
        or _MINUS_SIGN.search(text[: paid.start])
    )
    sign = -1 if takes_off else 1
    kind: Literal["share", "money"] = "share" if paid.unit in ("percent", "share") else "money"
    over_plan = Decimal(100) if unit == "percent" and _ABOVE_PLAN.search(text, start, end) else None
    first = begin.value if begin is not None else over_plan if over_plan is not None else target
    if first is None and sign < 0 and unit == "number":
        first = Decimal(0)  # every leaver or missed entry counts
    source = Source("description", start, end)
    return Extra(first or Decimal(0), size, sign * value, kind, source, stated_start=first is not None)


def _step(text: str, figures: list[Figure], match: re.Match[str]) -> tuple[Figure | None, Figure | None]:
    """How large a step is ("за каждые 10%"), and what it counts from ("выше 20%")."""
    step = next((f for f in figures if match.end() <= f.start <= match.end() + 2), None)
    begin = next((f for f in figures if f is not step and _FROM.search(text[: f.start])), None)
    return step, begin


def _is_pay(figure: Figure) -> bool:
    return figure.unit in ("money", "share", "percent") or figure.value >= 100
