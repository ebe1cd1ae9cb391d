"""Stages of deals and leads: their names, and whether they mean winning or losing."""

from __future__ import annotations

from collections.abc import Mapping

from deals.connectors.bitrix24.entity import DEAL, LEAD, Data, id_of, text_of
from deals.connectors.fetch_store import FetchStore

STATUS_OF = {"P": "open", "S": "won", "F": "lost"}
JUNK = "JUNK"  # the portal's own status for a lead that was none; others that lose are the company's


class Stages:
    """Names are those that a stage had when it was first seen: they are parts of the keys of stage_history.csv."""

    def __init__(self, store: FetchStore) -> None:
        pipelines = {f"DEAL_STAGE_{item.id}": text_of(item.data.get("name")) for item in store.items("category")}
        pipelines["DEAL_STAGE"] = pipelines.pop("DEAL_STAGE_0", "")
        self._semantics: dict[str, str] = {}
        names: dict[str, str] = {}
        for item in store.items("status"):
            entity, _, status = item.id.partition("/")
            kind = LEAD if entity == "STATUS" else DEAL if entity.startswith("DEAL_STAGE") else None
            if kind is None:
                continue
            key = f"{kind}/{status}"
            self._semantics[key] = text_of(item.data.get("SEMANTICS")) or "P"
            names[key] = _name(text_of(item.data.get("NAME")) or status, pipelines, entity)
        self._names = store.remember("stage", names)
        self._sources = {
            item.id.partition("/")[2]: text_of(item.data.get("NAME"))
            for item in store.items("status")
            if item.id.startswith("SOURCE/")
        }

    def name(self, kind: int, status: str) -> str:
        """A stage that was deleted has no name any more, and stands by its code."""
        return self._names.get(f"{kind}/{status}") or status

    def semantics(self, kind: int, status: str, stated: str) -> str:
        """P, S or F: as the object itself says, else by its stage."""
        return stated if stated in STATUS_OF else self._semantics.get(f"{kind}/{status}", "P")

    def source(self, code: str) -> str:
        return self._sources.get(code) or code


def _name(name: str, pipelines: Mapping[str, str], entity: str) -> str:
    """Stages of a pipeline other than the first carry its name: «Новая» there is another stage than «Новая» here."""
    pipeline = pipelines.get(entity, "") if entity not in ("STATUS", "DEAL_STAGE") else ""
    return f"{pipeline}: {name}" if pipeline else name


def stage_of(row: Data, kind: int) -> tuple[str, str]:
    """(stage, semantics) of a row of the history, whose fields are called STATUS_... for leads."""
    start = "STATUS" if kind == LEAD and "STATUS_ID" in row else "STAGE"
    return id_of(row.get(f"{start}_ID")), text_of(row.get(f"{start}_SEMANTIC_ID"))
