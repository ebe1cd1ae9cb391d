"""Which side of a call is ours and which the client's, and with that, which way the call went."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from deals.phone_logs.direction_words import Way
from deals.phone_logs.own_lines import is_extension
from deals.records import CallDirection


@dataclass(frozen=True, slots=True)
class CallSides:
    """client: the other side's number; of an internal call the extension that was called. ours: extension or line.

    direction and client are None where neither number can be told to be ours.
    """

    direction: CallDirection | None
    client: str | None = None
    ours: str | None = None
    internal: bool = False


def call_sides(caller: str | None, called: str | None, way: Way | None, own: Set[str] = frozenset()) -> CallSides:
    """caller, called: normalised numbers, None where hidden or not given. own: the company's own lines.

    What the log says of the way counts; without it, an extension or a line of ours on one side decides. Where the log
    says "in" and only the caller can be ours, its columns are ours and theirs, not from and to: the way still counts.
    """
    ours = (_is_ours(caller, own), _is_ours(called, own))
    if way == "internal" or (way is None and ours == (True, True)):
        return CallSides("out", client=called, ours=caller, internal=True)
    if way is None:
        if ours == (True, False):
            way = "out"
        elif ours == (False, True):
            way = "in"
        else:
            return CallSides(None)
    if ours == (True, True) and _both_extensions(caller, called):
        return CallSides(way, client=called, ours=caller, internal=True)
    client, our = (caller, called) if way == "in" else (called, caller)
    if _is_ours(client, own) and not _is_ours(our, own) and our is not None:
        client, our = our, client
    return CallSides(way, client=client, ours=our)


def _is_ours(number: str | None, own: Set[str]) -> bool:
    return number is not None and (is_extension(number) or number in own)


def _both_extensions(caller: str | None, called: str | None) -> bool:
    return caller is not None and called is not None and is_extension(caller) and is_extension(called)
