"""The groups of digits of a text, written or spoken, and the runs of them that may be one number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reports.redaction.dictation import goes_on
from reports.redaction.digit_words import digits_said
from reports.redaction.personal_span import BREAK

_TOKEN = re.compile(r"\d+|[^\W\d_]+", re.UNICODE)
_PLUS = re.compile(r"(?:\+|\b(?:плюс|plus)[\s,]*)\s*\(?$", re.IGNORECASE)
# Also between the two parts of a passport's number.
_NAMED = frozenset({"номер", "серия"})
_LONGEST_RUN = 24  # digits of the longest number looked for, with room before it
_MOST_WORDS = 4  # one spoken group takes at most hundreds, tens and units, or a word and what it repeats


@dataclass(frozen=True, slots=True)
class DigitGroup:
    """Digits that stand together, or one number in words."""

    start: int
    end: int
    digits: str
    spoken: bool
    plus: bool  # "+" or "плюс" stands before it, and `start` is where that begins


def digit_groups(text: str) -> list[DigitGroup]:
    """All groups by place."""
    tokens = list(_TOKEN.finditer(text))
    groups: list[DigitGroup] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token[0][0].isdigit():
            groups.append(_group(text, token.start(), token.end(), token[0], spoken=False))
            place += 1
            continue
        said = digits_said([word[0].lower() for word in tokens[place : place + _MOST_WORDS]])
        if said is None:
            place += 1
            continue
        digits, taken = said
        groups.append(_group(text, token.start(), tokens[place + taken - 1].end(), digits, spoken=True))
        place += taken
    return groups


def _group(text: str, start: int, end: int, digits: str, *, spoken: bool) -> DigitGroup:
    plus = _PLUS.search(text[max(0, start - 8) : start])
    ascii_digits = digits if digits.isascii() else "".join(str(int(digit)) for digit in digits if digit.isdecimal())
    return DigitGroup(start - len(plus[0]) if plus else start, end, ascii_digits, spoken, plus is not None)


def number_runs(text: str, groups: list[DigitGroup]) -> Iterator[list[DigitGroup]]:
    """Neighbouring groups between which nothing stands that would part them."""
    run: list[DigitGroup] = []
    for group in groups:
        if run and not goes_on(text[run[-1].end : group.start], _NAMED):
            yield run
            run = []
        run.append(group)
    if run:
        yield run


def without_echoes(text: str, run: list[DigitGroup]) -> list[DigitGroup]:
    """The run with empty digits where one side only repeats what was said just before, to show what it wrote down."""
    turns: list[list[DigitGroup]] = []
    for place, group in enumerate(run):
        if not turns or BREAK in text[run[place - 1].end : group.start]:
            turns.append([])
        turns[-1].append(group)
    told = ""
    kept: list[DigitGroup] = []
    for turn in turns:
        said = "".join(group.digits for group in turn)
        echo = len(said) > 1 and told.endswith(said)
        told = told if echo else told + said
        kept += [replace(group, digits="") for group in turn] if echo else turn
    return kept


def windows(run: list[DigitGroup]) -> Iterator[tuple[int, int]]:
    """First group and end of every piece of a run that is not too long; of those that begin alike, longest first."""
    for first in range(len(run)):
        ends, digits = [], 0
        for end in range(first + 1, len(run) + 1):
            digits += len(run[end - 1].digits)
            if digits > _LONGEST_RUN:
                break
            ends.append(end)
        yield from ((first, end) for end in reversed(ends))
