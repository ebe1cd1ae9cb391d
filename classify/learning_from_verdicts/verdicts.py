"""What people decided about the program's claims and signals: the records, and the file `verdicts.jsonl`.

Nothing here knows where a verdict was typed. The review page, a workbook and a CSV table all end as the fields that
`verdict_of` reads, so that one set of rules says what a verdict may hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from classify.codebook import CAUSES, REVIVE_REASONS, SIGNALS, TOXIC_KPIS
from deals.problems import Problem
from transcribe.atomic_file import write_whole

ListName = Literal["revive", "error_loss"]
Decision = Literal["confirm", "reject", "unsure"]
WORTH_IT = 2  # grade from which a claim is confirmed (codebook, sections 2 and 3)
_CULPRITS = ("manager", "head", "both", "none")
# Which fields belong to which list, and the values they may have.
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "list": get_args(ListName),
    "verdict": get_args(Decision),
    "reason": REVIVE_REASONS,
    "cause": (*CAUSES, "none"),
    "culprit": _CULPRITS,
    "toxic_kpi": (*TOXIC_KPIS, "none"),
}
_OF_LIST: Mapping[str, ListName] = {
    "reason": "revive", "cause": "error_loss", "culprit": "error_loss", "toxic_kpi": "error_loss"
}  # fmt: skip
FIELDS = (
    "list", "deal_id", "verdict", "grade", "reason", "cause", "culprit", "toxic_kpi", "comment", "reviewer", "at",
    "settles", "title", "signals",
)  # fmt: skip
SIGNAL_FIELDS = ("call_id", "index", "text", "added", "removed", "confirmed")


@dataclass(frozen=True, slots=True)
class SignalCorrection:
    """What one reviewer decided about one utterance. A code that is named in none of the three is not judged."""

    call_id: str
    index: int
    text: str | None = None  # as the reviewer saw it; None: not said
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()

    def judged(self) -> dict[str, bool]:
        """Code to whether the utterance carries it."""
        return dict.fromkeys((*self.added, *self.confirmed), True) | dict.fromkeys(self.removed, False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One reviewer's verdict on one deal in one list, or on signals alone (then `list` and `verdict` are None)."""

    list: ListName | None = None
    deal_id: str | None = None
    verdict: Decision | None = None
    grade: int | None = None  # 0 to 3; None: not given
    reason: str | None = None  # corrected, None: as claimed; likewise the next three
    cause: str | None = None
    culprit: str | None = None
    toxic_kpi: str | None = None
    comment: str | None = None
    reviewer: str = ""
    at: datetime | None = None  # when it was given; None: not known, then the order in the file counts
    settles: bool = False  # a third reviewer's last word where two disagreed
    title: str | None = None  # of the deal as the reviewer saw it; None: not said
    signals: tuple[SignalCorrection, ...] = ()
    file: str = ""  # where it was read, for sentences
    row: int | None = None


@dataclass(frozen=True, slots=True)
class VerdictsRead:
    """What a file held: verdicts in its order, and what was set aside."""

    verdicts: tuple[Verdict, ...]
    problems: tuple[Problem, ...] = ()


class _Unreadable(Exception):
    def __init__(self, code: str, column: str, value: object = None, **details: str) -> None:
        super().__init__(f"{column}: {code}")
        self.code, self.column, self.details = code, column, details
        self.value = None if value is None else str(value)


def read_verdicts(path: Path) -> VerdictsRead:
    """Read verdicts.jsonl. Lines that cannot be read are set aside as Problems. OSError where there is no file."""
    verdicts, problems = [], []
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    for row, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as error:
            problems.append(Problem("verdict-not-json", path.name, row, details={"detail": str(error)}))
            continue
        found = verdict_of(fields, path.name, row)
        if isinstance(found, Verdict):
            verdicts.append(found)
        else:
            problems.append(found)
    return VerdictsRead(tuple(verdicts), tuple(problems))


def verdicts_text(verdicts: Iterable[Verdict]) -> str:
    """The verdicts as verdicts.jsonl holds them; fields that say nothing are left out."""
    return "".join(json.dumps(_fields_of(verdict), ensure_ascii=False) + "\n" for verdict in verdicts)


def write_verdicts(path: Path, verdicts: Iterable[Verdict]) -> None:
    """Write verdicts.jsonl; the file is whole or as it was."""
    write_whole(path, verdicts_text(verdicts).encode("utf-8"))


def _fields_of(verdict: Verdict) -> dict[str, Any]:
    fields = {name: getattr(verdict, name) for name in FIELDS}
    fields["at"] = verdict.at.isoformat() if verdict.at else None
    fields["signals"] = [_said(asdict(correction)) for correction in verdict.signals]
    return _said(fields)


def _said(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not False and value not in (None, "", (), [])}


def verdict_of(fields: object, file: str, row: int | None) -> Verdict | Problem:
    """One verdict from its fields, or what is wrong with the first of them that cannot be used."""
    try:
        return replace(_verdict(fields), file=file, row=row)
    except _Unreadable as error:
        return Problem(error.code, file, row, error.column, error.value, details=error.details)


def _verdict(fields: object) -> Verdict:
    if not isinstance(fields, Mapping):
        raise _Unreadable("verdict-not-object", "", fields)
    for name in fields:
        if name not in FIELDS:
            raise _Unreadable("verdict-unknown-field", str(name), known=", ".join(FIELDS))
    signals = tuple(_correction(item) for item in _list(fields, "signals"))
    verdict = Verdict(
        list=_choice(fields, "list"),  # type: ignore[arg-type]
        deal_id=_text(fields, "deal_id"),
        verdict=_choice(fields, "verdict"),  # type: ignore[arg-type]
        grade=_grade(fields),
        reason=_choice(fields, "reason"),
        cause=_choice(fields, "cause"),
        culprit=_choice(fields, "culprit"),
        toxic_kpi=_choice(fields, "toxic_kpi"),
        comment=_text(fields, "comment"),
        reviewer=_text(fields, "reviewer") or "",
        at=_moment(fields),
        settles=_flag(fields, "settles"),
        title=_text(fields, "title"),
        signals=signals,
    )
    _check_whole(verdict)
    return verdict


def _check_whole(verdict: Verdict) -> None:
    """That the fields belong together."""
    if verdict.verdict is None and verdict.signals:
        return
    for name in ("list", "deal_id", "verdict"):
        if getattr(verdict, name) is None:
            raise _Unreadable("verdict-field-missing", name)
    for name, belongs in _OF_LIST.items():
        if getattr(verdict, name) is not None and verdict.list != belongs:
            raise _Unreadable("verdict-other-list", name, getattr(verdict, name), list=belongs)
    decided = verdict.grade is not None and verdict.verdict != "unsure"
    if decided and ((verdict.grade or 0) >= WORTH_IT) != (verdict.verdict == "confirm"):
        raise _Unreadable("verdict-contradicts", "grade", verdict.grade, verdict=str(verdict.verdict))


def _text(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _Unreadable("verdict-bad-value", name, value, known="…")
    return value.strip() or None


def _choice(fields: Mapping[str, Any], name: str) -> str | None:
    value = _text(fields, name)
    if value is not None and value not in _CHOICES[name]:
        raise _Unreadable("verdict-bad-value", name, value, known=", ".join(_CHOICES[name]))
    return value


def _grade(fields: Mapping[str, Any]) -> int | None:
    value = fields.get("grade")
    if value is None or value == "":
        return None
    if isinstance(value, bool) or str(value) not in ("0", "1", "2", "3"):
        raise _Unreadable("verdict-bad-value", "grade", value, known="0, 1, 2, 3")
    return int(value)


def _flag(fields: Mapping[str, Any], name: str) -> bool:
    value = fields.get(name, False)
    if not isinstance(value, bool):
        raise _Unreadable("verdict-bad-value", name, value, known="true, false")
    return value


def _moment(fields: Mapping[str, Any]) -> datetime | None:
    """A time without an offset counts as UTC: it only orders the verdicts of one reviewer."""
    value = _text(fields, "at")
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise _Unreadable("verdict-bad-value", "at", value, known="2026-09-30T14:05:00+03:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _list(fields: Mapping[str, Any], name: str) -> list[Any]:
    value = fields.get(name) or []
    if not isinstance(value, list):
        raise _Unreadable("verdict-bad-value", name, value, known="[…]")
    return value


def _correction(item: object) -> SignalCorrection:
    if not isinstance(item, Mapping):
        raise _Unreadable("verdict-bad-value", "signals", item, known="{…}")
    for name in item:
        if name not in SIGNAL_FIELDS:
            raise _Unreadable("verdict-unknown-field", f"signals.{name}", known=", ".join(SIGNAL_FIELDS))
    call_id, index = _text(item, "call_id"), item.get("index")
    if call_id is None:
        raise _Unreadable("verdict-field-missing", "signals.call_id")
    if isinstance(index, bool) or not isinstance(index, int):
        raise _Unreadable("verdict-bad-value", "signals.index", index, known="0, 1, 2 …")
    codes = [_codes(item, name) for name in ("added", "removed", "confirmed")]
    named = [code for some in codes for code in some]
    for code in named:
        if named.count(code) > 1:
            raise _Unreadable("verdict-signal-twice", "signals", code)
    return SignalCorrection(call_id, index, _text(item, "text"), *codes)


def _codes(item: Mapping[str, Any], name: str) -> tuple[str, ...]:
    codes = _list(item, name)
    for code in codes:
        if code not in SIGNALS:
            raise _Unreadable("verdict-bad-value", f"signals.{name}", code, known=", ".join(SIGNALS))
    return tuple(codes)
