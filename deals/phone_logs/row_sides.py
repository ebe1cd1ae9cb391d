"""Both sides of a row of a call log: what its columns hold of them, and which of them is ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from deals.csv_text import Record
from deals.phone_logs.call_sides import CallSides, call_sides
from deals.phone_logs.direction_words import Way
from deals.phone_logs.log_columns import LogColumns
from deals.phone_logs.own_lines import is_extension, own_lines
from deals.phone_logs.parties import NOBODY, Party, extension_of_channel, party_of
from deals.records import CallDirection

# A "client" in so many of the calls is a line of ours.
OFTEN, LEAST_OFTEN = 1 / 3, 20
# Contexts of Asterisk's dialplan that calls from outside come through, by custom and in FreePBX.
_INCOMING_CONTEXTS = (
    "from-trunk", "from-pstn", "from-did", "ext-did", "incoming", "inbound", "from-external", "from-sip",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowSides:
    """A row's numbers before it is known which is ours. way: None where the row does not say it."""

    caller: Party
    called: Party
    client: Party
    line: Party
    extension: Party
    way: Way | None


def row_sides(columns: LogColumns, row: Record, way: Way | None, region: str | None) -> RowSides:
    """way: what the row's own column of directions says."""
    caller, called, client, line, extension = (
        party_of(text, region) if (text := columns.text(row, name)) else NOBODY
        for name in ("caller", "called", "client_phone", "our_line", "extension")
    )
    if way is None:
        way = _way_by_names(caller, called)
    context = (columns.text(row, "dcontext") or "").casefold()
    if way is None and context:
        caller, called, way = _asterisk_sides(columns, row, context, caller, called)
    return RowSides(caller, called, client, line, extension, way)


def lines_of_ours(rows: Sequence[RowSides]) -> frozenset[str]:
    """The lines in a column of their own, and those that take part in nearly all calls of two outside numbers. A
    "client" who takes part in a third of all calls is a line of ours, whatever the column is called."""
    stated = {one.line.number for one in rows if one.line.number}
    clients = Counter(one.client.number for one in rows if one.client.number)
    stated |= {number for number, count in clients.items() if count >= max(LEAST_OFTEN, OFTEN * clients.total())}
    pairs = [pair for one in rows if (pair := _outside_pair(one)) and not stated.intersection(pair)]
    return frozenset(stated) | own_lines(pairs)


def settled_sides(side: RowSides, own: frozenset[str]) -> CallSides:
    """Which number is the client's, from all that the row says."""
    ours = side.extension.number or side.line.number
    client = side.client.number
    if client is None or client in own:
        one, other = side.caller.number, side.called.number
        if client is not None:  # a column of "subscribers" that are our own: the other number is the client's
            other_side = next((number for number in (one, other) if number and number != client), None)
            return CallSides(_direction(side.way), client=other_side, ours=client)
        if one is None and other is None:
            return CallSides(_direction(side.way), client=None, ours=ours, internal=side.way == "internal")
        found = call_sides(one, other, side.way, own)
        return found if found.ours or ours is None else CallSides(found.direction, found.client, ours, found.internal)
    way = side.way
    if way is None and client == side.caller.number:
        way = "in"
    elif way is None and client == side.called.number:
        way = "out"
    partner = next((n for n in (side.caller.number, side.called.number) if n and n != client), None)
    return CallSides(_direction(way), client=client, ours=ours or partner, internal=way == "internal")


def _direction(way: Way | None) -> CallDirection | None:
    return "out" if way == "internal" else way


def _way_by_names(caller: Party, called: Party) -> Way | None:
    """An exchange that shows one side by name and the other by number shows its own people by name."""
    if caller.name and caller.number is None and called.number and not called.name:
        return "out"
    return "in" if called.name and called.number is None and caller.number and not caller.name else None


def _outside_pair(side: RowSides) -> tuple[str, str] | None:
    """Both outside numbers of a row, where it has two."""
    numbers = [party.number for party in (side.caller, side.called, side.client) if party.number]
    outside = list(dict.fromkeys(number for number in numbers if not is_extension(number)))
    return (outside[0], outside[1]) if len(outside) == 2 else None


def _asterisk_sides(
    columns: LogColumns, row: Record, context: str, caller: Party, called: Party
) -> tuple[Party, Party, Way | None]:
    """What Asterisk's context and channels say: who called from an extension though the line's number stands there."""
    if context.startswith(_INCOMING_CONTEXTS) and not (caller.number and is_extension(caller.number)):
        taken_by = extension_of_channel(columns.text(row, "dstchannel") or "")
        return caller, (Party(taken_by) if taken_by else called), "in"
    placed_by = extension_of_channel(columns.text(row, "channel") or "")
    if placed_by and called.number and not is_extension(called.number):
        return Party(placed_by, caller.name), called, "out"
    return caller, called, None


def channel_extension(columns: LogColumns, row: Record, settled: CallSides) -> str | None:
    """The extension whose channel Asterisk used on our side."""
    name = "dstchannel" if settled.direction == "in" else "channel"
    return extension_of_channel(columns.text(row, name) or "")
