"""What a check of an archive found, as a value; the sentences are `check-<code>` in reports/locale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

EXAMPLES_KEPT = 5

Fact = str | int | float | Decimal | date | datetime


@dataclass(frozen=True, slots=True)
class Example:
    """One row that a check speaks of, and the values that look wrong in it."""

    file: str
    row_id: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check.

    count: how many of `whole` look wrong; 0 where the check found nothing. judged: False where what it needs is not
    there, and count then says nothing; details["needs"] names it. examples: the first five.
    """

    code: str  # kebab-case
    count: int
    whole: int
    examples: tuple[Example, ...] = ()
    details: Mapping[str, Fact] = field(default_factory=dict)
    judged: bool = True

    @property
    def share(self) -> float:
        """0 to 1."""
        return self.count / self.whole if self.whole else 0.0


def found(code: str, rows: Iterable[Example], whole: int, **details: Fact) -> Finding:
    """A finding of all the rows; of which the first few are kept as examples."""
    kept: list[Example] = []
    count = 0
    for row in rows:
        count += 1
        if count <= EXAMPLES_KEPT:
            kept.append(row)
    return Finding(code, count, whole, tuple(kept), details)


def cannot_judge(code: str, needs: str) -> Finding:
    """needs: the table, or "table: column", whose absence keeps the check from judging."""
    return Finding(code, 0, 0, details={"needs": needs}, judged=False)
