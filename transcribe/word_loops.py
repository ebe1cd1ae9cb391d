"""Words repeated in a row: Whisper falls into loops, with high confidence, and people repeat themselves too."""

from __future__ import annotations

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

LONGEST_UNIT = 12  # words that come round
# How often people say a thing in one breath: «да-да-да-да-да», «алло, алло, алло», «до свидания, до свидания».
# From these numbers on it is a loop; by words in the unit, the last for all longer ones.
_REPEATS = (8, 5, 4)
_REPEATS_IN_DOUBT = (6, 4, 3)  # in a row that bears the marks of invention already
_DICTATED = 30  # words of a number that comes in equal parts; an account number has 20 digits


@dataclass(frozen=True, slots=True)
class Loop:
    first: int  # where it begins in the texts
    unit: int  # texts that come round
    repeats: int

    @property
    def end(self) -> int:
        return self.first + self.unit * self.repeats


def loops(texts: Sequence[str], numbers: AbstractSet[str], doubtful: bool) -> list[Loop]:
    """Loops in the order of the texts, none overlapping, of the shortest unit each.

    texts: folded words. numbers: number words; they and digits may come up to 30 times, since people dictate them.
    """
    found: list[Loop] = []
    at = 0
    while at < len(texts):
        loop = _loop_at(texts, at, numbers, doubtful)
        if loop:
            found.append(loop)
        at = loop.end if loop else at + 1
    return found


def _loop_at(texts: Sequence[str], at: int, numbers: AbstractSet[str], doubtful: bool) -> Loop | None:
    for unit in range(1, min(LONGEST_UNIT, (len(texts) - at) // 2) + 1):
        repeats = _repeats(texts, at, unit)
        if repeats > 1 and repeats >= _needed(texts[at : at + unit], numbers, doubtful):
            return Loop(at, unit, repeats)
    return None


def _repeats(texts: Sequence[str], at: int, unit: int) -> int:
    end = at + unit
    while end < len(texts) and texts[end] == texts[end - unit]:
        end += 1
    return (end - at) // unit


def _needed(unit: Sequence[str], numbers: AbstractSet[str], doubtful: bool) -> int:
    if all(text.isdigit() or text in numbers for text in unit):
        return math.ceil(_DICTATED / len(unit))
    repeats = _REPEATS_IN_DOUBT if doubtful else _REPEATS
    return repeats[min(len(unit), len(repeats)) - 1]
