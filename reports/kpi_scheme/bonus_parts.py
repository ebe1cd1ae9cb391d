"""What part of the bonus a KPI is worth, in an owner's words: its share, its sum, and the whole bonus.

"50% премии", "вес 20", "half of the variable", "25 %." at the beginning; "84 000 ₽ в месяц"; "of the 3,600 pounds
monthly variable". Several different shares are none: which one is meant has to be asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reports.kpi_scheme.extras import each_spans
from reports.kpi_scheme.figures import Figure, figures_in
from reports.kpi_scheme.scheme import Source, Stated

_BONUS = (
    r"(?:преми\w*|бонус\w*|переменн\w*|вознагражден\w*|мотиваци\w*|"
    r"bonus\w*|variable\w*|incentive\w*|pot\b|pay at risk|award\w*)"
)
# A few words may stand between a share and what it is a share of, but no end of a sentence: "50% премии",
# "45 per cent of the 3,600 pounds monthly variable", and not "95% of plan. The bonus ...".
_SPAN = r"(?:месячн\w*|годов\w*|квартальн\w*|общ\w+|все[йг]о?|monthly|annual|yearly|quarterly|total|whole)"
_WHO = r"(?:руководител\w*|РОП\w*|начальник\w*|head'?s?|\w+'s)"
_SUM = r"(?:[$£€]?\d[\d\s.,]*\s?(?:pounds?|dollars?|euros?|руб\w*\.?|[₽$£€])?)"
_BETWEEN = (
    rf"\s*(?:(?:of|от|в|the|his|her|your|its|его|её|ее|их|своей|своего|{_SPAN}"
    rf"|{_WHO})\s+)*(?:{_SUM}\s+)?(?:{_SPAN}\s+)*"
)
_OF_BONUS = re.compile(rf"{_BETWEEN}{_BONUS}|\s+(?:weight\b|weighting\b|веса\b)", re.IGNORECASE)
_BONUS_BEFORE = re.compile(rf"{_BONUS}(?:\s+{_WHO})?[\s:—–-]{{1,3}}$", re.IGNORECASE)
_WEIGHT_BEFORE = re.compile(
    r"\b(?:вес\w*|weight\w*|weighs|дол[яи] в (?:преми|бонус)\w+|удельный вес)(?:\s+(?:показателя|в преми\w+"
    r"|в бонус\w+|of|is))*"
    r"[\s:=—–-]{0,4}$",
    re.IGNORECASE,
)
_DEDUCTION = re.compile(
    r"(?:минус|minus|costs?\s+(?:\w+\s+){0,2}|снижа\w+ (?:на|преми\w+ на)|теря\w+|лиша\w+|reduces? by|lose\w*"
    r"|[−–-])\s*$",
    re.IGNORECASE,
)
_PERCENT_SIGN = re.compile(r"%|процент|проц\.|per\s?cent|pct", re.IGNORECASE)
_LONE_BEFORE = re.compile(r"(?:^|[,;.—–(:]\s*)$")
_LONE_AFTER = re.compile(r"\s*(?:[.;:,—–)-](?!\d)|$)")
_TOTAL = re.compile(
    rf"(?:of|от)\s+(?:the\s+|a\s+)?(?:{_SPAN}\s+)*(?:pay\s+of\s+)?$|variable (?:pay )?of\s+$|преми\w+ в\s+$",
    re.IGNORECASE,
)
_TOTAL_AFTER = re.compile(rf"\s+(?:(?:{_SPAN}|pay)\s+)*{_BONUS}", re.IGNORECASE)

# A sum to be paid, beside a sum to be reached.
_PAID_BEFORE = re.compile(
    rf"(?:{_BONUS}|\b(?:плат\w+|выплат\w+|доплат\w+|начисл\w+|получ\w+|плюс|ещё|even|earns?|gets?|pays?|paid"
    rf"|receives?|добавля\w+"
    r"|worth)|—|–|\s-|=|\bза (?:это|него|показатель))\s*(?:(?:ещ[её]|по|в|сумма|размер\w*|её?|of|is|the"
    r"|\w+ у)\s+){0,2}$",
    re.IGNORECASE,
)
_PAID_AFTER = re.compile(
    r"\s*(?:,?\s*(?:в месяц|ежемесячно|в квартал|за квартал|руководител\w+|РОП\w*|each month|every month"
    r"|a month|per month"
    r"|monthly|for (?:every|each) month|a quarter|when\b|if\b|если\b|при\b|когда\b|to the (?:head|lead|manager)))",
    re.IGNORECASE,
)
_REACHED_BEFORE = re.compile(
    r"(?:цел\w+|таргет\w*|норм\w+|план\w*|ориентир\w*|порог\w*|target\w*|goal\w*|norm\w*|threshold\w*|quota|budget"
    r"|не (?:ниже|меньше|менее|больше|выше|более)|ниже|меньше|выше|больше|свыше|сверх|от|до|с|at least|under"
    r"|below|over|above"
    r"|more than|less than|up to|from|of|minimum|в среднем|average\w*)\s*(?:(?:в|на|is|of|the|—|–|:)\s*){0,2}$",
    re.IGNORECASE,
)
_EACH_BEFORE = re.compile(
    r"за кажд\w+[^.;]{0,60}$|\bfor each[^.;]{0,50}$|\b(?:every"
    r"|each)\s[^.;]{0,50}\badds?\s*$",
    re.IGNORECASE,
)
_EACH_AFTER = re.compile(
    r"[^.;]{0,25}\bза кажд|[^.;]{0,25}\bfor (?:each|every)\b(?!\s+month)|\s*(?:на"
    r"|с) кажд\w+|\s*за пункт",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class BonusParts:
    """What the words say a KPI is worth, and which places were read as that."""

    share: Stated | None
    amount: Stated | None
    total: Stated | None  # the whole bonus, where a share is told "of the 3,600 pounds"
    taken: tuple[tuple[int, int], ...]  # of the description; without the amount, which may be a step's


def bonus_parts(name: str, description: str, *, by_rate: bool = False) -> BonusParts:
    """Read from the description, and from the name what the description does not say.

    by_rate: the KPI measures a percentage (margin, conversion), which a lone per cent figure may be as well.
    """
    share = _only(list(_shares(description, "description", by_rate=by_rate)))
    in_description = bool(list(_shares(description, "description", by_rate=by_rate)))
    if not in_description:
        share = _only(list(_shares(name, "name", by_rate=by_rate)))
    total = next((_stated(f, "description") for f in figures_in(description) if _is_total(description, f)), None)
    steps = each_spans(description)
    sums = [f for f in figures_in(description) if not any(a < f.end and f.start < b for a, b in steps)]
    amount = next((_stated(f, "description") for f in sums if _is_amount(description, f)), None)
    places = [s for s in (share, total) if s is not None and s.source.field == "description"]
    shares = [(s.source.start or 0, s.source.end or 0) for s in _shares(description, "description", by_rate=by_rate)]
    return BonusParts(
        share, amount, total, tuple({*shares, *((s.source.start or 0, s.source.end or 0) for s in places)})
    )


def _only(found: list[Stated]) -> Stated | None:
    return found[0] if found and len({stated.value for stated in found}) == 1 else None


def _stated(figure: Figure, field: str) -> Stated:
    return Stated(figure.value, Source(field, figure.start, figure.end))


def _shares(text: str, field: str, *, by_rate: bool) -> Iterator[Stated]:
    figures = [f for f in figures_in(text) if f.to is None]
    said = [s for f in figures if (s := _share_said(text, f, field)) is not None]
    if said:
        yield from said
        return
    signed = [f for f in figures if f.unit == "percent" and _PERCENT_SIGN.search(text, f.start, f.end)]
    lone = [f for f in signed if _is_lone(text, f)]
    lone_first = bool(lone) and lone[0].start == len(text) - len(text.lstrip())
    if lone_first:  # "25 %. Средняя сумма ..."
        lone = lone[:1]
    if by_rate and len(figures) == 1 and not lone_first:
        return  # "... дошли до оплаты. 65%": it may as well be the target
    if len(lone) == 1 and (share := _as_share(lone[0].value)) is not None:
        yield Stated(share, Source(field, lone[0].start, lone[0].end))


def _share_said(text: str, figure: Figure, field: str) -> Stated | None:
    before, after = text[: figure.start], text[figure.end :]
    if _DEDUCTION.search(before) and not before.rstrip().endswith(("—", "–")):
        return None
    value: Decimal | None = None
    if figure.unit == "none" and (_WEIGHT_BEFORE.search(before) or re.match(r"\s*weight\b", after, re.IGNORECASE)):
        value = _as_share(figure.value) if figure.value > 1 else _as_share(figure.value * 100)
    elif figure.unit == "none" and 0 < figure.value < 1 and re.match(_BETWEEN + _BONUS, after, re.IGNORECASE):
        value = _as_share(figure.value * 100)  # "0,35 от переменной части"
    elif figure.unit == "percent" and (
        _OF_BONUS.match(after)
        or _WEIGHT_BEFORE.search(before)
        or (_BONUS_BEFORE.search(before) and _LONE_AFTER.match(after))
    ):
        value = _as_share(figure.value)
    elif figure.unit == "share" and re.match(_BETWEEN + _BONUS, after, re.IGNORECASE):
        value = _as_share(figure.value * 100)
    return None if value is None else Stated(value, Source(field, figure.start, figure.end))


def _as_share(percent: Decimal) -> Decimal | None:
    share = percent / 100
    return share if 0 < share <= 1 else None


def _is_lone(text: str, figure: Figure) -> bool:
    """A percentage that is a clause by itself."""
    return (bool(_LONE_BEFORE.search(text[: figure.start]) and _LONE_AFTER.match(text, figure.end)) and not (
        re.search(r"[—–=:]\s*$", text[: figure.start]) or re.match(r"\s*[—–=→:-]", text[figure.end :])
    )) or (figure.start == 0 and bool(re.match(r"\s*(?:[.;:,—–-](?!\d)|$)", text[figure.end :])))  # fmt: skip


def _is_total(text: str, figure: Figure) -> bool:
    if figure.unit != "money" or figure.to is not None:
        return False
    before, after = text[: figure.start], text[figure.end :]
    return bool(_TOTAL.search(before)) and bool(
        _TOTAL_AFTER.match(after) or re.search(_BONUS + r"[^.;]*$", before, re.I)
    )


def _is_amount(text: str, figure: Figure) -> bool:
    """Whether a sum is what the KPI pays, and not what it measures."""
    big = figure.unit == "money" or (figure.unit == "none" and figure.value >= 1000 and figure.value % 100 == 0)
    if not big or figure.to is not None or _is_total(text, figure):
        return False
    before, after = text[: figure.start], text[figure.end :]
    if _EACH_BEFORE.search(before) or _EACH_AFTER.match(after) or _DEDUCTION.search(re.sub(r"\s[—–-]\s$", " ", before)):
        return False
    if _REACHED_BEFORE.search(before) and not _PAID_BEFORE.search(before):
        return False
    if _PAID_BEFORE.search(before):
        return True
    lone = bool(_LONE_BEFORE.search(before)) and bool(_LONE_AFTER.match(after) or _PAID_AFTER.match(after))
    return lone and (figure.unit == "money" or (figure.value < 1_000_000 and bool(_PAID_AFTER.match(after))))
