"""A place in a text that says who somebody is, or how to reach or charge them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["phone", "email", "card", "passport", "inn", "snils", "name", "manager", "head", "colleague", "company"]
NUMBERS: frozenset[Kind] = frozenset({"phone", "card", "passport", "inn", "snils"})  # consist of digits

BREAK = "\n"  # stands between neighbouring utterances in a text that is read whole


@dataclass(frozen=True, slots=True)
class PersonalSpan:
    """Characters `start` to before `end` of a text. Equal `key`s of one kind are one person, number or address."""

    start: int
    end: int
    kind: Kind
    key: str


def without_overlaps(spans: Sequence[PersonalSpan]) -> list[PersonalSpan]:
    """By place; of spans that share characters, the first given stays."""
    kept: list[PersonalSpan] = []
    for span in spans:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
