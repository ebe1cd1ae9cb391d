"""Lists of the API as steps: in the order of ids, each page asked for from the last id seen.

So nothing is skipped when objects come and go meanwhile, and the portal need not count them (settings/performance/
huge-data.md: 0.1 s in place of 50 s for a page of 2.4 million). What changes behind the place reached is found by the
next fetch, which looks back to the start of this one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from deals.connectors.bitrix24.api_error import MethodRefused
from deals.connectors.bitrix24.entity import Data
from deals.connectors.bitrix24.rest import LARGEST_BATCH, PAGE, Command, Reply, Rest
from deals.connectors.faults import FetchFailed, FetchFault
from deals.connectors.fetch_store import FetchStore, Item
from deals.connectors.walk import Page, Step

NO_COUNT = -1  # as `start`


@dataclass(frozen=True, slots=True)
class IdList:
    """One list. ask: parameters for the objects after an id. key: where they stand in the result. id_key: their id."""

    name: str
    method: str
    ask: Callable[[int], Mapping[str, Any]]
    items: Callable[[Data], Iterable[Item]]
    key: str | None = None
    id_key: str = "ID"


def in_order_of_id(rest: Rest, asked: IdList) -> Step:
    """The last page is an empty one: a short page proves nothing where rights hide objects."""

    def page(cursor: str) -> Page:
        after = int(cursor or 0)
        rows, _ = rest.rows(asked.method, asked.ask(after), asked.key)
        ids = [_number(rest, asked, row) for row in rows]
        if ids and min(ids) <= after:  # the filter was not heeded: this would never end
            raise rest.broken(asked.method)
        return Page(_all_items(asked.items, rows), str(max(ids)) if ids else None)

    return Step(asked.name, page)


def _number(rest: Rest, asked: IdList, row: Data) -> int:
    try:
        return int(row[asked.id_key])
    except (KeyError, ValueError, TypeError):
        raise rest.broken(asked.method) from None


def _all_items(items: Callable[[Data], Iterable[Item]], rows: Iterable[Data]) -> list[Item]:
    return list(chain.from_iterable(map(items, rows)))


def short_list(rest: Rest, name: str, command: Command, items: Callable[[Data], Iterable[Item]], key: str = "") -> Step:
    """A list of settings, by `start`, as the API itself says where the next page begins."""

    def page(cursor: str) -> Page:
        start = {"start": int(cursor)} if cursor else {}
        rows, following = rest.rows(command.method, {**command.params, **start}, key or None)
        more = following is not None and following > int(cursor or 0) and rows
        return Page(_all_items(items, rows), str(following) if more else None)

    return Step(name, page)


def of_each(
    rest: Rest,
    name: str,
    ids: Sequence[str],
    command: Callable[[str], Command],
    items: Callable[[str, Any], Iterable[Item]],
    key: str | None = None,
) -> Step:
    """What one method says of each of many objects, fifty in a request.

    ids: in numeric order; the cursor is the last one done, so that others may come and go between two commands. items:
    of an object and what was answered: a list with all its pages (key: where it stands in the result), another result
    as it is, None where the user may not see the object.
    """

    numbers = list(map(int, ids))

    def page(cursor: str) -> Page:
        place = bisect_right(numbers, int(cursor or -1))
        some = ids[place : place + LARGEST_BATCH]
        replies = rest.batch({f"n{one}": command(one) for one in some})
        found = [item for one in some for item in items(one, _whole(rest, command(one), replies[f"n{one}"], key))]
        done = place + len(some) >= len(ids)
        return Page(found, None if done else some[-1], (place + len(some)) / max(len(ids), 1))

    return Step(name, page)


def _whole(rest: Rest, command: Command, first: Reply | None, key: str | None) -> Any:
    """The first page of a list in a batch with those that follow it; other results as they are."""
    if first is None:
        return None
    if key is None and not isinstance(first.result, list):
        return first.result
    rows, start = rest.as_rows(command.method, first.result, key), first.following
    while start is not None:
        more, following = rest.rows(command.method, {**command.params, "start": start}, key)
        rows = [*rows, *more]
        start = following if following is not None and following > start else None
    return rows


def named_ones(
    rest: Rest, asked: IdList, ids: Sequence[str], ask: Callable[[Sequence[str]], Mapping[str, Any]]
) -> Step:
    """Objects of a list that are named by their ids, a page of them at a time. Those that are gone stay unknown."""

    numbers = list(map(int, ids))

    def page(cursor: str) -> Page:
        place = bisect_right(numbers, int(cursor or -1))
        some = ids[place : place + PAGE]
        if not some:
            return Page((), None)
        rows, _ = rest.rows(asked.method, ask(some), asked.key)
        return Page(_all_items(asked.items, rows), some[-1])

    return Step(asked.name, page)


def needed(step: Step, host: str) -> Step:
    """A list without which the archive would be worthless."""

    def page(cursor: str) -> Page:
        try:
            return step.page(cursor)
        except MethodRefused as refusal:
            raise FetchFailed(FetchFault.FORBIDDEN, host=host, what=f"{refusal.method} ({refusal.code})") from None

    return Step(step.name, page)


def refusable(step: Step, store: FetchStore) -> Step:
    """A list that may be missing: where the portal refuses it, that is noted and the fetch goes on."""
    fact = refusal_fact(step.name)

    def page(cursor: str) -> Page:
        try:
            found = step.page(cursor)
        except MethodRefused as refusal:
            store.set_fact(fact, f"{refusal.method} ({refusal.code})")
            return Page((), None)
        store.set_fact(fact, "")
        return found

    return Step(step.name, page)


def refusal_fact(name: str) -> str:
    return f"refused-{name}"
