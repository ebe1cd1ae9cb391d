"""What every list of a fetch needs to know: whom to ask, what is there, and since when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from deals.connectors.bitrix24.entity import Data
from deals.connectors.bitrix24.rest import Rest
from deals.connectors.fetch_store import FetchPlan, FetchStore, Item

Items = Callable[[Data], Iterable[Item]]


@dataclass(frozen=True, slots=True)
class Reading:
    """One fetch of one portal."""

    rest: Rest
    store: FetchStore
    plan: FetchPlan

    def since(self, condition: str, earlier: timedelta = timedelta()) -> Mapping[str, str]:
        """A filter for what changed from then on; empty where everything is asked for."""
        return {condition: as_filter(self.plan.since - earlier)} if self.plan.since else {}

    def touched(self, kind: str) -> list[str]:
        """Ids of the objects that this fetch has brought, in numeric order."""
        return sorted(self.store.ids(kind, self.plan), key=int)


def plainly(kind: str, id_key: str = "ID", fields: Sequence[str] = ()) -> Items:
    """Objects as items. fields: those that are kept; all where none is named."""

    def items(row: Data) -> Iterable[Item]:
        kept = {name: row[name] for name in fields if name in row} if fields else row
        return (Item(kind, str(row[id_key]), kept),)

    return items


def as_filter(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def several(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else (value,)
