"""Reading lists page by page, each page kept before the next is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from deals.connectors.fetch_store import FetchPlan, FetchStore, Item


@dataclass(frozen=True, slots=True)
class Page:
    """items: of any kinds. cursor: where the next page begins, None on the last one.

    share: of the whole list, 0 to 1, that is read with this page; None where nothing tells.
    """

    items: Sequence[Item]
    cursor: str | None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One list of the API. page: the page at a cursor, "" for the first one.

    The list must be read in an order in which what changes meanwhile moves ahead of the cursor, never behind it.
    """

    name: str
    page: Callable[[str], Page]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a step is. items: read of it so far, also by earlier commands. share: see Page."""

    step: str
    items: int
    share: float | None
    done: bool


Report = Callable[[Progress], None]


def walk(steps: Iterable[Step], store: FetchStore, plan: FetchPlan, report: Report) -> None:
    """Read every step to its end, in their order; those that an earlier command finished are skipped."""
    for step in steps:
        state = store.step(step.name)
        if state.items or state.done:
            report(Progress(step.name, state.items, None, state.done))
        while not state.done:
            page = step.page(state.cursor)
            if page.cursor is not None and page.cursor == state.cursor:
                raise ValueError(f"{step.name} stands still at {page.cursor!r}")  # our fault: it would never end
            state = store.add_page(plan, step.name, page.items, page.cursor)
            report(Progress(step.name, state.items, 1.0 if state.done else page.share, state.done))
