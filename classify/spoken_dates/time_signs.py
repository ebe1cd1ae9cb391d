"""A text as the row of signs that the patterns for times read, with the way back to the words. ru and en."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from classify.spoken_dates.spoken_numbers import DIGIT_ENDINGS, joined_number
from classify.spoken_dates.time_words import may_tell_time, sign_of

_TOKEN = re.compile(r"\d+|[a-zа-я]+(?:'[a-z]+)?|[^\w\s]")
_GLUED_HALF = re.compile(r"пол(?=перв|втор|трет|четверт(?!ь)|пят[оы]|шест[оы]|седьм|восьм|девят|десят|одинн|двенадц)")
_DASHES = str.maketrans("–—−‑’`ё", "----''е")
# "may" is mostly the verb and "sat" and "sun" are other words: as times they stand after one of these.
_BEFORE_MAY = frozenset(
    [
        "в",
        "на",
        "до",
        "in",
        "of",
        "beginning",
        "late",
        "next",
        "this",
        "middle",
        "-",
        "last",
        "end",
        "after",
        "после",
        "перед",
        "from",
        "'s",
    ]
)
_BEFORE_SHORT_DAY = frozenset(["на", "до", "next", "this", "after", "после", "перед", "from"])
_SHORT_DAYS = {"mon": "wd0", "wed": "wd2", "thur": "wd3", "sat": "wd5", "sun": "wd6"}


@dataclass(frozen=True, slots=True)
class TimeSigns:
    """Signs joined by single spaces in `row`, and for each where it begins in the row and which words it stands for."""

    text: str
    row: str
    starts: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]  # in text

    def words(self, start: int, end: int) -> str:
        """The part of the text for a part of the row."""
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        return self.text[self.spans[max(first, 0)][0] : self.spans[last][1]]


def may_name_time(text: str) -> bool:
    """False where the text surely names no time; costs far less than reading it."""
    return any(map(may_tell_time, _TOKEN.findall(_lower(text))))


def time_signs(text: str) -> TimeSigns:
    """The row of signs of a text; numbers joined, "полтретьего" parted."""
    tokens = _joined(_tokens(text))
    starts, at = [], 0
    for sign, _, _ in tokens:
        starts.append(at)
        at += len(sign) + 1
    return TimeSigns(text, " ".join(sign for sign, _, _ in tokens), tuple(starts), tuple((a, b) for _, a, b in tokens))


# Signs that may join with what stands before them; numbers may too.
_JOINING = frozenset((*DIGIT_ENDINGS, *_SHORT_DAYS, "hour", "day", "year", "may", "среде", "half"))
Token = tuple[str, int, int]  # sign, start and end in the text


def _tokens(text: str) -> list[Token]:
    plain = _lower(text)
    found: list[Token] = []
    for match in _TOKEN.finditer(plain):
        word, start, end = match[0], match.start(), match.end()
        if word.startswith("пол") and _GLUED_HALF.match(word):
            found += [("half", start, start + 3), (sign_of(word[3:]), start + 3, end)]
        else:
            found.append((sign_of(word), start, end))
    return found


def _lower(text: str) -> str:
    """Lower case with every character in its place: a few capitals have lower forms of two characters."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.translate(_DASHES)


def _joined(tokens: list[Token]) -> list[Token]:
    """Tokens with numbers of several words, "20 - го", "half an hour" and months that look like verbs put right."""
    out: list[Token] = []
    for sign, start, end in tokens:
        last = out[-1] if out else ("", 0, 0)
        if not (sign[0].isdecimal() or sign in _JOINING or last[0] == "may"):
            out.append((sign, start, end))
            continue
        before = out[-2][0] if len(out) > 1 else ""
        if sign in DIGIT_ENDINGS and last[1] < last[2] == start and last[0].isdecimal():
            out[-1] = (last[0] + DIGIT_ENDINGS[sign], last[1], end)
        elif sign in DIGIT_ENDINGS and sign != "и" and last[0] == "-" and before.isdecimal() and last[1] == out[-2][2]:
            out[-2:] = [(before + DIGIT_ENDINGS[sign], out[-2][1], end)]
        elif sign[:1].isdecimal() and (joined := joined_number(last[0], sign)) and _spelled(last, sign, start, end):
            out[-1] = (joined, last[1], end)
        elif (
            last[0] == "-"
            and sign[:1].isdecimal()
            and (joined := joined_number(before, sign))
            and _hyphened(out, start)
        ):
            out[-2:] = [(joined, out[-2][1], end)]
        elif last[0] == "may" and sign[:1].isdecimal():
            out[-1:] = [("mo5e", last[1], last[2]), (sign, start, end)]
        elif sign == "half" and last[0] == "с" and before.isdecimal():
            out[-2:] = [(before + ".5", out[-2][1], end)]  # «две с половиной»
        elif sign in ("hour", "day", "year") and last[0] in ("a", "the", "half") and "half" in (before, last[0]):
            keep = 2 if last[0] != "half" else 1
            out[-keep:] = [("half" + sign, out[-keep][1], end)]
        else:
            out.append((_in_place(sign, last[0], before), start, end))
    return out


def _spelled(tens: Token, units: str, start: int, end: int) -> bool:
    """Whether both were words: digits "20 5" are two numbers."""
    return tens[2] - tens[1] > len(tens[0]) and end - start > len(units.rstrip("thdaplor")) and start - tens[2] <= 1


def _hyphened(tokens: list[Token], start: int) -> bool:
    """Whether a word for tens stands before the last token, a hyphen, without a gap: "twenty-fifth"."""
    (tens, tens_start, tens_end), (_, dash_start, dash_end) = tokens[-2:]
    return tens_end == dash_start and dash_end == start and tens_end - tens_start > len(tens)


def _in_place(sign: str, last: str, before: str) -> str:
    if sign == "may" and (last in _BEFORE_MAY or last[:1].isdecimal()):
        return "mo5e"
    if sign in _SHORT_DAYS and last in _BEFORE_SHORT_DAY:
        return _SHORT_DAYS[sign]
    return "wd2" if sign == "среде" and last in ("к", "ближе", "той", "next", "this", "nearest") else sign
