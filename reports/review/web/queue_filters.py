"""The queue's filters as they stand in an address, and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import Depends, Query

from classify.learning_from_verdicts.verdicts import ListName
from reports.review.store.records import CaseState, QueueFilters

Shown = Literal["todo", "any"] | CaseState
_AMOUNT = r"^\s*(\d{1,15}([.,]\d{1,4})?)?\s*$"


@dataclass(frozen=True, slots=True)
class AskedFilters:
    """As typed: empty means any."""

    run: str
    list: str
    manager: str
    code: str
    amount_from: str
    amount_to: str
    state: Shown
    reviewer: str
    words: str

    @property
    def filters(self) -> QueueFilters:
        lists: dict[str, ListName] = {"revive": "revive", "error_loss": "error_loss"}
        state: CaseState | None = None if self.state == "todo" or self.state == "any" else self.state
        return QueueFilters(
            run_id=int(self.run) if self.run else None,
            list=lists.get(self.list),
            manager_id=self.manager or None,
            code=self.code or None,
            amount_from=_amount(self.amount_from),
            amount_to=_amount(self.amount_to),
            state=state,
            reviewer=self.reviewer or None,
            words=self.words.strip() or None,
            undecided=self.state == "todo",
        )

    @property
    def address(self) -> str:
        """As the part of an address behind "?"; empty where nothing is filtered."""
        return urlencode(list(self._set()))

    @property
    def narrowed(self) -> bool:
        return any(True for _ in self._set())

    def _set(self) -> Iterator[tuple[str, str]]:
        for name in AskedFilters.__slots__:
            value = getattr(self, name)
            if value and value != "todo":
                yield name, value


def _amount(typed: str) -> Decimal | None:
    return Decimal(typed.strip().replace(",", ".")) if typed.strip() else None


def _asked(
    run: Annotated[str, Query(pattern=r"^\d{0,9}$")] = "",
    list: Literal["", "revive", "error_loss"] = "",
    manager: Annotated[str, Query(max_length=200)] = "",
    code: Annotated[str, Query(max_length=60)] = "",
    amount_from: Annotated[str, Query(pattern=_AMOUNT)] = "",
    amount_to: Annotated[str, Query(pattern=_AMOUNT)] = "",
    state: Shown = "todo",
    reviewer: Annotated[str, Query(max_length=200)] = "",
    words: Annotated[str, Query(max_length=200)] = "",
) -> AskedFilters:
    return AskedFilters(run, list, manager, code, amount_from, amount_to, state, reviewer, words)


FiltersNow = Annotated[AskedFilters, Depends(_asked)]
