"""A pattern of recording names, such as `{date:%Y%m%d}-{time:%H%M%S}_{phone}_{ext}`, and what it reads in a name."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise

from deals.archive_format import RECORDING_SUFFIXES
from deals.phone_logs.direction_words import direction_of
from deals.phone_logs.pattern_fields import (
    FIELDS,
    HIDDEN_NUMBER,
    NUMBER_FIELDS,
    OPEN_ENDED,
    PLAIN_FIELDS,
    RIVALS,
    TIMED_FIELDS,
    BadPattern,
    timed_expression,
)
from deals.problem_codes import ProblemCode
from deals.records import CallDirection

YEARS = range(1990, 2100)  # others are digits that are no date
_HIDDEN = re.compile(HIDDEN_NUMBER, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RecordingName:
    """What the name of a recording tells. Numbers are as written, None where hidden or not in the pattern.

    started_at: local time of the place, or UTC (aware) where the name counts seconds since 1970. A date alone where the
    pattern has no time.
    """

    started_at: datetime | date
    phone: str | None = None
    extension: str | None = None
    caller: str | None = None  # {from}
    called: str | None = None  # {to}
    sides: tuple[str | None, str | None] | None = None  # {number1} and {number2}
    direction: CallDirection | None = None
    call_id: str | None = None
    manager: str | None = None


@dataclass(frozen=True, slots=True)
class NamePattern:
    """Made by `parse_pattern`. folders: how many folders above the file the pattern speaks of."""

    text: str
    expression: re.Pattern[str]
    folders: int
    suffix: str | None

    def read(self, path: str) -> RecordingName | None:
        """What the relative path of a recording says; None where it does not fit, or names a day that never was."""
        path = unicodedata.normalize("NFC", path)
        stem, suffix = posixpath.splitext(path)
        if self.suffix is not None and suffix.casefold() != self.suffix:
            return None
        parts = stem.split("/")[-self.folders - 1 :]
        found = self.expression.fullmatch("/".join(parts))
        return None if found is None else _name(found.groupdict())


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "text", "any" or a field
    text: str
    place: int
    form: str | None = None  # a field's format
    form_place: int = 0


def parse_pattern(text: str) -> NamePattern:
    """Read a pattern. Raises BadPattern, whose problem names the place of the fault.

    Fields: date, time and datetime with a strptime format ({date:%Y-%m-%d}; %s in a datetime: seconds since 1970),
    phone, ext, from and to, number1 and number2 (each may be a number or an extension), direction, call_id, manager.
    `*` stands for anything but a slash, `{{` and `}}` for braces. A slash leads into a folder; without one, the pattern
    fits files in any folder. The ending of the file may be left out.
    """
    text = unicodedata.normalize("NFC", text.strip())
    body, suffix = _without_suffix(text)
    tokens = list(_tokens(body))
    _check(tokens, text)
    expression = "".join(_expression(tokens, place, text) for place in range(len(tokens)))
    if body != text and suffix is None:  # ".*": a name may hold further dots
        expression += r"(?:\.[^/]*)?"
    folders = sum((token.form or token.text).count("/") for token in tokens)
    return NamePattern(text, re.compile(expression, re.IGNORECASE), folders, suffix)


def _without_suffix(text: str) -> tuple[str, str | None]:
    stem, suffix = posixpath.splitext(text)
    if suffix.casefold() in RECORDING_SUFFIXES:
        return stem, suffix.casefold()
    return (stem, None) if suffix == ".*" else (text, None)


def _tokens(text: str) -> Iterator[_Token]:
    at, plain, plain_at = 0, "", 0
    while at < len(text):
        if text[at : at + 2] in ("{{", "}}"):
            plain, at = plain + text[at], at + 2
            continue
        if text[at] not in "{}*":
            plain, at = plain + ("/" if text[at] == "\\" else text[at]), at + 1
            continue
        if plain:
            yield _Token("text", plain, plain_at)
        token = _Token("any", "*", at) if text[at] == "*" else _field(text, at)
        yield token
        at += len(token.text)
        plain, plain_at = "", at
    if plain:
        yield _Token("text", plain, plain_at)


def _field(text: str, at: int) -> _Token:
    end = text.find("}", at)
    if text[at] == "}" or end < 0 or "{" in text[at + 1 : end]:
        raise BadPattern(ProblemCode.PATTERN_UNCLOSED, text, at)
    name, colon, form = text[at + 1 : end].partition(":")
    name = name.strip().casefold()
    if name not in FIELDS:
        raise BadPattern(
            ProblemCode.PATTERN_UNKNOWN_FIELD, text, at, field=name, known=", ".join(f"{{{field}}}" for field in FIELDS)
        )
    if name in TIMED_FIELDS and not form:
        raise BadPattern(ProblemCode.PATTERN_NO_FORMAT, text, at, field=name)
    if colon and name not in TIMED_FIELDS:
        raise BadPattern(ProblemCode.PATTERN_FORMAT_UNUSED, text, at, field=name)
    return _Token(name, text[at : end + 1], at, form, at + text[at:end].index(":") + 1 if colon else 0)


def _check(tokens: list[_Token], text: str) -> None:
    """What each field alone cannot know: fields given twice, that contradict or run into each other, no date."""
    seen: set[str] = set()
    for token in tokens:
        if token.kind in ("text", "any"):
            continue
        if token.kind in seen:
            raise BadPattern(ProblemCode.PATTERN_TWICE, text, token.place, field=token.kind)
        if rival := next((other for other in RIVALS.get(token.kind, ()) if other in seen), None):
            raise BadPattern(ProblemCode.PATTERN_RIVALS, text, token.place, field=token.kind, other=rival)
        seen.add(token.kind)
    for left, right in pairwise(tokens):
        if {left.kind, right.kind} <= OPEN_ENDED | {"any"}:
            if "any" in (left.kind, right.kind) and {left.kind, right.kind} & NUMBER_FIELDS:
                continue  # digits end where something else begins
            raise BadPattern(ProblemCode.PATTERN_RUN_TOGETHER, text, right.place, field=left.text, other=right.text)
    if not seen & {"date", "datetime"}:
        raise BadPattern(ProblemCode.PATTERN_NO_DATE, text, len(text))


def _expression(tokens: list[_Token], place: int, text: str) -> str:
    token = tokens[place]
    if token.kind == "any":
        return "[^/]*?"
    if token.kind == "text":
        return re.escape(token.text)
    if token.kind in TIMED_FIELDS:
        return timed_expression(token.kind, token.form or "", text, token.form_place)
    # Beside "*" a number must not be cut out of a longer one.
    alone = [place and tokens[place - 1].kind == "any", place + 1 < len(tokens) and tokens[place + 1].kind == "any"]
    before, after = (r"(?<!\d)" if alone[0] else "", r"(?!\d)" if alone[1] else "")
    return f"{before}(?P<{token.kind}>{PLAIN_FIELDS[token.kind]}){after}"


def _name(groups: Mapping[str, str | None]) -> RecordingName | None:
    started_at = _moment(groups)
    word = groups.get("direction")
    direction = direction_of(word) if word else None
    if started_at is None or (word and direction is None):
        return None
    return RecordingName(
        started_at,
        phone=_number(groups.get("phone")),
        extension=groups.get("ext"),
        caller=_number(groups.get("from")),
        called=_number(groups.get("to")),
        sides=(_number(groups["number1"]), _number(groups.get("number2"))) if "number1" in groups else None,
        direction=direction,
        call_id=groups.get("call_id"),
        manager=groups.get("manager"),
    )


def _number(text: str | None) -> str | None:
    return None if text is None or _HIDDEN.fullmatch(text) else text


def _moment(groups: Mapping[str, str | None]) -> datetime | date | None:
    parts = {name[-1]: text for name, text in groups.items() if text and name[:-2] in TIMED_FIELDS}
    try:
        if "s" in parts:
            at = datetime.fromtimestamp(int(parts["s"]), UTC)
            return at if at.year in YEARS else None
        year = int(parts["Y"]) if "Y" in parts else 2000 + int(parts["y"])
        day = date(year, int(parts["m"]), int(parts["d"]))
        if year not in YEARS:
            return None
        if "M" not in parts:
            return day
        return datetime(day.year, day.month, day.day, _hour(parts), int(parts["M"]), int(parts.get("S", 0)))
    except ValueError:  # 31 February, 25 o'clock
        return None


def _hour(parts: Mapping[str, str]) -> int:
    if "H" in parts:
        return int(parts["H"])
    hour = int(parts["I"])
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if parts["p"].casefold() == "pm" else 0)
