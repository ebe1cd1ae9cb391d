"""When a deal began: its creation date, what a person has named in its place, or, for want of both, its end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from deals.csv_text import Record
from deals.exports.deal_outcome import Verdict
from deals.exports.planned_table import PlannedTable
from deals.problem_codes import ProblemCode

_ENDS = ("closed_at", "won_at", "lost_at", "expected_close")
_DAY = 10  # letters of 2026-01-05


def closing_date(planned: PlannedTable, record: Record, verdict: Verdict) -> str | None:
    """When a deal that is over was closed. The date of an open one is a plan, for which the archive has no column."""
    if verdict.outcome == "open":
        return None
    own = "won_at" if verdict.outcome == "won" else "lost_at"
    return planned.moment(record, own) or planned.moment(record, "closed_at")


def has_beginnings(planned: PlannedTable) -> bool:
    """Whether a column says, or is to say, when deals were created, even if it cannot be read yet."""
    found = planned.recognition
    return (
        planned.mapping.created_from in planned.table.headings
        or "created_at" in found.columns
        or "created_at" in found.doubts
    )


def created_at(planned: PlannedTable, record: Record) -> str | None:
    """When the deal was created, or what a person has said stands for it."""
    stand_in = planned.mapping.created_from
    if stand_in in planned.table.headings:
        return planned.moment(record, "created_at") or planned.moment_in(record, stand_in)
    return planned.needed_moment(record, "created_at") if planned.has("created_at") else None


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Beginnings of one table's deals.

    stands_in: no column says when deals were created, so that the end stands for the beginning: of a deal that is over
    its closing date, of an open one its planned date, unless that is after `latest`, the latest day (ISO) by which the
    file can have been written: today, or the latest closing date in it.
    """

    planned: PlannedTable
    stands_in: bool = False
    latest: str = ""

    @classmethod
    def of(cls, planned: PlannedTable, judged: Iterable[tuple[Record, Verdict]], today: date | None) -> Beginnings:
        if has_beginnings(planned) or not any(map(planned.has, _ENDS)):
            return cls(planned)
        ends = [closing_date(planned, record, verdict) for record, verdict in judged if verdict.outcome]
        days = [moment[:_DAY] for moment in ends if moment]
        return cls(planned, True, max([*days, today.isoformat() if today else ""]))

    def of_deal(self, record: Record, verdict: Verdict) -> str | None:
        """ISO 8601; None, reported, where the deal's row has none that may be used."""
        if not self.stands_in:
            return created_at(self.planned, record)
        if verdict.outcome != "open":
            moment = closing_date(self.planned, record, verdict)
            if moment is None:
                self.planned.report(ProblemCode.MISSING_VALUE, record, self.heading)
            return moment
        moment = self.planned.moment(record, "closed_at") or self.planned.moment(record, "expected_close")
        if moment is None:
            self.planned.report(ProblemCode.MISSING_VALUE, record, self.heading)
        elif moment[:_DAY] > self.latest:
            self.planned.report(ProblemCode.PLANNED_AHEAD, record, self.heading, moment[:_DAY])
            return None
        return moment

    @property
    def heading(self) -> str:
        """The column that stands in."""
        return next((heading for name in _ENDS if (heading := self.planned.heading(name))), "closed_at")
