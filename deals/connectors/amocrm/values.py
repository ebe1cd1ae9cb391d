"""Single values of the API's JSON as texts of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

ROBOT = "0"  # `created_by` of what no person did
NOTHING: Mapping[str, Any] = {}


def mapping(value: Any) -> Mapping[str, Any]:
    """An object; PHP writes an empty one as [] or null."""
    return value if isinstance(value, Mapping) else NOTHING


def embedded(thing: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Objects in `_embedded`; a single one stands there bare at times (loss_reason)."""
    inside = mapping(thing.get("_embedded")).get(key)
    if isinstance(inside, Mapping):
        return [inside]
    return [one for one in inside if isinstance(one, Mapping)] if isinstance(inside, list) else []


def text(value: Any) -> str:
    """ "" for what is missing; line ends as the format has them."""
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


def moment_at(value: Any) -> datetime | None:
    """A Unix time. 0 and null both mean that there is none."""
    try:
        return datetime.fromtimestamp(int(value), UTC) if value else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def moment(value: Any) -> str:
    """A Unix time as ISO 8601 in UTC: the account's own zone can be changed, and times are parts of keys."""
    at = moment_at(value)
    return at.isoformat() if at else ""


def identifier(value: Any) -> str:
    """An id as text; 0 and null mean nobody."""
    return "" if value in (None, 0, "", "0") else str(value)


def phones(thing: Mapping[str, Any]) -> list[str]:
    """All numbers of a contact or company, as they are written."""
    return [number for field in _fields(thing) if field.get("field_code") == "PHONE" for number in _values(field)]


def _fields(thing: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    fields = thing.get("custom_fields_values")
    return (field for field in fields if isinstance(field, Mapping)) if isinstance(fields, list) else iter(())


def _values(field: Mapping[str, Any]) -> Iterator[str]:
    for value in field.get("values") or ():
        if number := text(mapping(value).get("value")):
            yield number.replace(";", ",")  # the format's own mark between numbers
