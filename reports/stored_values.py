"""Typed records as JSON and back, without loss: what is stored names its record, and only known records are made.

Unlike a pickle, a file can hold nothing that runs. Plain JSON values stand for themselves, arrays for tuples, objects
for mappings with texts as keys; everything else is an object whose key "$" says what it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import numpy as np

KIND = "$"
VALUE = "value"
ZONE = "zone"


class NotStorable(TypeError):
    """A value that the stored form cannot hold."""


class RecordStore:
    """Stores one kind of record and all that it is made of, as its type hints say."""

    def __init__(self, record: type) -> None:
        self._records = {_name(kind): kind for kind in _records_within(record)}

    @property
    def shape(self) -> str:
        """A digest of the names and types of all fields: it changes whenever something is stored differently."""
        lines = [f"{name}.{field}: {hint}" for name, kind in sorted(self._records.items())
                 for field, hint in get_type_hints(kind).items()]  # fmt: skip
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]

    def packed(self, value: Any) -> Any:
        """The value as JSON knows it. Raises NotStorable for what no record may hold."""
        if value is None or isinstance(value, (str, bool, int, float)):
            return value.item() if isinstance(value, np.generic) else value
        if isinstance(value, tuple):
            return [self.packed(item) for item in value]
        if isinstance(value, Mapping):
            return self._packed_mapping(value)
        if is_dataclass(value) and _name(type(value)) in self._records:
            return {KIND: _name(type(value))} | {f.name: self.packed(getattr(value, f.name)) for f in fields(value)}
        return self._packed_other(value)

    def _packed_mapping(self, value: Mapping[Any, Any]) -> dict[str, Any]:
        if all(isinstance(key, str) for key in value) and KIND not in value:
            return {key: self.packed(item) for key, item in value.items()}
        return {KIND: "map", VALUE: [[self.packed(key), self.packed(item)] for key, item in value.items()]}

    def _packed_other(self, value: Any) -> Any:
        match value:
            case np.generic():
                return value.item()
            case Decimal():
                return {KIND: "decimal", VALUE: str(value)}
            case datetime():
                zone = {ZONE: value.tzinfo.key} if isinstance(value.tzinfo, ZoneInfo) else {}
                return {KIND: "moment", VALUE: value.isoformat(), **zone}
            case date():
                return {KIND: "day", VALUE: value.isoformat()}
            case ZoneInfo():
                return {KIND: "zone", VALUE: value.key}
            case Path():
                return {KIND: "path", VALUE: str(value)}
            case frozenset():
                return {KIND: "set", VALUE: sorted(self.packed(item) for item in value)}
            case bytes():  # as YAML may hold them
                return {KIND: "bytes", VALUE: value.hex()}
            case list():
                return {KIND: "list", VALUE: [self.packed(item) for item in value]}
        raise NotStorable(f"{type(value).__name__} cannot be stored")

    def unpacked(self, packed: Any) -> Any:
        """What was packed. Raises ValueError, KeyError or TypeError for what `packed` cannot have made."""
        if isinstance(packed, list):
            return tuple(self.unpacked(item) for item in packed)
        if not isinstance(packed, dict):
            return packed
        kind = packed.get(KIND)
        if kind is None:
            return {key: self.unpacked(item) for key, item in packed.items()}
        if kind in self._records:
            return self._records[kind](**{key: self.unpacked(item) for key, item in packed.items() if key != KIND})
        if kind == "moment":
            return _moment(packed)
        if kind == "map":
            return {self.unpacked(key): self.unpacked(item) for key, item in packed[VALUE]}
        if kind in ("set", "list"):
            items = [self.unpacked(item) for item in packed[VALUE]]
            return frozenset(items) if kind == "set" else items
        return _MADE_OF_TEXT[kind](packed[VALUE])


_MADE_OF_TEXT: Mapping[str, Callable[[str], Any]] = {
    "decimal": Decimal, "day": date.fromisoformat, "zone": ZoneInfo, "path": Path, "bytes": bytes.fromhex,
}  # fmt: skip


def _moment(packed: Mapping[str, str]) -> datetime:
    moment = datetime.fromisoformat(packed[VALUE])
    return moment.astimezone(ZoneInfo(packed[ZONE])) if ZONE in packed else moment


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _records_within(hint: Any) -> set[type]:
    """The record types that a type is made of, itself among them."""
    found: set[type] = set()
    waiting = [hint]
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and is_dataclass(one):
            if one not in found:
                found.add(one)
                waiting += get_type_hints(one).values()
        elif get_origin(one) is not Literal and (get_origin(one) in (Union, UnionType) or get_args(one)):
            waiting += get_args(one)
    return found
