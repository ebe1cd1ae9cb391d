"""The payout curve of a description: thresholds, targets, caps and steps put together into bands.

What lies between a threshold and full payout without a word about it stays open: the band then has no `pay`, only the
bounds that its neighbours set.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reports.kpi_scheme.clauses import Clause, Limit, Payout
from reports.kpi_scheme.figures import Figure
from reports.kpi_scheme.scheme import Measure, Source, Stated

_THRESHOLD = re.compile(
    r"порог\w*|threshold|floor|gate\b|\bmin\b|\bмин\.|минимальн\w+ (?:уровень|выполнени)\w*", re.IGNORECASE
)
_TARGET = re.compile(
    r"цел\w+|таргет\w*|норм[аы]\b|норматив\w*|ориентир\w*|целев\w+ значени\w+|target|goal"
    r"|norm\b|objective",
    re.IGNORECASE,
)
_CAP = re.compile(
    r"потол\w+|максимум\w*|максимальн\w+|предел\w*|\bcap(?:ped|s)?\b|ceiling|\bmax(?:imum|ed)?\b|не (?:больше"
    r"|выше|более)(?=\s+\d)"
    r"|at most", re.IGNORECASE,
)  # fmt: skip
_UNCAPPED = re.compile(
    r"без (?:верхн\w+ )?(?:потолк\w+|лимит\w*|ограничен\w+|предел\w*|верхн\w+)|потол\w+ нет|потолка не\w*"
    r"|не ограничен\w*|ограничени\w+[^.;]{0,15}нет"
    r"|(?:предел|границ)\w* (?:не\w*|нет)|максимум не|uncapped|no (?:cap|ceiling|maximum|limit|upper)"
    r"|without (?:a )?(?:cap|ceiling|limit|upper)|unlimited",
    re.IGNORECASE,
)
_FLAT = re.compile(
    r"(?:выше|сверх\w*|сверху|больше|свыше|перебр\w+|перевыполн\w+|переплан\w*|излиш\w+|за то, что)[^.;]{0,60}"
    r"(?:не (?:допл|опл|пл|учит|начисл|счит|поощр|идёт|идет|засчит|вознагр)\w*|столько же|без доплат|ничего"
    r"|не больше|не раст\w+|ступеней нет|оста[её]тся|вс[её] равно)"
    r"|(?:nothing|no extra|no credit|none|nothing more|not paid|flat|no further)[^.;]{0,40}(?:above|over|beyond"
    r"|after|added|extra|units)"
    r"|(?:above|over\w*|beyond|extra|more than that)[^.;,]{0,40}(?:nothing|not paid|no extra|no credit|flat"
    r"|changes nothing|unpaid|all the same)"
    r"|\bflat (?:above|after|beyond|from)|\bcapped\b(?!\s*(?:at\s*)?\d)|переплан\w*[^.;]{0,20}не доплач\w+",
    re.IGNORECASE,
)
_REST_ZERO = re.compile(
    r"\b(?:иначе|в противном случае|меньше|ниже|нет|не (?:закры|сдела|дотян|выполн)\w+|otherwise|anything less"
    r"|below that|less|miss\w*(?: it)?"
    r"|ниже (?:порога|этого)|or)\b[^.;\d]{0,30}(?:ноль|ничего|не плат\w*|без|ноля|0|nothing|zero|none|no payout"
    r"|not at all|there is none)"
    r"|missed in full|all or nothing|всё или ничего|or no payout|порог один|minus everything",
    re.IGNORECASE,
)
_ABOVE_GIVEN = re.compile(r"за переплан|перевыполнени\w+|сверх план", re.IGNORECASE)


_LEAST_ATTAINMENT = 30  # per cent of the plan; below it a figure is a rate or a share
_PLAIN_END = re.compile(
    r"\s*(?:$|[,.;)(—–=:→+<≤/-]|(?:и|или|до|к|за|плана|to|and|or|of|pays?|paid|full|half|then|per|flat|it|ноль"
    r"|полностью|половин\w+)\b)",
    re.IGNORECASE,
)
_TIME = re.compile(r"\s*(?:мес|дн|ден|час|мин|год|лет|недел|числ|day|month|hour|year|week|minute)", re.IGNORECASE)


@dataclass(slots=True)
class Read:
    """What the clauses say, in the unit of the measure."""

    threshold: Stated | None = None
    target: Stated | None = None
    cap: Stated | None = None
    uncapped: bool = False
    flat_above: bool = False
    zero_below: bool = False  # in words without a figure
    steps: list[Step] = field(default_factory=list)
    of_target: dict[str, Stated] = field(default_factory=dict)  # "threshold" and "cap" as per cent of the target
    limits: list[tuple[Limit, Stated]] = field(default_factory=list)  # without a payout beside them
    line: str | None = None  # "linear" or "proportional", between threshold and target


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of values and what it pays."""

    low: Decimal | None
    high: Decimal | None
    low_in: bool
    high_in: bool
    payout: Payout
    source: Source

    @property
    def first(self) -> Decimal:
        return Decimal("-Infinity") if self.low is None else self.low


def read_clauses(text: str, clauses: Sequence[Clause], measure: Measure) -> Read:
    """Sort every clause's figures into threshold, target, cap, steps and limits without a payout."""
    read = Read(uncapped=_UNCAPPED.search(text) is not None, zero_below=_REST_ZERO.search(text) is not None)
    for clause in _in_thousands(clauses, measure):
        _read_clause(clause, measure, read)
    read.flat_above = _FLAT.search(text) is not None
    _resolve(read)
    sums = [step.payout.value for step in read.steps if step.payout.kind == "money" and step.payout.value]
    if any(value >= 10_000 for value in sums):  # "110% — плюс 30 тысяч, 120% — плюс 70"
        read.steps = [_sum_in_thousands(step) for step in read.steps]
    return read


def _sum_in_thousands(step: Step) -> Step:
    paid = step.payout
    if paid.kind != "money" or paid.value is None or paid.value >= 1000:
        return step
    return replace(step, payout=replace(paid, value=paid.value * 1000))


def _in_thousands(clauses: Sequence[Clause], measure: Measure) -> Sequence[Clause]:
    """ "380 тысяч и больше, от 340 до 380": what is short for thousands, written out."""
    figures = [limit.figure for clause in clauses for limit in clause.limits if fits(limit.figure, measure)]
    if measure.quantity != "average_check" or not any(10_000 <= figure.value < 1_000_000 for figure in figures):
        return clauses
    return [replace(clause, limits=tuple(map(_times_thousand, clause.limits))) for clause in clauses]


def _times_thousand(limit: Limit) -> Limit:
    figure = limit.figure
    if figure.unit != "none" or not 10 <= figure.value < 1000 or (figure.to or 0) >= 1000:
        return limit
    grown = replace(figure, value=figure.value * 1000, to=None if figure.to is None else figure.to * 1000)
    low, high = (None if end is None else end * 1000 for end in (limit.low, limit.high))
    return replace(limit, figure=grown, low=low, high=high)


def _read_of_target(clause: Clause, measure: Measure, read: Read) -> None:
    """Limits told as a part of the target: "ниже 90% от цели не платим", "nothing under 75% of that"."""
    for limit in clause.limits:
        if _is_of_target(clause, limit, measure):
            place = Source("description", limit.figure.start, limit.figure.end)
            above = limit.kind in ("up_to", "above") and (limit.figure.to or limit.figure.value) >= 100
            read.of_target["cap" if above else "threshold"] = Stated(limit.figure.value, place)


def _is_of_target(clause: Clause, limit: Limit, measure: Measure) -> bool:
    if measure.is_plan or limit.figure.unit != "percent" or not 30 <= limit.figure.value <= 200:
        return False
    # "средний чек 50 тыс., выше 120% не растёт": nothing else can be meant by the percentage
    paid = bool(clause.payouts) or _FLAT.search(clause.text) is not None
    return limit.of_target or (measure.unit != "percent" and paid)


def _resolve(read: Read) -> None:
    """Parts of the target as values, once the target is known."""
    target = read.target or next((value for _, value in read.limits), None)
    if target is None:
        return
    for name, part in read.of_target.items():
        if getattr(read, name) is None:
            setattr(read, name, Stated(target.value * part.value / 100, part.source))
    if read.of_target and read.target is None:
        read.target = target
        read.limits = [limit for limit in read.limits if limit[1] != target]


def _read_clause(clause: Clause, measure: Measure, read: Read) -> None:
    limits = [
        limit
        for limit in clause.limits
        if fits(limit.figure, measure)
        and not _is_of_a_thing(clause, limit, measure)
        and not _is_of_target(clause, limit, measure)
    ]
    _read_of_target(clause, measure, read)
    for limit in limits:
        _read_limit(clause, limit, measure, read)
    if not limits:
        if any(p.kind == "nothing" for p in clause.payouts) and _FLAT.search(clause.text) is None:
            read.zero_below = True
        line = next((p.kind for p in clause.payouts if p.kind in ("linear", "proportional")), None)
        read.line = line or read.line


def _read_limit(clause: Clause, limit: Limit, measure: Measure, read: Read) -> None:
    value = _stated(limit.figure.value, limit, measure)
    paid = [p for p in clause.payouts if not (limit.figure.start < p.end and p.start < limit.figure.end)]
    if measure.higher_is_better and _is_cap(clause, limit, paid, measure):
        read.cap = _stated(limit.figure.to or limit.figure.value, limit, measure)
    elif paid and paid[0].kind in ("linear", "proportional"):
        _read_line(limit, paid[0], value, measure, read)
    elif paid:
        read.steps.append(_step(limit, paid[0], measure))
    elif _is_named(_THRESHOLD, clause, limit):
        read.threshold = value
    elif _is_named(_TARGET, clause, limit):
        read.target = value
    else:
        read.limits.append((limit, value))


def _is_cap(clause: Clause, limit: Limit, paid: Sequence[Payout], measure: Measure) -> bool:
    """Whether nothing more is paid above the limit: it is called a cap, or what lies above it pays nothing."""
    if _is_named(_CAP, clause, limit) and _UNCAPPED.search(clause.text) is None:
        return True
    if limit.kind in ("above", "from"):
        return any(p.kind == "nothing" for p in paid) or _FLAT.search(clause.text) is not None
    return limit.kind == "up_to" and not paid and measure.is_plan


def _is_of_a_thing(clause: Clause, limit: Limit, measure: Measure) -> bool:
    """Whether a bare figure counts something else than the measure: "14 обязательных полей", "за 12 месяцев"."""
    after = clause.text[limit.figure.end - clause.start :]
    if measure.unit == "percent":
        return limit.figure.unit == "none" and _PLAIN_END.match(after) is None
    return measure.unit == "number" and measure.quantity != "unknown" and _TIME.match(after) is not None


def _read_line(limit: Limit, payout: Payout, value: Stated, measure: Measure, read: Read) -> None:
    read.line = payout.kind
    if limit.kind == "between" and limit.high is not None:
        read.threshold = value
        read.target = _stated(limit.high, limit, measure)
    elif limit.kind in ("from", "above") or (limit.kind == "at" and read.threshold is None and read.target is not None):
        read.threshold = value
    elif limit.kind in ("up_to", "below", "at"):
        read.cap = value


def _is_named(names: re.Pattern[str], clause: Clause, limit: Limit) -> bool:
    """Whether the figure is the one that the word before it names ("порог 95"), or stands first behind it."""
    before = clause.text[: limit.figure.start - clause.start]
    matches = list(names.finditer(before))
    if not matches:
        return False
    return not re.search(r"\d", before[matches[-1].end() :])


def _stated(value: Decimal, limit: Limit, measure: Measure) -> Stated:
    return Stated(in_unit(value, limit.figure, measure), Source("description", limit.figure.start, limit.figure.end))


def in_unit(value: Decimal, figure: Figure, measure: Measure) -> Decimal:
    """A figure's value in the measure's unit: shares and coefficients as per cent."""
    if measure.unit == "percent" and (figure.unit == "share" or (figure.unit == "none" and value <= 3)):
        return value * 100
    return value


def fits(figure: Figure, measure: Measure) -> bool:
    """Whether a figure can be a value of the measure."""
    if measure.unit == "percent":
        if figure.unit == "none":
            attainment = measure.is_plan
            return (
                (50 <= figure.value <= 200 or figure.value <= 2)
                if attainment
                else 3 < figure.value <= 100 or figure.value < 1
            )
        too_small = measure.is_plan and figure.value < _LEAST_ATTAINMENT
        return figure.unit in ("percent", "share") and not too_small
    if measure.unit == "money":
        return figure.unit == "money" or (figure.unit == "none" and figure.value >= 100)
    return figure.unit == "none"


def _step(limit: Limit, payout: Payout, measure: Measure) -> Step:
    low = None if limit.low is None else in_unit(limit.low, limit.figure, measure)
    high = None if limit.high is None else in_unit(limit.high, limit.figure, measure)
    source = Source("description", min(limit.figure.start, payout.start), max(limit.figure.end, payout.end))
    low_in = limit.kind != "above"
    if not measure.higher_is_better and limit.kind == "at":
        low, high = (None, low) if payout.kind != "nothing" else (low, None)
    return Step(
        low,
        high,
        low_in,
        limit.kind in ("up_to",) or (high is not None and not measure.higher_is_better and limit.kind == "at"),
        payout,
        source,
    )
