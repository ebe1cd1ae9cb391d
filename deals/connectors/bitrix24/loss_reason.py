"""The company's own field for why a deal was lost. Bitrix24 has none of its own: losing is a stage, or several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from deals.connectors.bitrix24.entity import Data, text_of
from deals.connectors.fetch_store import FetchStore

# «Причина отказа», «Причины проигрыша сделки», «Почему отказались», "Loss reason", "Reason for closing as lost"; but
# not «Причина обращения», «Причина возврата», "Reason for contact".
_WHY = r"причин|почему|reason|\bwhy\b"
_LOSS = (
    r"отказ|проигр|провал|потер|слив|срыв|не\s*реализ|нереализ|неуспе|не\s*купил|закрыт|отмен|ушел|ушёл|ушли|"
    r"\blost\b|\bloss\b|\blose\b|\blosing\b|reject|refus|declin|cancel|fail|clos(?:ed|ing)|not\s+buy"
)
_TITLE = re.compile(rf"(?:{_WHY}).*(?:{_LOSS})|(?:{_LOSS}).*(?:{_WHY})", re.IGNORECASE)
_READABLE = frozenset({"string", "enumeration", "text", "crm_status"})  # others hold ids of things we do not read


def means_loss_reason(title: str) -> bool:
    return _TITLE.search(title) is not None


def is_own(name: str) -> bool:
    """Whether a field was made by the company: UF_CRM_17, or ufCrm_17 where a portal has not yet learnt other names."""
    return name.upper().startswith(("UF_", "UFCRM"))


def reason_fields(store: FetchStore, kind: int) -> list[str]:
    """Names of the fields of leads (1) or deals (2) whose titles say that they tell why one was lost."""
    return [item.id for item in store.items(f"field-{kind}") if _is_reason(item.id, item.data)]


def _is_reason(name: str, field: Data) -> bool:
    return is_own(name) and str(field.get("type")) in _READABLE and means_loss_reason(text_of(field.get("title")))


class ReasonWords:
    """What the fields' values mean. unread: values that no list names, by field."""

    def __init__(self, store: FetchStore, kind: int) -> None:
        names = reason_fields(store, kind)
        self._fields: dict[str, Mapping[str, str] | None] = {
            name: _values(store, store.item(f"field-{kind}", name)) for name in names
        }
        self.unread: list[str] = []

    def of(self, item: Data) -> str:
        """All that is filled in, joined; "" where nothing is."""
        words = (self._word(name, one) for name in self._fields for one in _several(item.get(name)))
        return "; ".join(dict.fromkeys(filter(None, words)))

    def _word(self, name: str, value: Any) -> str:
        text, values = text_of(value), self._fields[name]
        if values is None or not text:
            return text
        if text not in values and text != "0":
            self.unread.append(f"{name}={text}")
        return values.get(text, "")


def _values(store: FetchStore, field: Data) -> Mapping[str, str] | None:
    """Value to word for fields with a list of values, None where the value is the word."""
    kind = str(field.get("type"))
    if kind == "enumeration":
        return {text_of(one.get("ID")): text_of(one.get("VALUE")) for one in _rows(field.get("items"))}
    if kind == "crm_status":
        start = f"{field.get('statusType')}/"
        statuses = (item for item in store.items("status") if item.id.startswith(start))
        return {item.id.removeprefix(start): text_of(item.data.get("NAME")) for item in statuses}
    return None


def _rows(value: Any) -> Iterable[Data]:
    return (one for one in value if isinstance(one, Mapping)) if isinstance(value, list) else ()


def _several(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else (value,)
