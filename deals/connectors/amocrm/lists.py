"""Lists of the API as steps that lose nothing when data changes between two pages.

Pages are numbered, so an object that is deleted before the place reached moves every later one a place forward, and
the first of the next page would be skipped; each kind of list below has its own remedy.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from deals.connectors.faults import FetchFailed, FetchFault
from deals.connectors.fetch_store import FetchPlan, Item
from deals.connectors.session import ApiSession
from deals.connectors.walk import Page, Step

LARGEST_PAGE = 250
SMALL_PAGE = 50
LARGEST_EVENT_PAGE = 100
MOST_STEPS_BACK = 5  # more objects than these cover are not deleted between two requests
EVENT_WINDOW = timedelta(days=30)

UNUSED = frozenset({"_links", "account_id"})

Params = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class ListRequest:
    """One list. key: where its objects stand in `_embedded`, which is also their kind in the store."""

    path: str
    key: str
    kind: str
    params: Params = field(default_factory=dict)


def fetch_page(session: ApiSession, request: ListRequest, params: Params) -> tuple[list[Any], bool]:
    """The objects of one page, and whether there is another: the API says so in a link. 204 is an empty page."""
    answer = session.get(request.path, {**request.params, **params})
    if answer.data is None:
        return [], False
    try:
        objects = answer.data["_embedded"][request.key]
        links = answer.data.get("_links")
        more = bool(links.get("next")) if links else len(objects) >= int(params["limit"])
    except (KeyError, TypeError, AttributeError):
        raise FetchFailed(FetchFault.BROKEN_ANSWER, host=session.host, what=request.path) from None
    if not isinstance(objects, list) or not all(isinstance(item, dict) and "id" in item for item in objects):
        raise FetchFailed(FetchFault.BROKEN_ANSWER, host=session.host, what=request.path)
    return objects, more


def _items(request: ListRequest, objects: Sequence[Mapping[str, Any]]) -> list[Item]:
    """What is kept of the objects: all but links to themselves, which are half of an event."""
    unused = UNUSED | {"_embedded"} if request.key in ("events", "notes", "tasks") else UNUSED
    return [
        Item(request.kind, str(one["id"]), {key: value for key, value in one.items() if key not in unused})
        for one in objects
    ]


def short_list(session: ApiSession, request: ListRequest) -> Step:
    """A list of settings (users, pipelines, loss reasons), by page number: it hardly changes during a fetch."""

    def page(cursor: str) -> Page:
        number = int(cursor or 1)
        objects, more = fetch_page(session, request, {"page": number, "limit": LARGEST_PAGE})
        return Page(_items(request, objects), str(number + 1) if more and objects else None)

    return Step(request.kind, page)


def changed_list(session: ApiSession, request: ListRequest, plan: FetchPlan) -> Step:
    """Objects in the order of their last change, each page asked for from the last moment seen.

    What changes meanwhile moves to the end and is met again; what is deleted moves nothing, since no page number
    counts from the start. Only objects changed within one second need page numbers. One second is asked for twice:
    the documentation does not say whether the bound itself belongs to the filter.
    """
    start = int(plan.since.timestamp()) if plan.since else 0
    pages = _Pages(session, request)

    def page(cursor: str) -> Page:
        from_s, seen = json.loads(cursor) if cursor else (start, 0)
        params: dict[str, str | int] = {"order[updated_at]": "asc"}
        if from_s:
            params["filter[updated_at][from]"] = from_s
        objects, more, limit = pages.after(seen, params)
        if not more or not objects:
            return Page(_items(request, objects), None)
        moments = [int(one.get("updated_at") or 0) for one in objects]
        last_s = moments[-1]
        moves_on = moments == sorted(moments) and last_s - 1 > from_s  # else by page number, as a list without order
        following = (last_s - 1, 0) if moves_on else (from_s, seen + limit)
        return Page(_items(request, objects), json.dumps(following), _share(start, last_s, plan))

    return Step(request.kind, page)


@dataclass(slots=True)
class _Pages:
    """Pages of a list by the number of objects before them: large ones, and small ones from the first time on that
    the server takes too long to put a large one together (504)."""

    session: ApiSession
    request: ListRequest
    small: bool = False

    def after(self, seen: int, params: Params) -> tuple[list[Any], bool, int]:
        """(objects, whether there are more, the page's size). seen: a multiple of the small size."""
        if not self.small and seen % LARGEST_PAGE == 0:
            try:
                return *self._fetch(seen, params, LARGEST_PAGE), LARGEST_PAGE
            except FetchFailed as error:
                if error.details.get("status") != "504":
                    raise
        self.small = True
        return *self._fetch(seen, params, SMALL_PAGE), SMALL_PAGE

    def _fetch(self, seen: int, params: Params, limit: int) -> tuple[list[Any], bool]:
        return fetch_page(self.session, self.request, {**params, "page": seen // limit + 1, "limit": limit})


def _share(start_s: int, reached_s: int, plan: FetchPlan) -> float | None:
    whole_s = plan.started_at.timestamp() - start_s
    return min(max((reached_s - start_s) / whole_s, 0.0), 1.0) if start_s and whole_s > 0 else None


def numbered_list(session: ApiSession, request: ListRequest, plan: FetchPlan) -> Step:
    """Objects in the order of their ids, for lists that cannot be ordered by change (tasks).

    Each page overlaps the one before by at least one object; where it does not, something was deleted, and the walk
    steps back. A server that gives another order or smaller pages than asked for is read by plain page numbers.
    """
    since = {"filter[updated_at][from]": int(plan.since.timestamp())} if plan.since else {}

    def page(cursor: str) -> Page:
        place = _Place(*json.loads(cursor)) if cursor else _Place()
        limit, number = (LARGEST_PAGE, place.plain) if place.plain else overlapping_page(place.seen)
        objects, more = fetch_page(session, request, {**since, "order[id]": "asc", "page": number, "limit": limit})
        following = place.after([int(one["id"]) for one in objects], more, limit, number)
        return Page(_items(request, objects), json.dumps(following) if following else None)

    return Step(request.kind, page)


class _Place(NamedTuple):
    """How far a numbered list is read: objects seen, the last one's id, how often in a row the walk stepped back, and
    the page number where pages do not overlap."""

    seen: int = 0
    last_id: int = 0
    steps_back: int = 0
    plain: int = 0

    def after(self, ids: Sequence[int], more: bool, limit: int, number: int) -> _Place | None:
        """Where to go on after the page with these ids; None at the end."""
        if self.plain:
            return _Place(plain=number + 1) if more and ids else None
        if list(ids) != sorted(ids) or (more and len(ids) < limit) or self.steps_back > MOST_STEPS_BACK:
            return _Place(plain=1)
        if self.seen and (not ids or ids[0] > self.last_id):
            return _Place(max(self.seen - limit, 0), self.last_id, self.steps_back + 1)
        return _Place((number - 1) * limit + len(ids), ids[-1]) if more else None


def overlapping_page(seen: int, largest: int = LARGEST_PAGE) -> tuple[int, int]:
    """(limit, page number) of the page that begins before place `seen` with the least overlap, and ends after it."""
    if not seen:
        return largest, 1
    limit = min(range(largest, largest // 2, -1), key=lambda size: (seen - 1) % size - size)
    return limit, (seen - 1) // limit + 1


def event_list(session: ApiSession, request: ListRequest, plan: FetchPlan, earliest: datetime | None) -> Step:
    """Events from `earliest` to the start of the fetch, month by month.

    They are never changed, and each month is over: page numbers are safe in whatever order the API lists them, which
    its documentation does not say. earliest None: there is nothing that events could be about.
    """
    end_s = int(plan.started_at.timestamp())
    start_s = int(earliest.timestamp()) if earliest else end_s + 1

    def page(cursor: str) -> Page:
        from_s, number = json.loads(cursor) if cursor else (start_s, 1)
        if from_s > end_s:
            return Page((), None)
        to_s = min(from_s + int(EVENT_WINDOW.total_seconds()) - 1, end_s)
        window = {"filter[created_at][from]": from_s, "filter[created_at][to]": to_s}
        objects, more = fetch_page(session, request, {**window, "page": number, "limit": LARGEST_EVENT_PAGE})
        following = (from_s, number + 1) if more and objects else (to_s + 1, 1)
        share = (to_s - start_s) / max(end_s - start_s, 1)
        return Page(_items(request, objects), json.dumps(following) if following[0] <= end_s else None, share)

    return Step(request.kind, page)


def by_ids(session: ApiSession, request: ListRequest, ids: Sequence[str], name: str, at_once: int) -> Step:
    """Objects that are named one by one: `filter[id][]`, or what request.params asks for with `{ids}`."""

    def page(cursor: str) -> Page:
        place, number = json.loads(cursor) if cursor else (0, 1)
        some = ids[place : place + at_once]
        if not some:
            return Page((), None)
        wanted = {f"filter[{_id_filter(request)}][{index}]": one for index, one in enumerate(some)}
        objects, more = fetch_page(session, request, {**wanted, "page": number, "limit": _limit(request)})
        following = (place, number + 1) if more and objects else (place + at_once, 1)
        done = following[0] >= len(ids)
        return Page(_items(request, objects), None if done else json.dumps(following), following[0] / len(ids))

    return Step(name, page)


def _limit(request: ListRequest) -> int:
    return LARGEST_EVENT_PAGE if request.key == "events" else LARGEST_PAGE


def _id_filter(request: ListRequest) -> str:
    """What ids mean in this list: its own objects, or for events and notes the objects they belong to."""
    return "entity_id" if request.key in ("events", "notes", "tasks") else "id"
