"""What may stand in a pattern of recording names: the fields, and the parts of a date or a time."""

from __future__ import annotations

import re
from collections.abc import Mapping

from deals.problem_codes import ProblemCode
from deals.problems import Problem

TIMED_FIELDS = ("date", "time", "datetime")  # these need a format after a colon
# Numbers of callers that keep theirs secret, as exchanges write them.
HIDDEN_NUMBER = (
    "anonymous|unknown|private|restricted|unavailable|hidden|withheld|скрыт(?:ый)?|неизвест(?:ный|но|ен)|аноним(?:ный)?"
)
# Bare digits first: in "79990001122-101" the extension must not become part of the number.
_NUMBER = r"\+?\d{5,15}|\+?\d[\d ()-]{6,18}\d"
_EXTENSION = r"\d{2,5}"
PLAIN_FIELDS: Mapping[str, str] = {
    "phone": f"{_NUMBER}|{_EXTENSION}|{HIDDEN_NUMBER}",
    "ext": _EXTENSION,
    "from": f"{_NUMBER}|{_EXTENSION}|{HIDDEN_NUMBER}",
    "to": f"{_NUMBER}|{_EXTENSION}|{HIDDEN_NUMBER}",
    # Both sides of a call where their order says nothing: which is the client's is found out, the direction is not.
    "number1": f"{_NUMBER}|{_EXTENSION}|{HIDDEN_NUMBER}",
    "number2": f"{_NUMBER}|{_EXTENSION}|{HIDDEN_NUMBER}",
    "direction": r"[^\W\d_]+",
    "call_id": r"[^/]+?",
    "manager": r"[^/]+?",
}
FIELDS = (*TIMED_FIELDS, *PLAIN_FIELDS)
NUMBER_FIELDS = frozenset({"phone", "ext", "from", "to", "number1", "number2"})
# Of unlimited length: two of them side by side cannot be told apart.
OPEN_ENDED = frozenset(PLAIN_FIELDS)
# Fields that say the same thing.
RIVALS: Mapping[str, tuple[str, ...]] = {
    "date": ("datetime",),
    "time": ("datetime",),
    "datetime": ("date", "time"),
    "phone": ("from", "to", "number1", "number2"),
    "ext": ("from", "to", "number1", "number2"),
    **dict.fromkeys(("from", "to"), ("phone", "ext", "number1", "number2")),
    **dict.fromkeys(("number1", "number2"), ("phone", "ext", "from", "to")),
}
# strptime's directives, as expressions. Names of months are left out: they depend on the language of a computer.
DATE_PARTS: Mapping[str, str] = {"Y": r"\d{4}", "y": r"\d{2}", "m": r"\d{2}", "d": r"\d{2}"}
TIME_PARTS: Mapping[str, str] = {
    "H": r"\d{2}", "I": r"\d{2}", "M": r"\d{2}", "S": r"\d{2}", "p": r"[AaPp][Mm]", "f": r"\d{1,9}",
}  # fmt: skip
EPOCH_PARTS: Mapping[str, str] = {"s": r"\d{9,10}"}  # seconds since 1970 in UTC, as Asterisk counts them


class BadPattern(ValueError):
    """A pattern that cannot be used; `problem` says why. Its row is the place of the fault, counted from 1."""

    def __init__(self, code: ProblemCode, pattern: str, place: int, **details: str) -> None:
        known = {"pattern": pattern, "place": str(place + 1), **details}
        self.problem = Problem(str(code), pattern, details=known)
        super().__init__(str(self.problem))


def timed_expression(field: str, form: str, pattern: str, place: int) -> str:
    """The expression of a date or time in strptime's notation. Raises BadPattern.

    place: where in the pattern the form begins.
    """
    allowed = {
        **(DATE_PARTS if field != "time" else {}),
        **(TIME_PARTS if field != "date" else {}),
        **(EPOCH_PARTS if field == "datetime" else {}),
    }
    pieces, at, seen = [], 0, []
    while at < len(form):
        if form[at] != "%":
            pieces.append(re.escape(form[at]))
            at += 1
            continue
        part = form[at + 1 : at + 2]
        if part not in allowed:
            known = " ".join(f"%{letter}" for letter in allowed)
            raise BadPattern(
                ProblemCode.PATTERN_BAD_FORMAT, pattern, place + at, part=f"%{part}", field=field, known=known
            )
        if part in seen:
            raise BadPattern(ProblemCode.PATTERN_TWICE, pattern, place + at, field=f"%{part}")
        seen.append(part)
        pieces.append(f"(?P<{field}_{part}>{allowed[part]})")
        at += 2
    _check_whole(field, set(seen), pattern, place)
    return "".join(pieces)


def _check_whole(field: str, seen: set[str], pattern: str, place: int) -> None:
    """A date without its year, or a time without its minutes, would have to be guessed."""
    if "s" in seen and len(seen) == 1:
        return
    has_day = seen >= {"m", "d"} and bool(seen & {"Y", "y"})
    has_clock = "M" in seen and ("H" in seen or seen >= {"I", "p"})
    if (field == "time" or has_day) and (field == "date" or has_clock) and "s" not in seen:
        return
    raise BadPattern(ProblemCode.PATTERN_PARTIAL_TIME, pattern, place, field=field)
