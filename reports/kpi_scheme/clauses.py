"""The clauses of an owner's words, each with its figures, the limits they set, and what is paid there.

"от 95 до 99,9% — половина" is a limit from 95 to 99.9 and a payout of a half. Limits and payouts are found by patterns
beside the figures; nothing is taken from words that carry neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reports.kpi_scheme.figures import Figure, figures_in

LimitKind = Literal["below", "from", "above", "up_to", "between", "at"]
PayoutKind = Literal["nothing", "full", "share", "money", "proportional", "linear"]

_BREAK = re.compile(
    r"[;()]|[.!?](?=\s|$)|,(?=\s)|(?<![\d%])\s*:\s|\bзатем\b|\bthen\b|\s(?=иначе\b|otherwise\b|а\s+(?:при|если"
    r"|ниже)\b)"
    r"|\s(?:and|и|а|but|но)\s(?=(?:flat|full|half|nothing|zero|none|no|ноль|половин|полностью|при|linear"
    r"|не больше|max)\w*)",
    re.IGNORECASE,
)
_BEFORE: tuple[tuple[LimitKind, str], ...] = (
    ("from", r"не (?:ниже|меньше|менее|короче)|минимум|хотя бы|начиная с|начисля\w+ (?:от|с)|\bот|\bс"
        r"|\bпри достижении"
             r"|at least|at or (?:above|over)|(?:no|not) (?:lower|less|smaller|fewer) than|minimum(?: of)?|\bfrom"
             r"|\bonce|start\w* (?:at|from)|reach\w*|≥|>=|=>"),
    ("up_to", r"не (?:выше|больше|более|позднее|превыша\w+)|максимум|в пределах|\bдо|(?:no|not) (?:more|higher"
        r"|greater) than"
              r"|допуска\w+|at most|\bup to|at or (?:below|under)|limited to|\bwithin|maximum(?: of)?|≤|<="),
    ("below", r"ниже|меньше|менее|(?<!не )до|не дотяну\w+ до|under|below|(?:less|fewer|lower) than|short of"
        r"|beneath|<"),
    ("above", r"выше|больше|более|свыше|сверх|после|over|above|beyond|past|(?:more|greater|higher) than|exceed\w*|>"),
    ("at", r"\bпри|\bat|\bна"),
)  # fmt: skip
_MIDDLE = r"\s*(?:(?:чем|уровня|выполнени\w*|показател\w*|план\w*|the|a|of|plan|target|it|about|сумм\w*|на)\s+){0,2}$"
_LIMIT_BEFORE = tuple((kind, re.compile(rf"(?:{words}){_MIDDLE}", re.IGNORECASE)) for kind, words in _BEFORE)
_OF_PLAN = (
    r"(?:\s*(?:от|of|the|месячн\w*|плана?|плану|target|plan|quota|its|выполнени\w*|people|points"
    r"|баллов)\b){0,3}"
)
_LIMIT_AFTER = (
    ("from", re.compile(
        _OF_PLAN + r"\s*(?:,?\s*(?:и|или|and|or)\s+(?:выше|больше|более|лучше|better|more|above|up|over|higher"
            r"|greater)\b"
        r"|\+|≤|plus\b)", re.IGNORECASE)),
    ("up_to", re.compile(
        _OF_PLAN + r"\s*,?\s*(?:и|или|and|or)\s+(?:ниже|меньше|менее|быстрее|less|fewer|lower|below|under|faster)\b",
        re.IGNORECASE)),
)  # fmt: skip
_BETWEEN = re.compile(r"\s*%?\s*(?:до|по|to|and|и)\s+", re.IGNORECASE)
_BETWEEN_BEFORE = re.compile(r"\b(?:от|с|from|between|между)\s+$", re.IGNORECASE)

_NOTHING = re.compile(
    r"\bноль\b|\bнол[ея]м?\b|\bничего\b|\bобнул\w+|\bлиш\w+|\bбез (?:неё|нее|преми\w+|бонус\w*|выплат\w*)"
    r"|не (?:плат\w+|выплач\w+|начисл\w+|оплач\w+|засчит\w+|полага\w+)|\bпрем\w+ нет\b|\bсгора\w+"
    r"|\bnothing\b|\bzero\b|\bnone\b|\bnil\b|no (?:pay\w*|bonus|award)\b|not paid|withheld|unpaid|missed in full"
    r"|\bforfeit\w*|\bno credit\b|\bпремии [^.;]{0,25}\bнет\b|\bбонуса [^.;]{0,25}\bнет\b",
    re.IGNORECASE,
)
_FULL = re.compile(
    r"\bполностью\b|\bв полном (?:объ[её]ме|размере)\b|\bвс[яюе]ё? (?:сумм\w+|преми\w+|част\w+|бонус\w*)"
    r"|\bплатим вс[её]\b"
    r"|\bполн(?:ая|ый|ую) (?:выплат\w*|сумм\w*|преми\w*|бонус\w*)|\bвс[её]\b(?=\s*(?:$|[,.;]))|— (?:премия|оклад)$"
    r"|(?<!missed )\bin full\b|\bfull (?:payout|bonus|amount|pay\w*|award)\b|\bfull\b(?! year)|\bpays? (?:all"
    r"|everything)\b"
    r"|\bearns? the (?:full|whole)\b|\ball of it\b",
    re.IGNORECASE,
)
_PROPORTIONAL = re.compile(
    r"\bпропорц\w+|\bту же долю|\bтот же процент|\bстолько же процент\w*"
    r"|\bsame percent\w*|\bproportion\w*|\bpro[ -]rata\b",
    re.IGNORECASE,
)
_LINEAR = re.compile(r"\bлинейн\w+|\blinear\w*|\bstraight[ -]line\b", re.IGNORECASE)
_PAID_SHARE = re.compile(
    r"\s*(?:(?:от|of)\s+)?(?:the\s+)?(?:сумм\w+|выплат\w+|частей|amount|payout|оклада|pay\b|payment)", re.IGNORECASE
)
_COEFFICIENT = re.compile(r"(?:коэффициент\w*|коэф\.?|factor(?: of)?|k\s*=|к\s*=)\s*$", re.IGNORECASE)
_LEADS_TO = re.compile(
    r"(?:[—–=→+-]|\bплюс|\bplus|\bpays?|\bпла[тч]\w+|\bполуч\w+|\bgives?|\bearns?"
    r"|\bвыплат\w+|\bпреми\w+)\s*$",
    re.IGNORECASE,
)


_OF_TARGET = re.compile(
    r"\s*(?:от|of)\s+(?:the\s+|this\s+|that\s+|этой\s+)?(?:цел\w+|норм\w+|задани\w+|ориентир\w*|goal|target"
    r"|norm|objective|that\b|it\b|this\b)",
    re.IGNORECASE,
)
_PLUS = re.compile(r"(?:\+|\bплюс|\bplus)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limit:
    """A stretch of values that a clause speaks about."""

    kind: LimitKind
    figure: Figure
    low: Decimal | None  # as the figure says it, in its unit
    high: Decimal | None
    of_target: bool = False  # told as a part of the target: "90% от цели"


@dataclass(frozen=True, slots=True)
class Payout:
    """What is paid there; value: a share of the item's sum, or money."""

    kind: PayoutKind
    value: Decimal | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its place in the text, figures, limits and payouts, each in the order of the words."""

    text: str
    start: int
    figures: tuple[Figure, ...]
    limits: tuple[Limit, ...]
    payouts: tuple[Payout, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def clauses_of(text: str, taken: Sequence[tuple[int, int]] = ()) -> tuple[Clause, ...]:
    """The clauses of the text; figures inside the places `taken` (start, end) were read as something else."""
    figures = [f for f in figures_in(text) if not any(a < f.end and f.start < b for a, b in taken)]
    return tuple(_clause(text, start, end, figures) for start, end in _pieces(text, figures))


def _pieces(text: str, figures: Sequence[Figure]) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        if any(f.start < match.end() and match.start() < f.end for f in figures):
            continue
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _clause(text: str, start: int, end: int, figures: Sequence[Figure]) -> Clause:
    own = [f for f in figures if start <= f.start and f.end <= end]
    paid = {id(f): p for f in own if (p := _paid_figure(text, start, end, f, own)) is not None}
    limits = list(_limits(text, start, [f for f in own if id(f) not in paid]))
    words = [*paid.values(), *_payout_words(text, start, end)]
    return Clause(text[start:end], start, tuple(own), tuple(limits), tuple(sorted(words, key=lambda p: p.start)))


def _limits(text: str, start: int, figures: Sequence[Figure]) -> Iterator[Limit]:
    skip = False
    for place, figure in enumerate(figures):
        if skip:
            skip = False
            continue
        following = figures[place + 1] if place + 1 < len(figures) else None
        if figure.to is not None:
            yield Limit("between", figure, figure.value, figure.to)
        elif following and _is_between(text, start, figure, following):
            whole = Figure(figure.value, following.unit, figure.start, following.end, following.value)
            yield Limit("between", whole, figure.value, following.value)
            skip = True
        else:
            yield _limit(text, start, figure)


def _is_between(text: str, start: int, low: Figure, high: Figure) -> bool:
    joins = _BETWEEN.fullmatch(text[low.end : high.start]) is not None
    return joins and low.value < high.value and _BETWEEN_BEFORE.search(text[start : low.start]) is not None


def _limit(text: str, start: int, figure: Figure) -> Limit:
    kind: LimitKind = "at"
    before = text[start : figure.start]
    for name, pattern in _LIMIT_BEFORE:
        if pattern.search(before):
            kind = name
            break
    if kind in ("at", "above"):  # "5 или больше"; "выше 5" stays
        kind = next((name for name, after in _LIMIT_AFTER if after.match(text, figure.end)), kind)  # type: ignore[misc]
    low = figure.value if kind in ("from", "above", "at") else None
    high = figure.value if kind in ("below", "up_to") else None
    return Limit(kind, figure, low, high, of_target=_OF_TARGET.match(text, figure.end) is not None)


def _paid_figure(text: str, start: int, end: int, figure: Figure, own: Sequence[Figure]) -> Payout | None:
    """The figure as what is paid, where its surroundings say so."""
    before, after = text[start : figure.start], text[figure.end : end]
    if figure.unit == "share":
        is_limit = any(pattern.search(before) for kind, pattern in _LIMIT_BEFORE if kind in ("from", "up_to"))
        return None if is_limit else Payout("share", figure.value, figure.start, figure.end)
    if figure.value == 0 and _LEADS_TO.search(before):
        return Payout("nothing", figure.value, figure.start, figure.end)
    if _COEFFICIENT.search(before) and figure.unit == "none":
        return Payout("share", figure.value, figure.start, figure.end)
    if _PAID_SHARE.match(after):
        value = figure.value / 100 if figure.unit == "percent" else figure.value
        return Payout("share", value, figure.start, figure.end) if value <= 3 else None
    earlier = [f for f in own if f.end <= figure.start]
    if not earlier or not _LEADS_TO.search(before):
        return None
    if figure.unit == "percent":
        return Payout("share", figure.value / 100, figure.start, figure.end)
    if figure.unit == "money" or figure.value >= 500:
        return Payout("money", figure.value, figure.start, figure.end)
    if figure.value <= 2:
        return Payout("share", figure.value, figure.start, figure.end)
    # "120% — плюс 70": thousands, as the step before it says
    return Payout("money", figure.value, figure.start, figure.end) if _PLUS.search(before) else None


def _payout_words(text: str, start: int, end: int) -> Iterator[Payout]:
    kinds: tuple[tuple[PayoutKind, re.Pattern[str], Decimal | None], ...] = (
        ("nothing", _NOTHING, Decimal(0)), ("full", _FULL, Decimal(1)),
        ("proportional", _PROPORTIONAL, None), ("linear", _LINEAR, None),
    )  # fmt: skip
    for kind, pattern, value in kinds:
        if match := pattern.search(text, start, end):
            yield Payout(kind, value, match.start(), match.end())
