"""From a call log whose columns are known to rows of calls.csv."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from deals.csv_text import Record
from deals.exports.books import Books
from deals.exports.cell_shapes import is_person_name
from deals.exports.people_book import PeopleBook
from deals.exports.planned_table import PlannedTable
from deals.exports.row_digest import content_id
from deals.phone_logs.call_legs import Leg, identified, joined_legs
from deals.phone_logs.call_sides import CallSides
from deals.phone_logs.direction_words import Way, way_in
from deals.phone_logs.employees import Employees, employees_of
from deals.phone_logs.log_columns import LogColumns, log_columns
from deals.phone_logs.own_lines import is_extension
from deals.phone_logs.parties import NOBODY, party_of
from deals.phone_logs.row_lengths import call_lengths
from deals.phone_logs.row_sides import RowSides, channel_extension, lines_of_ours, row_sides, settled_sides
from deals.problem_codes import ProblemCode

Rows = list[dict[str, str]]
# Not people, whatever column they stand in.
_GROUP_NAME = re.compile(
    r"отдел|групп|очеред|автоответ|приветств|голосов|меню|колл-?центр|все сотруд"
    r"|queue|\bivr\b|department|\bgroup\b|\bteam\b|voicemail|call ?cent",
    re.IGNORECASE,
)


def call_converter(
    people: Iterable[Mapping[str, str]], region: str | None
) -> Callable[[PlannedTable, Books], Mapping[str, Rows]]:
    """What makes rows of a recognised call log: the converter that `deals.exports.archive_rows` takes for "calls".

    people: rows of the archive's people.csv, whose extensions lead to persons. region: see deals.phones.region_of.
    """
    known = list(people)

    def convert(planned: PlannedTable, books: Books) -> Mapping[str, Rows]:
        booked = [{"user_id": one.user_id, "name": one.name, **one.facts} for one in books.people.everyone()]
        return _LogReading(planned, books.people, employees_of([*known, *booked], region), region).rows()

    return convert


@dataclass(slots=True)
class _LogReading:
    """One log: its rows are read twice, first for the company's own lines, then for the calls."""

    planned: PlannedTable
    people: PeopleBook
    employees: Employees
    region: str | None
    own: frozenset[str] = frozenset()
    nameless: Counter[str] = field(default_factory=Counter)  # extensions that lead to nobody
    unknown_ways: set[str] = field(default_factory=set)
    learnt: dict[str, set[str]] = field(default_factory=dict)  # extension to the persons that the log names with it

    def rows(self) -> dict[str, Rows]:
        columns = log_columns(self.planned)
        sides = [row_sides(columns, row, self._way(columns, row), self.region) for row in self.planned]
        self.own = lines_of_ours(sides)
        legs = joined_legs(identified(list(self._legs(columns, sides))))
        self._learn(legs)
        made = [self._row(leg) for leg in legs]
        self._report_extensions()
        return {"calls.csv": made}

    def _way(self, columns: LogColumns, row: Record) -> Way | None:
        text = columns.text(row, "direction")
        way = way_in(text) if text else None
        if text and way is None and text not in self.unknown_ways:
            self.unknown_ways.add(text)  # a code such as 0 or 1 has no meaning that all systems share
            self.planned.report(ProblemCode.BAD_DIRECTION, row, columns.heading("direction"), text, "warning")
        return way

    def _legs(self, columns: LogColumns, sides: Sequence[RowSides]) -> Iterator[Leg]:
        for row, side in zip(self.planned, sides, strict=True):
            leg = self._leg(columns, row, side)
            if leg is not None:
                yield leg

    def _leg(self, columns: LogColumns, row: Record, side: RowSides) -> Leg | None:
        started = columns.started(row)
        if started is None:
            if columns.text(row, "started_at") is None:
                self.planned.report(ProblemCode.MISSING_VALUE, row, columns.heading("started_at"))
            return None
        settled = settled_sides(side, self.own)
        user_id, extension = self._person(columns, row, side, settled)
        answered, talk_s, total_s = call_lengths(columns, row, started)
        return Leg(
            row.number,
            group=_digest(columns, row, started),
            ids=(columns.text(row, "linked_id"), columns.text(row, "call_id")),
            started=started,
            at=datetime.fromisoformat(started).replace(tzinfo=None),
            way="internal" if settled.internal else settled.direction,
            client=settled.client,
            ours=settled.ours,
            user_id=user_id,
            extension=extension,
            answered=answered,
            talk_s=talk_s,
            total_s=total_s,
            recording=columns.text(row, "recording"),
            deal_id=columns.text(row, "deal_id"),
        )

    def _person(
        self, columns: LogColumns, row: Record, side: RowSides, settled: CallSides
    ) -> tuple[str | None, str | None]:
        """(user_id, extension): by the name that the log gives for our side, else by the extension."""
        cell = columns.text(row, "manager")
        manager = party_of(cell, self.region) if cell else NOBODY
        numbers = (side.extension.number, settled.ours, manager.number, channel_extension(columns, row, settled))
        extension = next((number for number in numbers if number and is_extension(number)), None)
        name = manager.name or side.extension.name or self._our_name(side, settled)
        user_id = self._of_name(name) or self._of_numbers(extension, settled.ours)
        if user_id is None and manager.name and not _GROUP_NAME.search(manager.name):
            user_id = self.people.id_of(manager.name)
        if user_id and name and extension:
            self.learnt.setdefault(extension, set()).add(user_id)
        return user_id, extension

    def _of_name(self, name: str) -> str | None:
        """A full name is believed though people.csv does not know it, and though it gives the extension to another: the
        log was there when the call was made."""
        user_id = self.employees.of_name(name) if name else None
        if user_id is None and is_person_name(name) and not _GROUP_NAME.search(name):
            user_id = self.people.id_of(name)
        return user_id

    def _of_numbers(self, *numbers: str | None) -> str | None:
        found = (self.employees.of_extension(number) for number in numbers if number)
        return next((user_id for user_id in found if user_id is not None), None)

    def _our_name(self, side: RowSides, settled: CallSides) -> str:
        ours = side.called if settled.direction == "in" else side.caller
        return ours.name if settled.direction else ""

    def _learn(self, legs: Sequence[Leg]) -> None:
        """Keep the extensions that go with one person only and that people.csv does not know."""
        self.learnt = {
            extension: ids
            for extension, ids in self.learnt.items()
            if len(ids) == 1 and extension not in self.employees.by_extension
        }
        for extension, (user_id,) in self.learnt.items():
            person = self.people.add(user_id, None)
            if person is not None:
                person.facts.setdefault("extension", extension)

    def _row(self, leg: Leg) -> dict[str, str]:
        user_id = leg.user_id
        if user_id is None and leg.extension in self.learnt:
            user_id = next(iter(self.learnt[leg.extension]))
        if user_id is None and leg.extension:
            self.nameless[leg.extension] += 1
        length_s = leg.talk_s if leg.talk_s is not None else leg.total_s
        row = {
            "call_id": leg.group,
            "started_at": leg.started,
            "direction": ("out" if leg.way == "internal" else leg.way) or "",
            "user_id": user_id or "",
            "client_phone": leg.client or "",
            "duration_s": "" if length_s is None else f"{length_s:g}",
            "answered": "" if leg.answered is None else str(leg.answered).lower(),
        }
        # An empty cell must not take away what another import knew.
        return row | {name: text for name, text in (("recording", leg.recording), ("deal_id", leg.deal_id)) if text}

    def _report_extensions(self) -> None:
        first = self.planned.table.rows[0]
        for extension, count in self.nameless.most_common():
            shared = self.employees.sharing().get(extension)
            code = ProblemCode.EXTENSION_SHARED if shared else ProblemCode.EXTENSION_UNKNOWN
            details = {"people": ", ".join(sorted(shared))} if shared else {}
            self.planned.report(code, first, None, extension, "warning", count=str(count), **details)


def _digest(columns: LogColumns, row: Record, started: str) -> str:
    """An id for a call whose row states none.

    It is a digest of the start and the two sides only, whichever columns they are taken for: a length or a direction
    that is read better the next time must not make another call of it.
    """
    sides = {
        columns.text(row, name) for name in ("caller", "called", "client_phone", "our_line", "extension", "manager")
    }
    return content_id("call-", [started, *sorted(text for text in sides if text)])
