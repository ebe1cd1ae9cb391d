"""How Bitrix24's list methods read their parameters: filters with operators in the key, order, pages of 50.

Written after the documentation (bitrix-tools/b24-rest-docs, crm-item-list.md, list-methods-pecularities.md,
huge-data.md), for the local server of the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import unquote_plus

PAGE = 50
_OPERATORS = (">=", "<=", "!@", "!=", ">", "<", "@", "!", "=")
Row = Mapping[str, Any]


class BadQuery(Exception):
    """A field that the method does not know."""


def selected(rows: Iterable[Row], conditions: Mapping[str, Any], known: frozenset[str]) -> list[Row]:
    return [row for row in rows if _fits(row, conditions, known)]


def _fits(row: Row, conditions: Mapping[str, Any], known: frozenset[str]) -> bool:
    either = str(conditions.get("logic", "AND")).upper() == "OR"
    verdicts = [
        _fits(row, wanted, known) if key.isdigit() else _compared(row, key, wanted, known)
        for key, wanted in conditions.items()
        if key != "logic"
    ]
    return any(verdicts) if either else all(verdicts)


def _compared(row: Row, key: str, wanted: Any, known: frozenset[str]) -> bool:
    operator = next((sign for sign in _OPERATORS if key.startswith(sign)), "=")
    field = key.removeprefix(operator) if key.startswith(operator) else key
    if field not in known:
        raise BadQuery(field)
    value = row.get(field)
    values = value if isinstance(value, list) else [value]
    wishes = wanted if isinstance(wanted, list) else [wanted]
    if operator in ("=", "@"):
        return any(_plain(one) == _plain(wish) for one in values for wish in wishes)
    if operator in ("!=", "!@", "!"):
        return all(_plain(one) != _plain(wish) for one in values for wish in wishes)
    left, right = _ordered(value), _ordered(wanted)
    if type(left) is not type(right):
        return False
    return {">": left > right, "<": left < right, ">=": left >= right, "<=": left <= right}[operator]


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _ordered(value: Any) -> Any:
    """A number, a moment, or the text."""
    text = _plain(value)
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text)
    if re.match(r"\d{4}-\d\d-\d\dT", text):
        return datetime.fromisoformat(text)
    return text


def in_order(rows: Iterable[Row], field: str, direction: str) -> list[Row]:
    return sorted(rows, key=lambda row: _ordered(row.get(field)), reverse=direction.upper() == "DESC")


def page(rows: Sequence[Row], start: int) -> tuple[list[Row], dict[str, int]]:
    """A page and what stands beside the result: total and next, or neither where counting is off (start -1)."""
    if start < 0:
        return list(rows[:PAGE]), {"total": 0}
    begin = start - start % PAGE
    beside = {"total": len(rows)}
    if begin + PAGE < len(rows):
        beside["next"] = begin + PAGE
    return list(rows[begin : begin + PAGE]), beside


def with_results(query: str, results: Mapping[str, Any]) -> str:
    """The query of a batch with $result[key][field]... replaced by what earlier commands answered, else by nothing."""

    def value(found: re.Match[str]) -> str:
        place: Any = results
        for key in re.findall(r"\[([^\]]*)\]", found[0]):
            if isinstance(place, list):
                place = place[int(key)] if key.isdigit() and int(key) < len(place) else None
            else:
                place = place.get(key) if isinstance(place, Mapping) else None
        return _plain(place)

    return re.sub(r"\$result(?:\[[^\]]*\])+", value, unquote_plus(query))


def parsed_query(query: str) -> dict[str, Any]:
    """PHP's notation of nested values: filter[ENTITY_ID]=5&select[]=ID."""
    found: dict[str, Any] = {}
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        keys = re.findall(r"[^\[\]]+|(?<=\[)(?=\])", unquote_plus(name))
        place: Any = found
        for key, following in zip(keys, [*keys[1:], None], strict=True):
            key = str(len(place)) if key == "" else key
            if following is None:
                place[key] = unquote_plus(value)
            else:
                place = place.setdefault(key, {})
    return {key: _listed(value) for key, value in found.items()}


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {key: _listed(one) for key, one in value.items()}
    return list(inner.values()) if list(inner) == [str(place) for place in range(len(inner))] else inner
