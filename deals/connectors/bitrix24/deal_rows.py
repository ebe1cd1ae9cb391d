"""Deals and leads as rows of deals.csv, and their history as rows of stage_history.csv."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from deals.connectors.bitrix24.client_rows import lead_contact_row
from deals.connectors.bitrix24.entity import COMPANY_PREFIX, LEAD, LEAD_PREFIX, Data, id_of, text_of
from deals.connectors.bitrix24.loss_reason import ReasonWords
from deals.connectors.bitrix24.moments import moment
from deals.connectors.bitrix24.stages import JUNK, STATUS_OF, Stages, stage_of
from deals.connectors.connector import Row
from deals.connectors.fetch_store import FetchStore


@dataclass(slots=True)
class Ending:
    """The last stages of an object that mean the same: since when, and the row of the history that came last."""

    semantics: str
    since: str
    last_id: Any


def endings(history: Iterable[Data], kind: int) -> dict[str, Ending]:
    """By the id of the deal or lead. history: in the order of ids, which is that of time.

    A deal that was lost, taken up again and lost once more ended the second time; one moved from one losing stage to
    another ended with the first of the two.
    """
    found: dict[str, Ending] = {}
    for row in history:
        owner, (_, semantics) = id_of(row.get("OWNER_ID")), stage_of(row, kind)
        last = found.get(owner)
        if last is None or last.semantics != semantics:
            found[owner] = Ending(semantics, moment(row.get("CREATED_TIME")), row["ID"])
        else:
            last.last_id = row["ID"]
    return found


class DealRows:
    """Deals (2), or leads (1) in the same columns. currency: of the archive."""

    def __init__(self, store: FetchStore, kind: int, stages: Stages, currency: str) -> None:
        self._kind = kind
        self._stages = stages
        self._currency = currency
        self.reasons = ReasonWords(store, kind)
        self._endings = endings((item.data for item in store.items(f"history-{kind}")), kind)

    def row(self, item: Data) -> Row:
        """A row of deals.csv, of a deal or of a lead that no deal was made of."""
        stage = id_of(item.get("stageId"))
        semantics = self._stages.semantics(self._kind, stage, text_of(item.get("stageSemanticId")))
        status = STATUS_OF[semantics]
        converted = self._kind == LEAD and status == "won"  # its money is counted at the deal that it became
        return {
            "deal_id": self._id(item),
            "title": text_of(item.get("title")),
            "contact_id": self._contact(item),
            "amount": "" if converted else self._amount(item),
            "source": self._stages.source(id_of(item.get("sourceId"))),
            "qualified": "no" if self._kind == LEAD and stage == JUNK else "",
            "created_at": moment(item.get("createdTime")),
            "closed_at": self._closed_at(item, semantics) if status != "open" else "",
            "status": status,
            "stage": self._stages.name(self._kind, stage),
            "lost_reason": self._lost_reason(item, stage) if status == "lost" else "",
            "owner_id": id_of(item.get("assignedById")),
        }

    def _id(self, item: Data) -> str:
        return (LEAD_PREFIX if self._kind == LEAD else "") + id_of(item.get("id"))

    def _contact(self, item: Data) -> str:
        several = item.get("contactIds")
        first = id_of(item.get("contactId")) or (id_of(several[0]) if isinstance(several, list) and several else "")
        if first:
            return first
        if company := id_of(item.get("companyId")):
            return COMPANY_PREFIX + company
        own = lead_contact_row(item) if self._kind == LEAD else None
        return own["contact_id"] if own else ""

    def _amount(self, item: Data) -> str:
        """One in another currency than the archive's carries its code."""
        amount, currency = _amount(item.get("opportunity")), text_of(item.get("currencyId"))
        return f"{amount} {currency}" if amount and currency and currency != self._currency else amount

    def _closed_at(self, item: Data, semantics: str) -> str:
        """From the history; else when the stage last changed. Never `closedate`: users write their plans there."""
        ending = self._endings.get(id_of(item.get("id")))
        if ending is not None and ending.semantics == semantics and ending.since:
            return ending.since
        return moment(item.get("movedTime")) or moment(item.get("dateClosed"))

    def _lost_reason(self, item: Data, stage: str) -> str:
        """The company's own field, else the name of the losing stage."""
        return self.reasons.of(item) or self._stages.name(self._kind, stage)

    def history(self, rows: Iterable[Data], items: Mapping[str, Data]) -> Iterator[Row]:
        """Rows of stage_history.csv. items: `last_move` of the objects by id; of a stage's changes the API names the
        last one's author only."""
        for row in rows:
            owner, (stage, _) = id_of(row.get("OWNER_ID")), stage_of(row, self._kind)
            at, item = moment(row.get("CREATED_TIME")), items.get(owner)
            if item is None or not stage or not at:
                continue
            last = self._endings[owner].last_id == row["ID"] and id_of(item.get("stageId")) == stage
            yield {
                "deal_id": self._id(item),
                "at": at,
                "stage": self._stages.name(self._kind, stage),
                "user_id": id_of(item.get("movedBy")) if last else "",
            }


def last_move(item: Data) -> Data:
    """What `DealRows.history` needs of an object: a portal has many."""
    return {name: item.get(name) for name in ("id", "stageId", "movedBy")}


def _amount(value: Any) -> str:
    """To the cent; "" for 0, which is what stands where nobody filled in an amount."""
    try:
        amount = Decimal(text_of(value) or 0)
    except InvalidOperation:
        return ""
    return f"{amount:.2f}".removesuffix(".00") if amount else ""
