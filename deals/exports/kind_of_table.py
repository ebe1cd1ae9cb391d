"""Which kind of table an export's table is: the kind most of whose fields its columns can hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath

from deals.exports.column_recognition import Recognition, TableContents, recognise
from deals.exports.field_forms import TableKind
from deals.exports.headings import read_heading, squeezed
from deals.exports.source_table import IsHeading
from deals.exports.stage_words import share_of_stages

_FILE_NAME = 4.0  # what the name of the file or sheet counts beside the weights of fields
_OWN_HEADING = 1.0  # each heading that names what the table is about
_MOST_OWN = 6
_HISTORY_REPEATS = 0.8  # below this share of different deal ids, rows are events of deals and not deals
_EVENTS = 12.0  # a table in which deals come again with other stages lists no deals, whatever else its columns hold
_MOSTLY_CHANGES = 0.9
_SALES = 10.0  # money, a day and words of winning or losing: a list of sales, however much it says of the clients
_TELLS_ENDS = 0.3
_NO_SALES = frozenset({"industry", "duration", "call", "talk"})  # what lists of firms and of calls have
_LEAST_SCORE = 2.5
_LONGEST_HEADING = 80


def known_headings(kinds: Iterable[TableKind]) -> IsHeading:
    """A test of whether a cell is a heading that some field of these kinds of table goes by."""
    phrases = [phrase for kind in kinds for form in kind.fields for phrase in (*form.headings, *form.weak_headings)]
    spelled = frozenset(map(squeezed, phrases))
    meant = frozenset(words for phrase in phrases if (words := frozenset(read_heading(phrase).words)))

    def is_heading(cell: str) -> bool:
        text = cell.strip()
        if not text or len(text) > _LONGEST_HEADING:
            return False
        return squeezed(text) in spelled or frozenset(read_heading(text).words) in meant

    return is_heading


def best_kind(
    contents: TableContents, kinds: Iterable[TableKind], stated: Mapping[str, str | None] | None = None
) -> tuple[Recognition | None, list[Recognition]]:
    """(the likeliest kind, None where no kind has what it needs; all kinds looked at)."""
    found = [recognise(contents, kind, stated) for kind in kinds]
    usable = [one for one in found if one.is_complete and kind_score(contents, one) >= _LEAST_SCORE]
    usable = [one for one in usable if one.kind.name != "stage_history" or _tells_events(contents, one)]
    return max(usable, key=lambda one: kind_score(contents, one), default=None), found


def kind_score(contents: TableContents, found: Recognition) -> float:
    """How much speaks for the kind: its fields, headings that name it, the names of file and sheet."""
    table = contents.table
    named = {word for name in (table.sheet, PurePath(table.file).stem) if name for word in read_heading(name).words}
    own = sum(bool(set(heading.words) & found.kind.own) for heading in contents.headings)
    score = found.score + _OWN_HEADING * min(own, _MOST_OWN)
    if named & (found.kind.own | found.kind.file_words):
        score += _FILE_NAME
    if found.kind.name == "stage_history":
        score += _EVENTS
    if found.kind.name == "deals" and _tells_sales(contents, found):
        score += _SALES
    return score


def _tells_sales(contents: TableContents, found: Recognition) -> bool:
    """Whether rows have an amount, a date, and a stage or status whose values say how a sale ended.

    Firms have a revenue and may be lost, calls have a cost and may fail.
    """
    if any(set(heading.words) & _NO_SALES for heading in contents.headings):
        return False
    held = dict(zip(contents.table.headings, contents.contents, strict=True))
    ends = [held[heading].values for name in ("stage", "status") if (heading := found.heading(name))]
    dated = any(name in found.columns or name in found.doubts for name in ("created_at", "closed_at", "expected_close"))
    priced = any(name in places for places in (found.columns, found.doubts) for name in ("amount", "expected_amount"))
    return dated and priced and any(share_of_stages(values) > _TELLS_ENDS for values in ends)


def _tells_events(contents: TableContents, found: Recognition) -> bool:
    """Whether rows are changes of deals: they say what was before, or deals come again, each time in another stage."""
    if "old_stage" in found.columns:
        return True
    deal, stage = found.heading("deal_id") or found.heading("deal_title"), found.heading("stage")
    if deal is None or stage is None:
        return False
    table = contents.table
    rows = list(zip(table.column(deal), table.column(stage), strict=True))
    changes = len(set(rows)) / len(rows) if rows else 0.0
    return changes > _MOSTLY_CHANGES and len({deal for deal, _ in rows}) < _HISTORY_REPEATS * len(rows)
